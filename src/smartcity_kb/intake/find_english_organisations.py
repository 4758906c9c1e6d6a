"""Organisations in English, where the head of a name may stand at its end."""

from __future__ import annotations

from collections.abc import Iterator

from .english_names import (
    MAX_BASE,
    bracket_end,
    is_cued,
    name_parts,
    past_base,
    past_owner,
    person_end,
    run_end,
    without_country,
)
from .english_post_heads import post_head
from .mentions import Mention, Reading
from .organisation_words import in_number

_BRANCHES = frozenset({"branch", "chapter", "office", "subsidiary", "campus"})


def find_english_organisations(reading: Reading) -> Iterator[Mention]:
    """Capital words with links between them, one of which is a head ("Department of …", "… Group")."""
    sentence = reading.sentence
    at = 0
    while at < len(sentence):
        title = max(post_head(reading, at)[0], person_end(reading, at))
        end = run_end(reading, at)
        if end <= at or title > at or in_number(reading, at):
            at = max(title, at + 1)
            continue
        at = _past_event(reading, at, end)
        listed = reading.matches("english_organisation_name", at)
        head = any(reading.matches("english_organisation_head", k) > k for k in range(at, end))
        if not head and any(reading.matches("english_event_head", k) == end for k in range(at, end)):
            # "ASEAN-Japan Mobility Forum": no body, though one's name opens it.
            at = end
            continue
        if head or listed > at or reading.matches("organisation_name", at) > at or is_cued(reading, at, end):
            if listed == end and sentence.words[end : end + 1] in (["leaders"], ["members"], ["countries"]):
                # "ASEAN leaders"
                yield Mention("organisation", at, end + 1, at, end + 1)
            bracket = bracket_end(reading, end)
            parts = list(name_parts(reading, at, end))
            first = _seated_from(reading, at)
            if sentence.words[max(0, at - 2) : at] == ["the", "city"]:
                # "the city People's Committee"
                yield Mention("organisation", at - 1, end, at - 1, end)
            if bracket > end:
                yield Mention("organisation", first, bracket, at, bracket)
            # "A Group and B Company" are two.
            yield from parts or [Mention("organisation", first, end, at, without_country(reading, at, end))]
        at = end
    yield from _branches(reading)
    yield from _owned_cities(reading)


def _past_event(reading: Reading, at: int, end: int) -> int:
    """Where a body's name begins behind the event that it holds: "Annual Meeting of the | Mekong Network"."""
    words = reading.sentence.words
    for k in range(at, end):
        head = reading.matches("english_event_head", k)
        if head > k and words[head : head + 1] == ["of"]:
            start = head + 1 + (words[head + 1 : head + 2] == ["the"])
            return start if start < end else at
    return at


def _seated_from(reading: Reading, at: int) -> int:
    """Where what a company is begins, of which the name is at ``at``: "| Seoul-based Green Data"."""
    for first in range(max(0, at - MAX_BASE - 1), at - 2):
        if reading.sentence.capital[first] and past_base(reading, first) == at:
            return first
    return at


def _branches(reading: Reading) -> Iterator[Mention]:
    """Branches by their place: "the Hue branch of the Bank of Rivers"."""
    words = reading.sentence.words
    for place in list(reading.all("place")):
        if words[place.last : place.last + 1] and words[place.last] in _BRANCHES:
            at = place.last + 1
            of = at + 1 + (words[at + 1 : at + 2] == ["the"])
            if words[at : at + 1] == ["of"] and of < len(words) and reading.sentence.capital[of]:
                end = run_end(reading, of)
                if end > of:
                    yield Mention("organisation", place.first, end, place.first, end)


def _owned_cities(reading: Reading) -> Iterator[Mention]:
    """Cities abroad behind their country, which act like bodies: "Japan's | Kobe City"."""
    for at in reading.listed("country"):
        start = past_owner(reading, at)
        place = reading.longest("place", start) if start > at else None
        if place is not None and place.value != "generic":
            yield Mention("organisation", at, place.last, place.low, place.high)
