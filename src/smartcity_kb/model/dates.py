"""Dates at the precision of the source, in EDTF (ISO 8601-2:2019): parse, bounds, order, display.

Read here: level 0 and 1 (years, months, days, intervals, open and unknown ends, ``?``, ``~``, ``%``,
unspecified ``X`` digits, seasons 21-24, negative and ``Y`` years) and, of level 2, the quarters 33-36
and halves 40-41 that Vietnamese administration dates by. Specification: Library of Congress, EDTF.
"""

from __future__ import annotations

from .errors import InputError
from .record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# Sub-year groupings -> first and last month. Seasons are those of the northern hemisphere (as in the
# EDTF specification's notes, 21 is spring); winter is taken as the last quarter of its own year.
_GROUPINGS = {
    21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12),
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
    37: (1, 4), 38: (5, 8), 39: (9, 12), 40: (1, 6), 41: (7, 12),
}  # fmt: skip
_QUALIFIERS = "?~%"


class EdtfError(InputError):
    """A text that is not an EDTF date; the message says what is wrong with it."""


class Day(Record):
    """One calendar day of the proleptic Gregorian calendar; years as in ISO 8601 (0 is 1 BC)."""

    year: int
    month: int
    day: int

    def __str__(self) -> str:
        year = f"{self.year:04d}" if self.year >= 0 else f"-{-self.year:04d}"
        return f"{year}-{self.month:02d}-{self.day:02d}"

    def key(self) -> tuple[int, int, int]:
        """What days are ordered by."""
        return (self.year, self.month, self.day)


class Moment(Record):
    """One side of an EDTF date: numbers as far as the source gives them, and how sure they are.

    ``month`` may be a sub-year grouping (21-41). ``qualifier`` is ``""``, ``"?"`` (uncertain), ``"~"``
    (approximate) or ``"%"`` (both). ``first`` and ``last`` are the bounds.
    """

    text: str
    year: int
    month: int | None
    day: int | None
    qualifier: str
    first: Day
    last: Day


class Edtf(Record):
    """An EDTF date: a single moment, or an interval with two sides.

    ``start`` or ``end`` is None where an interval is open (``..``) or the end unknown (empty).
    """

    text: str
    start: Moment | None
    end: Moment | None
    interval: bool

    @property
    def earliest(self) -> Day | None:
        """The first day that the date can mean; None when the start is open or unknown."""
        return self.start.first if self.start else None

    @property
    def latest(self) -> Day | None:
        """The last day that the date can mean; None when the end is open or unknown."""
        return self.end.last if self.end else None


def parse(text: str) -> Edtf:
    """Parse an EDTF date.

    Raises EdtfError when the text is not EDTF or names a day that does not exist.

    >>> date = parse("2017-11-25/2017-11-27")
    >>> str(date.earliest), str(date.latest)
    ('2017-11-25', '2017-11-27')
    >>> str(parse("2016-03").latest)
    '2016-03-31'
    """
    if "/" not in text:
        moment = _moment(text, text)
        return Edtf(text, moment, moment, False)
    left, _, right = text.partition("/")
    start = None if left in ("", "..") else _moment(left, text)
    end = None if right in ("", "..") else _moment(right, text)
    if start is None and end is None:
        raise EdtfError(f"'{text}' is not an EDTF date: an interval needs at least one end")
    if start and end and start.first.key() > end.last.key():
        raise EdtfError(f"'{text}' is not an EDTF date: the interval ends before it starts")
    return Edtf(text, start, end, True)


def order_key(earliest: str | None, latest: str | None) -> tuple[object, ...]:
    """What dated things are ordered by: earliest day, then the narrower one; undated things last.

    Takes ISO days (``YYYY-MM-DD``) as the store holds them.
    """
    return (_day_key(earliest or latest), _day_key(latest or earliest))


