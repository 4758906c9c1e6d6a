"""Entities found by whatever a person types, and named by whatever a person has at hand."""

from __future__ import annotations

import json
from pathlib import Path
from unicodedata import normalize

import pytest

from .process import Program, write_source

ID = "https://w3id.org/sckb/id/"
TWO_OF_A_NAME = """\
source:
  id: two-of-a-name
  type: schema:NewsArticle
  text: article.txt
  sha256: SHA256
  language: vi
  title: {vi: Hai người trùng tên}
  as_of: 2020-01-01
entities:
  nguyen-van-an:
    type: foaf:Person
    label: {vi: Nguyễn Văn An, en: Nguyễn Văn An}
  nguyen-van-an-2:
    type: foaf:Person
    label: {vi: Nguyễn Văn Ân, en: Nguyễn Văn Ân}
  so-y-te:
    type: org:FormalOrganization
    label: {vi: Sở Y tế, en: Department of Health}
claims:
- quote: Nguyễn Văn An và Nguyễn Văn Ân làm việc tại Sở Y tế.
  states:
    nguyen-van-an: {memberOf: so-y-te}
    nguyen-van-an-2: {memberOf: so-y-te}
"""


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("binh duong", "binh-duong"),
        ("Binh Duong", "binh-duong"),
        ("bình dương", "binh-duong"),
        (normalize("NFD", "Bình Dương"), "binh-duong"),
        ("Đề án", "de-an-tptm-binh-duong"),
        (normalize("NFD", "Đề án"), "de-an-tptm-binh-duong"),
        ("de an", "de-an-tptm-binh-duong"),
        ("UBND", "ubnd-tinh-binh-duong"),
        ("ubnd", "ubnd-tinh-binh-duong"),
        ("Endhohven", "eindhoven"),
        ("eindhovn", "eindhoven"),
        ("Mai Dung", "mai-hung-dung"),
        ("philps lighting", "philips-lighting"),
    ],
)
def test_search_has_the_right_entity_first(typed: str, slug: str, program: Program) -> None:
    result = program("search", typed, "--format", "json")
    assert result.code == 0
    assert json.loads(result.out)[0]["iri"] == ID + slug


def test_search_lists_no_more_than_asked_for_the_likest_first(program: Program) -> None:
    hits = json.loads(program("search", "duong", "--limit", "7", "--format", "json").out)
    scores = [hit["score"] for hit in hits]
    assert len(hits) == 7
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("format_", ["table", "json", "csv", "tsv"])
def test_search_that_finds_nothing_is_exit_code_4(format_: str, program: Program) -> None:
    result = program("search", "xyzzyq", "--format", format_)
    assert result.code == 4
    assert "nothing is named like 'xyzzyq'" in result.err


@pytest.mark.parametrize(
    "name",
    [
        "ubnd-tinh-binh-duong",
        ID + "ubnd-tinh-binh-duong",
        f"<{ID}ubnd-tinh-binh-duong>",
        "id:ubnd-tinh-binh-duong",
        "Ủy ban nhân dân tỉnh Bình Dương",
        normalize("NFD", "Ủy ban nhân dân tỉnh Bình Dương"),
        "People's Committee of Bình Dương Province",
        "UBND",
        "ubnd tinh",
        "  uy ban nhan dan tinh binh duong ",
        "ỦY BAN NHÂN DÂN TỈNH BÌNH DƯƠNG",
    ],
)
def test_an_entity_goes_by_any_of_its_names(name: str, program: Program) -> None:
    page = json.loads(program("show", name, "--format", "json").out)
    assert page["iri"] == ID + "ubnd-tinh-binh-duong"


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("eindhovn", "Eindhoven"), ("Mai Hung Dunh", "Mai Hùng Dũng"), ("becamex id", "Becamex IDC")],
)
def test_an_unknown_name_is_exit_code_4_with_the_nearest(name: str, nearest: str, program: Program) -> None:
    result = program("show", name)
    assert (result.code, result.out) == (4, "")
    assert f"no entity named '{name}'; did you mean" in result.err
    assert nearest in result.err


@pytest.mark.parametrize(
    "name", ["zzzzqqq", "id:nope", ID + "nope", "foo:bar", "", "  ", "<not an iri>", "%s", "' OR '"]
)
def test_a_name_like_no_other_is_exit_code_4(name: str, program: Program) -> None:
    result = program("show", "--", name) if name.startswith("-") else program("show", name)
    assert (result.code, result.out) == (4, "")
    told = "no entity named" if name.strip() else "the name is empty"
    assert result.err.startswith(f"smartcity-kb: error: {told}")
    assert len(result.err.splitlines()) == 1


@pytest.fixture
def two_of_a_name(tmp_path: Path) -> Path:
    article = "Nguyễn Văn An và Nguyễn Văn Ân làm việc tại Sở Y tế.\n"
    return write_source(tmp_path / "kb" / "two-of-a-name", article, TWO_OF_A_NAME)


def test_an_ambiguous_name_is_exit_code_4_with_the_candidates(two_of_a_name: Path, program: Program) -> None:
    result = program("show", "nguyen van an", "--kb", str(two_of_a_name))
    assert (result.code, result.out) == (4, ""), result.err
    assert "'nguyen van an' names 2 entities" in result.err
    for candidate in ("id:nguyen-van-an (Nguyễn Văn An)", "id:nguyen-van-an-2 (Nguyễn Văn Ân)"):
        assert candidate in result.err


@pytest.mark.parametrize(
    ("name", "slug"), [("Nguyễn Văn An", "nguyen-van-an"), ("Nguyễn Văn Ân", "nguyen-van-an-2")]
)
def test_diacritics_tell_entities_apart(name: str, slug: str, two_of_a_name: Path, program: Program) -> None:
    result = program("show", name, "--kb", str(two_of_a_name), "--format", "json")
    assert json.loads(result.out)["iri"] == ID + slug


def test_a_term_goes_by_name_curie_iri_and_label(program: Program) -> None:
    names = ("approvedBy", "sckb:approvedBy", "https://w3id.org/sckb/ns#approvedBy", "được phê duyệt bởi")
    answers = {program("evidence", "de-an-tptm-binh-duong", name, "--format", "json").out for name in names}
    assert len(answers) == 1
    assert json.loads(answers.pop())["proofs"]


def test_an_unknown_term_is_exit_code_4_with_the_nearest(program: Program) -> None:
    result = program("evidence", "de-an-tptm-binh-duong", "aproved")
    assert result.code == 4
    assert result.err == "smartcity-kb: error: no term named 'aproved'; did you mean approvedBy?\n"
