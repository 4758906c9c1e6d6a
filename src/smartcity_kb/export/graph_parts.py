"""What GraphML and GEXF share: entities as nodes, facts between them as edges, and typed attributes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ..model.prefixes import PREFIXES, curie
from .cells import datatype, in_turtle, language, short, text
from .entities import read_entities
from .facts import read_facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .entities import EntityRow
    from .facts import FactRow
    from .job import Job

NODE_FIELDS = ("label", "label_vi", "label_en", "type", "iri")
EDGE_FIELDS = {
    "label": "string", "term": "string", "iri": "string", "claim": "string", "quote": "string",
    "source": "string", "start": "long", "end": "long", "certainty": "string", "speaker": "string",
    "when": "string",
}  # fmt: skip
_XSD = PREFIXES["xsd"].encode()
_TYPES = {_XSD + b"integer": "long", _XSD + b"boolean": "boolean", _XSD + b"decimal": "double"}
_MOST_DIGITS = 18
_OTHER = re.compile(rb"[^A-Za-z0-9.:-]")


class Node(NamedTuple):
    """An entity: its id in the file, the values of ``NODE_FIELDS``, and its attributes by term cell."""

    id: bytes
    fields: tuple[bytes, ...]
    values: dict[bytes, bytes]


class Edge(NamedTuple):
    """A fact as one claim states it: ids of the file, and the values of ``EDGE_FIELDS``."""

    source: bytes
    target: bytes
    fields: tuple[bytes, ...]


class Graph(NamedTuple):
    """``attributes`` maps the cells of terms with literal values to string, long, double or boolean."""

    attributes: dict[bytes, str]
    nodes: Iterator[Node]
    edges: Iterator[Edge]


def read_graph(job: Job) -> Graph:
    """Entities and the facts between them; nodes are ordered by IRI, edges by quote and claim."""
    facts = read_facts(job, links_only=True)
    types = _attribute_types(read_entities(facts.entities))
    lang = job.options.lang.encode()
    nodes = (_node(row, types, facts.words, lang) for row in read_entities(facts.entities))
    names: dict[bytes, tuple[bytes, bytes, bytes]] = {}
    return Graph(types, nodes, (_edge(row, facts.words, names) for row in facts.rows))


# Entities come again and again, hubs most of all.
@lru_cache(1 << 15)
def node_id(cell: bytes) -> bytes:
    """An id that XML takes (xs:NMTOKEN): the CURIE, where it is plain, else escaped so that none collide."""
    name = in_turtle(cell)
    if name[:1] in (b"<", b"_") or b"_" in name:
        return _OTHER.sub(lambda found: b"_%02X" % found[0][0], short(cell).encode())
    return name


def attribute_name(term: bytes) -> str:
    """What an attribute is called in the file: the term's CURIE, else its IRI."""
    return short(term)


def _attribute_types(entities: Iterable[EntityRow]) -> dict[bytes, str]:
    """The type that holds all values of a term; text where they differ or an entity has several."""
    types: dict[bytes, str] = {}
    for entity in entities:
        seen: set[bytes] = set()
        for term, value in entity.values:
            kind = "string" if term in seen else _type_of(value)
            seen.add(term)
            types[term] = kind if types.get(term, kind) == kind else "string"
    return dict(sorted(types.items()))


def _type_of(value: bytes) -> str:
    kind = _TYPES.get(datatype(value), "string")
    return "string" if kind == "long" and len(text(value)) > _MOST_DIGITS else kind


def _node(row: EntityRow, types: dict[bytes, str], words: dict[bytes, str], lang: bytes) -> Node:
    by_term: dict[bytes, list[bytes]] = {}
    for term, value in row.values:
        by_term.setdefault(term, []).append(value)
    values = {term: _joined(cells, words, lang) for term, cells in by_term.items()}
    kinds = " ".join(sorted(map(short, row.types))).encode()
    label = text(row.name) or short(row.iri).encode()
    fields = (label, text(row.label_vi), text(row.label_en), kinds, text(row.iri))
    return Node(node_id(row.iri), fields, values)


def _joined(cells: list[bytes], words: dict[bytes, str], lang: bytes) -> bytes:
    """Several values as one text; of texts in several languages, those in the language asked for."""
    wanted = [cell for cell in cells if language(cell) == lang] or cells
    return b" | ".join(words.get(cell, "").encode() or text(cell) for cell in wanted)


def _edge(row: FactRow, words: dict[bytes, str], names: dict[bytes, tuple[bytes, bytes, bytes]]) -> Edge:
    if row.term not in names:
        iri = text(row.term)
        name = curie(iri.decode()).encode()
        names[row.term] = (words.get(row.term, "").encode() or name, name, iri)
    fields = (
        *names[row.term], text(row.claim), text(row.quote), row.source, row.start, row.end,
        row.certainty, text(row.speaker), row.when,
    )  # fmt: skip
    return Edge(node_id(row.subject), node_id(row.object), fields)
