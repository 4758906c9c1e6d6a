"""Timeline: dated things in order, at the precision of the source."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from ..model.dates import EdtfError, display, order_key, parse
from ..model.errors import UsageError
from ..model.record import Record
from ..model.terms import DATE_PROPERTIES, EVIDENCE, WHEN
from ..store.labels import main_types
from .facts import evidence_of
from .labels import words_for
from .page_facts import NO_FACTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..store.base import Store
    from .facts import EvidenceRow


# Rows with labels and evidence, and neighbours of one entity that are looked at.
MOST_ROWS = 200
MOST_NEAR = 2000
_BATCH = 400


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


class Timeline(Record):
    """The first rows of a timeline. ``dated`` is how many rows there are in all.

    Around a hub only so many of its neighbours are looked at: ``seen`` of ``near``, which differ only then.
    """

    rows: tuple[TimelineRow, ...]
    dated: int
    seen: int
    near: int

    @property
    def more(self) -> int:
        """How many rows are left out."""
        return self.dated - len(self.rows)


class _Dated(Record):
    """A date of an entity: EDTF, its days (ISO, or empty), the claims that state it."""

    iri: str
    date: str
    earliest: str
    latest: str
    claims: tuple[str, ...]

    @property
    def order(self) -> tuple[object, ...]:
        return (order_key(self.earliest or None, self.latest or None), self.iri, self.date)


def timeline(
    store: Store,
    around: NamedNode | None = None,
    since: str | None = None,
    until: str | None = None,
    lang: str = "vi",
) -> tuple[TimelineRow, ...]:
    """All rows of ``first_of_timeline``."""
    return first_of_timeline(store, around, since, until, lang, None).rows


def first_of_timeline(
    store: Store,
    around: NamedNode | None = None,
    since: str | None = None,
    until: str | None = None,
    lang: str = "vi",
    most: int | None = MOST_ROWS,
) -> Timeline:
    """Dated things in order; with ``around``, that entity and what is one relation away from it.

    ``since`` and ``until`` are EDTF dates: things that can lie wholly before or after them are left out.
    Labels and evidence are read for the first ``most`` rows (None: all). Of a hub's neighbours at most
    MOST_NEAR are looked at, which is the store's choice. Raises UsageError when a date is not EDTF, or
    ``since`` begins after ``until`` has ended.
    """
    first = _bound(since, "from", first=True)
    last = _bound(until, "to", first=False)
    if first and last and order_key(first, None) > order_key(last, None):
        raise UsageError(f"--from {since} is later than --to {until}; nothing lies between them")
    near = _circle(store, around) if around else None
    seen = len(near or (1,)) - 1
    degree = _degree(store, around) if around and seen >= MOST_NEAR - 1 else seen
    dates = [
        dated
        for iri, by_date in _dates(store, near).items()
        for text, claims in by_date.items()
        for dated in [_Dated(iri, text, *_days(text), tuple(sorted(claims)))]
        if (first is None or not dated.latest or order_key(dated.latest, None) >= order_key(first, None))
        and (last is None or not dated.earliest or order_key(dated.earliest, None) <= order_key(last, None))
    ]
    dates.sort(key=lambda dated: dated.order)
    return Timeline(_rows(store, dates[:most], lang), len(dates), seen, max(seen, degree))


def _rows(store: Store, dates: list[_Dated], lang: str) -> tuple[TimelineRow, ...]:
    types = main_types(store, [dated.iri for dated in dates])
    words = words_for(store, {dated.iri for dated in dates} | set(types.values()), lang)
    proof = evidence_of(store, {claim for dated in dates for claim in dated.claims})
    return tuple(
        TimelineRow(
            dated.iri,
            words.name(dated.iri),
            words.name(types[dated.iri]) if dated.iri in types else "",
            dated.date,
            display(dated.date, lang),
            dated.earliest,
            dated.latest,
            tuple(
                sorted((proof[claim] for claim in dated.claims if claim in proof), key=lambda row: row.key)
            ),
        )
        for dated in dates
    )


def _near(around: NamedNode) -> str:
    return (
        f"{{ {{ {around} ?r ?s FILTER(isIRI(?s)) }} UNION {{ ?s ?r {around} }}"
        f" FILTER(?r NOT IN ({NO_FACTS})) }}"
    )


def _circle(store: Store, around: NamedNode) -> list[str]:
    """The entity and its neighbours, at most MOST_NEAR of them."""
    rows = store.select(f"SELECT DISTINCT ?s WHERE {_near(around)} LIMIT {MOST_NEAR}")
    return sorted({around.value, *(row[0].value for row in rows if isinstance(row[0], NamedNode))})


def _degree(store: Store, around: NamedNode) -> int:
    (row,) = store.select(f"SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {_near(around)}")
    return int(getattr(row[0], "value", "0"))


def _dates(store: Store, among: list[str] | None) -> dict[str, dict[str, set[str]]]:
    """Entity -> EDTF date -> claims. ``sckb:when`` where there is one, else the other date properties."""
    exact: dict[str, dict[str, set[str]]] = {}
    other: dict[str, dict[str, set[str]]] = {}
    starts = range(0, len(among), _BATCH) if among else (0,)
    for start in starts:
        chosen = among[start : start + _BATCH] if among else []
        for subject, predicate, date, claim in map(tuple, store.select(_dated_things(chosen))):
            if isinstance(subject, NamedNode) and isinstance(date, Literal) and isinstance(claim, NamedNode):
                dates = exact if predicate == WHEN else other
                dates.setdefault(subject.value, {}).setdefault(date.value, set()).add(claim.value)
    return {**other, **exact}


def _dated_things(among: list[str]) -> str:
    properties = sorted(map(str, {WHEN, *DATE_PROPERTIES}))
    # Pairs: from two lists of values some engines make a plan that goes through all dates there are.
    pairs = " ".join(f"({NamedNode(iri)} {p})" for iri in among for p in properties)
    chosen = f"VALUES (?s ?p) {{ {pairs} }}" if among else f"VALUES ?p {{ {' '.join(properties)} }}"
    return (
        f"SELECT DISTINCT ?s ?p ?date ?claim WHERE {{ {chosen}"
        f" GRAPH ?claim {{ ?s ?p ?date }} ?claim {EVIDENCE} ?quote }}"
    )


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
