"""What search has to know of an entity: the names that it is found by, and what is shown of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from pyoxigraph import Literal, NamedNode

from ..model.prefixes import PREFIXES
from ..model.record import Record
from ..model.terms import FOLDED_LABEL, GRAPH_SEARCH, PREF_LABEL, TYPE
from ..model.text import fold
from .labels import CALLED, LABEL_LANGUAGES, for_readers, main_type
from .quads import FACTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pyoxigraph import Quad

    from ..model.claim import Claim, Entity
    from .base import Graph, Store

_SHOWN = (PREF_LABEL, TYPE)
# What an entry is made of, and where it is said.
_SAID: tuple[tuple[NamedNode, Graph], ...] = ((FOLDED_LABEL, GRAPH_SEARCH), (TYPE, FACTS), *CALLED)
_ENTITY = PREFIXES["id"]


class SearchEntry(Record):
    """An entity as search finds and shows it.

    ``names`` are folded, ``labels`` those for the readers of each of ``LABEL_LANGUAGES`` (empty where there
    is none), ``type`` the IRI of its main type, or empty.
    """

    iri: str
    names: tuple[str, ...]
    labels: tuple[str, ...]
    type: str


def entry_of(entity: Entity) -> SearchEntry:
    """The entry of an entity as a source defines it, which has a label in every language."""
    labels = {label.language: label.value for label in entity.labels}
    names = {_folded(name.value) for name in (*entity.labels, *entity.aliases, *entity.misspellings)}
    return SearchEntry(
        entity.iri.value,
        tuple(sorted(names)),
        tuple(labels.get(language, "") for language in LABEL_LANGUAGES),
        _main_type(tuple(type_.value for type_ in entity.types)),
    )


def _folded(name: str) -> str:
    """The folded name: ``fold`` looks at each letter by itself, so words can be folded one by one."""
    return " ".join([word for word in map(_folded_word, name.split()) if word])


# Names are made of the same words again and again, and few types go together.
_folded_word = lru_cache(maxsize=50_000)(fold)
_main_type = lru_cache(maxsize=1000)(main_type)


def restated_in(claims: Iterable[Claim]) -> frozenset[str]:
    """The IRIs of entities of which claims state labels or types: those say more than their descriptions."""
    stated = (triple for claim in claims for triple in claim.states)
    return frozenset(
        triple.subject.value
        for triple in stated
        if triple.predicate in _SHOWN and isinstance(triple.subject, NamedNode)
    )


def entries_in(store: Store, iris: Iterable[str]) -> Iterator[SearchEntry]:
    """The entries of those of the entities that have a name to be found by; the store is of this process."""
    for iri in sorted(set(iris)):
        node = NamedNode(iri)
        said = [
            (number, *_value(quad))
            for number, (predicate, graph) in enumerate(_SAID)
            for quad in store.quads(node, predicate, None, graph)
        ]
        yield from _entry(iri, said)


def all_entries(store: Store) -> Iterator[SearchEntry]:
    """The entries of all entities of a store of this process, in bounded memory."""
    # The empty name is SQLite's for a private database that is in memory while it is small.
    with closing(sqlite3.connect("", isolation_level=None)) as db:
        db.executescript("CREATE TABLE said (iri TEXT, number INTEGER, language TEXT, value TEXT); BEGIN")
        for number, (predicate, graph) in enumerate(_SAID):
            quads = store.quads(None, predicate, None, graph)
            entities = ((q, getattr(q.subject, "value", "")) for q in quads)
            rows = ((iri, number, *_value(q)) for q, iri in entities if iri.startswith(_ENTITY))
            db.executemany("INSERT INTO said VALUES (?, ?, ?, ?)", rows)
        rows_by_iri = db.execute("SELECT iri, number, language, value FROM said ORDER BY iri")
        for iri, group in groupby(rows_by_iri, itemgetter(0)):
            yield from _entry(iri, [row[1:] for row in group])


def _value(quad: Quad) -> tuple[str, str]:
    """Language and text of an object; an IRI has no language."""
    term = quad.object
    return (
        (term.language or "", term.value) if isinstance(term, Literal) else ("", getattr(term, "value", ""))
    )


def _entry(iri: str, said: Sequence[tuple[int, str, str]]) -> Iterator[SearchEntry]:
    """The entry of an entity of which (number in _SAID, language, value) is said; none without a name."""
    names = tuple(sorted({value for number, _, value in said if number == 0}))
    if names:
        labels = [(_SAID[number][0], language, value) for number, language, value in said if number > 1]
        types = [value for number, _, value in said if number == 1]
        yield SearchEntry(iri, names, for_readers(labels), main_type(types))
