"""Editions of a series and what an event is part of: from the name and the quote, never guessed."""

from __future__ import annotations

import pytest

from smartcity_kb.intake.editions import edition
from smartcity_kb.intake.extract import find_proposals
from smartcity_kb.intake.linking import Gazetteer
from smartcity_kb.intake.patterns_load import read_patterns

PATTERNS = read_patterns()


def stated(text: str) -> set[tuple[str, str, str]]:
    found = find_proposals("Tin\n\n" + text, PATTERNS, Gazetteer())
    states = {(s.subject, s.term, s.value) for p in found.proposals for s in p.states}
    return {state for state in states if state[1] in ("position", "superEvent", "previousEdition")}


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("hội nghị cảng xanh lần thứ 18", 18),
        ("hội nghị cảng xanh lần 2", 2),
        ("hội chợ hoa lần thứ ba năm 2019", 3),
        ("đại hội lần thứ xiv", 14),
        ("đại hội lần thứ ix", 9),
        ("hội nghị cảng xanh 2018", None),
        ("lần", None),
        ("hội nghị lần này", None),
    ],
)
def test_the_edition_is_in_the_name(name: str, number: int | None) -> None:
    assert edition(name.split()) == number


def test_an_event_states_its_edition() -> None:
    assert stated("Diễn đàn Cảng xanh lần thứ tư diễn ra ngày 5/5/2019.") == {
        ("dien-dan-cang-xanh-lan-thu-tu", "position", "4"),
        ("dien-dan-cang-xanh-lan-thu-tu", "superEvent", "dien-dan-cang-xanh"),
    }


def test_an_event_follows_the_edition_before_where_the_text_says_so() -> None:
    text = "Tiếp nối Diễn đàn Cảng xanh lần 1 hồi tháng 3/2016, Diễn đàn Cảng xanh lần 2 bàn về tàu."
    assert ("dien-dan-cang-xanh-lan-2", "previousEdition", "dien-dan-cang-xanh-lan-1") in stated(text)
    assert not any(
        s[1] == "previousEdition" for s in stated("Diễn đàn Cảng xanh lần 2 diễn ra ngày 5/5/2019.")
    )


def test_an_event_is_part_of_what_it_is_held_within() -> None:
    text = "Ngày 5/5/2019, trong khuôn khổ Tuần lễ Biển sạch, UBND tỉnh Cà Mau tổ chức Hội thảo Rừng đước."
    assert stated(text) == {("hoi-thao-rung-duoc", "superEvent", "tuan-le-bien-sach")}


def test_an_event_elsewhere_in_the_sentence_is_no_larger_event() -> None:
    assert stated("UBND tỉnh Cà Mau tổ chức Hội thảo Rừng đước, sau Tuần lễ Biển sạch.") == set()
