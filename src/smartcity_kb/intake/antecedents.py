"""What a sentence leaves to the ones before it: "Trung tâm được thành lập …", "Bốn trung tâm gồm …"."""

from __future__ import annotations

from collections.abc import Iterable

from .mentions import BARE, Mention, Reading
from .patterns_load import Pattern
from .patterns_match import Match, find_matches

# How many sentences back a name is looked for: news text names a body again in every paragraph.
LOOK_BACK = 5


def with_antecedents(
    match: Match, pattern: Pattern, reading: Reading, earlier: Iterable[Reading]
) -> Match | None:
    """The match with what earlier sentences (the nearest first) give it; None when they do not.

    A body, a scheme or an event that only its head names ("Trung tâm", "Hội nghị") is read as the one of
    that head named last (an event stays as it is when none was); a pattern that has something ``before``
    it takes the slots from the nearest sentence where that matches.
    """
    slots = match.slots
    subjects = slots[pattern.subject]
    if any(one.kind == "event" and one.value == BARE for one in subjects):
        slots = {**slots, pattern.subject: [_event_before(one, reading, earlier) for one in subjects]}
    if any(one.kind == "body" and one.value == BARE for one in subjects):
        named = [_named_before(one, reading, earlier) if one.value == BARE else one for one in subjects]
        if not all(named):
            return None
        slots = {**slots, pattern.subject: [one for one in named if one is not None]}
    if any(one.kind == "scheme" and one.value == BARE for one in subjects):
        schemes = [_scheme_before(one, reading, earlier) if one.value == BARE else one for one in subjects]
        if not all(schemes):
            return None
        slots = {**slots, pattern.subject: [one for one in schemes if one is not None]}
    if pattern.before is not None:
        given = _slots_before(pattern, earlier)
        if given is None:
            return None
        slots = {**given, **slots}
    return match._replace(slots=slots)


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
