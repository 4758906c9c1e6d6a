"""What is found in sentences as Vietnamese papers write them; each sentence is our own."""

from __future__ import annotations

import json
from pathlib import Path
from unicodedata import normalize

import pytest

from smartcity_kb.intake.extract import find_proposals, gold_rows
from smartcity_kb.intake.linking import Gazetteer
from smartcity_kb.intake.patterns_load import PatternSet, read_patterns

HERE = Path(__file__).parent


def cases(name: str) -> list[dict[str, str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


CASES = cases("sentences_vi.jsonl")
ENGLISH = cases("sentences_en.jsonl")
# What states nothing to propose, though its words are those of foundings, signings and meetings.
SILENT = (HERE / "sentences_silent.txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def patterns() -> PatternSet:
    return read_patterns()


def rows(text: str, patterns: PatternSet) -> list[tuple[object, ...]]:
    found = find_proposals(text, patterns, Gazetteer())
    return [(r["kind"], r["subject"], r["object"], r["date"]) for r in gold_rows(found)]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_vietnamese_sentence(case: dict[str, str], patterns: PatternSet) -> None:
    wanted = (case["kind"], case["subject"], case.get("object"), case.get("date"))
    assert wanted in rows("Chuyện hôm nay\n\n" + case["text"], patterns)


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_spelling_variants_are_found_alike(case: dict[str, str], patterns: PatternSet) -> None:
    text = "Chuyện hôm nay\n\n" + case["text"]
    decomposed = normalize("NFD", text)
    found = find_proposals(decomposed, patterns, Gazetteer())
    subjects = [normalize("NFC", str(row["subject"])) for row in gold_rows(found)]
    assert case["subject"] in subjects
    assert all(decomposed[p.start : p.end] == p.quote for p in found.proposals)


@pytest.mark.parametrize("case", ENGLISH, ids=[case["text"][:40] for case in ENGLISH])
def test_english_sentence(case: dict[str, str], patterns: PatternSet) -> None:
    wanted = (case["kind"], case["subject"], case.get("object"), case.get("date"))
    assert wanted in rows("News of the day from the city\n\n" + case["text"], patterns)


@pytest.mark.parametrize("text", SILENT, ids=[text[:40] for text in SILENT])
def test_a_sentence_that_states_nothing(text: str, patterns: PatternSet) -> None:
    judged = ("goal", "partner")
    assert [row for row in rows("Chuyện hôm nay\n\n" + text, patterns) if row[0] not in judged] == []


def test_each_post_of_a_list_is_a_fact_of_its_own(patterns: PatternSet) -> None:
    text = (
        "Dự lễ có\n\nông Mạc Đình Sáng, Ủy viên Trung ương Đảng, Bí thư Tỉnh ủy, "
        "Chủ tịch HĐND tỉnh Hải Dương; bà Vi Thị Tơ, Phó Chủ tịch UBND tỉnh; "
        "Phó Chủ tịch UBND tỉnh Lương Bá Đại."
    )
    assert [(row[1], row[2]) for row in rows(text, patterns)] == [
        ("Mạc Đình Sáng", "Ủy viên Trung ương Đảng"),
        ("Mạc Đình Sáng", "Bí thư Tỉnh ủy"),
        ("Mạc Đình Sáng", "Chủ tịch HĐND tỉnh Hải Dương"),
        ("Vi Thị Tơ", "Phó Chủ tịch UBND tỉnh"),
        ("Lương Bá Đại", "Phó Chủ tịch UBND tỉnh"),
    ]


def test_a_founding_inside_a_title_is_no_founding(patterns: PatternSet) -> None:
    text = "Tin\n\nNgày 5/5/2015, UBND tỉnh Hà Nam phê duyệt đề án thành lập Trung tâm Nước sạch."
    assert [row[0] for row in rows(text, patterns)] == ["official_document"]


def test_a_fact_said_twice_is_proposed_where_it_is_said_first(patterns: PatternSet) -> None:
    text = "Tin\n\nÔng Mạc Đình Sáng, Giám đốc Sở Y tế, nói.\nGiám đốc Sở Y tế Mạc Đình Sáng cười."
    found = find_proposals(text, patterns, Gazetteer())
    assert [(p.start, p.rows[0].object) for p in found.proposals] == [(5, "Giám đốc Sở Y tế")]


def test_a_post_is_proposed_where_its_body_is_named(patterns: PatternSet) -> None:
    text = "Tin\n\nBí thư Mạc Đình Sáng nói.\nBí thư Huyện ủy Ea Kar Mạc Đình Sáng cười."
    assert [row[2] for row in rows(text, patterns)] == ["Bí thư Huyện ủy Ea Kar"]


def test_the_posts_behind_a_semicolon_are_another_persons(patterns: PatternSet) -> None:
    text = (
        "Tin\n\nDự họp có ông Mạc Đình Sáng, Giám đốc Sở Y tế Cà Mau; "
        "Phó Chủ tịch UBND tỉnh Cà Mau Lương Bá Đại."
    )
    assert [(row[1], row[2]) for row in rows(text, patterns)] == [
        ("Mạc Đình Sáng", "Giám đốc Sở Y tế Cà Mau"),
        ("Lương Bá Đại", "Phó Chủ tịch UBND tỉnh Cà Mau"),
    ]


def test_a_founding_that_is_only_asked_for_is_none(patterns: PatternSet) -> None:
    assert rows("Tin\n\nSở Y tế đề xuất thành lập Trung tâm Nước sạch.", patterns) == []


def test_an_opening_ceremony_is_an_event_and_the_founding_of_what_it_opens(patterns: PatternSet) -> None:
    text = "Tin\n\nNgày 28/9, UBND tỉnh Hà Nam tổ chức lễ khai trương Trung tâm Nước sạch."
    assert [row[0] for row in rows(text, patterns)] == ["body_established", "event"]


def test_a_founding_is_proposed_where_its_founder_is_named(patterns: PatternSet) -> None:
    text = (
        "Tin\n\nTrung tâm Nước sạch được khai trương ngày 14/4.\n"
        "Ngày 14/4, UBND tỉnh Hà Nam khai trương Trung tâm Nước sạch."
    )
    assert rows(text, patterns) == [
        ("body_established", "Trung tâm Nước sạch", "UBND tỉnh Hà Nam", "XXXX-04-14")
    ]


def test_a_headline_without_who_and_when_is_no_event(patterns: PatternSet) -> None:
    assert rows("Khai mạc Hội nghị Cảng xanh châu Á\n\nTrời mưa to.", patterns) == []


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            "On 14 March 2022, the Hue People's Committee and Lotus Group signed a contract on boats.",
            ("agreement", "Hue People's Committee", "Lotus Group", "2022-03-14"),
        ),
        (
            "The Ministry of Health and Lotus Group signed a cooperation agreement on boats on May 3, 2019.",
            ("agreement", "Ministry of Health", "Lotus Group", "2019-05-03"),
        ),
        (
            "The Ministry of Health established a Clean Water Steering Committee in June 2021.",
            ("body_established", "Clean Water Steering Committee", "Ministry of Health", "2021-06"),
        ),
    ],
)
def test_english_dates_before_and_behind(text: str, row: tuple[str, ...], patterns: PatternSet) -> None:
    assert row in rows(text, patterns)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The People's Committee of northern Kan province and the Mills and Farms Group signed a deal.",
         ("agreement", "People's Committee of northern Kan province", "Mills and Farms Group", None)),
        ("Chairman and General Director of Lotus Software Colonel Le Van Tam spoke.",
         ("person_post", "Le Van Tam", "Chairman and General Director of Lotus Software", None)),
        ("General Director of the Lotus Mills Corporation Kim Min-jun spoke.",
         ("person_post", "Kim Min-jun", "General Director of the Lotus Mills Corporation", None)),
    ],
)  # fmt: skip
def test_english_names_end_where_the_next_begins(
    text: str, wanted: tuple[str, ...], patterns: PatternSet
) -> None:
    assert wanted in rows(
        "News of the day\n\nThe market is open and the sun is in the sky.\n" + text, patterns
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Sáng 2-12, Hội nghị Cảng xanh miền Trung 2019 đã khai mạc.\n"
            "Đây là sự kiện do Sở Xây dựng Trà Vinh và Hội Tin học Trà Vinh phối hợp tổ chức.",
            ("event", "Hội nghị Cảng xanh miền Trung 2019", None, "XXXX-12-02"),
        ),
        (
            "Trường Đại học Sông Tiền mở Viện Nghiên cứu muối.\nViện trưởng là giáo sư.\nAi cũng vui.\n"
            "Viện được hình thành theo Quyết định số 318/QĐ-UBND của UBND tỉnh Trà Vinh.",
            ("body_established", "Viện Nghiên cứu muối", "Trường Đại học Sông Tiền", None),
        ),
    ],
)
def test_heads_that_stand_for_what_was_named_before(
    text: str, wanted: tuple[object, ...], patterns: PatternSet
) -> None:
    found = rows("Chuyện hôm nay\n\n" + text, patterns)
    assert wanted in found
    assert all(row[1] not in ("Viện trưởng", "sự kiện", "Hội nghị") for row in found)


