"""The body or the place behind a post in English: "head of the city's … Board", "… in Hanoi"."""

from __future__ import annotations

from .english_names import past_base, run_end
from .mentions import Mention, Reading

# As many tokens as say in lower case what a company is before its name: "bike-sharing firm".
_MAX_CUE = 6
_BEFORE_BODY = frozenset(
    {
        "of",
        "at",
        "for",
        "the",
        "in",
        "municipal",
        "provincial",
        "city",
        "local",
        "national",
        "capital",
        "ministry",
        "district",
    }
)


def body_start(reading: Reading, index: int, head: int) -> int:
    """Where the body behind a title begins, links and what it is called before its name left out.

    "head of the city's … Board", "CEO of the tech start-up GreenDelta", "Ambassador to …".
    """
    words = reading.sentence.words
    at = head
    if words[head - 1] == "ambassador" and words[head : head + 1] == ["to"]:
        at += 1
    while at < len(words) and words[at] in _BEFORE_BODY:
        at += 1
    if at == head:
        return at
    at = past_base(reading, at)
    if words[at : at + 2] == ["'", "s"]:
        return at + 2
    return _past_company_noun(reading, at)


def _past_company_noun(reading: Reading, at: int) -> int:
    """Behind what a company is, in lower case, right before its name: "at | property consultancy Orchid"."""
    sentence = reading.sentence
    nouns = set(reading.listed("english_company_noun").values())
    end = at
    while end < min(len(sentence), at + _MAX_CUE) and not sentence.capital[end]:
        inside = sentence.words[end] == "-" and sentence.adjacent(end) and sentence.adjacent(end + 1)
        if not (sentence.words[end].isalpha() or inside) or reading.matches("english_stop", end) > end:
            return at
        end += 1
    while end < len(sentence) and (cued := reading.matches("english_party_cue", end)) > end:
        end = cued
    named = end < len(sentence) and sentence.capital[end]
    return end if named and end in nouns else at


def seated_in(reading: Reading, index: int, at: int) -> Mention | None:
    """The place that a post is in, unless it only begins a longer name: "head of the Vietnam … meeting".

    Before a post who holds it may be named, behind it nobody is then: what goes on is no name.
    """
    words = reading.sentence.words
    place = reading.longest("place", at)
    named = words[index - 1 : index] == [","] or (index > 1 and words[index - 2] == ",")
    if place is None or place.last >= len(words) or not named:
        return place
    return None if reading.sentence.capital[place.last] and run_end(reading, at) > place.last else place


def body_behind_field(reading: Reading, at: int) -> Mention | None:
    """The body behind a field in lower case: "head of the smart city programme at the … University"."""
    words = reading.sentence.words
    for k in range(at, min(len(words), at + 9)):
        body = reading.longest("organisation", k) or (_seated_city(reading, k) if k > at else None)
        if body is not None and k > at:
            return body
        if not words[k].isalpha() or reading.sentence.capital[k]:
            return None
        if reading.matches("english_stop", k) > k and words[k] != "at":
            return None
    return None


def _seated_city(reading: Reading, at: int) -> Mention | None:
    """The city as a body: "director of international affairs at the | City of Yokohama"."""
    if reading.sentence.words[at - 1 : at] not in (["at"], ["the"]) or not reading.sentence.capital[at]:
        return None
    unit = reading.matches("english_place_unit", at)
    named = unit + 1 if reading.sentence.words[unit : unit + 1] == ["of"] else at
    place = reading.longest("place", named)
    return place._replace(first=at, low=at) if place is not None and place.value != "generic" else None


def before_hyphen(reading: Reading, at: int, end: int) -> int:
    """Where a city ends that a person with a double name follows: "Mayor of Toulouse | Jean-Luc …"."""
    sentence = reading.sentence
    for k in range(at + 1, min(end, len(sentence) - 2)):
        joined = sentence.words[k + 1] == "-" and sentence.adjacent(k + 1) and sentence.adjacent(k + 2)
        if joined and sentence.capital[k] and sentence.capital[k + 2]:
            return k
    return end


def seat_end(reading: Reading, at: int) -> int:
    """Behind the place where a post is held, or the body above: "Consul General of … in Hanoi"."""
    if reading.sentence.words[at : at + 1] == ["under"]:
        start = at + 1 + (reading.sentence.words[at + 1 : at + 2] == ["the"])
        above = reading.longest("organisation", start)
        return above.last if above is not None else at
    words = reading.sentence.words
    if words[at : at + 1] == ["at"]:
        # "head of the Water Faculty at the University of Hue"
        around = reading.longest("organisation", at + 1 + (words[at + 1 : at + 2] == ["the"]))
        return around.last if around is not None else at
    seated = words[at : at + 1] in (["in"], ["to"])
    place = reading.longest("place", at + 1) if seated else None
    if place is not None:
        return place.last
    # "Permanent Representative of Thailand to the ASEAN Secretariat": where somebody is sent.
    sent = at + 1 + (words[at + 1 : at + 2] == ["the"]) if words[at : at + 1] == ["to"] else len(words)
    if sent >= len(words) or not reading.sentence.capital[sent]:
        return at
    body = reading.longest("organisation", sent) or reading.longest("name", sent)
    return body.last if body is not None else at
