"""The explorer with the data inside: one HTML file that needs no server and no network."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from ..model.errors import InputError
from ..model.terms import CLAIM, TYPE
from ..store.oxigraph import OxigraphStore
from .html_data import page_data
from .html_document import block, head, inert_nquads, inert_script, json_text, tail
from .html_front_end import front_end, in_base64
from .html_pages import drawn_pages, page_words, query_seconds
from .nlines import nquads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .html_pages import DrawnPage
    from .job import Job

# A browser keeps a file of this size at hand and answers at once; a page takes some 3 kB per language.
MOST_CLAIMS = 2_000
MOST_BYTES = 64 << 20
_ADVICE = "use 'serve', or export a part of it: query a CONSTRUCT, load the result, export that"
_NO_SCRIPT = (
    '<noscript><p class="problem">Trang này cần JavaScript.'
    ' <span lang="en">This page needs JavaScript.</span></p></noscript>\n'
)


def html(job: Job) -> Iterator[bytes]:
    """The document, in pieces.

    Raises MissingExtraError when the front end is not built, InputError for a knowledge base that is too
    large for one file.
    """
    parts = front_end()
    store = OxigraphStore(job.engine)
    _refuse_too_many_claims(store)
    found: set[str] = set()
    pages = drawn_pages(store, found)
    home = next(pages)
    first = home[1][job.options.lang]
    yield head(parts, job.options.lang, first.title).encode()
    yield f"<body>\n{first.around}{_NO_SCRIPT}".encode("utf-8", "replace")
    blocks = (
        block("kb-pages", "application/json", _pages(job, chain([home], pages))),
        block("kb-data", "application/json", [json_text(page_data(store) | _frame(job, home[1]))]),
        block("kb-rdf", "application/n-quads", chain([b"\n"], map(inert_nquads, nquads(job)))),
    )
    yield from _bounded(chain.from_iterable(blocks))
    yield from block("kb-worker", "text/plain", [inert_script(parts.worker)])
    yield from block("kb-engine", "application/gzip+base64", in_base64(parts.engine))
    yield from block("kb-licences", "application/json", [json_text(parts.licences)])
    yield tail(parts).encode()


def _refuse_too_many_claims(store: OxigraphStore) -> None:
    claims = store.quads(predicate=TYPE, object=CLAIM)
    if sum(1 for _ in islice(claims, MOST_CLAIMS + 1)) > MOST_CLAIMS:
        raise InputError(f"more than {MOST_CLAIMS} claims are too many for one HTML file; {_ADVICE}")


def _pages(job: Job, pages: Iterable[tuple[str, dict[str, DrawnPage]]]) -> Iterator[bytes]:
    """Address -> language -> [title, HTML of the main part], as one JSON object."""
    separator = b"{"
    for address, drawn in pages:
        job.count("pages")
        texts = {lang: [page.title, page.main] for lang, page in drawn.items()}
        yield separator + b"\n" + json_text(address) + b":" + json_text(texts)
        separator = b","
    yield b"\n}"


def _frame(job: Job, home: dict[str, DrawnPage]) -> dict[str, object]:
    """What stands around every page and the words of the script, by language; the language to begin with.

    And how many seconds a query may take.
    """
    around = {lang: page.around for lang, page in home.items()}
    frame = {"lang": job.options.lang, "around": around, "words": page_words()}
    return frame | {"deadline": query_seconds()}


def _bounded(pieces: Iterable[bytes]) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > MOST_BYTES:
            raise InputError(f"more than {MOST_BYTES >> 20} MiB are too much for one HTML file; {_ADVICE}")
        yield piece
