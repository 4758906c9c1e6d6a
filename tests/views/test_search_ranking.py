"""Ranking of names: what a search compares, counted."""

from __future__ import annotations

from smartcity_kb.views.search import Errors, likeness


def test_words_that_names_share_are_compared_once() -> None:
    errors = Errors()
    names = [f"tinh binh duong {end}" for end in ("bac", "nam", "moi", "cu", "lon", "nho")]
    scores = {likeness("tinh bnih duong", name, errors) for name in names}
    assert scores == {54}
    # 'tinh' and 'duong' are in every name; 'bnih' meets three shared words and the six that differ.
    assert sorted(meant for meant, _ in errors) == ["bnih"] * 9


def test_short_words_have_no_typing_errors_and_are_not_compared() -> None:
    errors = Errors()
    assert likeness("ubx phuong", "phuong nam", errors) == 0
    assert not errors


def test_words_with_typing_errors_are_less_like_than_the_words_themselves() -> None:
    errors = Errors()
    ranked = [
        likeness("binh duong", name, errors) for name in ("binh duong", "tinh binh duong", "bihn duong x")
    ]
    assert ranked == sorted(ranked, reverse=True)
    assert ranked[-1] > 0