TOLD_FIRST = (
    "Sáng 2-12, Hội nghị Cảng xanh miền Trung 2019 đã khai mạc.\n"
    "Đây là sự kiện do Sở Xây dựng Trà Vinh và Hội Tin học Trà Vinh phối hợp tổ chức."
)
HELD_TOGETHER = (
    "Hội nghị Cảng xanh miền Trung 2019 do Sở Xây dựng Trà Vinh và Hội Tin học Trà Vinh tổ chức ngày 2/12."
)
BOTH = ["Sở Xây dựng Trà Vinh", "Hội Tin học Trà Vinh"]


HELD_WITH = (
    "Sáng 2/12, Sở Xây dựng Trà Vinh phối hợp với Hội Tin học Trà Vinh tổ chức Hội nghị Cảng xanh.\n"
    "Hội nghị do Sở Xây dựng Trà Vinh tổ chức sẽ diễn ra hằng năm."
)
WON = (
    "Ngày 2/12, Sở Xây dựng Trà Vinh tổ chức cuộc thi Nước sạch 2019.\n"
    "Giải nhất cuộc thi thuộc về nhóm Mưa Rào của em Lý Thị Na."
)


@pytest.mark.parametrize(
    ("text", "objects"),
    [
        (TOLD_FIRST, [None, *BOTH]),
        (HELD_TOGETHER, BOTH),
        (HELD_WITH, BOTH[:1]),
        (WON, ["Sở Xây dựng Trà Vinh", "nhóm Mưa Rào của em Lý Thị Na"]),
    ],
    ids=["told first", "held together", "held with", "won"],
)
def test_an_event_has_a_row_for_each_who_holds_or_wins_it(
    text: str, objects: list[str | None], patterns: PatternSet
) -> None:
    found = find_proposals(f"Chuyện hôm nay\n\n{text}", patterns, Gazetteer())
    assert [row["object"] for row in gold_rows(found) if row["kind"] == "event"] == objects
    assert [row.object for one in found.proposals if one.kind == "event" for row in one.rows] == objects


