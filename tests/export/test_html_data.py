"""What the script of the single file works with says the same as the views."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import NamedNode

from smartcity_kb.export.html_data import page_data
from smartcity_kb.export.html_document import json_text
from smartcity_kb.model.prefixes import curie
from smartcity_kb.model.text import fold
from smartcity_kb.views.entity import entity_page
from smartcity_kb.views.facts import evidence_of, links_among
from smartcity_kb.views.queries import bind, library
from smartcity_kb.views.timeline import timeline

if TYPE_CHECKING:
    from smartcity_kb.store.base import Store

# Values for the parameters of the library, by type.
_VALUES = {"iri": "https://w3id.org/sckb/id/vnpt", "string": 'a "b"', "date": "2016-03", "integer": "2016"}


@pytest.fixture(scope="module")
def data(article: Store) -> dict[str, Any]:
    """The data as the script reads them: through JSON."""
    read: dict[str, Any] = json.loads(json_text(page_data(article)))
    return read


def test_entities_are_called_as_on_their_pages(article: Store, data: dict[str, Any]) -> None:
    for iri, entity in data["entities"].items():
        for at, lang in enumerate(("vi", "en")):
            assert entity["label"][at] == (entity_page(article, NamedNode(iri), lang).label or curie(iri))
    assert data["entities"]["https://w3id.org/sckb/id/hoi-nghi-tptm-binh-duong-2016"]["days"] == [
        "2016-03-01",
        "2016-03-31",
    ]


def test_facts_are_the_links_of_the_views_with_their_evidence(article: Store, data: dict[str, Any]) -> None:
    links = links_among(article, list(data["entities"]))
    assert [row[:3] for row in data["facts"]] == [
        [fact.subject, fact.term, getattr(fact.object, "value", "")] for fact in links
    ]
    claims = {claim for row in data["facts"] for claim in row[3]}
    assert claims <= set(data["claims"])
    expected = evidence_of(article, claims)
    assert {iri: data["claims"][iri] for iri in claims} == {
        iri: row.asdict() for iri, row in expected.items()
    }


def test_names_are_all_labels_folded(data: dict[str, Any]) -> None:
    names = {(iri, name) for iri, name in data["names"]}
    assert names >= {(iri, fold(label)) for iri, _, label in data["labels"] if fold(label)}
    assert all(name == fold(name) for _, name in names)


def test_dates_stand_in_the_order_of_the_timeline(article: Store, data: dict[str, Any]) -> None:
    for lang in ("vi", "en"):
        rows = timeline(article, lang=lang)
        assert data["dates"] == [[row.iri, row.earliest, row.latest] for row in rows]


@pytest.mark.parametrize("name", [query.name for query in library()])
@pytest.mark.parametrize("all_given", [True, False])
def test_marked_texts_are_what_binding_makes(data: dict[str, Any], name: str, all_given: bool) -> None:
    (query,) = (query for query in library() if query.name == name)
    given = {p.name: _VALUES[p.type] for p in query.parameters if all_given or p.required}
    expected = bind(query, given, NamedNode)
    read = data["queries"][name]
    free = [p["variable"] for p in read["parameters"] if p["default"] is None and not p["required"]]
    text = read["texts"][" ".join(free) if all_given else ""]
    # Every mark stands where binding put a term; read as a pattern, the text fits the bound query.
    pattern = "".join(
        "(.+?)" if at % 2 else re.escape(piece) for at, piece in enumerate(re.split("[\x01\x02]", text))
    )
    assert re.fullmatch(pattern, expected, re.DOTALL)
    assert "?_" not in re.sub(r"#.*|(?<=AS )\?_\w+", "", text) or not all_given
