"""Which facts a claim may state, told from N-Triples text; what was found once is not looked at again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from ..model.claim import Source
from ..model.dates import EdtfError
from ..model.prefixes import PREFIXES
from ..model.terms import DERIVED_PROPERTIES, DESCRIPTION_PROPERTIES, EVIDENCE_PROPERTIES, WHEN, entity_iri
from ..model.text import is_nfc
from ..store.quads import derived_triples
from .content_checks import check_triple

if TYPE_CHECKING:
    from .content_checks import KnownTerms

ENTITY_MARK = f"<{PREFIXES['id']}".encode()
_SUBJECT = entity_iri("x")
_NO_SOURCE = Source("x", NamedNode("x:x"), "", "", "")
# Values that differ are no more than this in memory; articles say the same things again and again.
_MOST_REMEMBERED = 100_000


class FactLines:
    """The rules for facts as text. A line is ``subject predicate object .``, bytes, as oxigraph writes it."""

    def __init__(self, known: KnownTerms) -> None:
        self._known = known
        self._entity = {
            str(term.iri).encode() for term in known.context.by_iri.values() if term.kind == "entity"
        }
        # Facts with these would mix with the descriptions of entities and sources.
        self._descriptive = {str(iri).encode() for iri in DESCRIPTION_PROPERTIES | EVIDENCE_PROPERTIES}
        self._entity -= self._descriptive
        self.derived = {str(iri).encode() for iri in DERIVED_PROPERTIES}
        self.when = str(WHEN).encode()
        self._values: dict[bytes, bool] = {}
        self._days: dict[bytes, tuple[bytes, ...]] = {}

    def takes_entity(self, predicate: bytes) -> bool:
        """Whether the predicate is a term whose values are entities."""
        return predicate in self._entity

    def is_sound(self, predicate: bytes, value: bytes) -> bool:
        """Whether a literal or a name, with its full stop (``"…"@vi .``), is one that the predicate takes."""
        key = predicate + b" " + value
        found = self._values.get(key)
        if found is None:
            if len(self._values) >= _MOST_REMEMBERED:
                self._values.clear()
            found = self._values[key] = predicate not in self._descriptive and self._check(key)
        return found

    def days_of(self, value: bytes) -> tuple[bytes, ...]:
        """What follows from ``sckb:when`` with this literal: predicates and objects, with full stops."""
        found = self._days.get(value)
        if found is None:
            if len(self._days) >= _MOST_REMEMBERED:
                self._days.clear()
            triple = _triple(self.when + b" " + value)
            derived = derived_triples(triple) if triple else ()
            found = tuple(f"{each.predicate} {each.object} .".encode() for each in derived)
            self._days[value] = found
        return found

    def is_note(self, statement: bytes) -> bool:
        """Whether this (``rdfs:comment "…" .``) is a note of a claim: a plain text, not empty, NFC."""
        found = self._values.get(statement)
        if found is None:
            found = self._values[statement] = _is_note(_triple(statement))
        return found

    def _check(self, statement: bytes) -> bool:
        triple = _triple(statement)
        if triple is None or not (isinstance(triple.object, Literal) or self._takes_name(triple)):
            return False
        try:
            return not any(check_triple(triple, _NO_SOURCE, self._known))
        except EdtfError:
            return False

    def _takes_name(self, triple: Triple) -> bool:
        term = self._known.context.by_iri.get(triple.predicate.value)
        return term is not None and term.kind == "name"


def _is_note(triple: Triple | None) -> bool:
    value = triple.object if triple else None
    return (
        isinstance(value, Literal)
        and Literal(value.value) == value
        and bool(value.value)
        and is_nfc(value.value)
    )


def _triple(statement: bytes) -> Triple | None:
    """A predicate and an object of an entity; None when they are not written as oxigraph writes them."""
    text = str(_SUBJECT).encode() + b" " + statement
    try:
        quads = list(parse(text, RdfFormat.N_TRIPLES))
    except (SyntaxError, ValueError):
        return None
    if len(quads) != 1 or f"{quads[0].triple} .".encode() != text:
        return None
    return Triple(quads[0].subject, quads[0].predicate, quads[0].object)
