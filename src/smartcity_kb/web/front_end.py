"""The built front end (``make web``): whether it is there, and its files as a browser is given them."""

from __future__ import annotations

import gzip
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

BUILT = Path(__file__).parent / "static" / "app"
# Files are flat; a name that is anything else names no file of ours.
_NAME = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*")
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
}
# These keep their names from build to build; the names of all others hold a hash of what is in them.
_STABLE = ("explorer", "single", "engine")


class Served(Record):
    """A file for a browser: its bytes, compressed if it takes gzip, and its headers."""

    body: bytes
    headers: dict[str, str]


def is_built() -> bool:
    """Whether the pages can load what JavaScript adds to them."""
    return (BUILT / "explorer.js").is_file()


def served(name: str, codings: str) -> Served | None:
    """A file of the front end for a client with this Accept-Encoding; None where there is none."""
    path = BUILT / name
    if not _NAME.fullmatch(name) or path.suffix not in _TYPES or not path.is_file():
        return None
    zipped = "gzip" in _accepted(codings)
    stat = path.stat()
    stable = path.stem in _STABLE
    headers = {
        "content-type": _TYPES[path.suffix],
        "cache-control": "no-cache" if stable else "public, max-age=31536000, immutable",
        "etag": f'"{stat.st_mtime_ns:x}-{stat.st_size:x}{"-gz" if zipped else ""}"',
        "vary": "Accept-Encoding",
    }
    if zipped:
        headers["content-encoding"] = "gzip"
    return Served(_content(path, stat.st_mtime_ns, zipped), headers)


@lru_cache(maxsize=64)
def _content(path: Path, _changed: int, zipped: bool) -> bytes:
    content = path.read_bytes()
    return gzip.compress(content, 9, mtime=0) if zipped else content


def _accepted(codings: str) -> Iterable[str]:
    for part in codings.lower().split(","):
        coding, _, weight = part.partition(";")
        if weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            yield coding.strip()