def display(text: str, lang: str) -> str:
    """An EDTF date as people write it, at its own precision; text that is not EDTF comes back as it is.

    >>> display("2017-11-25/2017-11-27", "vi"), display("2017-11-25/2017-11-27", "en")
    ('25–27/11/2017', '25–27 November 2017')
    >>> display("2016-03", "vi"), display("2019-35", "en"), display("2018/2020", "vi")
    ('tháng 3/2016', 'Q3 2019', '2018–2020')
    """
    try:
        date = parse(text)
    except EdtfError:
        return text
    show = _show_vi if lang == "vi" else _show_en
    if not date.interval:
        return show(date.start) if date.start else text
    if date.start is None or date.end is None:
        return _open_interval(text, date, show, lang)
    if "" == date.start.qualifier == date.end.qualifier:
        joined = _joined_interval(date.start, date.end, lang)
        if joined:
            return joined
    return f"{show(date.start)} – {show(date.end)}"


def _moment(text: str, whole: str) -> Moment:
    body, qualifier = (text[:-1], text[-1]) if text and text[-1] in _QUALIFIERS else (text, "")
    sign, digits = (-1, body[1:]) if body.startswith("-") else (1, body)
    if digits.startswith("Y"):
        return _long_year(digits[1:], sign, qualifier, text, whole)
    parts = digits.split("-")
    if len(parts) > 3 or [len(part) for part in parts] != [4, 2, 2][: len(parts)]:
        raise _wrong(whole, "write YYYY, YYYY-MM, YYYY-MM-DD or an interval start/end")
    _check_digits(parts, whole)
    years = _years(parts[0], sign)
    month = parts[1] if len(parts) > 1 else ""
    day = parts[2] if len(parts) > 2 else ""
    first, last = _bounds(years, month, day, whole)
    return Moment(text, years[0], _number(month), _number(day), qualifier, first, last)


def _long_year(digits: str, sign: int, qualifier: str, text: str, whole: str) -> Moment:
    negative = digits.startswith("-")
    number = digits[1:] if negative else digits
    if sign < 0 or not (number.isascii() and number.isdigit() and 5 <= len(number) <= 9):
        raise _wrong(whole, "after Y a year has five to nine digits")
    year = -int(number) if negative else int(number)
    return Moment(text, year, None, None, qualifier, Day(year, 1, 1), Day(year, 12, 31))


def _check_digits(parts: list[str], whole: str) -> None:
    unspecified = False
    for part in parts:
        for char in part:
            if char == "X":
                unspecified = True
            elif not ("0" <= char <= "9") or unspecified:
                raise _wrong(whole, f"'{char}' is not allowed there")


def _years(part: str, sign: int) -> tuple[int, int]:
    low, high = int(part.replace("X", "0")), int(part.replace("X", "9"))
    return (low, high) if sign > 0 else (-high, -low)


def _bounds(years: tuple[int, int], month: str, day: str, whole: str) -> tuple[Day, Day]:
    months = _months(month, whole)
    if not day or "X" in day:
        if "X" in day and day != "XX":
            raise _wrong(whole, "a day is two digits or XX")
        if day and months[0] != months[1] and month != "XX":
            raise _wrong(whole, "a season or quarter has no day")
        return Day(years[0], months[0], 1), Day(years[1], months[1], _length(years[1], months[1]))
    number = int(day)
    if "X" in month or months[0] != months[1] or int(month) > 12:
        raise _wrong(whole, "a day needs its month")
    if not 1 <= number <= _length(years[0], months[0]):
        raise _wrong(whole, f"month {months[0]} of {years[0]} has no day {number}")
    return Day(years[0], months[0], number), Day(years[1], months[1], number)


def _months(month: str, whole: str) -> tuple[int, int]:
    if month in ("", "XX"):
        return 1, 12
    if "X" in month:
        raise _wrong(whole, "a month is two digits or XX")
    number = int(month)
    if 1 <= number <= 12:
        return number, number
    if number in _GROUPINGS:
        return _GROUPINGS[number]
    raise _wrong(whole, f"there is no month or season {month}")


