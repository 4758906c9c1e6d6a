"""``sources``: what the knowledge base was made from."""

from __future__ import annotations

from ...model.dates import display
from ...store.open import open_store
from ...views.sources import sources
from ..layout import put_table
from ..output import put_json, put_rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..output import Settings


def run(settings: Settings, format: str = "table") -> None:  # noqa: A002 - the option's name
    """Write the sources with how much each states."""
    with open_store(settings.kb) as store:
        rows = sources(store, settings.lang)
    if format == "json":
        put_json(rows)
    elif format == "table":
        vietnamese = settings.lang == "vi"
        header = ("nguồn", "tựa đề", "ngày", "phát biểu", "dữ kiện") if vietnamese else (
            "source", "title", "date", "claims", "facts"
        )  # fmt: skip
        put_table(
            header,
            [
                (row.id, row.title, display(row.as_of, settings.lang), str(row.claims), str(row.facts))
                for row in rows
            ],
        )
    else:
        fields = ("id", "iri", "title", "language", "as_of", "length", "sha256", "claims", "facts")
        put_rows(fields, [row.astuple() for row in rows], format)
