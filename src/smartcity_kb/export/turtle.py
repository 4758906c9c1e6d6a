"""Turtle and TriG: grouped by subject, types first, then labels, then terms by name; our prefixes.

Written here rather than by a library because none of those at hand (rdflib 7.6, pyoxigraph 0.5.13) is
readable, deterministic and streaming at once.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from ..model.prefixes import PREFIXES
from ..model.terms import ALT_LABEL, HIDDEN_LABEL, LABEL, PREF_LABEL, TITLE, TYPE
from ..store.reified import OBJECT, PREDICATE, SUBJECT
from .cells import escape_controls, in_turtle
from .reading import ALL_IN_GRAPHS, ALL_TRIPLES, read_rows
from .scratch import sorted_lines
from .triples import subjects, triple_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .job import Job

_TYPE = str(TYPE).encode()
_FIRST = (TYPE, PREF_LABEL, LABEL, TITLE, ALT_LABEL, HIDDEN_LABEL, SUBJECT, PREDICATE, OBJECT)
_ORDER = {str(term).encode(): number for number, term in enumerate(_FIRST)}


def turtle(job: Job) -> Iterator[bytes]:
    """Facts and descriptions, with evidence where the job asks for it, as Turtle."""
    yield _head()
    for subject, rows in subjects(
        triple_lines(job.engine, job.scratch, job.options.evidence, job.options.rdf12)
    ):
        job.count("triples", len(rows))
        yield escape_controls(b"\n" + _about(subject, rows, b""))


def trig(job: Job) -> Iterator[bytes]:
    """Everything, as TriG: the default graph, then the named graphs in order."""
    facts, graphs = read_rows(job.engine, (ALL_TRIPLES, ALL_IN_GRAPHS), job.scratch)
    yield _head()
    for subject, rows in subjects(sorted_lines(facts.chunks(), job.scratch)):
        job.count("quads", len(rows))
        yield escape_controls(b"\n" + _about(subject, rows, b""))
    lines = (line.partition(b"\t") for line in sorted_lines(graphs.chunks(), job.scratch))
    for graph, group in groupby(lines, key=lambda parts: parts[0]):
        yield b"\n" + in_turtle(graph) + b" {\n"
        for subject, rows in subjects(rest for _, _, rest in group):
            job.count("quads", len(rows))
            yield escape_controls(_about(subject, rows, b"    "))
        yield b"}\n"


def _head() -> bytes:
    return "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted(PREFIXES.items())).encode()


def _about(subject: bytes, rows: list[list[bytes]], indent: bytes) -> bytes:
    """All triples of one subject; ``rows`` are sorted [subject, predicate, object]."""
    if len(rows) == 1:
        _, predicate, value = rows[0]
        return b"%s%s %s %s .\n" % (indent, in_turtle(subject), _rank(predicate)[1], in_turtle(value))
    properties: dict[bytes, list[bytes]] = {}
    for _, predicate, value in rows:
        properties.setdefault(predicate, []).append(in_turtle(value))
    ranked = sorted((*_rank(term), values) for term, values in properties.items())
    lines = b" ;\n".join(b"%s    %s %s" % (indent, verb, b" , ".join(values)) for _, verb, values in ranked)
    return b"%s%s\n%s .\n" % (indent, in_turtle(subject), lines)


@lru_cache(1 << 12)
def _rank(predicate: bytes) -> tuple[int, bytes]:
    """The place of a predicate among those of a subject, and how it is written."""
    verb = b"a" if predicate == _TYPE else in_turtle(predicate)
    return _ORDER.get(predicate, len(_ORDER)), verb
