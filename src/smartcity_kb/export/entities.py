"""Everything about one subject brought together: its labels and values, and the facts that it states.

The first of the sorts that ``facts`` describes. Lines are ``subject \\t 0 \\t term \\t object \\t`` for what
describes the subject (no term and object: it is only mentioned) and
``subject \\t 1 \\t term \\t object \\t claim`` for facts, with an empty claim for the default graph.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from ..model.terms import (
    DERIVED_PROPERTIES,
    DESCRIPTION_PROPERTIES,
    EVIDENCE_PROPERTIES,
    LABEL,
    PREF_LABEL,
    PREFIXES,
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
            file.writelines(line.replace(b"\t", b"\t0\t", 1) for line in chunk if line.startswith(_CLAIM))
            yield [keyed for line in chunk if not line.startswith(_CLAIM) for keyed in _plain(line, words)]


def _plain(line: bytes, words: Collection[bytes]) -> Iterator[bytes]:
    subject, term, value = line[:-1].split(b"\t")
    if term in _DESCRIPTIVE:
        yield b"%s\t0\t%s\t%s\t\n" % (subject, term, value)
        return
    if term in _DESCRIPTIVE_FACTS:
        yield b"%s\t0\t%s\t%s\t\n" % (subject, term, value)
    yield b"%s\t1\t%s\t%s\t\n" % (subject, term, value)
    if is_entity(value, words):
        yield value + b"\t0\t\t\t\n"


def stated(chunks: Iterable[list[bytes]], words: Collection[bytes]) -> Iterator[list[bytes]]:
    """Rows of claim graphs (subject, term, object, claim) as lines by subject."""
    for chunk in chunks:
        lines: list[bytes] = []
        # A hub is mentioned in every other row: once in a chunk is enough.
        mentioned: set[bytes] = set()
        for line in chunk:
            subject, rest = line.split(b"\t", 1)
            lines.append(b"%s\t1\t%s" % (subject, rest))
            value = rest.split(b"\t", 2)[1]
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
    out. ``links_only`` leaves out facts whose object is no entity. Derived days are values of entities,
    but no facts: no claim states them.
    """
    split = (line[:-1].split(b"\t") for line in lines)
    with open(entities, "wb", buffering=1 << 20) as file:
        for subject, rows in groupby(split, key=_first):
            about = _Subject(lang.encode())
            for (_, tag, term, value), same in groupby(rows, key=_all_but_claim):
                if tag == b"0":
                    about.describe(term, value)
                    continue
                linked = is_entity(value, words)
                claims = about.claims_of(term, value, linked, [row[4] for row in same])
                if term not in _DERIVED and (linked or not links_only):
                    rest = b"\t".join((subject, term, value, about.name, b" | ".join(about.whens)))
                    yield from ((claim, value, rest) for claim in claims)
            if about.is_entity:
                file.write(b"\t".join((subject, *about.cells())) + b"\n")


def _first(row: list[bytes]) -> bytes:
    return row[0]


def _all_but_claim(row: list[bytes]) -> list[bytes]:
    return row[:4]


class _Subject:
    """What is known about one subject while its lines go by, descriptions before facts."""

    def __init__(self, lang: bytes) -> None:
        self.lang = lang
        self.described = self.mentioned = self.is_source = False
        self.types: list[bytes] = []
        self.labels: list[tuple[int, bool, bytes, bytes]] = []
        self.whens: list[bytes] = []
        self.values: list[bytes] = []

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

    def claims_of(self, term: bytes, value: bytes, linked: bool, claims: list[bytes]) -> list[bytes]:
        """Note a fact; the claims that state it, one empty claim when there is none.

        The first claim of the default graph's own line is empty, and counts only alone. A source's title
        that no claim states describes it, and is no fact.
        """
        if len(claims) > 1 and not claims[0]:
            claims = claims[1:]
        if self.is_source and not claims[0]:
            return []
        self.mentioned |= term not in _DERIVED
        if not linked:
            self.values += [term, value]
        return claims

    @property
    def name(self) -> bytes:
        """The label in the language asked for, else in another; a label rather than a title."""
        return min(self.labels)[3] if self.labels else b""

    @property
    def is_entity(self) -> bool:
        """Whether facts are about it or mention it, or it is described; a source only by facts."""
        return self.mentioned or (self.described and not self.is_source)

    def cells(self) -> tuple[bytes, ...]:
        """The cells of its line after the first (see ``EntityRow``)."""
        by_language = {tag: value for rank, _, tag, value in sorted(self.labels, reverse=True)}
        return (
            self.name, by_language.get(b"vi", b""), by_language.get(b"en", b""),
            b" ".join(self.types), *self.values,
        )  # fmt: skip
