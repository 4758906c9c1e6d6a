"""Timeline: dated things in order, at the precision of the source."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from ..model.dates import EdtfError, display, order_key, parse
from ..model.errors import UsageError
from ..model.record import Record
from ..model.terms import DATE_PROPERTIES, EVIDENCE, WHEN
from .facts import evidence_of, links_among
from .labels import words_for
from .search import main_types

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..store.base import Store
    from .facts import EvidenceRow


class TimelineRow(Record):
    """A dated thing: its date as EDTF and in words, its first and last day (ISO, or empty), evidence."""

    iri: str
    label: str
    type: str
    date: str
    shown: str
    earliest: str
    latest: str
    evidence: tuple[EvidenceRow, ...]


def timeline(
    store: Store,
    around: NamedNode | None = None,
    since: str | None = None,
    until: str | None = None,
    lang: str = "vi",
) -> tuple[TimelineRow, ...]:
    """Dated things in order; with ``around``, that entity and what is one relation away from it.

    ``since`` and ``until`` are EDTF dates: things that can lie wholly before or after them are left out.
    Raises UsageError when one of them is not EDTF.
    """
    first = _bound(since, "from", first=True)
    last = _bound(until, "to", first=False)
    dates = _dates(store, _circle(store, around) if around else None)
    rows: list[tuple[str, str, tuple[str, ...], str, str]] = []
    for iri, by_date in dates.items():
        for text, claims in by_date.items():
            earliest, latest = _days(text)
            after = first is None or not latest or order_key(latest, None) >= order_key(first, None)
            before = last is None or not earliest or order_key(earliest, None) <= order_key(last, None)
            if after and before:
                rows.append((iri, text, tuple(sorted(claims)), earliest, latest))
    rows.sort(key=lambda row: (order_key(row[3] or None, row[4] or None), row[0], row[1]))
    types = main_types(store, [row[0] for row in rows])
    words = words_for(store, {row[0] for row in rows} | set(types.values()), lang)
    proof = evidence_of(store, {claim for row in rows for claim in row[2]})
    return tuple(
        TimelineRow(
            iri,
            words.name(iri),
            words.name(types[iri]) if iri in types else "",
            text,
            display(text, lang),
            earliest,
            latest,
            tuple(sorted((proof[claim] for claim in claims if claim in proof), key=lambda row: row.key)),
        )
        for iri, text, claims, earliest, latest in rows
    )


def _circle(store: Store, around: NamedNode) -> list[str]:
    near = {around.value}
    for fact in links_among(store, [around.value]):
        near.add(fact.subject)
        if isinstance(fact.object, NamedNode):
            near.add(fact.object.value)
    return sorted(near)


def _dates(store: Store, among: list[str] | None) -> dict[str, dict[str, set[str]]]:
    """Entity -> EDTF date -> claims. ``sckb:when`` where there is one, else the other date properties."""
    chosen = f"VALUES ?s {{ {' '.join(str(NamedNode(iri)) for iri in among)} }}" if among else ""
    properties = " ".join(str(p) for p in sorted({WHEN, *DATE_PROPERTIES}, key=str))
    exact: dict[str, dict[str, set[str]]] = {}
    other: dict[str, dict[str, set[str]]] = {}
    for row in store.select(
        f"SELECT DISTINCT ?s ?p ?date ?claim WHERE {{ {chosen} VALUES ?p {{ {properties} }}"
        f" GRAPH ?claim {{ ?s ?p ?date }} ?claim {EVIDENCE} ?quote }}"
    ):
        subject, date, claim = row[0], row[2], row[3]
        if isinstance(subject, NamedNode) and isinstance(date, Literal) and isinstance(claim, NamedNode):
            dates = exact if row[1] == WHEN else other
            dates.setdefault(subject.value, {}).setdefault(date.value, set()).add(claim.value)
    return {**other, **exact}


def _days(text: str) -> tuple[str, str]:
    try:
        date = parse(text)
    except EdtfError:
        return "", ""
    return (str(date.earliest) if date.earliest else "", str(date.latest) if date.latest else "")


def _bound(text: str | None, option: str, first: bool) -> str | None:
    """The day from or up to which a date reaches."""
    if text is None:
        return None
    try:
        date = parse(text)
    except EdtfError as error:
        raise UsageError(f"--{option}: {error.message}") from None
    day = date.earliest if first else date.latest
    return str(day) if day else None
