"""Claims in words: who, what relation, whom or what, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ..model.dates import display
from ..model.record import Record
from ..model.terms import DATE_PROPERTIES, LABEL, WHEN

if TYPE_CHECKING:
    from .proposal import Proposal, Statement
    from .review import Review

_BOOLEANS = {("true", "vi"): "có", ("false", "vi"): "không", ("true", "en"): "yes", ("false", "en"): "no"}


class FactWords(Record):
    """One statement of a claim in words: the subject's label, the relation, the object's label or value."""

    subject: str
    relation: str
    object: str


class ClaimWords:
    """Puts the claims of one review into words of one language."""

    def __init__(self, review: Review, lang: str) -> None:
        self._review, self._lang = review, lang
        self._relations: dict[str, dict[str, str]] = {}
        for quad in review.opened.terms.quads:
            if quad.predicate == LABEL and isinstance(quad.subject, NamedNode):
                label = quad.object
                if isinstance(label, Literal):
                    names = self._relations.setdefault(quad.subject.value, {})
                    names[label.language or ""] = label.value

    def facts(self, claim: Proposal) -> list[FactWords]:
        """The statements of a claim in words, in their order."""
        return [FactWords(self.name(s.subject), self.relation(s.term), self.value(s)) for s in claim.states]

    def name(self, slug: str) -> str:
        """What an entity is called; the source by its title."""
        source = self._review.opened.draft.source
        return source.title or slug if slug == source.id else self._review.label_of(slug, self._lang)

    def relation(self, term: str) -> str:
        """The words for a term; its name where the vocabulary has none."""
        known = self._review.context.terms.get(term)
        return self._label(known.iri.value, term) if known else term

    def value(self, statement: Statement) -> str:
        """The object of a statement: a label, a date as people write it, or the text itself."""
        term = self._review.context.terms.get(statement.term)
        if term is None:
            return statement.value
        if term.kind == "entity":
            return self.name(statement.value)
        if term.iri == WHEN or term.iri in DATE_PROPERTIES:
            return display(statement.value, self._lang)
        if term.kind == "name" and statement.value in self._review.context.names:
            return self._label(self._review.context.names[statement.value].value, statement.value)
        return _BOOLEANS.get((statement.value, self._lang), statement.value)

    def _label(self, iri: str, default: str) -> str:
        names = self._relations.get(iri, {})
        return names.get(self._lang) or names.get("en") or default
