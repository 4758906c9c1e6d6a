"""The built front end that a single file carries: script, style, and the query engine as WebAssembly."""

from __future__ import annotations

from base64 import b64encode
from os import path
from typing import TYPE_CHECKING

from ..model.errors import MissingExtraError
from ..model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

STATIC = path.join(path.dirname(path.dirname(path.abspath(__file__))), "web", "static")
APP = path.join(STATIC, "app")
SCRIPT, STYLE, WORKER, ENGINE = "single.js", "single.css", "engine.js", "oxigraph.wasm.gz"
# Written by the build: what the packages in the script ask to be passed on with it.
LICENCES = ("single-licenses.md", "engine-licenses.md")


class FrontEnd(Record):
    """What the page is made of beside its data.

    ``script`` is the text of the page's one script, ``worker`` that of its worker, ``styles`` that of all
    styles, ``icon`` the icon as a data address; ``engine`` is the path of the gzipped WebAssembly module,
    ``licences`` the text of those of the packages inside.
    """

    script: str
    worker: str
    styles: str
    icon: str
    engine: str
    licences: str = ""


def front_end(folder: str | None = None) -> FrontEnd:
    """The files that ``make web`` builds, from their folder (by default that of the package).

    Raises MissingExtraError, which says what to run, when they are not there.
    """
    folder = folder or APP
    try:
        script, worker, styles = (_text(path.join(folder, name)) for name in (SCRIPT, WORKER, STYLE))
        engine = path.join(folder, ENGINE)
        if not path.isfile(engine):
            raise FileNotFoundError(engine)
    except FileNotFoundError as error:
        name = path.basename(str(error.filename or error))
        raise MissingExtraError(
            f"the explorer's front end is not built ({name} is missing);"
            " run 'make web' in a checkout of smartcity-kb, then export again"
        ) from None
    own = _text(path.join(STATIC, "style.css"))
    images = _with_images(f"{own}\n{styles}")
    return FrontEnd(script, worker, images, _data_address("icon.svg"), engine, _licences(folder))


def in_base64(place: str) -> Iterator[bytes]:
    """A file's content in base64, in pieces."""
    with open(place, "rb") as file:
        # A multiple of 3, so that the pieces join without padding between them.
        while piece := file.read(3 << 16):
            yield b64encode(piece)


def _licences(folder: str) -> str:
    places = [path.join(folder, name) for name in LICENCES]
    return "\n".join(_text(place) for place in places if path.isfile(place))


def _with_images(styles: str) -> str:
    """Styles whose images are inside them."""
    from re import sub

    return sub(r"""url\(["']?([\w-]+\.svg)["']?\)""", lambda match: f"url({_data_address(match[1])})", styles)


def _data_address(name: str) -> str:
    with open(path.join(STATIC, name), "rb") as file:
        return f"data:image/svg+xml;base64,{b64encode(file.read()).decode()}"


def _text(place: str) -> str:
    with open(place, encoding="utf-8", newline="") as file:
        # A browser hashes what it has read, and it reads every line end as a line feed.
        return file.read().replace("\r\n", "\n").replace("\r", "\n")
