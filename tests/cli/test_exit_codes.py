"""Every documented exit code, with one line on stderr that says what to do, and never a traceback."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .process import SHIPPED, Program, interrupt_when_busy

# Counts the combinations of five facts: far more than a lifetime of work for any engine.
HEAVY = (
    "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n0 ?o FILTER(?a > ?o) }"
)
ASK_FALSE = "ASK { id:eindhoven a sckb:Conference }"


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        (0, ("show", "eindhoven")),
        (0, ("--help",)),
        (0, ("--version",)),
        (0, ("show", "--help")),
        (0, ("query", "--text", ASK_FALSE)),
        (1, ("query", "--text", ASK_FALSE, "--exit-status")),
        (0, ("query", "--text", "ASK { id:eindhoven a schema:City }", "--exit-status")),
        (0, ("timeline", "--from", "2100")),
    ],
    ids=str,
)
def test_without_errors(code: int, arguments: tuple[str, ...], program: Program) -> None:
    result = program(*arguments)
    assert (result.code, "error" in result.err) == (code, False), result.err


@pytest.mark.parametrize(
    ("code", "arguments", "says"),
    [
        (2, ("nonsense",), "No such command 'nonsense'"),
        (2, ("shw",), "No such command 'shw'. Did you mean 'show'? (see"),
        (2, ("show",), "Missing argument 'ENTITY'"),
        (2, ("show", "a", "b"), "unexpected extra argument (b)"),
        (2, ("show", "eindhoven", "--nonsense"), "No such option"),
        (2, ("show", "eindhoven", "--format", "yaml"), "'yaml' is not one of 'table', 'json', 'csv', 'tsv'"),
        (2, ("show", "eindhoven", "--lang", "fr"), "--lang is vi or en, not 'fr'"),
        (2, ("search", "x", "--limit", "0"), "0 is not in the range 1<=x<=1000"),
        (2, ("search", "x", "--limit", "many"), "'many' is not a valid integer"),
        (2, ("path", "eindhoven", "eindhoven"), "a path needs two different entities"),
        (2, ("timeline", "--from", "yesterday"), "--from"),
        (2, ("timeline", "--from", "2019", "--to", "2018-05"), "--from 2019 is later than --to 2018-05"),
        (2, ("query",), "give one query"),
        (2, ("query", "heads", "-p"), "Option '-p' requires an argument. (see 'smartcity-kb query --help')"),
        (2, ("query", "conferences", "--text", "ASK {}"), "give one query"),
        (2, ("query", "conferences", "-p", "lang"), "-p takes name=value, not 'lang'"),
        (2, ("query", "conferences", "-p", "nonsense=1"), "nonsense"),
        (2, ("query", "heads", "-p", "lang=en", "-p", "lang=vi"), "-p lang= is given twice"),
        (2, ("query", "conferences", "--format", "turtle"), "a SELECT query gives"),
        (
            2,
            ("query", "subgraph", "-p", "entity=eindhoven", "--format", "csv"),
            "CONSTRUCT and DESCRIBE give",
        ),
        (2, ("query", "--text", "ASK {}", "--format", "turtle"), "an ASK query gives"),
        (2, ("query", "conferences", "--timeout", "0"), "0.0 is not in the range"),
        (2, ("show", "x", "--kb", "pyproject.toml"), "not an RDF file"),
        (2, ("load", "x"), "Missing option '--into'"),
        (3, ("query", "--text", "SELECT nonsense"), "line 1"),
        (3, ("query", "--text", " "), "the query is empty"),
        (3, ("show", "x", "--kb", "empty"), "no source in it"),
        (3, ("show", "x", "--kb", "broken.ttl"), "broken.ttl"),
        (4, ("show", "nobody-of-this-name"), "no entity named"),
        (4, ("path", "eindhoven", "becamex-idc", "--max-length", "1"), "not connected within 1 hop;"),
        (4, ("evidence", "eindhoven", "partner"), "nothing is said of 'eindhoven' under 'partner'"),
        (4, ("neighbours", "eindhoven", "--relation", "nonsense"), "no term named 'nonsense'"),
        (4, ("query", "nonsense"), "nonsense"),
        (4, ("queries", "nonsense"), "nonsense"),
        (4, ("show", "x", "--kb", "nowhere"), "nowhere: no such folder or file"),
        (5, ("show", "x", "--kb", "http://127.0.0.1:9/sparql"), "127.0.0.1:9"),
    ],
    ids=str,
)
def test_errors(code: int, arguments: tuple[str, ...], says: str, program: Program, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "pyproject.toml").write_text("x = 1\n")
    (tmp_path / "broken.ttl").write_text("id:x a .\n")
    result = program(*arguments, cwd=tmp_path)
    assert result.code == code, result.err
    assert result.err.startswith("smartcity-kb: error: ")
    assert says in result.err
    assert "Traceback" not in result.err
    assert result.err.endswith("\n")


@pytest.mark.parametrize(
    ("update", "says"),
    [
        ("INSERT DATA { id:x a id:y }", "update"),
        ("DROP ALL", "update"),
        ("DELETE WHERE { ?s ?p ?o }", "update"),
        ("LOAD <http://127.0.0.1:9/x.ttl>", "update"),
        ("SELECT * WHERE { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * WHERE { { SELECT * WHERE { service silent ?where { ?s ?p ?o } } } }", "SERVICE"),
        (
            "CONSTRUCT { ?s ?p ?o } FROM <http://127.0.0.1:9/x.ttl> WHERE { ?s ?p ?o } INSERT DATA {}",
            "line 1",
        ),
    ],
)
def test_queries_neither_write_nor_call_out(update: str, says: str, program: Program) -> None:
    result = program("query", "--text", update)
    assert (result.code, result.out) == (3, "")
    assert says.lower() in result.err.lower()


def test_a_query_with_a_syntax_error_shows_line_and_place(program: Program, tmp_path: Path) -> None:
    (tmp_path / "wrong.rq").write_text("SELECT ?e WHERE {\n  ?e a sckb:Conference ; . }}\n")
    result = program("query", "wrong.rq", cwd=tmp_path)
    assert result.code == 3
    assert "line 2, column" in result.err
    assert "?e a sckb:Conference ; . }}" in result.err
    assert result.err.splitlines()[-1].strip() == "^"


def test_a_query_from_standard_input(program: Program) -> None:
    text = "SELECT DISTINCT ?e WHERE { ?e a schema:City }"
    assert program("query", "-", "--format", "csv", stdin=text).out == (
        "e\r\nhttps://w3id.org/sckb/id/eindhoven\r\n"
    )
    assert "not UTF-8" in program("query", "-", stdin=b"SELECT \xff").err
    assert program("query", "-", stdin=b"#" * (1024 * 1024 + 1)).code == 3


@pytest.mark.parametrize("arguments", [("--text", HEAVY), ("heavy.rq", "--timeout", "1000")], ids=str)
def test_ctrl_c_ends_a_native_query_at_once(arguments: tuple[str, ...], program: Program) -> None:
    (program.cwd / "heavy.rq").write_text(HEAVY)
    process = program.start("query", *arguments)
    # The query itself would go on for years.
    interrupt_when_busy(process, seconds_of_work=0.5)
    assert process.stdout is not None
    assert process.stderr is not None
    with process.stdout, process.stderr:
        assert process.returncode == 130
        assert process.stdout.read() == b""
        assert process.stderr.read() == b"smartcity-kb: interrupted\n"


def test_a_timeout_is_exit_code_5(program: Program) -> None:
    result = program("query", "--text", HEAVY, "--timeout", "0.2")
    assert result.code == 5
    assert result.err == "smartcity-kb: stopped after 0.2 s (--timeout)\n"


def test_a_timeout_that_is_not_reached_changes_nothing(program: Program) -> None:
    assert program("query", "conferences", "--timeout", "60").out == program("query", "conferences").out


def test_an_unreadable_folder_is_bad_input(program: Program, tmp_path: Path) -> None:
    kb = tmp_path / "kb"
    kb.mkdir()
    (kb / "one").symlink_to(SHIPPED / "binh-duong-2017")
    assert program("show", "eindhoven", "--kb", str(kb)).code == 0
    (kb / "one").unlink()
    (kb / "one").mkdir()
    os.mkfifo(kb / "one" / "claims.yaml")
    (kb / "one" / "article.txt").write_text("x")
    result = program("show", "eindhoven", "--kb", str(kb))
    assert result.code == 3
    assert "Traceback" not in result.err
