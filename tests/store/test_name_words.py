"""Words of names in blocks: what is found is what a look at every name finds, in the order promised."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from smartcity_kb.store.name_words import TABLES, NameWords, add, fill, first_later_number

if TYPE_CHECKING:
    from collections.abc import Sequence

BLOCK = 65_536
words = st.sampled_from(["binh", "duong", "hoa", "東京", "thanh", "pho", "x"])
names = st.lists(words, min_size=1, max_size=5).map(" ".join)


def filled(rows: Sequence[tuple[int, str]]) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.executescript(TABLES)
    fill(db, rows)
    return db


def by_looking(rows: Sequence[tuple[int, str]], choices: Sequence[Sequence[str]]) -> list[int]:
    return [number for number, name in rows if all(set(each) & set(name.split()) for each in choices)]


@given(
    st.dictionaries(st.integers(0, 3 * BLOCK), names, max_size=40),
    st.lists(names, max_size=8),
    st.lists(st.lists(words, min_size=1, max_size=3), min_size=1, max_size=3),
)
def test_names_with_words_of_each_choice_are_found(
    built: dict[int, str], later: list[str], choices: list[list[str]]
) -> None:
    rows = sorted(built.items())
    with closing(filled(rows)) as db:
        first = first_later_number(db)
        assert first > max(built, default=-1)
        added = list(enumerate(later, first))
        for number, name in added:
            add(db, number, name)
        # What came later is first: it has no place in the order of length.
        assert list(NameWords(db).having(choices)) == by_looking(added, choices) + by_looking(rows, choices)


def test_common_words_are_found_beside_rare_ones_in_many_blocks() -> None:
    rows = [
        (n, f"thanh pho {'rare' if n % 40_000 == 7 else 'common'} k{n % 300}") for n in range(2 * BLOCK + 9)
    ]
    asked: list[list[list[str]]] = [
        [["thanh"], ["common"]],
        [["thanh"], ["rare"]],
        [["rare", "common"], ["k7"]],
        [["k7", "k8"], ["k8", "k9"]],
        [["thanh", "rare"], ["pho"], ["k299"]],
        [["thanh"], ["missing"]],
    ]
    with closing(filled(rows)) as db:
        for choices in asked:
            assert list(NameWords(db).having(choices)) == by_looking(rows, choices)


def test_a_word_becomes_common_by_names_that_come_later() -> None:
    rows = [(n, "hoa") for n in range(700)]
    with closing(filled([])) as db:
        for number, name in rows:
            add(db, number, name)
        assert list(NameWords(db).having([["hoa"]])) == list(range(700))
