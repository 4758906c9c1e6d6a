"""Content negotiation: weights, ranges, and headers that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_kb.web.negotiation import best_language, best_type

OFFERED = ["a/one", "a/two", "b/three"]


@pytest.mark.parametrize(
    ("accept", "best"),
    [
        ("", "a/one"), ("*/*", "a/one"), ("a/two", "a/two"), ("a/*;q=0.5, b/three;q=0.4", "a/one"),
        ("a/*, a/one;q=0", "a/two"), ("*/*;q=0.1, a/*;q=0", "b/three"), ("c/d", None), ("a/one;q=0", None),
        ("A/TWO", "a/two"), ("b/three ; charset=utf-8 ; q=1", "b/three"),
        ("a/two;q=1.0,b/three;q=0.999", "a/two"),
        ("a/two;q=nan", None), ("a/two;q=7", None), (";;,,", "a/one"),
    ],
)  # fmt: skip
def test_the_best_type(accept: str, best: str | None) -> None:
    assert best_type(accept, OFFERED) == best


@given(st.text())
def test_no_header_breaks_it(header: str) -> None:
    assert best_type(header, OFFERED) in [*OFFERED, None]
    assert best_language(header, ("vi", "en")) in ("vi", "en")
