"""``claims.yaml`` and its article, read and checked: every problem with file, line and claim."""

from __future__ import annotations

import os
from hashlib import sha256

from pyoxigraph import Literal, NamedNode, Triple

from ..model.claim import Claim, Entity, Evidence, Noise, Source, SourceContent
from ..model.errors import InputError, Problem
from ..model.record import Record
from ..model.terms import CERTAINTIES, EDTF, Context, Term, entity_iri, expand, source_iri
from ..model.text import fold_keeping_offsets, is_nfc
from .values import check_text, is_slug, object_from_text
from .yaml_nodes import Mapping, Node, Scalar, Sequence, decode, read_bounded, read_yaml

_SOURCE_KEYS = ("id", "type", "text", "sha256", "language", "title", "as_of", "note")
_ENTITY_KEYS = ("type", "label", "aliases", "misspellings", "note")
_CLAIM_KEYS = ("quote", "states", "start", "speaker", "certainty", "note")


class Use(Record):
    """A place where a claims file uses an entity that any file of the knowledge base may define."""

    slug: str
    line: int
    claim: str


class SourceFile(Record):
    """A claims file that was read: its content, and where in the file things stand.

    ``entity_lines`` maps slugs, ``claim_lines`` claim IRIs to lines (from 1); ``uses`` are the entities
    that it refers to.
    """

    path: str
    content: SourceContent
    entity_lines: dict[str, int]
    claim_lines: dict[str, int]
    uses: tuple[Use, ...]


def read_source(folder: str, context: Context, classes: frozenset[str]) -> SourceFile | list[Problem]:
    """Read a source's folder (``claims.yaml`` and its article) and check all that can be checked alone.

    ``classes`` are the IRIs of the known types. Returns the source, or every problem found in it.
    """
    path = os.path.join(folder, "claims.yaml")
    try:
        root = read_yaml(path)
    except InputError as error:
        return [Problem(error.message)]
    return _Reading(path, context, classes).read(root)


