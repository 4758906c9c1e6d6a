"""The facts of a page: all of a usual entity's, some of a hub's with the number of the rest."""

from __future__ import annotations

from pyoxigraph import Quad

from smartcity_kb.model.terms import GRAPH_LINKS
from smartcity_kb.store.quads import FACTS
from smartcity_kb.views.facts import facts_around, links_among
from smartcity_kb.views.page_facts import MOST_CLAIMS, MOST_ROWS, page_facts

from .world import content, iri, store_of

USUAL = [("hub", "schema:areaServed", "land"), ("hub", "sckb:assessment", '"đông"')]
MANY = [(f"n{number}", "schema:location", "hub") for number in range(MOST_ROWS)]


def test_a_usual_entity_has_all_its_facts() -> None:
    store = store_of(content([*USUAL, *MANY[:50]]))
    page = page_facts(store, iri("hub"), limit=5)
    assert page.facts == facts_around(store, iri("hub"))
    assert (len(page.facts), page.more) == (52, {})


def test_a_hub_has_some_of_each_relation_and_the_number_of_the_rest() -> None:
    sources = [content([*USUAL, *MANY, ("hub", "sckb:when", "@2016-03")], source=f"s{n}") for n in range(5)]
    store = store_of(*sources)
    page = page_facts(store, iri("hub"), limit=5)
    assert set(page.facts) <= {
        fact.replace(claims=other.claims)
        for fact in facts_around(store, iri("hub"))
        for other in page.facts
        if other.key == fact.key
    }
    relations = [(fact.term, fact.object == iri("hub")) for fact in page.facts]
    location = iri("schema:location").value
    assert {relation: relations.count(relation) for relation in relations} == {
        (iri("schema:areaServed").value, False): 1,
        (iri("sckb:assessment").value, False): 1,
        (iri("sckb:when").value, False): 1,
        (location, True): 5,
    }
    assert page.more == {(location, True): MOST_ROWS - 5}
    assert {len(fact.claims) for fact in page.facts} == {MOST_CLAIMS}


def test_a_hub_shows_facts_of_no_claim_but_no_outside_links() -> None:
    store = store_of(content(MANY))
    bare, link = iri("sckb:partner"), iri("skos:closeMatch")
    store.add([Quad(iri("hub"), bare, iri("friend"), FACTS)])
    store.add([Quad(iri("hub"), link, iri("wd:Q1"), graph) for graph in (FACTS, GRAPH_LINKS)])
    store.add([Quad(iri("hub"), iri("sckb:implements"), iri(slug), FACTS) for slug in ("x", "y")])
    page = page_facts(store, iri("hub"), limit=200)
    unproven = {(fact.term, fact.claims) for fact in page.facts if not fact.claims}
    assert unproven == {(bare.value, ()), (iri("sckb:implements").value, ())}


def test_facts_are_bounded_when_asked_for() -> None:
    store = store_of(content(MANY))
    assert len(facts_around(store, iri("hub"), 7)) == 7
    assert len(links_among(store, [iri("hub").value], 7)) == 7
    assert len(links_among(store, [iri("hub").value])) == MOST_ROWS
