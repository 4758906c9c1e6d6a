"""Loads that cannot be: nothing is half-loaded, nothing is left, and one line says why."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from smartcity_kb.intake.load import load
from smartcity_kb.model.errors import InputProblemsError, StoreError
from smartcity_kb.store.folder_layout import shipped_folder
from smartcity_kb.store.open import open_store

from .folders import write_source

SHIPPED = shipped_folder()
LOAD = (
    "import sys\n"
    "from smartcity_kb.intake.load import load\n"
    "from smartcity_kb.model.errors import KnowledgeBaseError\n"
    "try:\n    load(sys.argv[1:-1], sys.argv[-1])\n"
    "except KnowledgeBaseError as error:\n"
    "    print(error.message, file=sys.stderr)\n    sys.exit(error.exit_code)\n"
)


def run_load(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    """Load in a process of its own."""
    command = [sys.executable, "-c", LOAD, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload]


def test_inputs_that_are_none_are_told_all_at_once(tmp_path: Path) -> None:
    draft, store = tmp_path / "nháp", tmp_path / "kho"
    for folder in (draft, tmp_path / "rỗng"):
        folder.mkdir()
    (draft / "draft.yaml").write_text("format: 1\n")
    (draft / "article.txt").write_text("Bài.")
    (tmp_path / "ghi chú.txt").write_text("…")
    load([SHIPPED], str(store))
    names = ("không có", "nháp", "rỗng", "ghi chú.txt", "kho")
    with pytest.raises(InputProblemsError) as raised:
        load([str(tmp_path / name) for name in names], str(tmp_path / "mới"))
    assert str(raised.value).splitlines() == [
        f"{tmp_path}/không có: no such folder or file",
        f"{tmp_path}/nháp: a draft holds proposals, not facts; review it first",
        f"{tmp_path}/rỗng: no source in it; a knowledge base folder has a folder per source, each with"
        " article.txt and claims.yaml",
        f"{tmp_path}/ghi chú.txt: not an input; load takes folders with claims.yaml and RDF files"
        " (.ttl, .trig, .nt, .nq, .rdf, .owl, .jsonld, also .gz)",
        f"{store}: a store is no input; export it to .nq and load that",
    ]
    assert not (tmp_path / "mới").exists()


def test_drafts_beside_sources_are_passed_over_and_told(tmp_path: Path) -> None:
    write_source(tmp_path / "kb")
    draft = tmp_path / "kb" / "chưa-duyệt"
    draft.mkdir()
    (draft / "draft.yaml").write_text("format: 1\n")
    report = load([str(tmp_path / "kb")], str(tmp_path / "kho"))
    assert report.drafts == (str(draft),)
    assert report.sources == 1


def test_a_blank_node_in_the_links_is_refused(tmp_path: Path) -> None:
    write_source(tmp_path)
    (tmp_path / "links.ttl").write_text(
        "<https://w3id.org/sckb/id/a> <http://www.w3.org/2002/07/owl#sameAs> [] .\n"
    )
    with pytest.raises(InputProblemsError, match=r"a blank node in the links .* give it an IRI"):
        load([str(tmp_path)], str(tmp_path / "kho"))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda into: (into.mkdir(), (into / "thư").touch()),
            "the folder holds something else; name a new or an empty one",
        ),
        (lambda into: into.touch(), "no store can be made here: File exists"),
        (
            lambda into: (into.mkdir(), (into / "smartcity-kb-store").write_text("smartcity-kb store 99\n")),
            "written in version 99 of the store format, this program knows 1; upgrade it",
        ),
    ],
)
def test_a_place_that_is_something_else_is_left_alone(tmp_path: Path, make, message: str) -> None:
    into = tmp_path / "kho"
    make(into)
    before = sorted(into.rglob("*"))
    with pytest.raises(StoreError) as raised:
        load([SHIPPED], str(into))
    assert raised.value.message == f"{into}: {message}"
    assert sorted(into.rglob("*")) == before
    assert os.listdir(tmp_path) == ["kho"]


def test_a_store_that_another_process_writes_is_read_but_not_loaded(tmp_path: Path) -> None:
    into = tmp_path / "kho"
    load([SHIPPED], str(into))
    script = (
        "import sys; from smartcity_kb.store.disk import open_to_write\n"
        "store = open_to_write(sys.argv[1]); print('open', flush=True); sys.stdin.readline()"
    )
    command = [sys.executable, "-c", script, str(into)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "open\n"
        failed = run_load(SHIPPED, str(into))
        with open_store(str(into)) as store:
            assert store.ask("ASK { ?claim a sckb:Claim }")
        writer.communicate("\n")
    assert failed.returncode == 5
    assert failed.stderr == (
        f"{into}: another process is writing to this store; try again when it is done (reading goes on"
        " meanwhile)\n"
    )


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    into = tmp_path / "file" / "kho"
    with pytest.raises(StoreError) as raised:
        load([SHIPPED], str(into))
    assert raised.value.message == f"{into}: no store can be made here: File exists"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with hardly any room, where mounting is allowed; else a limit on files."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=640k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    yield folder
    if mounted.returncode == 0:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def limit_files() -> None:
    """No file larger than 100 KB: what a full disk does where no disk can be made."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))


