"""The year of an event that only its own name gives: "dự Triển lãm Xe điện Việt Nam 2018"."""

from __future__ import annotations

from itertools import pairwise

from .finding import Found
from .mentions import Mention, Reading

# What an event looks back or ahead on has a year of its own: "Hội nghị triển khai nhiệm vụ năm 2020".
_BUSINESS = frozenset(
    {
        *[
            ("nhiệm", "vụ"),
            ("tổng", "kết"),
            ("sơ", "kết"),
            ("công", "tác"),
            ("kế", "hoạch"),
            ("hoạt", "động"),
        ],
        *[("triển", "khai"), ("kết", "quả"), ("giai", "đoạn"), ("tầm", "nhìn"), ("đề", "án"), ("dự", "án")],
        *[("năm", "học"), ("ngân", "sách"), ("chỉ", "tiêu"), ("chỉ", "số"), ("xếp", "hạng"), ("đến", "năm")],
    }
)


def with_year_of_name(fact: Found) -> Found:
    """The fact dated by the year in the event's name where nothing else dates it; else as it is.

    A day without its year stays so: an edition may be held, and a prize given, in the year after.
    """
    if fact.pattern.kind not in ("event", "place_event") or fact.date is not None or len(fact.subjects) != 1:
        return fact
    year = _year_of(fact.subjects[0], fact.reading)
    return fact._replace(date=year) if year else fact


def _year_of(event: Mention, reading: Reading) -> str:
    """The year at the end of an event's name ("… 2018", "… năm 2018", "… 2018 (VSC 2018)"), or nothing."""
    if event.elsewhere is not None:
        # The quote, which says "Giải thưởng", does not give the year.
        return ""
    words = reading.sentence.words[event.low : event.high]
    if not _BUSINESS.isdisjoint(pairwise(words)):
        return ""
    years = [at for at, word in enumerate(words) if len(word) == 4 and word.isdecimal() and word[:2] == "20"]
    if (
        not years
        or words[years[0] - 1] in ("-", "/", "đến")
        or words[years[0] + 1 : years[0] + 2] in (["-"], ["/"])
    ):
        return ""
    same = {words[at] for at in years} == {words[years[0]]}
    ends = years[-1] == len(words) - 1 or words[years[0] + 1 : years[0] + 2] in (["("], ['"'], ["lần"])
    return words[years[0]] if same and (ends or words[years[-1] + 1 :] in ([")"], ['"'])) else ""
