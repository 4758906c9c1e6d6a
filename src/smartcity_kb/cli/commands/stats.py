"""``stats``: how much the knowledge base holds, its most connected entities, its communities."""

from __future__ import annotations

from ...model.prefixes import curie
from ...store.open import open_store
from ...views.labels import labels_of
from ...views.statistics import statistics
from ..engines import Where, measure
from ..layout import flow, paragraphs, put_table
from ..output import BOLD, painted, put, put_json, put_rows, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...cluster.graph import Measures
    from ...views.graph import Community
    from ...views.statistics import Count, Statistics
    from ..output import Settings

_TITLES = {
    "types": ("Loại thực thể", "Entities by type"),
    "relations": ("Dữ kiện theo quan hệ", "Facts by relation"),
    "certainties": ("Phát biểu theo độ chắc chắn", "Claims by certainty"),
    "connected": ("Thực thể nhiều quan hệ nhất", "Most connected entities"),
    "communities": ("Cộng đồng", "Communities"),
    "measures": ("Độ đo của cả đồ thị", "Measures of the whole graph"),
    "shape": (
        "{} thực thể, {} quan hệ, {} thành phần liên thông (lớn nhất: {})",
        "{} entities, {} relations, {} connected components (largest: {})",
    ),
    "levels": ("Số thực thể cách {} 0, 1, 2 … bước: {}", "Entities 0, 1, 2 … relations away from {}: {}"),
    "totals": (
        "{} nguồn, {} phát biểu, {} dữ kiện, {} thực thể",
        "{} sources, {} claims, {} facts, {} entities",
    ),
}


def run(
    settings: Settings,
    limit: int = 10,
    communities: bool = False,
    measures: bool = False,
    where: Where = Where(),  # noqa: B008 - frozen
    format: str = "table",  # noqa: A002 - the option's name
) -> None:
    """Write totals and rankings; what needs the whole graph is worked out when asked for."""
    with open_store(settings.kb) as store:
        counted = statistics(store, settings.lang, limit)
        groups: tuple[Community, ...] = ()
        if communities:
            from ...views.graph import communities as find_communities
            from ...views.graph import graph

            groups = find_communities(graph(store, settings.lang))
        measured = measure(store, where, limit, settings) if measures else None
        ranked = labels_of(store, [iri for iri, _ in measured.ranks], settings.lang) if measured else {}
    if format == "json":
        extra = {"communities": groups} if communities else {}
        put_json({**counted.asdict(), **extra, **({"measures": measured} if measured else {})})
    elif format == "table":
        _put(counted, groups, settings.lang)
        if measured:
            _put_measures(measured, ranked, settings.lang)
    else:
        rows: list[tuple[str | int, ...]]
        rows = [(kind, row.iri, row.label, row.count) for kind in _KINDS for row in getattr(counted, kind)]
        rows += [
            ("community", iri, label, n)
            for n, group in enumerate(groups, 1)
            for iri, label in _members(group)
        ]
        if measured:
            rows += [("pagerank", iri, ranked[iri], f"{rank:.6f}") for iri, rank in measured.ranks]
            rows += [("component", "", "", size) for size in measured.largest]
            rows += [("level", measured.start, level, count) for level, count in enumerate(measured.levels)]
        put_rows(("kind", "iri", "label", "count"), rows, format)


_KINDS = ("types", "relations", "certainties", "connected")


def _put(counted: Statistics, groups: tuple[Community, ...], lang: str) -> None:
    totals = _title("totals", lang).format(counted.sources, counted.claims, counted.facts, counted.entities)
    for line in flow(((totals, BOLD),), width()):
        put(line)
    for kind in [kind for kind in _KINDS if getattr(counted, kind)]:
        put()
        put(painted(_title(kind, lang), BOLD))
        _put_counts(getattr(counted, kind), lang)
    if groups:
        put()
        put(painted(_title("communities", lang), BOLD))
        for number, group in enumerate(groups, 1):
            for index, line in enumerate(paragraphs("; ".join(label for _, label in _members(group)), 4)):
                put(f"{number:>2}. {line.strip()}" if not index else line)


def _put_measures(measured: Measures, labels: dict[str, str], lang: str) -> None:
    sizes = ", ".join(map(str, measured.largest))
    levels = " → ".join(map(str, measured.levels))
    put()
    put(painted(_title("measures", lang), BOLD))
    shape = _title("shape", lang).format(measured.nodes, measured.edges, measured.components, sizes)
    start = labels.get(measured.start, curie(measured.start))
    for text in (shape, _title("levels", lang).format(start, levels)):
        for line in paragraphs(text, 2):
            put(line)
    header = ("tên", "mã", "PageRank") if lang == "vi" else ("name", "id", "PageRank")
    put_table(header, [(labels[iri], curie(iri), f"{rank:.4f}") for iri, rank in measured.ranks])


def _put_counts(counts: tuple[Count, ...], lang: str) -> None:
    header = ("tên", "mã", "số") if lang == "vi" else ("name", "id", "count")
    put_table(header, [(row.label, curie(row.iri), str(row.count)) for row in counts])


def _members(group: Community) -> list[tuple[str, str]]:
    return list(group.members)


def _title(key: str, lang: str) -> str:
    return _TITLES[key][0 if lang == "vi" else 1]
