"""Loading on a cluster: the same rows as in one process, also when a worker is lost on the way."""

from __future__ import annotations

import threading
import time
import zlib
from pathlib import Path

import pyoxigraph
import pytest

from smartcity_kb.cluster.reading import SparkReader, rows_of
from smartcity_kb.intake.inputs import gather_inputs
from smartcity_kb.intake.load import load
from smartcity_kb.intake.source_stream import read_sources
from smartcity_kb.model.errors import InputProblemsError
from smartcity_kb.store.disk import open_to_read

# A number of reduce tasks that no other stage has.
_REDUCERS = 13


def checksum(rows) -> tuple[int, int]:
    """How many rows, and a sum over them that no order changes."""
    count = total = 0
    for row in rows:
        count += 1
        total += zlib.crc32(repr(tuple(row)).encode())
    return count, total


@pytest.fixture(scope="module")
def expected(articles):
    rows: set[tuple[object, ...]] = set()
    for read in read_sources(gather_inputs([str(articles)]).folders):
        rows.update(rows_of(list(pyoxigraph.parse(read.nquads, pyoxigraph.RdfFormat.N_QUADS))))
    return checksum(rows)


@pytest.fixture
def reducers(session):
    before = session.conf.get("spark.sql.shuffle.partitions")
    session.conf.set("spark.sql.shuffle.partitions", str(_REDUCERS))
    # Adaptive execution would merge the small partitions of a test into one.
    session.conf.set("spark.sql.adaptive.enabled", "false")
    yield
    session.conf.set("spark.sql.adaptive.enabled", "true")
    session.conf.set("spark.sql.shuffle.partitions", before)


def test_the_rows_are_those_of_one_process(session, articles, expected, tmp_path):
    reader = SparkReader(session, str(tmp_path / "staging"))
    report = load([str(articles)], str(tmp_path / "spark.store"), reader=reader)
    rows = session.read.parquet(str(tmp_path / "staging" / "quads")).collect()
    assert checksum(rows) == expected
    plain = load([str(articles)], str(tmp_path / "plain.store"))
    assert report.replace(location="") == plain.replace(location="")
    stores = [open_to_read(str(tmp_path / name)) for name in ("spark.store", "plain.store")]
    assert set(stores[0].quads()) == set(stores[1].quads())


def test_the_nquads_hold_the_same_quads(session, articles, tmp_path):
    reader = SparkReader(session, str(tmp_path))
    sources = list(reader(gather_inputs([str(articles)]).folders))
    files = sorted(Path(tmp_path, "nquads").glob("part-*"))
    text = b"".join(path.read_bytes() for path in files)
    written = set(pyoxigraph.parse(text, pyoxigraph.RdfFormat.N_QUADS))
    stated = {
        quad for source in sources for quad in pyoxigraph.parse(source.nquads, pyoxigraph.RdfFormat.N_QUADS)
    }
    assert written == stated


def test_a_worker_lost_in_the_reduce_stage_changes_nothing(
    cluster, session, articles, expected, reducers, tmp_path
):
    reader = SparkReader(session, str(tmp_path / "staging"))
    finished: list[object] = []
    work = threading.Thread(
        target=lambda: finished.append(load([str(articles)], str(tmp_path / "store"), reader=reader))
    )
    work.start()
    _wait_for_reduce_stage(session.sparkContext.statusTracker(), work)
    cluster.kill(cluster.workers[1])
    work.join(timeout=400)
    assert finished, "the load did not end after the loss of a worker"
    rows = session.read.parquet(str(tmp_path / "staging" / "quads")).collect()
    assert checksum(rows) == expected


def test_problems_are_told_as_in_one_process(session, articles, tmp_path):
    broken = tmp_path / "kb"
    source = sorted(path for path in articles.iterdir() if path.is_dir())[0]
    (broken / source.name).mkdir(parents=True)
    for name in ("article.txt", "claims.yaml"):
        text = (source / name).read_text("utf-8")
        (broken / source.name / name).write_text(text.replace("quote: ", "quote: không có ", 1), "utf-8")
    messages = []
    for reader in (None, SparkReader(session, str(tmp_path / "staging"))):
        with pytest.raises(InputProblemsError) as raised:
            load([str(broken)], str(tmp_path / "store"), reader=reader)
        messages.append(raised.value.message)
    assert messages[0] == messages[1]
    assert not (tmp_path / "store").exists()


def _wait_for_reduce_stage(tracker, work) -> None:
    """Until the stage that brings rows together runs: the one with as many tasks as there are reducers."""
    while work.is_alive():
        for stage in tracker.getActiveStageIds():
            info = tracker.getStageInfo(stage)
            if info and info.numTasks == _REDUCERS and info.numActiveTasks:
                return
        time.sleep(0.005)
    raise AssertionError("the load ended before its reduce stage was seen")