def test_an_event_without_a_name_is_left_to_the_sentence_that_names_it(patterns: PatternSet) -> None:
    text = "Ông Mạc Đình Sáng nói tại hội thảo sáng 6-10.\nHội thảo “Nước trong” do Sở Y tế Trà Vinh tổ chức."
    assert [row[1] for row in rows(f"Chuyện hôm nay\n\n{text}", patterns) if row[0] == "event"] == [
        "Hội thảo “Nước trong”"
    ]


def test_who_wins_a_prize_may_be_named_before(patterns: PatternSet) -> None:
    text = "Nhóm Đê Biển Xanh đã lắp 45 cảm biến.\nNăm 2019, nhóm này được trao Giải thưởng Sao Muối."
    found = find_proposals(f"Chuyện hôm nay\n\n{text}", patterns, Gazetteer())
    (won,) = (one for one in found.proposals if one.kind == "event")
    assert (won.rows[0].object, won.certainty) == ("Nhóm Đê Biển Xanh", "inferred")


def test_whose_event_is_named_before_is_inferred(patterns: PatternSet) -> None:
    text = "Giải thưởng Cầu xanh Việt Nam 2021 đã được trao.\nGiải thưởng do Hội Tin học Trà Vinh tổ chức."
    found = find_proposals(f"Chuyện hôm nay\n\n{text}", patterns, Gazetteer())
    (held,) = (one for one in found.proposals if one.kind == "event" and one.rows[0].object)
    assert (held.rows[0].subject, held.certainty) == ("Giải thưởng Cầu xanh Việt Nam 2021", "inferred")


