"""The measures of a store's graph: edges read once, measured in one process or on Spark."""

from __future__ import annotations

import os
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ..model.record import Record
from ..model.terms import EVIDENCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyspark.sql import DataFrame, SparkSession

    from ..store.base import Store

_CHUNK = 200_000


class Measures(Record):
    """What the shape of the graph says.

    ``largest`` are the sizes of the largest components; ``degrees`` and ``ranks`` the highest, by IRI;
    ``levels`` how many nodes are 0, 1, 2 … edges away from ``start``, the node of highest degree.
    """

    nodes: int
    edges: int
    components: int
    largest: tuple[int, ...]
    degrees: tuple[tuple[str, int], ...]
    ranks: tuple[tuple[str, float], ...]
    start: str
    levels: tuple[int, ...]


def edges_of(store: Store) -> Iterator[tuple[str, str]]:
    """The facts with evidence between two entities, as (subject IRI, object IRI), one by one."""
    query = (
        "SELECT DISTINCT ?s ?p ?o WHERE { GRAPH ?claim { ?s ?p ?o } FILTER(isIRI(?o))"
        f" ?claim {EVIDENCE} ?quote }}"
    )
    for row in store.select(query):
        subject, target = row[0], row[2]
        if isinstance(subject, NamedNode) and isinstance(target, NamedNode):
            yield subject.value, target.value


def measured_here(edges: Iterable[tuple[str, str]], limit: int) -> Measures:
    """Measure in this process; raises MissingExtraError when scipy is not installed."""
    from .one_process import EdgeMatrix

    graph = EdgeMatrix(edges)
    degrees = graph.degrees()
    sizes: dict[str, int] = {}
    for component in graph.connected_components().values():
        sizes[component] = sizes.get(component, 0) + 1
    highest = sorted(degrees.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
    ranks = sorted(graph.pagerank().items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
    start = highest[0][0] if highest else ""
    return Measures(
        len(graph.names),
        int(graph.matrix.sum()),
        len(sizes),
        tuple(sorted(sizes.values(), reverse=True)[:limit]),
        tuple(highest),
        tuple(ranks),
        start,
        _histogram(graph.levels(start).values()),
    )


def measured_on_spark(session: SparkSession, edges: Iterable[tuple[str, str]], limit: int) -> Measures:
    """Measure on a Spark session; the edges go to it through a Parquet file that all machines can see."""
    from pyspark.sql import functions as f

    from .measures import connected_components, degrees, levels, pagerank

    with TemporaryDirectory(prefix="smartcity-kb-edges-") as folder:
        frame = _frame(session, edges, folder)
        by_degree = degrees(frame).orderBy(f.desc("degree"), "node")
        highest = tuple((row["node"], row["degree"]) for row in by_degree.limit(limit).collect())
        sizes = connected_components(frame).groupBy("component").agg(f.count("*").alias("size")).cache()
        largest = tuple(
            row["size"] for row in sizes.orderBy(f.desc("size"), "component").limit(limit).collect()
        )
        ranked = pagerank(frame).orderBy(f.desc("rank"), "node").limit(limit)
        start = highest[0][0] if highest else ""
        reached = levels(frame, start).groupBy("level").agg(f.count("*").alias("n")).orderBy("level")
        return Measures(
            by_degree.count(),
            frame.count(),
            sizes.count(),
            largest,
            highest,
            tuple((row["node"], row["rank"]) for row in ranked.collect()),
            start,
            tuple(row["n"] for row in reached.collect()),
        )


def _frame(session: SparkSession, edges: Iterable[tuple[str, str]], folder: str) -> DataFrame:
    import pyarrow
    from pyarrow import parquet

    schema = pyarrow.schema([("a", pyarrow.string()), ("b", pyarrow.string())])
    path = os.path.join(folder, "edges.parquet")
    with parquet.ParquetWriter(path, schema) as writer:
        for chunk in _chunks(edges):
            columns = list(zip(*chunk, strict=True)) or [(), ()]
            writer.write_table(pyarrow.table(dict(zip("ab", columns, strict=True)), schema))
    return session.read.parquet(f"file://{path}")


def _chunks(edges: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    chunk: list[tuple[str, str]] = []
    for edge in edges:
        chunk.append(edge)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    yield chunk


def _histogram(values: Iterable[int]) -> tuple[int, ...]:
    counts: dict[int, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return tuple(counts[level] for level in sorted(counts))
