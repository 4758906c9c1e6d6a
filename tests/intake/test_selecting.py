"""Selecting in long texts: each fact once, with work that grows with the facts and not with their square."""

from __future__ import annotations

import pytest

from smartcity_kb.intake import said_before
from smartcity_kb.intake.extract import find_proposals, gold_rows
from smartcity_kb.intake.linking import Gazetteer
from smartcity_kb.intake.patterns_load import read_patterns
from smartcity_kb.intake.said_before import REMEMBERED, _Named


def compared(monkeypatch: pytest.MonkeyPatch, names: int) -> int:
    """How often two names are compared when so many different ones come."""
    count = 0

    class Counted(frozenset[str]):
        def __le__(self, other: object) -> bool:
            nonlocal count
            count += 1
            return super().__le__(other)  # type: ignore[operator]

    monkeypatch.setattr(said_before, "words_in", lambda name: Counted(name.split()))
    seen = _Named()
    for number in range(names):
        key = (f"công ty số {number}",)
        assert key not in seen
        seen.add(key)
    return count


def test_a_new_name_is_compared_with_the_last_ones_only(monkeypatch: pytest.MonkeyPatch) -> None:
    once, twice = (compared(monkeypatch, REMEMBERED * many) for many in (5, 10))
    # Two names are compared both ways.
    assert 0 < once <= 2 * REMEMBERED * REMEMBERED * 5
    assert twice - once <= 2 * REMEMBERED * REMEMBERED * 5


def test_the_same_name_is_known_however_long_ago_it_came() -> None:
    seen = _Named()
    seen.add(("sở y tế", "tập đoàn sao biển"))
    for number in range(2 * REMEMBERED):
        seen.add((f"công ty {number}", "ngân hàng"))
    assert ("sở y tế", "tập đoàn sao biển") in seen
    assert ("sở y tế", "tập đoàn khác") not in seen


def test_an_agreement_has_the_day_of_the_ceremony_told_behind_it() -> None:
    text = (
        "Chuyện hôm nay\n\nUBND tỉnh Trà Vinh và Công ty Nắng Mới vừa ký biên bản ghi nhớ về trồng rừng. "
        "Lễ ký diễn ra chiều 5/3/2019 tại khách sạn Biển Xanh.\n"
    )
    rows = gold_rows(find_proposals(text, read_patterns(), Gazetteer()))
    assert [row["date"] for row in rows if row["kind"] == "agreement"] == ["2019-03-05"]
