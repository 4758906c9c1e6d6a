"""Dates in all the ways that papers write them, to EDTF."""

from __future__ import annotations

import pytest

from smartcity_kb.intake.canonical import canonical_keeping_offsets
from smartcity_kb.intake.finding import FINDERS
from smartcity_kb.intake.mentions import Reading
from smartcity_kb.intake.patterns_load import read_patterns
from smartcity_kb.intake.tokens import Sentence

LEXICON = read_patterns().lexicon

DATES = [
    ("từ ngày 25-27/11/2017", "2017-11-25/2017-11-27"),
    ("từ ngày 10 đến 12-10-2018", "2018-10-10/2018-10-12"),
    ("từ ngày 28/9 đến 2/10/2018", "2018-09-28/2018-10-02"),
    ("từ 30/12/2018 đến 2/1/2019", "2018-12-30/2019-01-02"),
    ("trong hai ngày 12 và 13/10/2018", "2018-10-12/2018-10-13"),
    ("ngày 15/8/2016", "2016-08-15"),
    ("15.8.2016", "2016-08-15"),
    ("ngày 12 tháng 04 năm 2017", "2017-04-12"),
    ("ngày 5 tháng 6", "XXXX-06-05"),
    ("chiều 17-11", "XXXX-11-17"),
    ("tối 27/4", "XXXX-04-27"),
    ("từ 9-11/11", "XXXX-11-09/XXXX-11-11"),
    ("(26/11)", "XXXX-11-26"),
    ("tháng 3/2016", "2016-03"),
    ("tháng 9 năm 2018", "2018-09"),
    ("tháng 1-2019", "2019-01"),
    ("tháng 3-6/2018", "2018-03/2018-06"),
    ("đầu tháng 5", "XXXX-05"),
    ("vào tháng 10 năm nay", "XXXX-10"),
    ("tháng 3 năm ngoái", "XXXX-03"),
    ("quý III/2019", "2019-35"),
    ("quí 1-2019", "2019-33"),
    ("quý 3 năm 2019", "2019-35"),
    ("6 tháng đầu năm 2019", "2019-40"),
    ("giai đoạn 2018-2020", "2018/2020"),
    ("giai đoạn 2018 - 2025", "2018/2025"),
    ("đến năm 2030", "2030"),
    ("năm 2014", "2014"),
    ("November 25, 2017", "2017-11-25"),
    ("25-27 November 2017", "2017-11-25/2017-11-27"),
    ("March 2016", "2016-03"),
    ("the third quarter of 2019", "2019-35"),
    ("by 2030", "2030"),
    ("April 2", "XXXX-04-02"),
]
NO_DATES = [
    "63/63 tỉnh",
    "06/2019/TT-BTTTT",
    "ngày 31/2/2018",
    "ngày 45/11/2017",
    "24/7",
    "tăng 7,62%",
    "hôm nay",
]


def dates(text: str) -> list[str]:
    canonical = canonical_keeping_offsets(text)
    reading = Reading(Sentence(text, canonical, 0, len(canonical.text)), LEXICON, FINDERS, False)
    return [m.value for _, ms in sorted(reading.table("date").items()) for m in ms]


@pytest.mark.parametrize(("text", "edtf"), DATES)
def test_date(text: str, edtf: str) -> None:
    assert dates(f"Việc ấy {text}, theo kế hoạch.") == [edtf]


@pytest.mark.parametrize("text", NO_DATES)
def test_no_date(text: str) -> None:
    assert dates(f"Việc ấy {text}, theo kế hoạch.") == []
