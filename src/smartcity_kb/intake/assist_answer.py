"""A language model's answer, which is data: kept is what has the right form and a quote that is in the text.

A claim with a quote that cannot be found, or not in one place, with an unknown term, a
value of the wrong type or an entity that nothing describes is dropped and counted.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ..model.errors import InputError
from ..model.record import Record
from ..model.terms import DERIVED_PROPERTIES, expand
from ..model.text import fold, is_nfc, nfc, slug
from ..store.values import check_text
from .canonical import canonical
from .naming import MAX_SLUG
from .proposal import KINDS, OpenQuestion, Proposal, ProposedEntity, Row, Statement
from .review_edit import check_statement, is_entity_term
from .setting import is_generic

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..model.claim import Noise
    from ..store.folder import Terms

# As sure as a proposal can be of which nothing is known: far below every pattern.
CONFIDENCE = 0.3
_MAX_CLAIMS = 500
_MAX_STATES = 40
_MAX_TEXT = 4000
_MAX_PLACES = 100
REASONS = ("malformed", "not found", "ambiguous", "in noise", "known already")


class Piece(Record):
    """What is sent: the stretch of the article from ``start`` to ``end`` without its noise."""

    article: str
    start: int
    end: int
    noise: tuple[Noise, ...]

    @property
    def spans(self) -> list[tuple[int, int]]:
        """The parts of the stretch that are no noise, as spans of the article."""
        found: list[tuple[int, int]] = []
        at = self.start
        for span in self.noise:
            if at < span.start:
                found.append((at, min(span.start, self.end)))
            at = max(at, span.end)
        return [*found, (at, self.end)] if at < self.end else found

    @property
    def text(self) -> str:
        """The text that is sent: the parts, one a line."""
        return "\n".join([self.article[start:end] for start, end in self.spans])

    def place_of(self, position: int) -> int:
        """The place in the article of a position in the text; -1 for one that is outside."""
        for start, end in self.spans:
            if 0 <= position < end - start:
                return start + position
            position -= end - start + 1
        return -1


class Answered(Record):
    """What an answer gives: proposals, new entities, questions about those; what was dropped, counted."""

    proposals: tuple[Proposal, ...]
    entities: tuple[ProposedEntity, ...]
    open: tuple[OpenQuestion, ...]
    dropped: dict[str, int]


def read_answer(
    content: str,
    piece: Piece,
    pattern: str,
    terms: Terms,
    known: Mapping[str, ProposedEntity],
    link: Callable[[str], str],
) -> Answered:
    """The proposals in a model's answer about a piece of an article.

    ``pattern`` is the id that they bear. ``known`` are the entities that the draft has; ``link`` gives the
    slug of the one entity with a name, empty when none or several have it. Never raises: an answer that
    is no JSON object of the right form is counted as malformed.
    """
    return _Answer(piece, pattern, terms, known, link).read(content)


class _Answer:
    def __init__(
        self,
        piece: Piece,
        pattern: str,
        terms: Terms,
        known: Mapping[str, ProposedEntity],
        link: Callable[[str], str],
    ) -> None:
        self.piece, self.pattern, self.terms = piece, pattern, terms
        self.known, self.link = known, link
        self.described: dict[str, object] = {}
        self.slugs: dict[str, str] = {}
        self.new: dict[str, ProposedEntity] = {}
        self.dropped = dict.fromkeys(REASONS, 0)

    def read(self, content: str) -> Answered:
        body = _json_object(content)
        claims = body.get("claims")
        entities = body.get("entities")
        self.described = entities if isinstance(entities, dict) else {}
        found: dict[str, Proposal] = {}
        if not isinstance(claims, list):
            self.dropped["malformed"] += 1
            claims = []
        self.dropped["malformed"] += len(claims[_MAX_CLAIMS:])
        for claim in claims[:_MAX_CLAIMS]:
            try:
                proposal = self.proposal(claim)
            except _DroppedError as error:
                self.dropped[error.reason] += 1
                continue
            if proposal.id in found:
                self.dropped["known already"] += 1
            found.setdefault(proposal.id, proposal)
        return self.answered(tuple(found.values()))

    def answered(self, proposals: tuple[Proposal, ...]) -> Answered:
        """Only with the entities that a kept claim speaks of."""
        used = {part for p in proposals for s in p.states for part in (s.subject, s.value)}
        entities = tuple(entity for name, entity in sorted(self.new.items()) if name in used)
        questions = tuple(
            OpenQuestion(e.slug, "translation", f'the English label of "{e.label_vi}"') for e in entities
        )
        return Answered(proposals, entities, questions, self.dropped)

    def proposal(self, claim: object) -> Proposal:
        if not isinstance(claim, dict) or claim.get("kind") not in KINDS:
            raise _DroppedError("malformed")
        quote, states = _text(claim.get("quote")), claim.get("states")
        if not isinstance(states, list) or not 0 < len(states) <= _MAX_STATES:
            raise _DroppedError("malformed")
        start = self.place(quote, claim.get("start"))
        statements = tuple(dict.fromkeys(self.statement(item) for item in states))
        rows = tuple(self.row(statement) for statement in statements)
        return Proposal(claim["kind"], self.pattern, CONFIDENCE, quote, start, rows, statements)

    def place(self, quote: str, given: object) -> int:
        """Where the quote stands in the piece: its only place outside noise, or the one that was given."""
        article, noise = self.piece.article, self.piece.noise
        places: list[int] = []
        at = article.find(quote, self.piece.start, self.piece.end)
        while at >= 0 and len(places) < _MAX_PLACES:
            places.append(at)
            at = article.find(quote, at + 1, self.piece.end)
        if not places:
            raise _DroppedError("not found")
        clear = [p for p in places if not any(p < n.end and n.start < p + len(quote) for n in noise)]
        if not clear:
            raise _DroppedError("in noise")
        if len(clear) > 1 and isinstance(given, int) and self.piece.place_of(given) in clear:
            return self.piece.place_of(given)
        if len(clear) > 1:
            raise _DroppedError("ambiguous")
        return clear[0]

    def statement(self, item: object) -> Statement:
        if not isinstance(item, list) or len(item) != 3:
            raise _DroppedError("malformed")
        subject, term, value = (_text(part) for part in item)
        known = self.terms.context.terms.get(term)
        if known is None or known.iri in DERIVED_PROPERTIES:
            raise _DroppedError("malformed")
        language = ""
        if is_entity_term(term, self.terms.context):
            value = self.entity(value)
        elif known.kind == "language":
            language, _, value = value.partition(":")
            value = value.strip()
        statement = Statement(self.entity(subject), term, value, language)
        try:
            check_statement(statement, self.terms.context)
        except InputError:
            raise _DroppedError("malformed") from None
        if language not in ("", "vi", "en"):
            raise _DroppedError("malformed")
        return statement

    def entity(self, key: str) -> str:
        """The slug of what the answer calls ``key``: a known entity, or a new one that it describes."""
        if key in self.known and key not in self.described:
            return key
        if key not in self.slugs:
            self.slugs[key] = self.resolved(self.described.get(key))
        return self.slugs[key]

    def resolved(self, described: object) -> str:
        if not isinstance(described, dict):
            raise _DroppedError("malformed")
        label, english = _text(described.get("label_vi")), _text(described.get("label_en"))
        for slug_, entity in self.known.items():
            if fold(label) in map(fold, (entity.label_vi, *entity.aliases)):
                return slug_
        # A name that leaves its place out may be an alias of another place's entity.
        linked = "" if is_generic(canonical(label)) else self.link(label)
        if linked:
            self.new[linked] = ProposedEntity(linked, label, english, existing=True)
            return linked
        types = described.get("types")
        names = tuple(dict.fromkeys(self.type(name) for name in types)) if isinstance(types, list) else ()
        made = slug(label)[:MAX_SLUG].strip("-")
        if not names or not made:
            raise _DroppedError("malformed")
        while made in self.known or made in self.new or self.link(made):
            made += "-2"
        self.new[made] = ProposedEntity(made, label, english, names)
        return made

    def type(self, name: object) -> str:
        iri = expand(name) if isinstance(name, str) else None
        if iri is None or iri.value not in self.terms.classes:
            raise _DroppedError("malformed")
        return str(name)

    def row(self, statement: Statement) -> Row:
        """The plain view of a statement, in the words of the labels."""

        def label(name: str) -> str:
            entity = self.new.get(name) or self.known.get(name)
            return entity.label_vi if entity else name

        dated = self.terms.context.terms[statement.term].datatype is not None
        value = statement.value
        if is_entity_term(statement.term, self.terms.context):
            value = label(value)
        date = value if dated and statement.term == "when" else None
        return Row(label(statement.subject), statement.term, None if date else value, date)


class _DroppedError(Exception):
    def __init__(self, reason: str) -> None:
        self.reason = reason


def _json_object(content: str) -> dict[str, object]:
    """The JSON object of an answer, also from between the fences that models like; else an empty one."""
    text = content.strip()
    if text.startswith("```"):
        text = text.partition("\n")[2].rpartition("```")[0]
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def _text(value: object) -> str:
    """A text of an answer that is clean and not too long; NFC, as articles are."""
    if not isinstance(value, str) or len(value) > _MAX_TEXT:
        raise _DroppedError("malformed")
    try:
        return check_text(value if is_nfc(value) else nfc(value))
    except InputError:
        raise _DroppedError("malformed") from None
