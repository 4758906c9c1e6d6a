"""An article as it is shown: its text cut into pieces that are noise, quoted, or neither."""

from __future__ import annotations

from itertools import pairwise

from pyoxigraph import NamedNode

from ..model.errors import NotFoundError, UsageError
from ..model.record import Record
from ..model.terms import (
    ARTICLE_BODY,
    AS_OF,
    COMMENT,
    END,
    EVIDENCE,
    EXCLUDED_SPAN,
    HAS_SOURCE,
    LANGUAGE,
    QUOTE,
    START,
    TITLE,
    TYPE,
)
from ..views.whole_numbers import whole_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..store.base import Store


class Span(Record):
    """A stretch of a text in code points: ``what`` is the reason of noise, or the claim that quotes it."""

    start: int
    end: int
    what: str


class Piece(Record):
    """A piece of text: ``noise`` is why it is no part of the article, ``claim`` the IRI of who quotes it."""

    text: str
    noise: str
    claim: str


class Article(Record):
    """A source to be read: the marked quote apart from what stands before and after it."""

    iri: str
    title: str
    language: str
    as_of: str
    before: tuple[Piece, ...]
    marked: tuple[Piece, ...]
    after: tuple[Piece, ...]
    has_noise: bool


def article(store: Store, source: NamedNode, lang: str, marked: str = "") -> Article:
    """A source with its noise and quotes; ``marked`` is "start,end" in code points, or empty.

    Raises NotFoundError when the store has no text of it, UsageError for a ``marked`` that is no stretch
    of the text.
    """
    text, titles, language, as_of = _about(store, source)
    start, end = _stretch(marked, len(text))
    noise = _spans(store, f"{source} {EXCLUDED_SPAN} ?span OPTIONAL {{ ?span {COMMENT} ?what }}")
    quotes = _spans(store, f"?span {HAS_SOURCE} {source} ; {TYPE} {QUOTE} . ?what {EVIDENCE} ?span")
    cut = [tuple(pieces(text, a, b, noise, quotes)) for a, b in ((0, start), (start, end), (end, len(text)))]
    return Article(
        source.value,
        titles.get(lang) or next(iter(titles.values()), ""),
        language,
        as_of,
        cut[0],
        cut[1],
        cut[2],
        bool(noise),
    )


def pieces(text: str, start: int, end: int, noise: Sequence[Span], quotes: Sequence[Span]) -> Iterator[Piece]:
    """The text from start to end, cut wherever noise or a quote begins or ends.

    >>> [p.text for p in pieces("abcdef", 0, 6, [Span(1, 2, "menu")], [Span(3, 6, "urn:c")])]
    ['a', 'b', 'c', 'def']
    """
    spans = [span for span in (*noise, *quotes) if span.start < end and span.end > start]
    cuts = {start, end} | {at for span in spans for at in (span.start, span.end) if start < at < end}
    edges = sorted(cuts)
    for left, right in pairwise(edges):
        yield Piece(text[left:right], _over(noise, left, right), _over(quotes, left, right))


def _over(spans: Sequence[Span], start: int, end: int) -> str:
    """What the shortest of the spans over a stretch is about."""
    over = [span for span in spans if span.start <= start and end <= span.end]
    return min(over, key=lambda span: (span.end - span.start, span.what)).what if over else ""


def _about(store: Store, source: NamedNode) -> tuple[str, dict[str, str], str, str]:
    text, language, as_of = "", "", ""
    titles: dict[str, str] = {}
    for row in store.select(
        f"SELECT DISTINCT ?text ?title ?language ?asof WHERE {{ {source} {ARTICLE_BODY} ?text"
        f" OPTIONAL {{ {source} {TITLE} ?title }} OPTIONAL {{ {source} {LANGUAGE} ?language }}"
        f" OPTIONAL {{ {source} {AS_OF} ?asof }} }}"
    ):
        text, title, language, as_of = (getattr(value, "value", "") for value in row)
        titles[getattr(row[1], "language", None) or ""] = title
    if not text:
        raise NotFoundError(f"no source with a text at {source.value}; 'sources' lists them")
    return text, titles, language, as_of


def _spans(store: Store, pattern: str) -> list[Span]:
    rows = store.select(
        f"SELECT DISTINCT ?start ?end ?what WHERE {{ ?span {START} ?start ; {END} ?end . {pattern} }}"
    )
    found = [[getattr(value, "value", "") for value in row] for row in rows]
    spans = [
        Span(whole_number(start, "a quote or noise"), whole_number(end, "a quote or noise"), what or "noise")
        for start, end, what in found
    ]
    return sorted(spans, key=Span.astuple)


def _stretch(marked: str, length: int) -> tuple[int, int]:
    if not marked:
        return length, length
    start, _, end = marked.partition(",")
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit() and len(marked) < 24):
        raise UsageError("quote= takes two numbers: start,end")
    if not int(start) < int(end) <= length:
        raise UsageError(f"quote={marked} is no stretch of an article of {length} characters")
    return int(start), int(end)
