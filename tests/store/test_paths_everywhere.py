"""The questions that paths and pages of hubs ask mean the same to every kind of store."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, Quad

from smartcity_kb.model.prefixes import PREFIXES
from smartcity_kb.model.terms import (
    CERTAINTY,
    END,
    EVIDENCE,
    EXACT,
    HAS_SOURCE,
    START,
    XSD_INTEGER,
    entity_iri,
    expand,
    quote_iri,
    source_iri,
)
from smartcity_kb.store.quads import FACTS
from smartcity_kb.views import path_links, path_search
from smartcity_kb.views.page_facts import MOST_ROWS, page_facts
from smartcity_kb.views.paths import paths

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from smartcity_kb.store.base import Store

ROAD = ["s", "m", "hub", "n", "e"]


def _iri(curie: str) -> NamedNode:
    found = expand(curie)
    assert found is not None
    return found


def claim(number: int, subject: str, object_: str) -> list[Quad]:
    iri, quote = _iri(f"claim:c{number}"), quote_iri(source_iri("road"), number, number + 1)
    term = _iri("sckb:partner")
    fact = (entity_iri(subject), term, entity_iri(object_))
    place = Literal(str(number), datatype=XSD_INTEGER)
    return [
        Quad(*fact, FACTS),
        Quad(*fact, iri),
        Quad(iri, EVIDENCE, quote, FACTS),
        Quad(iri, CERTAINTY, _iri("sckb:stated"), FACTS),
        Quad(quote, EXACT, Literal("x", language="vi"), FACTS),
        Quad(quote, HAS_SOURCE, source_iri("road"), FACTS),
        Quad(quote, START, place, FACTS),
        Quad(quote, END, place, FACTS),
    ]


@pytest.mark.parametrize("limits", [(1000, 600, 400, 200), (0, 0, 4, 200), (0, 0, 4, 0), (0, 600, 2, 200)])
def test_the_shortest_path_is_found(
    store: Store, limits: tuple[int, int, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    links = [*pairwise(ROAD), ("e", "far"), *((f"x{n}", "hub") for n in range(6))]
    store.add([quad for number, link in enumerate(links) for quad in claim(number, *link)])
    pairs, cheap, hub, counted = limits
    monkeypatch.setattr(path_search, "MOST_PAIRS", pairs)
    monkeypatch.setattr(path_search, "_CHEAP", cheap)
    monkeypatch.setattr(path_search, "_MOST_COUNTED", counted)
    monkeypatch.setattr(path_search, "HUB", hub)
    monkeypatch.setattr(path_links, "HUB", hub)
    for start, end, through in (
        ("s", "far", [*ROAD, "far"]),
        ("x1", "x2", ["x1", "hub", "x2"]),
        ("s", "m", ["s", "m"]),
    ):
        (path,) = paths(store, entity_iri(start), entity_iri(end), every=True).paths
        nodes = [hop.subject for hop in path.hops] + [path.hops[-1].object]
        assert nodes == [f"id:{slug}" for slug in through]
        assert all(len(hop.evidence) == 1 for hop in path.hops)
        assert entity_iri(start).value.startswith(PREFIXES["id"])
    assert paths(store, entity_iri("s"), entity_iri("far"), max_length=4).paths == ()


def test_a_hub_has_some_facts_and_the_number_of_the_rest(store: Store) -> None:
    links = [(f"x{number}", "hub") for number in range(MOST_ROWS + 1)]
    store.add([quad for number, link in enumerate([*links, ("hub", "y")]) for quad in claim(number, *link)])
    page = page_facts(store, entity_iri("hub"), limit=4)
    partner = _iri("sckb:partner").value
    assert page.more == {(partner, True): MOST_ROWS - 3}
    assert sorted(fact.subject == entity_iri("hub").value for fact in page.facts) == [False] * 4 + [True]
    assert {len(fact.claims) for fact in page.facts} == {1}
