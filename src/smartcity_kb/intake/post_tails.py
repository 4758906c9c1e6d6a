"""What follows the title in a post: the field or the part of a body, a bracket, the body around."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from .find_people import vietnamese_name_end
from .mentions import Mention, Reading
from .syllables import is_vietnamese

_MAX_TAIL = 14
# The last word of a title whose holder leads a part of a body.
_UNIT_LED = frozenset({"phòng", "khoa", "phận", "môn"})
# The last words of titles that say what their holders know or advise about.
_EXPERTS = frozenset({"gia", "vấn"})
# A lower-case word of these may begin a place in the field.
_MINISTERS = frozenset({("bộ", "trưởng"), ("thứ", "trưởng"), ("vụ", "khanh")})
_UNITS = frozenset({"tỉnh", "thành", "tp", "quận", "huyện", "thị"})


def closes(reading: Reading, at: int) -> bool:
    """Whether a name may end here: the sentence does, or a mark, "là" or a person's name follows."""
    words = reading.sentence.words
    return (
        at >= len(words)
        or words[at] in (",", ";", ".", "-", "(", ")", "là", "kiêm")
        or any(reading.matches(name, at) > at for name in ("predicate", "attend", "saying"))
        or bool(vietnamese_name_end(reading, at) > at or reading.matches("honorific", at) > at)
    )


def spoken_end(reading: Reading, parent: int, at: int) -> int:
    """The parent's end when a verb of saying or a person's name follows; else it begins a new clause."""
    said = any(reading.matches(name, parent) > parent for name in ("attribution", "saying"))
    return parent if said or vietnamese_name_end(reading, parent) > parent else at


def with_tail(reading: Reading, end: int) -> int:
    """The token behind a body: a bracketed place or abbreviation, "tại Việt Nam", "khu vực …"."""
    sentence = reading.sentence
    if end < len(sentence) and sentence.words[end] == "tại":
        place = reading.longest("place", end + 1)
        if place is not None and place.value != "generic":
            return place.last
    if end < len(sentence) and sentence.words[end] == "(":
        seat = _bracketed_body_end(reading, end)
        if seat:
            return seat
        closed = reading.closing(end, 8)
        if closed and (sentence.upper[end + 1] or reading.at("place", end + 1)):
            return closed
    return end


def _bracketed_body_end(reading: Reading, at: int) -> int:
    """Behind a bracket that holds the body around: "Trưởng phòng … (Sở Nội vụ tỉnh …)"; 0 when none does."""
    around = reading.matches("body_around", at + 1) > at + 1
    return reading.closing(at, 16) if around else 0


def free_tail(reading: Reading, head: int, start: int) -> Iterator[tuple[int, Mention | None]]:
    """A field instead of a body ("Trưởng phòng Quản lý đô thị quận 1", "cán bộ phòng thí nghiệm")."""
    sentence = reading.sentence
    inner: list[int] = []
    at = start
    placed = -1
    while at < min(len(sentence), start + _MAX_TAIL):
        if sentence.capital[at] and not reading.at("place", at):
            person = vietnamese_name_end(reading, at) - at
            if person >= 3 or (placed == at and not is_vietnamese(sentence.words[at])):
                break
            if person or _foreign_behind_acronym(reading, at):
                inner.append(at)
        step = _step(reading, start, at)
        if step == at:
            break
        placed = step if reading.at("place", at) else -1
        at = step
    if at > head and sentence.words[head - 1] in _UNIT_LED and (whole := _unit_of(reading, at)) is not None:
        yield whole.last, whole
    linked = reading.matches("post_link", at)
    around = reading.longest("written_body", linked) or reading.longest("name", linked)
    if linked > at > head and around is not None:
        yield with_tail(reading, around.last), around
    lone = reading.matches("body_lone", linked)
    if lone > linked > at > head and closes(reading, lone):
        # "Trưởng phòng Công nghệ thông tin của sở"
        yield lone, None
    for end in [at, *reversed([i for i in inner if i < at])]:
        if end > head:
            yield end, None


