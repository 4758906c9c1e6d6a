"""CSV: read back by the csv module and pandas, one row for each fact and claim."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, Quad

from smartcity_kb.export.table import COLUMNS
from smartcity_kb.model.prefixes import PREFIXES
from smartcity_kb.model.terms import DERIVED_PROPERTIES, entity_iri
from smartcity_kb.store.quads import FACTS, claims_from_quads

from .conftest import exported
from .world import in_memory, iri

if TYPE_CHECKING:
    from smartcity_kb.store.base import Store


def _rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(data.decode("utf-8"), newline="")))


def test_one_row_for_each_fact_and_claim(article: Store) -> None:
    wanted = {
        (
            claim.iri.value,
            str(triple.subject)[1:-1],
            triple.predicate.value,
            str(getattr(triple.object, "value", "")),
            claim.evidence.quote,
        )
        for claim in claims_from_quads(article.quads())
        for triple in claim.states
        if triple.predicate not in DERIVED_PROPERTIES
    }
    rows = _rows(exported(article, "csv"))
    found = {
        (row["claim"], row["subject"], (iri(row["term"])).value, row["object"], row["quote"]) for row in rows
    }
    assert found == wanted
    assert len(rows) == len(wanted)


def test_values_of_a_row(world: Store) -> None:
    rows = {(row["term"], row["object"]): row for row in _rows(exported(world, "csv"))}
    partner = rows["sckb:partner", PREFIXES["id"] + "den-dom"]
    assert partner["subject_label"] == "Thỏa thuận"
    assert partner["object_label"] == 'Công ty "Đèn & Đóm"'
    assert (partner["certainty"], partner["datatype"], partner["speaker"]) == ("hedged", "", "")
    assert int(partner["end"]) - int(partner["start"]) == len(partner["quote"])
    assert rows["sckb:pairing", PREFIXES["sckb"] + "unresolved"]["object_label"] == "không xác định"
    assert rows["schema:position", "1"]["datatype"] == "xsd:integer"
    success = rows["sckb:assessment", "<rất> thành công"]
    assert (success["datatype"], success["language"]) == ("rdf:langString", "vi")
    assert success["speaker"] == PREFIXES["id"] + "le-an"
    assert rows["schema:organizer", PREFIXES["id"] + "hoa-sen"]["when"] == "2016-03"


def test_a_fact_without_a_claim_is_a_row_without_one() -> None:
    fact = Quad(entity_iri("a"), iri("sckb:partner"), entity_iri("b"), FACTS)
    (row,) = _rows(exported(in_memory([fact]), "csv"))
    assert (row["subject"], row["subject_label"], row["claim"], row["certainty"]) == (
        PREFIXES["id"] + "a", "id:a", "", "",
    )  # fmt: skip


def test_pandas_reads_it(article: Store) -> None:
    frame = pd.read_csv(BytesIO(exported(article, "csv")), keep_default_na=False)
    assert tuple(frame.columns) == COLUMNS
    assert (frame["end"] - frame["start"] == frame["quote"].str.len()).all()


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40))
def test_texts_come_back_as_they_were(text: str) -> None:
    fact = Quad(entity_iri("a"), iri("dcterms:identifier"), Literal(text), FACTS)
    (row,) = _rows(exported(in_memory([fact]), "csv"))
    assert row["object"] == text