def test_a_full_disk_leaves_nothing(small_disk: Path) -> None:
    limit = None if os.path.ismount(small_disk) else limit_files
    failed = run_load(SHIPPED, str(small_disk / "kho"), preexec_fn=limit)
    assert failed.returncode == 5, failed.stderr
    assert failed.stderr.startswith(f"{small_disk}/kho: ")
    assert failed.stderr.count("\n") == 1
    assert os.listdir(small_disk) == []


def test_files_that_may_not_grow_leave_nothing(tmp_path: Path) -> None:
    failed = run_load(SHIPPED, str(tmp_path / "kho"), preexec_fn=limit_files)
    assert failed.returncode == 5, failed.stderr
    assert failed.stderr.startswith(f"{tmp_path}/kho: cannot be written, nothing was loaded: ")
    assert failed.stderr.count("\n") == 1
    assert os.listdir(tmp_path) == []


KILLED = (
    "import os, signal, sys\n"
    "from smartcity_kb.intake.load import load\n"
    # Whoever started the tests in the background may have them ignore it.
    "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    "def step(phase, done, total):\n"
    "    if done == 2: os.kill(os.getpid(), getattr(signal, sys.argv[3]))\n"
    "load([sys.argv[1]], sys.argv[2], on_progress=step)\n"
)


@pytest.mark.parametrize("name", ["SIGINT", "SIGKILL"])
def test_a_load_that_is_cut_leaves_no_store(tmp_path: Path, name: str) -> None:
    kb, home = tmp_path / "kb", tmp_path / "home"
    home.mkdir()
    for number in range(3):
        write_source(kb, id_=f"bai-{number}")
    cut = subprocess.run(
        [sys.executable, "-c", KILLED, str(kb), str(home / "kho"), name], capture_output=True, check=False
    )
    assert cut.returncode == -getattr(signal, name), cut.stderr
    assert not (home / "kho").exists()
    if name == "SIGINT":
        assert os.listdir(home) == []
    # What a kill had no chance to remove goes with the next load.
    assert load([str(kb)], str(home / "kho")).sources == 3
    assert os.listdir(home) == ["kho"]


@pytest.mark.parametrize("name", ["SIGINT", "SIGKILL"])
def test_a_change_that_is_cut_leaves_whole_sources(tmp_path: Path, name: str) -> None:
    kb, into = tmp_path / "kb", tmp_path / "kho"
    for number in range(3):
        write_source(kb, id_=f"bai-{number}")
    load([str(kb)], str(into))
    for number in range(3):
        path = kb / f"bai-{number}" / "claims.yaml"
        path.write_text(path.read_text("utf-8").replace("organizer", "location"), "utf-8")
    script = KILLED.replace("if done == 2", "if phase == 'writing' and done == 2")
    subprocess.run([sys.executable, "-c", script, str(kb), str(into), name], capture_output=True, check=False)
    assert [change.status for change in load([str(kb)], str(into)).changes] == [
        "unchanged",
        "unchanged",
        "changed",
    ]
    with open_store(str(into)) as loaded, open_store(str(kb)) as folder:
        assert set(loaded.quads()) == set(folder.quads())


def test_a_store_put_there_meanwhile_stays(tmp_path: Path) -> None:
    into = tmp_path / "kho"

    def another_load(*_: object) -> None:
        if not into.exists():
            assert run_load(SHIPPED, str(into)).returncode == 0

    with pytest.raises(StoreError) as raised:
        load([SHIPPED], str(into), on_progress=another_load)
    assert raised.value.message == (
        f"{into}: another store was put here meanwhile, nothing was loaded;"
        " load again to bring the sources into it"
    )
    assert os.listdir(tmp_path) == ["kho"]
    assert load([SHIPPED], str(into)).changes[0].status == "unchanged"
