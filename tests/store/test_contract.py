"""One contract over every kind of store: memory, disk, an Oxigraph server (its default graph isolated,
and the union of all graphs), a Virtuoso server."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from smartcity_kb.model.errors import QuerySyntaxError
from smartcity_kb.model.prefixes import PREFIXES
from smartcity_kb.model.terms import DEFINED_BY, EDTF, GRAPH_LINKS, PREF_LABEL, TYPE, entity_iri
from smartcity_kb.store.folder import read_folder
from smartcity_kb.store.folder_layout import shipped_folder
from smartcity_kb.store.oxigraph import OxigraphStore
from smartcity_kb.store.quads import claims_from_quads, contents_from_quads, quads_from_content

from .conftest import KINDS

if TYPE_CHECKING:
    from smartcity_kb.store.base import Store

S, P = NamedNode("https://example.org/s"), NamedNode("https://example.org/p")
GRAPH = NamedNode("https://example.org/g")
XSD = "http://www.w3.org/2001/XMLSchema#"
PARTNER = NamedNode(PREFIXES["sckb"] + "partner")

TERMS: dict[str, NamedNode | Literal] = {
    "iri": NamedNode("https://example.org/o"),
    "iri beyond ascii": NamedNode("https://example.org/Đề_án/日本"),
    "iri with a query": NamedNode("https://example.org/o?a=1&b=%20#char=1,2"),
    "plain": Literal("plain"),
    "empty": Literal(""),
    "vi": Literal("Ủy ban nhân dân tỉnh Bình Dương", language="vi"),
    "region": Literal("colour", language="en-GB"),
    "quotes": Literal("""he said "no", she said 'yes' \\ and \\n stayed"""),
    "lines": Literal("one\ntwo\r\nthree\tfour"),
    "emoji": Literal("đèn 💡 và 👩‍👩‍👧", language="vi"),
    "sparql": Literal('" } ; DROP ALL ; INSERT DATA { <a:a> <a:a> "'),
    "long": Literal("Thành phố thông minh. " * 5000, language="vi"),
    "true": Literal("true", datatype=NamedNode(XSD + "boolean")),
    "false": Literal("false", datatype=NamedNode(XSD + "boolean")),
    "zero": Literal("0", datatype=NamedNode(XSD + "integer")),
    "integer": Literal("-42", datatype=NamedNode(XSD + "integer")),
    "decimal": Literal("2.5", datatype=NamedNode(XSD + "decimal")),
    "date": Literal("2016-08-15", datatype=NamedNode(XSD + "date")),
    "month": Literal("2016-03", datatype=NamedNode(XSD + "gYearMonth")),
    "year": Literal("2016", datatype=NamedNode(XSD + "gYear")),
    "edtf": Literal("2017-11-25/2017-11-27", datatype=EDTF),
    "own type": Literal("10 m", datatype=NamedNode("https://example.org/length")),
}


@pytest.mark.parametrize("graph", [DefaultGraph(), GRAPH], ids=["default", "named"])
def test_every_kind_of_term_comes_back(store: Store, graph: DefaultGraph | NamedNode) -> None:
    # A predicate each: what an engine merges under one predicate is tested elsewhere.
    quads = {
        Quad(S, NamedNode(f"https://example.org/p{number}"), term, graph)
        for number, term in enumerate(TERMS.values())
    }
    store.add(quads)
    assert set(store.quads()) == quads
    assert set(store.quads(graph=graph)) == quads


@pytest.mark.parametrize("name", TERMS)
def test_a_quad_is_found_by_its_object_and_only_by_that(store: Store, name: str) -> None:
    quad = Quad(S, P, TERMS[name], GRAPH)
    store.add([quad, Quad(S, P, Literal("another"), GRAPH)])
    assert list(store.quads(S, P, TERMS[name], GRAPH)) == [quad]
    assert list(store.quads(None, None, TERMS[name], None)) == [quad]
    others = [term for key, term in TERMS.items() if key != name and term != TERMS[name]]
    assert all(not list(store.quads(S, P, term, GRAPH)) for term in others[:3])


def test_patterns_choose_subject_predicate_object_and_graph(store: Store) -> None:
    other = NamedNode("https://example.org/other")
    quads = {
        Quad(s, p, o, g)
        for s in (S, other)
        for p in (P, other)
        for o in (S, Literal("x"))
        for g in (DefaultGraph(), GRAPH)
    }
    store.add(quads)
    assert set(store.quads(S)) == {q for q in quads if q.subject == S}
    assert set(store.quads(None, P)) == {q for q in quads if q.predicate == P}
    assert set(store.quads(None, None, Literal("x"))) == {q for q in quads if q.object == Literal("x")}
    assert set(store.quads(graph=DefaultGraph())) == {q for q in quads if q.graph_name == DefaultGraph()}
    assert list(store.quads(S, P, S, GRAPH)) == [Quad(S, P, S, GRAPH)]


def test_no_value_is_a_wildcard(store: Store) -> None:
    values = ["false", "boolean"], ["0", "integer"]
    for value, kind in values:
        store.add([Quad(S, P, Literal("kept"))])
        assert list(store.quads(S, P, Literal(value, datatype=NamedNode(XSD + kind)))) == []
    assert list(store.quads(S, P, Literal(""))) == []


def test_claims_and_contents_come_back(store: Store, world) -> None:
    store.add([*quads_from_content(world.first), *quads_from_content(world.second)])
    assert set(claims_from_quads(store.quads())) == {*world.first.claims, *world.second.claims}
    contents = {content.source.id: content for content in contents_from_quads(store.quads())}
    for content in (world.first, world.second):
        back = contents[content.source.id]
        assert back.source == content.source
        assert set(back.entities) == set(content.entities)
        assert set(back.claims) == set(content.claims)


def test_the_shipped_knowledge_base_comes_back(store: Store) -> None:
    folder = read_folder(shipped_folder())
    expected = set(pyoxigraph_view(folder.quads()))
    store.add(folder.quads())
    assert set(store.quads()) == expected
    [binh_duong] = folder.sources
    assert set(claims_from_quads(store.quads())) == set(binh_duong.content.claims)


# Written as ours are: DISTINCT, and evidence by GRAPH ?claim. These mean the same in every store.
OUR_QUERIES = [
    "SELECT DISTINCT ?a ?p WHERE { ?a sckb:partner ?p }",
    "SELECT DISTINCT ?a ?quote WHERE { GRAPH ?c { ?a sckb:partner ?p } ?c sckb:evidence/oa:exact ?quote }",
    "SELECT DISTINCT ?a (COUNT(DISTINCT ?p) AS ?n) WHERE { ?a sckb:partner ?p } GROUP BY ?a",
    "SELECT DISTINCT ?s ?d WHERE { ?s sckb:when ?d ; sckb:latest ?l FILTER(?l < '2017-01-01'^^xsd:date) }",
    "SELECT DISTINCT ?name WHERE { GRAPH graph:search { id:eindhoven sckb:foldedLabel ?name } }",
    "SELECT DISTINCT ?claim ?o WHERE { GRAPH graph:vocabulary { sckb:partner rdfs:label ?o }"
    " GRAPH ?claim { id:thoa-thuan-hop-tac-tptm sckb:partner ?p } ?claim a sckb:Claim }",
]
# These look at the default graph or at graphs as such, and a store that shows the union says more.
BARE_QUERIES = [
    "SELECT DISTINCT ?s ?p ?o WHERE { ?s ?p ?o }",
    "SELECT DISTINCT ?label WHERE { ?a skos:prefLabel ?label FILTER(LANG(?label) = 'vi') }",
    "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }",
]


def same_rows(store: Store, query: str) -> None:
    memory = pyoxigraph.Store()
    memory.extend(read_folder(shipped_folder()).quads())
    expected = Counter(tuple(row) for row in OxigraphStore(memory).select(query))
    assert Counter(tuple(row) for row in store.select(query)) == expected
    assert expected, f"says nothing: {query}"


def test_our_queries_give_the_same_rows_everywhere(store: Store) -> None:
    store.add(read_folder(shipped_folder()).quads())
    for query in OUR_QUERIES:
        same_rows(store, query)


@pytest.mark.parametrize("store", [kind for kind in KINDS if kind != "union"], indirect=True)
def test_the_default_graph_answers_with_facts_alone(store: Store) -> None:
    store.add(read_folder(shipped_folder()).quads())
    for query in BARE_QUERIES:
        same_rows(store, query)


def test_loading_twice_changes_nothing(store: Store, world) -> None:
    for _ in range(2):
        for content in (world.first, world.second):
            store.replace_source(content.source.iri, quads_from_content(content))
    expected = {*quads_from_content(world.first), *quads_from_content(world.second)}
    assert Counter(store.quads()) == Counter(expected)


def test_replacing_a_source_leaves_what_it_says_now(store: Store, world) -> None:
    store.replace_source(world.second.source.iri, quads_from_content(world.second))
    store.replace_source(world.first.source.iri, quads_from_content(world.first))
    smaller = world.first.replace(claims=world.first.claims[:1])
    store.replace_source(world.first.source.iri, quads_from_content(smaller))
    assert set(store.quads()) == {*quads_from_content(smaller), *quads_from_content(world.second)}


def test_removing_a_source_leaves_what_the_others_say(store: Store, world) -> None:
    first, second = set(quads_from_content(world.first)), set(quads_from_content(world.second))
    store.add(first | second)
    store.replace_source(world.first.source.iri, [])
    assert set(store.quads()) == second
    assert store.ask(f"ASK {{ {world.shared.subject} {world.shared.predicate} {world.shared.object} }}")
    store.replace_source(world.second.source.iri, [])
    assert list(store.quads()) == []


def test_removing_a_source_keeps_what_another_claims_about_its_entity(store: Store, world) -> None:
    """The other source's claim states what this source's description says too: the fact stays."""
    school = world.second.entities[1]
    kind = Triple(school.iri, TYPE, school.types[0])
    claim = world.first.claims[0].replace(states=frozenset([world.shared, kind]))
    first = world.first.replace(claims=(claim,))
    store.add([*quads_from_content(first), *quads_from_content(world.second)])
    store.replace_source(world.second.source.iri, [])
    assert set(store.quads()) == set(quads_from_content(first))


def test_removing_a_claim_keeps_another_sources_description(store: Store, world) -> None:
    school = world.second.entities[1]
    label = Triple(school.iri, PREF_LABEL, school.labels[0])
    claim = world.first.claims[0].replace(states=frozenset([label]))
    first = world.first.replace(claims=(claim,))
    store.add([*quads_from_content(first), *quads_from_content(world.second)])
    store.replace_source(first.source.iri, [])
    assert set(store.quads()) == set(quads_from_content(world.second))


def test_removing_a_source_that_is_not_there_changes_nothing(store: Store, world) -> None:
    store.add(quads_from_content(world.first))
    store.replace_source(world.second.source.iri, [])
    assert set(store.quads()) == set(quads_from_content(world.first))


def test_both_sources_define_a_shared_entity_until_one_goes(store: Store, world) -> None:
    for content in (world.first, world.second):
        store.replace_source(content.source.iri, quads_from_content(content))
    town = entity_iri("thi-xa-sao")
    assert len(list(store.quads(town, DEFINED_BY))) == 2
    store.replace_source(world.first.source.iri, [])
    assert [q.object for q in store.quads(town, DEFINED_BY)] == [world.second.source.iri]


def test_clear_graph_replaces_one_graph_alone(store: Store) -> None:
    kept = Quad(S, P, Literal("kept"), GRAPH)
    same = Quad(S, P, Literal("same"), GRAPH_LINKS)
    store.add([kept, Quad(S, P, Literal("kept")), same, Quad(S, P, Literal("old"), GRAPH_LINKS)])
    new = Quad(S, P, Literal("new"), GRAPH_LINKS)
    store.clear_graph(GRAPH_LINKS, [new, same])
    assert set(store.quads()) == {kept, Quad(S, P, Literal("kept")), new, same}
    store.clear_graph(GRAPH_LINKS, [])
    assert set(store.quads()) == {kept, Quad(S, P, Literal("kept"))}


def test_many_quads_go_in_and_out(store: Store, world) -> None:
    """More than one update and, at the Virtuoso server of these tests, more than one page."""
    quads = {Quad(S, P, Literal(str(number), language="vi"), GRAPH_LINKS) for number in range(2345)}
    store.add(iter(sorted(quads, key=str)))
    assert Counter(store.quads(graph=GRAPH_LINKS)) == Counter(quads)
    rows = store.select(
        f"SELECT ?o WHERE {{ GRAPH {GRAPH_LINKS} {{ ?s ?p ?o }} }} ORDER BY xsd:integer(STR(?o))"
    )
    assert [row["o"].value for row in rows] == [str(number) for number in range(2345)]
    store.clear_graph(GRAPH_LINKS, [])
    assert list(store.quads()) == []


def test_select_ask_construct_and_describe(store: Store, world) -> None:
    store.add(quads_from_content(world.first))
    rows = store.select("SELECT DISTINCT ?town ?nothing WHERE { ?town sckb:partner id:den-lua }")
    assert [v.value for v in rows.variables] == ["town", "nothing"]
    assert [(row["town"], row["nothing"]) for row in rows] == [(entity_iri("thi-xa-sao"), None)]
    assert store.ask("ASK { id:thi-xa-sao sckb:partner id:den-lua }") is True
    assert store.ask("ASK { id:den-lua sckb:partner id:thi-xa-sao }") is False
    triples = store.construct("CONSTRUCT { ?b sckb:partner ?a } WHERE { ?a sckb:partner ?b }")
    assert list(triples) == [Triple(entity_iri("den-lua"), PARTNER, entity_iri("thi-xa-sao"))]
    assert Triple(*list(world.shared)) in list(store.construct("DESCRIBE id:thi-xa-sao"))
    assert list(store.select("SELECT ?x WHERE { ?x sckb:partner ?x }")) == []


def test_results_are_of_the_form_that_was_asked_for(store: Store) -> None:
    with pytest.raises(QuerySyntaxError, match="SELECT query was expected"):
        store.select("ASK { ?s ?p ?o }")
    with pytest.raises(QuerySyntaxError, match="ASK query was expected"):
        store.ask("SELECT ?s WHERE { ?s ?p ?o }")
    with pytest.raises(QuerySyntaxError, match="CONSTRUCT or DESCRIBE"):
        store.construct("SELECT ?s WHERE { ?s ?p ?o }")


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [
        ("SELECT ?s WHERE { ?s id:x }", 1, 27),
        ("# Đề án\nSELECT ?s WHERE {\n  ?s ?p ?o foo\n}", 4, 2),
        ("SELEC ?s WHERE { ?s ?p ?o }", 1, 10),
        ("", 1, 1),
    ],
)
def test_a_syntax_error_says_line_and_column(store: Store, query: str, line: int, column: int) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        list(store.query(query))  # type: ignore[arg-type]
    assert f"line {line}, column {column}:" in str(caught.value)


def test_an_unknown_prefix_is_a_syntax_error(store: Store) -> None:
    with pytest.raises(QuerySyntaxError, match="line 1"):
        store.query("SELECT ?s WHERE { ?s nobody:knows ?o }")


def test_own_declarations_win_over_our_prefixes(store: Store) -> None:
    store.add([Quad(S, P, Literal("x"))])
    query = 'PREFIX id: <https://example.org/> SELECT ?o WHERE { id:s id:p ?o FILTER(?o != "org:x") }'
    assert [row["o"] for row in store.select(query)] == [Literal("x")]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT ?s WHERE { service silent ?x { ?s ?p ?o } }",
        "ASK { SERVICE # not here\n <http://example.org/> { ?s ?p ?o } }",
    ],
)
def test_service_is_refused(store: Store, query: str) -> None:
    with pytest.raises(QuerySyntaxError, match="SERVICE"):
        store.query(query)


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <https://example.org/s> <https://example.org/p> 1 }",
        "PREFIX select: <https://example.org/>\n# SELECT\nDELETE WHERE { ?s ?p ?o }",
        "BASE <https://example.org/select> CLEAR ALL",
        "LOAD <file:///etc/hostname>",
        "WITH <https://example.org/g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused(store: Store, update: str) -> None:
    kept = Quad(S, P, Literal("kept"), GRAPH)
    store.add([kept])
    with pytest.raises(QuerySyntaxError, match="update"):
        store.query(update)
    assert list(store.quads()) == [kept]


def pyoxigraph_view(quads) -> pyoxigraph.Store:
    """The quads as Oxigraph holds them."""
    memory = pyoxigraph.Store()
    memory.extend(quads)
    return memory
