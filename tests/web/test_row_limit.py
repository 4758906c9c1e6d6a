"""The LIMIT at the end of a query: never more rows than it says, whatever stands around it."""

from __future__ import annotations

import pytest
from pyoxigraph import QuerySolutions, Store

from smartcity_kb.web.row_limit import UNLIMITED, row_limit

_FOUR = "VALUES ?n { 1 2 3 4 }"


@pytest.mark.parametrize(
    ("query", "limit"),
    [
        (f"SELECT * {{ {_FOUR} }} LIMIT 2", 2),
        (f"SELECT * {{ {_FOUR} }} limit 3 OFFSET 1", 3),
        (f"SELECT * {{ {_FOUR} }} OFFSET 1 LIMIT 1\n# and no more\r\n# LIMIT 9\n", UNLIMITED),
        (f"SELECT * {{ {_FOUR} }} LIMIT 2 # few\n#1.2", 2),
        (f"SELECT * {{ {_FOUR} }}", UNLIMITED),
        (f"SELECT * {{ {_FOUR} }} # LIMIT 2", UNLIMITED),
        (f"SELECT * {{ {_FOUR} }} #\r# LIMIT 2", UNLIMITED),
        (f"SELECT * {{ {_FOUR} }} \\u0023 LIMIT 2", UNLIMITED),
        (f"SELECT * {{ {{ SELECT * {{ {_FOUR} }} }} {{ SELECT (1 AS ?m) {{}} LIMIT 2 }} }}", UNLIMITED),
        (f"SELECT * {{ {_FOUR} {{ SELECT (1 AS ?m) {{}} LIMIT 2 # }}\r }} }}", UNLIMITED),
        (f"SELECT ?limit {{ {_FOUR} BIND (?n AS ?limit) }} ORDER BY ?limit", UNLIMITED),
        (f"SELECT * {{ {_FOUR} }} LIMIT 2 VALUES ?m {{ 1 }}", UNLIMITED),
        ("LIMIT 2", UNLIMITED),
    ],
)
def test_a_limit_holds_only_for_the_whole_query(query: str, limit: int) -> None:
    assert row_limit(query.lower()) == limit
    try:
        rows = Store().query(query)
    except SyntaxError:
        return
    assert isinstance(rows, QuerySolutions)
    assert sum(1 for _ in rows) <= limit


def test_comments_without_end_take_no_time() -> None:
    query = "select * {} limit 2 " + "#" * 10_000 + " \n # " * 10_000 + "\n}"
    assert row_limit(query) == UNLIMITED
