"""What may be given to ``extract``, and what each bad input is told."""

from __future__ import annotations

import builtins
from pathlib import Path

import pytest

from smartcity_kb.intake.article import MAX_BYTES, read_article
from smartcity_kb.model.errors import InputError, MissingExtraError

PAGE = """<!doctype html><html><head><title>Cầu mới ở Huế</title></head><body>
<nav><a href="/">Trang chủ</a> <a href="/x">Xe cộ</a></nav>
<article><h1>Cầu mới ở Huế</h1>
<p>Ngày 3/7/2018, UBND tỉnh Hậu Giang ký kết biên bản ghi nhớ về nông nghiệp sạch với Tập đoàn Tân Long.</p>
<p>Hai bên sẽ cùng trồng lúa trên những cánh đồng lớn ven sông, theo kế hoạch kéo dài năm năm của tỉnh.</p>
<p>Ông Đinh Quang Hải, Giám đốc Sở Công Thương tỉnh Cà Mau, dự lễ ký và chúc mừng hai bên.</p>
</article><footer>Bản quyền</footer></body></html>"""


def write(tmp_path: Path, name: str, data: bytes) -> str:
    path = tmp_path / name
    path.write_bytes(data)
    return str(path)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"%PDF-1.4 ...", "a PDF file"),
        (b"PK\x03\x04rest", "a ZIP archive"),
        (b"a\x00b", "binary file"),
        ("Bình Dương".encode("utf-16"), "UTF-16"),
        ("Hội nghị ở Québec".encode("latin-1", "ignore"), "not UTF-8"),
    ],
)
def test_what_is_no_utf8_text_is_refused(tmp_path: Path, data: bytes, why: str) -> None:
    with pytest.raises(InputError, match=r"a\.txt") as error:
        read_article(write(tmp_path, "a.txt", data))
    assert why in error.value.message


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    asked: list[int] = []
    real = builtins.open

    def counting(*args: object, **kwargs: object) -> object:
        handle = real(*args, **kwargs)  # type: ignore[call-overload]
        read = handle.read

        class Reader:
            def __enter__(self) -> Reader:
                return self

            def __exit__(self, *_: object) -> None:
                handle.close()

            def read(self, size: int = -1) -> bytes:
                asked.append(size)
                return bytes(read(size))

        return Reader()

    monkeypatch.setattr(builtins, "open", counting)
    with pytest.raises(InputError, match="larger than 16 MiB"):
        read_article(str(path))
    assert asked == [MAX_BYTES + 1]


def test_a_missing_file() -> None:
    with pytest.raises(InputError, match=r"nowhere\.txt: cannot be read"):
        read_article("nowhere.txt")


def test_bytes_are_kept_as_given(tmp_path: Path) -> None:
    data = "Tiêu đề\r\nNội dung.\n".encode()
    article = read_article(write(tmp_path, "a.txt", data))
    assert (article.data, article.text, article.page) == (data, "Tiêu đề\r\nNội dung.\n", b"")


def test_a_page_gives_its_article_and_keeps_the_page(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, "a.html", PAGE.encode()))
    assert article.page == PAGE.encode()
    assert article.text.startswith("Cầu mới ở Huế\n")
    assert "ký kết biên bản ghi nhớ" in article.text
    assert "Trang chủ" not in article.text
    assert article.data.decode() == article.text


@pytest.mark.parametrize(
    "body",
    [
        "<script>x()</script>",
        "<nav><ul><li><a href='/a'>Tin mới</a></li><li><a href='/b'>Thể thao</a></li></ul></nav>"
        "<footer>© 2020</footer>",
    ],
)
def test_a_page_without_an_article(tmp_path: Path, body: str) -> None:
    page = f"<html><head><title>Trang chủ</title></head><body>{body}</body></html>"
    with pytest.raises(InputError, match="no article found in this page"):
        read_article(write(tmp_path, "a.html", page.encode()))


def test_a_page_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(MissingExtraError, match=r"smartcity-kb\[html\]"):
        read_article(write(tmp_path, "a.html", PAGE.encode()))