def test_who_is_named_in_another_sentence_is_inferred(patterns: PatternSet) -> None:
    text = (
        "Chuyện hôm nay\n\nTỉnh Trà Vinh vừa có Trung tâm Đê biển Trà Vinh.\n"
        "Trung tâm này do Sở Xây dựng Trà Vinh thành lập năm 2016."
    )
    (founding,) = (
        one for one in find_proposals(text, patterns, Gazetteer()).proposals if one.kind == "body_established"
    )
    assert (founding.certainty, founding.note) == (
        "inferred",
        "Named before, not in the quote: Trung tâm Đê biển Trà Vinh.",
    )
    named = text.replace("Trung tâm này", "Trung tâm Đê biển Trà Vinh")
    assert {one.certainty for one in find_proposals(named, patterns, Gazetteer()).proposals} == {"stated"}


def test_a_resolution_pointed_back_at_is_no_decision(patterns: PatternSet) -> None:
    text = (
        "Chuyện hôm nay\n\nTháng 5, Bộ Xây dựng ban hành Quyết định số 12/QĐ-BXD.\n"
        "Cụ thể hóa nghị quyết này, UBND tỉnh Trà Vinh đã ban hành Kế hoạch số 31/KH-UBND."
    )
    assert ("official_document", "Kế hoạch số 31/KH-UBND", "Quyết định số 12/QĐ-BXD", None) not in rows(
        text, patterns
    )
    same = text.replace("Quyết định số 12/QĐ-BXD", "Nghị quyết số 12/NQ-BXD")
    assert ("official_document", "Kế hoạch số 31/KH-UBND", "Nghị quyết số 12/NQ-BXD", None) in rows(
        same, patterns
    )


def test_the_same_day_is_a_question_and_not_stated(patterns: PatternSet) -> None:
    text = (
        "Chuyện hôm nay\n\nNgày 3/4/2019, trời mưa to.\n"
        "Cùng ngày, Sở Xây dựng Trà Vinh tổ chức Hội nghị Cảng xanh miền Trung."
    )
    found = find_proposals(text, patterns, Gazetteer())
    (event,) = (one for one in found.proposals if one.kind == "event")
    assert event.rows[0].date == "2019-04-03"
    assert all(statement.value != "2019-04-03" for statement in event.states)
    assert any(one.about == event.id and one.reason == "date" for one in found.open)


def test_a_title_says_in_short_what_the_text_says(patterns: PatternSet) -> None:
    text = (
        "Thủ tướng phê duyệt chương trình bến cảng\n\n"
        "Thủ tướng Chính phủ vừa phê duyệt Chương trình phát triển bến cảng xanh quốc gia."
    )
    assert [row[1] for row in rows(text, patterns)] == ["Chương trình phát triển bến cảng xanh quốc gia"]


def test_a_number_tells_who_cannot_have_issued_a_document(patterns: PatternSet) -> None:
    text = "Chuyện hôm nay\n\nSở Xây dựng Trà Vinh ban hành Quyết định số 950/QĐ-TTg ngày 1/8/2018."
    assert rows(text, patterns) == []


