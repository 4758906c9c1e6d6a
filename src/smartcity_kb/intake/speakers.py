"""Whose words a sentence reports: "ông … cho biết, …", "theo ông …, …", "“…”, bà … nói"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model.record import Record
from .mentions import Mention, Reading
from .patterns_load import Pattern
from .patterns_match import find_matches

# Where the words stand that a pattern attributes: behind the match, or before the speaker.
BEHIND, BEFORE = "says_behind", "says_before"
# More people than that an article does not quote by their given names.
_MAX_PEOPLE = 500


class Reported(Record):
    """A stretch of a sentence, from token ``first`` to ``last`` (exclusive), and the person who says it."""

    speaker: Mention
    first: int
    last: int


class People:
    """The people named so far in an article, by the given name that they are called by afterwards."""

    def __init__(self) -> None:
        self._by_given: dict[str, tuple[Reading, Mention] | None] = {}

    def take(self, reading: Reading) -> None:
        """Remember the people that a sentence names in full; two with one given name cannot be told apart."""
        for mentions in list(reading.table("person").values()):
            person = mentions[0]
            given = reading.sentence.words[person.high - 1]
            if given not in self._by_given:
                if len(self._by_given) < _MAX_PEOPLE:
                    self._by_given[given] = (reading, person)
                continue
            known = self._by_given[given]
            if known is not None and _name(*known) != _name(reading, person):
                self._by_given[given] = None

    def full(self, reading: Reading, mention: Mention) -> Mention | None:
        """The speaker by the full name; None for a given name that nobody or several bear."""
        if mention.high - mention.low > 1:
            return mention._replace(kind="person")
        known = self._by_given.get(reading.sentence.words[mention.low])
        if known is None:
            return None
        return mention._replace(kind="person", inner=known[1], elsewhere=known[0])


def _name(reading: Reading, person: Mention) -> list[str]:
    return reading.sentence.words[person.low : person.high]


def reported(reading: Reading, patterns: Sequence[Pattern], people: People) -> list[Reported]:
    """What a sentence reports as somebody's words, each stretch with who says it, the surest first."""
    return list(_reported(reading, patterns, people))


def _reported(reading: Reading, patterns: Sequence[Pattern], people: People) -> Iterator[Reported]:
    for pattern in patterns:
        for match in find_matches(pattern.program, reading):
            mention = match.slots[pattern.subject][-1]
            speaker = people.full(reading, mention)
            if speaker is None:
                continue
            if pattern.relation == BEHIND:
                yield Reported(speaker, match.last, len(reading.sentence))
            else:
                yield Reported(speaker, 0, mention.first)


def speaker_of(stretches: Sequence[Reported], first: int, last: int) -> Mention | None:
    """Who says the tokens ``first`` to ``last``; None for the article's own voice.

    Of several stretches the one that begins last counts: it is the nearest to the words.
    """
    around = [one for one in stretches if one.first <= first and last <= one.last]
    return max(around, key=lambda one: one.first).speaker if around else None
