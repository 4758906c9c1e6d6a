"""What a numbered document is about in English: "… on digital transformation to 2025"."""

from __future__ import annotations

from collections.abc import Iterator

from .english_subjects import DETERMINERS, LOOSE, MAX_TITLE, VISIONS, goes_on
from .mentions import Mention, Reading

# Before what a document is about, and stopping words that its title may have inside.
_ABOUT = frozenset({"on", "regarding", "concerning"})
_WHEN = frozenset({
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "that", "this", "behalf",
    "which", "time", "schedule",
})  # fmt: skip
# With these goes on what is said of the document.
_VERBS = frozenset({
    "calls", "sets", "aims", "states", "requires", "stipulates", "provides", "allows", "comes", "came",
    "takes", "took", "sees", "identifies", "defines", "asks", "gives", "says", "can", "may", "must", "should",
})  # fmt: skip
_IN_TITLE = frozenset({"to", "with", "on", "from", "by", "at"})


def find_english_matters(reading: Reading) -> Iterator[Mention]:
    """What a numbered document is about, up to a mark or a verb: "… on digital transformation to 2025"."""
    words = reading.sentence.words
    if not reading.table("document"):
        return
    for index, word in enumerate(words[:-1]):
        dated = reading.at("date", index) or reading.at("date", index + 1) or words[index + 1] in _WHEN
        if word not in _ABOUT or dated or words[index + 1 : index + 3] == ["the", "same"]:
            continue
        last = _matter_end(reading, index + 1)
        if last > index + 1:
            yield Mention("matter", index, last, index + 1, last)


def _matter_end(reading: Reading, start: int) -> int:
    """Where a title without quotation marks ends: before a verb, before when it was issued, at a mark."""
    words = reading.sentence.words
    at = start
    while at < min(len(words), start + 2 * MAX_TITLE):
        if reading.matches("english_stop", at) > at and words[at] not in _IN_TITLE:
            break
        if words[at] in _VERBS and at > start:
            break
        day = reading.longest("date", at)
        if day is not None and "-" in day.value and words[at - 1] in ("on", "in", "of", "since", "dated"):
            break
        if day is not None and words[at] == "in" and at > start:
            break
        inside = words[at] == "-" or reading.sentence.in_number(at)
        if not (goes_on(reading, at) or words[at].isdigit() or inside):
            vision = words[at] == "," and words[at + 1 : at + 3] in (["with", "a"], ["with", "an"])
            if vision and not VISIONS.isdisjoint(words[at + 3 : at + 5]):
                at += 3
            elif not _lists_on(reading, at):
                break
        at += 1
    while at > start and words[at - 1] in (*DETERMINERS, *LOOSE, "-", "with", "by"):
        at -= 1
    return at


def _lists_on(reading: Reading, comma: int) -> bool:
    """Whether a title goes on behind a comma: "on collecting, storing and sharing data"."""
    words = reading.sentence.words
    if words[comma] != ",":
        return False
    at = comma + 1
    while at < min(len(words), comma + 5) and words[at].isalpha() and words[at] != "and":
        ends = reading.sentence.capital[at] or words[at] in DETERMINERS
        if ends or reading.matches("english_stop", at) > at:
            return False
        at += 1
    joined = at > comma + 1 and words[at : at + 1] in (["and"], [","])
    # "on tourism, farmers and fishers said": another clause.
    said = any(reading.matches("english_saying", k) > k for k in range(at, min(len(words), at + 3)))
    return joined and not said
