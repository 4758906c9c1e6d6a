"""Events in English by their head: "… Summit 2017", "workshop on …"."""

from __future__ import annotations

from collections.abc import Iterator

from .english_name_starts import MAX_MODIFIERS, NO_MODIFIERS, ends_compound, joins_places, name_start
from .english_subjects import BEHIND_HEAD, MAX_TITLE, is_year, subject_end
from .mentions import BARE, Mention, Reading

# "at the provincial conference | centre": where, not what.
_VENUES = (["centre"], ["center"], ["hall"], ["room"], ["venue"], ["complex"], ["house"], ["grounds"])
_PRIZES = frozenset({"prize", "prizes", "award", "awards"})
# These say how long or how big an event is, not which.
_PLAIN = frozenset({
    "one", "two", "three", "four", "five", "half", "day", "days", "week", "hour", "long", "recent", "big",
    "major", "large", "scale", "special", "regular", "new", "face", "short", "brief",
})  # fmt: skip
_CALLED = (["entitled"], ["titled"], ["themed"], ["called"], ["named"], ["dubbed"])
_PARTS = frozenset({
    "opening", "closing", "plenary", "first", "second", "final", "session", "ceremony", "signing",
})  # fmt: skip


def find_english_events(reading: Reading) -> Iterator[Mention]:
    """Events by their head: at the end of a name ("… Summit 2017") or before a subject ("workshop on …")."""
    sentence = reading.sentence
    for index in range(len(sentence)):
        head = reading.matches("english_event_head", index)
        if head == index and index > 0 and (sentence.capital[index - 1] or ends_compound(reading, index - 1)):
            head = reading.matches("english_event_name_head", index)
            small = not sentence.capital[index] and sentence.words[index] not in _PRIZES
            head = index if small else head
        if head == index or sentence.words[head : head + 1] in _VENUES:
            continue
        marks = _marks_around(reading, index)
        if marks is not None:
            yield Mention("event", marks[0], marks[1], marks[0] + 1, marks[1] - 1)
            continue
        first = _event_start(reading, index)
        last = head
        if sentence.words[last : last + 1] == [","] and sentence.words[last + 1 : last + 2] in _CALLED:
            last = _called_end(reading, last + 2) or head
        elif last < len(sentence) and sentence.words[last] in BEHIND_HEAD:
            last = subject_end(reading, last)
        elif last < len(sentence) and len(sentence.words[last]) == 4 and sentence.words[last].isdigit():
            last += 1
        elif sentence.words[last - 1] in _PRIZES:
            last = _prize_end(reading, last)
        elif sentence.capital[index] and (seat := reading.longest("place", last)) is not None:
            # "Smart City Summit Da Nang 2019"
            last = seat.last + 1 if is_year(sentence.words, seat.last) else last
        if _is_part(reading, first, last):
            continue
        # "a conference", "a two-day conference": another than the one before.
        article = first - 4 if sentence.words[first - 2 : first] == ["-", "day"] else first - 1
        other = article >= 0 and sentence.words[article] in ("a", "an")
        alone = last - first == head - index and not other
        yield Mention("event", first, last, first, last, BARE if alone else "")


def _marks_around(reading: Reading, index: int) -> tuple[int, int] | None:
    """The quotation marks around a title in capitals that has a head here: "“Can Tho Water Dialogue: …”"."""
    sentence = reading.sentence
    for at in range(index - 1, max(-1, index - MAX_TITLE), -1):
        if sentence.words[at] == '"':
            closed = reading.closing(at, MAX_TITLE)
            titled = closed > index + 1 and sentence.capital[at + 1] and sentence.capital[index]
            return (at, closed) if titled and sentence.words[closed - 2] not in (",", ".") else None
    return None


def _event_start(reading: Reading, head: int) -> int:
    """Where an event's name begins: its capitals, or behind "a" what it is: "a | technology workshop"."""
    sentence = reading.sentence
    first = name_start(reading, head)
    if first > 3 and sentence.words[first - 3 : first] == ["year", "'", "s"]:
        other = sentence.words[first - 4] in ("last", "next")
        return first - 4 if other else first
    at = first
    while at > max(0, first - MAX_MODIFIERS) and _describes(reading, at - 1):
        at -= 1
    told = at < first and sentence.words[at - 1 : at] in (["a"], ["an"])
    plain = told and all(word in _PLAIN or word == "-" for word in sentence.words[at:first])
    return at if told and not plain else first


def _describes(reading: Reading, at: int) -> bool:
    """Whether a word in lower case, or the hyphen inside one, may say what an event is."""
    sentence = reading.sentence
    word = sentence.words[at]
    if word in ("-", "–"):
        return (sentence.adjacent(at) and sentence.adjacent(at + 1)) or joins_places(reading, at)
    ends = word in ("a", "an") or word in NO_MODIFIERS - {"new", "and"}
    return word.isalpha() and not ends and reading.matches("english_stop", at) == at


def _called_end(reading: Reading, at: int) -> int:
    """Behind a title, in quotation marks or not: "the workshop, entitled Clean Rivers for All, …"."""
    sentence = reading.sentence
    if sentence.words[at : at + 1] in (['"'], ["'"]):
        return reading.closing(at, 40)
    if sentence.capital[at : at + 1] != [True]:
        return 0
    for end in range(at + 1, min(len(sentence), at + 20)):
        if sentence.words[end] in (",", ".", ";"):
            return end
    return 0


def _prize_end(reading: Reading, at: int) -> int:
    """Behind the event at which a prize is given: "Green Prize | at the Hue Green Awards 2020"."""
    sentence = reading.sentence
    start = at + 1 + (sentence.words[at + 1 : at + 2] == ["the"])
    end = start
    while end < len(sentence) and (sentence.capital[end] or sentence.words[end].isdigit()):
        end += 1
    behind = sentence.words[at : at + 1] in (["at"], ["of"]) and end - start > 1
    year = len(sentence.words[at]) == 4 and sentence.words[at].isdigit() if at < len(sentence) else False
    return end if behind else at + year


def _is_part(reading: Reading, first: int, last: int) -> bool:
    """Whether only a part of an event is named, as every event has it: "the closing session"."""
    return _PARTS.issuperset(reading.sentence.words[first:last])
