"""What a sentence leaves to the ones before it: "Trung tâm được thành lập …", "Bốn trung tâm gồm …"."""

from __future__ import annotations

from collections.abc import Iterable

from .mentions import BARE, LONE, Mention, Reading
from .patterns_load import Pattern
from .patterns_match import Match, find_matches

# How many sentences back a name is looked for: news text names a body again in every paragraph.
LOOK_BACK = 5
_COMPANIES = frozenset({
    ("doanh", "nghiệp"), ("công", "ty"), ("tập", "đoàn"), ("tổng", "công", "ty"), ("hãng",), ("nhà", "mạng"),
    ("ngân", "hàng"),
})  # fmt: skip
_STATE = ("country", "region")


def with_antecedents(
    match: Match, pattern: Pattern, reading: Reading, earlier: Iterable[Reading]
) -> Match | None:
    """The match with what earlier sentences (the nearest first) give it; None when they do not.

    A body, a scheme or an event that only its head names ("Trung tâm", "Hội nghị") is read as the one of
    that head named last (an event stays as it is when none was); a pattern that has something ``before``
    it takes the slots from the nearest sentence where that matches.
    """
    slots = match.slots
    subjects = slots.get(pattern.subject, [])
    if any(one.kind == "event" and one.value == BARE for one in subjects):
        slots = {**slots, pattern.subject: [_event_before(one, reading, earlier) for one in subjects]}
    if any(one.kind == "body" and one.value == BARE for one in subjects):
        named = [_named_before(one, reading, earlier) if one.value == BARE else one for one in subjects]
        if not all(named):
            return None
        slots = {**slots, pattern.subject: [one for one in named if one is not None]}
    for slot in filter(None, (pattern.subject, pattern.object)):
        taken = slots.get(slot, [])
        if any(one.kind == "scheme" and one.value == BARE for one in taken):
            schemes = [_scheme_before(one, reading, earlier) if one.value == BARE else one for one in taken]
            if not all(schemes):
                return None
            slots = {**slots, slot: [one for one in schemes if one is not None]}
    if pattern.kind == "agreement" and not reading.english:
        for slot in filter(None, (pattern.subject, pattern.object)):
            parties = [_party_before(one, reading, earlier) for one in slots.get(slot, [])]
            if not all(parties):
                return None
            slots = {**slots, slot: [one for one in parties if one is not None]}
    if pattern.before is not None:
        given = _slots_before(pattern, earlier)
        if given is None:
            return None
        slots = {**given, **slots}
        if pattern.subject not in match.slots:
            # "Đây là …": told of from the first word on.
            at = match.first
            slots[pattern.subject] = [
                one._replace(first=at, last=at + 1, low=at, high=at + 1) for one in given[pattern.subject]
            ]
    return match._replace(slots=slots)


def _party_before(party: Mention, reading: Reading, earlier: Iterable[Reading]) -> Mention | None:
    """The party, or the one named last that "doanh nghiệp này", "quỹ này" points back at; None for none.

    Only the nearest sentence that names any is looked at, and there whoever acts, or the last of the name.
    """
    words = reading.sentence.words
    if party.kind not in ("party", "subject") or words[party.high - 1] != "này" or party.value != LONE:
        return party
    head = words[party.low : party.high - 1]
    for other in earlier:
        named = [
            one
            for kind in ("organisation", "name")
            for one in other.all(kind)
            if _may_be_called(other, one, head)
        ]
        if named:
            acting = [one for one in named if other.at("subject", one.first)]
            last = max(acting or named, key=lambda m: (m.first, m.last))
            return party._replace(inner=last, elsewhere=other)
    return None


def _may_be_called(reading: Reading, body: Mention, head: list[str]) -> bool:
    """Whether a body may be called by this head: a fund "quỹ này", a company "doanh nghiệp này"."""
    words = reading.sentence.words[body.low : body.high]
    if words[: len(head)] == head:
        return True
    state = any(reading.matches(name, body.low) > body.low for name in _STATE)
    if head == ["đơn", "vị"]:
        return body.kind == "organisation"
    if tuple(head) not in _COMPANIES:
        return False
    company = reading.matches("company_head", body.low) > body.low
    placed = any(one.first <= body.first < one.last for one in reading.all("place"))
    return company or (body.kind == "name" and not (state or placed))


def _event_before(event: Mention, reading: Reading, earlier: Iterable[Reading]) -> Mention:
    """The mention with the last event before it that has its head, if it only stands for one."""
    if event.value != BARE:
        return event
    head = reading.sentence.words[event.low : event.high]
    whatever = reading.matches("event_generic", event.low) == event.high
    for other in earlier:
        events = [found[-1] for found in other.table("event").values() if found[-1].value != BARE]
        named = events if whatever else [one for each in events if (one := _from_head(other, each, head))]
        if named:
            return event._replace(inner=max(named, key=lambda m: m.first), elsewhere=other)
    return event


def _from_head(reading: Reading, event: Mention, head: list[str]) -> Mention | None:
    """The event from its head on, which a part of it may stand before: "phiên toàn thể | Diễn đàn …"."""
    words = reading.sentence.words
    if reading.english:
        # An English head stands anywhere in the name: "forum on …", "… Forum 2017".
        inside = range(event.low, event.high - len(head) + 1)
        return event if any(words[low : low + len(head)] == head for low in inside) else None
    for low in range(event.low, event.high - len(head)):
        if words[low : low + len(head)] == head:
            return event._replace(first=low, low=low)
    return None


def _scheme_before(bare: Mention, reading: Reading, earlier: Iterable[Reading]) -> Mention | None:
    """The mention with the last scheme before it that has its head; None when there is none."""
    head = reading.sentence.words[bare.low : bare.high]
    for other in earlier:
        words = other.sentence.words
        named = [
            found[0]
            for first, found in other.table("scheme").items()
            if found[0].value != BARE and words[found[0].low : found[0].low + len(head)] == head
        ]
        if named:
            return bare._replace(inner=max(named, key=lambda m: m.first), elsewhere=other)
    return None


def _named_before(bare: Mention, reading: Reading, earlier: Iterable[Reading]) -> Mention | None:
    """The mention with the last body before it that has its head; None when there is none."""
    head = reading.sentence.words[bare.low : bare.high]
    for other in earlier:
        words = other.sentence.words
        if reading.english:
            bodies = [one for one in other.all("organisation") if _has(words[one.low : one.high], head)]
            if bodies:
                return bare._replace(inner=bodies[-1], elsewhere=other)
            continue
        named = [
            mentions[0]
            for first, mentions in other.table("body").items()
            if words[first : first + len(head)] == head
            and mentions[0].last > first + len(head)
            and mentions[0].value != "common"
        ]
        if named:
            return bare._replace(inner=max(named, key=lambda m: m.first), elsewhere=other)
    alone = reading.matches("body_alone", bare.low) == bare.high
    return bare._replace(value="") if alone and reading.sentence.capital[bare.low] else None


def _has(words: list[str], head: list[str]) -> bool:
    """Whether the head stands anywhere in a name, as it may in English."""
    return any(words[at : at + len(head)] == head for at in range(len(words) - len(head) + 1))


def _slots_before(pattern: Pattern, earlier: Iterable[Reading]) -> dict[str, list[Mention]] | None:
    """The slots of ``before`` in the nearest sentence where it matches, as mentions that stand there."""
    if pattern.before is None:
        return {}
    for reading in earlier:
        for match in find_matches(pattern.before, reading):
            return {
                name: [mention._replace(inner=mention, elsewhere=reading) for mention in mentions]
                for name, mentions in match.slots.items()
            }
    return None
