"""Claims and entities put into a claims file, or taken out: every other byte stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.errors import InputError
from ..model.record import Record
from .claims_entry import as_yaml, claim_entry
from .claims_layout import Data, Entry, Layout, Section, lay_out

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..model.terms import Context
    from .proposal import Proposal

Facts = frozenset[tuple[str, str, str, str]]


class Changes(Record):
    """What is to change in a claims file.

    ``entities`` maps slugs to the entry that is to stand there, None where it is to go; ``order`` is the
    order of new entities among themselves.
    """

    entities: Mapping[str, dict[str, object] | None]
    gone: tuple[Proposal, ...] = ()
    new: tuple[Proposal, ...] = ()
    order: tuple[str, ...] = ()


class ClaimsFile:
    """The text of a claims file with the article it is about."""

    def __init__(self, text: str, path: str, article: str, context: Context) -> None:
        """Raises InputError when the text is no claims file that entries can be put into."""
        self.path, self.article, self.context = path, article, context
        self.layout: Layout = lay_out(text, path)
        self._facts = [(_quote(e.data), self._place(e), facts_of(e.data)) for e in self.layout.claims.entries]

    def holds(self, claim: Proposal) -> bool:
        """Whether a claim with this quote at this place states just this, whatever its note."""
        return (claim.quote, claim.start, facts_of(self._entry(claim))) in self._facts

    def defines(self, slug: str) -> Data | None:
        """What the file says about an entity; None when it does not define it."""
        return next((entry.data for entry in self.layout.entities.entries if entry.name == slug), None)

    def slugs(self) -> frozenset[str]:
        """The entities that the file defines."""
        return frozenset(entry.name for entry in self.layout.entities.entries)

    def used(self) -> frozenset[str]:
        """Every slug and plain value that the file's claims speak of."""
        words = {speaker for e in self.layout.claims.entries if (speaker := _get(e.data, "speaker"))}
        for _, _, facts in self._facts:
            words |= {part for subject, _, value, _ in facts for part in (subject, value)}
        return frozenset(words)

    def changed(self, changes: Changes) -> str:
        """The text with the changes made.

        A new claim goes behind the last that stands before it in the article; one that the file holds
        already is passed over. A claim is taken out only where its entry is as it was put in. Raises
        InputError when the result would not say what it should.
        """
        wanted = self._wanted(changes)
        for plain in (True, False):
            text = self._spliced(changes, plain)
            try:
                after = lay_out(text, self.path)
            except InputError:
                continue
            if _same(after.data, wanted):
                return text
        raise InputError(f"{self.path}: the change cannot be written into this file; add the claim by hand")

    def _spliced(self, changes: Changes, plain: bool) -> str:
        pieces = [*self._claim_pieces(changes, plain), *self._entity_pieces(changes, plain)]
        text = self.layout.text
        line_end = "\r\n" if "\r\n" in text else "\n"
        for begin, end, added in sorted(pieces, key=lambda piece: piece[:2], reverse=True):
            head = line_end if added and begin > 0 and text[begin - 1] != "\n" else ""
            text = text[:begin] + head + added.replace("\n", line_end) + text[end:]
        return text

    def _claim_pieces(self, changes: Changes, plain: bool) -> list[tuple[int, int, str]]:
        section = self.layout.claims
        pieces = [(entry.begin, entry.end, "") for entry in self._gone(changes)]
        groups: dict[int, str] = {}
        for claim in self._new(changes):
            text = as_yaml([self._entry(claim)], plain)
            at = self._index_before(claim)
            groups[at] = groups.get(at, "") + _indented(text, section.indent)
        return pieces + _insertions(section, groups)

    def _entity_pieces(self, changes: Changes, plain: bool) -> list[tuple[int, int, str]]:
        section = self.layout.entities
        pieces: list[tuple[int, int, str]] = []
        groups: dict[int, str] = {}
        places = {entry.name: index for index, entry in enumerate(section.entries)}
        for slug in self._ordered(changes):
            entry = changes.entities[slug]
            text = "" if entry is None else _indented(as_yaml({slug: entry}, plain), section.indent)
            if slug in places:
                old = section.entries[places[slug]]
                pieces.append((old.begin, old.end, text))
            elif entry is not None:
                at = _neighbour(slug, changes.order, places)
                groups[at] = groups.get(at, "") + text
        return pieces + _insertions(section, groups)

    def _gone(self, changes: Changes) -> list[Entry]:
        gone = [as_read(self._entry(claim)) for claim in changes.gone]
        return [entry for entry in self.layout.claims.entries if entry.data in gone]

    def _new(self, changes: Changes) -> list[Proposal]:
        left = [claim for claim in changes.new if not self.holds(claim) or claim in changes.gone]
        return sorted(dict.fromkeys(left), key=self._key)

    def _ordered(self, changes: Changes) -> list[str]:
        rank = {slug: index for index, slug in enumerate(changes.order)}
        return sorted(changes.entities, key=lambda slug: (rank.get(slug, len(rank)), slug))

    def _index_before(self, claim: Proposal) -> int:
        """The index of the entry that a new claim goes behind; -1 for the top.

        Files by hand need not be in order: of the entries behind the nearest one before the claim, those
        that stand before it too are passed.
        """
        key = self._key(claim)
        keys = [(place, place + len(quote), sorted(facts)) for quote, place, facts in self._facts]
        before = [index for index, other in enumerate(keys) if other <= key]
        at = max(before, key=lambda index: (keys[index], index), default=-1)
        while 0 <= at < len(keys) - 1 and keys[at + 1] <= key:
            at += 1
        return at

    def _key(self, claim: Proposal) -> tuple[int, int, list[tuple[str, str, str, str]]]:
        return (claim.start, claim.end, sorted(facts_of(self._entry(claim))))

    def _place(self, entry: Entry) -> int:
        start = _get(entry.data, "start")
        if start.isascii() and start.isdigit() and len(start) < 12:
            return int(start)
        return self.article.find(_quote(entry.data))

    def _entry(self, claim: Proposal) -> dict[str, object]:
        return claim_entry(claim, self.article, self.context)

    def _wanted(self, changes: Changes) -> dict[str, Data]:
        """What the file has to say afterwards."""
        data = dict(self.layout.data)
        gone = [id(entry) for entry in self._gone(changes)]
        claims: list[Data] = [e.data for e in self.layout.claims.entries if id(e) not in gone]
        data["claims"] = [*claims, *(as_read(self._entry(claim)) for claim in self._new(changes))]
        entities: dict[str, Data] = {entry.name: entry.data for entry in self.layout.entities.entries}
        for slug, entry in changes.entities.items():
            entities.pop(slug, None)
            if entry is not None:
                entities[slug] = as_read(entry)
        data["entities"] = entities
        return data


