"""What changed between two knowledge bases, told apart: texts, claims, facts, evidence, labels."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal

from smartcity_kb.intake.load import load
from smartcity_kb.model.claim import SourceContent
from smartcity_kb.model.prefixes import PREFIXES
from smartcity_kb.store.folder_layout import shipped_folder
from smartcity_kb.store.open import open_store
from smartcity_kb.views.difference import Difference, FactChange, Relabelling, difference, labels_in_either

from .world import content, iri, store_of

FACTS = [
    ("sao", "sckb:seeksExperienceFrom", "den"),
    ("sao", "sckb:when", "@2016-03"),
    ("den", "schema:location", "sao"),
]
BASE = content(FACTS)
PARTNER, LOCATION, WHEN = (
    iri(name).value for name in ("sckb:seeksExperienceFrom", "schema:location", "sckb:when")
)
SAO, DEN = iri("sao").value, iri("den").value
SOURCE = PREFIXES["src"] + "tiny"


def claim_of(source: SourceContent, term: str) -> str:
    (found,) = [c.iri.value for c in source.claims if any(t.predicate.value == term for t in c.states)]
    return found


def test_nothing_changed() -> None:
    told = difference(store_of(BASE), store_of(BASE))
    assert told == Difference()
    assert told.is_empty


def test_against_an_empty_knowledge_base_everything_is_new_or_gone() -> None:
    told = difference(store_of(), store_of(BASE))
    assert told.sources_added == (SOURCE,)
    assert told.entities_added == (DEN, SAO)
    assert told.claims_added == tuple(sorted(claim.iri.value for claim in BASE.claims))
    # The days that follow from a date are not stated, so they are no facts of their own.
    assert {(f.subject, f.term, str(f.object)) for f in told.facts_added} == {
        (str(t.subject)[1:-1], t.predicate.value, str(t.object)) for c in BASE.claims for t in c.states
    }
    gone = difference(store_of(BASE), store_of())
    assert (gone.sources_removed, gone.entities_removed) == (told.sources_added, told.entities_added)
    assert gone.claims_removed == told.claims_added
    assert len(gone.facts_removed) == len(FACTS)
    assert not told.is_empty


def test_a_fact_that_is_gone_and_a_new_one() -> None:
    claims = BASE.claims
    other = content([*FACTS[:2], ("den", "schema:areaServed", "sao")])
    # The same text, so that only the claim differs.
    changed = BASE.replace(claims=(*claims[:2], other.claims[2].replace(evidence=claims[2].evidence)))
    told = difference(store_of(BASE), store_of(changed))
    old, new = claims[2].iri.value, changed.claims[2].iri.value
    assert told == Difference(
        claims_added=(new,),
        claims_removed=(old,),
        facts_added=(FactChange(DEN, iri("schema:areaServed").value, iri("sao"), (), (new,)),),
        facts_removed=(FactChange(DEN, LOCATION, iri("sao"), (old,), ()),),
    )


def test_the_same_fact_with_other_evidence_is_no_new_fact() -> None:
    second = content(FACTS[:1], source="other")
    told = difference(store_of(BASE), store_of(BASE, second))
    old, new = claim_of(BASE, PARTNER), claim_of(second, PARTNER)
    assert told == Difference(
        sources_added=(PREFIXES["src"] + "other",),
        claims_added=(new,),
        evidence_changed=(FactChange(SAO, PARTNER, iri("den"), (old,), tuple(sorted((old, new)))),),
    )
    moved = content(FACTS[1:], source="tiny"), content(FACTS[:1], source="other")
    told = difference(store_of(BASE), store_of(*moved))
    assert (PARTNER, (old,), (new,)) in {(f.term, f.old_claims, f.new_claims) for f in told.evidence_changed}
    assert told.facts_added == told.facts_removed == ()


def test_a_claim_that_is_less_sure_now() -> None:
    claims = (BASE.claims[0].replace(certainty="hedged", note="Đọc cách khác?"), *BASE.claims[1:])
    told = difference(store_of(BASE), store_of(BASE.replace(claims=claims)))
    assert told == Difference(claims_changed=(claims[0].iri.value,))


def test_another_text_and_another_title() -> None:
    text = BASE.source.text + "Thêm một câu."
    changed = BASE.replace(source=BASE.source.replace(text=text, sha256="0" * 64))
    assert difference(store_of(BASE), store_of(changed)) == Difference(sources_changed=(SOURCE,))
    titled = BASE.replace(source=BASE.source.replace(title=(Literal("Bài", language="vi"),)))
    assert difference(store_of(BASE), store_of(titled)) == Difference(sources_redescribed=(SOURCE,))


def test_other_names_for_an_entity() -> None:
    renamed = content(FACTS, names={"den": ("Đèn", "Lamp")})
    told = difference(store_of(BASE), store_of(renamed))
    assert told == Difference(
        entities_relabelled=(
            Relabelling(DEN, (("en", "den"), ("vi", "den")), (("en", "Lamp"), ("vi", "Đèn"))),
        )
    )
    alias = BASE.entities[0].replace(aliases=(Literal("Đèn Lửa", language="vi"),))
    told = difference(store_of(BASE), store_of(BASE.replace(entities=(alias, *BASE.entities[1:]))))
    assert told == Difference(entities_redescribed=(DEN,))


def test_labels_come_from_whichever_has_them() -> None:
    old = store_of(
        content([("cu", "schema:about", "den")], names={"cu": ("Cũ", "Old"), "den": ("Đèn cũ", "x")})
    )
    new = store_of(
        content([("moi", "schema:about", "den")], names={"moi": ("Mới", "New"), "den": ("Đèn", "x")})
    )
    iris = [iri(slug).value for slug in ("cu", "moi", "den", "khong")]
    assert list(labels_in_either(old, new, iris, "vi").values()) == ["Cũ", "Mới", "Đèn", "id:khong"]


@pytest.mark.parametrize("kind", ["folder", "store", "file"])
def test_locations_of_every_kind_can_be_compared(tmp_path: Path, kind: str) -> None:
    shipped = shipped_folder()
    other = {"folder": shipped, "store": str(tmp_path / "kho"), "file": str(tmp_path / "all.nq")}[kind]
    if kind == "store":
        load([shipped], other)
    elif kind == "file":
        with open_store(shipped) as store:
            Path(other).write_text("".join(f"{quad} .\n" for quad in store.quads()), "utf-8")
    with open_store(shipped) as old, open_store(other) as new:
        assert difference(old, new).is_empty


def test_more_changes_than_one_query_asks_for() -> None:
    many = content([(f"a-{index}", "schema:about", f"b-{index % 7}") for index in range(700)])
    told = difference(store_of(), store_of(many))
    assert len(told.facts_added) == len(told.claims_added) == 700
    assert all(len(fact.new_claims) == 1 for fact in told.facts_added)
