"""``search``: entities by name."""

from __future__ import annotations

from ...model.errors import NotFoundError
from ...model.prefixes import curie
from ...store.open import open_store_to_search
from ...views.search import search
from ..layout import put_table
from ..output import put_json, put_rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..output import Settings


def run(settings: Settings, text: str, limit: int = 20, format: str = "table") -> None:  # noqa: A002
    """Write the entities whose names are like a text, the likest first."""
    with open_store_to_search(settings.kb) as store:
        hits = search(store, text, settings.lang, limit)
    if format == "json":
        put_json(hits)
    elif format == "table" and hits:
        header = ("tên", "loại", "mã") if settings.lang == "vi" else ("name", "type", "id")
        put_table(header, [(hit.label, hit.type, curie(hit.iri).removeprefix("id:")) for hit in hits])
    elif format != "table":
        put_rows(
            ("iri", "label", "type", "matched", "score"),
            [(hit.iri, hit.label, hit.type, hit.matched, hit.score) for hit in hits],
            format,
        )
    if not hits:
        hint = "try fewer letters" if text.strip() else "give part of a name"
        raise NotFoundError(f"nothing is named like '{text}'; {hint}")
