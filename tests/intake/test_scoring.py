"""The scores of extraction: what counts as found, at each level."""

from __future__ import annotations

import pytest

from smartcity_kb.intake.names import abbreviations_of
from smartcity_kb.intake.patterns_load import read_patterns
from smartcity_kb.intake.scoring import TOTAL, Score, scores

ABBREVIATIONS = abbreviations_of(read_patterns().lexicon)
GOLD = {
    "kind": "agreement",
    "subject": "UBND tỉnh Hậu Giang",
    "relation": "signed_with",
    "object": "Tập đoàn Tân Long",
    "date": "2018-07-03",
    "quote": "x" * 40,
    "start": 100,
}


@pytest.mark.parametrize(
    ("change", "span", "lenient", "strict"),
    [
        ({}, 1, 1, 1),
        ({"subject": "Ủy ban nhân dân tỉnh Hậu Giang"}, 1, 1, 1),
        ({"date": None}, 1, 1, 0),
        ({"object": "Tập đoàn Nước Tân Long Sông Xanh"}, 1, 1, 0),
        ({"object": None}, 1, 0, 0),
        ({"subject": "Bộ Y tế"}, 1, 0, 0),
        ({"start": 119}, 1, 1, 1),
        ({"start": 125}, 0, 0, 0),
        ({"kind": "event"}, 0, 0, 0),
    ],
)
def test_levels(change: dict[str, object], span: int, lenient: int, strict: int) -> None:
    total = scores([GOLD | change], [GOLD], ABBREVIATIONS)[TOTAL]
    assert (total.span, total.lenient, total.strict) == (span, lenient, strict)


def test_a_row_is_matched_once() -> None:
    score = scores([GOLD, GOLD], [GOLD], ABBREVIATIONS)["agreement"]
    assert score == Score(2, 1, 1, 1, 1)
    assert (score.precision("strict"), score.recall("strict")) == (0.5, 1.0)
    assert round(score.f1("strict"), 3) == 0.667


def test_judgement_calls_stand_outside_the_total() -> None:
    goal = GOLD | {"kind": "goal"}
    assert scores([GOLD, goal], [GOLD], ABBREVIATIONS)[TOTAL] == Score(1, 1, 1, 1, 1)
