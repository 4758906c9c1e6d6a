"""The query library on the shipped knowledge base: exact results, the same on every engine."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
import yaml

from smartcity_kb.model.prefixes import PREFIXES
from smartcity_kb.model.terms import ALT_LABEL, GRAPH_LINKS, GRAPH_SEARCH, HIDDEN_LABEL, PREF_LABEL, TYPE
from smartcity_kb.model.text import slug
from smartcity_kb.views.queries import QueryFile, find_query, library

from .engines import bound, needed, on_oxigraph, on_rdflib, oxigraph_store, shipped_quads, shipped_store

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).parent / "golden"
QUERIES = library()
# rdflib 7.6 warns of its own calls.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
BY_NAME = pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
# Queries with values, beside each query as it stands: what a user would ask.
ASKED: tuple[tuple[str, dict[str, str]], ...] = (
    ("about", {"entity": "eindhoven"}),
    ("about", {"entity": "Đề án TPTM Bình Dương", "lang": "en"}),
    ("co-organisers", {"organisation": "Becamex IDC", "lang": "en"}),
    ("conferences", {"lang": "en"}),
    ("country", {"country": "Netherlands", "lang": "en"}),
    ("dated", {"since": "2017"}),
    ("dated", {"until": "2016"}),
    ("dated", {"since": "2016-08", "until": "2016-08"}),
    ("entities", {"type": "sckb:Goal"}),
    ("goals", {"entity": "hoi-nghi-tptm-binh-duong-2017", "lang": "en"}),
    ("names", {"entity": "Eindhoven"}),
    ("not-plainly-stated", {"certainty": "hedged"}),
    ("outside-links", {"entity": "Philips Lighting", "lang": "en"}),
    ("partners", {"organisation": "VNPT", "lang": "en"}),
    ("partners", {"organisation": "Becamex IDC"}),
    ("posts", {"person": "Mai Hung Dung", "lang": "en"}),
    ("quotes", {"term": "partner"}),
    ("quotes", {"term": "có đối tác", "object": "VNPT"}),
    ("quotes", {"subject": "Bình Dương", "term": "sckb:seeksExperienceFrom", "object": "Endhohven"}),
    ("timeline-of-year", {"year": "2017"}),
)  # fmt: skip
RUNS = [*((query.name, needed(query)) for query in QUERIES), *ASKED]
EVERY_RUN = pytest.mark.parametrize(
    ("name", "values"), RUNS, ids=["-".join([name, *values.values()]) for name, values in RUNS]
)


def golden_file(name: str, values: dict[str, str]) -> Path:
    written = "".join(f".{key}={slug(value)}" for key, value in values.items())
    return GOLDEN / f"{name}{written}.txt"


def answer(text: str) -> str:
    """Rows as W3C TSV, triples as sorted N-Triples, a boolean as a word."""
    results = shipped_store().query(text)
    if isinstance(results, pyoxigraph.QuerySolutions):
        written = results.serialize(format=pyoxigraph.QueryResultsFormat.TSV)
        assert written is not None
        return written.decode()
    if isinstance(results, pyoxigraph.QueryBoolean):
        return f"{str(bool(results)).lower()}\n"
    return "".join(sorted({f"{triple} .\n" for triple in results}))


def select(store: pyoxigraph.Store, text: str, variable: str) -> list[pyoxigraph.NamedNode]:
    """The IRIs that a query finds for a variable."""
    results = store.query(text, prefixes=PREFIXES)
    assert isinstance(results, pyoxigraph.QuerySolutions)
    found = [row[variable] for row in results]
    return [term for term in found if isinstance(term, pyoxigraph.NamedNode)]


@EVERY_RUN
def test_result_is_exact(name: str, values: dict[str, str]) -> None:
    path, got = golden_file(name, values), answer(bound(name, values))
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(got, "utf-8", newline="\n")
    assert got == path.read_text("utf-8")


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {golden_file(*run).name for run in RUNS}


@EVERY_RUN
def test_rows_are_the_same_where_the_default_graph_is_the_union(name: str, values: dict[str, str]) -> None:
    text = bound(name, values)
    assert on_oxigraph(text, union=True) == on_oxigraph(text, union=False)


@pytest.mark.parametrize("union", [False, True], ids=["default", "union"])
@BY_NAME
def test_rdflib_gives_the_same_rows_in_the_same_order(query: QueryFile, union: bool) -> None:
    text = bound(query.name, needed(query))
    assert on_rdflib(text, union) == on_oxigraph(text)


@BY_NAME
def test_no_row_comes_twice(query: QueryFile) -> None:
    rows = on_oxigraph(bound(query.name, needed(query)))
    assert isinstance(rows, bool) or len(set(rows)) == len(rows)


@BY_NAME
def test_links_and_search_do_not_leak(query: QueryFile) -> None:
    """Whatever stands in those graphs, even what looks like facts, no query takes it for one."""
    store = oxigraph_store(shipped_quads())
    facts = [q for q in store if str(q.graph_name).startswith(f"<{PREFIXES['claim']}")]
    types = set(select(store, "SELECT ?t { ?e a ?t ; rdfs:isDefinedBy ?s }", "t"))
    assert len(facts) > 90
    assert len(types) > 15
    decoy = pyoxigraph.NamedNode(PREFIXES["id"] + "decoy")
    name = pyoxigraph.Literal("mồi nhử", language="vi")
    for graph in (GRAPH_LINKS, GRAPH_SEARCH):
        for fact in facts:
            store.add(pyoxigraph.Quad(fact.subject, fact.predicate, decoy, graph))
            store.add(pyoxigraph.Quad(decoy, fact.predicate, fact.object, graph))
        for type_ in types:
            store.add(pyoxigraph.Quad(decoy, TYPE, type_, graph))
        for predicate in (PREF_LABEL, ALT_LABEL, HIDDEN_LABEL):
            store.add(pyoxigraph.Quad(decoy, predicate, name, graph))
    text = bound(query.name, needed(query))
    for union in (False, True):
        assert on_oxigraph(text, union, store) == on_oxigraph(text)


def test_there_are_no_facts_without_evidence() -> None:
    assert on_oxigraph(bound("without-evidence")) == []
    assert on_oxigraph(bound("every-claim-is-quoted")) is True


@pytest.mark.parametrize("union", [False, True], ids=["default", "union"])
@pytest.mark.parametrize(
    "fact",
    [
        "id:eindhoven sckb:partner id:vnpt",
        "id:nowhere dcterms:title 'of nothing'",
        "src:binh-duong-2017 sckb:hasGoal id:vnpt",
    ],
)
def test_a_fact_without_evidence_is_found(fact: str, union: bool) -> None:
    store = oxigraph_store(shipped_quads())
    store.update(f"INSERT DATA {{ {fact} }}", prefixes=PREFIXES)
    rows = on_oxigraph(bound("without-evidence"), union, store)
    assert isinstance(rows, list)
    assert len(rows) == 1


@pytest.mark.parametrize(
    "missing", ["?c sckb:evidence ?q", "?q oa:exact ?t", "?q oa:hasSource ?s", "?q oa:end ?e"]
)
def test_a_claim_without_its_quote_is_found(missing: str) -> None:
    store = oxigraph_store(shipped_quads())
    claim = min(select(store, "SELECT ?c { ?c sckb:evidence ?q }", "c"), key=str)
    quote = select(store, f"SELECT ?q {{ {claim} sckb:evidence ?q }}", "q")[0]
    pattern = missing.replace("?c", str(claim)).replace("?q", str(quote))
    store.update(f"DELETE WHERE {{ {pattern} }}", prefixes=PREFIXES)
    assert on_oxigraph(bound("every-claim-is-quoted"), False, store) is False


def test_claims_that_disagree_are_set_side_by_side() -> None:
    store = oxigraph_store(shipped_quads())
    store.update(
        """INSERT DATA {
          claim:other a sckb:Claim ; sckb:certainty sckb:stated ; sckb:evidence src:q .
          src:q oa:exact "lần 2, ngày 26/11/2017"@vi ; oa:hasSource src:other ; oa:start 7 ; oa:end 29 .
          GRAPH claim:other { id:hoi-nghi-tptm-binh-duong-2017 sckb:when "2017-11-26"^^edtf:EDTF }
        }""",
        prefixes=PREFIXES,
    )
    rows = on_oxigraph(bound("disagreements"), False, store)
    assert isinstance(rows, list)
    values = [(row[2] or "").split("^^")[0] for row in rows]
    assert values == ['"2017-11-25/2017-11-27"', '"2017-11-26"']


def test_an_interval_with_an_open_end_is_dated() -> None:
    store = oxigraph_store(shipped_quads())
    store.update(
        """INSERT DATA {
          claim:open a sckb:Claim ; sckb:certainty sckb:stated ; sckb:evidence src:q .
          src:q oa:exact "từ năm 2019"@vi ; oa:hasSource src:other ; oa:start 7 ; oa:end 18 .
          GRAPH claim:open { id:vnpt sckb:when "2019/.."^^edtf:EDTF ; sckb:earliest "2019-01-01"^^xsd:date }
        }""",
        prefixes=PREFIXES,
    )
    for values, found in (({"since": "2024"}, 1), ({"until": "2019"}, 4), ({"until": "2018"}, 3)):
        rows = on_oxigraph(bound("dated", values), False, store)
        assert isinstance(rows, list)
        assert len(rows) == found, values


@BY_NAME
def test_query_stands_alone(query: QueryFile) -> None:
    assert len(query.summary) > 10
    assert len(query.summary_vi) > 10
    assert len(query.description_vi) > 40
    assert query.description
    assert query.tags
    body = "\n".join(line for line in query.text.splitlines() if not line.startswith("#"))
    form = re.search(r"^(SELECT DISTINCT|SELECT|ASK|CONSTRUCT)\b", body, re.MULTILINE)
    assert form
    assert form[1] != "SELECT"
    if form[1] == "SELECT DISTINCT":
        assert "ORDER BY" in body
    declared = re.findall(r"^PREFIX +(\w+): +<(.+)>$", body, re.MULTILINE)
    assert declared == [(prefix, PREFIXES[prefix]) for prefix, _ in sorted(declared)]
    assert query.text.replace("\n", "").isprintable()
    assert max(map(len, query.text.splitlines())) <= 110


@BY_NAME
def test_a_yaml_parser_reads_the_same_header(query: QueryFile) -> None:
    lines = [line[2:] for line in query.text.splitlines() if line.startswith("#+")]
    header = yaml.load("\n".join(lines), Loader=yaml.BaseLoader)
    assert query.summary == header["summary"]
    assert query.summary_vi == header["summary_vi"]
    assert query.description_vi == header["description_vi"].strip()
    assert query.description == header["description"].strip()
    assert list(query.tags) == header["tags"]
    defaults = {p.name: p.default for p in query.parameters if p.default is not None}
    assert defaults == header.get("defaults", {})


def test_the_library_is_documented() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "generate_queries.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    page = (ROOT / "docs" / "queries.md").read_text("utf-8")
    for path in (ROOT / "queries").iterdir():
        assert f"\n### {find_query(path.stem).name}\n" in page
