"""Pages, evidence, labels and counts of tiny worlds."""

from __future__ import annotations

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from smartcity_kb.model.errors import NotFoundError
from smartcity_kb.model.prefixes import curie
from smartcity_kb.model.terms import GRAPH_VOCABULARY
from smartcity_kb.model.text import fold
from smartcity_kb.store.open import open_store
from smartcity_kb.store.oxigraph import OxigraphStore
from smartcity_kb.views.entity import entity_page
from smartcity_kb.views.evidence import evidence, find_term
from smartcity_kb.views.labels import labels_of
from smartcity_kb.views.sources import sources
from smartcity_kb.views.statistics import statistics

from .world import content, iri, slug_of, store_of

NAMES = {
    "an": ("Ông An", "Mr An"),
    "so": ("Sở Y tế", "Department of Health"),
    "binh": ("Bình", "Binh"),
}
FACTS = [
    ("an", "org:memberOf", "so"),
    ("an", "sckb:assessment", '"giỏi"'),
    ("binh", "org:memberOf", "so"),
    ("so", "sckb:when", "@2016-03"),
]


def with_fact(store: OxigraphStore, subject: str, term: str, object_: str) -> OxigraphStore:
    """The store and a fact that no claim states."""
    store.inner.add(Quad(iri(subject), iri(term), iri(object_), pyoxigraph.DefaultGraph()))
    return store


def test_a_page_has_both_directions_in_words_with_evidence() -> None:
    page = entity_page(store_of(content(FACTS, NAMES)), iri("so"), "en")
    relations = {(relation.inverse, relation.term): relation for relation in page.relations}
    assert page.label == "Department of Health"
    members = relations[True, iri("org:memberOf").value]
    assert [value.text for value in members.values] == ["Mr An", "Binh"]
    quotes = {quote.number: quote.evidence.quote for quote in page.quotes}
    assert [quotes[n] for value in members.values for n in value.evidence] == [
        "an org:memberOf so.",
        "binh org:memberOf so.",
    ]
    assert [quote.number for quote in page.quotes] == list(range(1, len(page.quotes) + 1))
    dates = relations[False, iri("sckb:when").value].values
    assert [value.text for value in dates] == ["March 2016"]


def test_days_that_loading_derives_are_not_shown_as_facts() -> None:
    page = entity_page(store_of(content(FACTS, NAMES)), iri("so"))
    assert not [r for r in page.relations if r.term in (iri("sckb:earliest").value, iri("sckb:latest").value)]


def test_a_fact_without_evidence_is_shown_as_such() -> None:
    store = with_fact(store_of(content(FACTS, NAMES)), "an", "org:headOf", "so")
    page = entity_page(store, iri("an"))
    (bare,) = [value for relation in page.relations for value in relation.values if not value.evidence]
    assert bare.text == "Sở Y tế"


def test_claims_with_the_same_quote_share_a_number() -> None:
    first = content([("an", "org:memberOf", "so")], NAMES)
    (claim,) = first.claims
    twin = claim.replace(
        states=frozenset(t for fact in FACTS[1:2] for t in content([fact], NAMES).claims[0].states)
    )
    page = entity_page(store_of(first.replace(claims=(claim, twin))), iri("an"))
    assert [(quote.number, len(quote.claims)) for quote in page.quotes] == [(1, 2)]
    assert {value.evidence for relation in page.relations for value in relation.values} == {(1,)}


def test_a_fact_of_two_sources_has_both_quotes_in_reading_order() -> None:
    store = store_of(content(FACTS, NAMES, "b-later"), content(FACTS[:1], NAMES, "a-earlier"))
    report = evidence(store, "Ông An", "memberOf")
    (proof,) = report.proofs
    assert [slug_of(row.source).rpartition("/")[2] for row in proof.evidence] == ["a-earlier", "b-later"]
    assert [row.text for row in sources_rows(store)] == ["a-earlier 1 1", "b-later 4 4"]


class _Row:
    def __init__(self, text: str) -> None:
        self.text = text


def sources_rows(store: OxigraphStore) -> list[_Row]:
    return [_Row(f"{row.id} {row.claims} {row.facts}") for row in sources(store)]


def test_contradicting_claims_are_told() -> None:
    one = content([("so", "dcterms:issued", "@2016-03-01")], NAMES, "one")
    two = content([("so", "dcterms:issued", "@2016-04-01")], NAMES, "two")
    report = evidence(store_of(one, two), "so")
    assert report.conflicts == ((iri("so").value, iri("dcterms:issued").value),)
    assert len(report.proofs) == 2
    assert evidence(store_of(one), "so").conflicts == ()


