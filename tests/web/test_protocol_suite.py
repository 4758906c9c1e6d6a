"""The W3C's SPARQL 1.1 protocol tests, every one of its manifest, sent to the server as a process."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import httpx
import pytest
import rdflib
import yaml
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, parse_query_results
from rdflib.collection import Collection

from .serving import PATIENCE, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

SUITE = Path(__file__).with_name("protocol_suite")
MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
FORM = "application/x-www-form-urlencoded"
UPDATE = "application/sparql-update"
EVERYTHING = "SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g ?s ?p ?o"
Request = dict[str, Any]
REQUESTS: dict[str, list[Request]] = yaml.safe_load((SUITE / "requests.yaml").read_text("utf-8"))


def listed() -> list[str]:
    """The names of the manifest's tests, in its order."""
    graph = rdflib.Graph().parse(SUITE / "manifest.ttl")
    [entries] = graph.objects(predicate=MF.entries)
    names = list(Collection(graph, entries))
    assert {graph.value(name, rdflib.RDF.type) for name in names} == {MF.ProtocolTest}
    return [str(name).rpartition("#")[2] for name in names]


@pytest.fixture(scope="module")
def endpoint(home: Path) -> Iterator[httpx.Client]:
    with (
        serving(home, "--kb", str(SUITE / "dataset.trig"), "--deadline", "60") as server,
        httpx.Client(base_url=server.url, timeout=PATIENCE) as client,
    ):
        yield client


def written_out(text: str) -> str:
    """``dataN`` as the graph's IRI."""
    return re.sub(r"(?<=<)data\d(?=>)|^data\d$", r"http://kasei.us/2009/09/sparql/data/\g<0>.rdf", text)


def encoded(pairs: list[list[str]]) -> str:
    return urlencode([(name, written_out(value)) for name, value in pairs])


def sent(client: httpx.Client, request: Request) -> httpx.Response:
    kind, charset = request.get("type", FORM if "form" in request else ""), request.get("charset")
    body = encoded(request.get("form") or request["raw"]) if {"form", "raw"} & set(request) else ""
    return client.request(
        request["method"],
        f"/sparql?{encoded(request['address'])}" if "address" in request else "/sparql",
        # UTF-16 in Python begins with a byte order mark, as the suite asks.
        content=(body or written_out(request.get("body", ""))).encode(charset or "utf-8"),
        headers={"content-type": kind + (f"; charset={charset}" if charset else "")} if kind else {},
    )


def solutions(answer: httpx.Response) -> QuerySolutions | QueryBoolean:
    media_type = answer.headers["content-type"].partition(";")[0]
    format_ = QueryResultsFormat.from_media_type(media_type)
    assert format_ is not None, media_type
    found = parse_query_results(answer.content, format_)
    assert isinstance(found, QuerySolutions | QueryBoolean)
    return found


def check(answer: httpx.Response, wanted: bool | str) -> None:
    """The answer is of the kind, and where it is a boolean of the value, that the suite expects."""
    assert answer.status_code == 200, answer.text
    if wanted == "RDF":
        rdflib.Graph().parse(data=answer.text, format=answer.headers["content-type"].partition(";")[0])
    elif wanted == "tabular":
        found = solutions(answer)
        assert isinstance(found, QuerySolutions)
        assert [variable.value for variable in found.variables] == ["value"]
    else:
        found = solutions(answer)
        assert isinstance(found, QueryBoolean)
        assert bool(found) is wanted


def test_every_test_of_the_manifest_has_its_requests() -> None:
    assert list(REQUESTS) == listed()
    assert len(REQUESTS) == 34


@pytest.mark.parametrize("name", listed())
def test_protocol(name: str, endpoint: httpx.Client) -> None:
    before = endpoint.get("/sparql", params={"query": EVERYTHING}).json()["results"]["bindings"]
    assert len(before) == 4
    for request in REQUESTS[name]:
        answer = sent(endpoint, request)
        if "refused" in request:
            assert answer.status_code == request["refused"], answer.text
        else:
            check(answer, request["answer"])
    assert endpoint.get("/sparql", params={"query": EVERYTHING}).json()["results"]["bindings"] == before


@pytest.mark.parametrize("name", [name for name in listed() if "update" in name])
def test_what_says_that_it_is_an_update_is_403(name: str) -> None:
    first = REQUESTS[name][0]
    pairs = first.get("form", []) + first.get("address", [])
    says_so = first.get("type") == UPDATE or any(field == "update" for field, _ in pairs)
    assert first["refused"] == (403 if says_so else 415)
