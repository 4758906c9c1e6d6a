"""Queries on their way to an endpoint: dialects and URLs, prefixes, pages, graphs."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from smartcity_kb.model.prefixes import PREFIXES
from smartcity_kb.store.answers import Table
from smartcity_kb.store.dialects import DIALECTS, choose_dialect, dialect_of_server, service_of
from smartcity_kb.store.endpoint import EndpointStore
from smartcity_kb.store.graph_names import by_filter, names_graphs, shows_all
from smartcity_kb.store.http_client import Answer
from smartcity_kb.store.paging import own_limit, pages, solutions_of
from smartcity_kb.store.query_text import prepare

from .conftest import oxigraph_endpoint

BY_NAME = {dialect.name: dialect for dialect in DIALECTS}


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://localhost:7878", "oxigraph"),
        ("https://kb.example.org", "oxigraph"),
        ("http://localhost:7878/query", "oxigraph"),
        ("http://localhost:8890/sparql", "virtuoso"),
        ("http://localhost:7200/repositories/kb", "graphdb"),
        ("http://localhost:5820/kb", "stardog"),
        ("http://localhost:3030/kb/sparql", "fuseki"),
        ("https://x.eu-central-1.neptune.amazonaws.com/sparql", "neptune"),
        ("https://kb.example.org/sparql", "generic"),
        ("https://kb.example.org:17878/sparql", "generic"),
    ],
)
def test_a_url_gives_the_dialect_away(url: str, name: str) -> None:
    dialect, certain = choose_dialect(url, {})
    assert (dialect.name, certain) == (name, False)
    assert choose_dialect(url, {"SMARTCITY_KB_DIALECT": "QLever"})[0].name == "qlever"


def test_a_server_header_gives_the_dialect_away() -> None:
    named = {
        h: dialect_of_server(h) for h in ("Oxigraph/0.5.13", "Virtuoso/07.20.3229 (Linux)", "nginx/1.27", "")
    }
    assert [dialect and dialect.name for dialect in named.values()] == ["oxigraph", "virtuoso", None, None]


@pytest.mark.parametrize(
    ("name", "url", "query", "update", "login"),
    [
        ("oxigraph", "http://h:7878", "http://h:7878/query", "http://h:7878/update", False),
        ("oxigraph", "http://h/kb/query", "http://h/kb/query", "http://h/kb/update", False),
        ("virtuoso", "http://h:8890/sparql", "http://h:8890/sparql", "http://h:8890/sparql", False),
        ("virtuoso", "http://h:8890/sparql", "http://h:8890/sparql-auth", "http://h:8890/sparql-auth", True),
        ("virtuoso", "http://h:8890/", "http://h:8890/sparql-auth", "http://h:8890/sparql-auth", True),
        (
            "graphdb",
            "http://h/repositories/kb",
            "http://h/repositories/kb",
            "http://h/repositories/kb/statements",
            False,
        ),
        ("stardog", "http://h/kb", "http://h/kb/query", "http://h/kb/update", True),
        ("fuseki", "http://h/kb/sparql", "http://h/kb/sparql", "http://h/kb/update", False),
        ("fuseki", "http://h/kb", "http://h/kb/query", "http://h/kb/update", False),
        ("qlever", "http://h:7001/?x=1", "http://h:7001/?x=1", "http://h:7001/?x=1", False),
        ("generic", "http://h/query", "http://h/query", "http://h/update", False),
        ("generic", "http://h/sparql?a=b", "http://h/sparql?a=b", "http://h/sparql?a=b", False),
    ],
)
def test_each_dialect_knows_its_urls(name: str, url: str, query: str, update: str, login: bool) -> None:
    service = service_of(BY_NAME[name], url, login)
    assert (service.query, service.update) == (query, update)


def test_only_used_and_undeclared_prefixes_are_put_in_front() -> None:
    text = (
        "# id:not here\nPREFIX sckb: <https://example.org/>"
        ' SELECT ?s WHERE { ?s a sckb:X ; skos:prefLabel "org:y" }'
    )
    query = prepare(text)
    assert query.sent == f"PREFIX skos: <{PREFIXES['skos']}> {text}"
    assert query.shift == len(query.sent) - len(text)
    assert query.sent.count("\n") == text.count("\n")


PAGED = [
    "SELECT DISTINCT ?s ?o WHERE { ?s ?p ?o }",
    "SELECT ?s (STR(?o) AS ?text) ?none { ?s ?p ?o } # the end",
    "SELECT ?o WHERE { ?s ?p ?o } ORDER BY DESC(?o)",
    "SELECT ?s (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?s HAVING (COUNT(*) > 1)",
    "PREFIX e: <https://example.org/> SELECT * WHERE { { SELECT ?s WHERE { ?s e:p ?x } LIMIT 3 } ?s ?p ?o }",
]


@pytest.mark.parametrize("text", PAGED)
def test_pages_add_up_to_the_whole(oxigraph_server: str, text: str) -> None:
    values: list[NamedNode | Literal] = [
        Literal("x"),
        Literal("x", language="vi"),
        Literal("x", language="en"),
        Literal("y"),
        NamedNode("https://x"),
    ]
    with oxigraph_endpoint(oxigraph_server) as store:
        subjects = [NamedNode(f"https://example.org/s{number}") for number in range(3)]
        store.add(Quad(s, NamedNode("https://example.org/p"), value) for s in subjects for value in values)
        whole = store.select(text)
        plan = pages(text, [v.value for v in whole.variables])
        assert plan is not None
        rows = [tuple(row) for row in whole]
        [counted] = store.select(plan.count())
        assert int(counted["n"].value) == len(rows)
        paged = [tuple(row) for start in range(0, len(rows), 2) for row in store.select(plan.page(2, start))]
        assert Counter(paged) == Counter(rows)
        if "ORDER" in text:
            assert paged == rows


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s WHERE { ?s ?p ?o } LIMIT 10",
        "SELECT ?s WHERE { ?s ?p ?o } OFFSET 10",
        "SELECT ?s FROM <https://example.org/g> WHERE { ?s ?p ?o }",
        "SELECT ?s WHERE { ?s ?p ?o } VALUES ?s { <https://example.org/s> }",
        "ASK { ?s ?p ?o }",
    ],
)
def test_what_cannot_be_paged(text: str) -> None:
    assert pages(text, ["s"]) is None


def test_a_limit_is_the_querys_own_and_not_a_part_of_it() -> None:
    assert own_limit("SELECT ?s WHERE { ?s ?p ?o } LIMIT 10") == 10
    assert (
        own_limit('SELECT ?s WHERE { { SELECT ?s WHERE { ?s ?p " } limit 5 {" } LIMIT 7 } } # limit 9')
        is None
    )


@pytest.mark.parametrize(
    "text",
    [
        "CONSTRUCT { ?s ?p ?o . ?o ?p [] } WHERE { ?s ?p ?o }",
        "PREFIX e: <https://example.org/> CONSTRUCT WHERE { ?s e:p ?o } LIMIT 3",
        'CONSTRUCT { ?s ?p " } where { " } FROM <https://example.org/g> { ?s ?p ?o }',
        "DESCRIBE ?s WHERE { ?s ?p ?o FILTER(?o > 3) }",
    ],
)
def test_the_rows_behind_a_graph_can_be_asked_for(text: str) -> None:
    rows = solutions_of(text)
    assert rows is not None
    results = pyoxigraph.Store().query(rows)
    assert [v.value for v in results.variables] == ["row"]  # type: ignore[union-attr]


def test_there_are_no_rows_behind_a_description() -> None:
    assert solutions_of("DESCRIBE <https://example.org/s>") is None


def test_graphs_are_chosen_by_filters() -> None:
    text = (
        'SELECT ?s { GRAPH <g:1> { ?s ?p "GRAPH <g:2> {" } GRAPH # no <g:3> {\n ?c { ?s ?p ?o }'
        " GRAPH graph:links {} }"
    )
    assert by_filter(text, ["urn:hidden"]) == (
        'SELECT ?s { GRAPH ?_graph0 { FILTER(?_graph0 = <g:1>)  ?s ?p "GRAPH <g:2> {" }'
        " GRAPH # no <g:3> {\n ?c { FILTER(?c NOT IN (<urn:hidden>))  ?s ?p ?o }"
        " GRAPH ?_graph2 { FILTER(?_graph2 = graph:links) } }"
    )
    assert names_graphs(text)
    assert not names_graphs("SELECT ?s { GRAPH ?g { ?s ?p ?o } }")
    assert shows_all("PREFIX a: <a:> select  distinct * { }")
    assert not shows_all("SELECT (COUNT(*) AS ?n) { { SELECT * {} } }")


terms = st.one_of(
    st.builds(
        lambda text: NamedNode("https://example.org/" + text),
        st.from_regex(r"[a-zé0-9]{1,5}", fullmatch=True),
    ),
    st.builds(Literal, st.text()),
    st.builds(lambda text: Literal(text, language="vi"), st.text()),
    st.builds(
        lambda text, kind: Literal(text, datatype=NamedNode("http://www.w3.org/2001/XMLSchema#" + kind)),
        st.one_of(st.text(), st.sampled_from(["1", "01", "+1", "1.0", "1e0", "true", "2016-03"])),
        st.sampled_from(["integer", "decimal", "double", "boolean", "gYearMonth", "date"]),
    ),
)


@given(
    st.lists(st.tuples(st.one_of(terms, st.none()), st.one_of(terms, st.none())), max_size=8),
    st.integers(0, 8),
)
def test_tables_keep_every_term_over_any_number_of_pages(rows: list[tuple[object, object]], cut: int) -> None:
    import io
    import json

    def written(term: object) -> dict[str, str] | None:
        if isinstance(term, NamedNode):
            return {"type": "uri", "value": term.value}
        assert isinstance(term, Literal)
        more = {"xml:lang": term.language} if term.language else {"datatype": term.datatype.value}
        return {"type": "literal", "value": term.value, **more}

    table = Table(digits=False)
    for part in (rows[:cut], rows[cut:]):
        bindings = [{n: written(t) for n, t in zip("ab", row, strict=True) if t is not None} for row in part]
        body = json.dumps({"head": {"vars": ["a", "b"]}, "results": {"bindings": bindings}})
        media = {"content-type": "application/sparql-results+json"}
        assert table.extend(Answer(io.BytesIO(body.encode()), media), "http://x") == len(part)
    assert table.rows == len(rows)
    assert [tuple(row) for row in table.solutions()] == rows


def test_an_update_url_of_its_own(oxigraph_server: str) -> None:
    settings = {
        "SMARTCITY_KB_DIALECT": "generic",
        "SMARTCITY_KB_UPDATE_URL": f"{oxigraph_server}/update",
    }
    oxigraph_endpoint(oxigraph_server).close()
    quad = Quad(NamedNode("https://example.org/s"), NamedNode("https://example.org/p"), Literal("x"))
    with EndpointStore(f"{oxigraph_server}/query?timeout=1", settings) as store:
        store.add([quad])
        assert list(store.quads()) == [quad]


def test_the_manual_has_every_dialect_as_it_is() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "endpoints.md").read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in manual.splitlines() if line.startswith("| `")]
    table = {row[0].strip("`"): row[1:] for row in rows if len(row) == 10}
    assert list(table) == [dialect.name for dialect in DIALECTS]
    for dialect in DIALECTS:
        engine, tested, query, update, store, login, graph, batch, avoid = table[dialect.name]
        assert (engine, avoid) == (dialect.title, dialect.avoid)
        assert tested == ("yes" if dialect.tested else "no")
        assert batch == f"{dialect.max_triples} quads, {dialect.max_bytes // 1_000_000} MB"
        assert login == (", ".join(dialect.authentication) or "none")
        assert ("graph:facts" in graph) == (dialect.facts_graph is not None)
        assert ("shows all graphs" in graph) == dialect.union
        last = dialect.addresses[-1]
        assert (f"`{last.query}`" in query) if last.query else query == "as given"
        assert (f"`{last.update}`" in update) if last.update else update.startswith("as given")
        assert store == (
            f"`{dialect.addresses[0].graph_store}`" if dialect.addresses[0].graph_store else "unknown"
        )
