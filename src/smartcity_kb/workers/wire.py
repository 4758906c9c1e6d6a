"""Messages between the pool and its workers: a JSON head and a body of bytes, each with its length."""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncio
    from typing import IO

    Head = dict[str, Any]

_LENGTHS = struct.Struct(">II")


def packed(head: Head, body: bytes = b"") -> bytes:
    """A message as bytes."""
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return b"".join((_LENGTHS.pack(len(text), len(body)), text, body))


def read(stream: IO[bytes]) -> tuple[Head, bytes] | None:
    """The next message of a blocking stream; None at its end."""
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    head, body = _LENGTHS.unpack(lengths)
    return _head(stream.read(head)), stream.read(body)


async def receive(stream: asyncio.StreamReader) -> tuple[Head, bytes]:
    """The next message of an asynchronous stream; raises IncompleteReadError at its end."""
    head, body = _LENGTHS.unpack(await stream.readexactly(_LENGTHS.size))
    return _head(await stream.readexactly(head)), await stream.readexactly(body)


def _head(text: bytes) -> Head:
    head: Head = json.loads(text.decode("utf-8", "surrogatepass"))
    return head