def _length(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else _DAYS[month - 1]


def _number(part: str) -> int | None:
    return int(part) if part and "X" not in part else None


def _wrong(whole: str, why: str) -> EdtfError:
    return EdtfError(f"'{whole}' is not an EDTF date: {why}")


def _day_key(day: str | None) -> tuple[int, int, int, int]:
    if day is None:
        return (1, 0, 0, 0)
    sign, rest = (-1, day[1:]) if day.startswith("-") else (1, day)
    year, month, number = rest.split("-")
    return (0, sign * int(year), int(month), int(number))


_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_GROUPINGS_EN = {
    21: "spring", 22: "summer", 23: "autumn", 24: "winter",
    33: "Q1", 34: "Q2", 35: "Q3", 36: "Q4",
    37: "first third of", 38: "second third of", 39: "last third of",
    40: "first half of", 41: "second half of",
}  # fmt: skip
_GROUPINGS_VI = {
    21: "mùa xuân", 22: "mùa hè", 23: "mùa thu", 24: "mùa đông",
    33: "quý I", 34: "quý II", 35: "quý III", 36: "quý IV",
    37: "bốn tháng đầu năm", 38: "bốn tháng giữa năm", 39: "bốn tháng cuối năm",
    40: "sáu tháng đầu năm", 41: "sáu tháng cuối năm",
}  # fmt: skip


def _show_vi(moment: Moment) -> str:
    if "X" in moment.text:
        shown = moment.text.rstrip(_QUALIFIERS)
    elif moment.month is None:
        shown = str(moment.year)
    elif moment.day is not None:
        shown = f"{moment.day}/{moment.month}/{moment.year}"
    elif moment.month > 12:
        joint = "/" if moment.month in range(33, 37) else " "
        shown = f"{_GROUPINGS_VI[moment.month]}{joint}{moment.year}"
    else:
        shown = f"tháng {moment.month}/{moment.year}"
    return _qualified(shown, moment.qualifier, ("có thể ", "khoảng ", "có thể khoảng "))


def _show_en(moment: Moment) -> str:
    if "X" in moment.text:
        shown = moment.text.rstrip(_QUALIFIERS)
    elif moment.month is None:
        shown = str(moment.year)
    elif moment.day is not None:
        shown = f"{moment.day} {_MONTHS_EN[moment.month - 1]} {moment.year}"
    elif moment.month > 12:
        shown = f"{_GROUPINGS_EN[moment.month]} {moment.year}"
    else:
        shown = f"{_MONTHS_EN[moment.month - 1]} {moment.year}"
    return _qualified(shown, moment.qualifier, ("possibly ", "about ", "possibly about "))


def _qualified(shown: str, qualifier: str, words: tuple[str, str, str]) -> str:
    return words[_QUALIFIERS.index(qualifier)] + shown if qualifier else shown


def _open_interval(text: str, date: Edtf, show: Callable[[Moment], str], lang: str) -> str:
    known = date.start or date.end
    if known is None:
        return text
    words = ("từ ", "đến ") if lang == "vi" else ("from ", "until ")
    return (words[0] if date.start else words[1]) + show(known)


def _joined_interval(start: Moment, end: Moment, lang: str) -> str:
    """The short form of an interval inside one month or over plain years; empty when there is none."""
    if start.month is None and end.month is None and "X" not in start.text + end.text:
        return f"{start.year}–{end.year}"
    if start.day is None or end.day is None or start.month is None or end.month is None:
        return ""
    if (start.year, start.month) != (end.year, end.month):
        return ""
    if lang == "vi":
        return f"{start.day}–{end.day}/{start.month}/{start.year}"
    return f"{start.day}–{end.day} {_MONTHS_EN[start.month - 1]} {start.year}"
