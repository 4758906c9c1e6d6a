"""Loading RDF files: what comes out is what went in, and whatever is not proven is refused by name."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from smartcity_kb.intake.load import load
from smartcity_kb.model.errors import InputProblemsError
from smartcity_kb.model.prefixes import PREFIXES
from smartcity_kb.model.terms import (
    CERTAINTY,
    EARLIEST,
    END,
    EXACT,
    GRAPH_LINKS,
    GRAPH_SEARCH,
    NOISE,
    PREF_LABEL,
    SHA256,
    TYPE,
    WHEN,
    entity_iri,
    source_iri,
)
from smartcity_kb.store.open import open_store
from smartcity_kb.store.quads import FACTS
from smartcity_kb.store.reified import to_reified

from .folders import ARTICLE, CLAIMS, ENTITIES, write_source

SAO, DEN = entity_iri("thi-xa-sao"), entity_iri("den-lua")
SOURCE = source_iri("bai-sao")
SEEKS = NamedNode(PREFIXES["sckb"] + "seeksExperienceFrom")
Change = Callable[[set[Quad]], set[Quad]]


@pytest.fixture
def quads(tmp_path: Path) -> set[Quad]:
    write_source(tmp_path / "kb")
    with open_store(str(tmp_path / "kb")) as store:
        return set(store.quads())


def write(path: Path, quads: set[Quad]) -> str:
    text = "".join(sorted(f"{quad} .\n" for quad in quads)).encode()
    path.write_bytes(gzip.compress(text) if path.suffix == ".gz" else text)
    return str(path)


def quads_in(location: Path) -> set[Quad]:
    with open_store(str(location)) as store:
        return set(store.quads())


@pytest.mark.parametrize("name", ["tất cả.nq", "all.nq.gz", "all.trig", "all.jsonld", "evidence.ttl"])
def test_every_format_gives_the_same_store(tmp_path: Path, quads: set[Quad], name: str) -> None:
    path = tmp_path / name
    if name.endswith((".nq", ".gz")):
        write(path, quads)
    elif name.endswith(".ttl"):
        path.write_bytes(pyoxigraph.serialize(to_reified(quads), format=RdfFormat.TURTLE) or b"")
    else:
        format_ = RdfFormat.TRIG if name.endswith("trig") else RdfFormat.JSON_LD
        path.write_bytes(pyoxigraph.serialize(quads, format=format_) or b"")
    report = load([str(path)], str(tmp_path / "kho"))
    assert quads_in(tmp_path / "kho") == quads
    assert (report.sources, report.claims, report.facts, report.entities) == (1, 2, 3, 3)
    again = load([str(path)], str(tmp_path / "kho"))
    assert [change.status for change in again.changes] == ["unchanged"]
    assert quads_in(tmp_path / "kho") == quads


def test_a_file_without_folded_names_gets_them(tmp_path: Path, quads: set[Quad]) -> None:
    bare = {quad for quad in quads if quad.graph_name != GRAPH_SEARCH}
    assert bare < quads
    load([write(tmp_path / "bare.nq", bare)], str(tmp_path / "kho"))
    assert quads_in(tmp_path / "kho") == quads


def test_a_file_and_a_folder_together(tmp_path: Path, quads: set[Quad]) -> None:
    file = write(tmp_path / "one.nq", quads)
    write_source(tmp_path / "more", entities="", id_="bai-hai")
    load([file, str(tmp_path / "more")], str(tmp_path / "together"))
    load([file], str(tmp_path / "apart"))
    load([str(tmp_path / "more")], str(tmp_path / "apart"))
    assert quads_in(tmp_path / "together") == quads_in(tmp_path / "apart")


def replaced(old: Quad, new: Quad) -> Change:
    def change(quads: set[Quad]) -> set[Quad]:
        assert old in quads
        return quads - {old} | {new}

    return change


def with_object(pick: Callable[[Quad], bool], value: NamedNode | Literal) -> Change:
    """The file with another object in those quads; there has to be one."""

    def change(quads: set[Quad]) -> set[Quad]:
        picked = {quad for quad in quads if pick(quad)}
        assert picked
        return quads - picked | {Quad(q.subject, q.predicate, value, q.graph_name) for q in picked}

    return change


def without(pick: Callable[[Quad], bool]) -> Change:
    def change(quads: set[Quad]) -> set[Quad]:
        picked = {quad for quad in quads if pick(quad)}
        assert picked
        return quads - picked

    return change


def plus(*more: Quad) -> Change:
    return lambda quads: quads | set(more)


QUOTE = "Hội nghị họp tháng 3/2016."
AT = ARTICLE.index(QUOTE)
LINK = Quad(DEN, NamedNode(PREFIXES["owl"] + "sameAs"), NamedNode(PREFIXES["wd"] + "Q1"))
BLANK = pyoxigraph.BlankNode("b1")
BAD: list[tuple[Change, str]] = [
    (
        with_object(
            lambda q: q.predicate == EXACT and q.object == Literal(QUOTE, language="vi"),
            Literal(QUOTE.upper(), language="vi"),
        ),
        f"the quote is not what stands at {AT}; the article has '{QUOTE}'",
    ),
    (
        with_object(lambda q: q.predicate == CERTAINTY, NamedNode(PREFIXES["sckb"] + "sure")),
        "certainty is one of stated, headline, inferred, hedged; not 'sure'",
    ),
    (
        with_object(lambda q: q.predicate == CERTAINTY, NamedNode(PREFIXES["sckb"] + "hedged")),
        "a claim that is hedged needs a note (rdfs:comment) that says why",
    ),
    (
        with_object(lambda q: q.predicate == SHA256, Literal("0" * 64)),
        "the text has changed: its sha256 is ",
    ),
    (
        with_object(
            lambda q: q.predicate == WHEN, Literal("2016-13", datatype=NamedNode(PREFIXES["edtf"] + "EDTF"))
        ),
        "'when': '2016-13' is not an EDTF date: there is no month or season 13",
    ),
    (
        with_object(
            lambda q: q.predicate == EARLIEST,
            Literal("2016-03-02", datatype=NamedNode(PREFIXES["xsd"] + "date")),
        ),
        "not what follows from 'when': id:hoi-nghi sckb:earliest",
    ),
    (
        with_object(lambda q: q.predicate == SEEKS, Literal("Đèn Lửa", language="vi")),
        "'seeksExperienceFrom' takes an entity, not \"Đèn Lửa\"@vi",
    ),
    (
        without(lambda q: q.subject == DEN and q.predicate != SEEKS),
        "unknown entity 'den-lua'; define it under 'entities'",
    ),
    (
        without(lambda q: q.object == Literal("Fire Lamp", language="en") and q.predicate == PREF_LABEL),
        "id:den-lua: 0 labels in en; it needs one",
    ),
    (
        with_object(
            lambda q: q.subject == DEN and q.predicate == TYPE, NamedNode(PREFIXES["schema"] + "Lamp")
        ),
        "id:den-lua: unknown type 'schema:Lamp'; vocabulary.ttl describes the types there are",
    ),
    (
        without(lambda q: q.predicate == SEEKS and q.graph_name == FACTS),
        "the claim's graph states id:thi-xa-sao sckb:seeksExperienceFrom id:den-lua, the default graph does"
        " not; add it there",
    ),
    (
        without(lambda q: q.predicate == SEEKS and q.graph_name != FACTS),
        "facts without evidence: no claim states id:thi-xa-sao sckb:seeksExperienceFrom id:den-lua; add the"
        " claim and its quote, or put links into graph:links",
    ),
    (plus(LINK), "facts without evidence: no claim states id:den-lua owl:sameAs wd:Q1; add the claim"),
    (
        plus(Quad(LINK.subject, LINK.predicate, LINK.object, NamedNode("https://example.org/g"))),
        "https://example.org/g: this graph is no claim; facts stand in graphs of claims, links in"
        " graph:links",
    ),
    (
        plus(Quad(BLANK, LINK.predicate, LINK.object, GRAPH_LINKS)),
        "a blank node in _:",
    ),
    (
        plus(Quad(entity_iri("ai-do"), PREF_LABEL, Literal("Ai đó", language="vi"))),
        "id:ai-do: not described as a claim, quote or noise of a source, or as an entity that a source"
        " defines (rdfs:isDefinedBy); skos:prefLabel says nothing here",
    ),
    (plus(Quad(SAO, SHA256, Literal("0" * 64))), "not fully described"),
    (
        plus(Quad(SAO, NamedNode(PREFIXES["sckb"] + "foldedLabel"), Literal("sao hoa"), GRAPH_SEARCH)),
        'id:thi-xa-sao: "sao hoa" in graph:search is no folded name of it; leave that graph out',
    ),
    (
        with_object(
            lambda q: q.predicate == END and str(q.subject).endswith(",69>"),
            Literal("60", datatype=NamedNode(PREFIXES["xsd"] + "integer")),
        ),
        "does not belong there: https://w3id.org/sckb/source/bai-sao#char=32,69 rdf:type sckb:Noise",
    ),
    (
        with_object(
            lambda q: q.predicate == END and str(q.subject).endswith(",31>"),
            Literal("40", datatype=NamedNode(PREFIXES["xsd"] + "integer")),
        ),
        "the quote is not what stands at 0; the article has 'Thị xã Sao",
    ),
]


@pytest.mark.parametrize(("change", "message"), BAD, ids=range(len(BAD)))
def test_what_is_not_proven_is_refused_and_nothing_is_loaded(
    tmp_path: Path, quads: set[Quad], change: Change, message: str
) -> None:
    file = write(tmp_path / "bad.nq", change(quads))
    with pytest.raises(InputProblemsError) as raised:
        load([file], str(tmp_path / "kho"))
    lines = str(raised.value).splitlines()
    assert all(line.startswith(f"{file}: ") for line in lines)
    assert any(message in line for line in lines), lines
    assert sorted(os.listdir(tmp_path)) == ["bad.nq", "kb"]


def test_a_claim_under_another_name_than_its_content_gives(tmp_path: Path, quads: set[Quad]) -> None:
    (claim,) = {quad.graph_name for quad in quads if quad.predicate == SEEKS and quad.graph_name != FACTS}
    text = Path(write(tmp_path / "x.nq", quads)).read_text("utf-8")
    (tmp_path / "bad.nq").write_text(text.replace(str(claim), f"<{PREFIXES['claim']}aaaaaaaaaa>"), "utf-8")
    with pytest.raises(
        InputProblemsError,
        match="claim:aaaaaaaaaa: the IRI does not follow from what the claim states and its quote",
    ):
        load([str(tmp_path / "bad.nq")], str(tmp_path / "kho"))


def test_facts_alone_are_no_knowledge_base(tmp_path: Path) -> None:
    file = tmp_path / "facts.ttl"
    file.write_text(
        "@prefix id: <https://w3id.org/sckb/id/> .\nid:a <https://example.org/p> id:b .\n", "utf-8"
    )
    with pytest.raises(InputProblemsError) as raised:
        load([str(file)], str(tmp_path / "kho"))
    assert str(raised.value) == (
        f"{file}: id:a: facts without evidence: no claim states id:a https://example.org/p id:b; add the"
        " claim and its quote, or put links into graph:links"
    )


BROKEN: list[tuple[str, bytes, str]] = [
    ("a.ttl", b"@prefix id: <https://w3id.org/sckb/id/> .\nid:a id:b .\n", ":2:11: not Turtle: "),
    (
        "a.nq",
        b"<http://a/s> <http://a/p> <http://a/o> .\n<http://a/s> <http://a/p> nothing .\n",
        ":2:27: not N-Quads: ",
    ),
    ("a.trig", b"<http://a/s> <http://a/p> <http://a/o> .\n\xff", ":2:1: not TriG: "),
    ("a.rdf", b"<rdf:RDF><a></rdf:RDF>", ": not RDF/XML: "),
    ("a.jsonld", b'{"@id": ', ":1:9: not JSON-LD: "),
    ("a.nq.gz", gzip.compress(b"<urn:s> <urn:p> <urn:o> .\n" * 9, mtime=0)[:-9], ": cannot be read: "),
    ("b.nq.gz", b"not gzipped at all", ": cannot be read: "),
]


@pytest.mark.parametrize(("name", "content", "message"), BROKEN)
def test_a_damaged_file_says_where(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(InputProblemsError) as raised:
        load([str(file)], str(tmp_path / "kho"))
    assert str(raised.value).startswith(f"{file}{message}")
    assert "\n" not in str(raised.value)
    assert os.listdir(tmp_path) == [name]


def test_a_change_through_a_file_into_a_store_that_is_there(tmp_path: Path, quads: set[Quad]) -> None:
    into = tmp_path / "kho"
    load([write(tmp_path / "old.nq", quads)], str(into))
    write_source(tmp_path / "kb", CLAIMS.replace("organizer", "location"), ENTITIES)
    with open_store(str(tmp_path / "kb")) as store:
        new = set(store.quads())
    report = load([write(tmp_path / "new.nq", new)], str(into))
    assert [(c.status, c.claims_added, c.facts_removed) for c in report.changes] == [("changed", 1, 1)]
    assert quads_in(into) == new
    assert NOISE in {quad.object for quad in new}