class _Reading:
    """One claims file while it is read; collects problems instead of stopping at the first."""

    def __init__(self, path: str, context: Context, classes: frozenset[str]) -> None:
        self.path = path
        self.context = context
        self.classes = classes
        self.problems: list[Problem] = []
        self.uses: list[Use] = []
        self.entity_lines: dict[str, int] = {}
        self.claim_lines: dict[str, int] = {}

    def read(self, root: Node) -> SourceFile | list[Problem]:
        if not isinstance(root, Mapping):
            self.wrong(root, "a claims file has the keys source, noise, entities and claims")
            return self.problems
        self.check_keys(root, ("source", "noise", "entities", "claims"), "a claims file")
        source = self.source(root)
        if source is None:
            return self.problems
        entities = self.entities(root.get("entities"))
        claims = self.claims(root.get("claims"), source)
        if self.problems:
            return self.problems
        content = SourceContent(source, tuple(entities), tuple(claims))
        return SourceFile(self.path, content, self.entity_lines, self.claim_lines, tuple(self.uses))

    def wrong(self, node: Node, message: str, claim: str = "") -> None:
        self.problems.append(Problem(message, self.path, node.line, node.column, claim))

    def check_keys(self, node: Mapping, allowed: tuple[str, ...], what: str, claim: str = "") -> None:
        for key, _ in node.entries:
            if key.text not in allowed:
                self.wrong(key, f"{what} has no '{key.text}'; it may have {', '.join(allowed)}", claim)

    def text(self, node: Node | None, what: str, claim: str = "") -> str:
        """A text that may be missing: the empty string then."""
        if node is None:
            return ""
        if not isinstance(node, Scalar):
            self.wrong(node, f"{what} has to be a text", claim)
            return ""
        try:
            return check_text(node.text)
        except InputError as error:
            self.wrong(node, f"{what}: {error.message}", claim)
            return ""

    def needed(self, mapping: Mapping, key: str, what: str, claim: str = "") -> str:
        node = mapping.get(key)
        if node is None:
            self.wrong(mapping, f"{what} needs '{key}'", claim)
        return self.text(node, f"'{key}'", claim)

    def whole_number(self, node: Node | None, what: str, claim: str = "") -> int | None:
        if isinstance(node, Scalar) and node.text.isascii() and node.text.isdigit() and len(node.text) < 12:
            return int(node.text)
        if node is not None:
            self.wrong(node, f"{what} has to be a whole number, counted in code points from 0", claim)
        return None

    def source(self, root: Mapping) -> Source | None:
        node = root.get("source")
        if not isinstance(node, Mapping):
            self.wrong(node or root, "a claims file needs 'source' with id, type, text, sha256, language")
            return None
        self.check_keys(node, _SOURCE_KEYS, "source")
        id_ = self.needed(node, "id", "source")
        if id_ and not is_slug(id_):
            self.wrong(node, f"'{id_}' cannot be a source id; use a-z, 0-9 and hyphens")
        type_ = self.type_iri(node.get("type"), node)
        article = self.article(node)
        if article is None or type_ is None or not id_:
            return None
        text, checksum = article
        return Source(
            id_,
            type_,
            text,
            checksum,
            self.needed(node, "language", "source"),
            tuple(self.by_language(node.get("title"), "title", required=())),
            self.as_of(node.get("as_of")),
            self.text(node.get("note"), "note"),
            tuple(self.noise(root.get("noise"), len(text))),
        )

    def article(self, source: Mapping) -> tuple[str, str] | None:
        name = self.needed(source, "text", "source")
        stated = self.needed(source, "sha256", "source")
        if not name or not stated:
            return None
        if os.path.basename(name) != name or name in (".", ".."):
            self.wrong(source, f"'text' is a file beside claims.yaml, not '{name}'")
            return None
        path = os.path.join(os.path.dirname(self.path), name)
        try:
            data = read_bounded(path)
            text = decode(data, path)
        except InputError as error:
            self.problems.append(Problem(error.message))
            return None
        checksum = sha256(data).hexdigest()
        if checksum != stated:
            self.wrong(
                source,
                f"{name} has changed: its sha256 is {checksum}, 'sha256' says {stated}; restore the article,"
                " or check every quote against it and update 'sha256'",
            )
            return None
        if not is_nfc(text):
            self.problems.append(Problem("the article is not in Unicode NFC; store it normalised", path))
            return None
        return text, checksum

    def as_of(self, node: Node | None) -> str:
        if node is None:
            return ""
        term = Term("as_of", source_iri("as-of"), "typed", EDTF)
        value = self.value(node, term, "")
        return value.value if value is not None else ""

    def type_iri(self, node: Node | None, parent: Node) -> NamedNode | None:
        if not isinstance(node, Scalar):
            self.wrong(node or parent, "'type' has to be a class such as schema:NewsArticle")
            return None
        iri = expand(node.text)
        if iri is None or iri.value not in self.classes:
            self.wrong(node, f"unknown type '{node.text}'; vocabulary.ttl describes the types there are")
            return None
        return iri

    def noise(self, node: Node | None, length: int) -> list[Noise]:
        spans: list[Noise] = []
        for item in self.items(node, "noise"):
            if not isinstance(item, Mapping):
                self.wrong(item, "a noise span has start, end and reason")
                continue
            self.check_keys(item, ("start", "end", "reason"), "a noise span")
            start = self.whole_number(item.get("start") or item, "'start' of noise")
            end = self.whole_number(item.get("end") or item, "'end' of noise")
            reason = self.needed(item, "reason", "a noise span")
            if start is None or end is None:
                continue
            if not start < end <= length:
                self.wrong(
                    item, f"noise from {start} to {end} is not inside the article of {length} characters"
                )
            elif spans and start < spans[-1].end:
                self.wrong(item, "noise spans overlap or are out of order")
            else:
                spans.append(Noise(start, end, reason))
        return spans

    def items(self, node: Node | None, what: str) -> list[Node]:
        if node is None:
            return []
        if isinstance(node, Sequence):
            return node.items
        if not (isinstance(node, Scalar) and not node.text):
            self.wrong(node, f"'{what}' has to be a list")
        return []

    def entities(self, node: Node | None) -> list[Entity]:
        if node is None or (isinstance(node, Scalar) and not node.text):
            return []
        if not isinstance(node, Mapping):
            self.wrong(node, "'entities' has a slug per entity")
            return []
        found = [self.entity(key, value) for key, value in node.entries]
        return [entity for entity in found if entity is not None]

    def entity(self, key: Scalar, node: Node) -> Entity | None:
        slug = key.text
        self.entity_lines[slug] = key.line
        if not is_slug(slug):
            self.wrong(key, f"'{slug}' cannot be a slug; use a-z, 0-9 and hyphens")
            return None
        if not isinstance(node, Mapping):
            self.wrong(node, f"entity '{slug}' has type and label")
            return None
        self.check_keys(node, _ENTITY_KEYS, f"entity '{slug}'")
        type_node = node.get("type")
        type_nodes = type_node.items if isinstance(type_node, Sequence) else [type_node]
        types = [self.type_iri(item, node) for item in type_nodes]
        labels = self.by_language(node.get("label"), f"label of '{slug}'", ("vi", "en"), node)
        return Entity(
            slug,
            tuple(sorted((t for t in types if t is not None), key=lambda t: t.value)),
            tuple(labels),
            tuple(self.by_language(node.get("aliases"), f"aliases of '{slug}'", required=())),
            tuple(self.by_language(node.get("misspellings"), f"misspellings of '{slug}'", required=())),
            self.text(node.get("note"), "note"),
        )

    def by_language(
        self,
        node: Node | None,
        what: str,
        required: tuple[str, ...],
        parent: Node | None = None,
        claim: str = "",
    ) -> list[Literal]:
        """Texts by language, sorted by language and text; the required languages must be there."""
        if node is not None and not isinstance(node, Mapping):
            self.wrong(node, f"{what}: write a text per language, such as {{vi: …, en: …}}", claim)
            return []
        literals: list[Literal] = []
        for key, value in node.entries if node else ():
            if not (key.text.isascii() and key.text.replace("-", "").isalnum() and key.text[:1].isalpha()):
                self.wrong(key, f"{what}: '{key.text}' is no language tag (BCP 47)", claim)
                continue
            for item in value.items if isinstance(value, Sequence) else [value]:
                text = self.text(item, what, claim)
                if text:
                    literals.append(Literal(text, language=key.text.lower()))
        for language in required:
            if not any(literal.language == language for literal in literals):
                place = node or parent
                if place is not None:
                    self.wrong(place, f"{what}: the {language} text is missing", claim)
        return sorted(set(literals), key=lambda literal: (literal.language or "", literal.value))

    def claims(self, node: Node | None, source: Source) -> list[Claim]:
        claims: list[Claim] = []
        for number, item in enumerate(self.items(node, "claims"), 1):
            claim = self.claim(item, f"claim {number}", source)
            if claim is None:
                continue
            iri = claim.iri.value
            if iri in self.claim_lines:
                self.wrong(item, f"the same as the claim at line {self.claim_lines[iri]}", f"claim {number}")
            self.claim_lines[iri] = item.line
            claims.append(claim)
        return claims

    def claim(self, node: Node, name: str, source: Source) -> Claim | None:
        if not isinstance(node, Mapping):
            self.wrong(node, "a claim has quote and states", name)
            return None
        self.check_keys(node, _CLAIM_KEYS, "a claim", name)
        quote = self.needed(node, "quote", "a claim", name)
        start = self.position(node, quote, name, source) if quote else None
        states = self.states(node, name, source)
        certainty = self.text(node.get("certainty"), "'certainty'", name) or "stated"
        note = self.text(node.get("note"), "'note'", name)
        if certainty not in CERTAINTIES:
            self.wrong(node, f"certainty is one of {', '.join(CERTAINTIES)}; not '{certainty}'", name)
        elif certainty != "stated" and not note:
            self.wrong(node, f"a claim that is {certainty} needs a note that says why", name)
        speaker = self.speaker(node.get("speaker"), name)
        if start is None or not states or certainty not in CERTAINTIES:
            return None
        evidence = Evidence(source.iri, start, start + len(quote), quote, source.language)
        return Claim(frozenset(states), evidence, certainty, speaker, note)

    def speaker(self, node: Node | None, name: str) -> NamedNode | None:
        slug = self.text(node, "'speaker'", name)
        if node is None or not slug:
            return None
        if not is_slug(slug):
            self.wrong(node, f"speaker '{slug}' is no slug of an entity", name)
            return None
        self.uses.append(Use(slug, node.line, name))
        return entity_iri(slug)

    def position(self, claim: Mapping, quote: str, name: str, source: Source) -> int | None:
        """Where the quote stands: stated by ``start``, else its only occurrence outside noise."""
        given = claim.get("start")
        place = claim.get("quote") or claim
        places = list(_occurrences(source.text, quote))
        if not places:
            self.wrong(place, _not_found(source.text, quote), name)
            return None
        clear = [at for at in places if not _in_noise(at, at + len(quote), source.noise)]
        if not clear:
            self.wrong(place, f"the quote at {places[0]} lies in noise; quote the article itself", name)
            return None
        if given is None:
            if len(places) == 1:
                return places[0]
            found = ", ".join(map(str, places[:5]))
            self.wrong(
                place, f"the quote occurs {len(places)} times (at {found}); add 'start: {clear[0]}'", name
            )
            return None
        start = self.whole_number(given, "'start'", name)
        if start is not None and start not in clear:
            found = ", ".join(map(str, clear[:5]))
            self.wrong(given, f"the quote does not stand at {start}; it stands at {found}", name)
            return None
        return start

    def states(self, claim: Mapping, name: str, source: Source) -> list[Triple]:
        node = claim.get("states")
        if not isinstance(node, Mapping) or not node.entries:
            self.wrong(node or claim, "a claim needs 'states': subject, then term, then value", name)
            return []
        return [triple for key, value in node.entries for triple in self.about(key, value, name, source)]

    def about(self, key: Scalar, node: Node, name: str, source: Source) -> list[Triple]:
        if key.text == source.id:
            subject = source.iri
        elif is_slug(key.text):
            self.uses.append(Use(key.text, key.line, name))
            subject = entity_iri(key.text)
        else:
            self.wrong(key, f"'{key.text}' is no slug of an entity", name)
            return []
        if not isinstance(node, Mapping) or not node.entries:
            self.wrong(node, f"'{key.text}' needs at least one term with a value", name)
            return []
        triples: list[Triple] = []
        for term_key, value in node.entries:
            term = self.context.terms.get(term_key.text)
            if term is None:
                self.wrong(term_key, unknown_term(term_key.text, self.context), name)
                continue
            triples += [Triple(subject, term.iri, o) for o in self.objects(term, value, name)]
        return triples

    def objects(self, term: Term, node: Node, name: str) -> list[NamedNode | Literal]:
        if term.kind == "language":
            return list(self.by_language(node, f"'{term.name}'", (), claim=name))
        nodes = node.items if isinstance(node, Sequence) else [node]
        if not nodes:
            self.wrong(node, f"'{term.name}' has no value", name)
        values = [self.value(item, term, name) for item in nodes]
        return [value for value in values if value is not None]

    def value(self, node: Node, term: Term, name: str) -> NamedNode | Literal | None:
        if not isinstance(node, Scalar):
            self.wrong(node, f"'{term.name}' takes a plain value", name)
            return None
        try:
            value = object_from_text(term, node.text, self.context)
        except InputError as error:
            self.wrong(node, error.message, name)
            return None
        if term.kind == "entity":
            self.uses.append(Use(node.text, node.line, name))
        return value


def unknown_term(name: str, context: Context) -> str:
    """The message for a term that the context does not have, with the nearest names."""
    from difflib import get_close_matches

    near = get_close_matches(name, context.terms, n=3)
    hint = f"; did you mean {' or '.join(near)}?" if near else "; context.jsonld lists the terms"
    return f"unknown term '{name}'{hint}"


def _occurrences(text: str, quote: str) -> list[int]:
    places: list[int] = []
    at = text.find(quote)
    while at >= 0:
        places.append(at)
        at = text.find(quote, at + 1)
    return places


def _in_noise(start: int, end: int, noise: tuple[Noise, ...]) -> bool:
    return any(start < span.end and span.start < end for span in noise)


def _not_found(text: str, quote: str) -> str:
    """Why a quote is not in the article, showing what stands there when only marks or case differ."""
    folded, wanted = fold_keeping_offsets(text), fold_keeping_offsets(quote).text
    at = folded.text.find(wanted)
    if at >= 0:
        start, end = folded.span(at, at + len(wanted))
        return f"the quote is not in the article letter for letter; at {start} it has '{text[start:end]}'"
    return f"the quote is not in the article: '{quote[:60]}{'…' if len(quote) > 60 else ''}'"
