"""An article's bytes to text: what can be read, what cannot, and why; web pages through trafilatura."""

from __future__ import annotations

import os
from hashlib import sha256

from ..model.errors import InputError, MissingExtraError
from ..model.record import Record

# A long article is 100 kB; ten megabytes are a book, and beyond that it is no article.
MAX_BYTES = 16 * 1024 * 1024
_MAGIC = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a ZIP archive (a .docx, .odt or .epub, perhaps)",
    b"\xd0\xcf\x11\xe0": "an old Word file",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"\x1f\x8b": "a gzip file",
}
# Words in a line of an article; navigation, captions and footers of pages have fewer.
_SENTENCE = 8
_HTML = (b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body")


class Article(Record):
    """A text to extract from: its bytes as they are stored, the text, and the page that it came from.

    ``data`` is what goes into ``article.txt`` (the given bytes, or the text extracted from ``page``),
    ``sha256`` is of it. ``page`` is empty for plain text.
    """

    name: str
    data: bytes
    text: str
    page: bytes = b""

    @property
    def sha256(self) -> str:
        """SHA-256 of ``data`` in lower-case hexadecimal."""
        return sha256(self.data).hexdigest()


def read_article(path: str) -> Article:
    """Read a text file or a saved web page.

    Raises InputError when it cannot be read, is larger than MAX_BYTES (not more than that is ever read),
    empty, not UTF-8 text, or a page in which no article is found; MissingExtraError for a page when
    trafilatura is not installed.
    """
    try:
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    if len(data) > MAX_BYTES:
        raise InputError(f"{path}: larger than {MAX_BYTES >> 20} MiB; an article is not, split it")
    return article_of(data, path)


def article_of(data: bytes, path: str) -> Article:
    """The article in some bytes; ``path`` names it and stands in errors (those of ``read_article``)."""
    name = os.path.splitext(os.path.basename(path))[0]
    text = decoded(data, path)
    if not looks_like_html(data, path):
        return Article(name, data, text)
    extracted = text_of_page(text, path)
    return Article(name, extracted.encode("utf-8"), extracted, data)


def looks_like_html(data: bytes, path: str) -> bool:
    """Whether bytes are a web page, by their start or the file's ending."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(_HTML) or path.lower().endswith((".html", ".htm", ".xhtml"))


def decoded(data: bytes, path: str) -> str:
    """The text of UTF-8 bytes; raises InputError that says what the bytes are instead."""
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise InputError(f"{path}: this is {what}, not text; save the article as text or HTML")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"{path}: UTF-16 text; save it as UTF-8")
    if b"\x00" in data:
        raise InputError(f"{path}: a binary file or UTF-16 text (it has zero bytes); save it as UTF-8 text")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{path}:{line}: not UTF-8 (byte {error.start} is 0x{data[error.start]:02x}); "
            "perhaps Latin-1, windows-1258 or VISCII: save it as UTF-8"
        ) from None
    if not text.strip("\ufeff \t\r\n"):
        raise InputError(f"{path}: empty; there is nothing to extract from")
    return text


def text_of_page(html: str, path: str) -> str:
    """The title and the article's text of a web page, one paragraph a line.

    Raises MissingExtraError when trafilatura is not installed, InputError when it finds no article.
    """
    try:
        import trafilatura
    except ImportError:
        raise MissingExtraError(
            f"{path} is a web page: reading those needs trafilatura; install smartcity-kb[html]"
        ) from None
    from unicodedata import normalize

    found = trafilatura.bare_extraction(
        html, include_comments=False, include_tables=False, with_metadata=True
    )
    body = (getattr(found, "text", None) or "").strip()
    if not any(len(line.split()) >= _SENTENCE for line in body.splitlines()):
        raise InputError(f"{path}: no article found in this page; save its text instead")
    title = (getattr(found, "title", None) or "").strip()
    text = body if not title or body.startswith(title) else f"{title}\n\n{body}"
    return normalize("NFC", text) + "\n"
