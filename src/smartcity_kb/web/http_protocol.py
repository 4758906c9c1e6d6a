"""A connection: requests read within bounds, answered one after another, and what it takes to pass it on.

An HTTP server of its own rather than uvicorn's protocol: a connection must be able to move to another
process between any two instructions, with what was read of it and what is still to be sent.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections import deque
from time import monotonic
from typing import TYPE_CHECKING

import httptools

from .limits import BODY_BYTES, HEAD_BYTES
from .messages import Request, plain
from .passing import CONNECTION, LAST, Passed

if TYPE_CHECKING:
    import socket
    from typing import IO

    from .messages import Answer, Headers
    from .serving_process import ServingProcess

_PIECE = 64 * 1024
# Beginning of a request whose address the parser would take as it is.
_GET = re.compile(rb'GET (/[!"$-~]*) HTTP/1\.1')
# One for all connections: a piece is copied out of it before the next one is read. (The buffers that
# asyncio makes for each read cost the allocator more than all the rest of a small request.)
_BUFFER = bytearray(_PIECE)


class Connection(asyncio.BufferedProtocol):
    """One client's connection; ``passed`` says what had been read and answered by another process."""

    transport: asyncio.Transport

    def __init__(self, process: ServingProcess, client: socket.socket, passed: Passed) -> None:
        self.process = process
        self.client = client
        self.since = passed.since
        self.gone = False
        self._passed = passed
        self._parser = httptools.HttpRequestParser(self)
        self._raw: list[bytes] = []
        self._answered = 0
        self._skip = passed.skip
        self._last_head: bytes | None = None
        self._requests: deque[Request] = deque()
        self._busy = False
        self._between = True
        self._in_head = False
        self._refused = False
        self._changed = monotonic()
        self._fresh = not passed.raw
        self._paused = False
        self._unsent = passed.unsent
        self._file: IO[bytes] | None = open(passed.spool, "rb") if passed.spool >= 0 else None  # noqa: SIM115
        self._last = False

    # --- what asyncio calls ---------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin, or go on where another process left off."""
        self.transport = transport
        if self.gone:
            transport.abort()
            return
        transport.set_write_buffer_limits(0)
        passed, self._passed = self._passed, Passed(CONNECTION)
        self._last = passed.kind == LAST
        if passed.unsent:
            transport.write(passed.unsent)
        self._send_file()
        if passed.raw:
            self._read(passed.raw)

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone, or passed on."""
        self._requests.clear()
        if self._file is not None:
            self._file.close()
        self.process.forget(self)

    def get_buffer(self, sizehint: int) -> bytearray:
        """Where the next piece is read to."""
        return _BUFFER

    def buffer_updated(self, nbytes: int) -> None:
        """Read; answer what is complete."""
        self._read(bytes(memoryview(_BUFFER)[:nbytes]))

    def _read(self, data: bytes) -> None:
        if self._refused or self.gone:
            return
        self._raw.append(data)
        begins = self._between
        if begins:
            self._changed = monotonic()
            if self._is_like_last(data):
                self.next()
                return
        known = len(self._requests)
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            # Answered as if it had not asked for another protocol (RFC 9110, section 7.8), then closed.
            self._refused = True
        except httptools.HttpParserError:
            self._refuse(400, "this is not HTTP/1.1")
        if self._in_head and sum(map(len, self._raw)) > HEAD_BYTES + _PIECE:
            self._refuse(431, "the request's head is too long")
        elif begins and self._between and len(self._requests) == known + 1:
            self._remember(data)
        self.next()

    def _is_like_last(self, data: bytes) -> bool:
        """Whether a GET came that is the last one but for its address: the parser need not see it."""
        line, _, head = data.partition(b"\r\n")
        if head != self._last_head or len(data) > HEAD_BYTES:
            return False
        begun = _GET.fullmatch(line)
        if begun is None:
            return False
        self._requests.append(Request(b"GET", begun[1], "1.1", self._headers, b"", True))
        return True

    def _remember(self, data: bytes) -> None:
        """Remember the head of a request that came alone and in one piece, if the next may be like it."""
        request = self._requests[-1]
        line, _, head = data.partition(b"\r\n")
        plain_get = request.keep and not request.body and _GET.fullmatch(line)
        self._last_head = head if plain_get else None

    def pause_writing(self) -> None:
        """The client is slower than we are: nothing more is read from it until it takes what there is."""
        self._paused = True
        self._changed = monotonic()
        if not self.transport.is_closing():
            self.transport.pause_reading()

    def resume_writing(self) -> None:
        """The client took it."""
        self._paused = False
        self._changed = monotonic()
        self._send_file()
        if not self._paused and not self.transport.is_closing():
            self.transport.resume_reading()
            self.process.loop.call_soon(self.next)

    # --- what the parser calls ------------------------------------------------------------------------

    def on_message_begin(self) -> None:
        """A request begins."""
        self._between, self._in_head = False, True
        self._last_head = None
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
        if self._refused:
            return
        length = len(self._url)
        expects = False
        for name, value in self._headers:
            length += len(name) + len(value) + 4
            if name == b"content-length" and len(value.lstrip(b"0")) > 9:
                self._body_size = BODY_BYTES + 1
            elif name == b"content-length":
                self._body_size = int(value)
            expects = expects or (name == b"expect" and value.lower() == b"100-continue")
        if length > HEAD_BYTES:
            self._refuse(414 if len(self._url) > HEAD_BYTES // 2 else 431, "the request's head is too long")
        elif self._body_size > BODY_BYTES:
            self._refuse(413, f"a request body has at most {BODY_BYTES // 1024} KiB")
        elif expects and not self._busy and not self._requests:
            self.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        self._body_size = 0

    def on_body(self, body: bytes) -> None:
        """A piece of the body."""
        self._body_size += len(body)
        if self._body_size > BODY_BYTES:
            self._refuse(413, f"a request body has at most {BODY_BYTES // 1024} KiB")
        elif not self._refused:
            self._body.append(body)

    def on_message_complete(self) -> None:
        """The request is here."""
        self._between = True
        if self._refused:
            return
        parser = self._parser
        keep = parser.should_keep_alive() and not parser.should_upgrade()
        body = b"".join(self._body) if self._body else b""
        version = parser.get_http_version()
        self._requests.append(Request(parser.get_method(), self._url, version, self._headers, body, keep))

    # --- answering ------------------------------------------------------------------------------------

    def next(self) -> None:
        """Answer the next request, if one waits and the client took the last answer."""
        while self._skip and self._requests:
            self._requests.popleft()
            self._skip -= 1
            self._answered += 1
        if self._busy or self._paused or self._file or self.gone or not self._requests:
            self._tidy()
            return
        if self.transport.is_closing():
            return
        self._busy = True
        self.request = self._requests.popleft()
        self.process.answer(self, self.request)

    def reply(self, answer: Answer) -> None:
        """Send the answer to the request that is being answered."""
        if self.gone or self.transport.is_closing():
            return
        request = self.request
        self._busy = False
        self._answered += 1
        self._fresh = False
        self.since = 0.0
        self._changed = monotonic()
        self._last = not request.keep
        end = b"\r\n"
        if not request.keep:
            end = b"connection: close\r\n\r\n"
        elif request.version == "1.0":
            end = b"connection: keep-alive\r\n\r\n"
        head = answer.head + self.process.date + end
        bodiless = request.method == b"HEAD"
        self._unsent = head if bodiless else head + answer.body
        if answer.file is not None and not bodiless:
            self._file = answer.file
        self.transport.write(self._unsent)
        if self._file is not None or self._last:
            self._send_file()
        if self._requests:
            self.process.loop.call_soon(self.next)
        elif self._between:
            self._raw.clear()
            self._answered = 0

    def _send_file(self) -> None:
        while self._file is not None and not self._paused:
            # Not through a buffer: where reading stands is part of what is passed on.
            piece = os.read(self._file.fileno(), _PIECE)
            if piece:
                self._unsent = piece
                self.transport.write(piece)
            else:
                self._file.close()
                self._file = None
        if self._last and self._file is None:
            self.transport.close()

    def _tidy(self) -> None:
        """Forget what was read once all of it is answered."""
        if self._between and not self._requests and not self._busy:
            self._raw.clear()
            self._answered = 0

    def _refuse(self, status: int, message: str) -> None:
        if self._refused:
            return
        self._refused = True
        self._requests.clear()
        if not self._busy and not self.transport.is_closing():
            answer = plain(status, message)
            end = b"connection: close\r\n\r\n"
            self.transport.write(answer.head + self.process.date + end + answer.body)
        self.transport.close()

    # --- looked at from outside -----------------------------------------------------------------------

    def look(self, now: float) -> None:
        """End it when it has been slow for too long."""
        limits, quiet = self.process.limits, now - self._changed
        if self._paused:
            if quiet > limits.sending_seconds:
                self.transport.abort()
        elif self._busy or self._requests:
            return
        elif not self._between or self._fresh:
            if quiet > limits.request_seconds:
                self._refuse(408, "the request took too long to come in")
        elif quiet > limits.idle_seconds:
            self.transport.close()

    def pass_on(self) -> Passed | None:
        """What another process needs to go on with it, as this one then does not; None when it is ending.

        May be called from another thread while the event loop's own is held up.
        """
        if self.gone or self.client.fileno() < 0 or self._refused:
            return None
        if not hasattr(self, "transport"):
            # Not begun yet.
            self.gone = True
            return self._passed.replace(client=self.client.fileno(), spool=self._spool())
        if self._last and not (self._paused or self._file):
            return None
        self.gone = True
        left = self.transport.get_write_buffer_size()
        unsent = self._unsent[-left:] if left else b""
        raw = b"".join(self._raw)
        kind = LAST if self._last else CONNECTION
        return Passed(kind, self.client.fileno(), self._spool(), raw, self._answered, unsent, self.since)

    def heavy_request(self, kind: bytes) -> Passed:
        """The request that is being answered, for whoever answers it when this process cannot."""
        return Passed(kind, self.client.fileno(), -1, b"".join(self._raw), self._answered, b"", self.since)

    def _spool(self) -> int:
        return -1 if self._file is None else self._file.fileno()
