"""The words of pages, screens and queries: one for one thing, and the vocabulary's where it has one."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import RdfFormat, parse

from smartcity_kb.cli.commands.diff import _KINDS
from smartcity_kb.web.words import WORDS

ROOT = Path(__file__).resolve().parents[2]
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


def vietnamese(iri: str) -> str:
    """The Vietnamese label of a class in the shipped vocabulary."""
    quads = parse(path=str(ROOT / "data" / "vocabulary.ttl"), format=RdfFormat.TURTLE)
    [label] = [
        quad.object.value for quad in quads
        if quad.subject.value == iri and quad.predicate.value == LABEL and quad.object.language == "vi"
    ]  # fmt: skip
    return str(label)


def test_a_claim_is_called_what_the_vocabulary_calls_it() -> None:
    claim = vietnamese("https://w3id.org/sckb/ns#Claim")
    assert {WORDS["claim"][0].lower(), WORDS["claims"][0].lower(), _KINDS["claim"][0]} == {claim}
    for path in sorted((ROOT / "queries").glob("*.rq")):
        assert "khẳng định" not in path.read_text("utf-8").lower(), path.name


def test_facts_are_not_called_events() -> None:
    event = vietnamese("https://schema.org/Event")
    for words in (WORDS["facts"][0], WORDS["tagline"][0], WORDS["more facts"][0], _KINDS["fact"][0]):
        assert "dữ kiện" in words.lower()
        assert event not in words.lower()
