"""The wheel as a stranger gets it: built offline, installed into an empty environment, run elsewhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from .cli.process import ROOT, SHIPPED, Program


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout without a network."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The program of an environment that holds the wheel, and reaches the dependencies of this one.

    A .pth file adds the site-packages of the tests' environment; .pth files inside those, such as that
    of the editable installation, are not read from there.
    """
    environment = tmp_path_factory.mktemp("empty") / "venv"
    venv.create(environment, with_pip=False)
    (site,) = (environment / "lib").glob("python*/site-packages")
    subprocess.run(
        [
            sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-compile",
            "--disable-pip-version-check", "--prefix", str(environment), "--ignore-installed", str(wheel),
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    dependencies = next(path for path in map(Path, sys.path) if (path / "pyoxigraph").is_dir())
    (site / "dependencies.pth").write_text(f"{dependencies}\n")
    script = environment / "bin" / "smartcity-kb"
    # pip wrote the interpreter that ran it into the script.
    lines = script.read_text().splitlines(keepends=True)
    script.write_text("".join([f"#!{environment}/bin/python\n", *lines[1:]]))
    return Program(tmp_path_factory.mktemp("home"), script)


def test_the_wheel_holds_the_data_the_queries_and_the_type_marker(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        for path in sorted(SHIPPED.rglob("*")) + sorted((ROOT / "queries").rglob("*.rq")):
            if path.is_file():
                inside = f"smartcity_kb/{path.relative_to(ROOT)}"
                assert inside in names
                assert archive.read(inside) == path.read_bytes()
    assert "smartcity_kb/py.typed" in names
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
    assert all(name.startswith(("smartcity_kb/", "smartcity_kb-")) for name in names)
    assert not [name for name in names if "__pycache__" in name or "tests/" in name]


def test_it_is_the_wheel_that_runs(installed: Program) -> None:
    done = subprocess.run(
        [installed.executable.with_name("python"), "-c", "import smartcity_kb; print(smartcity_kb.__file__)"],
        capture_output=True,
        text=True,
        env=installed.environment(),
        cwd=installed.cwd,
        check=True,
    )
    assert Path(done.stdout.strip()).is_relative_to(installed.executable.parents[1])


def test_questions(installed: Program) -> None:
    page = json.loads(installed("show", "Mai Hùng Dũng", "--format", "json").out)
    assert page["iri"] == "https://w3id.org/sckb/id/mai-hung-dung"
    assert page["quotes"]
    assert "Eindhoven" in installed("search", "eindhovn").out
    assert installed("query", "conferences").code == 0
    names = [query["name"] for query in json.loads(installed("queries", "--format", "json").out)]
    assert len(names) == len(list((ROOT / "queries").glob("*.rq"))) >= 15


def test_writing(installed: Program) -> None:
    assert installed("load", str(SHIPPED), "--into", "kb.store").code == 0
    assert installed("export", "graph.graphml", "--kb", "kb.store").code == 0
    assert (installed.cwd / "graph.graphml").read_bytes().startswith(b"<?xml")
    assert installed("validate").code == 0


def test_the_version_is_that_of_the_wheel(installed: Program, wheel: Path) -> None:
    assert installed("--version").out.strip() == wheel.name.split("-")[1]


def test_types_are_seen_by_others(installed: Program, tmp_path: Path) -> None:
    """py.typed: a type checker in that environment knows what show() returns."""
    (tmp_path / "use.py").write_text(
        "from smartcity_kb import KnowledgeBase\n"
        "with KnowledgeBase.open() as kb:\n    reveal_type(kb.show('eindhoven').label)\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--python-executable", str(installed.executable.with_name("python")),
         "--cache-dir", os.devnull, "--follow-imports=silent", "use.py"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )  # fmt: skip
    assert 'Revealed type is "builtins.str"' in done.stdout or 'Revealed type is "str"' in done.stdout
    assert done.returncode == 0, done.stdout
