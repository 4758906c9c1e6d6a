"""Start-up is a feature: what a command imports decides how long everyone waits for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from smartcity_kb.store.folder_layout import shipped_folder

from .cli.process import Program

# Each of these costs more than answering a question on the shipped knowledge base does.
HEAVY = {
    "typer", "click", "rich", "shellingham",
    "rdflib", "oxrdflib", "networkx", "numpy", "pandas", "pyshacl", "rapidfuzz",
    "httpx", "httpcore", "h11", "anyio", "ssl", "socket", "asyncio", "email", "http", "urllib",
    "yaml", "ruamel",
    "dataclasses", "inspect", "typing", "typing_extensions", "ast", "dis", "tokenize",
    "re", "json", "pathlib", "enum", "contextlib", "logging", "argparse", "tempfile", "shutil", "subprocess",
    "importlib.metadata", "importlib.resources", "threading", "multiprocessing", "concurrent",
    "datetime", "decimal", "fractions", "random", "csv", "difflib", "textwrap", "traceback",
    "collections", "functools", "string", "locale", "gettext", "zoneinfo",
}  # fmt: skip

PLAIN = [
    ("show", "mai-hung-dung"),
    ("show", "Mai Hùng Dũng", "--lang", "en"),
    ("search", "binh duong"),
    ("path", "Philips Lighting", "Tỉnh ủy Bình Dương"),
    ("neighbours", "becamex-idc"),
    ("evidence", "de-an-tptm-binh-duong", "approvedBy"),
    ("timeline",),
    ("sources",),
    ("query", "conferences"),
    ("query", "partners", "-p", "organisation=becamex-idc"),
    ("query", "--text", "SELECT DISTINCT ?e WHERE { ?e a sckb:Conference }"),
]
# Regular expressions, with what they bring along: SPARQL is checked and JSON is written with them.
PATTERNS = {"re", "enum", "functools", "collections"}

RUN = """\
import sys
sys.argv = ["smartcity-kb", *sys.argv[1:]]
before = set(sys.modules)
from smartcity_kb.cli.main import main
code = main()
sys.stdout.flush()
print(*sorted(set(sys.modules) - before), file=sys.stderr)
sys.exit(code)
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    program = Program(tmp_path_factory.mktemp("home"))
    assert program("show", "eindhoven").code == 0  # from here on the compiled cache is there
    return program


def imported(program: Program, *arguments: str, code: str = RUN) -> set[str]:
    """The modules that a run imports beyond those of a bare interpreter (-S: without site's own)."""
    site = next(path for path in map(Path, sys.path) if path.name == "site-packages")
    source = Path(__file__).resolve().parents[1] / "src"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code, *arguments],
        capture_output=True,
        text=True,
        env=program.environment({"PYTHONPATH": f"{source}:{site}", "PYTHONIOENCODING": "utf-8"}),
        cwd=program.cwd,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split())


def heavy(modules: set[str]) -> set[str]:
    """Those of the modules that are heavy, packages by their own name."""
    return (modules & HEAVY) | ({name.partition(".")[0] for name in modules} & HEAVY)


@pytest.mark.parametrize("arguments", PLAIN, ids=" ".join)
def test_a_question_imports_nothing_heavy(arguments: tuple[str, ...], program: Program) -> None:
    allowed = PATTERNS if arguments[0] == "query" else set()
    assert heavy(imported(program, *arguments)) - allowed == set()


def test_search_in_a_store_on_disk_does_without_the_engine(program: Program, tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    assert program("load", "--into", store, shipped_folder()).code == 0
    modules = imported(program, "--kb", store, "search", "bihn duong")
    assert "_sqlite3" in modules
    # What the engine of the standard library's sqlite3 itself brings along is not ours to leave out.
    assert heavy(modules) == {"collections", "functools"}
    assert "pyoxigraph" not in modules


def test_json_brings_no_more_than_json(program: Program) -> None:
    found = heavy(imported(program, "show", "eindhoven", "--format", "json"))
    assert found - PATTERNS == {"json"}


def test_the_first_question_ever_may_read_yaml_but_no_more(program: Program, tmp_path: Path) -> None:
    cold = Program(tmp_path)
    modules = imported(cold, "show", "eindhoven")
    assert "yaml" in modules
    assert not modules & {"typer", "click", "rich", "rdflib", "networkx", "httpx", "pyshacl", "pandas"}


@pytest.mark.parametrize("arguments", [("--help",), ("show", "--help"), ("load", "--help"), ("--version",)])
def test_help_imports_no_library_of_graphs(arguments: tuple[str, ...], program: Program) -> None:
    modules = imported(program, *arguments)
    assert not modules & {"rdflib", "networkx", "httpx", "pyshacl", "pandas", "numpy", "yaml", "pyoxigraph"}


def test_the_package_itself_imports_nothing_heavy(program: Program) -> None:
    modules = imported(
        program,
        code="import sys\nb = set(sys.modules)\nimport smartcity_kb\n"
        "print(*sorted(set(sys.modules) - b), file=sys.stderr)",
    )
    assert "smartcity_kb" in modules
    assert heavy(modules) == set()
