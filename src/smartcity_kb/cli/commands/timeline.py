"""``timeline``: dated things in order."""

from __future__ import annotations

from ...model.prefixes import PREFIXES, curie
from ...store.open import open_store
from ...views.resolve import resolve
from ...views.timeline import first_of_timeline
from ..layout import put_table
from ..output import put_json, put_rows, say
from ..words import word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...views.facts import EvidenceRow
    from ...views.timeline import Timeline, TimelineRow
    from ..output import Settings


def run(
    settings: Settings,
    entity: str | None = None,
    from_: str | None = None,
    to: str | None = None,
    format: str = "table",  # noqa: A002 - the option's name
) -> None:
    """Write dated things in order, all of them or those around an entity."""
    with open_store(settings.kb) as store:
        around = resolve(store, entity, settings.lang) if entity else None
        found = first_of_timeline(store, around, from_, to, settings.lang)
    rows = found.rows
    if format == "json":
        put_json(rows)
    elif format == "table":
        header = tuple(word(key, settings.lang) for key in ("date", "what", "type", "source"))
        sources = [sorted({_place(e.source, e.start) for e in row.evidence}) for row in rows]
        put_table(
            header, [(r.shown, r.label, r.type, ", ".join(s)) for r, s in zip(rows, sources, strict=True)]
        )
        if not rows:
            say("nothing is dated in that time", settings)
    else:
        put_rows(
            ("date", "earliest", "latest", "iri", "label", "type", "quote", "source", "start", "end"),
            [_record(row, proof) for row in rows for proof in row.evidence],
            format,
        )
    _say_what_is_left_out(found, settings)


def _say_what_is_left_out(found: Timeline, settings: Settings) -> None:
    if found.seen < found.near:
        say(f"of its {found.near:,} neighbours {found.seen:,} were looked at", settings)
    if len(found.rows) < found.dated:
        say(f"the first {len(found.rows):,} of {found.dated:,} dates; go on with --from or --to", settings)


def _record(row: TimelineRow, proof: EvidenceRow) -> tuple[str | int, ...]:
    dated = (row.date, row.earliest, row.latest, row.iri, row.label, row.type)
    return (*dated, proof.quote, proof.source, proof.start, proof.end)


def _place(source: str, start: int) -> str:
    name = source.removeprefix(PREFIXES["src"])
    return f"{curie(name)}:{start}"
