"""Writing: formats and options, whole files or none, errors in one line."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from smartcity_kb.export.formats import FORMATS, format_for
from smartcity_kb.export.write import export
from smartcity_kb.model.errors import InputError, UsageError

from .conftest import FORMATS_OF_DATA, exported

if TYPE_CHECKING:
    from pathlib import Path

    from smartcity_kb.store.base import Store


def test_the_ending_says_the_format() -> None:
    assert {format_for(f"kb{ending}") for row in FORMATS.values() for ending in row.endings} == set(FORMATS)
    assert format_for("kb.TTL") == "turtle"
    assert format_for("kb.txt", "csv") == "csv"
    for target in ("-", "kb.txt", "kb"):
        with pytest.raises(UsageError, match="which format"):
            format_for(target)
    with pytest.raises(UsageError, match="unknown format 'xls'; there are turtle"):
        format_for("-", "xls")


@pytest.mark.parametrize(
    ("format_", "options", "message"),
    [
        ("csv", {"evidence": True}, "csv takes no --evidence; turtle, ntriples, rdfxml, jsonld do"),
        ("trig", {"rdf12": True}, "trig takes no --rdf12; turtle, ntriples do"),
        ("gexf", {"flavour": "yed"}, "gexf has no flavour 'yed'; there is graphml: yed"),
        ("csv", {"lang": "fr"}, "no labels in 'fr'; there are vi and en"),
        ("pdf", {}, "unknown format 'pdf'"),
    ],
)
def test_options_that_a_format_does_not_take(
    tmp_path: Path, world: Store, format_: str, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        export(world, str(tmp_path / "out"), format_, **options)
    assert not list(tmp_path.iterdir())


def test_the_report_counts_and_progress_grows(tmp_path: Path, world: Store) -> None:
    seen: list[int] = []
    report = export(world, str(tmp_path / "kb.graphml"), "graphml", on_progress=seen.append)
    assert report.counts == (("nodes", 6), ("edges", 5))
    assert str(report) == "graphml, 6 nodes, 5 edges"
    assert seen == sorted(seen)
    assert seen[-1] == 11


@pytest.mark.parametrize("format_", FORMATS_OF_DATA)
def test_an_empty_store_is_a_valid_empty_file(format_: str) -> None:
    from .world import in_memory

    data = exported(in_memory([]), format_)
    if format_ == "graphml":
        import networkx

        assert len(networkx.read_graphml(BytesIO(data))) == 0
    elif format_ in ("ntriples", "nquads"):
        assert data == b""
    else:
        assert data


def test_a_path_that_cannot_be_written(tmp_path: Path, world: Store) -> None:
    for target in (tmp_path / "no" / "kb.csv", tmp_path):
        with pytest.raises(InputError, match=r"cannot be written: .*nothing was left there"):
            export(world, str(target), "csv")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("format_", FORMATS_OF_DATA)
def test_a_full_device(world: Store, format_: str) -> None:
    with pytest.raises(InputError, match="No space left on device"):
        export(world, "/dev/full", format_)
    with open("/dev/full", "wb", buffering=0) as stream, pytest.raises(InputError, match="standard output"):
        export(world, stream, format_)


def test_a_link_stays_a_link(tmp_path: Path, world: Store) -> None:
    target, link = tmp_path / "real.csv", tmp_path / "link.csv"
    link.symlink_to(target)
    export(world, str(link), "csv")
    assert link.is_symlink()
    assert target.read_bytes() == exported(world, "csv")


def test_a_reader_that_goes_away(world: Store) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb", buffering=0) as stream, pytest.raises(BrokenPipeError):
        export(world, stream, "turtle")


@pytest.mark.parametrize("limit", [0, 3_000, 40_000])
def test_a_full_disk_leaves_what_was_there(tmp_path: Path, limit: int) -> None:
    target, temporary = tmp_path / "kb.ttl", tmp_path / "tmp"
    temporary.mkdir()
    target.write_text("as it was")
    environment = {**os.environ, "TMPDIR": str(temporary), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "smartcity_kb.cli.main", "export", str(target), "--evidence"]
    # A limit on the size of files fails writing where it stands, as a full disk does.
    done = subprocess.run(
        command, env=environment, timeout=120, capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )  # fmt: skip
    assert done.returncode in (3, 5)
    assert done.stderr.startswith("smartcity-kb: error: ")
    assert done.stderr.count("\n") == 1
    assert target.read_text() == "as it was"
    assert not list(temporary.iterdir())
    assert {path.name for path in tmp_path.iterdir()} <= {"kb.ttl", "tmp", "cache"}


def test_sorting_more_than_fits_at_once_cleans_up_behind_itself() -> None:
    from smartcity_kb.export.scratch import Scratch, sorted_lines

    with Scratch() as scratch:
        chunks = (
            [b"%d\n" % (number * 7919 % 1000 + chunk) for number in range(1000)] for chunk in range(300)
        )
        lines = list(sorted_lines(chunks, scratch))
        assert lines == sorted(lines)
        assert len(lines) == 300_000
        assert len(os.listdir(scratch.folder)) == 0
    assert not os.path.exists(scratch.folder)
