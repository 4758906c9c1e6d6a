"""The claims of one source in N-Quads text, checked line by line without making records of them.

The lines of a claim, its graph and its quote follow from little: the quote's place, what is stated,
certainty, speaker and note. Lines that are not exactly those are left over; a source that cannot be read
this way is left to the precise check, which also finds the words for what is wrong.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from ..model.prefixes import PREFIXES
from ..model.record import Record
from ..model.terms import (
    CERTAINTIES,
    CERTAINTY,
    CLAIM,
    COMMENT,
    END,
    EVIDENCE,
    EXACT,
    HAS_SOURCE,
    QUOTE,
    SPEAKER,
    START,
    TYPE,
    XSD_INTEGER,
)
from .fact_lines import ENTITY_MARK

if TYPE_CHECKING:
    from .fact_lines import FactLines

_CLAIM_MARK = f"<{PREFIXES['claim']}".encode()
_NAME = len(_CLAIM_MARK)
_TAIL = _NAME + 10
_GRAPH = b" " + _CLAIM_MARK
# A line about a fact in a claim's graph ends with the graph's IRI, whose length is known.
_GRAPH_START, _GRAPH_END = -len(_GRAPH) - 13, -13
_TYPED = f"> {TYPE} {CLAIM} .".encode()
_CERTAIN = {f"> {CERTAINTY} <{PREFIXES['sckb']}{name}> .".encode(): name for name in CERTAINTIES}
_EVIDENCE = f"> {EVIDENCE} <".encode()
_SPEAKER = f"> {SPEAKER} {ENTITY_MARK.decode()}".encode()
_NOTE = f"> {COMMENT} ".encode()
_QUOTE_LINES = (f"> {TYPE} {QUOTE} .", f"> {HAS_SOURCE} ", f'> {START} "', f'> {END} "', f"> {EXACT} ")
_IS_QUOTE, _OF_SOURCE, _STARTS, _ENDS, _READS = (text.encode() for text in _QUOTE_LINES)
# Subject, predicate, and an entity or anything else: (slug, IRI, slug or None, None or text).
_FACT = re.compile(
    ENTITY_MARK + rb"([^<> ]+)> (<[^<> ]+>) (?:" + ENTITY_MARK + rb"([^<> ]+)> \.|(.+))", re.DOTALL
)
_NUMBER = f'"^^{XSD_INTEGER} .'.encode()
# The digits of base32 as those that int() reads; anything else makes it refuse.
_DIGITS = bytes.maketrans(
    b"abcdefghijklmnopqrstuvwxyz234567" + b"01_ \t\n\r\v\f+-89",
    b"0123456789abcdefghijklmnopqrstuv" + b"!" * 13,
)


class ClaimsRead(Record):
    """What the claims of a source come to.

    ``facts`` are the lines of distinct facts without derived ones, ``uses`` the slugs of entities with
    the claim that first needs each, ``quotes`` the stretches quoted. ``rest`` are the lines that belong to
    no claim.
    """

    claims: tuple[int, ...]
    facts: frozenset[bytes]
    uses: dict[bytes, bytes]
    quotes: tuple[tuple[int, int], ...]
    rest: tuple[bytes, ...]


class _Lines:
    """The lines of a source's text, sorted by what they are about; by the name of the claim."""

    def __init__(self) -> None:
        self.stated: dict[bytes, list[bytes]] = {}
        self.quotes: dict[bytes, bytes] = {}
        self.certain: dict[bytes, str] = {}
        self.speakers: dict[bytes, bytes] = {}
        self.notes: dict[bytes, bytes] = {}
        self.typed: set[bytes] = set()
        self.others: set[bytes] = set()

    def sort(self, lines: set[bytes]) -> bool:
        """Take the lines in; whether all lines of claims are what claims have, once each."""
        in_graphs = [line for line in lines if line[_GRAPH_START:_GRAPH_END] == _GRAPH]
        of_claims = [line for line in lines if line[:_NAME] == _CLAIM_MARK]
        self.others = lines.difference(in_graphs, of_claims)
        stated = self.stated
        for line in in_graphs:
            fact, name = line[:_GRAPH_START] + b" .", line[-13:-3]
            if name in stated:
                stated[name].append(fact)
            else:
                stated[name] = [fact]
        self._sort_claims(of_claims)
        understood = (self.typed, self.certain, self.quotes, self.speakers, self.notes)
        # Were one line not understood, or two say the same of one claim, the numbers would differ.
        return len(of_claims) == sum(map(len, understood)) and (
            self.typed == stated.keys() == self.quotes.keys() == self.certain.keys()
        )

    def _sort_claims(self, lines: list[bytes]) -> None:
        for line in lines:
            name, tail = line[_NAME:_TAIL], line[_TAIL:]
            if tail == _TYPED:
                self.typed.add(name)
            elif tail in _CERTAIN:
                self.certain[name] = _CERTAIN[tail]
            elif tail[-3:] == b"> .":
                if tail.startswith(_EVIDENCE):
                    self.quotes[name] = tail[len(_EVIDENCE) : -3]
                elif tail.startswith(_SPEAKER):
                    self.speakers[name] = tail[len(_SPEAKER) : -3]
            elif tail.startswith(_NOTE):
                self.notes[name] = tail[2:]


