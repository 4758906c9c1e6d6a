"""Where what a name in English is about ends: "workshop | on clean rivers", "plan … to 2030"."""

from __future__ import annotations

from .english_names import run_end
from .mentions import Reading

BEHIND_HEAD = frozenset({"titled", "themed", "entitled", "on", "of", "for", "with", "to", "about", '"', "'"})
_DAYS = [[day] for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")]
# Before the years of a title: "in the 2019-2025 period", "by 2025", "with a vision to 2030".
_OVER_YEARS = frozenset({"in", "for", "during", "by", "until", "till", "to", "through", "towards", "toward"})
VISIONS = frozenset({"vision", "visions", "orientation", "orientations", "view", "beyond"})
MAX_TITLE = 20
# What a subject does not end with.
LOOSE = frozenset({"for", "in", "of", "and", "to", "on"})
DETERMINERS = frozenset({"a", "an", "the", "its", "their", "this", "new"})


def subject_end(reading: Reading, at: int) -> int:
    """Behind a quoted title, or behind "on" and what follows it up to a verb or a date."""
    sentence = reading.sentence
    opening = at + 1 if sentence.words[at].isalpha() else at
    if opening < len(sentence) and sentence.words[opening] in ('"', "'"):
        return reading.closing(opening, 40) or at
    if sentence.words[at] == "with":
        return _met_end(reading, at)
    if (
        sentence.words[at] not in ("on", "of", "for", "to", "about")
        or sentence.words[at + 1 : at + 2] in _DAYS
    ):
        return at
    end = at + 1
    while end < min(len(sentence), at + 12) and goes_on(reading, end):
        if (
            reading.matches("english_stop", end) > end
            or reading.at("date", end)
            or sentence.words[end] == "in"
        ):
            break
        # Whole, though its name has "on" inside: "meeting of the National Committee on …".
        body = reading.longest("organisation", end)
        end = body.last if body is not None else end + 1
    period = _period_end(reading, end) if sentence.words[end - 1] in ("for", "in") else end
    if period > end:
        return period
    while end > at + 1 and sentence.words[end - 1] in (*DETERMINERS, *LOOSE):
        end -= 1
    return end if end > at + 1 else at


def _met_end(reading: Reading, at: int) -> int:
    """Behind those who are met, at "with": "with leaders of Hai Phong City"; ``at`` when none is named."""
    words = reading.sentence.words
    opening = at + 1
    while opening < min(len(words), at + 6):
        met = reading.longest("organisation", opening) or reading.longest("place", opening)
        end = met.last if met is not None else run_end(reading, opening)
        if end > opening:
            return end
        stops = reading.matches("english_stop", opening) > opening and words[opening] != "from"
        if not words[opening].isalpha() or stops:
            break
        opening += 1
    return at


def goes_on(reading: Reading, at: int) -> bool:
    """Whether a word or the hyphen inside a compound stands here: "e-government".

    With "and thanked its …" another clause begins.
    """
    sentence = reading.sentence
    verb, other = sentence.words[at + 1 : at + 2], sentence.words[at + 2 : at + 3]
    if sentence.words[at] == "and" and verb and verb[0].endswith("ed") and DETERMINERS.issuperset(other):
        return False
    inside = sentence.words[at] == "-" and sentence.adjacent(at) and at + 1 < len(sentence)
    return sentence.words[at].isalpha() or (inside and sentence.adjacent(at + 1))


def term_end(reading: Reading, at: int) -> int:
    """Behind the years that end a title: "… in the 2019-2025 period, with a vision to 2030"."""
    words = reading.sentence.words
    for _ in range(3):
        start = at + (words[at : at + 1] == [","])
        end = start
        if words[start : start + 1] and words[start] in _OVER_YEARS:
            end = _period_end(reading, start + 1)
            end = start if end == start + 1 else end
            year = start + 1 + 2 * (words[start + 1 : start + 3] == ["the", "year"])
            if end == start and is_year(words, year):
                end = year + 1
        elif words[start : start + 1] in (["with"], ["and"]):
            seen = next((k for k in range(start + 1, min(len(words), start + 4)) if words[k] in VISIONS), 0)
            year = next((k for k in range(seen + 1, seen + 5) if is_year(words, k)), 0) if seen else 0
            end = year + 1 if year else start
        if end == start:
            return at
        at = end
    return at


def _period_end(reading: Reading, at: int) -> int:
    """Behind the years here: "for 2017-2020", "for the 2017-2020 period"; ``at`` when there are none."""
    words = reading.sentence.words
    first = at + (words[at : at + 1] == ["the"])
    years = [word.isdigit() and len(word) == 4 for word in words[first : first + 3]]
    if years != [True, False, True]:
        return at
    return first + 3 + (words[first + 3 : first + 4] == ["period"])


def is_year(words: list[str], at: int) -> bool:
    """Whether four digits stand here."""
    return at < len(words) and len(words[at]) == 4 and words[at].isdigit()
