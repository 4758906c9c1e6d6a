"""Pattern matches in the sentences of a text, as facts with their mentions: before names become entities."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .antecedents import LOOK_BACK, with_antecedents
from .canonical import Canonical
from .company_names import short_names
from .document_tails import with_tail, with_topic
from .fact_dates import with_date
from .find_actors import find_actors, find_groups, find_honorifics, find_quoted
from .find_dates import find_dates, find_moments, names_same_day
from .find_documents import find_documents
from .find_events import find_events, find_named_events
from .find_goals import find_goals
from .find_matters import find_matters, find_topics
from .find_organisations import find_bodies, find_organisations, find_written_bodies
from .find_parties import find_parties
from .find_people import find_people, find_speakers
from .find_places import find_places
from .find_posts import find_posts
from .find_recipients import find_recipients
from .find_schemes import find_schemes
from .find_subjects import find_subjects
from .mentions import Finder, Mention, Reading, name_of
from .organisation_words import find_names
from .patterns_load import Pattern, PatternSet
from .patterns_match import Match, find_matches
from .proposal import SPEAKER
from .recipients_before import with_named_recipient
from .speakers import People, Reported, reported, speaker_of
from .tokens import Sentence

FINDERS: dict[str, Finder] = {
    "person": find_people,
    "speaker": find_speakers,
    "post": find_posts,
    "organisation": find_organisations,
    "name": find_names,
    "place": find_places,
    "party": find_parties,
    "actor": find_actors,
    "subject": find_subjects,
    "group": find_groups,
    "body": find_bodies,
    "written_body": find_written_bodies,
    "event": find_events,
    "named_event": find_named_events,
    "scheme": find_schemes,
    "document": find_documents,
    "date": find_dates,
    "moment": find_moments,
    "goal": find_goals,
    "topic": find_topics,
    "matter": find_matters,
    "quoted": find_quoted,
    "honorific": find_honorifics,
    "recipient": find_recipients,
}


# Between who acts and what is done: as many tokens of one clause still read as one statement.
_NEAR = 16
_NEAR_JOINED = 10  # where something else was done first, which is no part of it
_TURNS = frozenset({";", ":", '"'})


# As many companies as one article may introduce.
_MAX_COMPANIES = 200
_WHOLE_DAY = len("2019-03-05")


class Found(NamedTuple):
    """A fact in one sentence: the pattern, its words, and the mentions behind subject, object and date.

    ``speaker`` is the person whose words the sentence reports; None for the article's own voice.
    """

    pattern: Pattern
    reading: Reading
    match: Match
    subjects: list[Mention]
    objects: list[Mention]
    date: str | None
    number: int
    speaker: Mention | None = None

    def text_of(self, mention: Mention) -> str:
        """The original text of a mention of this fact; of what it stands for, where it points back."""
        if mention.elsewhere is not None and mention.inner is not None:
            return mention.elsewhere.sentence.quote(mention.inner.low, mention.inner.high)
        return name_of(self.reading, mention)

    def actor_text(self, mention: Mention) -> str:
        """The text of a mention in a row: with who holds the post that issues, with the country around."""
        if self.pattern.kind == "official_document" and mention.elsewhere is None:
            held = any(post.high == mention.high for post in self.reading.at("post", mention.low))
            person = self.reading.longest("person", mention.high) if held else None
            if person is not None:
                return self.reading.sentence.quote(mention.low, person.high)
        if self.pattern.kind == "event" and mention.elsewhere is None:
            closed = self._country_end(mention)
            if closed > mention.high:
                # "tổ chức tại Jeju (Hàn Quốc)": where, as it is written.
                return self.reading.sentence.quote(mention.low, closed)
        return self.text_of(mention)

    def _country_end(self, mention: Mention) -> int:
        """Behind the country in brackets that follows a place in the pattern's words; 0 for none."""
        words = self.reading.sentence.words
        if mention.high < mention.last and words[mention.last - 1] == ")":
            return mention.last
        opens = mention.last < self.match.last and words[mention.last] == "("
        closed = self.reading.closing(mention.last, 6) if opens else 0
        named = closed and self.reading.matches("country", mention.last + 1) == closed - 1
        return closed if named and closed <= self.match.last else 0

    @property
    def span(self) -> tuple[int, int]:
        """Where the quote stands in the original text: the pattern's words, and who and when."""
        dates = self.match.slots.get(self.pattern.date, []) if self.pattern.date else []
        here = [one for one in (*self.subjects, *self.objects, *dates) if one.elsewhere is None]
        first = min([self.match.first, *(one.first for one in here)])
        return self.reading.sentence.span(first, max([self.match.last, *(one.last for one in here)]))

    @property
    def core(self) -> tuple[int, int]:
        """Where the pattern's words stand, with who is named in the same clause, not far before them."""
        words = self.reading.sentence.words
        first = self.match.first
        for one in (*self.subjects, *self.objects):
            reach = _NEAR_JOINED if words[first - 1 : first] in (["và"], [","]) else _NEAR
            near = 0 <= first - one.last <= reach
            if one.elsewhere is None and near and _TURNS.isdisjoint(words[one.last : first]):
                first = one.first
        return self.reading.sentence.span(first, self.match.last)


