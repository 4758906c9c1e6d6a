"""N-Quads text that comes source by source, cut into sections of a source each, and each checked by itself.

``load`` writes and exchanges such text, and a section says everything about its source: what belongs to a
claim is checked as text, the rest with the same records and rules as anywhere else. A section with nothing
wrong is proven; about others nothing is said here but that they are not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from ..model.dates import EdtfError
from ..model.errors import InputError
from ..model.prefixes import PREFIXES, curie
from ..model.record import Record
from ..model.terms import (
    ARTICLE_BODY,
    DESCRIPTION_PROPERTIES,
    GRAPH_LINKS,
    GRAPH_SEARCH,
    GRAPH_VOCABULARY,
    SHA256,
    TYPE,
)
from ..store.definitions import Definition, SourceSummary, describe
from ..store.quads import contents_from_quads, quads_from_content
from ..store.reading import Use
from ..store.search_entry import SearchEntry, entry_of
from .content_checks import check_content
from .entity_lines import read_entities
from .rdf_claims import claim_number, read_claims

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

    from ..model.claim import SourceContent
    from .content_checks import KnownTerms
    from .fact_lines import FactLines

_SUM = f"> {SHA256} ".encode()
_TYPED = f"> {TYPE} ".encode()
_BODY = f"> {ARTICLE_BODY} ".encode()
_TERM_GRAPHS = (GRAPH_VOCABULARY, GRAPH_LINKS)
_ID, _SRC = PREFIXES["id"], PREFIXES["src"]


class Section(Record):
    """A source that is proven: what has to be known of it beside its text.

    ``nquads`` is the text, with the folded names that it lacks. ``entries`` are its entities for
    search, ``claims`` the numbers that claims' names stand for, ``facts`` the lines of its distinct
    facts, without derived ones.
    """

    summary: SourceSummary
    nquads: bytes
    entries: tuple[SearchEntry, ...]
    claims: tuple[int, ...]
    facts: frozenset[bytes]


class Cutter:
    """Cuts text, given in pieces, into sections; what comes before the first one is the head."""

    def __init__(self) -> None:
        self._kept = b""
        self._searched = 0
        self.head: bytes | None = None

    @property
    def kept(self) -> int:
        """How many bytes wait for the end of their section."""
        return len(self._kept)

    def feed(self, text: bytes) -> Iterator[bytes]:
        """The sections that are whole with this text; it has to end with a line."""
        text = self._kept + text
        start = 0
        for next_start in self._starts(text):
            if self.head is None:
                self.head = text[:next_start]
            elif next_start > start:
                yield text[start:next_start]
            start = next_start
        self._kept = text[start:]
        # The head may be searched again; a section has its mark once, near its start.
        self._searched = 0 if self.head is None else self._kept.find(_SUM) + 1

    def end(self) -> bytes:
        """The last section; everything is the head when there is none."""
        kept, self._kept = self._kept, b""
        if self.head is None:
            self.head, kept = kept, b""
        return kept

    def _starts(self, text: bytes) -> Iterator[int]:
        at = text.find(_SUM, self._searched)
        past = 0
        while at >= 0:
            line = text.rfind(b"\n", past, at) + 1
            first = text.rfind(text[line:at] + _TYPED, past, at)
            yield first if first >= 0 and text[first - 1 : first] in (b"", b"\n") else line
            past = at
            at = text.find(_SUM, at + 1)


def source_of(section: bytes) -> str:
    """The IRI of the source that a section is about; empty when it does not say."""
    at = section.find(_SUM)
    line = section.rfind(b"\n", 0, at) + 1
    return section[line + 1 : at].decode(errors="replace") if at >= 0 else ""


def term_quads(text: bytes) -> set[Quad] | None:
    """The quads of a vocabulary and links in N-Quads text; None when there is anything else in it.

    Raises SyntaxError when it is no N-Quads.
    """
    quads = set(parse(text, RdfFormat.N_QUADS))
    sound = all(quad.graph_name in _TERM_GRAPHS and _is_ground(quad) for quad in quads)
    return quads if sound else None


def check_section(section: bytes, known: KnownTerms, rules: FactLines, file: str) -> Section | None:
    """What a section says when it is proven by itself, else None.

    ``file`` is where its source comes from.
    """
    try:
        return _by_text(section, known, rules, file) or _by_records(section, known, file)
    except (InputError, EdtfError, SyntaxError, ValueError):
        return None


def _by_text(section: bytes, known: KnownTerms, rules: FactLines, file: str) -> Section | None:
    lines = set(section.split(b"\n"))
    lines.discard(b"")
    body = _body(section)
    if body is None:
        return None
    source, text = body
    read = read_claims(lines, source, text, rules)
    if read is None:
        return None
    entities = read_entities(read.rest, source, known.classes)
    described = _described(b"\n".join(entities.rest), known) if entities else None
    if entities is None or described is None or described.content.entities:
        return None
    about = described.content.source
    if about.text != text.value or about.iri.value.encode() != source:
        return None
    if any(start < span.end and span.start < end for span in about.noise for start, end in read.quotes):
        return None
    uses = {slug.decode(): f"claim:{name.decode()}" for slug, name in read.uses.items()}
    content = described.content.replace(entities=entities.entities)
    described = _Described(content, entities.entries, entities.lacking)
    return _section(section, described, uses, read.claims, read.facts, file)


def _by_records(section: bytes, known: KnownTerms, file: str) -> Section | None:
    described = _described(section, known)
    if described is None:
        return None
    claims = described.content.claims
    stated = [triple for claim in claims for triple in claim.states]
    # What claims state of an entity's description may meet another section's.
    if any(triple.predicate in DESCRIPTION_PROPERTIES for triple in stated):
        return None
    uses: dict[str, str] = {}
    for claim in claims:
        terms = [term for triple in claim.states for term in (triple.subject, triple.object)]
        for node in (*terms, claim.speaker):
            if isinstance(node, NamedNode) and node.value.startswith(_ID):
                uses.setdefault(node.value.removeprefix(_ID), curie(claim.iri.value))
    numbers = tuple(claim_number(claim.iri.value[-10:].encode()) for claim in claims)
    facts = frozenset(f"{triple} .".encode() for triple in stated)
    return _section(section, described, uses, numbers, facts, file)


class _Described(Record):
    """A source that N-Quads text is about, with its entities for search; ``lacking`` are lines it lacks."""

    content: SourceContent
    entries: tuple[SearchEntry, ...]
    lacking: bytes


def _described(text: bytes, known: KnownTerms) -> _Described | None:
    """The source that N-Quads text is about; None when it is about anything else too, or not sound.

    Raises InputError or SyntaxError when no source is described at all.
    """
    quads = {quad for quad in parse(text, RdfFormat.N_QUADS) if not _is_link(quad)}
    contents = contents_from_quads(quad for quad in quads if quad.graph_name != GRAPH_SEARCH)
    if len(contents) != 1 or any(check_content(contents[0], known)):
        return None
    expected = set(quads_from_content(contents[0]))
    folded = [quad for quad in expected if quad.graph_name == GRAPH_SEARCH]
    lacking = expected - quads
    if not quads <= expected or not lacking.issubset(folded):
        return None
    entries = tuple(map(entry_of, contents[0].entities))
    return _Described(contents[0], entries, "".join(f"{quad} .\n" for quad in lacking).encode())


def _section(
    section: bytes,
    described: _Described,
    uses: dict[str, str],
    claims: tuple[int, ...],
    facts: frozenset[bytes],
    file: str,
) -> Section:
    content = described.content
    defined = {entity.slug for entity in content.entities}
    summary = SourceSummary(
        file,
        content.source.id,
        tuple(Definition(entity.slug, describe(entity), None) for entity in content.entities),
        tuple(Use(slug, 0, claim) for slug, claim in sorted(uses.items()) if slug not in defined),
    )
    return Section(summary, section + described.lacking, described.entries, claims, facts)


def _body(section: bytes) -> tuple[bytes, Literal] | None:
    """The IRI of the source and its text."""
    at = section.find(_BODY)
    start, end = section.rfind(b"\n", 0, at) + 1, section.find(b"\n", at)
    if at < 0 or end < 0:
        return None
    quads: Iterable[Quad] = parse(section[start:end], RdfFormat.N_TRIPLES)
    for quad in quads:
        if isinstance(quad.object, Literal) and isinstance(quad.subject, NamedNode):
            return quad.subject.value.encode(), quad.object
    return None


def _is_link(quad: Quad) -> bool:
    return quad.graph_name == GRAPH_LINKS and _is_ground(quad)


def _is_ground(quad: Quad) -> bool:
    return isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal)
