"""Tiny named worlds: facts become an article that states each of them in a sentence of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from hashlib import sha256

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Triple

from smartcity_kb.model.claim import Claim, Entity, Evidence, Source, SourceContent
from smartcity_kb.model.prefixes import PREFIXES
from smartcity_kb.model.terms import EDTF, entity_iri, expand
from smartcity_kb.store.oxigraph import OxigraphStore
from smartcity_kb.store.quads import quads_from_content

Fact = tuple[str, str, str]


def iri(curie: str) -> NamedNode:
    """The IRI of a CURIE, or of a slug."""
    found = expand(curie) if ":" in curie else entity_iri(curie)
    assert found is not None
    return found


def value(text: str) -> NamedNode | Literal:
    """A slug as an entity; ``"text"`` as a literal; ``@date`` as an EDTF date."""
    if text.startswith('"'):
        return Literal(text.strip('"'), language="vi")
    if text.startswith("@"):
        return Literal(text[1:], datatype=EDTF)
    return iri(text)


def content(
    facts: Iterable[Fact],
    names: Mapping[str, tuple[str, str]] | None = None,
    source: str = "tiny",
    types: Mapping[str, str] | None = None,
) -> SourceContent:
    """A source that states these facts, one claim each; ``names`` are (vi, en) labels by slug."""
    rows = list(facts)
    text, claims = "", []
    for fact in rows:
        sentence = f"{fact[0]} {fact[1]} {fact[2]}."
        evidence = Evidence(iri(f"src:{source}"), len(text), len(text) + len(sentence), sentence)
        text += sentence + "\n"
        claims.append(Claim(frozenset({Triple(iri(fact[0]), iri(fact[1]), value(fact[2]))}), evidence))
    slugs = {fact[0] for fact in rows} | {fact[2] for fact in rows if fact[2][0] not in '"@'}
    entities = []
    for slug in sorted(slugs | set(names or ())):
        vi, en = (names or {}).get(slug, (slug, slug))
        labels = (Literal(vi, language="vi"), Literal(en, language="en"))
        entities.append(Entity(slug, (iri((types or {}).get(slug, "skos:Concept")),), labels))
    described = Source(source, iri("schema:NewsArticle"), text, sha256(text.encode()).hexdigest(), "vi")
    return SourceContent(described, tuple(entities), tuple(claims))


def store_of(*contents: SourceContent) -> OxigraphStore:
    """A store in memory that holds these sources."""
    inner = pyoxigraph.Store()
    for each in contents:
        inner.extend(quads_from_content(each))
    return OxigraphStore(inner, "tiny")


def hub_of_dates(number: int) -> OxigraphStore:
    """A store of so many dated things, one a day from 1900 on, all tied to ``hub``."""
    days = [date(1900, 1, 1) + timedelta(days=day) for day in range(number)]
    ties = [(f"n{place}", "schema:location", "hub") for place in range(number)]
    return store_of(
        content([*ties, *((f"n{place}", "sckb:when", f"@{day}") for place, day in enumerate(days))])
    )


def slug_of(found: str) -> str:
    """The slug of an entity's IRI."""
    return found.removeprefix(PREFIXES["id"])
