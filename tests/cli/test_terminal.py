"""What a person sees: colours where they belong, lines that fit, nothing cut, nothing hijacked."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from wcwidth import wcswidth

from .process import ANSI, Program

PAGES = [
    ("show", "mai-hung-dung"),
    ("show", "hoi-nghi-tptm-binh-duong-2017", "--lang", "en"),
    ("search", "binh", "--limit", "4"),
    ("neighbours", "de-an-tptm-binh-duong", "--depth", "2"),
    ("path", "Philips Lighting", "Tỉnh ủy Bình Dương"),
    ("timeline",),
    ("evidence", "de-an-tptm-binh-duong", "approvedBy"),
    ("sources",),
    ("stats", "--limit", "3"),
    ("queries",),
    ("query", "partners"),
]
# What frames an answer, and differs with the width.
FRAME = "─│├└"


def letters(text: str) -> Counter[str]:
    """The letters of an answer, whatever their lines."""
    return Counter(char for char in ANSI.sub("", text) if not char.isspace() and char not in FRAME)


@pytest.mark.parametrize("arguments", PAGES, ids=lambda arguments: arguments[0])
@pytest.mark.parametrize("columns", [40, 80])
def test_lines_fit_the_terminal_and_nothing_is_cut(
    arguments: tuple[str, ...], columns: int, program: Program
) -> None:
    shown = program.on_terminal(*arguments, "--quiet", columns=columns)
    piped = program(*arguments, "--quiet")
    assert shown.code == piped.code == 0
    assert [line for line in shown.lines if wcswidth(line) > columns] == []
    on_screen = letters("".join(shown.screen))
    for letter, times in letters(piped.out).items():
        # A header may come once per row, never less often than elsewhere.
        assert on_screen[letter] >= times, letter


def test_the_page_of_a_narrow_terminal(program: Program) -> None:
    shown = program.on_terminal("show", "eindhoven", "--lang", "en", columns=40)
    golden = Path(__file__).with_name("golden") / "terminal-40.txt"
    text = "\n".join(shown.screen) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")


def test_a_terminal_of_twenty_columns_still_shows_everything(program: Program) -> None:
    shown = program.on_terminal("search", "eindhoven", "--lang", "en", columns=20)
    assert max(wcswidth(line) for line in shown.lines) <= 20
    assert "Eindhoven" in "".join(shown.screen)


def test_columns_overrule_the_terminal_and_mean_nothing_off_it(program: Program) -> None:
    shown = program.on_terminal("show", "eindhoven", columns=200, env={"COLUMNS": "50"})
    assert 20 < max(wcswidth(line) for line in shown.lines) <= 50
    assert program("show", "eindhoven", env={"COLUMNS": "50"}).out == program("show", "eindhoven").out


def test_colours_are_for_terminals(program: Program) -> None:
    arguments = ("show", "eindhoven")
    assert "\033[1mEindhoven\033[0m" in program.on_terminal(*arguments).raw
    assert "\033" not in program(*arguments).out


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}])
def test_colours_can_be_turned_off(env: dict[str, str], program: Program) -> None:
    assert "\033" not in program.on_terminal("show", "eindhoven", env=env).raw
    assert "\033" not in program.on_terminal("show", "nobody-of-this-name", env=env).raw


def test_colours_can_be_forced_into_a_pipe(program: Program) -> None:
    plain = program("show", "eindhoven").out
    coloured = program("show", "eindhoven", env={"FORCE_COLOR": "1"}).out
    assert "\033[" in coloured
    assert ANSI.sub("", coloured) == plain


def test_an_empty_no_color_does_nothing(program: Program) -> None:
    assert "\033[" in program.on_terminal("show", "eindhoven", env={"NO_COLOR": ""}).raw


@pytest.mark.parametrize("format_", ["json", "csv", "tsv"])
def test_data_formats_are_never_coloured(format_: str, program: Program) -> None:
    arguments = ("show", "eindhoven", "--format", format_)
    assert "\033" not in program(*arguments, env={"FORCE_COLOR": "1"}).out
    assert "\033" not in program.on_terminal(*arguments).raw


@pytest.mark.parametrize(
    "arguments",
    [("queries",), ("show", "de-an-tptm-binh-duong"), ("query", "quotes", "--format", "json"), ("--help",)],
    ids=str,
)
def test_closing_the_pipe_early_is_no_error(arguments: tuple[str, ...], program: Program) -> None:
    # A pipe of one page, closed after the first line: what is left to write has nowhere to go.
    process = subprocess.Popen(
        [str(program.executable), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=program.environment({"PYTHONUNBUFFERED": "1"}),
        cwd=program.cwd,
        pipesize=4096,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline() if arguments != ("query", "quotes", "--format", "json") else True
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(60) == 0
    process.stderr.close()


def test_a_full_disk_is_told_in_one_line(program: Program) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [str(program.executable), "queries"],
            stdout=full,
            stderr=subprocess.PIPE,
            env=program.environment(),
            check=False,
        )
    assert done.returncode == 3
    assert done.stderr.decode() == "smartcity-kb: error: output: No space left on device\n"


@pytest.mark.parametrize("redirection", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
@pytest.mark.parametrize("entity", ["eindhoven", "nobody-of-this-name"])
def test_closed_streams_end_quietly(redirection: str, entity: str, program: Program) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'"$0" show {entity} {redirection}', str(program.executable)],
        capture_output=True,
        env=program.environment(),
        check=False,
    )
    assert done.returncode == (0 if entity == "eindhoven" else 4)
    assert b"Traceback" not in done.stderr


def test_quiet_keeps_talk_but_not_errors_to_itself(program: Program) -> None:
    assert program("query", "conferences").err == "2 rows\n"
    assert program("query", "conferences", "--quiet").err == ""
    assert program("--quiet", "query", "conferences").err == ""
    assert program("--quiet", "show", "nobody-of-this-name").err.startswith("smartcity-kb: error:")


HOSTILE = "Tên\u001b[2J\u001b]0;owned\u0007\u009b31m\u202egnơưD hnìB\u0085 \u001b[31mđỏ\u001b[8mẩn"
HOSTILE_RDF = """\
@prefix id: <https://w3id.org/sckb/id/> .
@prefix claim: <https://w3id.org/sckb/claim/> .
@prefix src: <https://w3id.org/sckb/source/> .
@prefix sckb: <https://w3id.org/sckb/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix schema: <https://schema.org/> .

