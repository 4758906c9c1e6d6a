"""Articles to drafts under Spark, by the function that one process uses."""

from __future__ import annotations

import os
import pickle
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pyarrow
    from pyspark.sql import SparkSession

    from ..intake.extract_files import Extractor, ExtractReport

    Batches = Iterator[pyarrow.RecordBatch]

_PER_TASK = 100


def extract_on_spark(
    session: SparkSession, extractor: Extractor, files: Sequence[str], into: str
) -> Iterator[ExtractReport]:
    """Extract from many files and write their draft folders; reports come in the order of the files.

    All machines have to see the files and ``into`` under the same path. What is wrong with a file stands
    in its report.
    """
    rows = [(position, os.path.abspath(path)) for position, path in enumerate(files)]
    wanted = session.createDataFrame(rows, "position long, path string")
    spread = wanted.repartition(max(2, -(-len(rows) // _PER_TASK)), "position")
    done = spread.mapInArrow(extracting(extractor, os.path.abspath(into)), "position long, report binary")
    for row in done.orderBy("position").toLocalIterator():
        report: ExtractReport = pickle.loads(row["report"])  # noqa: S301 - written by this very run
        yield report


def extracting(extractor: Extractor, into: str) -> Callable[[Batches], Batches]:
    """The function of batches (position, path) that writes drafts, for ``mapInArrow``."""

    def extract(batches: Batches) -> Batches:
        import pyarrow

        for batch in batches:
            columns = batch.to_pydict()
            reports = [pickle.dumps(extractor.path(path, into)) for path in columns["path"]]
            arrays = [
                pyarrow.array(columns["position"], pyarrow.int64()),
                pyarrow.array(reports, pyarrow.binary()),
            ]
            yield pyarrow.RecordBatch.from_arrays(arrays, names=["position", "report"])

    return extract
