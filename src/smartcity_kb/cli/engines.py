"""Where bulk work runs: in this process, or on Spark where that pays."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager

from ..model.record import Record
from .output import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pyspark.sql import SparkSession

    from ..cluster.graph import Measures
    from ..cluster.reading import SparkReader
    from ..store.base import Store
    from .output import Settings


class Where(Record):
    """The engine that was asked for (one or spark), its master, and the folder for what it writes."""

    engine: str = "one"
    master: str = "local[*]"
    staging: str | None = None


@contextmanager
def reader_for(where: Where, inputs: Sequence[str], settings: Settings) -> Iterator[SparkReader | None]:
    """The reader of sources on Spark; None where one process does it, which is said."""
    if where.engine != "spark":
        yield None
        return
    from tempfile import TemporaryDirectory

    from ..cluster.choice import SOURCES_FROM, spark_pays
    from ..cluster.reading import SparkReader
    from ..cluster.session import spark_session
    from ..intake.inputs import gather_inputs

    count = sum(len(folder.sources) for folder in gather_inputs(inputs).folders)
    if not spark_pays(count, SOURCES_FROM):
        say(f"{count:,} sources: staying in one process, which is quicker up to {SOURCES_FROM:,}", settings)
        yield None
        return
    with ExitStack() as stack:
        staging = where.staging or stack.enter_context(TemporaryDirectory(prefix="smartcity-kb-staging-"))
        yield SparkReader(stack.enter_context(spark_session(where.master)), staging)


@contextmanager
def extraction_session(where: Where, articles: int, settings: Settings) -> Iterator[SparkSession | None]:
    """A Spark session for this many articles; None where one machine does it, which is said."""
    if where.engine != "spark":
        yield None
        return
    from ..cluster.choice import SOURCES_FROM, spark_pays
    from ..cluster.session import spark_session

    if not spark_pays(articles, SOURCES_FROM):
        say(
            f"{articles:,} articles: staying on this machine, which is quicker up to {SOURCES_FROM:,}",
            settings,
        )
        yield None
        return
    with spark_session(where.master) as session:
        yield session


def measure(store: Store, where: Where, limit: int, settings: Settings) -> Measures:
    """Measure a store's graph where that was asked for, in one process where it is too small for Spark."""
    from ..cluster.choice import EDGES_FROM, spark_pays
    from ..cluster.graph import edges_of, measured_here, measured_on_spark
    from ..cluster.session import spark_session

    if where.engine == "spark":
        count = sum(1 for _ in edges_of(store))
        if spark_pays(count, EDGES_FROM):
            with spark_session(where.master) as session:
                return measured_on_spark(session, edges_of(store), limit)
        say(f"{count:,} relations: staying in one process, which is quicker up to {EDGES_FROM:,}", settings)
    return measured_here(edges_of(store), limit)
