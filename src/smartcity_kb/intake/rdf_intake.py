"""RDF files, brought into a store of their own and verified there: every quote, every fact, every quad.

A source's quads are turned into records, the records checked, and turned into quads again: what does not
come out as it went in is no knowledge base of ours. What belongs to no source is found by queries. Blank
nodes are refused: the same file would give other ones on each load.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from ..model.errors import InputError, Problem
from ..model.prefixes import PREFIXES, curie
from ..model.record import Record
from ..model.terms import (
    CLAIM,
    DEFINED_BY,
    DERIVED_PROPERTIES,
    GRAPH_SEARCH,
    GRAPH_VOCABULARY,
    LABEL,
    SHA256,
    TYPE,
)
from ..store.definitions import Definition, SourceSummary, describe
from ..store.folder import classes_in
from ..store.quads import FACTS, contents_from_quads, quads_from_content
from ..store.reading import Use
from .content_checks import KnownTerms, check_content
from .stored import quads_of
from .stray_quads import stray_quads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..model.claim import SourceContent
    from ..store.folder import Terms
    from ..store.oxigraph import OxigraphStore


# With fewer sources, all are looked at whatever is known of them.
_MANY = 1000


class RdfSource(Record):
    """A source of an RDF file that was found sound by itself."""

    summary: SourceSummary
    content: SourceContent


def verify_rdf(
    store: OxigraphStore, terms: Terms, file: str, suspects: frozenset[str] = frozenset()
) -> Iterator[RdfSource | list[Problem]]:
    """Check everything in a store that RDF files were brought into, source by source, then as a whole.

    ``terms`` are the context and the known types; what the store's own vocabulary graph describes is
    known too. ``file`` names the file in problems. ``suspects`` are IRIs of the sources to look at first,
    all others being sound by themselves: what is wrong with them is told without looking at many others.
    """
    known = known_terms(terms, store.quads(graph=GRAPH_VOCABULARY))
    sources = {q.subject for q in store.quads(predicate=SHA256, graph=FACTS)}
    named = sorted((s for s in sources if isinstance(s, NamedNode)), key=lambda s: s.value)
    first = [s for s in named if s.value in suspects] if len(named) > _MANY else []
    found = [_verify_source(store, source, known, file) for source in first]
    problems = [source for source in found if isinstance(source, list)]
    if problems:
        yield from problems
    else:
        for source in named:
            yield _verify_source(store, source, known, file)
    strays = list(stray_quads(store, file))
    if strays:
        yield strays


def known_terms(terms: Terms, vocabulary: Iterable[Quad]) -> KnownTerms:
    """What sources may be written in: ``terms``, and what the quads of a vocabulary describe."""
    quads = list(vocabulary)
    described = {q.subject.value for q in quads if q.predicate == LABEL and isinstance(q.subject, NamedNode)}
    return KnownTerms(terms.context, terms.classes | classes_in(quads), frozenset(described))


def search_quads(content: SourceContent) -> set[Quad]:
    """The folded names of a source's entities: what search needs, in a file or not."""
    return {quad for quad in quads_from_content(content) if quad.graph_name == GRAPH_SEARCH}


def _verify_source(
    store: OxigraphStore, source: NamedNode, known: KnownTerms, file: str
) -> RdfSource | list[Problem]:
    found = set(quads_of(store, source))
    id_ = source.value.removeprefix(PREFIXES["src"])
    try:
        contents = contents_from_quads(found)
    except InputError as error:
        return [Problem(f"{error.message}; a source, quote or claim is not fully described", file)]
    content = next(content for content in contents if content.source.id == id_)
    problems = [Problem(message, file, claim=about) for about, message in check_content(content, known)]
    problems = problems or list(_misfits(content, found, file))
    return problems or RdfSource(_summary(content, file), content)


def _misfits(content: SourceContent, found: set[Quad], file: str) -> Iterator[Problem]:
    """Where the quads of a source differ from those that its content gives."""
    named = {quad.subject for quad in found if quad.predicate == TYPE and quad.object == CLAIM}
    misnamed = named - {claim.iri for claim in content.claims}
    for claim in sorted(misnamed, key=str):
        why = "the IRI does not follow from what the claim states and its quote; export a sound source again"
        yield Problem(why, file, claim=_about(Quad(claim, TYPE, CLAIM)))
    if misnamed:
        return
    expected = {quad for quad in quads_from_content(content) if quad.graph_name != GRAPH_SEARCH}
    # Facts were found in claim graphs; that they are in the default graph too is checked for all at once.
    facts = {quad.triple for quad in expected if quad.graph_name != FACTS}
    expected = {quad for quad in expected if quad.graph_name != FACTS or quad.triple not in facts}
    found = {quad for quad in found if quad.graph_name != FACTS or quad.triple not in facts}
    found = {quad for quad in found if quad.predicate != DEFINED_BY or quad.object == content.source.iri}
    for quad in sorted(expected - found, key=str):
        yield Problem(f"missing: {_shown(quad)}", file, claim=_about(quad))
    for quad in sorted(found - expected, key=str):
        derived = quad.predicate in DERIVED_PROPERTIES
        why = "not what follows from 'when'" if derived else "does not belong there"
        yield Problem(f"{why}: {_shown(quad)}", file, claim=_about(quad))


def _summary(content: SourceContent, file: str) -> SourceSummary:
    defined = {entity.slug for entity in content.entities}
    used: dict[str, str] = {}
    for claim in content.claims:
        name = curie(claim.iri.value)
        terms = [term for triple in claim.states for term in (triple.subject, triple.object)]
        for node in (*terms, claim.speaker):
            if isinstance(node, NamedNode) and node.value.startswith(PREFIXES["id"]):
                used.setdefault(node.value.removeprefix(PREFIXES["id"]), name)
    return SourceSummary(
        file,
        content.source.id,
        tuple(Definition(entity.slug, describe(entity), None) for entity in content.entities),
        tuple(Use(slug, 0, name) for slug, name in sorted(used.items()) if slug not in defined),
    )


def _about(quad: Quad) -> str:
    named = quad.graph_name if isinstance(quad.graph_name, NamedNode) else quad.subject
    return curie(named.value) if isinstance(named, NamedNode) else str(named)


def _shown(quad: Quad) -> str:
    text = " ".join(
        curie(node.value) if isinstance(node, NamedNode) else str(node)
        for node in (quad.subject, quad.predicate, quad.object)
    )
    return text if len(text) <= 120 else text[:120] + "…"
