"""A standalone Spark master with two workers on the loopback interface, for the whole run."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyspark
import pytest

from smartcity_kb.cluster.session import spark_session

ROOT = Path(__file__).resolve().parents[2]
_SPARK_CLASS = Path(pyspark.__file__).parent / "bin" / "spark-class"


class Cluster:
    """The processes of a cluster; each worker leads a process group that its executors belong to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        log, self._master = self._start("master", "master.Master", "--host", "127.0.0.1", "--port", "0")
        self.master = self._wait_for(log, r"Starting Spark master at (spark://\S+)")
        self.workers = []
        for name in ("one", "two"):
            size = ("--cores", "1", "--memory", "1g", "--work-dir", str(folder / name))
            log, worker = self._start(name, "worker.Worker", "--host", "127.0.0.1", *size, self.master)
            self._wait_for(log, r"(Successfully registered with master)")
            self.workers.append(worker)

    def _start(self, name, kind, *arguments):
        log = self.folder / f"{name}.log"
        command = [str(_SPARK_CLASS), f"org.apache.spark.deploy.{kind}", "--webui-port", "0", *arguments]
        environment = {
            **os.environ,
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_NO_DAEMONIZE": "1",
            "PYSPARK_PYTHON": sys.executable,
            # Our tests say how long to wait for a lost worker.
            "SPARK_MASTER_OPTS": "-Dspark.worker.timeout=15",
        }
        with log.open("w") as output:
            process = subprocess.Popen(
                command, env=environment, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
            )
        return log, process

    def _wait_for(self, log, pattern):
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            found = re.search(pattern, log.read_text())
            if found:
                return found[1]
            time.sleep(0.1)
        raise AssertionError(f"the cluster did not come up:\n{log.read_text()}")

    def kill(self, worker) -> None:
        """SIGKILL a worker and its executors, as when its machine is lost."""
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()

    def stop(self) -> None:
        for process in (*self.workers, self._master):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


@pytest.fixture(scope="session")
def cluster(tmp_path_factory):
    running = Cluster(tmp_path_factory.mktemp("cluster"))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def session(cluster):
    with spark_session(cluster.master) as session:
        yield session


@pytest.fixture(scope="session")
def articles(tmp_path_factory):
    """A generated knowledge base folder of some hundred articles."""
    folder = tmp_path_factory.mktemp("articles") / "kb"
    generate = str(ROOT / "benchmarks" / "generate.py")
    subprocess.run([sys.executable, generate, "--articles", "300", str(folder)], check=True)
    return folder
