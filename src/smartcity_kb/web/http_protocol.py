"""A connection: requests answered one after another, and what it takes to pass it on.

An HTTP server of its own rather than uvicorn's protocol: a connection must be able to move to another
process between any two instructions, with what was read of it and what is still to be sent.
"""

from __future__ import annotations

import os
import traceback
from time import monotonic
from typing import TYPE_CHECKING

from .event_loop import READABLE, WRITABLE
from .messages import plain
from .passing import CONNECTION, LAST, Passed
from .request_reader import RequestReader

if TYPE_CHECKING:
    import socket
    from typing import IO

    from .messages import Answer, Request
    from .serving_process import ServingProcess

_PIECE = 64 * 1024
# One for all connections: a piece is copied out of it before the next one is read. (A buffer made for each
# read costs the allocator more than all the rest of a small request.)
_BUFFER = memoryview(bytearray(_PIECE))


class Connection:
    """One client's connection; ``passed`` says what had been read and answered by another process.

    Nothing is read while requests wait or an answer is being sent: what a client can make us keep is bounded.
    """

    request: Request

    def __init__(self, process: ServingProcess, client: socket.socket, passed: Passed) -> None:
        self.process = process
        self.client = client
        self.since = passed.since
        self.gone = False
        self._descriptor = client.fileno()
        self._receive_into, self._send_part = client.recv_into, client.send
        self._reader = RequestReader()
        self._requests = self._reader.requests
        # What was read since there was nothing to answer, and how many of its requests are answered.
        self._raw: list[bytes] = []
        self._answered = 0
        self._skip = passed.skip
        self._fresh = not passed.raw
        self._changed = monotonic()
        self._unsent: bytes | memoryview = passed.unsent
        self._file: IO[bytes] | None = open(passed.spool, "rb") if passed.spool >= 0 else None  # noqa: SIM115
        self._last = passed.kind == LAST
        self._waits_for = READABLE
        process.loop.watch(self._descriptor, self._ready)
        if passed.raw:
            self._read(passed.raw)

    def go_on(self) -> None:
        """Send what is still to be sent, and answer what is complete."""
        if not self.gone:
            self._send(self._unsent)
            self._next()

    def end(self) -> None:
        """Close it, and forget what it was about."""
        if self.gone:
            return
        self.gone = True
        self._requests.clear()
        self.process.forget(self)
        self.close()

    def close(self) -> None:
        """Let go of the client, who may have been passed on."""
        self.process.loop.forget(self._descriptor)
        self.client.close()
        if self._file is not None:
            self._file.close()

    # --- reading --------------------------------------------------------------------------------------

    def _ready(self) -> None:
        """There is something to read, or room for what is to be sent; or the client is gone."""
        try:
            if self._unsent:
                self.go_on()
            elif not self._requests:
                size = self._receive_into(_BUFFER)
                if size:
                    self._read(_BUFFER[:size].tobytes())
                    self._next()
                else:
                    self.end()
        except BlockingIOError:
            return
        except OSError:
            self.end()
        except Exception:  # noqa: BLE001 - one bad connection must not take the others along
            traceback.print_exc()
            self.end()

    def _read(self, data: bytes) -> None:
        reader = self._reader
        if reader.ended:
            return
        self._raw.append(data)
        if reader.between:
            self._changed = monotonic()
        reader.feed(data)
        if reader.refusal is not None:
            self._requests.clear()
        elif not reader.between and not self._requests and reader.wants_more():
            self._send(b"HTTP/1.1 100 Continue\r\n\r\n")

    # --- answering ------------------------------------------------------------------------------------

    def _next(self) -> None:
        """Answer the next request, if one waits and the client took the last answer."""
        requests = self._requests
        while self._skip and requests:
            requests.popleft()
            self._skip -= 1
            self._answered += 1
        if self._unsent or self._last or self.gone:
            return
        if requests:
            self.request = requests.popleft()
            self.process.answer(self, self.request)
        elif self._reader.refusal is not None:
            self._refuse(*self._reader.refusal)
        if requests:
            if not self._unsent:
                self.process.loop.soon(self._next)
        elif self._reader.between:
            self._raw.clear()
            self._answered = 0

    def reply(self, answer: Answer) -> None:
        """Send the answer to the request that is being answered."""
        if self.gone:
            return
        request = self.request
        self._answered += 1
        self._fresh = False
        self.since = 0.0
        self._changed = monotonic()
        end = b"\r\n"
        if not request.keep:
            self._last = True
            end = b"connection: close\r\n\r\n"
        elif request.version == "1.0":
            end = b"connection: keep-alive\r\n\r\n"
        head = answer.head + self.process.date + end
        if request.method == b"HEAD":
            self._send(head)
            return
        self._file = answer.file
        self._send(head + answer.body)

    def _refuse(self, status: int, message: str) -> None:
        """Answer that what came is no request of ours, and nothing after it."""
        self._reader.refuse(status, message)
        self._last = True
        answer = plain(status, message)
        self._send(answer.head + self.process.date + b"connection: close\r\n\r\n" + answer.body)

    # --- sending --------------------------------------------------------------------------------------

    def _send(self, data: bytes | memoryview) -> None:
        """Send this and the file's rest, as far as the client takes it; end it if that was the last."""
        try:
            while data:
                sent = self._send_part(data)
                if sent < len(data):
                    self._keep_unsent(memoryview(data)[sent:])
                    return
                self._unsent = b""
                data = b"" if self._file is None else self._piece(self._file)
        except BlockingIOError:
            self._keep_unsent(data)
            return
        except OSError:
            self.end()
            return
        if self._waits_for != READABLE:
            self._changed = monotonic()
            self._wait_for(READABLE)
        if self._last:
            self.end()

    def _piece(self, file: IO[bytes]) -> bytes:
        # Not through a buffer: where reading stands is part of what is passed on.
        piece = os.read(file.fileno(), _PIECE)
        if not piece:
            file.close()
            self._file = None
        return piece

    def _keep_unsent(self, rest: bytes | memoryview) -> None:
        if not self._unsent:
            self._changed = monotonic()
        self._unsent = rest
        if self._waits_for != WRITABLE:
            self._wait_for(WRITABLE)

    def _wait_for(self, events: int) -> None:
        self._waits_for = events
        self.process.loop.change(self._descriptor, events)

    # --- looked at from outside -----------------------------------------------------------------------

    def look(self, now: float) -> None:
        """End it when it has been slow for too long."""
        limits, quiet = self.process.limits, now - self._changed
        if self._unsent:
            if quiet > limits.sending_seconds:
                self.end()
        elif self._requests:
            return
        elif not self._reader.between or self._fresh:
            if quiet > limits.request_seconds:
                self._refuse(408, "the request took too long to come in")
        elif quiet > limits.idle_seconds:
            self.end()

    def pass_on(self) -> Passed | None:
        """What another process needs to go on with it, as this one then does not; None when it is ending.

        May be called from another thread while the event loop's own is held up.
        """
        if self.gone or self._reader.ended or (self._last and not (self._unsent or self._file)):
            return None
        self.gone = True
        kind = LAST if self._last else CONNECTION
        return self._as_passed(kind, bytes(self._unsent), self._file.fileno() if self._file else -1)

    def heavy_request(self, kind: bytes) -> Passed:
        """The request that is being answered, for whoever answers it when this process cannot."""
        return self._as_passed(kind)

    def _as_passed(self, kind: bytes, unsent: bytes = b"", spool: int = -1) -> Passed:
        answered = self._answered + self._skip
        return Passed(kind, self._descriptor, spool, b"".join(self._raw), answered, unsent, self.since)
