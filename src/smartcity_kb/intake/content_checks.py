"""A source's content that did not come from a claims file, checked as strictly as one that did."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ..model.errors import InputError
from ..model.prefixes import PREFIXES, curie
from ..model.record import Record
from ..model.terms import CERTAINTIES, Term
from ..model.text import is_nfc
from ..store.labels import LABEL_LANGUAGES
from ..store.quote_places import QuotePlaces
from ..store.values import check_text, is_slug, object_from_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Triple

    from ..model.claim import Claim, Entity, Source, SourceContent
    from ..model.terms import Context


class KnownTerms(Record):
    """What a source may be written in: terms with the kinds of their values, and the IRIs of types.

    ``described`` are IRIs that a vocabulary labels: predicates that take values of any kind.
    """

    context: Context
    classes: frozenset[str]
    described: frozenset[str]


def check_content(content: SourceContent, known: KnownTerms) -> Iterator[tuple[str, str]]:
    """Every problem of a source by itself: (what it is about, message)."""
    source = content.source
    yield from _check_source(source, known.classes)
    for entity in content.entities:
        yield from _check_entity(entity, known.classes)
    places = QuotePlaces(source.text, source.noise)
    for claim in content.claims:
        name = curie(claim.iri.value)
        for message in _check_claim(claim, source, places):
            yield name, message
        for triple in claim.states:
            for message in check_triple(triple, source, known):
                yield name, message


def _check_source(source: Source, classes: frozenset[str]) -> Iterator[tuple[str, str]]:
    name = curie(source.iri.value)
    if not is_slug(source.id):
        yield name, f"'{source.id}' cannot be a source id; use a-z, 0-9 and hyphens"
    if source.type.value not in classes:
        yield name, f"unknown type '{curie(source.type.value)}'; vocabulary.ttl describes the types there are"
    checksum = sha256(source.text.encode()).hexdigest()
    if checksum != source.sha256:
        yield name, f"the text has changed: its sha256 is {checksum}, the file says {source.sha256}"
    if not is_nfc(source.text):
        yield name, "the article is not in Unicode NFC; store it normalised"
    end = 0
    for span in source.noise:
        if not end <= span.start < span.end <= len(source.text):
            yield name, f"noise from {span.start} to {span.end} overlaps other noise or is not in the article"
        end = span.end


def _check_entity(entity: Entity, classes: frozenset[str]) -> Iterator[tuple[str, str]]:
    name = curie(entity.iri.value)
    if not is_slug(entity.slug):
        yield name, f"'{entity.slug}' cannot be a slug; use a-z, 0-9 and hyphens"
    if not entity.types:
        yield name, "the entity has no type"
    for type_ in entity.types:
        if type_.value not in classes:
            yield name, f"unknown type '{curie(type_.value)}'; vocabulary.ttl describes the types there are"
    languages = [label.language for label in entity.labels]
    for language in LABEL_LANGUAGES:
        if languages.count(language) != 1:
            yield name, f"{languages.count(language)} labels in {language}; it needs one"
    for text in (*entity.labels, *entity.aliases, *entity.misspellings):
        yield from ((name, message) for message in _check_literal(text))


def _check_claim(claim: Claim, source: Source, places: QuotePlaces) -> Iterator[str]:
    evidence = claim.evidence
    if not 0 <= evidence.start < evidence.end <= len(source.text):
        yield f"the quote from {evidence.start} to {evidence.end} is not inside the article"
    elif source.text[evidence.start : evidence.end] != evidence.quote:
        there = " ".join(source.text[evidence.start : evidence.end][:60].split())
        yield f"the quote is not what stands at {evidence.start}; the article has '{there}'"
    elif places.in_noise(evidence.start, evidence.end):
        yield f"the quote at {evidence.start} lies in noise; quote the article itself"
    if not claim.states:
        yield "the claim states nothing; its graph is empty"
    if claim.certainty not in CERTAINTIES:
        yield f"certainty is one of {', '.join(CERTAINTIES)}; not '{claim.certainty}'"
    elif claim.certainty != "stated" and not claim.note:
        yield f"a claim that is {claim.certainty} needs a note (rdfs:comment) that says why"
    if claim.note and not is_nfc(claim.note):
        yield f"'{claim.note[:40]}' is not NFC; normalise the file (Unicode NFC)"
    if claim.speaker is not None and not claim.speaker.value.startswith(PREFIXES["id"]):
        yield f"the speaker <{claim.speaker.value}> is no entity"


def check_triple(triple: Triple, source: Source, known: KnownTerms) -> Iterator[str]:
    """Every problem of one fact that a claim of the source states."""
    subject, predicate, value = triple
    if not isinstance(subject, NamedNode) or not (
        subject == source.iri or subject.value.startswith(PREFIXES["id"])
    ):
        yield f"the fact's subject {subject} is no entity; entities start with {PREFIXES['id']}"
    term = known.context.by_iri.get(predicate.value)
    if term is not None:
        yield from _check_value(term, value, known.context)
    elif predicate.value not in known.described:
        yield f"unknown term {curie(predicate.value)}; context.jsonld lists the terms"


def _check_value(term: Term, value: object, context: Context) -> Iterator[str]:
    if term.kind == "entity":
        if not isinstance(value, NamedNode) or not value.value.startswith(PREFIXES["id"]):
            yield f"'{term.name}' takes an entity, not {value}"
    elif term.kind == "name":
        if value not in context.names.values():
            yield f"'{term.name}' takes one of {', '.join(sorted(context.names))}; not {value}"
    elif not isinstance(value, Literal):
        yield f"'{term.name}' takes a literal, not {value}"
    elif term.kind == "language":
        if not value.language:
            yield f"'{term.name}' takes a text with its language, not {value}"
        yield from _check_literal(value)
    else:
        try:
            expected = object_from_text(term, value.value, context)
        except InputError as error:
            yield error.message
            return
        if expected != value:
            yield f"'{term.name}' takes {expected}, not {value}"


def _check_literal(literal: Literal) -> Iterator[str]:
    try:
        check_text(literal.value)
    except InputError as error:
        yield error.message
