"""``show``: an entity's page."""

from __future__ import annotations

from ...store.open import open_store
from ...views.entity import entity_page
from ...views.resolve import resolve
from ..layout import beside, columns_of, flow, paragraphs, put_entry, put_heading
from ..output import BOLD, CYAN, DIM, YELLOW, painted, put, put_json, put_rows, width
from ..quotes import put_quote
from ..words import word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...views.entity import EntityPage, Link, Value
    from ..output import Settings

_WIDEST_RELATION = 32
_INDENT = "  "


def run(settings: Settings, entity: str, format: str = "table") -> None:  # noqa: A002 - the option's name
    """Write the page of an entity."""
    with open_store(settings.kb) as store:
        page = entity_page(store, resolve(store, entity, settings.lang), settings.lang)
    if format == "json":
        put_json(page)
    elif format == "table":
        _put_page(page)
    else:
        put_rows(
            ("term", "relation", "inverse", "value", "iri", "quote", "source", "start", "end"),
            _rows(page),
            format,
        )


def _put_page(page: EntityPage) -> None:
    from ...model.prefixes import curie

    put_heading(page.label, curie(page.iri))
    if page.types:
        for line in flow(((", ".join(page.types), DIM),), width()):
            put(line)
    for kind, key in (("alias", "aliases"), ("misspelling", "misspellings")):
        names = dict.fromkeys(name.text for name in page.names if name.kind == kind)
        if names:
            _put_wrapped(f"{word(key, page.lang)}: " + "; ".join(names))
    if page.note:
        _put_wrapped(f"{word('note', page.lang)}: {page.note}")
    put()
    _put_relations(page)
    if page.quotes:
        put()
        put(painted(word("evidence", page.lang), BOLD))
        for quote in page.quotes:
            put_quote(quote.evidence, f"[{quote.number}]", page.words, page.lang, 1)
    if page.links:
        put()
        put(painted(word("links", page.lang), BOLD))
        for link in page.links:
            _put_wrapped(_link(link, page.lang), 1)


def _put_relations(page: EntityPage) -> None:
    if not page.relations:
        put(word("no facts", page.lang))
        return
    names = min(_WIDEST_RELATION, max(columns_of(relation.words) for relation in page.relations))
    total = width()
    room = None if total is None else beside(names, total - len(_INDENT))
    for relation in page.relations:
        lines = [line for value in relation.values for line in flow(_spans(value, page.lang), room)]
        if relation.more:
            lines += flow(((word("more", page.lang).format(f"{relation.more:,}"), DIM),), room)
        put_entry(relation.words, lines, names, DIM, _INDENT)


def _spans(value: Value, lang: str) -> tuple[tuple[str, str], ...]:
    """A value and its evidence numbers; the first number stays with the last word."""
    if not value.evidence:
        return (value.text, ""), (f" [{word('no evidence', lang)}]", YELLOW)
    numbers = " ".join(f"[{number}]" for number in value.evidence)
    return (f"{value.text}\u00a0", ""), (numbers, CYAN)


def _link(link: Link, lang: str) -> str:
    seen = f" ({word('seen at', lang)} {link.seen})" if link.seen else ""
    return f"{link.words}: {link.target}{seen}" + (f" — {link.note}" if link.note else "")


def _put_wrapped(text: str, indent: int = 0) -> None:
    for line in paragraphs(text, indent):
        put(line)


def _rows(page: EntityPage) -> list[tuple[str | int, ...]]:
    from ...model.prefixes import curie

    by_number = {quote.number: quote.evidence for quote in page.quotes}
    rows: list[tuple[str | int, ...]] = []
    for relation in page.relations:
        for value in relation.values:
            head = (
                curie(relation.term),
                relation.words,
                str(relation.inverse).lower(),
                value.text,
                value.iri,
            )
            for number in value.evidence:
                row = by_number[number]
                rows.append((*head, row.quote, row.source, row.start, row.end))
            if not value.evidence:
                rows.append((*head, "", "", "", ""))
    return rows
