"""Pattern matches in the sentences of a text, as facts with their mentions: before names become entities."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .antecedents import LOOK_BACK, with_antecedents
from .canonical import Canonical
from .find_actors import (
    find_actors,
    find_groups,
    find_honorifics,
    find_parties,
    find_quoted,
    find_subjects,
)
from .find_dates import find_dates, find_moments
from .find_documents import find_documents, find_schemes, find_topics
from .find_events import find_events
from .find_goals import find_goals
from .find_organisations import find_bodies, find_organisations
from .find_people import find_people
from .find_places import find_places
from .find_posts import find_posts
from .mentions import Finder, Mention, Reading
from .organisation_words import find_names
from .patterns_load import Pattern, PatternSet
from .patterns_match import Match, find_matches
from .tokens import Sentence

FINDERS: dict[str, Finder] = {
    "person": find_people,
    "post": find_posts,
    "organisation": find_organisations,
    "name": find_names,
    "place": find_places,
    "party": find_parties,
    "actor": find_actors,
    "subject": find_subjects,
    "group": find_groups,
    "body": find_bodies,
    "event": find_events,
    "scheme": find_schemes,
    "document": find_documents,
    "date": find_dates,
    "moment": find_moments,
    "goal": find_goals,
    "topic": find_topics,
    "quoted": find_quoted,
    "honorific": find_honorifics,
}


class Found(NamedTuple):
    """A fact in one sentence: the pattern, the quote, and the mentions behind subject, object and date."""

    pattern: Pattern
    reading: Reading
    match: Match
    subjects: list[Mention]
    objects: list[Mention]
    date: str | None
    number: int

    def text_of(self, mention: Mention) -> str:
        """The original text of a mention of this fact; of what it stands for, where it points back."""
        if mention.elsewhere is not None and mention.inner is not None:
            return mention.elsewhere.sentence.quote(mention.inner.low, mention.inner.high)
        return self.reading.sentence.quote(mention.low, mention.high)

    @property
    def span(self) -> tuple[int, int]:
        """Where the quote stands in the original text."""
        return self.reading.sentence.span(self.match.first, self.match.last)


def find_facts(
    text: str, canonical: Canonical, spans: Iterable[tuple[int, int]], patterns: PatternSet, english: bool
) -> Iterator[Found]:
    """The facts of each sentence, in the order of the text; ``spans`` are those of ``sentence_spans``."""
    wanted = ("en", "any") if english else ("vi", "any")
    active = [pattern for pattern in patterns.patterns if pattern.language in wanted]
    earlier: deque[Reading] = deque(maxlen=LOOK_BACK)
    for number, (low, high) in enumerate(spans):
        reading = Reading(Sentence(text, canonical, low, high), patterns.lexicon, FINDERS, english)
        for pattern in active:
            for found in find_matches(pattern.program, reading):
                match = with_antecedents(found, pattern, reading, earlier)
                if match is not None:
                    yield _fact(pattern, reading, match, number)
        earlier.appendleft(reading)


def _fact(pattern: Pattern, reading: Reading, match: Match, number: int) -> Found:
    dates = match.slots.get(pattern.date, []) if pattern.date else []
    objects = match.slots.get(pattern.object, []) if pattern.object else []
    date = dates[0].value if dates else None
    return Found(pattern, reading, match, match.slots[pattern.subject], objects, date, number)
