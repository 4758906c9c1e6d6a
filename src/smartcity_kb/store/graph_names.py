"""Graphs that a query names, put so that Virtuoso finds them beside a default graph of our choice."""

from __future__ import annotations

import re

from .query_text import masked
from .sparql_text import tokens

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
    return by_filter(sent) != sent


def by_filter(sent: str) -> str:
    """The query with each ``GRAPH <g> {`` as ``GRAPH ?v { FILTER(?v = <g>)``.

    With ``default-graph-uri`` alone, Virtuoso lets GRAPH reach every graph through a variable, and none
    by its name. The filter stands inside the group, where Virtuoso, unlike the standard, knows ``?v``.
    """
    parts: list[str] = []
    last = number = 0
    after_graph = False
    for kind, token, start, end in tokens(sent):
        if kind == "comment":
            continue
        opening = re.compile(r"\s*\{").match(sent, end) if after_graph and kind in ("iri", "name") else None
        if opening:
            number += 1
            variable = f"?_graph{number}"
            parts += [sent[last:start], f"{variable} {{ FILTER({variable} = {token}) "]
            last = opening.end()
        after_graph = kind == "word" and token.upper() == "GRAPH"
    parts.append(sent[last:])
    return "".join(parts)
