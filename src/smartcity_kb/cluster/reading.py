"""Sources read and verified under Spark by the function that one process uses, and kept as partitions.

The first stage reads each source's folder (``mapInArrow``) and keeps the result as Parquet, so that a
lost machine costs only its own part. The second brings the quads of all sources together, each once:
``quads`` (Parquet: s, p, o, graph, source, start, end) and ``nquads`` (text), for the store's bulk load
and for other engines. All machines have to see the articles and the staging folder under the same path.
"""

from __future__ import annotations

import os
import pickle
from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import DefaultGraph, Literal, NamedNode, RdfFormat

from ..intake.source_stream import ReadSource, read_source_task
from ..model.terms import CLAIM, END, EVIDENCE, HAS_SOURCE, START, TYPE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pyarrow
    from pyoxigraph import Quad
    from pyspark.sql import DataFrame, SparkSession

    from ..intake.inputs import Folder

    Batches = Iterator[pyarrow.RecordBatch]

_READ = "position long, folder int, path string, read binary, nquads binary"
_QUADS = "s string, p string, o string, graph string, source string, start long, end long"
# Sources a task: large enough to be worth starting, small enough to be lost.
_PER_TASK = 200


class SparkReader:
    """Reads the sources of folders on a Spark session; what it read stays in a staging folder.

    An instance is a reader for ``intake.load.load``.
    """

    def __init__(self, session: SparkSession, staging: str) -> None:
        self._session = session
        self.staging = os.path.abspath(staging)

    def __call__(self, folders: Sequence[Folder]) -> Iterator[ReadSource]:
        """Every source of the folders, read and checked, in order."""
        self._read(folders)
        self.quads()
        rows = self._session.read.parquet(self._part("sources")).orderBy("position")
        for row in rows.select("read", "nquads").toLocalIterator():
            read: ReadSource = pickle.loads(row["read"])  # noqa: S301 - written by this very run
            yield read.replace(nquads=bytes(row["nquads"]))

    def quads(self) -> DataFrame:
        """The quads of what was read, each once: written as Parquet and N-Quads, and returned."""
        sources = self._session.read.parquet(self._part("sources"))
        quads = sources.select("nquads").mapInArrow(quad_rows, _QUADS).distinct()
        quads.write.mode("overwrite").parquet(self._part("quads"))
        kept = self._session.read.parquet(self._part("quads"))
        lines = kept.selectExpr("concat_ws(' ', s, p, o, nullif(graph, ''), '.') AS value")
        lines.write.mode("overwrite").text(self._part("nquads"))
        return kept

    def _read(self, folders: Sequence[Folder]) -> None:
        tasks = [(number, path) for number, folder in enumerate(folders) for path in folder.sources]
        rows = [(position, number, path) for position, (number, path) in enumerate(tasks)]
        wanted = self._session.createDataFrame(rows, "position long, folder int, path string")
        spread = wanted.repartition(max(2, -(-len(rows) // _PER_TASK)), "position")
        read = spread.mapInArrow(reading(tuple(folders)), _READ)
        read.write.mode("overwrite").parquet(self._part("sources"))

    def _part(self, name: str) -> str:
        return "file://" + os.path.join(self.staging, name)


def reading(folders: tuple[Folder, ...]) -> Callable[[Batches], Batches]:
    """The function of batches (position, folder, path) that reads sources, for ``mapInArrow``."""

    terms = [(folder.terms.context, folder.terms.classes) for folder in folders]

    def read(batches: Batches) -> Batches:
        import pyarrow

        for batch in batches:
            columns = batch.to_pydict()
            results = [
                read_source_task(path, *terms[number])
                for number, path in zip(columns["folder"], columns["path"], strict=True)
            ]
            columns["read"] = [pickle.dumps(result.replace(nquads=b"")) for result in results]
            columns["nquads"] = [result.nquads for result in results]
            names = ["position", "folder", "path", "read", "nquads"]
            types = [pyarrow.int64(), pyarrow.int32(), pyarrow.string(), pyarrow.binary(), pyarrow.binary()]
            arrays = [pyarrow.array(columns[name], type_) for name, type_ in zip(names, types, strict=True)]
            yield pyarrow.RecordBatch.from_arrays(arrays, names=names)

    return read


def quad_rows(batches: Batches) -> Batches:
    """Batches of N-Quads to batches of rows s, p, o, graph, source, start, end, for ``mapInArrow``."""
    import pyarrow

    names = ["s", "p", "o", "graph", "source", "start", "end"]
    types = [*[pyarrow.string()] * 5, pyarrow.int64(), pyarrow.int64()]
    for batch in batches:
        for nquads in batch.to_pydict()["nquads"]:
            rows = list(rows_of(list(pyoxigraph.parse(nquads, RdfFormat.N_QUADS))))
            columns = list(zip(*rows, strict=True)) or [()] * len(names)
            arrays = [pyarrow.array(column, type_) for column, type_ in zip(columns, types, strict=True)]
            yield pyarrow.RecordBatch.from_arrays(arrays, names=names)


def rows_of(quads: list[Quad]) -> Iterator[tuple[str, str, str, str, str | None, int | None, int | None]]:
    """One source's quads as rows in N-Triples terms; what a claim states has its source and position.

    The default graph is the empty text.
    """
    places = _claim_places(quads)
    for quad in quads:
        default = isinstance(quad.graph_name, DefaultGraph)
        place = (None, None, None) if default else places.get(quad.graph_name, (None, None, None))
        graph = "" if default else str(quad.graph_name)
        yield (str(quad.subject), str(quad.predicate), str(quad.object), graph, *place)


def _claim_places(quads: list[Quad]) -> dict[object, tuple[str | None, int | None, int | None]]:
    """Claim -> source IRI, start, end."""
    about: dict[object, dict[NamedNode, object]] = {}
    for quad in quads:
        if isinstance(quad.graph_name, DefaultGraph) and quad.predicate in _PLACE_PROPERTIES:
            about.setdefault(quad.subject, {})[quad.predicate] = quad.object
    places: dict[object, tuple[str | None, int | None, int | None]] = {}
    for subject, values in about.items():
        quote = about.get(values.get(EVIDENCE), {})
        source = quote.get(HAS_SOURCE)
        if values.get(TYPE) == CLAIM and isinstance(source, NamedNode):
            places[subject] = (source.value, _number(quote.get(START)), _number(quote.get(END)))
    return places


_PLACE_PROPERTIES = frozenset({EVIDENCE, HAS_SOURCE, START, END, TYPE})


def _number(value: object) -> int | None:
    return int(value.value) if isinstance(value, Literal) else None
