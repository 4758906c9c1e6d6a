"""What every answer carries against misuse, and how long a client may take to receive it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from .limits import SENDING_SECONDS

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# No script in a page, nothing from elsewhere, no frames, forms only to ourselves. The editor's style sheet
# holds its pictures as data.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
# What programs in web pages may read: the data; pages are for people.
_OPEN = ("/sparql", "/store", "/.well-known/void", "/id/", "/source/", "/claim/", "/api/")
_CORS = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"Content-Type, Link, Vary"),
)
PREFLIGHT = {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET, HEAD, POST, OPTIONS",
    "access-control-allow-headers": "Accept, Accept-Language, Content-Type",
    "access-control-max-age": "86400",
}


class Security:
    """ASGI middleware: security headers, CORS for data, and an end to clients that do not take answers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request."""
        if scope["type"] != "http":
            return
        extra = [*_HEADERS, *(_CORS if scope["path"].startswith(_OPEN) else ())]

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name for name, _ in message["headers"]}
                added = [pair for pair in extra if pair[0] not in present]
                message = {**message, "headers": [*message["headers"], *added]}
            async with asyncio.timeout(SENDING_SECONDS):
                await send(message)

        await self.app(scope, receive, sending)
