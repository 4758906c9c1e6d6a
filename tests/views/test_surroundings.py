"""The graph around an entity: all of a usual one's facts, a hub's page by page, and the whole."""

from __future__ import annotations

from smartcity_kb.views.facts import links_among
from smartcity_kb.views.page_facts import MOST_CLAIMS, MOST_ROWS
from smartcity_kb.views.surroundings import more_surroundings, surroundings, well_tied, whole_graph

from .world import content, iri, slug_of, store_of

TIES = [
    ("deal", "sckb:partner", "vnpt"),
    ("deal", "sckb:localParty", "city"),
    ("meeting", "schema:about", "deal"),
    ("deal", "sckb:when", "@2016-03"),
    ("meeting", "schema:startDate", "@2017"),
    ("meeting", "schema:endDate", "@2018-02-01"),
    ("vnpt", "schema:areaServed", "land"),
]
LOCATION = iri("schema:location").value
MANY = [(f"n{number:03}", "schema:location", "hub") for number in range(MOST_ROWS)]


def edges(facts: object) -> set[tuple[str, str, str]]:
    return {(slug_of(e.source), e.term, slug_of(e.target)) for e in facts.edges}  # type: ignore[attr-defined]


def test_a_usual_entity_has_all_that_it_is_tied_to_and_every_quote() -> None:
    store = store_of(content(TIES, {"vnpt": ("Tập đoàn VNPT", "VNPT Group")}))
    found = surroundings(store, iri("deal"), "en")
    wanted = links_among(store, [iri("deal").value])
    assert [(e.source, e.term, e.target, e.claims) for e in found.edges] == [
        (f.subject, f.term, getattr(f.object, "value", ""), f.claims) for f in wanted
    ]
    assert {row.claim for row in found.evidence} == {claim for fact in wanted for claim in fact.claims}
    assert {slug_of(node.iri): node.label for node in found.nodes} == {
        "deal": "deal", "vnpt": "VNPT Group", "city": "city", "meeting": "meeting"
    }  # fmt: skip
    assert {(r.inverse, r.total, r.shown) for r in found.relations} == {(False, 1, 1), (True, 1, 1)}


def test_an_entity_lies_within_all_its_dates() -> None:
    found = surroundings(store_of(content(TIES)), iri("deal"))
    days = {slug_of(node.iri): (node.earliest, node.latest) for node in found.nodes}
    assert days["deal"] == ("2016-03-01", "2016-03-31")
    assert days["meeting"] == ("2017-01-01", "2018-02-01")
    assert days["city"] == ("", "")


def test_an_open_end_is_empty() -> None:
    store = store_of(content([("a", "sckb:partner", "b"), ("a", "sckb:when", "@2016/..")]))
    [node] = [node for node in surroundings(store, iri("a")).nodes if node.iri == iri("a").value]
    assert (node.earliest, node.latest) == ("2016-01-01", "")


def test_a_hub_comes_page_by_page_until_nothing_is_left() -> None:
    store = store_of(*[content([*MANY, ("hub", "sckb:partner", "x")], source=f"s{n}") for n in range(5)])
    first = surroundings(store, iri("hub"), limit=30)
    totals = {(r.term, r.inverse): (r.total, r.shown) for r in first.relations}
    assert totals == {(LOCATION, True): (MOST_ROWS, 30), (iri("sckb:partner").value, False): (1, 1)}
    assert {len(edge.claims) for edge in first.edges} == {MOST_CLAIMS}
    seen = edges(first)
    offset = 30
    while offset < MOST_ROWS:
        page = more_surroundings(store, iri("hub"), (LOCATION, True), offset, limit=80)
        [relation] = page.relations
        assert not seen & edges(page)
        assert relation.shown == offset + len(page.edges)
        assert relation.total == MOST_ROWS
        seen |= edges(page)
        offset = relation.shown
    assert seen == {(s, iri(p).value, o) for s, p, o in [*MANY, ("hub", "sckb:partner", "x")]}


def test_the_whole_graph_has_every_fact_between_entities() -> None:
    store = store_of(content(TIES))
    found = whole_graph(store)
    assert edges(found) == {(s, iri(p).value, o) for s, p, o in TIES if not o.startswith("@")}
    assert found.total == len(found.edges)
    assert {slug_of(node.iri) for node in found.nodes} == {"deal", "vnpt", "city", "meeting", "land"}


def test_what_to_begin_with_is_what_most_is_tied_to() -> None:
    first = well_tied(store_of(content(TIES)), most=2)
    assert [slug_of(node.iri) for node in first] == ["deal", "vnpt"]


def test_a_whole_that_is_too_large_says_how_much_there_is() -> None:
    found = whole_graph(store_of(content(MANY)), limit=7)
    assert (len(found.edges), found.total) == (7, MOST_ROWS)
