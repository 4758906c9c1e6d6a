"""How far the quotes of document facts go into what the document is about."""

from __future__ import annotations

import pytest

from smartcity_kb.intake.extract import find_proposals
from smartcity_kb.intake.linking import Gazetteer
from smartcity_kb.intake.patterns_load import PatternSet, read_patterns


@pytest.fixture(scope="module")
def patterns() -> PatternSet:
    return read_patterns()


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        # A short title is taken whole, a long one up to where it could end as well.
        (
            "Xã học Nghị quyết số 14-NQ/TU ngày 5/6/2018 của Tỉnh ủy Bạc Liêu về nuôi tôm sạch.",
            "Nghị quyết số 14-NQ/TU ngày 5/6/2018 của Tỉnh ủy Bạc Liêu về nuôi tôm sạch",
        ),
        (
            "Xã học Nghị quyết số 14-NQ/TU ngày 5/6/2018 của Tỉnh ủy Bạc Liêu về nuôi tôm sạch trên địa bàn "
            "các huyện ven biển của tỉnh giai đoạn 2018 - 2025 và định hướng đến năm 2030.",
            "Nghị quyết số 14-NQ/TU ngày 5/6/2018 của Tỉnh ủy Bạc Liêu về nuôi tôm sạch trên địa bàn",
        ),
        # What is said in a document goes on behind the verb.
        (
            "Tại Công điện số 77/CĐ-TTg, Thủ tướng Chính phủ yêu cầu các tỉnh gia cố đê, kè.",
            "Tại Công điện số 77/CĐ-TTg, Thủ tướng Chính phủ yêu cầu các tỉnh gia cố đê",
        ),
        (
            "The Ministry of Health issued Circular No. 06/2019/TT-BYT on clean water.",
            "Ministry of Health issued Circular No. 06/2019/TT-BYT on clean water",
        ),
    ],
)
def test_a_quote_goes_into_the_title_as_far_as_readers_do(
    patterns: PatternSet, text: str, quote: str
) -> None:
    found = find_proposals(f"Chuyện hôm nay\n\n{text}\n", patterns, Gazetteer()).proposals
    assert quote in [one.quote for one in found if one.rows[0].relation == "issued_by"]


def test_the_quote_of_an_agreement_goes_into_what_it_is_about(patterns: PatternSet) -> None:
    signed = "UBND tỉnh Trà Vinh và Công ty Nắng Mới đã ký biên bản ghi nhớ về trồng rừng ngập mặn"
    text = f"Chuyện hôm nay\n\n{signed}, mỗi năm 40 ha.\n"
    found = find_proposals(text, patterns, Gazetteer()).proposals
    assert [one.quote for one in found if one.rows[0].relation == "signed_with"] == [signed]
