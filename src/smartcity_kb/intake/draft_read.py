"""``draft.yaml`` read back and checked against its text: every problem with line and proposal."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.claim import Noise
from ..model.errors import InputProblemsError, Problem
from ..store.yaml_nodes import Mapping, Node, Scalar, Sequence, parse_yaml
from .draft import FORMAT, Draft, DraftSource
from .proposal import KINDS, OpenQuestion, Proposal, ProposedEntity, Row, Statement

_CERTAINTIES = ("stated", "headline", "inferred", "hedged")


def read_draft(yaml_text: str, article: str, file: str = "draft.yaml") -> Draft:
    """Read the text of ``draft.yaml`` and check that each quote stands where the draft says.

    ``article`` is the text that the draft is about; ``file`` is named in errors. Raises InputProblemsError
    with everything that is wrong at once: what is missing or of the wrong form, quotes that are not at
    their position (with the position where they do stand), noise outside the text.
    """
    root = parse_yaml(yaml_text.encode("utf-8"), file)
    reading = _Reading(file, article)
    draft = reading.draft(root)
    if reading.problems or draft is None:
        raise InputProblemsError(reading.problems)
    return draft


class _Reading:
    """One draft while it is read; collects problems instead of stopping at the first."""

    def __init__(self, file: str, article: str) -> None:
        self.file = file
        self.article = article
        self.problems: list[Problem] = []

    def wrong(self, node: Node, message: str, claim: str = "") -> None:
        self.problems.append(Problem(message, self.file, node.line, node.column, claim))

    def draft(self, root: Node) -> Draft | None:
        if not isinstance(root, Mapping):
            self.wrong(root, "a draft has the keys format, source, noise, entities, proposals and open")
            return None
        if self.text(root, "format") != str(FORMAT):
            self.wrong(
                root.get("format") or root, f"this is not draft format {FORMAT}; extract the article again"
            )
            return None
        source = self.source(root.get("source") or root)
        noise = tuple([self.noise(item) for item in self.items(root, "noise")])
        entities = tuple([self.entity(key, node) for key, node in self.entries(root, "entities")])
        proposals = [self.proposal(i, item) for i, item in enumerate(self.items(root, "proposals"), 1)]
        questions = tuple([self.question(item) for item in self.items(root, "open")])
        known = tuple([proposal for proposal in proposals if proposal])
        return Draft(source, noise, entities, known, questions)

    def source(self, node: Node) -> DraftSource:
        def word(key: str, default: str = "") -> str:
            return self.text(node, key, default=default)

        title = node.get("title") if isinstance(node, Mapping) else None
        texts = (
            [v.text for _, v in title.entries if isinstance(v, Scalar)] if isinstance(title, Mapping) else []
        )
        return DraftSource(
            self.text(node, "id"), self.text(node, "sha256"), self.text(node, "language"),
            texts[0] if texts else "", word("type", "schema:NewsArticle"), word("text", "article.txt"),
            word("page"), word("place"),
        )  # fmt: skip

    def noise(self, node: Node) -> Noise:
        noise = Noise(self.number(node, "start"), self.number(node, "end"), self.text(node, "reason"))
        if not 0 <= noise.start < noise.end <= len(self.article):
            self.wrong(node, f"noise {noise.start}-{noise.end} is outside the text (0-{len(self.article)})")
        return noise

    def entity(self, key: Scalar, node: Node) -> ProposedEntity:
        label = node.get("label") if isinstance(node, Mapping) else None
        aliases = node.get("aliases") if isinstance(node, Mapping) else None
        existing = self.text(node, "existing", default="false") == "true"
        types = () if existing else tuple(self.texts(node, "type"))
        names = tuple(self.texts(aliases, "vi")) if isinstance(aliases, Mapping) else ()
        return ProposedEntity(
            key.text, self.text(label or node, "vi"), self.text(label or node, "en"),
            types, names, existing, self.text(node, "note", default=""),
        )  # fmt: skip

    def proposal(self, number: int, node: Node) -> Proposal | None:
        claim = f"proposal {number}"
        kind = self.text(node, "kind", claim)
        if kind not in KINDS:
            self.wrong(node, f"kind '{kind}' is none of {', '.join(KINDS)}", claim)
        certainty = self.text(node, "certainty", claim, "stated")
        if certainty not in _CERTAINTIES:
            self.wrong(node, f"certainty '{certainty}' is none of {', '.join(_CERTAINTIES)}", claim)
        quote, start = self.text(node, "quote", claim), self.number(node, "start", claim)
        self.check_place(node, quote, start, claim)
        states = tuple(self.statements(node, claim))
        rows = tuple([self.row(item, claim) for item in self.items(node, "rows", claim)])
        proposal = Proposal(
            kind, self.text(node, "pattern", claim), self.fraction(node, claim), quote, start, rows,
            states, certainty, self.text(node, "note", claim, ""), self.text(node, "speaker", claim, ""),
        )  # fmt: skip
        given = self.text(node, "id", claim)
        return proposal if given else None

    def check_place(self, node: Node, quote: str, start: int, claim: str) -> None:
        if quote and start >= 0 and self.article[start : start + len(quote)] == quote:
            return
        near = self.article.find(quote) if quote else -1
        hint = f"it stands at {near}" if near >= 0 else "it stands nowhere in the text"
        self.wrong(node, f"the quote is not at {start}; {hint}: {quote[:60]!r}", claim)

    def statements(self, node: Node, claim: str) -> Iterator[Statement]:
        for subject, terms in self.entries(node, "states", claim):
            if not isinstance(terms, Mapping):
                self.wrong(terms, f"'{subject.text}' needs terms with values", claim)
                continue
            for term, value in terms.entries:
                if isinstance(value, Mapping):
                    for language, item in value.entries:
                        yield Statement(subject.text, term.text, self.scalar(item, claim), language.text)
                    continue
                for item in value.items if isinstance(value, Sequence) else (value,):
                    yield Statement(subject.text, term.text, self.scalar(item, claim))

    def row(self, node: Node, claim: str) -> Row:
        def maybe(key: str) -> str | None:
            return self.text(node, key, claim, "") or None

        return Row(
            self.text(node, "subject", claim), self.text(node, "relation", claim),
            maybe("object"), maybe("date"),
        )  # fmt: skip

    def question(self, node: Node) -> OpenQuestion:
        return OpenQuestion(
            self.text(node, "about"), self.text(node, "reason"), self.text(node, "question"),
            tuple(self.texts(node, "candidates")),
        )  # fmt: skip

    def text(self, node: Node, key: str, claim: str = "", default: str | None = None) -> str:
        found = node.get(key) if isinstance(node, Mapping) else None
        if found is None:
            if default is None:
                self.wrong(node, f"'{key}' is missing", claim)
            return default or ""
        text = self.scalar(found, claim)
        # PyYAML writes None as null and booleans in lower case; both are texts to the failsafe schema.
        return "" if text == "null" and default == "" else text

    def scalar(self, node: Node, claim: str) -> str:
        if isinstance(node, Scalar):
            return node.text
        self.wrong(node, "has to be a text", claim)
        return ""

    def number(self, node: Node, key: str, claim: str = "") -> int:
        text = self.text(node, key, claim)
        if text.isascii() and text.isdigit() and len(text) < 12:
            return int(text)
        self.wrong(node, f"'{key}' has to be a whole number, not {text!r}", claim)
        return -1

    def fraction(self, node: Node, claim: str) -> float:
        text = self.text(node, "confidence", claim)
        try:
            value = float(text)
        except ValueError:
            value = -1.0
        if not 0 <= value <= 1:
            self.wrong(node, f"'confidence' has to lie between 0 and 1, not {text!r}", claim)
        return value

    def texts(self, node: Node, key: str) -> list[str]:
        return [self.scalar(item, "") for item in self.items(node, key)]

    def items(self, node: Node, key: str, claim: str = "") -> tuple[Node, ...]:
        found = node.get(key) if isinstance(node, Mapping) else None
        if found is None:
            return ()
        if not isinstance(found, Sequence):
            self.wrong(found, f"'{key}' has to be a list", claim)
            return ()
        return tuple(found.items)

    def entries(self, node: Node, key: str, claim: str = "") -> tuple[tuple[Scalar, Node], ...]:
        found = node.get(key) if isinstance(node, Mapping) else None
        if found is None or (isinstance(found, Scalar) and not found.text):
            return ()
        if not isinstance(found, Mapping):
            self.wrong(found, f"'{key}' has to have names and values", claim)
            return ()
        return tuple(found.entries)
