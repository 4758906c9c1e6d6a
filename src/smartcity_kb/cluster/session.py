"""A Spark session: what has to be there, and how it is bound."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..model.errors import MissingExtraError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import SparkSession

_LOOPBACK = "127.0.0.1"


@contextmanager
def spark_session(master: str) -> Iterator[SparkSession]:
    """A session on a master (``local[*]``, ``spark://host:port``, …), stopped at the end.

    A local master, or one on the loopback interface, is bound to that interface: nothing listens on any
    other. Raises MissingExtraError when PySpark or Java is missing, StoreError when the master cannot be
    reached.
    """
    session = _start(master)
    try:
        yield session
    finally:
        session.stop()


def _start(master: str) -> SparkSession:
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise MissingExtraError("PySpark is not installed; install 'smartcity-kb[spark]'") from None
    _need_java()
    # Workers have to run the interpreter that this library is installed in.
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    builder = SparkSession.builder.appName("smartcity-kb").master(master)
    for key, value in _settings(master).items():
        builder = builder.config(key, value)
    try:
        session = builder.getOrCreate()
        # Spark's default of 200 partitions makes small work wait for empty tasks.
        parallel = session.sparkContext.defaultParallelism
        session.conf.set("spark.sql.shuffle.partitions", str(max(4, 2 * parallel)))
        return session
    except (PySparkException, OSError) as error:
        raise StoreError(f"{master}: Spark does not start: {str(error).splitlines()[0]}") from None
    except Exception as error:  # Py4J wraps what happens in Java in an exception of its own
        if type(error).__module__.startswith("py4j"):
            raise StoreError(f"{master}: Spark does not start; is the master running there?") from None
        raise


def _need_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java") or (home and os.access(os.path.join(home, "bin", "java"), os.X_OK)):
        return
    raise MissingExtraError("Java is not installed; Spark needs Java 17 (Debian: openjdk-17-jre-headless)")


def _settings(master: str) -> dict[str, str]:
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.sql.session.timeZone": "UTC",
    }
    if master.startswith("local") or _LOOPBACK in master or "localhost" in master:
        os.environ["SPARK_LOCAL_IP"] = _LOOPBACK
        settings |= {"spark.driver.host": _LOOPBACK, "spark.driver.bindAddress": _LOOPBACK}
    return settings
