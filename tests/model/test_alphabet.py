"""The order of the Vietnamese alphabet."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_kb.model.alphabet import alphabetical

PLACES = (
    "An Giang", "Ân Thi", "Bình Dương", "Cà Mau", "Dĩ An", "Dương Minh Châu", "Đà Nẵng", "Đắk Lắk",
    "Đồng Nai", "Ea Súp", "Hà Nội", "Hải Phòng", "Nông Cống", "Ô Môn", "Ơ Đu", "Phú Yên", "Ý Yên",
)  # fmt: skip
SYLLABLES = ("man", "màn", "măng", "mâm", "mây", "mẻ", "mê", "mo", "mô", "mơ", "mua", "mưa")
TONES = ("ma", "mà", "mả", "mã", "má", "mạ")
PUNCTUATION = ("“Đề án” a", "đề án b", "Đề án c")


@pytest.mark.parametrize("names", [PLACES, SYLLABLES, TONES, PUNCTUATION], ids=lambda names: names[0])
@given(data=st.data())
def test_names_stand_where_a_vietnamese_reader_looks(names: tuple[str, ...], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(names))
    assert tuple(sorted(shuffled, key=alphabetical)) == names


@given(st.text())
def test_the_normal_form_does_not_matter_to_letters_and_tones(text: str) -> None:
    keys = {alphabetical(normalize(form, text))[:2] for form in ("NFC", "NFD")}
    assert len(keys) == 1
