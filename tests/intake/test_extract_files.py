"""Articles on disk to drafts: the first source, many files on several processes, duplicates, bad files."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

import pytest

from smartcity_kb.intake.clean import find_noise
from smartcity_kb.intake.draft_read import read_draft
from smartcity_kb.intake.extract import find_proposals, gold_rows
from smartcity_kb.intake.extract_files import (
    Extractor,
    ExtractReport,
    KnownSource,
    extract_article,
    extract_folder,
)
from smartcity_kb.intake.likeness import shingles
from smartcity_kb.intake.linking import Gazetteer
from smartcity_kb.intake.patterns_load import read_patterns
from smartcity_kb.model.errors import InputError

FIRST = Path(__file__).parents[2] / "data" / "binh-duong-2017" / "article.txt"
TEXT = FIRST.read_bytes().decode("utf-8")


def test_the_first_source_comes_out_with_its_main_facts(tmp_path: Path) -> None:
    report = extract_article(str(FIRST), str(tmp_path))
    assert report.extraction
    rows = [(r["kind"], r["subject"], r["object"], r["date"]) for r in gold_rows(report.extraction)]
    assert ("official_document", "Chương trình số 22-CTr/TU", "Tỉnh ủy Bình Dương", "2016-08-15") in rows
    assert ("person_post", "Mai Hùng Dũng", "Phó Chủ tịch Thường trực UBND tỉnh", None) in rows
    assert ("agreement", "Becamex IDC", "Philips Lighting", None) in rows
    assert ("body_established", "Hội đồng Cố vấn", "UBND tỉnh", None) in rows
    assert report.extraction.place == "Bình Dương"


def test_the_draft_folder(tmp_path: Path) -> None:
    report = extract_article(str(FIRST), str(tmp_path))
    folder = Path(report.folder)
    assert folder == tmp_path / "article"
    assert sorted(p.name for p in folder.iterdir()) == ["article.txt", "draft.yaml"]
    assert (folder / "article.txt").read_bytes() == FIRST.read_bytes()
    draft = read_draft((folder / "draft.yaml").read_text(encoding="utf-8"), TEXT)
    assert draft.source.sha256 == sha256(FIRST.read_bytes()).hexdigest()
    assert report.extraction
    assert draft.proposals == report.extraction.proposals


def test_every_quote_is_exact_and_touches_no_noise() -> None:
    found = find_proposals(TEXT, read_patterns(), Gazetteer())
    assert len(found.proposals) > 15
    for proposal in found.proposals:
        assert TEXT[proposal.start : proposal.end] == proposal.quote
        assert not any(n.start < proposal.end and proposal.start < n.end for n in find_noise(TEXT))


def test_reviewed_claims_are_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "article").mkdir()
    (tmp_path / "article" / "claims.yaml").write_text("source: {}\n", encoding="utf-8")
    with pytest.raises(InputError, match="holds reviewed claims"):
        extract_article(str(FIRST), str(tmp_path))


def article(number: int) -> str:
    return (
        f"Tin số {number}\n\nNgày {number}/7/2018, UBND tỉnh Hậu Giang ký thỏa thuận với Tập đoàn Tân Long.\n"
    )


def test_a_folder_on_several_processes(tmp_path: Path) -> None:
    inputs = tmp_path / "in" / "deep"
    inputs.mkdir(parents=True)
    for number in range(1, 6):
        (inputs / f"tin-{number}.txt").write_text(article(number), encoding="utf-8")
    (inputs / "tin-6.txt").write_bytes(b"\xff\xfea\x00")
    (inputs / "picture.png").write_bytes(b"\x89PNG")
    done: list[ExtractReport] = []
    reports = extract_folder([str(tmp_path / "in")], str(tmp_path / "out"), 2, done.append)
    assert done == reports
    assert [Path(r.path).name for r in reports] == [f"tin-{n}.txt" for n in range(1, 7)]
    assert [r.error.partition(": ")[2] for r in reports[5:]] == ["UTF-16 text; save it as UTF-8"]
    alone = extract_folder([str(tmp_path / "in")], str(tmp_path / "again"), 1)
    assert [r.extraction for r in alone] == [r.extraction for r in reports]
    written = sorted(p.parent.name for p in (tmp_path / "out").glob("*/draft.yaml"))
    assert written == [f"tin-{n}" for n in range(1, 6)]


def test_articles_of_one_name_get_drafts_of_their_own(tmp_path: Path) -> None:
    for number, folder in enumerate(("mai", "cúc")):
        (tmp_path / "in" / folder).mkdir(parents=True)
        text = f"Tin số {number}\n\nÔng Lò Văn Khánh, Giám đốc Sở Y tế tỉnh Sơn La, đã đến."
        (tmp_path / "in" / folder / "article.txt").write_text(text, encoding="utf-8")
    reports = extract_folder([str(tmp_path / "in")], str(tmp_path / "out"), 2)
    assert sorted(Path(report.folder).name for report in reports) == ["cuc-article", "mai-article"]
    texts = {(Path(report.folder) / "article.txt").read_text(encoding="utf-8")[:8] for report in reports}
    assert texts == {"Tin số 0", "Tin số 1"}


@pytest.mark.parametrize("names", [("tin.txt", "tin.md"), ("tin moi.txt", "tin-moi.txt", "Tin mới.txt")])
def test_articles_that_no_folder_tells_apart_are_numbered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in names:
        text = f"Tin trong {name}\n\nÔng Lò Văn Khánh, Giám đốc Sở Y tế tỉnh Sơn La, đã đến."
        Path(name).write_text(text, encoding="utf-8")
    reports = extract_folder(list(names), "out", 1)
    assert not any(report.error for report in reports)
    for name, report in zip(names, reports, strict=True):
        kept = (Path(report.folder) / "article.txt").read_text(encoding="utf-8")
        assert kept.startswith(f"Tin trong {name}\n")


def test_what_extraction_wrote_is_not_extracted_from_again(tmp_path: Path) -> None:
    (tmp_path / "tin.txt").write_text("Tin\n\nBà Lò Thị Mây, Giám đốc Sở Y tế, đã đến.", encoding="utf-8")
    extract_folder([str(tmp_path)], str(tmp_path / "drafts"), 1)
    again = extract_folder([str(tmp_path)], str(tmp_path / "drafts"), 1)
    assert [Path(report.path).name for report in again] == ["tin.txt"]
    assert not again[0].error


def test_a_draft_never_takes_the_place_of_another_text(tmp_path: Path) -> None:
    for folder, text in (("a", "Tin\n\nHọp."), ("b", "Tin khác\n\nHọp.")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "tin.txt").write_text(text, encoding="utf-8")
    first, second = (extract_folder([str(tmp_path / one)], str(tmp_path / "out"), 1)[0] for one in "ab")
    assert not first.error
    assert "holds the draft of another text" in second.error
    assert (tmp_path / "out" / "tin" / "article.txt").read_text(encoding="utf-8").startswith("Tin\n")


def test_an_article_that_the_knowledge_base_has(tmp_path: Path) -> None:
    known = KnownSource("binh-duong-2017", sha256(FIRST.read_bytes()).hexdigest())
    report = extract_article(str(FIRST), str(tmp_path), sources=[known])
    assert (report.same_as, report.likely) == ("binh-duong-2017", ())
    assert "duplicate_source" in (Path(report.folder) / "draft.yaml").read_text(encoding="utf-8")


def test_the_same_text_with_other_noise_is_told(tmp_path: Path) -> None:
    clear = TEXT
    for noise in reversed(find_noise(TEXT)):
        clear = clear[: noise.start] + clear[noise.end :]
    copy = tmp_path / "copy.txt"
    copy.write_text(clear + "\nChia sẻ Facebook\n>> Xem thêm: Bão số 5\n", encoding="utf-8")
    known = KnownSource("binh-duong-2017", "0" * 64, shingles(TEXT, find_noise(TEXT)))
    other = KnownSource("other", "1" * 64, shingles(article(1) * 9))
    report = extract_article(str(copy), sources=[known, other])
    assert (report.same_as, report.likely) == ("", ("binh-duong-2017",))


def test_an_article_in_another_language_gives_nothing() -> None:
    text = (
        "Nouvelle ville\n\nLe maire a signé hier un accord avec la société Lumière pour éclairer les rues.\n"
    )
    found = find_proposals(text, read_patterns(), Gazetteer())
    assert (found.language, found.proposals) == ("und", ())


def calls(text: str, extractor: Extractor) -> int:
    """How many Python calls extraction makes: its time, without a clock."""
    count = 0

    def counter(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(counter)
    try:
        find_proposals(text, extractor.patterns, extractor.gazetteer)
    finally:
        sys.setprofile(None)
    return count


def test_work_grows_in_proportion_to_the_text() -> None:
    extractor = Extractor(read_patterns(), Gazetteer())
    lines = [f"{n} {line}" for n, line in enumerate(TEXT[:3500].split("\n") * 16)]
    half, whole = "\n".join(lines[: len(lines) // 2]), "\n".join(lines)
    calls(TEXT, extractor)
    assert calls(whole, extractor) < 2.3 * calls(half, extractor)


def test_one_endless_line_ends() -> None:
    extractor = Extractor(read_patterns(), Gazetteer())
    short, long = calls("ông Lê A, " * 4000, extractor), calls("ông Lê A, " * 8000, extractor)
    assert long < 2.3 * short
