"""Which of our prefixes a query is given: all that it may use, however it writes them."""

from __future__ import annotations

import pytest

from smartcity_kb.model.prefixes import PREFIXES
from smartcity_kb.store.oxigraph import prefixes_in


@pytest.mark.parametrize(
    ("query", "prefixes"),
    [
        ("SELECT ?l { <http://a/b> <https://a/c> ?l }", set()),
        ("SELECT ?l { <http://a/b> skos:prefLabel ?l }", {"skos"}),
        ("ASK { ?s <http://localhost:80/> ?o FILTER (?o<skos:note) }", {"skos"}),
        ('ASK { ?s ?p "<http://", schema:name }', {"schema"}),
    ],
)
def test_a_query_is_given_the_prefixes_that_it_uses(query: str, prefixes: set[str]) -> None:
    assert set(prefixes_in(query)) == prefixes


def test_a_prefix_may_hide_behind_escapes() -> None:
    for query in (r"ASK { ?s schema\u003Aname ?o }", r"ASK { ?s \U00000073chema:name ?o }"):
        assert prefixes_in(query) == PREFIXES
