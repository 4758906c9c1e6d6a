"""RDF formats: read back by rdflib, raptor and ourselves, to the same triples and the same claims."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pyoxigraph
import pytest
import rdflib
import rdflib.compare
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple

from smartcity_kb.export.formats import FORMATS
from smartcity_kb.export.write import export
from smartcity_kb.model.errors import InputError
from smartcity_kb.model.prefixes import PREFIXES
from smartcity_kb.model.terms import COMMENT
from smartcity_kb.store.open import open_store
from smartcity_kb.store.quads import claims_from_quads
from smartcity_kb.store.reified import from_reified, to_reified, to_reifiers

from .conftest import exported
from .world import in_memory, world_quads

if TYPE_CHECKING:
    from pathlib import Path

    from smartcity_kb.store.base import Store

_RDFLIB = {
    "turtle": "turtle",
    "ntriples": "nt",
    "rdfxml": "xml",
    "jsonld": "json-ld",
    "trig": "trig",
    "nquads": "nquads",
}
_OXIGRAPH = {
    "turtle": RdfFormat.TURTLE, "ntriples": RdfFormat.N_TRIPLES, "rdfxml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD, "trig": RdfFormat.TRIG, "nquads": RdfFormat.N_QUADS,
}  # fmt: skip
_TRIPLES = ("turtle", "ntriples", "rdfxml", "jsonld")
_RAPPER = tuple(name for name in _RDFLIB if name != "jsonld") if shutil.which("rapper") else ()
_ALL_WAYS = [
    *((name, {"evidence": True}) for name in _TRIPLES),
    ("turtle", {"rdf12": True}), ("ntriples", {"rdf12": True}),
    ("trig", {}), ("nquads", {}),
]  # fmt: skip


def _parsed(data: bytes, format_: str) -> set[Quad]:
    return set(pyoxigraph.parse(data, format=_OXIGRAPH[format_], base_iri="file:///"))


def _claims_and_facts(quads: set[Quad]) -> set[Quad]:
    return {
        quad for quad in quads
        if quad.graph_name == DefaultGraph() or str(quad.graph_name).startswith("<" + PREFIXES["claim"])
    }  # fmt: skip


@pytest.mark.parametrize(("format_", "options"), _ALL_WAYS, ids=lambda value: str(value))
def test_the_article_comes_back_claim_by_claim(
    tmp_path: Path, article: Store, format_: str, options: dict[str, Any]
) -> None:
    target = tmp_path / f"kb{FORMATS[format_].endings[0]}"
    export(article, str(target), format_, **options)
    before, after = set(article.quads()), set(open_store(str(target)).quads())
    assert claims_from_quads(after) == claims_from_quads(before)
    assert _claims_and_facts(after) == _claims_and_facts(before)
    if format_ in ("trig", "nquads"):
        assert after == before


@pytest.mark.parametrize("format_", _TRIPLES)
def test_without_evidence_all_but_claims_and_quotes_is_there(article: Store, format_: str) -> None:
    described = {"Claim", "Quote"}
    gone = {
        quad.subject for quad in article.quads(predicate=NamedNode(PREFIXES["rdf"] + "type"))
        if str(quad.object)[1:-1].removeprefix(PREFIXES["sckb"]) in described
    }  # fmt: skip
    wanted = {quad for quad in article.quads(graph=DefaultGraph()) if quad.subject not in gone}
    assert _parsed(exported(article, format_), format_) == wanted


@pytest.mark.parametrize("format_", _RDFLIB)
@pytest.mark.parametrize("evidence", [False, True])
def test_rdflib_reads_the_same_statements(article: Store, format_: str, evidence: bool) -> None:
    options = {"evidence": True} if evidence and format_ in _TRIPLES else {}
    data = exported(article, format_, **options)
    read = rdflib.Dataset()
    read.parse(data=data, format=_RDFLIB[format_])
    lines = read.serialize(format="nquads").encode()
    assert _parsed(lines, "nquads") == _parsed(data, format_)


@pytest.mark.parametrize("format_", _RAPPER)
def test_raptor_reads_the_same_statements(tmp_path: Path, article: Store, format_: str) -> None:
    target = tmp_path / f"kb{FORMATS[format_].endings[0]}"
    export(article, str(target), format_, evidence=format_ in _TRIPLES)
    command = ["rapper", "--quiet", "--input", format_, "--output", "nquads", str(target)]
    read = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert (read.returncode, read.stderr) == (0, b"")
    assert _parsed(read.stdout, "nquads") == _parsed(target.read_bytes(), format_)


def test_search_works_on_what_was_exported_as_trig(tmp_path: Path, article: Store) -> None:
    from smartcity_kb.views.search import search

    target = tmp_path / "kb.trig"
    export(article, str(target), "trig")
    assert [hit.label for hit in search(open_store(str(target)), "eindhovn")] == ["Eindhoven"]


def test_jsonld_uses_the_terms_of_the_context(world: Store) -> None:
    import json

    document = json.loads(exported(world, "jsonld"))
    nodes = {node["@id"]: node for node in document["@graph"]}
    meeting = nodes["id:hoi-nghi-1"]
    assert meeting["organizer"] == ["id:den-dom", "id:hoa-sen"]
    assert meeting["position"] == 1
    assert meeting["when"] == "2016-03"
    assert meeting["assessment"] == {"en": "a <great> success", "vi": "<rất> thành công"}
    assert nodes["id:thoa-thuan"]["pairing"] == "unresolved"
    assert nodes["id:thoa-thuan"]["listIsOpen"] is True


def test_streaming_form_equals_the_pure_form(world: Store) -> None:
    quads = world_quads()
    for option, pure in (("evidence", to_reified), ("rdf12", to_reifiers)):
        wanted = {Quad(t.subject, t.predicate, t.object) for t in pure(quads)}
        assert _parsed(exported(world, "turtle", **{option: True}), "turtle") == wanted


def test_other_statements_and_broken_ones_pass_unchanged() -> None:
    rdf, claim = PREFIXES["rdf"], PREFIXES["claim"]
    statement = NamedNode(rdf + "Statement")
    about_a_link = Quad(NamedNode(PREFIXES["link"] + "a"), NamedNode(rdf + "type"), statement)
    without_object = [
        Quad(NamedNode(claim + "abc#1"), NamedNode(rdf + "type"), statement),
        Quad(NamedNode(claim + "abc#1"), NamedNode(rdf + "predicate"), COMMENT),
    ]
    quads = [about_a_link, *without_object]
    assert list(from_reified(quads)) == quads


def test_a_statement_said_twice_or_with_more_about_it_is_still_taken() -> None:
    fact = Quad(NamedNode(PREFIXES["id"] + "a"), COMMENT, Literal("b"), NamedNode(PREFIXES["claim"] + "abc"))
    spelt = [Quad(t.subject, t.predicate, t.object) for t in to_reified([fact])]
    remark = Quad(spelt[0].subject, COMMENT, Literal("checked"))
    assert list(from_reified([spelt[0], *spelt[:1], remark, *spelt[1:]])) == [spelt[0], remark, fact]


_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    ["\r\n", "a\rb", "]]>", "\\u0041", '"""', "<<( )>>", "\x00\x01\x7f\x85\u2028\ufffe", " ", "\t"]
)
_XSD = PREFIXES["xsd"]
_LITERALS = st.one_of(
    _TEXTS.map(Literal),
    _TEXTS.map(lambda text: Literal(text, language="vi")),
    _TEXTS.map(lambda text: Literal(text, datatype=NamedNode(PREFIXES["edtf"] + "EDTF"))),
    st.integers().map(lambda n: Literal(str(n), datatype=NamedNode(_XSD + "integer"))),
    st.booleans().map(lambda b: Literal(str(b).lower(), datatype=NamedNode(_XSD + "boolean"))),
    st.decimals(-1000, 1000, places=3).map(lambda d: Literal(str(d), datatype=NamedNode(_XSD + "decimal"))),
    st.sampled_from(["1e300", "NaN", "-INF", "0.5"]).map(
        lambda d: Literal(d, datatype=NamedNode(_XSD + "double"))
    ),
    st.sampled_from(["2017", "-0044"]).map(lambda y: Literal(y, datatype=NamedNode(_XSD + "gYear"))),
)
_IDS = PREFIXES["id"]
_IRIS = st.sampled_from(
    [
        *(_IDS + local for local in ("", "a", "a-b_c", "a.", "a/b", "-a", "1", "é", "a%20b", "a,b")),
        *("urn:x:é", "http://e.org/?q=1&r='2'", "http://e.org/a(b)~c%20", "https://schema.org/name"),
    ]
).map(NamedNode)
_PREDICATES = st.sampled_from(
    [
        "schema:position",
        "sckb:when",
        "sckb:assessment",
        "dcterms:identifier",
        "skos:prefLabel",
        "sckb:partner",
    ]
).map(lambda name: NamedNode(PREFIXES[name.partition(":")[0]] + name.partition(":")[2]))
_QUADS = st.lists(
    st.builds(Quad, _IRIS, _PREDICATES, _LITERALS | _IRIS, st.sampled_from(
        [DefaultGraph(), NamedNode(PREFIXES["claim"] + "abc"), NamedNode(PREFIXES["graph"] + "links")])),
    max_size=8,
)  # fmt: skip


