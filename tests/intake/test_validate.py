"""Validation: every finding with its file, line and claim, sorted, with what to do about it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from pyoxigraph import RdfFormat, serialize

from smartcity_kb.intake.validate import Finding, validate
from smartcity_kb.model.errors import InputError
from smartcity_kb.store.claims_schema import FILE_NAME, render_schema
from smartcity_kb.store.folder_layout import shipped_folder
from smartcity_kb.store.open import open_store

from .folders import CLAIMS, ENTITIES, line_of, write_source

SHIPPED = shipped_folder()


def test_the_shipped_knowledge_base_has_no_findings() -> None:
    assert validate([SHIPPED]) == ()


def test_a_shape_finding_is_traced_to_file_and_line(tmp_path: Path) -> None:
    # A place cannot organise anything, a conference needs its date, and nothing speaks of the lamp maker.
    claims = CLAIMS.split("- quote: Thị xã")[0] + (
        "- quote: Hội nghị họp tháng 3/2016.\n  states: {hoi-nghi: {organizer: thi-xa-sao}}\n"
    )
    path = write_source(tmp_path, claims)
    assert validate([str(tmp_path)]) == (
        Finding(
            "violation",
            str(path),
            line_of(path, "thi-xa-sao:"),
            "",
            "id:thi-xa-sao: What acts has to be a person, group, organisation or foaf:Agent",
            "correct the value or its type.",
        ),
        Finding(
            "warning",
            str(path),
            line_of(path, "den-lua:"),
            "",
            "id:den-lua: The entity is in no fact",
            "add a claim or remove the entity.",
        ),
        Finding(
            "warning",
            str(path),
            line_of(path, "hoi-nghi:"),
            "",
            "id:hoi-nghi: A conference should have a date",
            "add 'when' if a source gives it.",
        ),
    )


def test_messages_come_in_the_language_asked_for(tmp_path: Path) -> None:
    path = write_source(tmp_path, CLAIMS.replace("      organizer: thi-xa-sao\n", ""))
    path.write_text(path.read_text("utf-8").replace("den-lua\n", "thi-xa-sao\n"), "utf-8")
    (finding,) = validate([str(tmp_path)], lang="vi")
    assert (finding.message, finding.advice) == (
        "id:den-lua: Thực thể không có trong dữ kiện nào",
        "thêm phát biểu hoặc xóa thực thể.",
    )


def test_evidence_findings_are_the_loaders_problems(tmp_path: Path) -> None:
    claims = CLAIMS.replace("họp tháng 3", "họp tháng 4").replace("organizer", "organiser")
    path = write_source(tmp_path, claims)
    assert validate([str(path.parent)]) == (
        Finding(
            "violation",
            str(path),
            line_of(path, "Hội nghị họp tháng 4"),
            "claim 2",
            "the quote is not in the article: 'Hội nghị họp tháng 4/2016.'",
            "copy it from there",
        ),
        Finding(
            "violation",
            str(path),
            line_of(path, "organiser"),
            "claim 2",
            "unknown term 'organiser'",
            "did you mean organizer?",
        ),
    )


def test_a_file_that_does_not_parse_has_its_line(tmp_path: Path) -> None:
    path = write_source(tmp_path)
    path.write_text("source: {\n", "utf-8")
    (finding,) = validate([str(tmp_path)])
    assert (finding.severity, finding.file, finding.line) == ("violation", str(path), 2)
    assert finding.message.startswith("not YAML: ")


def test_articles_without_facts_and_drafts_are_told(tmp_path: Path) -> None:
    write_source(tmp_path)
    for name, file in (("bai-moi", "article.txt"), ("nhap", "draft.yaml")):
        (tmp_path / name).mkdir()
        (tmp_path / name / file).write_text("Bài.")
    empty = write_source(tmp_path, "", "", id_="bai-rong")
    told = {(f.severity, f.file, f.message) for f in validate([str(tmp_path)]) if "id:" not in f.message}
    assert told == {
        ("warning", str(tmp_path / "bai-moi" / "article.txt"), "an article without claims"),
        ("info", str(tmp_path / "nhap" / "draft.yaml"), "a draft, not loaded"),
        ("warning", str(empty), "the source has no claims"),
    }


def test_a_folders_own_shapes_come_first(tmp_path: Path) -> None:
    path = write_source(tmp_path)
    (tmp_path / "shapes.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix sckb: <https://w3id.org/sckb/ns#> .\n"
        "sckb:Own a sh:NodeShape ; sh:targetClass sckb:Conference ; sh:severity sh:Info ;\n"
        "  sh:property [ sh:path sckb:hasGoal ; sh:minCount 1 ; sh:severity sh:Info ;\n"
        '    sh:message "No goal: add one."@en ] .\n'
    )
    expected = Finding("info", str(path), line_of(path, "hoi-nghi:"), "", "id:hoi-nghi: No goal", "add one.")
    assert validate([str(tmp_path)]) == (expected,)
    assert validate([str(path.parent)]) == (expected,)


def test_shapes_that_are_damaged_are_an_error(tmp_path: Path) -> None:
    write_source(tmp_path)
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text("@prefix sh: <http://www.w3.org/ns/shacl#> .\nsh:a sh:b\n")
    with pytest.raises(InputError, match=r"shapes\.ttl:3:1: not Turtle: "):
        validate([str(tmp_path)])


def test_rdf_files_are_checked_the_same_way(tmp_path: Path) -> None:
    write_source(tmp_path / "kb", CLAIMS.replace("organizer: thi-xa-sao", "location: thi-xa-sao"))
    file = tmp_path / "all.trig"
    with open_store(str(tmp_path / "kb")) as store:
        serialize(store.quads(), str(file), RdfFormat.TRIG)
    assert validate([str(file)]) == ()
    file.write_text(file.read_text("utf-8").replace('"Hội nghị họp', '"Hội nghị hợp'), "utf-8")
    findings = validate([str(file)])
    assert {finding.severity for finding in findings} == {"violation"}
    assert any(
        finding.message == "the quote is not what stands at 108"
        and finding.advice == "the article has 'Hội nghị họp tháng 3/2016.'"
        and finding.claim.startswith("claim:")
        and finding.file == str(file)
        for finding in findings
    )


def test_inputs_that_are_none_are_findings_too(tmp_path: Path) -> None:
    missing = str(tmp_path / "không có")
    assert validate([missing]) == (Finding("violation", missing, None, "", "no such folder or file"),)


def test_validating_says_nothing_by_itself(tmp_path: Path) -> None:
    write_source(tmp_path, CLAIMS.replace("2016-03", "2016-13"))
    write_source(tmp_path, id_="bai-hai")
    script = "import sys; from smartcity_kb.intake.validate import validate; validate(sys.argv[1:])"
    for inputs in ([SHIPPED], [str(tmp_path)]):
        done = subprocess.run([sys.executable, "-c", script, *inputs], capture_output=True, check=True)
        assert (done.stdout, done.stderr) == (b"", b"")


class _CoreLoader(yaml.SafeLoader):
    """YAML as editors read it: numbers, booleans and nulls have types, dates are texts (YAML 1.2 core)."""


_CoreLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":merge"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    loaded = json.loads(Path(SHIPPED, FILE_NAME).read_text("utf-8"))
    Draft202012Validator.check_schema(loaded)
    return Draft202012Validator(loaded)


def test_the_shipped_schema_is_up_to_date() -> None:
    assert Path(SHIPPED, FILE_NAME).read_text("utf-8") == render_schema(SHIPPED)


@pytest.mark.parametrize("loader", [_CoreLoader, yaml.BaseLoader])
def test_sound_files_fit_the_schema(tmp_path: Path, schema: Draft202012Validator, loader: type) -> None:
    for path in (*Path(SHIPPED).glob("*/claims.yaml"), write_source(tmp_path)):
        body = yaml.load(path.read_text("utf-8"), Loader=loader)
        assert [error.message for error in schema.iter_errors(body)] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("seeksExperienceFrom:", "seeksExperience:"),
        ("seeksExperienceFrom: den-lua", "seeksExperienceFrom: Đèn Lửa"),
        ("organizer: thi-xa-sao", "listIsOpen: maybe"),
        ("organizer: thi-xa-sao", "pairing: solved"),
        ("organizer: thi-xa-sao", "earliest: 2016-03-01"),
        ("schema:AdministrativeArea", "schema:Town"),
        ("type: sckb:Conference", "type: []"),
        ("en: Star Town", "fr: Ville"),
        ("- quote: Thị xã Sao hợp tác với Đèn Lửa.\n  states", "- states"),
        ("  states:\n    hoi-nghi", "  certainty: sure\n  states:\n    hoi-nghi"),
        ("  states:\n    hoi-nghi", "  certainty: hedged\n  states:\n    hoi-nghi"),
        ("  states:\n    hoi-nghi", "  begin: 3\n  states:\n    hoi-nghi"),
        ("text: article.txt", "text: ../article.txt"),
        ("language: vi", "language: vi_VN"),
        ("reason: quảng cáo", "why: quảng cáo"),
        ("  hoi-nghi:\n    type", "  Hội nghị:\n    type"),
    ],
)
def test_broken_files_do_not_fit_the_schema(
    tmp_path: Path, schema: Draft202012Validator, old: str, new: str
) -> None:
    text = write_source(tmp_path, CLAIMS, ENTITIES).read_text("utf-8")
    assert old in text
    assert not schema.is_valid(yaml.load(text.replace(old, new, 1), Loader=_CoreLoader))


def test_editors_find_the_schema() -> None:
    for path in Path(SHIPPED).glob("*/claims.yaml"):
        first = path.read_text("utf-8").splitlines()[0]
        assert first == f"# yaml-language-server: $schema=../{FILE_NAME}"
        assert (path.parent / ".." / FILE_NAME).is_file()
