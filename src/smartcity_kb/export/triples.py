"""Which triples the formats without graphs hold, sorted: lines of three cells ``subject predicate object``.

Facts and descriptions; with evidence also the claims and quotes, and each fact of a claim once more as
an ``rdf:Statement`` or an RDF 1.2 reifier (see store/reified.py, which reads them back).
"""

from __future__ import annotations

from itertools import chain, groupby
from typing import TYPE_CHECKING

from ..model.prefixes import PREFIXES
from ..model.terms import TYPE
from ..store.reified import OBJECT, PART_OF, PREDICATE, REIFIES, STATEMENT, SUBJECT
from .cells import in_ntriples
from .reading import ALL_TRIPLES, CLAIM_GRAPHS, CLAIMS, read_rows
from .scratch import in_chunks, sorted_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph

    from .scratch import Scratch

_TYPE, _STATEMENT, _SUBJECT, _PREDICATE, _OBJECT, _PART_OF, _REIFIES = (
    str(term).encode() for term in (TYPE, STATEMENT, SUBJECT, PREDICATE, OBJECT, PART_OF, REIFIES)
)


# By predicate, which the engine decides without decoding anything. Of what describes evidence, noise spans
# keep their place; notes and speakers belong to claims when their subject does.
_OF_EVIDENCE = "sckb:evidence, sckb:certainty, oa:exact, oa:hasSource, oa:start, oa:end"
_OF_ANYTHING = "rdfs:comment, prov:wasAttributedTo"
_WITHOUT_EVIDENCE = (
    f"SELECT ?s ?p ?o WHERE {{ ?s ?p ?o FILTER(?p NOT IN (rdf:type, {_OF_EVIDENCE}, {_OF_ANYTHING})) }}",
    "SELECT ?s (rdf:type AS ?p) ?o WHERE { ?s a ?o FILTER(?o NOT IN (sckb:Claim, sckb:Quote)) }",
    f"SELECT ?s ?p ?o WHERE {{ ?s ?p ?o FILTER(?p IN ({_OF_ANYTHING}))"
    f' FILTER(isBlank(?s) || !STRSTARTS(STR(?s), "{CLAIMS}")) }}',
    "SELECT ?s ?p ?o WHERE { ?s a sckb:Noise . ?s ?p ?o FILTER(?p IN (oa:start, oa:end)) }",
)


def triple_lines(engine: pyoxigraph.Store, scratch: Scratch, evidence: bool, rdf12: bool) -> Iterator[bytes]:
    """The sorted lines; ``rdf12`` brings the evidence too, as reifiers."""
    if not (evidence or rdf12):
        parts = read_rows(engine, _WITHOUT_EVIDENCE if _has_quotes(engine) else (ALL_TRIPLES,), scratch)
        return sorted_lines(chain.from_iterable(part.chunks() for part in parts), scratch)
    everything, graphs = read_rows(engine, (ALL_TRIPLES, CLAIM_GRAPHS), scratch)
    stated = sorted_lines(graphs.chunks(), scratch)
    spelt = _reifiers(stated) if rdf12 else _statements(stated)
    return sorted_lines(chain(everything.chunks(), in_chunks(spelt)), scratch)


def _has_quotes(engine: pyoxigraph.Store) -> bool:
    """Whether this is a knowledge base; what other data says with the Web Annotation terms is its own."""
    return bool(engine.query("ASK { ?quote a sckb:Quote }", prefixes=PREFIXES))


def subjects(lines: Iterator[bytes]) -> Iterator[tuple[bytes, list[list[bytes]]]]:
    """Sorted lines by subject: (subject, its [subject, predicate, object] rows)."""
    rows: list[list[bytes]] = []
    for line in lines:
        row = line[:-1].split(b"\t")
        if rows and row[0] != rows[0][0]:
            yield rows[0][0], rows
            rows = []
        rows.append(row)
    if rows:
        yield rows[0][0], rows


def _first(row: list[bytes]) -> bytes:
    return row[0]


def _reifiers(stated: Iterator[bytes]) -> Iterator[bytes]:
    for line in stated:
        claim, *fact = line[:-1].split(b"\t")
        yield b"%s\t%s\t<<( %s )>>\n" % (claim, _REIFIES, b" ".join(fact))


def _statements(stated: Iterator[bytes]) -> Iterator[bytes]:
    rows = (line[:-1].split(b"\t") for line in stated)
    for claim, group in groupby(rows, key=_first):
        # Numbered in the order of the N-Triples, as store/reified.py does.
        facts = sorted((b" ".join(map(in_ntriples, row[1:])), row) for row in group)
        for number, (_, (_, subject, predicate, value)) in enumerate(facts, 1):
            iri = b"%s#%d>" % (claim[:-1], number)
            for term, cell in (
                (_TYPE, _STATEMENT),
                (_SUBJECT, subject),
                (_PREDICATE, predicate),
                (_OBJECT, value),
                (_PART_OF, claim),
            ):
                yield b"%s\t%s\t%s\n" % (iri, term, cell)