def read_claims(lines: set[bytes], source: bytes, body: Literal, rules: FactLines) -> ClaimsRead | None:
    """Check all lines about the claims of a source; None when something is not as it has to be.

    ``source`` is the source's IRI, ``body`` its text. Noise is not known here, so whether quotes lie in it
    is not checked.
    """
    found = _Lines()
    if not found.sort(lines) or not _notes_are_sound(found, rules):
        return None
    places = {quote: _place(quote, source, len(body.value)) for quote in set(found.quotes.values())}
    uses: dict[bytes, bytes] = {}
    facts: set[bytes] = set()
    derived: set[bytes] = set()
    order = sorted((places[quote] or (-1, -1), name) for name, quote in found.quotes.items())
    for place, name in order:
        stated = found.stated[name]
        if place[0] < 0 or not _facts_are_sound(stated, name, uses, derived, rules):
            return None
        mine = sorted(fact for fact in stated if fact not in derived) if derived else sorted(stated)
        if not mine or not _is_named(name, mine, found.quotes[name]):
            return None
        facts.update(mine)
        if name in found.speakers:
            uses.setdefault(found.speakers[name], name)
    quote_lines = _quote_lines(places, source, body)
    if not (facts | derived | quote_lines) <= found.others:
        return None
    rest = found.others - facts - derived - quote_lines
    names = tuple(map(claim_number, found.typed))
    return ClaimsRead(names, frozenset(facts), uses, tuple(p for p in places.values() if p), tuple(rest))


def _facts_are_sound(
    stated: list[bytes], claim: bytes, uses: dict[bytes, bytes], derived: set[bytes], rules: FactLines
) -> bool:
    """Whether a claim may state these lines; the derived ones among them go into ``derived``."""
    expected: set[bytes] = set()
    found: set[bytes] = set()
    for fact in stated:
        parts = _FACT.fullmatch(fact)
        if parts is None:
            return False
        subject, predicate, entity, value = parts.groups()
        if subject not in uses:
            uses[subject] = claim
        if entity is not None and rules.takes_entity(predicate):
            if entity not in uses:
                uses[entity] = claim
        elif predicate in rules.derived:
            found.add(fact)
        elif value is None or not rules.is_sound(predicate, value):
            return False
        elif predicate == rules.when:
            about = ENTITY_MARK + subject + b"> "
            expected.update(about + days for days in rules.days_of(value))
    derived |= found
    return found == expected


def _is_named(name: bytes, facts: list[bytes], quote: bytes) -> bool:
    """Whether a claim's name follows from what it states and its quote (see Claim.iri)."""
    digest = sha256(b"\n".join([*facts, quote])).digest()
    return claim_number(name) == int.from_bytes(digest[:7], "big") >> 6


def claim_number(name: bytes) -> int:
    """The fifty bits that a claim's name stands for; -1 when it is none."""
    try:
        return int(name.translate(_DIGITS), 32)
    except ValueError:
        return -1


def _notes_are_sound(found: _Lines, rules: FactLines) -> bool:
    for name, certainty in found.certain.items():
        if certainty != "stated" and name not in found.notes:
            return False
    return all(rules.is_note(note) for note in found.notes.values())


def _place(quote: bytes, source: bytes, length: int) -> tuple[int, int] | None:
    """The stretch of the source that a quote's IRI names; None when it names none."""
    of, mark, place = quote.partition(b"#char=")
    start, comma, end = place.partition(b",")
    if of != source or not mark or not comma or not (start + end).isdigit():
        return None
    first, last = int(start), int(end)
    if not first < last <= length or b"%d,%d" % (first, last) != place:
        return None
    return first, last


def _quote_lines(places: dict[bytes, tuple[int, int] | None], source: bytes, body: Literal) -> set[bytes]:
    lines: set[bytes] = set()
    text, language = body.value, body.language or ""
    of_source = _OF_SOURCE + b"<" + source + b"> ."
    for quote, place in places.items():
        if place is None:
            continue
        about = b"<" + quote
        exact = str(Literal(text[place[0] : place[1]], language=language)).encode()
        lines.add(about + _IS_QUOTE)
        lines.add(about + of_source)
        lines.add(about + _STARTS + b"%d" % place[0] + _NUMBER)
        lines.add(about + _ENDS + b"%d" % place[1] + _NUMBER)
        lines.add(about + _READS + exact + b" .")
    return lines
