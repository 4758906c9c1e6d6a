"""Which triples the formats without graphs hold, sorted: lines of three cells ``subject predicate object``.

Facts and descriptions; with evidence also the claims and quotes, and each fact of a claim once more as
an ``rdf:Statement`` or an RDF 1.2 reifier (see store/reified.py, which reads them back).
"""

from __future__ import annotations

from itertools import chain, groupby
from typing import TYPE_CHECKING

from ..model.terms import TYPE
from ..store.reified import OBJECT, PART_OF, PREDICATE, REIFIES, STATEMENT, SUBJECT
from .cells import in_ntriples
from .reading import ALL_TRIPLES, CLAIM_GRAPHS, NOISE_TRIPLES, PLAIN_TRIPLES, read_rows, row_chunks
from .scratch import in_chunks, sorted_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pyoxigraph

    from .scratch import Scratch

_TYPE, _STATEMENT, _SUBJECT, _PREDICATE, _OBJECT, _PART_OF, _REIFIES = (
    str(term).encode() for term in (TYPE, STATEMENT, SUBJECT, PREDICATE, OBJECT, PART_OF, REIFIES)
)


def triple_lines(engine: pyoxigraph.Store, scratch: Scratch, evidence: bool, rdf12: bool) -> Iterator[bytes]:
    """The sorted lines; ``rdf12`` brings the evidence too, as reifiers."""
    if not (evidence or rdf12):
        plain, noise = read_rows(engine, (PLAIN_TRIPLES, NOISE_TRIPLES), scratch)
        return sorted_lines(chain(row_chunks(plain), row_chunks(noise)), scratch)
    everything, graphs = read_rows(engine, (ALL_TRIPLES, CLAIM_GRAPHS), scratch)
    stated = sorted_lines(row_chunks(graphs), scratch)
    spelt = _reifiers(stated) if rdf12 else _statements(stated)
    return sorted_lines(chain(row_chunks(everything), in_chunks(spelt)), scratch)


def subjects(lines: Iterator[bytes]) -> Iterator[tuple[bytes, list[list[bytes]]]]:
    """Sorted lines by subject: (subject, its [subject, predicate, object] rows)."""
    rows = (line[:-1].split(b"\t") for line in lines)
    for subject, group in groupby(rows, key=_first):
        yield subject, list(group)


_first: Callable[[list[bytes]], bytes] = lambda row: row[0]  # noqa: E731 - mypy wants its type


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
