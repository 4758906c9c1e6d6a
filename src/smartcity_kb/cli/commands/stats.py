"""``stats``: how much the knowledge base holds, its most connected entities, its communities."""

from __future__ import annotations

from ...model.terms import curie
from ...store.open import open_store
from ...views.statistics import statistics
from ..layout import flow, paragraphs, put_table
from ..output import BOLD, painted, put, put_json, put_rows, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...views.graph import Community
    from ...views.statistics import Count, Statistics
    from ..output import Settings

_TITLES = {
    "types": ("Loại thực thể", "Entities by type"),
    "relations": ("Sự kiện theo quan hệ", "Facts by relation"),
    "certainties": ("Phát biểu theo độ chắc chắn", "Claims by certainty"),
    "connected": ("Thực thể nhiều quan hệ nhất", "Most connected entities"),
    "communities": ("Cộng đồng", "Communities"),
    "totals": (
        "{} nguồn, {} phát biểu, {} sự kiện, {} thực thể",
        "{} sources, {} claims, {} facts, {} entities",
    ),
}


def run(
    settings: Settings,
    limit: int = 10,
    communities: bool = False,
    format: str = "table",  # noqa: A002 - the option's name
) -> None:
    """Write totals and rankings; communities need the whole graph and are worked out when asked for."""
    with open_store(settings.kb) as store:
        counted = statistics(store, settings.lang, limit)
        groups: tuple[Community, ...] = ()
        if communities:
            from ...views.graph import communities as find_communities
            from ...views.graph import graph

            groups = find_communities(graph(store, settings.lang))
    if format == "json":
        put_json({**counted.asdict(), "communities": groups} if communities else counted)
    elif format == "table":
        _put(counted, groups, settings.lang)
    else:
        rows = [(kind, row.iri, row.label, row.count) for kind in _KINDS for row in getattr(counted, kind)]
        rows += [
            ("community", iri, label, n)
            for n, group in enumerate(groups, 1)
            for iri, label in _members(group)
        ]
        put_rows(("kind", "iri", "label", "count"), rows, format)


_KINDS = ("types", "relations", "certainties", "connected")


def _put(counted: Statistics, groups: tuple[Community, ...], lang: str) -> None:
    totals = _title("totals", lang).format(counted.sources, counted.claims, counted.facts, counted.entities)
    for line in flow(((totals, BOLD),), width()):
        put(line)
    for kind in _KINDS:
        put()
        put(painted(_title(kind, lang), BOLD))
        _put_counts(getattr(counted, kind), lang)
    if groups:
        put()
        put(painted(_title("communities", lang), BOLD))
        for number, group in enumerate(groups, 1):
            for index, line in enumerate(paragraphs("; ".join(label for _, label in _members(group)), 4)):
                put(f"{number:>2}. {line.strip()}" if not index else line)


def _put_counts(counts: tuple[Count, ...], lang: str) -> None:
    header = ("tên", "mã", "số") if lang == "vi" else ("name", "id", "count")
    put_table(header, [(row.label, curie(row.iri), str(row.count)) for row in counts])


def _members(group: Community) -> list[tuple[str, str]]:
    return list(group.members)


def _title(key: str, lang: str) -> str:
    return _TITLES[key][0 if lang == "vi" else 1]
