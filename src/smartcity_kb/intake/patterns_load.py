"""Pattern files: YAML read into patterns, with file and line for whatever is wrong."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from ..model.errors import InputError, InputProblemsError, Problem
from ..model.record import Record
from ..store.yaml_nodes import Mapping, Node, Scalar, Sequence, read_yaml
from .lexicon import FOLDER as WORDLISTS
from .lexicon import Lexicon, read_lexicon
from .patterns_syntax import PatternSyntaxError, Program, compile_pattern
from .proposal import KINDS, SPEAKER

FOLDER = os.path.join(os.path.dirname(__file__), "patterns")
_KEYS = frozenset({
    "id", "pattern", "relation", "planned", "subject", "object", "date", "confidence", "together",
    "mints", "states", "examples", "language", "added_for", "note", "certainty", "before",
})  # fmt: skip
_LANGUAGES = ("vi", "en", "any")


class Example(Record):
    """Two sentences of a pattern: one in which it finds the given fact, one in which it finds nothing."""

    positive: str
    negative: str
    subject: str = ""
    object: str = ""
    date: str = ""


class Template(Record):
    """One statement of a pattern with slots in it: ``{slot}`` or ``{slot.attribute}``, or plain text."""

    subject: str
    term: str
    value: str


class Mint(Record):
    """An entity that a pattern makes of its slots, where the text names none ("the agreement between …")."""

    name: str
    label: str
    types: tuple[str, ...]


class Pattern(Record):
    """A pattern: what it looks for, and what a match states.

    ``subject``, ``object`` and ``date`` name slots (or are empty); ``planned`` is the relation to use when
    the quote speaks of the future. ``together`` makes one claim of all subjects and objects, else each
    pair is a claim. ``certainty`` other than ``stated`` needs a ``note``. ``before`` has to match in one of
    the sentences right before, and gives the slots that ``program`` leaves out.
    """

    id: str
    kind: str
    program: Program
    relation: str
    subject: str
    object: str
    date: str
    confidence: float
    example: Example
    planned: str = ""
    together: bool = False
    language: str = "vi"
    added_for: str = ""
    certainty: str = "stated"
    note: str = ""
    mints: tuple[Mint, ...] = ()
    states: tuple[Template, ...] = ()
    before: Program | None = None


class PatternSet:
    """Patterns with the word lists that they use; immutable, and it pickles."""

    def __init__(self, patterns: Iterable[Pattern], lexicon: Lexicon) -> None:
        self.patterns = tuple(sorted(patterns, key=lambda p: (-p.confidence, p.id)))
        self.lexicon = lexicon

    def without(self, article: str) -> PatternSet:
        """The same without all that was added for an article, to measure honestly on it."""
        kept = [pattern for pattern in self.patterns if pattern.added_for != article]
        return PatternSet(kept, self.lexicon.without(article))


def read_patterns(folders: Iterable[str] = (), wordlists: Iterable[str] = ()) -> PatternSet:
    """The shipped patterns and word lists, and those of the user's folders (same format).

    Raises InputProblemsError with file and line for every pattern that is wrong, InputError when a folder
    cannot be read.
    """
    lexicon = read_lexicon((WORDLISTS, *wordlists))
    problems: list[Problem] = []
    patterns: dict[str, Pattern] = {}
    for path in _files((FOLDER, *folders)):
        for pattern, node in _read_file(path, lexicon, problems):
            if pattern.id in patterns:
                problems.append(Problem(f"a second pattern '{pattern.id}'", path, node.line, node.column))
            patterns[pattern.id] = pattern
    if problems:
        raise InputProblemsError(problems)
    return PatternSet(patterns.values(), lexicon)


def _files(folders: Iterable[str]) -> Iterator[str]:
    for folder in folders:
        try:
            names = sorted(os.listdir(folder))
        except OSError as error:
            raise InputError(f"{folder}: cannot be read: {error.strerror}") from None
        for name in names:
            if name.endswith((".yaml", ".yml")):
                yield os.path.join(folder, name)


def _read_file(path: str, lexicon: Lexicon, problems: list[Problem]) -> Iterator[tuple[Pattern, Node]]:
    root = read_yaml(path)
    kind = root.get("kind") if isinstance(root, Mapping) else None
    items = root.get("patterns") if isinstance(root, Mapping) else None
    kinds = (*KINDS, SPEAKER)
    if not isinstance(kind, Scalar) or kind.text not in kinds:
        where = kind or root
        problems.append(
            Problem(f"'kind' has to be one of {', '.join(kinds)}", path, where.line, where.column)
        )
        return
    if not isinstance(items, Sequence):
        problems.append(Problem("'patterns' has to be a list", path, root.line, root.column))
        return
    for node in items.items:
        try:
            yield _Item(node, lexicon).pattern(kind.text), node
        except _WrongItem as wrong:
            problems.append(Problem(wrong.why, path, wrong.node.line, wrong.node.column, wrong.claim))


class _WrongItem(Exception):  # noqa: N818 - never leaves this module
    def __init__(self, node: Node, why: str, claim: str) -> None:
        self.node, self.why, self.claim = node, why, claim


class _Item:
    """One entry of a pattern file while it is read."""

    def __init__(self, node: Node, lexicon: Lexicon) -> None:
        self.node = node
        self.lexicon = lexicon
        self.id = ""

    def wrong(self, node: Node, why: str) -> _WrongItem:
        return _WrongItem(node, why, f"pattern '{self.id}'" if self.id else "")

    def pattern(self, kind: str) -> Pattern:
        if not isinstance(self.node, Mapping):
            raise self.wrong(self.node, "a pattern has the keys id, pattern, relation, subject and examples")
        self.id = self.text(self.node, "id")
        for key, _ in self.node.entries:
            if key.text not in _KEYS:
                raise self.wrong(key, f"a pattern has no '{key.text}'")
        program = self.program("pattern")
        before = self.program("before") if self.node.get("before") else None
        slots = (*program.slots, *(before.slots if before else ()))
        language = self.text(self.node, "language", "vi")
        if language not in _LANGUAGES:
            raise self.wrong(self.node, f"'language' is one of {', '.join(_LANGUAGES)}")
        node = self.node
        return Pattern(
            id=self.id,
            kind=kind,
            program=program,
            relation=self.text(node, "relation"),
            subject=self.slot("subject", slots, True),
            object=self.slot("object", slots),
            date=self.slot("date", slots),
            confidence=self.confidence(),
            example=self.example(),
            planned=self.text(node, "planned", ""),
            together=self.text(node, "together", "false") == "true",
            language=language,
            added_for=self.text(node, "added_for", ""),
            certainty=self.text(node, "certainty", "stated"),
            note=self.text(node, "note", ""),
            mints=tuple(self.mints()),
            states=tuple(self.states()),
            before=before,
        )

    def program(self, key: str) -> Program:
        node = self.need(key)
        try:
            program = compile_pattern(self.text(self.node, key))
        except PatternSyntaxError as error:
            raise self.wrong(node, error.message) from None
        unknown = program.lists - self.lexicon.names()
        if unknown:
            raise self.wrong(node, f"no word list '{sorted(unknown)[0]}'")
        return program

    def need(self, key: str) -> Node:
        found = self.node.get(key) if isinstance(self.node, Mapping) else None
        if found is None:
            raise self.wrong(self.node, f"'{key}' is missing")
        return found

    def text(self, node: Node, key: str, default: str | None = None) -> str:
        found = node.get(key) if isinstance(node, Mapping) else None
        if found is None and default is not None:
            return default
        if not isinstance(found, Scalar):
            raise self.wrong(found or node, f"'{key}' has to be a text")
        return found.text

    def slot(self, key: str, slots: tuple[str, ...], needed: bool = False) -> str:
        name = self.text(self.node, key) if needed else self.text(self.node, key, "")
        if name and name not in slots:
            raise self.wrong(self.node, f"'{key}' names '{name}', which is no slot of the pattern")
        return name

    def confidence(self) -> float:
        node = self.need("confidence")
        try:
            value = float(self.text(self.node, "confidence"))
        except ValueError:
            value = -1.0
        if not 0 < value <= 1:
            raise self.wrong(node, "'confidence' has to be a number above 0 and up to 1")
        return value

    def example(self) -> Example:
        node = self.need("examples")
        finds = node.get("finds") if isinstance(node, Mapping) else None
        positive, negative = self.text(node, "positive"), self.text(node, "negative")
        if not isinstance(finds, Mapping):
            raise self.wrong(node, "'examples' needs 'finds' with the subject that the positive one states")
        return Example(
            positive,
            negative,
            self.text(finds, "subject"),
            self.text(finds, "object", ""),
            self.text(finds, "date", ""),
        )

    def mints(self) -> Iterator[Mint]:
        assert isinstance(self.node, Mapping)  # noqa: S101 - checked first
        node = self.node.get("mints")
        for key, body in node.entries if isinstance(node, Mapping) else ():
            kinds = body.get("type") if isinstance(body, Mapping) else None
            if not isinstance(kinds, Sequence):
                raise self.wrong(body, "an entity that is made needs 'label' and a list 'type'")
            types = tuple(item.text for item in kinds.items if isinstance(item, Scalar))
            yield Mint(key.text, self.text(body, "label"), types)

    def states(self) -> Iterator[Template]:
        assert isinstance(self.node, Mapping)  # noqa: S101 - checked first
        node = self.node.get("states")
        for subject, terms in node.entries if isinstance(node, Mapping) else ():
            if not isinstance(terms, Mapping):
                raise self.wrong(terms, f"'{subject.text}' needs terms with values")
            for term, value in terms.entries:
                if not isinstance(value, Scalar):
                    raise self.wrong(value, "a value is a text or a {slot}")
                yield Template(subject.text, term.text, value.text)
