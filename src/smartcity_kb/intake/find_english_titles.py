"""Events, schemes and bodies in English that are called by a head and what it is about: "workshop on …"."""

from __future__ import annotations

from collections.abc import Iterator

from .english_names import run_end
from .mentions import BARE, Mention, Reading

_BEHIND_HEAD = frozenset({"titled", "themed", "entitled", "on", "of", "for", "with", "to", "about", '"', "'"})
_EVENT_KINDS = frozenset({
    "international", "regional", "national", "annual", "annually", "scientific", "online", "virtual",
    "high-level", "provincial", "ministerial", "biennial", "opening", "closing", "signing", "launching",
    "launch", "inauguration", "next", "upcoming", "inaugural", "first", "second", "third", "fourth", "fifth",
    "groundbreaking", "award", "awarding",
})  # fmt: skip
_DAYS = [[day] for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")]
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
# Before the years of a title: "in the 2019-2025 period", "by 2025", "with a vision to 2030".
_OVER_YEARS = frozenset({"in", "for", "during", "by", "until", "till", "to", "through", "towards", "toward"})
VISIONS = frozenset({"vision", "visions", "orientation", "orientations", "view", "beyond"})
_MAX_MODIFIERS = 6
MAX_TITLE = 20
_NO_MODIFIERS = frozenset({"of", "and", "for", "in", "s", "between", "under", "into", "new"})
# What a subject does not end with.
LOOSE = frozenset({"for", "in", "of", "and", "to", "on"})
DETERMINERS = frozenset({"a", "an", "the", "its", "their", "this", "new"})


def find_english_events(reading: Reading) -> Iterator[Mention]:
    """Events by their head: at the end of a name ("… Summit 2017") or before a subject ("workshop on …")."""
    sentence = reading.sentence
    for index in range(len(sentence)):
        head = reading.matches("english_event_head", index)
        if (
            head == index
            and index > 0
            and (sentence.capital[index - 1] or _ends_compound(reading, index - 1))
        ):
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
        elif last < len(sentence) and sentence.words[last] in _BEHIND_HEAD:
            last = _subject_end(reading, last)
        elif last < len(sentence) and len(sentence.words[last]) == 4 and sentence.words[last].isdigit():
            last += 1
        elif sentence.words[last - 1] in _PRIZES:
            last = _prize_end(reading, last)
        elif sentence.capital[index] and (seat := reading.longest("place", last)) is not None:
            # "Smart City Summit Da Nang 2019"
            last = seat.last + 1 if _is_year(sentence.words, seat.last) else last
        if _is_part(reading, first, last):
            continue
        # "a conference", "a two-day conference": another than the one before.
        article = first - 4 if sentence.words[first - 2 : first] == ["-", "day"] else first - 1
        other = article >= 0 and sentence.words[article] in ("a", "an")
        alone = last - first == head - index and not other
        yield Mention("event", first, last, first, last, BARE if alone else "")


def _event_start(reading: Reading, head: int) -> int:
    """Where an event's name begins: its capitals, or behind "a" what it is: "a | technology workshop"."""
    sentence = reading.sentence
    first = _name_start(reading, head)
    if first > 3 and sentence.words[first - 3 : first] == ["year", "'", "s"]:
        other = sentence.words[first - 4] in ("last", "next")
        return first - 4 if other else first
    at = first
    while at > max(0, first - _MAX_MODIFIERS) and _describes(reading, at - 1):
        at -= 1
    told = at < first and sentence.words[at - 1 : at] in (["a"], ["an"])
    plain = told and all(word in _PLAIN or word == "-" for word in sentence.words[at:first])
    return at if told and not plain else first


def _describes(reading: Reading, at: int) -> bool:
    """Whether a word in lower case, or the hyphen inside one, may say what an event is."""
    sentence = reading.sentence
    word = sentence.words[at]
    if word in ("-", "–"):
        return (sentence.adjacent(at) and sentence.adjacent(at + 1)) or _joins_places(reading, at)
    ends = word in ("a", "an") or word in _NO_MODIFIERS - {"new", "and"}
    return word.isalpha() and not ends and reading.matches("english_stop", at) == at


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


def _marks_around(reading: Reading, index: int) -> tuple[int, int] | None:
    """The quotation marks around a title in capitals that has a head here: "“Can Tho Water Dialogue: …”"."""
    sentence = reading.sentence
    for at in range(index - 1, max(-1, index - MAX_TITLE), -1):
        if sentence.words[at] == '"':
            closed = reading.closing(at, MAX_TITLE)
            titled = closed > index + 1 and sentence.capital[at + 1] and sentence.capital[index]
            return (at, closed) if titled and sentence.words[closed - 2] not in (",", ".") else None
    return None


def _is_part(reading: Reading, first: int, last: int) -> bool:
    """Whether only a part of an event is named, as every event has it: "the closing session"."""
    return _PARTS.issuperset(reading.sentence.words[first:last])


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


def find_english_schemes(reading: Reading) -> Iterator[Mention]:
    """Schemes by their head, with the name before it or the subject behind: "National Port Plan"."""
    sentence = reading.sentence
    for index in range(len(sentence)):
        head = reading.matches("english_scheme_head", index)
        if head == index or reading.at("document", index):
            continue
        first = min(_name_start(reading, index), _modifiers_start(reading, index))
        last = head
        if last < len(sentence) and sentence.words[last] in _BEHIND_HEAD:
            last = _subject_end(reading, last)
        last = _term_end(reading, last)
        if last - first > head - index:
            yield Mention("scheme", first, last, first, last)


_BOARDS = frozenset({"committee", "commission", "council", "board", "force", "group"})


def find_english_common_bodies(reading: Reading) -> Iterator[Mention]:
    """Bodies in lower case with what they are for: "a steering committee for digital transformation"."""
    sentence = reading.sentence
    for index, head in reading.listed("english_common_body").items():
        if sentence.capital[index]:
            continue
        first = _modifiers_start(reading, index)
        last = head
        if sentence.words[head : head + 1] in (["for"], ["of"], ["on"]):
            last = _subject_end(reading, head)
        if last > head or first < index:
            yield Mention("body", first, last, first, last, "common")
    for board in reading.all("organisation"):
        # "the National Task Force for smart city development"
        at = board.last
        if sentence.words[at - 1] in _BOARDS and sentence.words[at : at + 1] in (["for"], ["on"]):
            end = _subject_end(reading, at)
            if end > at and not sentence.capital[at + 1]:
                yield Mention("body", board.first, end, board.low, end)


def _modifiers_start(reading: Reading, head: int) -> int:
    """Where the words before a head in lower case begin: behind the article, a verb or a mark."""
    sentence = reading.sentence
    at = head
    while at > max(0, head - _MAX_MODIFIERS) and sentence.words[at - 1].isalpha():
        word = sentence.words[at - 1]
        if word in DETERMINERS:
            return at
        if word == "s" and sentence.words[at - 2 : at - 1] == ["'"]:
            return _owner_start(reading, at)
        joins = word == "and" and at < head
        if reading.matches("english_stop", at - 1) > at - 1 or (word in _NO_MODIFIERS and not joins):
            return head
        at -= 1
    scale = 3 < at < head and sentence.words[at - 2] == ":" and sentence.in_number(at - 2)
    # "the 1:500 detailed plan"
    return at - 3 if scale else head


def _owner_start(reading: Reading, at: int) -> int:
    """Where the place begins of which something is: "Lam Dong's | digital project"; else ``at``."""
    owners = [one.first for one in reading.all("place") if one.last == at - 2 and one.value != "generic"]
    return min(owners, default=at)


def _name_start(reading: Reading, head: int) -> int:
    """Where the name before an event's head begins: capitals, or one adjective in lower case."""
    sentence = reading.sentence
    at = head
    while at > 0 and (
        sentence.capital[at - 1]
        or sentence.words[at - 1].isdigit()
        or (sentence.words[at - 1] == "-" and sentence.adjacent(at) and sentence.adjacent(at - 1))
        or _joins_places(reading, at - 1)
        or _ends_compound(reading, at - 1)
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


def _ends_compound(reading: Reading, at: int) -> bool:
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


def _joins_places(reading: Reading, at: int) -> bool:
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


def _subject_end(reading: Reading, at: int) -> int:
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


def _period_end(reading: Reading, at: int) -> int:
    """Behind the years here: "for 2017-2020", "for the 2017-2020 period"; ``at`` when there are none."""
    words = reading.sentence.words
    first = at + (words[at : at + 1] == ["the"])
    years = [word.isdigit() and len(word) == 4 for word in words[first : first + 3]]
    if years != [True, False, True]:
        return at
    return first + 3 + (words[first + 3 : first + 4] == ["period"])


def _term_end(reading: Reading, at: int) -> int:
    """Behind the years that end a title: "… in the 2019-2025 period, with a vision to 2030"."""
    words = reading.sentence.words
    for _ in range(3):
        start = at + (words[at : at + 1] == [","])
        end = start
        if words[start : start + 1] and words[start] in _OVER_YEARS:
            end = _period_end(reading, start + 1)
            end = start if end == start + 1 else end
            year = start + 1 + 2 * (words[start + 1 : start + 3] == ["the", "year"])
            if end == start and _is_year(words, year):
                end = year + 1
        elif words[start : start + 1] in (["with"], ["and"]):
            seen = next((k for k in range(start + 1, min(len(words), start + 4)) if words[k] in VISIONS), 0)
            year = next((k for k in range(seen + 1, seen + 5) if _is_year(words, k)), 0) if seen else 0
            end = year + 1 if year else start
        if end == start:
            return at
        at = end
    return at


def _is_year(words: list[str], at: int) -> bool:
    return at < len(words) and len(words[at]) == 4 and words[at].isdigit()


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