def facts_of(data: object) -> Facts:
    """What a claim's entry states, as (subject, term, value, language)."""
    states = data.get("states") if isinstance(data, dict) else None
    found: set[tuple[str, str, str, str]] = set()
    for subject, terms in states.items() if isinstance(states, dict) else ():
        for term, value in terms.items() if isinstance(terms, dict) else ():
            for language, text in _values(value):
                found.add((str(subject), str(term), text, language))
    return frozenset(found)


def _values(value: object) -> list[tuple[str, str]]:
    if isinstance(value, dict):
        return [(str(k), text) for k, v in value.items() for _, text in _values(v)]
    if isinstance(value, list):
        return [pair for item in value for pair in _values(item)]
    return [("", str(as_read(value)))]


def as_read(value: object) -> Data:
    """A value as it reads back: every scalar a text."""
    if isinstance(value, dict):
        return {str(key): as_read(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_read(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _same(found: dict[str, Data], wanted: dict[str, Data]) -> bool:
    """Whether a file says what it should; the order of claims is that of the text."""
    ours, theirs = dict(found), dict(wanted)
    claims, expected = ours.pop("claims", []) or [], theirs.pop("claims", []) or []
    for data in (ours, theirs):
        data["entities"] = data.get("entities") or {}
    return ours == theirs and sorted(map(repr, claims)) == sorted(map(repr, expected))


def _insertions(section: Section, groups: Mapping[int, str]) -> list[tuple[int, int, str]]:
    """Where texts go: each behind the entry with its index, -1 being the top of the section."""
    pieces = []
    for at, text in groups.items():
        begin = section.first if at < 0 else section.entries[at].end
        pieces.append((begin, begin, text))
    if pieces and section.brackets[1]:
        pieces.append((*section.brackets, ""))
    return pieces


def _neighbour(slug: str, order: Sequence[str], places: Mapping[str, int]) -> int:
    """The index of the entry that a new entity goes behind, so that new ones keep their order."""
    at = order.index(slug) if slug in order else len(order)
    before = [places[other] for other in order[:at] if other in places]
    after = [places[other] for other in order[at + 1 :] if other in places]
    if before:
        return before[-1]
    return after[0] - 1 if after else max(places.values(), default=-1)


def _indented(text: str, indent: int) -> str:
    pad = " " * indent
    return "".join(pad + line if line.strip() else line for line in text.splitlines(keepends=True))


def _quote(data: Data) -> str:
    return _get(data, "quote")


def _get(data: Data, key: str) -> str:
    value = data.get(key) if isinstance(data, dict) else None
    return value if isinstance(value, str) else ""
