"""Sentences and canonical spelling: where they end, and that every place can be traced back."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_kb.intake.canonical import canonical, canonical_keeping_offsets
from smartcity_kb.intake.sentences import MAX_SENTENCE, sentence_spans
from smartcity_kb.model.claim import Noise


def sentences(text: str, *noise: Noise) -> list[str]:
    plain = canonical_keeping_offsets(text)
    return [text[plain.offsets[a] : plain.offsets[b]] for a, b in sentence_spans(plain, text, noise)]


@pytest.mark.parametrize(
    "sentence",
    [
        "UBND TP. HCM và UBND TP.Hà Nội đã họp.",
        "TS. Lê A và PGS.TS. Trần B ở Q. 2 đều đến.",
        "Vốn là 7.500 tỉ đồng, tăng 7,62% v.v. so với năm ngoái.",
        "Ông J. Smith và Mr. Long nói.",
        "Xem http://www.x.vn/a.html để biết.",
        "Ông nói... rồi đi.",
    ],
)
def test_abbreviations_do_not_end_a_sentence(sentence: str) -> None:
    assert sentences(f"{sentence} Câu sau. Câu cuối") == [sentence, "Câu sau.", "Câu cuối"]


def test_lines_and_quotes_end_sentences() -> None:
    assert sentences("Một dòng\nHai dòng. “Ba dòng!” Ông nói") == [
        "Một dòng",
        "Hai dòng.",
        "“Ba dòng!”",
        "Ông nói",
    ]


def test_sentences_do_not_cross_noise() -> None:
    assert sentences("Theo xx o Sở", Noise(4, 8, "x")) == ["Theo", " o Sở".strip()]


def test_long_sentences_are_cut() -> None:
    parts = sentences("từ, " * 2000)
    assert max(map(len, parts)) <= MAX_SENTENCE
    assert "".join(parts).replace(" ", "") == "từ," * 2000


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Uỷ ban", "Ủy ban"),
        ("thoả thuận", "thỏa thuận"),
        ("khoẻ", "khỏe"),
        ("Quý", "quí"),
        ("kỹ sư", "kĩ sư"),
    ],
)
def test_spelling_variants_are_one(one: str, other: str) -> None:
    assert canonical(one) == canonical(other) == canonical(normalize("NFD", one))


def test_different_words_stay_different() -> None:
    assert canonical("Sở") != canonical("số")
    assert canonical("quả") == "quả"


@given(st.text(alphabet="aăâđêôơưoyủỷoảỏ \u0301\u0309\u0323İß–“.", max_size=40))
def test_every_canonical_character_comes_from_the_original(text: str) -> None:
    plain = canonical_keeping_offsets(text)
    assert len(plain.offsets) == len(plain.text) + 1
    assert list(plain.offsets) == sorted(plain.offsets)
    assert plain.offsets[-1] == len(text)
