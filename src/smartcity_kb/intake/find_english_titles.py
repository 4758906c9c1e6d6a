"""Schemes and bodies in English that are called by a head and what it is about: "plan for …"."""

from __future__ import annotations

from collections.abc import Iterator

from .english_name_starts import modifiers_start, name_start
from .english_subjects import BEHIND_HEAD, subject_end, term_end
from .mentions import Mention, Reading

_BOARDS = frozenset({"committee", "commission", "council", "board", "force", "group"})


def find_english_schemes(reading: Reading) -> Iterator[Mention]:
    """Schemes by their head, with the name before it or the subject behind: "National Port Plan"."""
    sentence = reading.sentence
    for index in range(len(sentence)):
        head = reading.matches("english_scheme_head", index)
        if head == index or reading.at("document", index):
            continue
        first = min(name_start(reading, index), modifiers_start(reading, index))
        last = head
        if last < len(sentence) and sentence.words[last] in BEHIND_HEAD:
            last = subject_end(reading, last)
        last = term_end(reading, last)
        if last - first > head - index:
            yield Mention("scheme", first, last, first, last)


def find_english_common_bodies(reading: Reading) -> Iterator[Mention]:
    """Bodies in lower case with what they are for: "a steering committee for digital transformation"."""
    sentence = reading.sentence
    for index, head in reading.listed("english_common_body").items():
        if sentence.capital[index]:
            continue
        first = modifiers_start(reading, index)
        last = head
        if sentence.words[head : head + 1] in (["for"], ["of"], ["on"]):
            last = subject_end(reading, head)
        if last > head or first < index:
            yield Mention("body", first, last, first, last, "common")
    for board in reading.all("organisation"):
        # "the National Task Force for smart city development"
        at = board.last
        if sentence.words[at - 1] in _BOARDS and sentence.words[at : at + 1] in (["for"], ["on"]):
            end = subject_end(reading, at)
            if end > at and not sentence.capital[at + 1]:
                yield Mention("body", board.first, end, board.low, end)
