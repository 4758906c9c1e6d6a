"""The entities of one source in N-Quads text, without quads in between; odd spellings are left to others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ..model.claim import Entity
from ..model.record import Record
from ..model.terms import (
    ALT_LABEL,
    COMMENT,
    DEFINED_BY,
    FOLDED_LABEL,
    GRAPH_SEARCH,
    HIDDEN_LABEL,
    PREF_LABEL,
    TYPE,
)
from ..store.labels import LABEL_LANGUAGES
from ..store.search_entry import SearchEntry, entry_of
from ..store.values import check_text
from .fact_lines import ENTITY_MARK

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARK = len(ENTITY_MARK)
_SLUG = re.compile(rb"[a-z0-9]+(?:-[a-z0-9]+)*")
# Without escapes, and nothing in them that would need one.
_NAME = re.compile(rb'"([^"\\\x00-\x1f\x7f]+)"@([a-z]{2,3}) \.')
_PLAIN = re.compile(rb'"([^"\\\x00-\x1f\x7f]+)" \.')
_FOLDED = re.compile(rb'"([^"\\\x00-\x1f\x7f]*)" ' + re.escape(str(GRAPH_SEARCH).encode()) + rb" \.")
_TYPE, _DEFINED_BY, _NOTE = (str(iri).encode() for iri in (TYPE, DEFINED_BY, COMMENT))
_FOLDED_LABEL = str(FOLDED_LABEL).encode()
_NAMES = {str(iri).encode(): n for n, iri in enumerate((PREF_LABEL, ALT_LABEL, HIDDEN_LABEL))}


class EntitiesRead(Record):
    """The entities that a source defines, also as search has them.

    ``lacking`` are the lines of folded names that the text does not have, ``rest`` the lines that are about
    no entity.
    """

    entities: tuple[Entity, ...]
    entries: tuple[SearchEntry, ...]
    lacking: bytes
    rest: tuple[bytes, ...]


def read_entities(lines: Iterable[bytes], source: bytes, classes: frozenset[str]) -> EntitiesRead | None:
    """Check all lines about entities; None when they are not sound or not written plainly.

    ``source`` is the IRI of the source that defines them, ``classes`` are the IRIs of the known types.
    Raises InputError for a text that is not clean.
    """
    about: dict[bytes, list[bytes]] = {}
    rest: list[bytes] = []
    for line in lines:
        if line[:_MARK] == ENTITY_MARK:
            slug, _, tail = line[_MARK:].partition(b"> ")
            about.setdefault(slug, []).append(tail)
        else:
            rest.append(line)
    entities: list[Entity] = []
    entries: list[SearchEntry] = []
    lacking: list[str] = []
    defined = b"<" + source + b"> ."
    for slug in sorted(about):
        found = _Lines()
        if not _SLUG.fullmatch(slug) or not all(found.take(tail, defined, classes) for tail in about[slug]):
            return None
        entity = found.entity(slug.decode())
        if entity is None:
            return None
        entry = entry_of(entity)
        if not found.folded.issubset(entry.names):
            return None
        entities.append(entity)
        entries.append(entry)
        lacking += [_folded_line(entry.iri, name) for name in entry.names if name not in found.folded]
    return EntitiesRead(tuple(entities), tuple(entries), "".join(lacking).encode(), tuple(rest))


class _Lines:
    """What lines say of one entity: types, names by kind, note, folded names."""

    def __init__(self) -> None:
        self.types: list[NamedNode] = []
        self.names: tuple[list[Literal], list[Literal], list[Literal]] = ([], [], [])
        self.notes: list[str] = []
        self.folded: set[str] = set()
        self.is_defined = False

    def take(self, tail: bytes, defined: bytes, classes: frozenset[str]) -> bool:
        """Take in predicate and object of a line; whether they are what an entity has."""
        predicate, _, value = tail.partition(b" ")
        if predicate in _NAMES:
            found = _NAME.fullmatch(value)
            if found:
                name = Literal(check_text(found[1].decode()), language=found[2].decode())
                self.names[_NAMES[predicate]].append(name)
            return found is not None
        if predicate == _FOLDED_LABEL:
            found = _FOLDED.fullmatch(value)
            if found:
                self.folded.add(found[1].decode())
            return found is not None
        if predicate == _TYPE:
            iri = value[1:-3].decode()
            if value[:1] != b"<" or value[-3:] != b"> ." or iri not in classes:
                return False
            self.types.append(NamedNode(iri))
            return True
        if predicate == _NOTE:
            found = _PLAIN.fullmatch(value)
            if found:
                self.notes.append(found[1].decode())
            return found is not None
        self.is_defined = True
        return predicate == _DEFINED_BY and value == defined

    def entity(self, slug: str) -> Entity | None:
        """The entity, when it is a whole one."""
        labels, aliases, misspellings = (
            tuple(sorted(kind, key=lambda name: (name.language or "", name.value))) for kind in self.names
        )
        languages = sorted(label.language or "" for label in labels)
        if not (self.is_defined and self.types and set(LABEL_LANGUAGES).issubset(languages)):
            return None
        if any(languages.count(language) != 1 for language in LABEL_LANGUAGES) or len(self.notes) > 1:
            return None
        types = tuple(sorted(self.types, key=lambda iri: iri.value))
        return Entity(slug, types, labels, aliases, misspellings, "".join(self.notes))


def _folded_line(iri: str, name: str) -> str:
    return f"<{iri}> {FOLDED_LABEL} {Literal(name)} {GRAPH_SEARCH} .\n"
