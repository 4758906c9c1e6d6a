"""``load``: verify inputs and write them into a store."""

from __future__ import annotations

from ...intake.load import load, remove
from ..engines import Where, reader_for
from ..layout import put_table
from ..output import counted, put_json, put_rows, say
from ..progress import progress_bar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...intake.report import LoadReport, SourceChange
    from ..output import Settings

_FIELDS = (
    "id", "status", "claims", "claims_added", "claims_removed", "facts", "facts_added", "facts_removed",
)  # fmt: skip
# More sources than this are counted, not listed, on a screen.
_MOST_LISTED = 40


def run(
    settings: Settings,
    inputs: Sequence[str],
    into: str,
    removed: Sequence[str] = (),
    where: Where = Where(),  # noqa: B008 - frozen
    format: str = "table",  # noqa: A002 - the option's name
) -> None:
    """Load, remove, and report what changed."""
    reports: list[LoadReport] = [remove(into, source) for source in removed]
    if inputs:
        with reader_for(where, inputs, settings) as reader, progress_bar(settings) as advance:
            reports.append(load(inputs, into, on_progress=advance, reader=reader))
    changes = [change for report in reports for change in report.changes]
    if format == "json":
        put_json(reports[-1].replace(changes=tuple(changes)))
    elif format == "table":
        _put(changes, reports[-1], settings)
    else:
        put_rows(_FIELDS, [tuple(getattr(change, field) for field in _FIELDS) for change in changes], format)


def _put(changes: list[SourceChange], report: LoadReport, settings: Settings) -> None:
    telling = [change for change in changes if change.status != "unchanged"]
    listed = changes if len(changes) <= _MOST_LISTED else telling[:_MOST_LISTED]
    if listed:
        header = ("source", "status", "claims", "+", "-", "facts", "+", "-")
        put_table(header, [tuple(str(getattr(change, field)) for field in _FIELDS) for change in listed])
    if len(changes) > len(listed):
        say(f"… and {len(changes) - len(listed)} more sources", settings)
    for draft in report.drafts:
        say(f"{draft}: a draft, passed over; review it first", settings)
    say(
        f"{report.location}: {counted(report.sources, 'source')}, {counted(report.claims, 'claim')},"
        f" {counted(report.facts, 'fact')}, {counted(report.entities, 'entity', 'entities')}",
        settings,
    )
