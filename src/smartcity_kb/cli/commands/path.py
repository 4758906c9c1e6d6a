"""``path``: the shortest connections between two entities, as sentences with their quotes."""

from __future__ import annotations

from ...model.errors import NotFoundError
from ...model.prefixes import curie
from ...store.open import open_store
from ...views.paths import paths
from ...views.resolve import resolve
from ..layout import wrap
from ..output import BOLD, painted, put, put_json, put_rows, width
from ..quotes import put_quote
from ..words import word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...views.paths import Hop, PathReport
    from ..output import Settings


def run(
    settings: Settings,
    from_: str,
    to: str,
    max_length: int = 6,
    all_: bool = False,
    format: str = "table",  # noqa: A002 - the option's name
) -> None:
    """Write the shortest path, or all of them, between two entities."""
    with open_store(settings.kb) as store:
        start, end = resolve(store, from_, settings.lang), resolve(store, to, settings.lang)
        report = paths(store, start, end, max_length, all_, settings.lang)
    if format == "json":
        put_json(report)
    elif format == "table":
        _put_report(report, settings.lang)
    else:
        header = ("path", "hop", "subject", "term", "relation", "object", "quote", "source", "start", "end")
        put_rows(header, list(_rows(report)), format)
    if not report.paths:
        raise NotFoundError(
            f"'{report.start}' and '{report.end}' are not connected within"
            f" {max_length} {'hop' if max_length == 1 else 'hops'};"
            " a larger --max-length looks further"
        )


def _put_report(report: PathReport, lang: str) -> None:
    for number, path in enumerate(report.paths, 1):
        if number > 1:
            put()
        count = f" {number}/{len(report.paths)}" if len(report.paths) > 1 else ""
        length = f"({len(path.hops)} {word('hops' if len(path.hops) > 1 else 'hop', lang)})"
        title = f"{word('path', lang)}{count}: {report.start} → {report.end} {length}"
        for line in wrap(title, width()):
            put(painted(line, BOLD))
        for index, hop in enumerate(path.hops, 1):
            _put_hop(hop, index, report, lang)


def _put_hop(hop: Hop, index: int, report: PathReport, lang: str) -> None:
    sentence = f"{hop.subject} {hop.relation} {hop.object}."
    total = width()
    for number, line in enumerate(wrap(sentence, None if total is None else max(20, total - 3))):
        put((f"{index}. " if not number else "   ") + line)
    for row in hop.evidence:
        put_quote(row, "", report.words, lang, 6)


def _rows(report: PathReport) -> Iterator[tuple[str | int, ...]]:
    for number, path in enumerate(report.paths, 1):
        for index, hop in enumerate(path.hops, 1):
            head = (number, index, hop.subject, curie(hop.fact.term), hop.relation, hop.object)
            for row in hop.evidence:
                yield (*head, row.quote, row.source, row.start, row.end)