@pytest.mark.parametrize(("format_", "options"), _ALL_WAYS, ids=lambda value: str(value))
@given(quads=_QUADS)
def test_strange_characters_survive(format_: str, options: dict[str, Any], quads: list[Quad]) -> None:
    store = in_memory(quads)
    # Oxigraph writes numbers in their canonical form; what is compared is what the store holds.
    held = set(store.quads())
    wanted = held if format_ in ("trig", "nquads") else _claims_and_facts(held)
    if format_ == "rdfxml" and any(_has_no_xml(quad) for quad in wanted):
        with pytest.raises(InputError, match="control character"):
            exported(store, format_, **options)
    else:
        assert set(from_reified(_parsed(exported(store, format_, **options), format_))) == wanted


def _has_no_xml(quad: Quad) -> bool:
    """XML 1.0, section 2.2: what no document can hold."""
    return any(
        (ord(c) < 32 and c not in "\t\n\r") or c in "\ufffe\uffff"
        for c in str(getattr(quad.object, "value", ""))
    )


@given(quads=_QUADS)
def test_reified_forms_are_inverse(quads: list[Quad]) -> None:
    wanted = _claims_and_facts(set(quads))
    for pure in (to_reified, to_reifiers):
        spelt = [Quad(t.subject, t.predicate, t.object) for t in pure(quads)]
        assert set(from_reified(spelt)) == wanted
        assert set(from_reified(reversed(spelt))) == wanted


def test_triple_terms_of_others_are_kept() -> None:
    fact = Triple(NamedNode("urn:a"), NamedNode("urn:b"), Literal("2", datatype=NamedNode(_XSD + "integer")))
    quad = Quad(NamedNode("urn:s"), NamedNode(PREFIXES["rdf"] + "reifies"), fact)
    store = in_memory([quad])
    for format_ in ("turtle", "ntriples", "trig", "nquads"):
        assert _parsed(exported(store, format_), format_) == {quad}
    for format_ in ("rdfxml", "jsonld"):
        with pytest.raises(InputError, match="triple term"):
            exported(store, format_)
