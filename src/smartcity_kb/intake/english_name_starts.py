"""Where a name in English begins before its head: "the Asian Water and Cities | Forum"."""

from __future__ import annotations

from .english_subjects import DETERMINERS
from .mentions import Reading

_EVENT_KINDS = frozenset({
    "international", "regional", "national", "annual", "annually", "scientific", "online", "virtual",
    "high-level", "provincial", "ministerial", "biennial", "opening", "closing", "signing", "launching",
    "launch", "inauguration", "next", "upcoming", "inaugural", "first", "second", "third", "fourth", "fifth",
    "groundbreaking", "award", "awarding",
})  # fmt: skip
MAX_MODIFIERS = 6
NO_MODIFIERS = frozenset({"of", "and", "for", "in", "s", "between", "under", "into", "new"})


def name_start(reading: Reading, head: int) -> int:
    """Where the name before an event's head begins: capitals, or one adjective in lower case."""
    sentence = reading.sentence
    at = head
    while at > 0 and (
        sentence.capital[at - 1]
        or sentence.words[at - 1].isdigit()
        or (sentence.words[at - 1] == "-" and sentence.adjacent(at) and sentence.adjacent(at - 1))
        or joins_places(reading, at - 1)
        or ends_compound(reading, at - 1)
        or _joins_parts(reading, at - 1)
    ):
        if sentence.words[at - 1] in ("the", "a", "an", "this"):
            break
        at -= 1
    while at > 0 and sentence.words[at - 1] in _EVENT_KINDS:
        at -= 1
    if sentence.words[at] == "-":
        # "a two-day conference"
        at = min(at + 2, head)
    # "the 3rd international conference": the ordinal is two tokens.
    ordinal = (
        at > 1 and sentence.words[at - 1] in ("st", "nd", "rd", "th") and sentence.words[at - 2].isdigit()
    )
    return at - 2 if ordinal else at


def ends_compound(reading: Reading, at: int) -> bool:
    """Whether the second half of a compound stands here in lower case: "Start-up Festival"."""
    sentence = reading.sentence
    return at > 1 and sentence.words[at - 1] == "-" and sentence.adjacent(at) and sentence.adjacent(at - 1)


def _joins_parts(reading: Reading, at: int) -> bool:
    """Whether "and" stands inside a name that an article opens: "the Asian Water and Cities Forum"."""
    sentence = reading.sentence
    if sentence.words[at] not in ("and", "&") or sentence.capital[at + 1 : at + 2] != [True]:
        return False
    first = at
    while first > 0 and sentence.capital[first - 1]:
        first -= 1
    heads = ("english_organisation_head", "english_organisation_name", "organisation_name")
    body = any(reading.matches(name, k) > k for k in range(first, at) for name in heads)
    opened = sentence.words[first - 1 : first] in (["the"], ["a"], ["an"])
    return first < at and opened and not body and not reading.at("place", first)


def joins_places(reading: Reading, at: int) -> bool:
    """Whether a dash stands here between two places: "Vietnam - Denmark Forum"."""
    sentence = reading.sentence
    dash = sentence.words[at] in ("-", "–")
    if not (dash and at > 0 and sentence.capital[at - 1]):
        return False
    # "Viet Nam - Asia Smart City Forum", but not behind a dateline: "HANOI - Asia …".
    spelt = not sentence.upper[at - 1] and sentence.capital[at + 1 : at + 2] == [True]
    return bool(reading.at("place", at + 1)) or (
        spelt and any(one.last == at for one in reading.all("place"))
    )


def modifiers_start(reading: Reading, head: int) -> int:
    """Where the words before a head in lower case begin: behind the article, a verb or a mark."""
    sentence = reading.sentence
    at = head
    while at > max(0, head - MAX_MODIFIERS) and sentence.words[at - 1].isalpha():
        word = sentence.words[at - 1]
        if word in DETERMINERS:
            return at
        if word == "s" and sentence.words[at - 2 : at - 1] == ["'"]:
            return _owner_start(reading, at)
        joins = word == "and" and at < head
        if reading.matches("english_stop", at - 1) > at - 1 or (word in NO_MODIFIERS and not joins):
            return head
        at -= 1
    scale = 3 < at < head and sentence.words[at - 2] == ":" and sentence.in_number(at - 2)
    # "the 1:500 detailed plan"
    return at - 3 if scale else head


def _owner_start(reading: Reading, at: int) -> int:
    """Where the place begins of which something is: "Lam Dong's | digital project"; else ``at``."""
    owners = [one.first for one in reading.all("place") if one.last == at - 2 and one.value != "generic"]
    return min(owners, default=at)
