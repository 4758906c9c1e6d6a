"""Words of time behind an event's head: periods and years inside its name, days that end it."""

from __future__ import annotations

from .mentions import Reading

# Before the quarter that a regular meeting is about: "hội nghị giao ban quý III/2021".
_REGULAR = frozenset({"ban", "kì", "tuyến"})


def at_reviewed_period(reading: Reading, head: int, at: int) -> int | None:
    """Behind the period that is looked back on: "hội nghị sơ kết 6 tháng đầu năm 2020"."""
    words = reading.sentence.words
    looks_back = at == head and words[at - 1] == "kết"
    regular = words[at] == "quí" and words[at - 1] in _REGULAR
    if not (looks_back or regular):
        return None
    period = reading.longest("date", at) or reading.longest("moment", at)
    return period.last if period is not None else None


def at_light(reading: Reading, head: int, at: int) -> int | None:
    """Over a word for a time of day that says none: "hội thảo về chiếu sáng"."""
    words = reading.sentence.words
    if words[at] not in ("sáng", "chiều", "tối", "trưa") or at == head:
        return None
    return None if _time_of_day(reading, at) else at + 1


def _time_of_day(reading: Reading, at: int) -> bool:
    """Whether "sáng", "chiều" or "tối" says when: before a day, "nay", a number, or a mark."""
    words = reading.sentence.words
    lights = words[at - 1] in ("chiếu", "thắp", "phát", "soi")
    return not lights or words[at + 1 : at + 2] in (["nay"], ["qua"]) or bool(reading.at("date", at))


def at_span(reading: Reading, head: int, at: int) -> int | None:
    """Behind the years of "giai đoạn …", "đến năm …"; a single day or month ends the name."""
    if reading.sentence.words[at] not in ("giai", "thời", "nhiệm", "đến") or at == head:
        return None
    period = reading.longest("date", at)
    if period is None:
        return None
    return at if "-" in period.value else period.last


def at_first_time(reading: Reading, head: int, at: int) -> int | None:
    """The end before "lần đầu": "diễn đàn | lần đầu được tổ chức"."""
    return at if reading.sentence.words[at : at + 2] == ["lần", "đầu"] else None


def at_year(reading: Reading, head: int, at: int) -> int | None:
    """Behind "năm 2020"."""
    words = reading.sentence.words
    return at + 2 if words[at] == "năm" and at + 1 < len(words) and is_year(words[at + 1]) else None


def at_date(reading: Reading, head: int, at: int) -> int | None:
    """The end before a day; a year alone may belong to the name."""
    dated = at > head and reading.at("date", at) and not is_year(reading.sentence.words[at])
    return at if dated else None


def is_year(word: str) -> bool:
    """Whether a word is a year of the 20th or 21st century."""
    return len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")