@pytest.mark.parametrize(
    ("asked", "objects"),
    [
        (("an", None, None), ["giỏi", "Sở Y tế"]),
        (("an", "memberOf", None), ["Sở Y tế"]),
        (("an", "memberOf", "so y te"), ["Sở Y tế"]),
        (("an", None, "GIOI"), ["giỏi"]),
        (("so", None, "an"), ["Sở Y tế"]),
    ],
)
def test_evidence_of_a_subject_a_term_an_object(
    asked: tuple[str, str | None, str | None], objects: list[str]
) -> None:
    report = evidence(store_of(content(FACTS, NAMES)), *asked)
    assert sorted(proof.object for proof in report.proofs) == sorted(objects)
    assert all(proof.evidence for proof in report.proofs)


@pytest.mark.parametrize(
    "asked",
    [("an", "founder", None), ("so", "memberOf", None), ("an", "memberOf", "binh"), ("nobody", None, None)],
)
def test_nothing_said_is_not_found(asked: tuple[str, str | None, str | None]) -> None:
    with pytest.raises(NotFoundError):
        evidence(store_of(content(FACTS, NAMES)), *asked)


def test_every_term_of_the_vocabulary_is_found_by_its_labels() -> None:
    with open_store() as store:
        rows = [
            (NamedNode(row[0].value), Literal(row[1].value))
            for row in store.select(
                "SELECT DISTINCT ?term ?label WHERE { GRAPH graph:vocabulary { ?term rdfs:label ?label } }"
            )
        ]
        # Properties; what is said of a class is asked for by other means.
        rows = [(term, label) for term, label in rows if curie(term.value).partition(":")[2][:1].islower()]
        for _, label in rows:
            same = [term for term, other in rows if fold(other.value) == fold(label.value)]
            assert find_term(store, label.value.upper()) in same
    assert len(rows) > 20


def test_terms_are_known_without_a_vocabulary() -> None:
    assert find_term(store_of(content(FACTS, NAMES)), "approvedBy") == iri("sckb:approvedBy")


def test_labels_fall_back_to_the_other_language_then_to_the_curie() -> None:
    store = store_of(content(FACTS, NAMES))
    french = Literal("Organisation mondiale", language="fr")
    store.inner.add(Quad(iri("who"), iri("skos:prefLabel"), french))
    store.inner.add(
        Quad(iri("sckb:x"), iri("rdfs:label"), Literal("only vi", language="vi"), GRAPH_VOCABULARY)
    )
    wanted = [iri(name).value for name in ("so", "who", "sckb:x", "id:none")]
    assert labels_of(store, wanted, "en") == dict(
        zip(wanted, ["Department of Health", "Organisation mondiale", "only vi", "id:none"], strict=True)
    )


def test_counts_add_up() -> None:
    store = store_of(content(FACTS, NAMES), content(FACTS[:1], NAMES, "again"))
    counted = statistics(store, "en")
    assert (counted.sources, counted.claims, counted.facts, counted.entities) == (2, 5, 4, 3)
    assert [(count.label, count.count) for count in counted.connected] == [
        ("Department of Health", 2),
        ("Mr An", 1),
        ("Binh", 1),
    ]
    assert sum(count.count for count in counted.relations) == counted.facts
    assert sum(count.count for count in counted.certainties) == counted.claims


@pytest.mark.parametrize("limit", [1, 2, 4, 6, 40])
def test_the_most_connected_are_ordered_by_iri_where_they_are_equal(limit: int) -> None:
    spokes = [(f"n{number}", "sckb:partner", "hub") for number in range(9)]
    doubled = [(f"n{number}", "schema:location", "hub") for number in (7, 3, 5)]
    counted = statistics(store_of(content([*spokes, *doubled])), "en", limit)
    ranked = [("hub", 12), ("n3", 2), ("n5", 2), ("n7", 2)]
    ranked += [(f"n{number}", 1) for number in (0, 1, 2, 4, 6, 8)]
    assert [(slug_of(count.iri), count.count) for count in counted.connected] == ranked[:limit]


def test_counts_of_the_shipped_knowledge_base_agree_with_its_sources() -> None:
    with open_store() as store:
        counted, rows = statistics(store), sources(store)
        assert counted.claims == sum(row.claims for row in rows)
        assert counted.facts == sum(row.facts for row in rows)
        entities = {
            slug_of(row[0].value) for row in store.select("SELECT ?e { ?e skos:prefLabel ?l ; a ?t }")
        }
    assert counted.entities == len(entities)
