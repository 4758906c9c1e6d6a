"""Who gets a prize where a sentence points back at it: "Nhóm này được vinh danh …"."""

from __future__ import annotations

from collections.abc import Iterable

from .mentions import Mention, Reading
from .patterns_load import Pattern
from .patterns_match import Match

_MAX_NAME = 8
_ENDS = frozenset({"và", "của", "này", "đó", "kia"})


def with_named_recipient(
    match: Match, pattern: Pattern, reading: Reading, earlier: Iterable[Reading]
) -> Match:
    """The match with the last thing of that head that earlier sentences name; as it is when none does."""
    if pattern.relation != "awarded" or not pattern.object or reading.english:
        return match
    who = match.slots.get(pattern.object, [])
    named = [_named(one, reading, earlier) for one in who]
    return match if named == who else match._replace(slots={**match.slots, pattern.object: named})


def _named(who: Mention, reading: Reading, earlier: Iterable[Reading]) -> Mention:
    words = reading.sentence.words
    head = words[who.low : who.high - 1]
    if words[who.high - 1] != "này" or not head:
        return who
    for other in earlier:
        for first in range(len(other.sentence) - len(head), -1, -1):
            last = _name_end(other, first, len(head))
            if other.sentence.words[first : first + len(head)] == head and last:
                return who._replace(inner=Mention("recipient", first, last, first, last), elsewhere=other)
    return who


def _name_end(reading: Reading, first: int, head: int) -> int:
    """Behind the name that begins with a head of so many words; 0 where nothing tells it from others."""
    sentence = reading.sentence
    last = first + head
    while last < min(len(sentence), first + head + _MAX_NAME) and sentence.words[last].isalpha():
        ends = sentence.words[last] in _ENDS or reading.matches("event_end", last) > last
        if ends and not sentence.capital[last]:
            break
        last += 1
    tells = last - first - head
    return last if tells > 1 or (tells and sentence.capital[first + head]) else 0
