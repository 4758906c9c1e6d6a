"""Bad claims files: each has its one line, which says where, what, and what to do; nothing else comes out."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.intake.folders import ARTICLE, CLAIMS, ENTITIES, HEAD, NOISE_START, line_of, write_source

from smartcity_kb.model.errors import InputError, InputProblemsError, Problem
from smartcity_kb.store.files import SourceFile, read_source
from smartcity_kb.store.folder import Terms, read_folder, read_terms
from smartcity_kb.store.folder_layout import shipped_folder

SHIPPED = Path(shipped_folder(), "binh-duong-2017")


@pytest.fixture(scope="module")
def terms() -> Terms:
    return read_terms(shipped_folder())


def problems_of(path: Path, terms: Terms) -> list[str]:
    read = read_source(str(path.parent), terms.context, terms.classes)
    assert isinstance(read, list), "no problem was found"
    return [str(problem) for problem in read]


def test_the_tiny_source_is_sound(tmp_path: Path, terms: Terms) -> None:
    path = write_source(tmp_path)
    read = read_source(str(path.parent), terms.context, terms.classes)
    assert isinstance(read, SourceFile)
    for claim in read.content.claims:
        evidence = claim.evidence
        assert read.content.source.text[evidence.start : evidence.end] == evidence.quote
    assert list(read.entity_lines) == ["thi-xa-sao", "den-lua", "hoi-nghi"]
    assert read.entity_lines["den-lua"] == line_of(path, "den-lua:")


FIRST = CLAIMS.split("- quote: Hội nghị")[0]
# (text in the file where the problem is, column, claims, what the line says after the place)
BAD_CLAIMS = [
    (
        "Thị xã Trăng",
        10,
        "claims:\n- quote: Thị xã Trăng\n  states: {thi-xa-sao: {about: den-lua}}\n",
        "claim 1: the quote is not in the article: 'Thị xã Trăng'; copy it from there",
    ),
    (
        "thị xã sao HỢP TÁC",
        10,
        "claims:\n- quote: thị xã sao HỢP TÁC\n  states: {thi-xa-sao: {about: den-lua}}\n",
        "claim 1: the quote is not in the article letter for letter; at 0 it has 'Thị xã Sao hợp tác'",
    ),
    (
        "quote: Đèn Lửa.",
        10,
        "claims:\n- quote: Đèn Lửa.\n  states: {thi-xa-sao: {about: den-lua}}\n",
        f"claim 1: the quote occurs 2 times (at {ARTICLE.index('Đèn Lửa.')}, {ARTICLE.rindex('Đèn Lửa.')});"
        f" add 'start: {ARTICLE.index('Đèn Lửa.')}'",
    ),
    (
        "quote: Đèn Lửa.",
        10,
        "claims:\n- quote: Đèn Lửa.\n  start: 7\n  states: {thi-xa-sao: {about: den-lua}}\n",
        f"claim 1: the quote does not stand at 7; it stands at {ARTICLE.index('Đèn Lửa.')},"
        f" {ARTICLE.rindex('Đèn Lửa.')}",
    ),
    (
        "quote: QUẢNG CÁO",
        10,
        "claims:\n- quote: QUẢNG CÁO\n  states: {thi-xa-sao: {about: den-lua}}\n",
        f"claim 1: the quote at {NOISE_START} lies in noise; quote the article itself",
    ),
    (
        "partnr",
        7,
        FIRST.replace("seeksExperienceFrom", "partnr"),
        "claim 1: unknown term 'partnr'; did you mean partner or pairing?",
    ),
    (
        "earliest",
        7,
        FIRST.replace("seeksExperienceFrom: den-lua", "earliest: 2016-03-01"),
        "claim 1: 'earliest' is derived from 'when' at load; write 'when'",
    ),
    (
        "2016-13",
        13,
        FIRST.replace("seeksExperienceFrom: den-lua", "when: 2016-13"),
        "claim 1: 'when': '2016-13' is not an EDTF date: there is no month or season 13",
    ),
    (
        "2017-02-30",
        13,
        FIRST.replace("seeksExperienceFrom: den-lua", "when: 2017-02-30"),
        "claim 1: 'when': '2017-02-30' is not an EDTF date: month 2 of 2017 has no day 30",
    ),
    (
        "Đèn lửa!",
        28,
        FIRST.replace("seeksExperienceFrom: den-lua", "seeksExperienceFrom: Đèn lửa!"),
        "claim 1: 'Đèn lửa!' is no slug of an entity; 'seeksExperienceFrom' takes one (a-z, 0-9, hyphens)",
    ),
    (
        "lần ba",
        17,
        FIRST.replace("seeksExperienceFrom: den-lua", "position: lần ba"),
        "claim 1: 'position' takes a whole number, not 'lần ba'",
    ),
    (
        "quote: Thị xã Sao hợp",
        3,
        FIRST + "  certainty: inferred\n",
        "claim 1: a claim that is inferred needs a note that says why",
    ),
    (
        "quote: Thị xã Sao hợp",
        3,
        FIRST + "  certainty: sure\n",
        "claim 1: certainty is one of stated, headline, inferred, hedged; not 'sure'",
    ),
    (
        "sayer",
        3,
        FIRST + "  sayer: ong-ba\n",
        "claim 1: a claim has no 'sayer'; it may have quote, states, start, speaker, certainty, note",
    ),
]


@pytest.mark.parametrize(("where", "column", "claims", "message"), BAD_CLAIMS)
def test_a_bad_claim(
    tmp_path: Path, terms: Terms, where: str, column: int, claims: str, message: str
) -> None:
    path = write_source(tmp_path, claims)
    assert problems_of(path, terms) == [f"{path}:{line_of(path, where)}:{column}: {message}"]


def test_the_same_claim_twice(tmp_path: Path, terms: Terms) -> None:
    path = write_source(tmp_path, FIRST + FIRST.removeprefix("claims:\n"))
    first = line_of(path, "- quote")
    assert problems_of(path, terms) == [
        f"{path}:{first + 4}:3: claim 2: the same as the claim at line {first}; keep one"
    ]


BAD_ENTITIES = [
    (
        ENTITIES.replace("schema:AdministrativeArea", "schema:Town"),
        "schema:Town",
        11,
        "unknown type 'schema:Town'; vocabulary.ttl describes the types there are",
    ),
    (
        # A property is no type, though the vocabulary describes it.
        ENTITIES.replace("schema:AdministrativeArea", "sckb:partner"),
        "sckb:partner",
        11,
        "unknown type 'sckb:partner'; vocabulary.ttl describes the types there are",
    ),
    (
        ENTITIES.replace("{vi: Thị xã Sao, en: Star Town}", "{vi: Thị xã Sao}"),
        "{vi: Thị xã Sao}",
        12,
        "label of 'thi-xa-sao': the en text is missing",
    ),
    (
        ENTITIES.replace("{vi: Thị xã Sao, en", "{vi: [Thị xã Sao, Sao], en"),
        "{vi: [Thị xã Sao, Sao]",
        12,
        "label of 'thi-xa-sao': one text in vi; other names go under 'aliases'",
    ),
    (
        ENTITIES.replace("Thị xã Sao", "Thi\u0323 xa\u0303 Sao"),
        "{vi: Thi",
        17,
        "label of 'thi-xa-sao': 'Thi\u0323 xa\u0303 Sao' is not NFC; normalise the file (Unicode NFC)",
    ),
    (
        ENTITIES.replace("  hoi-nghi:", "  den-lua:"),
        "  den-lua:\n    type: sckb",
        3,
        None,
    ),
]


@pytest.mark.parametrize(("entities", "where", "column", "message"), BAD_ENTITIES)
def test_a_bad_entity(
    tmp_path: Path, terms: Terms, entities: str, where: str, column: int, message: str | None
) -> None:
    path = write_source(tmp_path, entities=entities)
    expected = message or "'den-lua' stands here a second time"
    assert problems_of(path, terms) == [f"{path}:{line_of(path, where)}:{column}: {expected}"]


def test_an_unknown_entity_and_all_other_problems_come_at_once(tmp_path: Path) -> None:
    claims = CLAIMS.replace("organizer: thi-xa-sao", "organizer: thi-xa-soa").replace(
        "2016-03\n", "2016-99\n"
    )
    path = write_source(tmp_path, claims)
    other = write_source(tmp_path, FIRST.replace("den-lua", "den-dau"), "", id_="bai-khac")
    with pytest.raises(InputProblemsError) as raised:
        read_folder(str(tmp_path))
    assert [str(problem) for problem in raised.value.problems] == [
        f"{path}:{line_of(path, '2016-99')}:13: claim 2: 'when': '2016-99' is not an EDTF date: there is no"
        " month or season 99",
        f"{other}:{line_of(other, 'den-dau')}: claim 1: unknown entity 'den-dau'; did you mean den-lua?",
        f"{path}:{line_of(path, 'thi-xa-soa')}: claim 2: unknown entity 'thi-xa-soa'; did you mean"
        " thi-xa-sao?",
    ]


def test_two_definitions_that_disagree_name_both_places(tmp_path: Path) -> None:
    one = write_source(tmp_path, id_="bai-mot")
    two = write_source(tmp_path, entities=ENTITIES.replace("Fire Lamp", "Lamp"), id_="bai-hai")
    with pytest.raises(InputProblemsError) as raised:
        read_folder(str(tmp_path))
    # Folders are read in the order of their names: bai-hai comes first.
    assert str(raised.value) == (
        f"{one}:{line_of(one, 'den-lua:')}: entity 'den-lua' is defined otherwise at"
        f" {two}:{line_of(two, 'den-lua:')} (labels differ); keep one"
    )


def test_a_source_id_given_twice(tmp_path: Path) -> None:
    one, two = write_source(tmp_path, id_="bai-mot"), write_source(tmp_path, id_="bai-hai")
    one.write_text(one.read_text("utf-8").replace("id: bai-mot", "id: bai-hai"), "utf-8")
    with pytest.raises(InputProblemsError) as raised:
        read_folder(str(tmp_path))
    assert str(raised.value) == f"{one}: source id 'bai-hai' is also that of {two}; give it another"


def test_a_changed_article(tmp_path: Path, terms: Terms) -> None:
    path = write_source(tmp_path)
    (path.parent / "article.txt").write_text(ARTICLE + "thêm", "utf-8")
    (line,) = problems_of(path, terms)
    assert line.startswith(f"{path}:2:3: article.txt has changed: its sha256 is ")
    assert line.endswith("; restore the article, or check every quote against it and update 'sha256'")


def test_an_article_in_another_folder_is_refused(tmp_path: Path, terms: Terms) -> None:
    path = write_source(tmp_path, head=HEAD.replace("article.txt", "../../etc/passwd"))
    assert problems_of(path, terms) == [
        f"{path}:2:3: 'text' is a file beside claims.yaml, not '../../etc/passwd'"
    ]


DEEP = "[" * 60 + "]" * 60
BOMB = "a: &a [x, x]\n" + "".join(
    f"{c}: &{c} [*{p}, *{p}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True)
)
BROKEN = [
    ("claims: [a, b\nsource: {", ":2:7: not YAML: did not find expected ',' or ']'"),
    ("a: b: c", ":1:5: not YAML: mapping values are not allowed in this context"),
    ("", ": empty; a claims file has source, entities and claims"),
    ("# nothing but a comment\n", ": empty; a claims file has source, entities and claims"),
    (BOMB, ":2:8: aliases (*name) are not allowed; write the value out"),
    (DEEP, ":1:33: nested deeper than 32 levels"),
    ("source: {}\n---\nsource: {}\n", ":2:1: a second YAML document; a file is one"),
    ("- a\n- b\n", ":1:1: a claims file has the keys source, noise, entities and claims"),
    ("sources: {}", ":1:1: a claims file has no 'sources'; it may have source, noise, entities, claims"),
]


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_a_file_that_is_no_claims_file(tmp_path: Path, terms: Terms, text: str, message: str) -> None:
    path = tmp_path / "claims.yaml"
    path.write_text(text, "utf-8")
    assert problems_of(path, terms)[0] == f"{path}{message}"


def test_a_file_that_is_not_utf8(tmp_path: Path, terms: Terms) -> None:
    path = tmp_path / "claims.yaml"
    path.write_bytes(b"source:\n  note: B\xecnh\n")
    assert problems_of(path, terms) == [f"{path}:2: not UTF-8 (byte 17 is 0xec); save it as UTF-8"]


def test_a_huge_file_is_refused_after_a_bounded_part(tmp_path: Path, terms: Terms) -> None:
    path = tmp_path / "claims.yaml"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    assert problems_of(path, terms) == [f"{path}: larger than 32 MiB; split it into several sources"]


def test_more_values_than_a_claims_file_can_have(tmp_path: Path, terms: Terms) -> None:
    path = tmp_path / "claims.yaml"
    path.write_text("[" + "x," * 500_001 + "]", "ascii")
    assert problems_of(path, terms) == [f"{path}:1:1000000: more than 500000 values; split it into several"]


def test_a_file_that_may_not_be_read_or_is_missing(tmp_path: Path, terms: Terms) -> None:
    path = tmp_path / "claims.yaml"
    assert problems_of(path, terms) == [f"{path}: cannot be read: No such file or directory"]
    path.mkdir()
    assert problems_of(path, terms) == [f"{path}: cannot be read: Is a directory"]


def test_turtle_with_a_syntax_error_says_line_and_column(tmp_path: Path) -> None:
    write_source(tmp_path)
    links = tmp_path / "links.ttl"
    links.write_text("@prefix id: <https://w3id.org/sckb/id/> .\nid:a id:b .\n", "utf-8")
    with pytest.raises(InputError, match=r"links\.ttl:2:11: not Turtle: ") as raised:
        read_folder(str(tmp_path))
    assert "\n" not in raised.value.message


SOUND = (SHIPPED / "claims.yaml").read_text("utf-8")
_cuts = st.integers(0, len(SOUND))


@given(
    at=_cuts,
    length=st.integers(0, 40),
    put=st.one_of(
        st.text(max_size=8),
        st.sampled_from(
            ["- ", ": ", "\n", "{", "}", "[", "&a ", "*a", "!!", "|\n", "'", '"', "#", "\x00", "~", "? "]
        ),
    ),
)
def test_a_mutated_file_gives_problems_never_an_exception(
    terms: Terms, tmp_path_factory: pytest.TempPathFactory, at: int, length: int, put: str
) -> None:
    folder = tmp_path_factory.getbasetemp() / "mutated"
    folder.mkdir(exist_ok=True)
    article = folder / "article.txt"
    if not article.exists():
        article.write_bytes((SHIPPED / "article.txt").read_bytes())
    mutated = (SOUND[:at] + put + SOUND[at + length :]).encode("utf-8", "surrogatepass")
    (folder / "claims.yaml").write_bytes(mutated)
    read = read_source(str(folder), terms.context, terms.classes)
    if isinstance(read, list):
        assert read
        assert all(isinstance(problem, Problem) and "\n" not in str(problem) for problem in read)
    else:
        text = read.content.source.text
        assert all(text[c.evidence.start : c.evidence.end] == c.evidence.quote for c in read.content.claims)


_leaf = st.one_of(st.text(max_size=6), st.integers(), st.booleans(), st.none())
_trees = st.recursive(
    _leaf, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
)


@given(head=_trees, entity=_trees, claim=_trees)
def test_any_tree_in_place_of_a_part_gives_problems(
    terms: Terms, tmp_path_factory: pytest.TempPathFactory, head: object, entity: object, claim: object
) -> None:
    folder = tmp_path_factory.getbasetemp() / "trees"
    folder.mkdir(exist_ok=True)
    for body in (
        {"source": head, "entities": {"a": entity}, "claims": [claim]},
        {"source": {"id": head, "type": entity, "text": claim}, "claims": {"quote": claim}},
    ):
        (folder / "claims.yaml").write_text(yaml.safe_dump(body, allow_unicode=True), "utf-8")
        read = read_source(str(folder), terms.context, terms.classes)
        assert isinstance(read, list)
        assert read


def test_a_quote_that_occurs_millions_of_times(tmp_path: Path, terms: Terms) -> None:
    claims = "claims:\n" + "- quote: a\n  states: {thi-xa-sao: {about: den-lua}}\n" * 200
    path = write_source(tmp_path, claims, article="a" * 5_000_000, head=HEAD.partition("noise:")[0])
    lines = problems_of(path, terms)
    assert len(lines) == 200
    assert "the quote occurs 100 times or more (at 0, 1, 2, 3, 4, …); add 'start: 0'" in lines[0]
