"""Sources, entities, evidence and claims: frozen records whose identity comes from their content."""

from __future__ import annotations

from hashlib import sha256

from pyoxigraph import Literal, NamedNode, Triple

from .prefixes import PREFIXES
from .record import Record
from .terms import entity_iri, quote_iri, source_iri

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar

# RFC 4648, in lower case; five bits a letter.
_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"
_SHIFTS = range(45, -1, -5)


class Noise(Record):
    """A stretch of a source that is not the article; code points, end-exclusive, with the reason."""

    start: int
    end: int
    reason: str


class Source(Record):
    """An article, stored verbatim.

    ``text`` is the whole article as decoded from its bytes (UTF-8, line ends kept); positions of quotes
    and noise are Python slices of it. ``sha256`` is of the bytes, in lower-case hexadecimal. ``as_of``
    is an EDTF date or empty.
    """

    id: str
    type: NamedNode
    text: str
    sha256: str
    language: str
    title: tuple[Literal, ...] = ()
    as_of: str = ""
    note: str = ""
    noise: tuple[Noise, ...] = ()

    @property
    def iri(self) -> NamedNode:
        """The source's IRI."""
        return source_iri(self.id)


class Entity(Record):
    """What facts are about: an IRI with types, labels (vi and en), aliases and known misspellings."""

    slug: str
    types: tuple[NamedNode, ...]
    labels: tuple[Literal, ...]
    aliases: tuple[Literal, ...] = ()
    misspellings: tuple[Literal, ...] = ()
    note: str = ""

    @property
    def iri(self) -> NamedNode:
        """The entity's IRI."""
        return entity_iri(self.slug)


class Evidence(Record):
    """A quote and where it stands: ``source.text[start:end] == quote`` (code points, end-exclusive)."""

    source: NamedNode
    start: int
    end: int
    quote: str
    language: str = "vi"

    @property
    def iri(self) -> NamedNode:
        """The quote's IRI (RFC 5147 character positions in the source)."""
        return quote_iri(self.source, self.start, self.end)


class Claim(Record):
    """One quote and the triples that it states.

    ``certainty`` is one of ``terms.CERTAINTIES``; ``speaker`` is the person who says it, None for the
    article's own voice; ``note`` is empty or says what a reader has to know.
    """

    states: frozenset[Triple]
    evidence: Evidence
    certainty: str = "stated"
    speaker: NamedNode | None = None
    note: str = ""

    __remembered__ = ("_iri",)
    if TYPE_CHECKING:
        _iri: ClassVar[NamedNode]

    @property
    def statements(self) -> list[str]:
        """What the claim states as sorted lines of N-Triples, without line ends."""
        return sorted([f"{triple} ." for triple in self.states])

    @property
    def iri(self) -> NamedNode:
        """The claim's IRI, which is also the name of the graph that holds what it states.

        The first ten characters of the lower-case base32 SHA-256 over the sorted N-Triples of what it
        states and its quote's IRI (data model, "IRIs"): the same claim has the same IRI on every load.
        """
        try:
            return self._iri
        except AttributeError:
            pass
        content = "\n".join([*self.statements, self.evidence.iri.value])
        bits = int.from_bytes(sha256(content.encode()).digest()[:7], "big") >> 6
        name = "".join([_BASE32[bits >> shift & 31] for shift in _SHIFTS])
        iri = NamedNode(PREFIXES["claim"] + name)
        object.__setattr__(self, "_iri", iri)
        return iri


class SourceContent(Record):
    """A source with everything that its claims file says: the unit that is loaded whole or not at all."""

    source: Source
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
