"""Every piece of evidence that a command hands out is an exact piece of its article, at its position."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from smartcity_kb import KnowledgeBase
from smartcity_kb.cli.short_way import understood

from .process import SHIPPED, Program


class Tsv(csv.excel_tab):
    """Tab-separated values as IANA registers them: nothing is quoted."""

    quoting = csv.QUOTE_NONE


COMMANDS = ("show", "evidence", "timeline")


def article(source: str) -> str:
    folder = SHIPPED / source.rpartition("/")[2]
    return (folder / "article.txt").read_bytes().decode("utf-8")


def evidence_rows(value: object) -> Iterator[dict[str, object]]:
    """Every object with a quote and its place, however deep it lies."""
    if isinstance(value, dict):
        if {"quote", "source", "start", "end"} <= value.keys():
            yield value
        for inner in value.values():
            yield from evidence_rows(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from evidence_rows(inner)


def check(rows: list[dict[str, object]]) -> None:
    for row in rows:
        text = article(str(row["source"]))
        start, end = int(str(row["start"])), int(str(row["end"]))
        assert text[start:end] == row["quote"]
        if "before" in row:
            before, after = str(row["before"]), str(row["after"])
            assert text[start - len(before) : start] == before
            assert text[end : end + len(after)] == after


@pytest.mark.parametrize("command", COMMANDS)
def test_of_every_entity(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with KnowledgeBase.open() as kb:
        slugs = sorted(
            str(row["e"].value).rpartition("/")[2]
            for row in kb.query("SELECT DISTINCT ?e WHERE { ?e skos:prefLabel ?l ; a ?t }")
        )
    assert len(slugs) > 50
    rows: list[dict[str, object]] = []
    for slug in slugs:
        call = understood([command, slug, "--format", "json"])
        assert call is not None
        call()
        rows += evidence_rows(json.loads(capsys.readouterr().out))
    assert rows
    check(rows)


def test_of_every_hop_of_a_path(program: Program) -> None:
    result = program("path", "Philips Lighting", "Tỉnh ủy Bình Dương", "--all", "--format", "json")
    report = json.loads(result.out)
    hops = [hop for path in report["paths"] for hop in path["hops"]]
    assert len(hops) >= 3
    assert all(hop["evidence"] for hop in hops)
    check(list(evidence_rows(report)))


def test_a_path_reads_as_sentences_each_with_its_quote(program: Program) -> None:
    report = json.loads(program("path", "Philips Lighting", "Tỉnh ủy Bình Dương", "--format", "json").out)
    text = program("path", "Philips Lighting", "Tỉnh ủy Bình Dương").out
    (path,) = report["paths"]
    ends = [(hop["subject"], hop["object"]) for hop in path["hops"]]
    assert ends[0][0] == "Philips Lighting"
    assert ends[-1][1] == "Tỉnh ủy Bình Dương"
    assert [end for _, end in ends[:-1]] == [start for start, _ in ends[1:]]
    place = 0
    for number, hop in enumerate(path["hops"], 1):
        sentence = f"{number}. {hop['subject']} {hop['relation']} {hop['object']}.\n"
        place = text.index(sentence, place)
        for row in hop["evidence"]:
            place = text.index(f"«{' '.join(row['quote'].split())}»", place)


@pytest.mark.parametrize(
    "arguments",
    [
        ("evidence", "de-an-tptm-binh-duong"),
        ("show", "binh-duong"),
        ("timeline",),
        ("path", "vnpt", "eindhoven"),
    ],
)
@pytest.mark.parametrize("format_", ["csv", "tsv"])
def test_in_tables_for_other_programs(arguments: tuple[str, ...], format_: str, program: Program) -> None:
    result = program(*arguments, "--format", format_)
    dialect = {"csv": csv.excel, "tsv": Tsv}[format_]
    rows: list[dict[str, object]] = list(csv.DictReader(io.StringIO(result.out), dialect=dialect))
    assert rows
    assert all(None not in row and None not in row.values() for row in rows)
    check([row for row in rows if row["quote"]])


QUOTELESS = """
@prefix id: <https://w3id.org/sckb/id/> . @prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
id:a a schema:Organization ; skos:prefLabel "A"@en, "A"@vi ; schema:member id:b .
id:b a schema:Organization ; skos:prefLabel "B"@en, "B"@vi .
<https://w3id.org/sckb/claim/aaaaaaaaaa>
  <https://w3id.org/sckb/ns#evidence> <https://w3id.org/sckb/source/x#char=0,1> .
<https://w3id.org/sckb/claim/aaaaaaaaaa> { id:a schema:member id:b }
"""


@pytest.mark.parametrize("command", ["show", "evidence"])
def test_a_claim_of_others_without_a_quote_is_told_to_have_none(
    program: Program, tmp_path: Path, command: str
) -> None:
    file = tmp_path / "others.trig"
    file.write_text(QUOTELESS, encoding="utf-8")
    shown = program(command, "a", "--kb", str(file), "--lang", "en")
    assert (shown.code, shown.err) == (0, "")
    assert "[no evidence]" in shown.out


QUOTED = f"""{QUOTELESS}
@prefix oa: <http://www.w3.org/ns/oa#> . @prefix sckb: <https://w3id.org/sckb/ns#> .
<https://w3id.org/sckb/claim/aaaaaaaaaa> a sckb:Claim ; sckb:certainty sckb:stated .
<https://w3id.org/sckb/source/x#char=0,1> a sckb:Quote ; oa:hasSource <https://w3id.org/sckb/source/x> ;
  oa:exact "A"@vi ; oa:start "none" ; oa:end 1 .
"""


@pytest.mark.parametrize("command", ["show", "evidence"])
def test_a_quote_of_others_without_a_place_is_told_in_a_line(
    program: Program, tmp_path: Path, command: str
) -> None:
    file = tmp_path / "others.trig"
    file.write_text(QUOTED, encoding="utf-8")
    shown = program(command, "a", "--kb", str(file))
    assert (shown.code, shown.out) == (3, "")
    assert shown.err == (
        "smartcity-kb: error: the quote of claim:aaaaaaaaaa: 'none' is no whole number;"
        " 'validate' tells all that is wrong\n"
    )


@pytest.mark.parametrize("ending", ["jsonld", "graphml"])
def test_what_calls_itself_a_number_and_is_none_is_exported_as_it_stands(
    program: Program, tmp_path: Path, ending: str
) -> None:
    file, target = tmp_path / "others.ttl", tmp_path / f"out.{ending}"
    file.write_text(
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        '<https://w3id.org/sckb/id/a> <https://schema.org/position> "first"^^xsd:integer .\n',
        encoding="utf-8",
    )
    shown = program("export", str(target), "--kb", str(file), "--quiet")
    assert (shown.code, shown.err) == (0, "")
    assert "first" in target.read_text(encoding="utf-8")