def test_an_official_who_chairs_a_conference_does_not_organise_it(patterns: PatternSet) -> None:
    text = (
        "Chuyện hôm nay\n\nChủ tịch UBND tỉnh Trà Vinh chủ trì Hội nghị Cảng xanh lần thứ 5 ngày 8/11/2018."
    )
    assert [row[2] for row in rows(text, patterns) if row[0] == "event"] == [None]


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (
            "Ngày 5/6/2019, ông Trần Văn Nam, Chủ tịch UBND tỉnh đã ký Quyết định số 77/QĐ-UBND.",
            {"issued": "2019-06-05", "when": "2019-06-05"},
        ),
        ("UBND tỉnh hôm 5/6/2019 thành lập Ban Chỉ đạo bến cảng xanh.", {"when": "2019-06-05"}),
        ("UBND tỉnh thành lập Tổ công tác bến cảng xanh trước ngày 1/5/2019.", {}),
        ("Trước ngày 1/5/2019, ông Nam, Chủ tịch UBND tỉnh đã ký Quyết định số 77/QĐ-UBND.", {}),
        ("UBND huyện tổ chức hội nghị tổng kết Nghị quyết ngày 5/8/2008 của Trung ương.", {}),
    ],
)
def test_the_day_that_a_fact_is_dated_by_is_stated(
    text: str, stated: dict[str, str], patterns: PatternSet
) -> None:
    found = find_proposals("Chuyện hôm nay\n\n" + text, patterns, Gazetteer())
    first = next(one for one in found.proposals if one.kind != "person_post")
    dates = {state.term: state.value for state in first.states if state.term in ("issued", "when")}
    assert dates == stated
    assert [row.date for row in first.rows] == [stated.get("when")]
    assert all(part in first.quote for part in (["5/6/2019"] if stated else []))


def test_a_quote_holds_who_it_is_about(patterns: PatternSet) -> None:
    sentence = (
        "Năm 2019, UBND tỉnh Bạc Liêu phê duyệt quy hoạch, giao đất, cấp vốn và lập Ban Điều hành Sông xanh."
    )
    found = find_proposals(f"Chuyện hôm nay\n\n{sentence}", patterns, Gazetteer())
    (founding,) = [one for one in found.proposals if one.kind == "body_established"]
    assert founding.rows[0].object == "UBND tỉnh Bạc Liêu"
    assert founding.quote == sentence.rstrip(".")
    # An annotated row marks the words of the fact alone.
    (row,) = [row for row in gold_rows(found) if row["kind"] == "body_established"]
    assert row["quote"] == "lập Ban Điều hành Sông xanh"
    # Who acts in the same breath is among them.
    near = "UBND tỉnh Bạc Liêu vừa thông qua đề án và thành lập Ban Điều hành Sông xanh"
    found = find_proposals(f"Chuyện hôm nay\n\n{near}.", patterns, Gazetteer())
    assert near in [row["quote"] for row in gold_rows(found)]


def test_who_founds_by_a_post_is_not_founded(patterns: PatternSet) -> None:
    text = "Chuyện hôm nay\n\nTổ cứu hộ do Chủ tịch UBND huyện thành lập tháng 5-2018 đã lên đường."
    found = [row for row in rows(text, patterns) if row[0] == "body_established"]
    assert found == [("body_established", "Tổ cứu hộ", "Chủ tịch UBND huyện", "2018-05")]


@pytest.mark.parametrize("case", CASES + ENGLISH, ids=[case["text"][:40] for case in CASES + ENGLISH])
def test_a_sentence_may_break_off_anywhere(case: dict[str, str], patterns: PatternSet) -> None:
    words = case["text"].split()
    for end in range(1, len(words)):
        text = "Chuyện hôm nay\n\n" + " ".join(words[:end])
        found = find_proposals(text, patterns, Gazetteer())
        assert all(text[p.start : p.end] == p.quote for p in found.proposals)
