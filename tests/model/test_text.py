"""Text: folding that keeps every place, slugs, likeness."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from smartcity_kb.model.text import (
    edit_distance,
    fold,
    fold_keeping_offsets,
    is_nfc,
    nfc,
    slug,
    trigrams,
)

VIETNAMESE = "aăâeêioôơuưyđAĂÂEÊIOÔƠUƯYĐáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
words = st.text(st.sampled_from(VIETNAMESE + " bcghklmnpqrstvx.,-/0123456789"), max_size=40)
anything = st.text(max_size=40)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Tỉnh ủy  Bình Dương", "tinh uy binh duong"),
        ("ĐỀ ÁN Đô thị", "de an do thi"),
        ("22-CTr/TU", "22 ctr tu"),
        ("TT&TT", "tt tt"),
        ("Uỷ ban / Ủy ban", "uy ban uy ban"),
        ("", ""),
        ("…!", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.one_of(words, anything))
def test_folding_is_the_same_for_every_normal_form(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(st.one_of(words, anything))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(words)
def test_vietnamese_folds_to_ascii(text: str) -> None:
    assert fold(text).isascii()
    assert fold(text) == fold(text.upper()) == fold(text.lower())


@given(st.one_of(words, words.map(lambda text: unicodedata.normalize("NFD", text)), anything))
@example("e\u0301a\u0323\u0302b")
@example("ﬁß")
def test_offsets_point_at_what_was_folded(text: str) -> None:
    folded = fold_keeping_offsets(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert folded.offsets[-1] == len(text)
    assert list(folded.offsets) == sorted(folded.offsets)
    for place, letter in enumerate(folded.text):
        original = text[folded.offsets[place]]
        assert letter in fold_keeping_offsets(original).text
    assert "".join(folded.text.split()) == "".join(fold_keeping_offsets(nfc(text)).text.split())


@given(words, words, words)
def test_a_folded_needle_is_found_where_it_stands(before: str, needle: str, after: str) -> None:
    text = nfc(f"{before}|{needle}|{after}")
    folded = fold_keeping_offsets(text)
    wanted = fold_keeping_offsets(needle).text
    start = folded.text.index("|" + wanted + "|") + 1
    begin, end = folded.span(start, start + len(wanted))
    assert fold_keeping_offsets(text[begin:end]).text == wanted


@given(words.map(lambda text: unicodedata.normalize("NFD", text)), st.data())
def test_a_span_never_cuts_a_letter_from_its_marks(text: str, data: st.DataObject) -> None:
    folded = fold_keeping_offsets(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    _, stop = folded.span(start, end)
    if start < end:
        assert stop == len(text) or not unicodedata.combining(text[stop])


@given(st.one_of(words, anything))
def test_slugs_are_made_of_letters_digits_and_single_hyphens(text: str) -> None:
    made = slug(text)
    assert slug(made) == made
    assert made == "" or all(part.isalnum() for part in made.split("-"))


@given(anything)
def test_nfc(text: str) -> None:
    assert is_nfc(nfc(text))
    assert is_nfc(text) == (nfc(text) == text)


short = st.text(st.sampled_from("abcd"), max_size=8)


@given(short, short, st.integers(0, 4))
def test_edit_distance_agrees_with_rapidfuzz(left: str, right: str, limit: int) -> None:
    assert edit_distance(left, right, limit) == min(OSA.distance(left, right), limit + 1)


@given(anything)
def test_trigrams_are_each_once_and_in_order(text: str) -> None:
    found = list(trigrams(text))
    assert found == list(dict.fromkeys(text[i : i + 3] for i in range(max(len(text) - 2, 0))))
