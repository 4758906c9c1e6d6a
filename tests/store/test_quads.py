"""Claims to quads and back: what a source says survives, whatever it says."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Triple

from smartcity_kb.model.claim import Claim, Entity, Evidence, Noise, Source, SourceContent
from smartcity_kb.model.errors import InputError
from smartcity_kb.model.prefixes import PREFIXES
from smartcity_kb.model.terms import (
    CERTAINTIES,
    EARLIEST,
    EDTF,
    EVIDENCE,
    LATEST,
    START,
    WHEN,
    XSD_DATE,
    entity_iri,
    source_iri,
)
from smartcity_kb.model.text import nfc
from smartcity_kb.store.nquads_text import nquads_of
from smartcity_kb.store.quads import (
    FACTS,
    claims_from_quads,
    contents_from_quads,
    derived_triples,
    quads_from_claims,
    quads_from_content,
)

PROPERTIES = [NamedNode(PREFIXES["sckb"] + name) for name in ("partner", "localParty", "hasGoal")]
SLUGS = ["eindhoven", "vnpt", "becamex-idc", "de-an-1"]

texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=30).map(nfc)
slugs = st.sampled_from(SLUGS)
entities_ = slugs.map(entity_iri)
dates = st.sampled_from(["2016", "2016-03", "2017-11-25/2017-11-27", "2018?", "../2020", "2020/..", "199X"])
values = st.one_of(
    entities_,
    texts.map(Literal),
    st.builds(lambda text, lang: Literal(text, language=lang), texts, st.sampled_from(["vi", "en"])),
    st.integers(-(10**9), 10**9).map(
        lambda number: Literal(str(number), datatype=NamedNode(PREFIXES["xsd"] + "integer"))
    ),
    st.sampled_from([Literal("true", datatype=NamedNode(PREFIXES["xsd"] + "boolean"))]),
)
facts = st.one_of(
    st.builds(Triple, entities_, st.sampled_from(PROPERTIES), values),
    st.builds(lambda s, d: Triple(s, WHEN, Literal(d, datatype=EDTF)), entities_, dates),
)
labels = st.lists(
    st.builds(lambda text, lang: Literal(text, language=lang), texts, st.sampled_from(["vi", "en"])),
    unique=True,
    max_size=3,
).map(lambda found: tuple(sorted(found, key=lambda v: (v.language or "", v.value))))


@st.composite
def evidences(draw: st.DrawFn, source: NamedNode) -> Evidence:
    start = draw(st.integers(0, 10_000))
    # A place in a source has one text, so what is quoted follows from where.
    end = start + draw(st.integers(1, 40))
    return Evidence(source, start, end, f"câu {start}–{end} 😀")


@st.composite
def claims(draw: st.DrawFn, source_id: str = "nguon-2020") -> Claim:
    return Claim(
        frozenset(draw(st.lists(facts, min_size=1, max_size=4))),
        draw(evidences(source_iri(source_id))),
        draw(st.sampled_from(CERTAINTIES)),
        draw(st.one_of(st.none(), entities_)),
        draw(st.one_of(st.just(""), texts)),
    )


def reading_order(claim: Claim) -> tuple[str, int, int, str]:
    return (claim.evidence.source.value, claim.evidence.start, claim.evidence.end, claim.iri.value)


several = st.lists(claims(), max_size=6, unique_by=lambda claim: claim.iri.value)


@given(several)
def test_claims_come_back(made: list[Claim]) -> None:
    assert claims_from_quads(quads_from_claims(made)) == tuple(sorted(made, key=reading_order))


@given(several, st.randoms())
def test_the_order_and_number_of_quads_do_not_matter(made: list[Claim], random) -> None:
    quads = list(quads_from_claims(made)) * 2
    random.shuffle(quads)
    assert claims_from_quads(quads) == tuple(sorted(made, key=reading_order))


@st.composite
def contents(draw: st.DrawFn) -> SourceContent:
    text = draw(texts)
    noise = [(0, 1), (2, 5), (7, 9)][: draw(st.integers(0, 3))]
    source = Source(
        "nguon-2020",
        NamedNode(PREFIXES["schema"] + "NewsArticle"),
        text,
        sha256(text.encode()).hexdigest(),
        "vi",
        draw(labels),
        draw(st.sampled_from(["", "2017-11"])),
        draw(st.one_of(st.just(""), texts)),
        tuple(Noise(start, end, f"lý do {start}") for start, end in noise),
    )
    described = tuple(
        Entity(
            slug,
            (NamedNode(PREFIXES["schema"] + "City"),),
            draw(labels),
            draw(labels),
            draw(labels),
            draw(st.one_of(st.just(""), texts)),
        )
        for slug in sorted(draw(st.sets(slugs)))
    )
    return SourceContent(source, described, tuple(sorted(draw(several), key=reading_order)))


@given(contents())
def test_a_source_comes_back_whole(content: SourceContent) -> None:
    assert contents_from_quads(quads_from_content(content)) == (content,)


@given(contents())
def test_a_source_as_text_has_the_same_quads_once(content: SourceContent) -> None:
    *lines, end = nquads_of(content).decode().split("\n")
    assert not end
    assert sorted(lines) == sorted({f"{quad} ." for quad in quads_from_content(content)})


@given(several)
def test_every_fact_stands_in_the_default_graph_and_in_its_claims(made: list[Claim]) -> None:
    quads = set(quads_from_claims(made))
    for claim in made:
        for triple in claim.states:
            subject, predicate, value = triple
            assert {
                Quad(subject, predicate, value, FACTS),
                Quad(subject, predicate, value, claim.iri),
            } <= quads
    named = {(q.triple, q.graph_name) for q in quads if q.graph_name != FACTS}
    stated = {(t, c.iri) for c in made for s in c.states for t in (s, *derived_triples(s))}
    assert named == stated


def test_days_are_derived_from_dates_and_left_out_on_the_way_back() -> None:
    when = Triple(entity_iri("vnpt"), WHEN, Literal("2016-03", datatype=EDTF))
    claim = Claim(frozenset([when]), Evidence(source_iri("s"), 0, 4, "nhân"))
    found = {q.predicate: q.object for q in quads_from_claims([claim]) if q.graph_name == claim.iri}
    assert found[EARLIEST] == Literal("2016-03-01", datatype=XSD_DATE)
    assert found[LATEST] == Literal("2016-03-31", datatype=XSD_DATE)
    assert claims_from_quads(quads_from_claims([claim])) == (claim,)


@pytest.mark.parametrize("lost", [EVIDENCE, START])
def test_a_claim_without_its_evidence_is_an_error(lost: NamedNode) -> None:
    partner = Triple(entity_iri("vnpt"), PROPERTIES[0], entity_iri("eindhoven"))
    claim = Claim(frozenset([partner]), Evidence(source_iri("s"), 0, 4, "nhân"))
    quads = [quad for quad in quads_from_claims([claim]) if quad.predicate != lost]
    with pytest.raises(InputError, match=f"has no {lost.value}"):
        claims_from_quads(quads)


def test_a_position_that_is_no_number_is_an_error() -> None:
    partner = Triple(entity_iri("vnpt"), PROPERTIES[0], entity_iri("eindhoven"))
    claim = Claim(frozenset([partner]), Evidence(source_iri("s"), 0, 4, "nhân"))
    quads = [
        Quad(q.subject, q.predicate, Literal("four"), q.graph_name) if q.predicate == START else q
        for q in quads_from_claims([claim])
    ]
    with pytest.raises(InputError, match="'four' is not a whole number"):
        claims_from_quads(quads)
