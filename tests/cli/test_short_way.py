"""The short way is the Typer way, only shorter: whatever it understands, Typer understands the same."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from smartcity_kb.cli import main as program
from smartcity_kb.cli.command_table import COMMANDS, PROGRAM_OPTIONS
from smartcity_kb.cli.short_way import understood
from smartcity_kb.cli.wall import guarded

Calls = list[tuple[str, dict[str, object]]]

FLAGS = sorted({flag for _, params in COMMANDS.values() for param in params for flag in param[1]})
VALUES = ["json", "table", "csv", "turtle", "vi", "en", "in", "both", "5", "1", "0", "21", "1001", "2016-03"]
WORDS = ["eindhoven", "Mai Hùng Dũng", "holds", "lang=vi", "conferences", "ASK {}", "", " ", "-"]
ODD = [
    "--", "-1", "--1", "---", "=", "--=", "-=", "--form", "--forma=json", "-fjson", "-f=json", "-qf", "-qq",
    "--quiet=1", "--quiet=", "--no-quiet", "--kb=", "--kb=x", "--lang=en", "--lang=fr", "--limit=5",
    "--limit=", "--limit=-1", "+5", "5.0", " 5", "5 ", "٣", "1_0", "007", "9" * 5000, "-p", "-plang=vi",
    "--param=lang=vi", "-p=lang=vi", "--help", "-h", "--version", "--all=1", "--relation=",
    "--relation=holds", "--from=2016", "--timeout=5", "--timeout", "--Format", "--FORMAT=json",
    "\u2212f", "-é", "--text=", "SHOW", "shows",
]  # fmt: skip
PAIRS = st.tuples(st.sampled_from(FLAGS), st.sampled_from(VALUES + WORDS)).map(list)
SINGLES = st.sampled_from(FLAGS + VALUES + WORDS + ODD).map(lambda word: [word])
PLAIN = st.sampled_from(WORDS).map(lambda word: [word])


def joined(parts: list[list[str]]) -> list[str]:
    return [word for part in parts for word in part]


ARGUMENTS = st.builds(
    lambda before, command, after: joined([*before, [command], *after]),
    st.lists(st.one_of(PAIRS, SINGLES), max_size=1)
    | st.lists(st.tuples(st.sampled_from(["--kb", "--lang"]), st.sampled_from(["x", "en"])).map(list)),
    st.sampled_from([*COMMANDS] * 3 + ["load", "nonsense", ""]),
    st.lists(st.one_of(PAIRS, PLAIN, PLAIN, SINGLES), max_size=4),
)


@pytest.fixture
def calls() -> Iterator[Calls]:
    """Every command only writes down that it was called, and how."""
    made: Calls = []
    with pytest.MonkeyPatch.context() as patch:
        for name, (module, _) in COMMANDS.items():
            command = import_module(f"smartcity_kb.cli.commands.{module}")
            patch.setattr(command, "run", recorder(name, inspect.signature(command.run), made))
        patch.setenv("LANG", "en_GB.UTF-8")
        patch.delenv("LC_ALL", raising=False)
        yield made


def recorder(name: str, signature: inspect.Signature, made: Calls) -> Callable[..., int]:
    def run(*args: Any, **kwargs: Any) -> int:
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        values = {
            key: tuple(value) if isinstance(value, list) else value for key, value in bound.arguments.items()
        }
        made.append((name, values))
        return 0

    return run


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
)
@given(arguments=ARGUMENTS)
@example(arguments=["show", "eindhoven"])
@example(arguments=["--kb", "x", "--lang", "vi", "-q", "show", "eindhoven", "--kb", "y"])
@example(arguments=["--lang", "fr", "show", "eindhoven"])
@example(arguments=["show", "eindhoven", "--lang", ""])
@example(arguments=["show", "eindhoven", "--kb="])
@example(arguments=["show", "eindhoven", "--kb", "-"])
@example(arguments=["show", "eindhoven", "--kb", "--lang"])
@example(arguments=["show", "--", "-eindhoven"])
@example(arguments=["show", "eindhoven", "--", "--format"])
@example(arguments=["search", "x", "--limit", "9" * 5000])
@example(arguments=["search", "x", "--limit", "1", "--limit", "2"])
@example(arguments=["search", "x", "--limit", "-1"])
@example(arguments=["neighbours", "a", "--relation", "b", "--relation", "c", "--depth", "20"])
@example(arguments=["path", "a", "b", "--all", "--all", "--max-length=50"])
@example(arguments=["timeline", "--from", "2016", "--to=2017", "-q", "-f", "csv"])
@example(arguments=["evidence", "a", "b", "c", "d"])
@example(arguments=["query", "-p", "a=b", "-p", "c=d", "x", "--exit-status"])
@example(arguments=["query", "-p"])
@example(arguments=["query", "x", "-p", "-1"])
@example(arguments=["queries", "--kb", "x"])
def test_both_ways_make_the_same_call(
    arguments: list[str], calls: Calls, capsys: pytest.CaptureFixture[str]
) -> None:
    short = understood(arguments)
    typer_way = outcome(lambda: program._by_typer(arguments), calls, capsys)
    if short is not None:
        assert outcome(lambda: guarded(short), calls, capsys) == typer_way
    code, made, told = typer_way
    assert (code, len(made), bool(told)) in {(0, 1, False), (0, 0, False), (2, 0, True)}


def outcome(
    way: Callable[[], int], calls: Calls, capsys: pytest.CaptureFixture[str]
) -> tuple[int, Calls, str]:
    calls.clear()
    capsys.readouterr()
    code = way()
    return code, list(calls), capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "eindhoven"],
        ["show", "eindhoven", "--format", "json", "--lang", "en"],
        ["--kb", "x", "search", "binh duong", "--limit=3", "-q"],
        ["path", "a", "b", "--max-length", "3", "--all"],
        ["neighbours", "a", "--relation", "holds", "--direction", "in", "--depth", "2"],
        ["timeline"],
        ["evidence", "a", "holds", "b", "-f", "csv"],
        ["query", "partners", "-p", "organisation=becamex-idc"],
        ["query", "--text", "ASK {}", "--exit-status"],
        ["queries", "partners"],
        ["sources", "--kb", "x"],
    ],
    ids=" ".join,
)
def test_plain_calls_take_the_short_way(arguments: list[str]) -> None:
    assert understood(arguments) is not None


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--help"],
        ["show"],
        ["show", "--help"],
        ["show", "a", "b"],
        ["show", "a", "--form", "json"],
        ["show", "a", "--format", "yaml"],
        ["show", "a", "-fjson"],
        ["search", "a", "--limit", "0"],
        ["query", "-p"],
        ["query", "x", "--timeout", "5"],
        ["nonsense"],
        ["load", "x", "--into", "y"],
    ],
    ids=" ".join,
)
def test_help_mistakes_and_the_rest_are_left_to_typer(arguments: list[str]) -> None:
    assert understood(arguments) is None


def test_the_table_is_of_commands_that_exist() -> None:
    assert {name for name, *_ in PROGRAM_OPTIONS} == {"kb", "lang", "quiet"}
    for module, params in COMMANDS.values():
        run = import_module(f"smartcity_kb.cli.commands.{module}").run
        accepted = set(inspect.signature(run).parameters) - {"settings"}
        assert {name for name, *_ in params} - {"kb", "lang", "quiet"} == accepted
