"""What only a store on disk does: versions, foreign folders, one writer, readers beside it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from smartcity_kb.model.errors import StoreError
from smartcity_kb.store.disk import is_store_folder, open_to_read, open_to_write

if TYPE_CHECKING:
    from pathlib import Path

QUAD = Quad(
    NamedNode("https://example.org/s"),
    NamedNode("https://example.org/p"),
    Literal("Bình Dương", language="vi"),
)
OTHER = Quad(
    NamedNode("https://example.org/s"), NamedNode("https://example.org/p"), Literal("khác", language="vi")
)
MARK = "smartcity-kb-store"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "kho dữ liệu"
    with open_to_write(str(path)) as store:
        store.add([QUAD])
    return path


def test_what_was_written_is_there_the_next_time(folder: Path) -> None:
    assert is_store_folder(str(folder))
    for opened in (open_to_read, open_to_write):
        with opened(str(folder)) as store:
            assert list(store.quads()) == [QUAD]
            assert store.location == str(folder)


def test_reading_goes_on_while_another_process_writes(folder: Path) -> None:
    script = (
        "import sys; from smartcity_kb.store.disk import open_to_write\n"
        "store = open_to_write(sys.argv[1]); print('open', flush=True); sys.stdin.readline()\n"
        "from pyoxigraph import *; store.add([Quad(NamedNode('https://example.org/s'),"
        " NamedNode('https://example.org/p'), Literal('khác', language='vi'))])\n"
        "print('written', flush=True); sys.stdin.readline(); store.close()"
    )
    command = [sys.executable, "-c", script, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdin is not None
        assert writer.stdout is not None
        assert writer.stdout.readline() == "open\n"
        with open_to_read(str(folder)) as before:
            print(file=writer.stdin, flush=True)
            assert writer.stdout.readline() == "written\n"
            assert list(before.quads()) == [QUAD]
        with pytest.raises(StoreError, match="another process is writing to this store"):
            open_to_write(str(folder))
        print(file=writer.stdin, flush=True)
        assert writer.wait() == 0
    with open_to_read(str(folder)) as after:
        assert set(after.quads()) == {QUAD, OTHER}


def test_a_store_that_is_read_cannot_be_written(folder: Path) -> None:
    with open_to_read(str(folder)) as store, pytest.raises(StoreError, match="cannot be written"):
        store.add([OTHER])
    with open_to_read(str(folder)) as store:
        assert list(store.quads()) == [QUAD]


def test_a_newer_version_asks_for_an_upgrade(folder: Path) -> None:
    (folder / MARK).write_text("smartcity-kb store 99\n")
    for opened in (open_to_read, open_to_write):
        with pytest.raises(StoreError, match=r"written in version 99 of the store format, .* upgrade it"):
            opened(str(folder))


@pytest.mark.parametrize("mark", [b"", b"something else\n", b"smartcity-kb store one\n"])
def test_a_damaged_mark_is_told(folder: Path, mark: bytes) -> None:
    (folder / MARK).write_bytes(mark)
    with pytest.raises(StoreError, match="damaged; load the store again"):
        open_to_read(str(folder))


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(StoreError, match="holds something else; name a new or an empty one"):
        open_to_write(str(tmp_path))
    with pytest.raises(StoreError, match="not a store"):
        open_to_read(str(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_store_without_its_database_is_damaged(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder / "oxigraph")
    with pytest.raises(StoreError, match="damaged or cannot be read"):
        open_to_read(str(folder))


def test_a_place_that_cannot_hold_a_store(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="no store can be made here"):
        open_to_write(str(tmp_path / "file" / "store"))
