"""Noise: spans with reasons, as in the curated file, and never a change of the text."""

from __future__ import annotations

from pathlib import Path

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from smartcity_kb.intake.clean import find_noise, title_of

DATA = Path(__file__).parents[2] / "data" / "binh-duong-2017"
BODY = "Thành phố đã lắp một nghìn cảm biến đo mực nước trên các tuyến đường trũng.\n"


def noise(text: str) -> list[tuple[str, str]]:
    return [(text[n.start : n.end], n.reason) for n in find_noise(text)]


def test_the_noise_of_the_first_source_is_that_of_the_curated_file() -> None:
    text = (DATA / "article.txt").read_bytes().decode("utf-8")
    curated = yaml.safe_load((DATA / "claims.yaml").read_text(encoding="utf-8"))["noise"]
    assert [(n.start, n.end) for n in find_noise(text)] == [(n["start"], n["end"]) for n in curated]


def test_a_mashed_title_in_another_article() -> None:
    text = (
        "Cần Thơ lắp cảm biến đo mực nước trên phố\n"
        "TạầnThơlắpcảmbiếnđomựcnướctrênphốket qua bong da homi Sở Xây dựng, nước rút chậm.\n"
    )
    assert noise(text) == [
        ("ầnThơlắpcảmbiếnđomựcnướctrênphốket qua bong da hom", "the page's title mashed into the text")
    ]


def test_line_rules() -> None:
    text = (
        f"Tiêu đề\n{BODY}![](anh.jpg)\nChia sẻ Facebook Twitter\nTrang chủ > Đời sống\nTừ khóa: nước, đường\n"
        f"{BODY.replace('Thành phố', 'Huyện')}Nước ngập cầu Cũ - Ảnh: MINH\n"
        ">> Xem thêm: Bão số 5\n© 2019 Báo Mới\n"
    )
    assert noise(text) == [
        (
            "![](anh.jpg)\nChia sẻ Facebook Twitter\nTrang chủ > Đời sống\nTừ khóa: nước, đường",
            "an image placeholder; share buttons; the path of the page on its site; the list of keywords",
        ),
        (
            " - Ảnh: MINH\n>> Xem thêm: Bão số 5\n© 2019 Báo Mới",
            "the photographer's name; links to other pages; an advertisement or a notice of the site",
        ),
    ]


def test_a_plain_article_has_no_noise() -> None:
    assert noise(f"Tiêu đề\n\n{BODY}\n- Một gạch đầu dòng của bài.\n- Hai gạch đầu dòng của bài.\n") == []


def test_a_caption_that_repeats_a_line() -> None:
    line = "Công nhân lắp cảm biến trên cầu Cũ."
    assert noise(f"Tiêu đề\n{line}\n{BODY}{line}\n") == [(line, "a line that stands in the article already")]


def test_title() -> None:
    assert title_of("\n\n  Nước rút chậm \nBài viết.") == "Nước rút chậm"
    assert title_of("") == ""


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab -·*[](){}!>:|\n\rẢnhê责.", max_size=200))
def test_spans_are_ordered_and_lie_in_any_text(text: str) -> None:
    before = 0
    for span in find_noise(text):
        assert before <= span.start < span.end <= len(text)
        before = span.end
