"""Everything about one subject brought together: its labels and values, and the facts that it states.

The first of the sorts that ``facts`` describes. Lines are ``subject \\t 0 \\t term \\t object \\t`` for what
describes the subject (no term and object: it is only mentioned) and
``subject \\t 1 \\t term \\t object \\t claim`` for facts, with an empty claim for the default graph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..model.prefixes import PREFIXES
from ..model.terms import (
    DERIVED_PROPERTIES,
    DESCRIPTION_PROPERTIES,
    EVIDENCE_PROPERTIES,
    LABEL,
    PREF_LABEL,
    SHA256,
    TITLE,
    TYPE,
    WHEN,
)
from .cells import language, text
from .scratch import lines_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator


def _cells(terms: Iterable[object]) -> frozenset[bytes]:
    return frozenset(str(term).encode() for term in terms)


_TYPE, _PREF_LABEL, _LABEL, _TITLE, _WHEN, _SHA256 = (
    str(term).encode() for term in (TYPE, PREF_LABEL, LABEL, TITLE, WHEN, SHA256)
)
_DESCRIPTIVE = _cells((*DESCRIPTION_PROPERTIES, *EVIDENCE_PROPERTIES, LABEL))
_DERIVED = _cells(DERIVED_PROPERTIES)
# Facts that also say what a subject is called, and when it was.
_DESCRIPTIVE_FACTS = frozenset((_TITLE, _WHEN))
_CLAIM = b"<" + PREFIXES["claim"].encode()
_SOURCE = b"<" + PREFIXES["src"].encode()
_NAMES = {_PREF_LABEL: 0, _LABEL: 1, _TITLE: 2}


class EntityRow(NamedTuple):
    """An entity; all values are cells (see ``cells``), empty where there is none.

    ``name`` is its label in the language asked for, else in another. ``values`` are (term, object) of the
    facts whose object is no entity.
    """

    iri: bytes
    name: bytes
    label_vi: bytes
    label_en: bytes
    types: tuple[bytes, ...]
    values: tuple[tuple[bytes, bytes], ...]


def read_entities(place: str) -> Iterator[EntityRow]:
    """The entities of a file that ``entity_facts`` wrote, ordered by IRI."""
    for line in lines_of(place):
        iri, name, vi, en, types, *rest = line[:-1].split(b"\t")
        yield EntityRow(
            iri, name, vi, en, tuple(types.split()), tuple(zip(rest[::2], rest[1::2], strict=True))
        )


def is_entity(cell: bytes, words: Collection[bytes]) -> bool:
    """Whether an object is an entity: neither a literal, nor a word that the vocabulary describes."""
    return (cell[:1] in (b"<", b"_")) and cell[:3] != b"<<(" and cell not in words


def split_claims(
    chunks: Iterable[list[bytes]], words: Collection[bytes], claims: str
) -> Iterator[list[bytes]]:
    """Rows of the default graph as lines by subject; what is about claims goes to the file ``claims``."""
    with open(claims, "wb", buffering=1 << 20) as file:
        for chunk in chunks:
            keyed: list[bytes] = []
            for line in chunk:
                if line.startswith(_CLAIM):
                    file.write(line.replace(b"\t", b"\t0\t", 1))
                else:
                    keyed += _plain(line, words)
            yield keyed


def _plain(line: bytes, words: Collection[bytes]) -> tuple[bytes, ...]:
    subject, term, value = line[:-1].split(b"\t")
    description = b"%s\t0\t%s\t%s\t\n" % (subject, term, value)
    if term in _DESCRIPTIVE:
        return (description,)
    fact = b"%s\t1\t%s\t%s\t\n" % (subject, term, value)
    if is_entity(value, words):
        return fact, value + b"\t0\t\t\t\n"
    return (fact, description) if term in _DESCRIPTIVE_FACTS else (fact,)


def stated(chunks: Iterable[list[bytes]], words: Collection[bytes]) -> Iterator[list[bytes]]:
    """Rows of graphs (subject, term, object, graph) as lines by subject; only claims' graphs are taken."""
    for chunk in chunks:
        lines: list[bytes] = []
        # A hub is mentioned in every other row: once in a chunk is enough.
        mentioned: set[bytes] = set()
        for line in chunk:
            subject, term, value, claim = line.split(b"\t")
            if not claim.startswith(_CLAIM):
                continue
            lines.append(b"%s\t1\t%s\t%s\t%s" % (subject, term, value, claim))
            if is_entity(value, words):
                mentioned.add(value)
            if subject.startswith(_SOURCE):
                mentioned.add(subject)
        yield lines + [cell + b"\t0\t\t\t\n" for cell in mentioned]


