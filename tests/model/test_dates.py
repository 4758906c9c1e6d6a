"""EDTF dates, against the ``edtf`` package where it knows the same level, and against the calendar."""

from __future__ import annotations

import calendar

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import given
from hypothesis import strategies as st

from smartcity_kb.model.dates import Day, EdtfError, display, order_key, parse

years = st.integers(0, 9999).map(lambda year: f"{year:04d}")
months = st.tuples(years, st.integers(1, 12)).map(lambda parts: f"{parts[0]}-{parts[1]:02d}")
days = st.dates().map(lambda day: day.isoformat())
plain = st.one_of(years, months, days)
qualified = st.tuples(plain, st.sampled_from("?~%")).map("".join)
unspecified = st.one_of(
    st.integers(0, 999).map(lambda number: f"{number:03d}X"),
    st.integers(0, 99).map(lambda number: f"{number:02d}XX"),
    years.map(lambda year: f"{year}-XX"),
    months.map(lambda month: f"{month}-XX"),
    years.map(lambda year: f"{year}-XX-XX"),
)
groupings = st.tuples(years, st.sampled_from([21, 22, 23, 24, 33, 34, 35, 36, 40, 41])).map(
    lambda parts: f"{parts[0]}-{parts[1]}"
)
long_years = st.tuples(st.sampled_from(["Y", "Y-"]), st.integers(10_000, 999_999_999)).map(
    lambda parts: f"{parts[0]}{parts[1]}"
)
moments = st.one_of(plain, qualified, unspecified, groupings, long_years)


def bounds(text: str) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """First and last day by the other package."""
    date = parse_edtf(text)
    low, high = date.lower_strict(), date.upper_strict()
    return tuple(low)[:3], tuple(high)[:3]


def keys(text: str) -> tuple[tuple[int, int, int] | None, tuple[int, int, int] | None]:
    date = parse(text)
    low, high = date.earliest, date.latest
    return low.key() if low else None, high.key() if high else None


@given(moments)
def test_bounds_agree_with_the_edtf_package(text: str) -> None:
    assert keys(text) == bounds(text)


@given(moments, moments)
def test_intervals_agree_with_the_edtf_package(left: str, right: str) -> None:
    low, high = bounds(left), bounds(right)
    text = f"{left}/{right}"
    if low[0] > high[1]:
        with pytest.raises(EdtfError, match="ends before it starts"):
            parse(text)
    else:
        date = parse(text)
        assert date.interval
        assert keys(text) == (low[0], high[1])


@given(moments, st.sampled_from(["", ".."]))
def test_open_and_unknown_ends(text: str, nothing: str) -> None:
    low, high = bounds(text)
    assert keys(f"{text}/{nothing}") == (low, None)
    assert keys(f"{nothing}/{text}") == (None, high)


@given(plain, st.sampled_from("?~%"))
def test_a_qualifier_changes_no_bound_and_is_kept(text: str, qualifier: str) -> None:
    date = parse(text + qualifier)
    assert keys(text + qualifier) == keys(text)
    assert date.start is not None
    assert date.start.qualifier == qualifier


@given(st.integers(1, 9999), st.integers(1, 12), st.integers(1, 31))
def test_days_exist_when_the_calendar_says_so(year: int, month: int, day: int) -> None:
    text = f"{year:04d}-{month:02d}-{day:02d}"
    if day <= calendar.monthrange(year, month)[1]:
        assert parse(text).earliest == parse(text).latest == Day(year, month, day)
    else:
        with pytest.raises(EdtfError, match=f"has no day {day}"):
            parse(text)


near_dates = st.text(st.sampled_from("0123456789X-/.?~%Y"), max_size=12)


def is_taken(text: str) -> bool:
    """Whether a text is a date to us; anything but an EdtfError fails the test."""
    try:
        parse(text)
    except EdtfError:
        return False
    return True


@given(st.one_of(near_dates, st.text(max_size=12)))
def test_what_is_taken_is_edtf_to_others_too(text: str) -> None:
    if is_taken(text) and "/" not in text:
        parse_edtf(text)


@pytest.mark.parametrize(
    "text",
    ["", "2016-3", "2016-13", "2016-00", "2016-02-30", "2015-02-29", "16-03-2016", "tháng 3/2016",
     "2016-03-XX-01", "2016-X1", "2016-1X", "2016-21-05", "/", "../..", "2017/2016",
     "2016/2017/2018", "Y2016", "-Y12345", "2016?-03", "２０１６", "2016-03-1X", "X016", "2016-XX-05",
     " 2016", "2016 "],
)  # fmt: skip
def test_what_is_no_date_is_told(text: str) -> None:
    with pytest.raises(EdtfError, match="is not an EDTF date"):
        parse(text)


def test_the_edtf_package_refuses_most_of_that_too() -> None:
    """That the oracle can say no."""
    for text in ("2016-3", "2016-13", "16-03-2016", "2016/2017/2018"):
        with pytest.raises(EDTFParseException):
            parse_edtf(text)


isos = st.dates().map(lambda day: day.isoformat())


@given(isos, isos, isos, isos)
def test_order_is_by_first_day_then_last_then_undated(a: str, b: str, c: str, d: str) -> None:
    one, other = tuple(sorted((a, b))), tuple(sorted((c, d)))
    assert (order_key(*one) < order_key(*other)) == (one < other)
    assert order_key(*one) < order_key(None, None)


def test_years_before_christ_come_first() -> None:
    texts = ["2016", "-0005", "0000", "Y-12345", "Y12345"]
    ordered = sorted(texts, key=lambda text: order_key(str(parse(text).earliest), str(parse(text).latest)))
    assert ordered == ["Y-12345", "-0005", "0000", "2016", "Y12345"]


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [
        ("2016", "2016", "2016"),
        ("2016-03", "tháng 3/2016", "March 2016"),
        ("2016-08-15", "15/8/2016", "15 August 2016"),
        ("2017-11-25/2017-11-27", "25–27/11/2017", "25–27 November 2017"),
        ("2017-11-30/2017-12-02", "30/11/2017 – 2/12/2017", "30 November 2017 – 2 December 2017"),
        ("2018/2020", "2018–2020", "2018–2020"),
        ("2018?", "có thể 2018", "possibly 2018"),
        ("2018-03~", "khoảng tháng 3/2018", "about March 2018"),
        ("2018%", "có thể khoảng 2018", "possibly about 2018"),
        ("2019-35", "quý III/2019", "Q3 2019"),
        ("2019-40", "sáu tháng đầu năm 2019", "first half of 2019"),
        ("2019-21", "mùa xuân 2019", "spring 2019"),
        ("2016/..", "từ 2016", "from 2016"),
        ("../2016-03", "đến tháng 3/2016", "until March 2016"),
        ("199X", "199X", "199X"),
        ("không rõ", "không rõ", "không rõ"),
    ],
)
def test_display(text: str, vi: str, en: str) -> None:
    assert display(text, "vi") == vi
    assert display(text, "en") == en


@given(st.one_of(moments, st.tuples(moments, moments).map("/".join)), st.sampled_from(["vi", "en"]))
def test_every_date_can_be_shown(text: str, lang: str) -> None:
    assert display(text, lang)
