"""N-Triples and N-Quads: one statement a line, sorted."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from .cells import escape_controls, in_ntriples
from .reading import read_rows
from .scratch import sorted_lines
from .triples import triple_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .job import Job

_EVERYWHERE = (
    "SELECT ?s ?p ?o WHERE { ?s ?p ?o }",
    "SELECT ?s ?p ?o ?g WHERE { GRAPH ?g { ?s ?p ?o } }",
)


def ntriples(job: Job) -> Iterator[bytes]:
    """Facts and descriptions, with evidence where the job asks for it, as N-Triples."""
    for line in triple_lines(job.engine, job.scratch, job.options.evidence, job.options.rdf12):
        job.count("triples")
        yield _statement(line)


def nquads(job: Job) -> Iterator[bytes]:
    """Everything, as N-Quads."""
    parts = read_rows(job.engine, _EVERYWHERE, job.scratch)
    chunks = chain.from_iterable(part.chunks() for part in parts)
    for line in sorted_lines(chunks, job.scratch):
        job.count("quads")
        yield _statement(line)


def _statement(line: bytes) -> bytes:
    cells = line[:-1].split(b"\t")
    cells[2] = in_ntriples(cells[2])
    return escape_controls(b" ".join(cells) + b" .\n")
