"""Reading requests within their bounds: bodies, fields, the language that a reader wants."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

from ..model.text import nfc
from .limits import BODY_BYTES, FIELD_CHARACTERS, REQUEST_SECONDS
from .negotiation import best_language
from .replies import RefusedError
from .words import LANGUAGES

if TYPE_CHECKING:
    from starlette.requests import Request

_HOST = re.compile(r"[A-Za-z0-9.\-]{1,253}(:\d{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:\d{1,5})?")


async def body_of(request: Request) -> bytes:
    """The body; raises RefusedError: 413 for one that is too large, 408 for one that comes too slowly."""
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise RefusedError(415, "send the query as it is, without a content coding")
    stated = request.headers.get("content-length", "")
    if stated.isdigit() and int(stated[:12]) > BODY_BYTES:
        raise _too_large()
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(REQUEST_SECONDS):
            async for part in request.stream():
                size += len(part)
                if size > BODY_BYTES:
                    raise _too_large()
                parts.append(part)
    except TimeoutError:
        raise RefusedError(408, "the request took too long to come in", {"connection": "close"}) from None
    return b"".join(parts)


def fields_of(request: Request, longest: int = FIELD_CHARACTERS) -> dict[str, str]:
    """The fields of an address, NFC, the last of a name counts; raises RefusedError for one too long."""
    fields: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if len(value) > longest:
            raise RefusedError(400, f"'{name[:40]}' is longer than {longest} characters")
        fields[name] = nfc(value)
    return fields


def language_of(request: Request) -> tuple[str, bool]:
    """The reader's language, and whether the address itself chose it."""
    asked = request.query_params.get("lang", "")
    if asked in LANGUAGES:
        return asked, True
    return best_language(request.headers.get("accept-language", ""), LANGUAGES), False


def root_of(request: Request) -> str:
    """The URL under which the client sees this server, with a slash at its end."""
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        address = request.scope.get("server") or ("127.0.0.1", 80)
        host = f"{address[0]}:{address[1]}"
    return f"{request.url.scheme}://{host}/"


def _too_large() -> RefusedError:
    return RefusedError(413, f"a request body has at most {BODY_BYTES // 1024} KiB", {"connection": "close"})
