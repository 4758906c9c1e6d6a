"""What reading a claims file is made of: problems are collected, and simple values checked, in one place."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from ..model.errors import InputError, Problem
from ..model.record import Record
from ..model.terms import expand
from .values import check_text
from .yaml_nodes import Mapping, Scalar, Sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..model.terms import Context
    from .yaml_nodes import Node


class Use(Record):
    """A place where a claims file uses an entity that any file of the knowledge base may define."""

    slug: str
    line: int
    claim: str


class Reading:
    """One claims file while it is read: what it may refer to, and the problems and uses found so far."""

    def __init__(self, path: str, context: Context, classes: frozenset[str]) -> None:
        self.path = path
        self.context = context
        self.classes = classes
        self.problems: list[Problem] = []
        self.uses: list[Use] = []

    def wrong(self, node: Node, message: str, claim: str = "") -> None:
        """Note a problem at a node."""
        self.problems.append(Problem(message, self.path, node.line, node.column, claim))

    def check_keys(self, node: Mapping, allowed: tuple[str, ...], what: str, claim: str = "") -> None:
        """Note every key of a mapping that it may not have."""
        for key, _ in node.entries:
            if key.text not in allowed:
                self.wrong(key, f"{what} has no '{key.text}'; it may have {', '.join(allowed)}", claim)

    def text(self, node: Node | None, what: str, claim: str = "") -> str:
        """A text that may be missing: the empty string then."""
        if node is None:
            return ""
        if node.__class__ is not Scalar:
            self.wrong(node, f"{what} has to be a text", claim)
            return ""
        try:
            return check_text(node.text)
        except InputError as error:
            self.wrong(node, f"{what}: {error.message}", claim)
            return ""

    def needed(self, mapping: Mapping, key: str, what: str, claim: str = "") -> str:
        """A text that has to be there; the empty string when it is not."""
        node = mapping.get(key)
        if node is None:
            self.wrong(mapping, f"{what} needs '{key}'", claim)
        return self.text(node, f"'{key}'", claim)

    def whole_number(self, node: Node | None, what: str, claim: str = "") -> int | None:
        """A number counted from 0; None when it is missing or none."""
        if isinstance(node, Scalar) and node.text.isascii() and node.text.isdigit() and len(node.text) < 12:
            return int(node.text)
        if node is not None:
            self.wrong(node, f"{what} has to be a whole number, counted in code points from 0", claim)
        return None

    def items(self, node: Node | None, what: str) -> list[Node]:
        """The nodes of a list; none when it is missing or empty."""
        if node is None:
            return []
        if isinstance(node, Sequence):
            return node.items
        if not (isinstance(node, Scalar) and not node.text):
            self.wrong(node, f"'{what}' has to be a list")
        return []

    def type_iri(self, node: Node | None, parent: Node) -> NamedNode | None:
        """The class that a type names; it has to be one that the vocabulary describes."""
        if not isinstance(node, Scalar):
            self.wrong(node or parent, "'type' has to be a class such as schema:NewsArticle")
            return None
        iri = expand(node.text)
        if iri is None or iri.value not in self.classes:
            self.wrong(node, f"unknown type '{node.text}'; vocabulary.ttl describes the types there are")
            return None
        return iri

    def by_language(self, node: Node | None, what: str, claim: str = "") -> list[Literal]:
        """Texts by language, sorted by language and text; none when missing."""
        if node is None:
            return []
        if not isinstance(node, Mapping):
            self.wrong(node, f"{what}: write a text per language, such as {{vi: …, en: …}}", claim)
            return []
        found: set[tuple[str, str]] = set()
        for key, value in node.entries:
            if not is_language_tag(key.text):
                self.wrong(key, f"{what}: '{key.text}' is no language tag (BCP 47)", claim)
                continue
            language = key.text.lower()
            for item in value.items if isinstance(value, Sequence) else (value,):
                text = self.text(item, what, claim)
                if text:
                    found.add((language, text))
        return [Literal(text, language=language) for language, text in sorted(found)]


def is_language_tag(text: str) -> bool:
    """Whether a text has the form of a BCP 47 language tag: letters, then parts of 1 to 8 letters or digits.

    >>> is_language_tag("vi"), is_language_tag("zh-Hant-TW"), is_language_tag("vi_VN")
    (True, True, False)
    """
    first, *rest = text.split("-")
    return (
        text.isascii()
        and first.isalpha()
        and len(first) <= 8
        and all(part.isalnum() and len(part) <= 8 for part in rest)
    )
