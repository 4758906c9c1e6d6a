"""Dates as Vietnamese and English papers write them, to EDTF; a year or a day is never made up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ..model.dates import EdtfError, parse
from .mentions import Mention, Reading

_D = r"(?:0?[1-9]|[12]\d|3[01])"
_M = r"(?:0?[1-9]|1[0-2])"
_Y = r"(?:19|20)\d\d"
_S = r"\s?[/.\-]\s?"
_TO = r"\s*(?:-|đến hết|đến|tới|and|to|và|&)\s*"
_CUE = (
    r"(?:rạng sáng|sáng|chiều|trưa|tối|đêm|hôm|mùng|từ|đến|vào|trước|sau|kể từ|tính đến|"
    r"dịp lễ|dịp tết|dịp|lễ|quốc khánh)"
)
_TODAY = (
    r"(?:(?:(?:ngày\s+)?hôm\s+qua|(?:sáng|chiều|tối|hôm|ngày|đêm)\s+(?:nay|qua))\s*"
    r"(?:[-(,]\s*)?(?:ngày\s+)?)"
)
_DAY = rf"(?:{_TODAY}|(?:{_CUE}\s+){{0,3}}ngày\s+|(?:{_CUE}\s+){{1,3}})"
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
# Before a year these say that something happened in it; "từ năm", "đến năm" bound it.
_WITHIN = frozenset({"in", "late", "early", "mid", "vào", "hồi", "đầu", "giữa", "cuối"})
# Between what was held and its year stands only where.
_WHERE = frozenset({"tại", "ở", "(", ")", "tỉnh", "tp", "thành", "phố", ".", "nước", "thủ", "đô", ","})
# What was done right before a year: "ký năm 2016", "thành lập năm 2016", or within it.
_DONE_IN = frozenset({"kí", "kết", "lập", "hành", "duyệt", "trong"})
_MONTH_NUMBER = {name: number for number, name in enumerate(_MONTHS, 1)}
_MONTH_NUMBER |= {name[:3]: number for name, number in _MONTH_NUMBER.items()} | {"sept": 9}
_EM = r"(?P<em>january|february|march|april|may|june|july|august|september|october|november|december|" + (
    r"jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\.?"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_ORDINAL = {"first": 1, "second": 2, "third": 3, "fourth": 4}

# In order of preference: the first that matches at a place wins, so the fuller forms stand first.
_FORMS = [
    rf"(?P<days>{_DAY}?(?:hai\s+|ba\s+|các\s+)?(?:ngày\s+)?(?P<d1>{_D}){_TO}(?:ngày\s+)?(?P<d2>{_D})"
    rf"(?:{_S}(?P<m>{_M}){_S}(?P<y>{_Y})|\s*tháng\s*(?P<mb>{_M})\s*(?:,\s*)?(?:năm|/|-)\s*(?P<yb>{_Y})))",
    rf"(?P<span>{_DAY}?(?P<sd1>{_D}){_S}(?P<sm1>{_M})(?:{_S}(?P<sy1>{_Y}))?{_TO}(?:ngày\s+)?"
    rf"(?P<sd2>{_D}){_S}(?P<sm2>{_M}){_S}(?P<sy2>{_Y}))",
    rf"(?P<listed>{_DAY}(?P<ld1>{_D})\s*,\s*(?:ngày\s+)?(?P<ld2>{_D}){_S}(?P<lm>{_M})(?:{_S}(?P<ly>{_Y}))?)",
    rf"(?P<day>{_DAY}?(?:ngày\s+)?(?P<dd>{_D})(?:{_S}(?P<dm>{_M}){_S}(?P<dy>{_Y})"
    rf"|\s*tháng\s*(?P<dmb>{_M})\s*(?:,\s*)?(?:năm|/|-)\s*(?P<dyb>{_Y})))",
    rf"(?P<bare_span>{_DAY}(?P<bsd1>{_D}){_S}(?P<bsm1>{_M}){_TO}(?:ngày\s+)?(?P<bsd2>{_D}){_S}(?P<bsm2>{_M}))",
    rf"(?P<bare_days>{_DAY}(?P<bd1>{_D}){_TO}(?:ngày\s+)?(?P<bd2>{_D})(?:{_S}|\s*tháng\s*)(?P<bm>{_M}))",
    rf"(?P<bare_day>{_DAY}(?P<xd>{_D})(?:{_S}|\s*tháng\s*)(?P<xm>{_M}))",
    rf"(?P<in_brackets>\((?P<pd>{_D})[/\-](?P<pm>{_M})\))",
    rf"(?P<months>(?:từ\s+)?tháng\s+(?P<m1>{_M}){_TO}(?:tháng\s+)?(?P<m2>{_M})\s*(?:/|-|năm)\s*(?P<my>{_Y}))",
    rf"(?P<month>(?:(?:đầu|giữa|cuối|trong|vào|hồi|từ|đến)\s+)?tháng\s+(?P<mm>{_M})(?:\s*[/.\-]\s*|\s*,?\s*năm\s+)"
    rf"(?P<mmy>{_Y}))",
    rf"(?P<quarter>qu[íý]\s*(?P<q>iv|i{{1,3}}|[1-4])\s*(?:/|-|,)?\s*(?:năm\s+)?(?P<qy>{_Y}))",
    rf"(?P<half>(?:6|sáu)\s+tháng\s+(?P<hw>đầu|cuối)\s+năm\s+(?P<hy>{_Y}))",
    rf"(?P<years>(?:giai đoạn|từ năm|từ|nhiệm kì|thời kì|năm)\s+(?P<y1>{_Y}){_TO}(?:năm\s+)?(?P<y2>{_Y}))",
    rf"(?P<year>(?:(?:đầu|giữa|cuối|trong|vào|từ|đến|trước|sau)\s+){{0,2}}năm\s+(?P<yy>{_Y}))",
    rf"(?P<bare_month>(?:(?:đầu|giữa|cuối|trong|vào|hồi)\s+)tháng\s+(?P<bmm>{_M})(?!\s*(?:năm|tháng)))",
    rf"(?P<near_month>tháng\s+(?P<nmm>{_M})(?:\s+năm\s+(?:nay|ngoái|sau|tới|trước)(?!\w)"
    r"|(?=\s+(?:tới|này|vừa|qua|sắp)(?!\w))))",
    rf"(?P<month_year>(?P<nm>{_M})/(?P<ny>{_Y}))",
    rf"(?P<e_span>(?:from\s+)?{_EM.replace('em>', 'sm1e>')}\s+(?P<sd1e>{_D})\s*(?:-|to)\s*"
    rf"{_EM.replace('em>', 'sm2e>')}\s+(?P<sd2e>{_D})(?:,?\s+(?P<sye>{_Y}))?)",
    rf"(?P<e_days>(?:from\s+)?{_EM}\s+(?P<ed1>{_D})\s*(?:-|to|and)\s*(?P<ed2>{_D})(?:,?\s+(?P<ey>{_Y}))?)",
    rf"(?P<e_days_b>(?:from\s+)?(?P<fd1>{_D})\s*(?:-|to|and)\s*(?P<fd2>{_D})\s+"
    rf"{_EM.replace('em>', 'fm>')}(?:,?\s+(?P<fy>{_Y}))?)",
    rf"(?P<e_day>{_EM.replace('em>', 'gm>')}\s+(?P<gd>{_D})(?:st|nd|rd|th)?(?:,?\s+(?P<gy>{_Y}))?)",
    rf"(?P<e_day_b>(?P<kd>{_D})(?:st|nd|rd|th)?\s+(?:of\s+)?{_EM.replace('em>', 'km>')}"
    rf"(?:,?\s+(?P<ky>{_Y}))?)",
    rf"(?P<e_month>{_EM.replace('em>', 'nmo>')},?\s+(?:of\s+)?(?P<nmy>{_Y}))",
    rf"(?P<e_quarter>(?:q(?P<eq>[1-4])|the\s+(?P<ew>first|second|third|fourth)\s+quarter)\s+(?:of\s+)?"
    rf"(?P<eqy>{_Y}))",
    rf"(?P<e_years>(?:from|between)\s+(?P<ey1>{_Y})\s*(?:-|to|and)\s*(?P<ey2>{_Y}))",
    rf"(?P<e_bare_month>(?:in|last|early|late|mid-?)\s+(?P<ebm>january|february|march|april|may|june|july|august|"
    rf"september|october|november|december)(?!\s+(?:{_D}\b|{_Y})))",
    rf"(?P<e_year>(?:in|by|since|until|during|late|early|mid-?)\s+(?P<eyy>{_Y}))",
]
_DATE = re.compile(r"(?<![\w/.\-])(?:" + "|".join(_FORMS) + r")(?![\d]|[/\-]\d|/[^\W\d])")


def find_dates(reading: Reading) -> Iterator[Mention]:
    """The dates in a sentence; ``value`` is EDTF ("XXXX-11-17" where the article gives no year).

    The mention takes in its words ("từ ngày", "chiều", "quý"). What names no possible day is no date.
    """
    sentence = reading.sentence
    if reading.day and (last := _same_day_end(reading)):
        # What ``inner`` marks is said in another sentence.
        day = Mention("date", 0, last, 0, last, reading.day)
        yield day._replace(inner=day)
    if not any(word[0].isdigit() or (reading.english and word in _MONTHS) for word in sentence.words):
        return
    for match in _DATE.finditer(sentence.canon):
        edtf = _edtf(match)
        if edtf is None:
            continue
        first, last = sentence.token_at(match.start()), sentence.token_at(match.end())
        if last > first:
            # "sáng nay (5/4)": the bracket is closed behind the day.
            whole = last + (
                sentence.words[first:last].count("(") > 0 and sentence.words[last : last + 1] == [")"]
            )
            yield Mention("date", first, whole, first, whole, edtf)


def names_same_day(reading: Reading) -> bool:
    """Whether a sentence opens with the day of the one before: "Cùng ngày, …", "Chiều cùng ngày, …"."""
    return _same_day_end(reading) > 0


def _same_day_end(reading: Reading) -> int:
    words = reading.sentence.words
    first = int(words[:1] in (["sáng"], ["trưa"], ["chiều"], ["tối"], ["đêm"], ["cũng"]))
    same = ["trong", "ngày"] if words[:1] == ["cũng"] else ["cùng", "ngày"]
    dated = words[first + 2 : first + 3]
    return first + 2 if words[first : first + 2] == same and dated == [","] else 0


def find_moments(reading: Reading) -> Iterator[Mention]:
    """Dates that something happens on: a day, a month, a quarter; no "giai đoạn 2018-2020".

    A year is one only where it opens the sentence ("Năm 2016, …", "Trước đó, năm 2016, …"), or with a
    word for when ("vào năm 2016", "cuối năm 2016", "in 2016").
    """
    for mentions in list(reading.table("date").values()):
        for mention in mentions:
            opens = mention.first <= 2 and reading.sentence.words[mention.last : mention.last + 1] == [","]
            words = reading.sentence.words
            # "Ngoài A, năm 2016 UBND thành phố …"
            behind = mention.last < len(words) and reading.sentence.capital[mention.last]
            opens = opens or (behind and (mention.first == 0 or words[mention.first - 1] == ","))
            within = words[mention.first] in _WITHIN or words[max(0, mention.first - 1)] in _DONE_IN
            year = len(mention.value) == 4 and (opens or within or _is_held_in(reading, mention.first))
            if "-" in mention.value or year:
                yield mention._replace(kind="moment")


def _is_held_in(reading: Reading, at: int) -> bool:
    """Whether a year stands behind where something was held: "được tổ chức tại Busan (Hàn Quốc) năm 2017"."""
    sentence = reading.sentence
    first = at - 1
    while first > max(0, at - 9) and (sentence.capital[first] or sentence.words[first] in _WHERE):
        first -= 1
    return any(end == first + 1 for end in reading.listed("hold_clear").values())


def _edtf(match: re.Match[str]) -> str | None:
    text = next((_READERS[name](match) for name in _READERS if match[name]), None)
    if text is None:
        return None
    try:
        # Without a year only the day itself can be checked; 2000 had every day that a year can have.
        parse(text.replace("XXXX", "2000"))
    except EdtfError:
        return None
    return text


def _day(year: str | None, month: str, day: str) -> str:
    return f"{year or 'XXXX'}-{int(month):02d}-{int(day):02d}"


def _month(match: re.Match[str], group: str) -> str:
    return str(_MONTH_NUMBER[match.group(group)])


def _between(start: str, end: str) -> str:
    return start if start == end else f"{start}/{end}"


def _days(match: re.Match[str]) -> str:
    month, year = match.group("m") or match.group("mb"), match.group("y") or match.group("yb")
    return _between(_day(year, month, match.group("d1")), _day(year, month, match.group("d2")))


def _span(match: re.Match[str]) -> str:
    end_year = match.group("sy2")
    start_year = match.group("sy1") or end_year
    start = _day(start_year, match.group("sm1"), match.group("sd1"))
    return _between(start, _day(end_year, match.group("sm2"), match.group("sd2")))


def _listed(year: str | None, month: str, first: int, second: int) -> str:
    """Two days with a comma between them, an interval only when one follows the other; else the second."""
    last = _day(year, month, str(second))
    return _between(_day(year, month, str(first)), last) if second == first + 1 else last


def _quarter(number: int, year: str) -> str:
    return f"{year}-{32 + number}"


_READERS: dict[str, Callable[[re.Match[str]], str]] = {
    "days": _days,
    "span": _span,
    "day": lambda m: _day(m["dy"] or m["dyb"], m["dm"] or m["dmb"], m["dd"]),
    "bare_span": lambda m: _between(_day(None, m["bsm1"], m["bsd1"]), _day(None, m["bsm2"], m["bsd2"])),
    "bare_days": lambda m: _between(_day(None, m["bm"], m["bd1"]), _day(None, m["bm"], m["bd2"])),
    "listed": lambda m: _listed(m["ly"], m["lm"], int(m["ld1"]), int(m["ld2"])),
    "bare_day": lambda m: _day(None, m["xm"], m["xd"]),
    "in_brackets": lambda m: _day(None, m["pm"], m["pd"]),
    "months": lambda m: _between(f"{m['my']}-{int(m['m1']):02d}", f"{m['my']}-{int(m['m2']):02d}"),
    "month": lambda m: f"{m['mmy']}-{int(m['mm']):02d}",
    "quarter": lambda m: _quarter(_ROMAN.get(m["q"]) or int(m["q"]), m["qy"]),
    "half": lambda m: f"{m['hy']}-{40 if m['hw'] == 'đầu' else 41}",
    "years": lambda m: _between(m["y1"], m["y2"]),
    "year": lambda m: m["yy"],
    "bare_month": lambda m: f"XXXX-{int(m['bmm']):02d}",
    "near_month": lambda m: f"XXXX-{int(m['nmm']):02d}",
    "month_year": lambda m: f"{m['ny']}-{int(m['nm']):02d}",
    "e_days": lambda m: _between(
        _day(m["ey"], _month(m, "em"), m["ed1"]), _day(m["ey"], _month(m, "em"), m["ed2"])
    ),
    "e_span": lambda m: _between(
        _day(m["sye"], _month(m, "sm1e"), m["sd1e"]), _day(m["sye"], _month(m, "sm2e"), m["sd2e"])
    ),
    "e_days_b": lambda m: _between(
        _day(m["fy"], _month(m, "fm"), m["fd1"]), _day(m["fy"], _month(m, "fm"), m["fd2"])
    ),
    "e_day": lambda m: _day(m["gy"], _month(m, "gm"), m["gd"]),
    "e_day_b": lambda m: _day(m["ky"], _month(m, "km"), m["kd"]),
    "e_month": lambda m: f"{m['nmy']}-{int(_month(m, 'nmo')):02d}",
    "e_quarter": lambda m: _quarter(int(m["eq"]) if m["eq"] else _ORDINAL[m["ew"]], m["eqy"]),
    "e_bare_month": lambda m: f"XXXX-{int(_month(m, 'ebm')):02d}",
    "e_years": lambda m: _between(m["ey1"], m["ey2"]),
    "e_year": lambda m: m["eyy"],
}
