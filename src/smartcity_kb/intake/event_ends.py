"""Where the name of an event ends: the rules, in the order in which they are asked at each token."""

from __future__ import annotations

from collections.abc import Callable

from .event_audiences import at_dedicated, at_for, at_listeners
from .event_journeys import journey_end
from .event_marks import at_mark, at_theme, behind_title
from .event_meetings import at_with, met_with
from .event_owners import at_owner
from .event_subjects import (
    at_and,
    at_becoming,
    at_field_of_use,
    at_investment,
    at_medium,
    at_opened_body,
    at_phrase,
    at_scheme,
    at_towards,
    at_whole,
)
from .event_times import at_date, at_first_time, at_light, at_reviewed_period, at_span, at_year
from .mentions import Reading

_MAX_NAME = 40
_LOOSE_ENDS = frozenset({"-", "và", ",", "(", "của", "về", "các", "những", ":"})


def event_name_end(reading: Reading, head: int) -> int:
    """Where the event's name ends: at a verb, a date, a place of meeting, or punctuation."""
    words = reading.sentence.words
    at = met_with(reading, head) if head < len(words) else head
    if at > head + 1:
        # "buổi làm việc với Sở A | về …": it is called after who meets.
        return at
    if (journey := journey_end(reading, head)) > head:
        return journey
    while at < min(len(words), head + _MAX_NAME):
        step = _step(reading, head, at)
        if step == at:
            break
        at = step
    while at > head and words[at - 1] in _LOOSE_ENDS:
        at -= 1
    return at


def _step(reading: Reading, head: int, at: int) -> int:
    """Where to go on inside the name, as the first rule says that knows the token; ``at`` at its end."""
    for rule in _RULES:
        step = rule(reading, head, at)
        if step is not None:
            return step
    return reading.past("event_end", at)


def _at_capital(reading: Reading, head: int, at: int) -> int | None:
    if not reading.sentence.capital[at]:
        return None
    # "Ngày hội Ánh sáng …": one word.
    return max(at + 1, reading.matches("compound", at))


# A rule is given the reading, the end of the event's head and a token behind it. It says where to go on,
# or the token itself where the name ends, or nothing of a token that it does not know.
_RULES: tuple[Callable[[Reading, int, int], int | None], ...] = (
    at_mark,
    at_theme,
    at_reviewed_period,
    at_scheme,
    at_whole,
    at_phrase,
    at_light,
    at_becoming,
    at_field_of_use,
    at_span,
    behind_title,
    at_listeners,
    at_first_time,
    at_towards,
    at_medium,
    at_with,
    at_for,
    at_dedicated,
    at_owner,
    at_year,
    at_investment,
    at_and,
    at_date,
    at_opened_body,
    _at_capital,
)
