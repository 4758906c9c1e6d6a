"""Exact bytes of each format, and that they do not depend on how a store came to be."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from smartcity_kb.export import scratch
from smartcity_kb.export.formats import FORMATS
from smartcity_kb.store.dialects import DIALECT_VARIABLE
from smartcity_kb.store.disk import open_to_read, open_to_write
from smartcity_kb.store.endpoint import UPDATE_URL_VARIABLE, EndpointStore

from .conftest import FORMATS_OF_DATA, exported
from .serving import served
from .world import in_memory, world_quads

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from smartcity_kb.store.base import Store

VARIANTS = [
    *((name, {}) for name in FORMATS_OF_DATA),
    *((name, {"evidence": True}) for name, row in FORMATS.items() if "evidence" in row.takes),
    *((name, {"rdf12": True}) for name, row in FORMATS.items() if "rdf12" in row.takes),
    ("graphml", {"flavour": "yed"}),
    ("graphml", {"lang": "en"}),
    ("csv", {"lang": "en"}),
]


def _file_name(format_: str, options: dict[str, object]) -> str:
    words = [str(value) if isinstance(value, str) else key for key, value in options.items()]
    return "-".join(["world", *words]) + FORMATS[format_].endings[0]


@pytest.mark.parametrize(("format_", "options"), VARIANTS, ids=lambda value: str(value))
def test_golden(
    world: Store, golden: Callable[[str, bytes], None], format_: str, options: dict[str, object]
) -> None:
    golden(_file_name(format_, options), exported(world, format_, **options))


@pytest.mark.parametrize(("format_", "options"), VARIANTS, ids=lambda value: str(value))
def test_same_bytes_from_memory_and_disk_in_any_order(
    tmp_path: Path, world: Store, format_: str, options: dict[str, object]
) -> None:
    wanted = exported(world, format_, **options)
    quads = world_quads()
    random.Random(7).shuffle(quads)
    assert exported(in_memory(quads), format_, **options) == wanted
    with open_to_write(str(tmp_path / "store")) as disk:
        disk.add(quads)
        assert exported(disk, format_, **options) == wanted
    with open_to_read(str(tmp_path / "store")) as disk:
        assert exported(disk, format_, **options) == wanted


@pytest.mark.parametrize(("format_", "options"), VARIANTS, ids=lambda value: str(value))
def test_same_bytes_when_sorting_goes_through_files(
    monkeypatch: pytest.MonkeyPatch, world: Store, format_: str, options: dict[str, object]
) -> None:
    wanted = exported(world, format_, **options)
    monkeypatch.setattr("smartcity_kb.export.reading.CHUNK", 1)
    monkeypatch.setattr(scratch, "_CHUNK_LINES", 2)
    monkeypatch.setattr(scratch, "_MOST_RUNS", 3)
    assert exported(world, format_, **options) == wanted


@pytest.fixture(scope="module", params=["apart", "union"])
def endpoint(request: pytest.FixtureRequest) -> Iterator[EndpointStore]:
    """The world behind a server, also one whose default graph shows all graphs."""
    union = request.param == "union"
    with served(*["--union-default-graph"] * union) as url:
        environment = (
            {DIALECT_VARIABLE: "generic-union", UPDATE_URL_VARIABLE: f"{url}/update"} if union else {}
        )
        with EndpointStore(f"{url}/query" if union else url, environment) as store:
            store.add(world_quads())
            yield store


@pytest.mark.parametrize(("format_", "options"), VARIANTS, ids=lambda value: str(value))
def test_same_bytes_from_an_endpoint(
    endpoint: Store, world: Store, format_: str, options: dict[str, object]
) -> None:
    assert exported(endpoint, format_, **options) == exported(world, format_, **options)


@pytest.mark.parametrize("format_", FORMATS_OF_DATA)
def test_same_bytes_in_processes_with_other_hash_seeds(tmp_path: Path, format_: str) -> None:
    files = []
    for seed in ("1", "2"):
        target = tmp_path / f"{seed}{FORMATS[format_].endings[0]}"
        environment = {**os.environ, "PYTHONHASHSEED": seed, "XDG_CACHE_HOME": str(tmp_path / seed)}
        command = [sys.executable, "-m", "smartcity_kb.cli.main", "export", str(target), "--lang", "vi"]
        subprocess.run(command, check=True, env=environment, timeout=120)
        files.append(target.read_bytes())
    assert files[0] == files[1]
    assert files[0]
