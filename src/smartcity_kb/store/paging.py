"""Answers that a server cuts at its row limit: pages by a unique key, counted, so that none is lost."""

from __future__ import annotations

import re

from ..model.record import Record
from .query_text import masked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_FORM = re.compile(r"\bselect\b", re.IGNORECASE)
_LIMIT = re.compile(r"\blimit\s+(\d+)", re.IGNORECASE)
_UNSTABLE = re.compile(r"\b(limit|offset|values)\b", re.IGNORECASE)
_ORDER = re.compile(r"\border\s+by\b", re.IGNORECASE)
_DATASET = re.compile(r"\bfrom\b", re.IGNORECASE)
_WHERE = re.compile(r"(\bwhere\b\s*)?\{", re.IGNORECASE)


class Pages(Record):
    """A SELECT query taken apart: prologue, variables, the rest, and the rest in an order that is total."""

    prologue: str
    variables: str
    query: str
    ordered: str

    def page(self, size: int, start: int) -> str:
        """The query for ``size`` solutions from the one numbered ``start`` (from 0)."""
        # The order stands inside: Virtuoso sorts only 10,000 rows next to a LIMIT, but any number there.
        inside = f"{{ {{ {self.ordered}\n}} }}"
        return f"{self.prologue}SELECT {self.variables} WHERE {inside} LIMIT {size} OFFSET {start}"

    def count(self) -> str:
        """The query for the number of all solutions."""
        return f"{self.prologue}SELECT (COUNT(*) AS ?n) WHERE {{ {{ {self.query}\n}} }}"


def own_limit(sent: str) -> int | None:
    """The LIMIT at the end of a query; None when it has none."""
    found = _LIMIT.search(_top(masked(sent)))
    return int(found[1]) if found else None


def pages(sent: str, variables: Sequence[str]) -> Pages | None:
    """How to ask for a SELECT query page by page.

    ``variables`` are those that it selects; together they are the key. None when it cannot be done: a
    query that names its own data set, or that ends in LIMIT, OFFSET or VALUES.
    """
    top = _top(masked(sent))
    form = _FORM.search(top)
    if form is None or not variables or _DATASET.search(top) or _UNSTABLE.search(top):
        return None
    # One hash of everything, for Virtuoso sorts neither long texts nor by many keys; with language and
    # datatype, for the texts alone may be equal.
    parts = ", '@', ".join(
        _text(text) for v in variables for text in (f"STR(?{v})", f"LANG(?{v})", f"STR(DATATYPE(?{v}))")
    )
    order = " " if _ORDER.search(top) else " ORDER BY "
    query = sent[form.start() :]
    shown = " ".join(f"?{variable}" for variable in variables)
    return Pages(sent[: form.start()], shown, query, f"{query}\n{order}MD5(CONCAT({parts}))")


def solutions_of(sent: str) -> str | None:
    """A SELECT query with one small row for each solution behind a CONSTRUCT or DESCRIBE query.

    None where there is no pattern to ask (``DESCRIBE <iri>``).
    """
    shown = masked(sent)
    form = re.search(r"\b(construct|describe)\b", shown, re.IGNORECASE)
    if form is None:
        return None
    start = form.end()
    if form[1].lower() == "construct" and shown[start:].lstrip().startswith("{"):
        start = _closing(shown, shown.index("{", start)) + 1
    pattern = _WHERE.search(shown, start)
    if pattern is None:
        return None
    dataset = sent[start : pattern.start()] if form[1].lower() == "construct" else ""
    return f"{sent[: form.start()]}SELECT (1 AS ?row) {dataset}{sent[pattern.start() :]}"


def _text(expression: str) -> str:
    """The expression, empty where it is an error: a variable without a value, an IRI's language."""
    return f"COALESCE({expression}, '')"


def _top(shown: str) -> str:
    """The query with what stands inside braces blanked out, of the same length."""
    depth = 0
    parts: list[str] = []
    for char in shown:
        depth -= char == "}"
        parts.append(char if depth <= 0 else " ")
        depth += char == "{"
    return "".join(parts)


def _closing(shown: str, opening: int) -> int:
    depth = 0
    for place in range(opening, len(shown)):
        depth += {"{": 1, "}": -1}.get(shown[place], 0)
        if depth == 0:
            return place
    return len(shown) - 1
