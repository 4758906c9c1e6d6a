"""What only Virtuoso does, against a real server that cuts answers at 500 rows."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import httpx
import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from smartcity_kb.model.errors import QuerySyntaxError, StoreError
from smartcity_kb.model.terms import GRAPH_FACTS, GRAPH_LINKS, XSD_BOOLEAN, XSD_DATE, XSD_G_YEAR_MONTH
from smartcity_kb.store.endpoint import EndpointStore

from .conftest import VIRTUOSO_LOGIN, virtuoso_endpoint

if TYPE_CHECKING:
    from collections.abc import Iterator

S, P = NamedNode("https://example.org/s"), NamedNode("https://example.org/p")
INTEGER = NamedNode("http://www.w3.org/2001/XMLSchema#integer")

if shutil.which("virtuoso-t"):

    @pytest.fixture
    def virtuoso(virtuoso_server: str) -> Iterator[EndpointStore]:
        with virtuoso_endpoint(virtuoso_server) as store:
            yield store

    @pytest.mark.parametrize(
        ("kept", "lost"),
        [
            (Literal("1", datatype=INTEGER), Literal("true", datatype=XSD_BOOLEAN)),
            (
                Literal("2016-03-01", datatype=XSD_DATE),
                Literal("2016-03", datatype=XSD_G_YEAR_MONTH),
            ),
        ],
        ids=["integer and boolean", "date and month"],
    )
    def test_a_value_that_is_merged_is_an_error(
        virtuoso: EndpointStore, kept: Literal, lost: Literal
    ) -> None:
        """Virtuoso answers 200 and keeps one of the two."""
        virtuoso.add([Quad(S, P, kept)])
        with pytest.raises(StoreError) as caught:
            virtuoso.add([Quad(S, P, lost)])
        assert f"does not hold {S} {P} {lost}; it holds {kept} there" in str(caught.value)

    def test_the_default_graph_is_a_named_one_there(virtuoso: EndpointStore, virtuoso_server: str) -> None:
        virtuoso.add([Quad(S, P, Literal("x"))])
        query = f"SELECT ?g WHERE {{ GRAPH ?g {{ {S} {P} ?o }} }}"
        answer = httpx.post(
            virtuoso_server, data={"query": query}, headers={"Accept": "text/csv"}, trust_env=False
        )
        assert answer.text.split() == ['"g"', f'"{GRAPH_FACTS.value}"']
        assert list(virtuoso.quads()) == [Quad(S, P, Literal("x"), DefaultGraph())]
        assert list(virtuoso.quads(graph=GRAPH_FACTS)) == []

    def test_a_graph_that_is_cut_is_an_error(virtuoso: EndpointStore) -> None:
        """Virtuoso cuts graphs at its row limit and says nothing at all."""
        virtuoso.add(Quad(S, P, Literal(str(number))) for number in range(600))
        with pytest.raises(StoreError, match="cuts answers at 500 rows and this query has more"):
            virtuoso.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
        with pytest.raises(StoreError, match="cuts answers at 500 rows"):
            virtuoso.construct("CONSTRUCT WHERE { ?s ?p ?o }")
        assert len(list(virtuoso.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 400"))) == 400
        assert len(list(virtuoso.select("SELECT DISTINCT ?s ?p ?o WHERE { ?s ?p ?o }"))) == 600
        assert len(list(virtuoso.select("SELECT * WHERE { ?s ?p ?o }"))) == 600

    def test_long_texts_are_paged_too(virtuoso: EndpointStore) -> None:
        quads = {
            Quad(S, P, Literal(f"{number} " + "Bình Dương " * 200, language="vi")) for number in range(700)
        }
        virtuoso.clear_graph(
            GRAPH_LINKS, (Quad(q.subject, q.predicate, q.object, GRAPH_LINKS) for q in quads)
        )
        assert {q.object for q in virtuoso.quads(graph=GRAPH_LINKS)} == {q.object for q in quads}

    def test_writing_without_a_login_says_what_to_do(virtuoso: EndpointStore, virtuoso_server: str) -> None:
        # Emptied first: what is there already would not be sent.
        assert list(virtuoso.quads()) == []
        with EndpointStore(virtuoso_server, {}) as store, pytest.raises(StoreError) as caught:
            store.add([Quad(S, P, Literal("x"))])
        assert "not allowed to write (Virtuoso 42000 Error SR186:SECURITY" in str(caught.value)
        assert "SMARTCITY_KB_USER" in str(caught.value)

    def test_a_wrong_password_says_what_to_do(virtuoso_server: str) -> None:
        login = {**VIRTUOSO_LOGIN, "SMARTCITY_KB_PASSWORD": "wrong"}
        with (
            EndpointStore(virtuoso_server, login) as store,
            pytest.raises(StoreError, match=r"not allowed \(401\)"),
        ):
            store.ask("ASK {}")

    def test_the_server_tells_what_it_is(virtuoso: EndpointStore, virtuoso_server: str) -> None:
        """One more request, once, where neither a setting nor the URL says that it is Virtuoso."""
        virtuoso.add([Quad(S, P, Literal("x")), Quad(S, P, Literal("y"), GRAPH_LINKS)])
        query = "SELECT DISTINCT ?o WHERE { ?s ?p ?o }"
        for settings, requests in (({}, [2, 3]), ({"SMARTCITY_KB_DIALECT": "virtuoso"}, [1, 2])):
            with EndpointStore(virtuoso_server, settings) as store:
                counted = []
                for _ in range(2):
                    assert [row["o"] for row in store.select(query)] == [Literal("x")]
                    counted.append(store.client.requests)
            assert counted == requests

    def test_every_variable_is_shown_and_no_other(virtuoso: EndpointStore) -> None:
        virtuoso.add([Quad(S, P, Literal("y"), GRAPH_LINKS)])
        rows = virtuoso.select("SELECT * WHERE { GRAPH graph:links { ?s ?p ?o } }")
        assert sorted(v.value for v in rows.variables) == ["o", "p", "s"]
        assert [row["o"] for row in rows] == [Literal("y")]

    def test_what_the_engine_does_not_compile_is_told(virtuoso: EndpointStore) -> None:
        with pytest.raises(
            QuerySyntaxError, match="the endpoint does not take the query: Virtuoso 37000 Error"
        ):
            virtuoso.select("SELECT ?s ?o WHERE { ?s <https://example.org/p>* ?o }")