def find_facts(
    text: str, canonical: Canonical, spans: Iterable[tuple[int, int]], patterns: PatternSet, english: bool
) -> Iterator[list[Found]]:
    """The facts of each sentence, sentence by sentence; ``spans`` are those of ``sentence_spans``.

    What was found in a sentence is forgotten a few sentences later, and found again when asked for: so
    long texts take no more memory than their facts do.
    """
    wanted = ("en", "any") if english else ("vi", "any")
    known = [pattern for pattern in patterns.patterns if pattern.language in wanted]
    active = [pattern for pattern in known if pattern.kind != SPEAKER]
    speaking = [pattern for pattern in known if pattern.kind == SPEAKER]
    people = People()
    companies: set[tuple[str, ...]] = set()
    earlier: deque[Reading] = deque(maxlen=LOOK_BACK)
    narrated = ""
    for number, (low, high) in enumerate(spans):
        reading = Reading(Sentence(text, canonical, low, high), patterns.lexicon, FINDERS, english)
        reading.known = companies
        people.take(reading)
        if names_same_day(reading):
            reading.day = _day_before(earlier) or narrated
        narrated = _opening_day(reading) or narrated
        facts = list(_facts(reading, active, earlier, number))
        stretches = reported(reading, speaking, people) if facts else []
        yield [_attributed(fact, stretches) for fact in facts]
        if len(earlier) == LOOK_BACK:
            earlier[-1].forget()
        earlier.appendleft(reading)
        if not english and len(companies) < _MAX_COMPANIES:
            companies.update(short_names(reading))


def _opening_day(reading: Reading) -> str:
    """The whole day that a sentence opens with, which is then being told of: "Sáng 14-3-2018, …"."""
    days = (one.value for at in range(3) for one in reading.at("moment", at))
    return next((day for day in days if len(day) == _WHOLE_DAY), "")


def _day_before(earlier: Iterable[Reading]) -> str:
    """The one whole day of the nearest sentence that names any; nothing where it names several."""
    for other in earlier:
        of_documents = {at for one in other.all("document") for at in (one.last, one.last + 1)}
        moments = (one for one in other.all("moment") if one.first not in of_documents)
        days = {one.value for one in moments if len(one.value) == _WHOLE_DAY}
        if days:
            return days.pop() if len(days) == 1 else ""
    return ""


def _facts(
    reading: Reading, patterns: Iterable[Pattern], earlier: Iterable[Reading], number: int
) -> Iterator[Found]:
    for pattern in patterns:
        for found in find_matches(pattern.program, reading):
            match = with_antecedents(found, pattern, reading, earlier)
            if match is not None:
                match = with_named_recipient(match, pattern, reading, earlier)
                yield _fact(pattern, reading, match, number)


def _attributed(fact: Found, stretches: list[Reported]) -> Found:
    """The fact with who says it, where the sentence reports its quote as somebody's words."""
    speaker = speaker_of(stretches, fact.match.first, fact.match.last) if stretches else None
    return fact if speaker is None else fact._replace(speaker=speaker)


def _without_seats(reading: Reading, mentions: list[Mention]) -> list[Mention]:
    """Parties without the countries that only say where the one before is: "tỉnh Gyeonggi, Hàn Quốc"."""
    words = reading.sentence.words
    country = [reading.matches("country", one.low) == one.high for one in mentions]
    return [
        one
        for at, one in enumerate(mentions)
        if not (at and country[at] and not country[at - 1] and words[one.first - 1] == ",")
    ]


def _fact(pattern: Pattern, reading: Reading, match: Match, number: int) -> Found:
    match = with_date(match, pattern, reading)
    dates = match.slots.get(pattern.date, []) if pattern.date else []
    objects = match.slots.get(pattern.object, []) if pattern.object else []
    subjects = match.slots[pattern.subject]
    if pattern.together:
        objects = _without_seats(reading, objects)
        if len(subjects) > 1 and subjects[0].first in reading.listed("setting_apart").values():
            # "Ngoài A, B cũng ký …": what B did.
            first = subjects[1].first if match.first == subjects[0].first else match.first
            subjects, match = subjects[1:], match._replace(first=first)
    date = dates[0].value if dates else None
    if pattern.kind == "official_document":
        match = match._replace(last=with_tail(reading, pattern.relation, match.first, match.last))
    if pattern.kind == "agreement" and not reading.english:
        match = match._replace(last=with_topic(reading, match.first, match.last))
    return Found(pattern, reading, match, subjects, objects, date, number)
