"""Requests out of the bytes of one connection, within bounds (HTTP/1.1 and 1.0, RFC 9112)."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING

import httptools

from .limits import BODY_BYTES, HEAD_BYTES
from .messages import Request

if TYPE_CHECKING:
    from .messages import Headers

# The beginning of a request whose address the parser would take as it is.
_GET = re.compile(rb'GET /[!"$-~]*')
_GET_AFTER = len(b"GET ")
_VERSION = b" HTTP/1.1\r\n"
_SLACK = 64 * 1024


class RequestReader:
    """Takes pieces as they come; ``requests`` are those that are whole and not yet taken out of it.

    ``between`` says that no request has begun that is not whole; ``ended`` that nothing more is read, and
    ``refusal`` why, as a status and a message, where it is the client's mistake.
    """

    def __init__(self) -> None:
        self.requests: deque[Request] = deque()
        self.between = True
        self.ended = False
        self.refusal: tuple[int, str] | None = None
        self._parser = httptools.HttpRequestParser(self)
        self._in_head = False
        self._head_size = 0
        self._expects = False
        # A GET that came alone and in one piece, and what followed its address: the next may be like it.
        self._last: Request | None = None
        self._end = b""

    def feed(self, data: bytes) -> None:
        """Read a piece."""
        last = self._last
        if last is not None and data.endswith(self._end):
            cut = len(data) - len(self._end)
            if _GET.fullmatch(data, 0, cut) and len(data) <= HEAD_BYTES:
                # The last one but for its address: the parser need not see it.
                url = data[_GET_AFTER:cut]
                self.requests.append(
                    Request(b"GET", url, "1.1", last.headers, b"", True, last.accept, last.content_type)
                )
                return
        if not self.ended:
            self._parse(data)

    def wants_more(self) -> bool:
        """Whether the client waits to be told to send its body (RFC 9110, section 10.1.1); says so once."""
        expects, self._expects = self._expects, False
        return expects and not self.between and not self.ended

    def refuse(self, status: int, message: str) -> None:
        """Read nothing more, and say why; the first reason counts."""
        if not self.ended:
            self.ended = True
            self.refusal = status, message

    def _parse(self, data: bytes) -> None:
        alone = self.between and not self.requests
        self._last = None
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            # Answered as if it had not asked for another protocol (RFC 9110, section 7.8), then closed.
            self.ended = True
        except httptools.HttpParserError:
            self.refuse(400, "this is not HTTP/1.1")
        if self._in_head:
            self._head_size += len(data)
            if self._head_size > HEAD_BYTES + _SLACK:
                self.refuse(431, "the request's head is too long")
        elif alone and self.between and len(self.requests) == 1:
            self._remember(self.requests[0], data)

    def _remember(self, request: Request, data: bytes) -> None:
        start, version, head = data.partition(_VERSION)
        if request.keep and not request.body and version and _GET.fullmatch(start):
            self._last, self._end = request, version + head

    # --- what the parser calls ------------------------------------------------------------------------

    def on_message_begin(self) -> None:
        """A request begins."""
        self.between, self._in_head, self._expects = False, True, False
        self._head_size = 0
        self._url = b""
        self._headers: Headers = []
        self._body: list[bytes] = []
        self._body_size = 0

    def on_url(self, url: bytes) -> None:
        """A piece of the address."""
        self._url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header."""
        self._headers.append((name.lower(), value))

    def on_headers_complete(self) -> None:
        """The head is here, and is measured."""
        self._in_head = False
        length = len(self._url)
        size = 0
        for name, value in self._headers:
            length += len(name) + len(value) + 4
            if name == b"content-length":
                size = BODY_BYTES + 1 if len(value.lstrip(b"0")) > 9 else int(value)
            elif name == b"expect" and value.lower() == b"100-continue":
                self._expects = True
        if length > HEAD_BYTES:
            self.refuse(414 if len(self._url) > HEAD_BYTES // 2 else 431, "the request's head is too long")
        elif size > BODY_BYTES:
            self._refuse_body()

    def on_body(self, body: bytes) -> None:
        """A piece of the body."""
        self._body_size += len(body)
        if self._body_size > BODY_BYTES:
            self._refuse_body()
        elif not self.ended:
            self._body.append(body)

    def on_message_complete(self) -> None:
        """The request is here."""
        self.between = True
        if self.ended:
            return
        parser = self._parser
        keep = parser.should_keep_alive() and not parser.should_upgrade()
        body = b"".join(self._body) if self._body else b""
        version = parser.get_http_version()
        self.requests.append(Request.of(parser.get_method(), self._url, version, self._headers, body, keep))

    def _refuse_body(self) -> None:
        self.refuse(413, f"a request body has at most {BODY_BYTES // 1024} KiB")
