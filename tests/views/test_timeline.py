"""Dated things: in order, at the source's precision, within bounds that are EDTF themselves."""

from __future__ import annotations

import pytest

from smartcity_kb.model.errors import UsageError
from smartcity_kb.views.timeline import first_of_timeline, timeline

from .world import content, iri, slug_of, store_of

DATES = {
    "year": "@2016",
    "month": "@2016-03",
    "day": "@2016-08-15",
    "interval": "@2017-11-25/2017-11-27",
    "open-end": "@2016-09/..",
    "open-start": "@../2015",
    "season": "@2016-21",
    "uncertain": "@2018?",
}
WORLD = content(
    [(slug, "sckb:when", date) for slug, date in DATES.items()]
    + [("month", "sckb:partner", "near"), ("near", "sckb:when", "@2019"), ("far", "sckb:when", "@2020")]
)


@pytest.fixture(scope="module")
def order() -> list[str]:
    return [slug_of(row.iri) for row in timeline(store_of(WORLD))]


def test_everything_dated_is_there_once(order: list[str]) -> None:
    assert sorted(order) == sorted([*DATES, "near", "far"])


def test_order_is_by_first_day(order: list[str]) -> None:
    rows = timeline(store_of(WORLD))
    assert order[0] == "open-start"
    starts = [row.earliest for row in rows if row.earliest]
    assert starts == sorted(starts)
    assert order.index("month") < order.index("season") or DATES["season"] > DATES["month"]


@pytest.mark.parametrize(
    ("slug", "earliest", "latest"),
    [
        ("year", "2016-01-01", "2016-12-31"),
        ("month", "2016-03-01", "2016-03-31"),
        ("day", "2016-08-15", "2016-08-15"),
        ("interval", "2017-11-25", "2017-11-27"),
        ("open-end", "2016-09-01", ""),
        ("open-start", "", "2015-12-31"),
        ("uncertain", "2018-01-01", "2018-12-31"),
    ],
)
def test_first_and_last_day(slug: str, earliest: str, latest: str) -> None:
    (row,) = [row for row in timeline(store_of(WORLD)) if slug_of(row.iri) == slug]
    assert (row.date, row.earliest, row.latest) == (DATES[slug][1:], earliest, latest)
    assert [proof.quote for proof in row.evidence] == [f"{slug} sckb:when {DATES[slug]}."]


@pytest.mark.parametrize(
    ("since", "until", "out"),
    [
        ("2016-08", None, {"month", "open-start"}),
        ("2016-03-31", None, {"open-start"}),
        ("2016-04-01", None, {"open-start", "month"}),
        (
            None,
            "2015",
            {"year", "month", "day", "interval", "open-end", "season", "uncertain", "near", "far"},
        ),
        (None, "2017-11-25", {"uncertain", "near", "far"}),
        (None, "2017-11-24", {"uncertain", "near", "far", "interval"}),
        ("2021", None, {*DATES, "near", "far"} - {"open-end"}),
        ("2016-08-15", "2016-08-15", {*DATES, "near", "far"} - {"year", "day"}),
    ],
)
def test_bounds_leave_out_what_lies_wholly_outside(
    since: str | None, until: str | None, out: set[str]
) -> None:
    found = {slug_of(row.iri) for row in timeline(store_of(WORLD), since=since, until=until)} - {"season"}
    assert found == {*DATES, "near", "far"} - out - {"season"}


def test_around_an_entity_is_what_is_one_relation_away() -> None:
    found = [slug_of(row.iri) for row in timeline(store_of(WORLD), iri("month"))]
    assert found == ["month", "near"]


@pytest.mark.parametrize(("since", "until"), [("yesterday", None), (None, "2016-13-40")])
def test_bounds_that_are_no_dates(since: str | None, until: str | None) -> None:
    with pytest.raises(UsageError, match="--from" if since else "--to"):
        timeline(store_of(WORLD), since=since, until=until)


def test_when_says_it_better_than_start_and_end() -> None:
    facts = [("e", "sckb:when", "@2017-11-25/2017-11-27"), ("f", "dcterms:issued", "@2016-08-15")]
    rows = timeline(store_of(content([*facts, ("e", "schema:startDate", "@2017-11-25")])))
    assert [(slug_of(row.iri), row.date) for row in rows] == [
        ("f", "2016-08-15"),
        ("e", "2017-11-25/2017-11-27"),
    ]


def test_of_a_hub_some_neighbours_are_looked_at_and_the_first_dates_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    facts = [(f"n{number}", "schema:location", "hub") for number in range(20)]
    dates = [(f"n{number}", "sckb:when", f"@20{number + 10}") for number in range(20)]
    store = store_of(content([*facts, *dates]))
    whole = first_of_timeline(store, iri("hub"), most=5)
    assert [row.date for row in whole.rows] == ["2010", "2011", "2012", "2013", "2014"]
    assert (whole.dated, whole.seen, whole.near) == (20, 20, 20)
    monkeypatch.setattr("smartcity_kb.views.timeline.MOST_NEAR", 8)
    some = first_of_timeline(store, iri("hub"))
    assert (len(some.rows), some.seen, some.near) == (8, 8, 20)
