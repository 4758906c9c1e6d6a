"""The claims of a claims file: each quote found in the article, and what it states as triples."""

from __future__ import annotations

from pyoxigraph import Triple

from ..model.claim import Claim, Evidence
from ..model.errors import InputError
from ..model.terms import CERTAINTIES, DERIVED_PROPERTIES, entity_iri
from .quote_places import QuotePlaces
from .reading import Use
from .values import is_slug, object_from_text
from .yaml_nodes import Mapping, Scalar, Sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode

    from ..model.claim import Source
    from ..model.terms import Context, Term
    from .reading import Reading
    from .yaml_nodes import Node

_CLAIM_KEYS = ("quote", "states", "start", "speaker", "certainty", "note")


def read_claims(
    reading: Reading, node: Node | None, source: Source | None
) -> tuple[list[Claim], dict[str, int]]:
    """The claims of a file in its order, and the line of each claim's IRI.

    Without a source (its head is not sound) quotes cannot be looked up; the rest is checked all the same.
    """
    places = QuotePlaces(source.text, source.noise) if source else None
    claims: list[Claim] = []
    lines: dict[str, int] = {}
    for number, item in enumerate(reading.items(node, "claims"), 1):
        name = f"claim {number}"
        claim = _claim(reading, item, name, source, places)
        if claim is None:
            continue
        iri = claim.iri.value
        if iri in lines:
            reading.wrong(item, f"the same as the claim at line {lines[iri]}; keep one", name)
        lines[iri] = item.line
        claims.append(claim)
    return claims, lines


def _claim(
    reading: Reading, node: Node, name: str, source: Source | None, places: QuotePlaces | None
) -> Claim | None:
    if not isinstance(node, Mapping):
        reading.wrong(node, "a claim has quote and states", name)
        return None
    reading.check_keys(node, _CLAIM_KEYS, "a claim", name)
    quote = reading.needed(node, "quote", "a claim", name)
    start = _position(reading, node, quote, name, places) if quote and places else None
    states = _states(reading, node, name, source)
    certainty = reading.text(node.get("certainty"), "'certainty'", name) or "stated"
    note = reading.text(node.get("note"), "'note'", name)
    if certainty not in CERTAINTIES:
        reading.wrong(node, f"certainty is one of {', '.join(CERTAINTIES)}; not '{certainty}'", name)
    elif certainty != "stated" and not note:
        reading.wrong(node, f"a claim that is {certainty} needs a note that says why", name)
    speaker = _speaker(reading, node.get("speaker"), name)
    if source is None or start is None or not states or certainty not in CERTAINTIES:
        return None
    evidence = Evidence(source.iri, start, start + len(quote), quote, source.language)
    return Claim(frozenset(states), evidence, certainty, speaker, note)


def _position(reading: Reading, claim: Mapping, quote: str, name: str, places: QuotePlaces) -> int | None:
    given = claim.get("start")
    start = None
    if given is not None:
        start = reading.whole_number(given, "'start'", name)
        if start is None:
            return None
    try:
        return places.locate(quote, start)
    except InputError as error:
        reading.wrong(claim.get("quote") or claim, error.message, name)
        return None


def _speaker(reading: Reading, node: Node | None, name: str) -> NamedNode | None:
    slug = reading.text(node, "'speaker'", name)
    if node is None or not slug:
        return None
    if not is_slug(slug):
        reading.wrong(node, f"speaker '{slug}' is no slug of an entity", name)
        return None
    reading.uses.append(Use(slug, node.line, name))
    return entity_iri(slug)


def _states(reading: Reading, claim: Mapping, name: str, source: Source | None) -> list[Triple]:
    node = claim.get("states")
    if not isinstance(node, Mapping) or not node.entries:
        reading.wrong(node or claim, "a claim needs 'states': subject, then term, then value", name)
        return []
    return [triple for key, value in node.entries for triple in _about(reading, key, value, name, source)]


def _about(reading: Reading, key: Scalar, node: Node, name: str, source: Source | None) -> list[Triple]:
    if source and key.text == source.id:
        subject = source.iri
    elif is_slug(key.text):
        reading.uses.append(Use(key.text, key.line, name))
        subject = entity_iri(key.text)
    else:
        reading.wrong(key, f"'{key.text}' is no slug of an entity", name)
        return []
    if not isinstance(node, Mapping) or not node.entries:
        reading.wrong(node, f"'{key.text}' needs at least one term with a value", name)
        return []
    triples: list[Triple] = []
    for term_key, value in node.entries:
        term = reading.context.terms.get(term_key.text)
        if term is None:
            reading.wrong(term_key, unknown_term(term_key.text, reading.context), name)
        elif term.iri in DERIVED_PROPERTIES:
            reading.wrong(term_key, f"'{term.name}' is derived from 'when' at load; write 'when'", name)
        else:
            triples += [Triple(subject, term.iri, o) for o in _objects(reading, term, value, name)]
    return triples


def _objects(reading: Reading, term: Term, node: Node, name: str) -> list[NamedNode | Literal]:
    if term.kind == "language":
        return list(reading.by_language(node, f"'{term.name}'", name))
    nodes = node.items if isinstance(node, Sequence) else [node]
    if not nodes:
        reading.wrong(node, f"'{term.name}' has no value", name)
    values = [_value(reading, item, term, name) for item in nodes]
    return [value for value in values if value is not None]


def _value(reading: Reading, node: Node, term: Term, name: str) -> NamedNode | Literal | None:
    if not isinstance(node, Scalar):
        reading.wrong(node, f"'{term.name}' takes a plain value", name)
        return None
    try:
        value = object_from_text(term, node.text, reading.context)
    except InputError as error:
        reading.wrong(node, error.message, name)
        return None
    if term.kind == "entity":
        reading.uses.append(Use(node.text, node.line, name))
    return value


def unknown_term(name: str, context: Context) -> str:
    """The message for a term that the context does not have, with the nearest names."""
    from difflib import get_close_matches

    near = get_close_matches(name[:100], context.terms, n=3)
    hint = f"; did you mean {' or '.join(near)}?" if near else "; context.jsonld lists the terms"
    return f"unknown term '{name[:100]}'{hint}"