def entity_facts(
    lines: Iterator[bytes], entities: str, words: Collection[bytes], lang: str, links_only: bool
) -> Iterator[tuple[bytes, bytes, bytes]]:
    """The facts of sorted lines as (claim, object, ``subject term object name when``), once for each claim.

    On the way the entities are written to the file ``entities``, which is complete when the last fact is
    out. ``links_only`` leaves out facts whose object is no entity, and the name. Derived days are values
    of entities, but no facts: no claim states them.
    """
    about = _Subject(b"", lang)
    with open(entities, "wb", buffering=1 << 20) as file:
        for head, claims in _with_their_claims(lines):
            subject, tag, term, value = head.split(b"\t")
            if subject != about.subject:
                file.write(about.line())
                about = _Subject(subject, lang)
            if tag == b"0":
                about.describe(term, value)
                continue
            linked = is_entity(value, words)
            counted = about.take(term, value, linked, claims)
            if linked or not links_only:
                fact = b"%s\t%s\t%s\t%s" % (subject, term, value, about.tail(links_only))
                for claim in counted:
                    yield claim, value, fact
        file.write(about.line())


def _with_their_claims(lines: Iterator[bytes]) -> Iterator[tuple[bytes, list[bytes]]]:
    """Sorted lines without their last cell, each once, with all its last cells."""
    head = b""
    claims: list[bytes] = []
    for line in lines:
        this, _, claim = line[:-1].rpartition(b"\t")
        if this == head:
            claims.append(claim)
            continue
        if claims:
            yield head, claims
        head, claims = this, [claim]
    if claims:
        yield head, claims


class _Subject:
    """What is known about one subject while its lines go by, descriptions before facts."""

    def __init__(self, subject: bytes, lang: str) -> None:
        self.subject = subject
        self.lang = lang.encode()
        self.described = self.mentioned = self.is_source = False
        self.types: list[bytes] = []
        self.labels: list[tuple[int, bool, bytes, bytes]] = []
        self.whens: list[bytes] = []
        self.values: list[bytes] = []
        self._tail: bytes | None = None

    def describe(self, term: bytes, value: bytes) -> None:
        """Note a description, or (without a term) that some fact mentions the subject."""
        self.mentioned |= not term
        self.described |= term in (_TYPE, _PREF_LABEL, _LABEL)
        self.is_source |= term == _SHA256
        if term == _TYPE:
            self.types.append(value)
        elif term in _NAMES:
            tag = language(value)
            self.labels.append((_NAMES[term], tag != self.lang, tag, value))
        elif term == _WHEN:
            self.whens.append(text(value))

    def take(self, term: bytes, value: bytes, linked: bool, claims: list[bytes]) -> list[bytes]:
        """Note a fact; the claims that state it, one empty claim when there is none.

        The first claim of the default graph's own line is empty, and counts only alone. A source's title
        that no claim states describes it, and is no fact; nor is a derived day.
        """
        if len(claims) > 1 and not claims[0]:
            claims = claims[1:]
        if self.is_source and not claims[0]:
            return []
        if not linked:
            self.values += [term, value]
        if term in _DERIVED:
            return []
        self.mentioned = True
        return claims

    def tail(self, nameless: bool) -> bytes:
        """The cells ``name when`` that all facts of the subject end with; known once the facts begin."""
        if self._tail is None:
            self._tail = b"%s\t%s" % (b"" if nameless else self._name(), b" | ".join(self.whens))
        return self._tail

    def _name(self) -> bytes:
        """The label in the language asked for, else in another; a label rather than a title."""
        return min(self.labels)[3] if self.labels else b""

    def line(self) -> bytes:
        """Its line in the file of entities (see ``EntityRow``).

        Nothing when no fact is about it or mentions it, and it is not described; a source's own description
        does not count.
        """
        if not (self.mentioned or (self.described and not self.is_source)):
            return b""
        by_language = {tag: value for _, _, tag, value in sorted(self.labels, reverse=True)}
        cells = (
            self.subject, self._name(), by_language.get(b"vi", b""), by_language.get(b"en", b""),
            b" ".join(self.types), *self.values,
        )  # fmt: skip
        return b"\t".join(cells) + b"\n"
