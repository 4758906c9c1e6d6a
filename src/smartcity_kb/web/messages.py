"""HTTP messages as values: a whole request, the head of an answer."""

from __future__ import annotations

from email.utils import formatdate
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import IO

    Headers = list[tuple[bytes, bytes]]

_LINES = {status.value: f"HTTP/1.1 {status.value} {status.phrase}\r\n".encode() for status in HTTPStatus}


class Request(NamedTuple):
    """A request that came in whole; header names are in lower case, ``keep`` the connection after it.

    ``accept`` and ``content_type`` are the values of those headers, empty for none.
    """

    method: bytes
    url: bytes
    version: str
    headers: Headers
    body: bytes
    keep: bool
    accept: str
    content_type: str

    @classmethod
    def of(
        cls, method: bytes, url: bytes, version: str, headers: Headers, body: bytes = b"", keep: bool = True
    ) -> Request:
        """A request as it was read."""
        accept, content_type = _joined(headers, b"accept"), _joined(headers, b"content-type")
        return cls(method, url, version, headers, body, keep, accept, content_type)

    def header(self, name: bytes) -> str:
        """The value of a header, empty for none."""
        return _joined(self.headers, name)


class Answer(NamedTuple):
    """An answer without what each sending adds to it: ``head`` ends before Date, the body may be a file."""

    head: bytes
    body: bytes
    file: IO[bytes] | None = None


def head_start(status: int, headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """The status line and headers."""
    line = _LINES.get(status) or b"HTTP/1.1 %d \r\n" % status
    return line + b"".join([b"%b: %b\r\n" % pair for pair in headers])


def head_of(status: int, headers: Headers, length: int) -> bytes:
    """The head of an answer: status line, headers, Content-Length unless it is among them already."""
    # RFC 9110, section 8.6: none with a 204; a 304 says the length of what it stands for, or nothing.
    if status in (204, 304) or any(name == b"content-length" for name, _ in headers):
        return head_start(status, headers)
    return head_start(status, [*headers, (b"content-length", b"%d" % length)])


def plain(status: int, message: str, headers: Iterable[tuple[bytes, bytes]] = ()) -> Answer:
    """An answer in plain text."""
    body = f"{message}\n".encode(errors="replace")
    type_ = (b"content-type", b"text/plain; charset=utf-8")
    return Answer(head_of(status, [type_, *headers], len(body)), body)


def date_line() -> bytes:
    """The Date header of this moment."""
    return f"date: {formatdate(usegmt=True)}\r\n".encode()


def _joined(headers: Headers, name: bytes) -> str:
    """The values of a header, several joined as RFC 9110, section 5.3, has it."""
    return b", ".join([value for key, value in headers if key == name]).decode("latin-1")