id:hostile a foaf:Person ; skos:prefLabel "%(text)s"@vi ; skos:altLabel "%(text)s alias"@vi ;
  rdfs:comment "%(text)s note" ; org:memberOf id:body .
id:body a org:FormalOrganization ; skos:prefLabel "%(text)s body"@vi .
claim:aaaaaaaaaa a sckb:Claim ; sckb:certainty sckb:hedged ; rdfs:comment "%(text)s" ;
  sckb:evidence <https://w3id.org/sckb/source/one#char=0,4> .
<https://w3id.org/sckb/source/one#char=0,4> a sckb:Quote ; oa:hasSource src:one ;
  oa:start 0 ; oa:end 4 ; oa:exact "%(text)s"@vi .
claim:aaaaaaaaaa { id:hostile org:memberOf id:body . id:hostile sckb:when "%(text)s" . }
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An RDF file whose labels, quote and notes try to drive the terminal."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.trig"
    escaped = HOSTILE.encode("unicode_escape").decode().replace("\\x", "\\u00")
    path.write_text(HOSTILE_RDF % {"text": escaped}, "utf-8")
    return str(path)


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "hostile"),
        ("search", "ten"),
        ("neighbours", "hostile"),
        ("path", "hostile", "body"),
        ("evidence", "hostile"),
        ("timeline",),
        ("stats",),
        ("query", "--text", "SELECT DISTINCT ?l WHERE { ?e skos:prefLabel ?l }"),
        ("query", "--text", "SELECT DISTINCT ?l WHERE { ?e skos:prefLabel ?l }", "--format", "csv"),
        ("query", "--text", "SELECT DISTINCT ?l WHERE { ?e skos:prefLabel ?l }", "--format", "json"),
        ("query", "--text", "CONSTRUCT { ?e skos:prefLabel ?l } WHERE { ?e skos:prefLabel ?l }"),
        ("query", "--text", "CONSTRUCT WHERE { ?e skos:prefLabel ?l }", "--format", "table"),
        ("show", "hostile", "--format", "json"),
        ("show", "hostile", "--format", "csv"),
        ("show", "hostile", "--format", "tsv"),
        ("show", HOSTILE),
        ("show", HOSTILE + "nope"),
    ],
    ids=lambda arguments: "-".join(word for word in arguments if word.isascii())[:40],
)
def test_labels_and_quotes_cannot_drive_the_terminal(
    arguments: tuple[str, ...], hostile: str, program: Program
) -> None:
    shown = program.on_terminal(*arguments, "--kb", hostile)
    assert shown.code == (4 if "nope" in arguments[-1] else 0), shown.raw
    assert "\ufffd" in shown.raw or "\\u009b" in shown.raw
    # Only the program's own styles are left: no clearing, no titles, no colours or hiding of theirs.
    ours = {"\033[0m", "\033[1m", "\033[2m", "\033[31m", "\033[33m", "\033[36m"}
    assert set(ANSI.findall(shown.raw)) <= ours
    bare = ANSI.sub("", shown.raw)
    assert not [char for char in bare if char < " " and char not in "\r\n\t"]
    assert not [char for char in bare if "\x7f" <= char <= "\x9f" or char in "\u202e\u2066"]
    assert "\033[31m" not in shown.raw.replace("\033[31merror:", "")


def test_data_formats_in_a_pipe_keep_every_character(hostile: str, program: Program) -> None:
    result = program("show", "hostile", "--format", "json", "--kb", hostile)
    assert json.loads(result.out)["label"] == HOSTILE
    rows = list(
        csv.DictReader(io.StringIO(program("show", "hostile", "--format", "csv", "--kb", hostile).out))
    )
    assert {row["quote"] for row in rows} == {HOSTILE}
