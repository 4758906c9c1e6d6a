"""uvicorn's HTTP protocol with bounds on the head of a request: its size, and how long it may take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from .limits import HEAD_BYTES, REQUEST_SECONDS

if TYPE_CHECKING:
    import asyncio


class BoundedHttpProtocol(HttpToolsProtocol):
    """Ends connections whose request line and headers are too long, or do not come.

    The parser itself bounds neither; a client that sends a byte now and then would hold its connection
    for ever.
    """

    _head_bytes = 0
    _head_timer: asyncio.TimerHandle | None = None
    _refused = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count what comes before the head is complete."""
        if self._refused:
            return
        if self._head_timer is not None:
            self._head_bytes += len(data)
        super().data_received(data)
        if self._head_timer is not None and self._head_bytes > HEAD_BYTES:
            self._refuse(431, "the request's head is too long")

    def on_message_begin(self) -> None:
        """A request begins, perhaps right behind another one."""
        super().on_message_begin()
        if self._head_timer is None:
            self._await_head()

    def on_headers_complete(self) -> None:
        """The head is here; one that came in a single piece is measured now."""
        self._stop_waiting()
        if self._refused:
            return
        length = len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)
        if length > HEAD_BYTES:
            self._refuse(414 if len(self.url) > HEAD_BYTES // 2 else 431, "the request's head is too long")
            return
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A piece of the body, unless the request is refused already."""
        if not self._refused:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """The end of the request, unless it is refused already."""
        if not self._refused:
            super().on_message_complete()

    def _await_head(self) -> None:
        self._head_bytes = 0
        self._head_timer = self.loop.call_later(REQUEST_SECONDS, self._too_slow)

    def _stop_waiting(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _too_slow(self) -> None:
        self._refuse(408, "the request took too long to come in")

    def _refuse(self, status: int, message: str) -> None:
        self._refused = True
        self._stop_waiting()
        if self.transport.is_closing():
            return
        body = f"{message}\n".encode()
        head = (
            "content-type: text/plain; charset=utf-8\r\n"
            f"content-length: {len(body)}\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(STATUS_LINE[status] + head.encode() + body)
        self.transport.close()