def _unit_of(reading: Reading, at: int) -> Mention | None:
    """The body behind a comma that a department belongs to: "Trưởng phòng Kế hoạch, Công ty A cho biết"."""
    words = reading.sentence.words
    whole = reading.longest("organisation", at + 1) if words[at : at + 1] == [","] else None
    if whole is None:
        return None
    closed = whole.last == len(words) or words[whole.last] in (",", ")", "-", ".")
    return whole if closed or spoken_end(reading, whole.last, at) > at else None


def _foreign_behind_acronym(reading: Reading, at: int) -> bool:
    """Whether a foreign person's name may begin behind a body's short form: "… Diễn đàn ABC John Doe"."""
    sentence = reading.sentence
    word = sentence.words[at]
    opens = sentence.upper[at - 1] and not sentence.upper[at] and not is_vietnamese(word)
    return opens and at + 1 < len(sentence) and sentence.capital[at + 1]


def _step(reading: Reading, start: int, at: int) -> int:
    """The token after the one at ``at`` when that belongs to the field, else ``at``."""
    sentence = reading.sentence
    word = sentence.words[at]
    if not word[0].isalnum():
        return _over_mark(reading, at)
    place = reading.longest("place", at) if sentence.capital[at] or word in _UNITS else None
    if place is not None:
        return place.last
    if word == "và":
        goes_on = reading.matches("organisation_continuation", at + 1)
        return goes_on if goes_on > at + 1 else at
    if sentence.capital[at]:
        return max(at + 1, *(reading.matches(name, at) for name in ("compound", "organisation_field")))
    if word == "về" and at - start <= 2 and not _EXPERTS.isdisjoint(sentence.words[max(0, start - 3) : at]):
        # "chuyên gia trưởng về đô thị"
        return at + 1
    return _past(reading, at, start)


def _over_mark(reading: Reading, at: int) -> int:
    """Over a bracket with an abbreviation, a quoted name, or a dash inside a word."""
    sentence = reading.sentence
    word = sentence.words[at]
    if word == "(":
        seat = _bracketed_body_end(reading, at)
        if seat:
            return seat
        closed = reading.closing(at, 7)
        return closed if closed and (sentence.upper[at + 1] or reading.at("place", at + 1)) else at
    if word == '"':
        return reading.closing(at, 16) or at
    inside = at + 1 < len(sentence) and sentence.adjacent(at) and sentence.adjacent(at + 1)
    if word == "," and _lists_fields(reading, at):
        return at + 1
    # "Bộ trưởng Thông tin - Truyền thông": a field in two capital words.
    field = word == "-" and at + 1 < len(sentence) and sentence.capital[at + 1]
    lists = ("organisation_field", "organisation_continuation")
    field = field and any(reading.matches(name, at + 1) > at + 1 for name in lists)
    return at + 1 if word in "-&" and (inside or field) else at


def _lists_fields(reading: Reading, at: int) -> bool:
    """Whether a minister's fields go on behind a comma: "Thứ trưởng Kinh tế, | Thương mại và Công nghiệp"."""
    sentence = reading.sentence
    words, capital = sentence.words, sentence.capital
    led = not _MINISTERS.isdisjoint(pairwise(words[max(0, at - 8) : at]))
    joint = next((k for k in range(at + 2, min(len(words) - 1, at + 7)) if words[k] == "và"), 0)
    return led and joint > 0 and capital[at + 1] and capital[joint + 1] and "," not in words[at + 1 : joint]


def _past(reading: Reading, at: int, start: int) -> int:
    if reading.sentence.words[at] == "kiêm" or reading.at("date", at):
        return at
    activity = reading.matches("activity", at)
    if at == start:
        activity = max(activity, reading.matches("activity_verb", at))
    if activity > at:
        return at if reading.matches("attribution", at) > at else activity
    return reading.past("stop", at)
