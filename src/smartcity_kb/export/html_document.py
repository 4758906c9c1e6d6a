"""The frame of the single file: its head with the content security policy, and inert blocks of data.

A block is a ``script`` element whose type no browser runs. HTML knows no escapes inside one, so what
could end it or open a comment is written in the escapes of the block's own language.
"""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING

from ..model.errors import StoreError
from ..views.as_json import jsonable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .html_front_end import FrontEnd

# Line separators end a string in older JavaScript, and "<" may begin a tag.
_ESCAPES = str.maketrans({"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029"})
_CANNOT_STAND = ("</script", "<!--", "<script")


def head(parts: FrontEnd, lang: str, title: str) -> str:
    """The document up to the beginning of its body; ``title`` is plain text."""
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy(parts))}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n"
        f'<link rel="icon" type="image/svg+xml" href="{parts.icon}">\n'
        f"<style>{_embeddable(parts.styles, ('</style',))}</style>\n</head>\n"
    )


def tail(parts: FrontEnd) -> str:
    """The script, after everything that it reads, and the end of the document."""
    return f'<script type="module">{_embeddable(parts.script, _CANNOT_STAND)}</script>\n</body>\n</html>\n'


def policy(parts: FrontEnd) -> str:
    """The content security policy: the one script and the one style by their hashes, no network at all.

    ``wasm-unsafe-eval`` lets the query engine be compiled; it allows no JavaScript. The engine's worker is
    a ``blob:``, made by the script of what the file carries.
    """
    return (
        f"default-src 'none'; script-src '{_hash(parts.script)}' 'wasm-unsafe-eval';"
        f" worker-src blob:; style-src '{_hash(parts.styles)}'; img-src data:;"
        " connect-src 'none'; form-action 'none';"
        " base-uri 'none'"
    )


def block(name: str, type_: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """An inert block with an id; ``pieces`` are escaped already."""
    yield f'<script type="{type_}" id="{name}">'.encode()
    yield from pieces
    yield b"</script>\n"


def json_text(value: object) -> bytes:
    """A value as JSON that may stand in a block.

    >>> json_text("</script>")
    b'"\\\\u003c/script>"'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=jsonable)
    return text.translate(_ESCAPES).encode("utf-8", "replace")


def inert_nquads(line: bytes) -> bytes:
    """A line of N-Quads that may stand in a block: an IRI begins with a letter, so these are in texts.

    >>> inert_nquads(b'<urn:a> <urn:b> "</script>" .')
    b'<urn:a> <urn:b> "\\\\u003C/script>" .'
    """
    return line.replace(b"</", b"\\u003C/").replace(b"<!", b"\\u003C!")


def inert_script(text: str) -> bytes:
    """A script of the front end that stands in a block as data.

    Raises StoreError where something in it could end the block.
    """
    return _embeddable(text, _CANNOT_STAND).encode()


def _embeddable(text: str, forbidden: tuple[str, ...]) -> str:
    low = text.lower()
    for sign in forbidden:
        if sign in low:
            raise StoreError(f"the built front end has '{sign}' in it and cannot be embedded; run 'make web'")
    return text


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
