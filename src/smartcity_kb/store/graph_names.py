"""Graphs that a query names, put so that Virtuoso finds them beside a default graph of our choice."""

from __future__ import annotations

import re

from .query_text import masked
from .sparql_text import tokens

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_OPENING = re.compile(r"\s*\{")
_STAR = re.compile(r"\s*(?:select|describe)\s*(?:distinct|reduced)?\s*\*", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\b", re.IGNORECASE)
_FORM = re.compile(r"\b(?:select|ask|construct|describe)\b", re.IGNORECASE)


def chooses_graphs(sent: str) -> bool:
    """Whether a query says itself which graphs it is about (FROM)."""
    return _FROM.search(masked(sent)) is not None


def shows_all(sent: str) -> bool:
    """Whether a query shows all of its variables (``SELECT *``), so that none may be added to it."""
    shown = masked(sent)
    form = _FORM.search(shown)
    return form is not None and _STAR.match(shown, form.start()) is not None


def names_graphs(sent: str) -> bool:
    """Whether a query has a GRAPH with an IRI or a prefixed name."""
    return any(kind != "variable" for kind, _, _, _ in _openings(sent))


def by_filter(sent: str, hidden: Sequence[str]) -> str:
    """The query with its graphs chosen by filters: ``GRAPH <g> {`` as ``GRAPH ?v { FILTER(?v = <g>)``.

    With ``default-graph-uri`` alone, Virtuoso lets GRAPH reach every graph through a variable, and none
    by its name. Where the query has a variable already, the ``hidden`` graphs (IRIs) are kept out. The
    filters stand inside the group, where Virtuoso, unlike the standard, knows the variable.
    """
    others = ", ".join(f"<{graph}>" for graph in hidden)
    parts: list[str] = []
    last = 0
    for number, (kind, token, start, end) in enumerate(_openings(sent)):
        variable = token if kind == "variable" else f"?_graph{number}"
        condition = f"{variable} NOT IN ({others})" if kind == "variable" else f"{variable} = {token}"
        parts += [sent[last:start], f"{variable} {{ FILTER({condition}) "]
        last = end
    parts.append(sent[last:])
    return "".join(parts)


def _openings(sent: str) -> Iterator[tuple[str, str, int, int]]:
    """What each GRAPH names: (kind, text, start, end), the end behind the brace that follows."""
    after_graph = False
    for kind, token, start, end in tokens(sent):
        if kind == "comment":
            continue
        opening = _OPENING.match(sent, end) if after_graph and kind in ("iri", "name", "variable") else None
        if opening:
            yield kind, token, start, opening.end()
        after_graph = kind == "word" and token.upper() == "GRAPH"
