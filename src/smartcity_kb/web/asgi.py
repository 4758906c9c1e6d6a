"""An ASGI application asked with a whole request, for a whole answer (ASGI 3.0, HTTP)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import httptools

from .messages import Answer, head_of, plain

if TYPE_CHECKING:
    import socket

    from starlette.types import ASGIApp, Message, Scope

    from .messages import Headers, Request


async def ask(app: ASGIApp, request: Request, client: socket.socket) -> Answer:
    """The application's answer; 400 for an address that is none, 500 for an application that fails."""
    try:
        url = httptools.parse_url(request.url)
    except httptools.HttpParserInvalidURLError:
        return plain(400, "this address is none")
    if url.path is None:
        return plain(400, "this address has no path")
    status, headers, body = await _answered(app, _scope(request, url, client), request.body)
    return Answer(head_of(status, headers, len(body)), body)


async def headers_of(app: ASGIApp, path: str) -> Headers:
    """The headers that an application, such as a middleware around nothing, gives every answer at a path."""
    _, headers, _ = await _answered(app, {"type": "http", "method": "GET", "path": path, "headers": []}, b"")
    return headers


async def nothing(scope: Scope, receive: object, send: Any) -> None:
    """An application whose answer is empty."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body"})


async def _answered(app: ASGIApp, scope: Scope, body: bytes) -> tuple[int, Headers, bytes]:
    start: dict[str, Any] = {}
    parts: list[bytes] = []
    asked = [body]

    async def receive() -> Message:
        if asked:
            return {"type": "http.request", "body": asked.pop(), "more_body": False}
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        else:
            parts.append(bytes(message.get("body", b"")))

    await app(scope, receive, send)
    return (
        start["status"],
        [(bytes(n).lower(), bytes(v)) for n, v in start.get("headers", ())],
        b"".join(parts),
    )


def _scope(request: Request, url: Any, client: socket.socket) -> Scope:
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": request.version,
        "method": request.method.decode("ascii"),
        "scheme": "http",
        "path": unquote(url.path.decode("latin-1")),
        "raw_path": url.path,
        "query_string": url.query or b"",
        "root_path": "",
        "headers": request.headers,
        "server": client.getsockname()[:2],
        "client": _peer(client),
    }


def _peer(client: socket.socket) -> tuple[str, int] | None:
    try:
        host, port = client.getpeername()[:2]
    except OSError:
        # Gone already.
        return None
    return host, port
