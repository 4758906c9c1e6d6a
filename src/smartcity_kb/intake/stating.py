"""Found facts become proposals: rows in plain words, statements in the claims format, open questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model.dates import EdtfError, parse
from .editions import edition, larger_events, series_end
from .finding import Found
from .mentions import Mention
from .naming import Naming
from .patterns_load import Template
from .proposal import OpenQuestion, Proposal, Row, Statement

_SERIES = ("schema:EventSeries",)
_ENTITY_KINDS = frozenset(
    {"person", "post", "organisation", "name", "place", "party", "actor", "subject", "body"}
    | {"event", "scheme", "document", "goal"}
)


def proposals_of(found: Found, naming: Naming) -> Iterator[Proposal]:
    """The proposals of one found fact: one for all its parties, or one for each subject and object."""
    if found.pattern.together:
        yield _proposal(found, naming, found.subjects, found.objects)
        return
    for subject in found.subjects:
        for other in _or_none(found.objects):
            yield _proposal(found, naming, [subject], [other] if other else [])


def questions_of(found: Found, proposal: Proposal) -> Iterator[OpenQuestion]:
    """What a proposal leaves open: a year that the article does not give, an actor without a name."""
    if found.date and "X" in found.date:
        yield OpenQuestion(proposal.id, "date", f"the year of {found.date}: the article does not give it")
    dates = found.match.slots.get(found.pattern.date, []) if found.pattern.date else []
    if any(one.inner is not None for one in dates):
        yield OpenQuestion(proposal.id, "date", f"whether this was on {found.date}: another sentence says so")
    if not proposal.states:
        relation = proposal.rows[0].relation
        yield OpenQuestion(proposal.id, "term", f"which term states '{relation}': the pattern names none")
    if found.pattern.kind == "body_established" and not found.pattern.object:
        yield OpenQuestion(proposal.id, "actor", "who set it up: the sentence does not say")


def _proposal(found: Found, naming: Naming, subjects: list[Mention], objects: list[Mention]) -> Proposal:
    pattern = found.pattern
    start, end = found.span
    relation = pattern.planned if pattern.planned and _speaks_of_future(found) else pattern.relation
    rows = [
        Row(found.text_of(subject), relation, found.actor_text(other) if other else None, found.date)
        for subject in subjects
        for other in _or_none(objects)
    ]
    taken = {**found.match.slots, pattern.subject: subjects}
    if pattern.object:
        taken[pattern.object] = objects
    states = tuple(_Statements(found, naming, taken).all())
    quote = found.reading.sentence.text[start:end]
    before = _named_before(found, (*subjects, *objects), quote)
    certainty, note = pattern.certainty, pattern.note
    if before and certainty == "stated":
        certainty, note = "inferred", f"Named before, not in the quote: {', '.join(before)}."
    return Proposal(
        pattern.kind,
        pattern.id,
        pattern.confidence,
        quote,
        start,
        tuple(rows),
        states,
        certainty,
        note,
        naming.entity(found.reading, found.speaker) if found.speaker is not None else "",
    )


def _named_before(found: Found, mentions: Iterable[Mention], quote: str) -> list[str]:
    """The names that the sentence leaves to an earlier one: "nghị quyết này", "Trung tâm"."""
    names = (found.text_of(one) for one in mentions if one.elsewhere is not None)
    return [name for name in dict.fromkeys(names) if name not in quote]


def _or_none(mentions: list[Mention]) -> list[Mention] | list[None]:
    """The mentions, or one None when there are none, so that a fact without an object is a fact."""
    return mentions or [None]


def _speaks_of_future(found: Found) -> bool:
    # "dự kiến thành lập …": the quote may begin at the verb.
    words = range(max(0, found.match.first - 2), found.match.last)
    return any(found.reading.matches("future", at) > at for at in words)


class _Statements:
    """The templates of a pattern filled in from the slots that a match took."""

    def __init__(self, found: Found, naming: Naming, slots: dict[str, list[Mention]]) -> None:
        self.found = found
        self.naming = naming
        self.slots = slots
        self.minted = {mint.name: mint for mint in found.pattern.mints}

    def all(self) -> Iterator[Statement]:
        for template in self.found.pattern.states:
            yield from self.of_template(template)
        yield from self.of_events()
        agreement = self.minted.get("agreement")
        if agreement and min(len(mentions) for mentions in self.parties()) > 1:
            for about in self.values("{agreement}"):
                yield Statement(about, "pairing", "unresolved")

    def of_events(self) -> Iterator[Statement]:
        """Which edition an event is, and what it is part of, where its name and the quote say so."""
        reading, match = self.found.reading, self.found.match
        for event in self.slots.get(self.found.pattern.subject, []):
            if event.kind != "event":
                continue
            if not self.naming.entity(reading, event):
                continue
            number = edition(reading.sentence.words[event.low : event.high])
            if number is not None:
                yield Statement(self.naming.entity(reading, event), "position", str(number))
                end = series_end(reading.sentence.words[event.low : event.high])
                if end:
                    series = self.naming.named(reading.sentence.quote(event.low, event.low + end), _SERIES)
                    yield Statement(self.naming.entity(reading, event), "superEvent", series)
            for larger in larger_events(reading, event, match.first, match.last):
                whole = self.naming.entity(reading, larger)
                yield Statement(self.naming.entity(reading, event), "superEvent", whole)

    def parties(self) -> tuple[list[Mention], list[Mention]]:
        pattern = self.found.pattern
        return self.slots[pattern.subject], self.slots[pattern.object]

    def of_template(self, template: Template) -> Iterator[Statement]:
        for subject in self.values(template.subject):
            for term in self.values(template.term):
                name, _, language = term.partition("@")
                for value in self.values(template.value):
                    if value and subject != value:
                        yield Statement(subject, name, value, language)

    def values(self, text: str) -> list[str]:
        """What a template text stands for: itself, or the values of ``{slot}`` or ``{slot.attribute}``."""
        if not text.startswith("{"):
            return [text] if text else []
        slot, _, attribute = text.strip("{}").partition(".")
        if slot in self.minted:
            return [self.mint(slot)]
        found = [self.value(mention, attribute) for mention in self.slots.get(slot, [])]
        return [value for value in found if value]

    def value(self, mention: Mention, attribute: str) -> str:
        if mention.kind in ("date", "moment"):
            if mention.inner is not None:
                # "Cùng ngày": which day it is, the quote does not say.
                return ""
            return _date_value(mention.value, attribute)
        if attribute == "number":
            return mention.value if any(char in mention.value for char in "-/") else ""
        if attribute == "role":
            return mention.value if mention.inner is not None else ""
        if mention.kind == "recipient":
            # Words that name nobody state nothing.
            return ""
        reading = self.found.reading
        if attribute == "body":
            return self.naming.entity(reading, mention.inner) if mention.inner is not None else ""
        if mention.kind in _ENTITY_KINDS:
            return self.naming.entity(reading, mention)
        return reading.sentence.quote(mention.low, mention.high)

    def mint(self, name: str) -> str:
        mint = self.minted[name]
        label = mint.label
        for slot, mentions in self.slots.items():
            names = [self.found.text_of(mention) for mention in mentions]
            label = label.replace("{" + slot + "}", ", ".join(names))
        return self.naming.named(label, mint.types)


def _date_value(edtf: str, attribute: str) -> str:
    """A date as a term takes it: EDTF with its year, a whole day, or one end at a plain precision."""
    if "X" in edtf:
        return ""
    try:
        date = parse(edtf)
    except EdtfError:
        return ""
    if attribute == "":
        return edtf
    if attribute == "day":
        return edtf if not date.interval and date.start and date.start.day else ""
    moment = date.start if attribute == "start" else date.end
    if moment is None or (attribute == "end" and not date.interval) or (moment.month or 0) > 12:
        return ""
    return moment.text
