"""Organisations: by the head of their name (Sở, Tập đoàn …), by list, by foreign or capital words."""

from __future__ import annotations

from collections.abc import Iterator

from .find_english import find_english_organisations
from .find_people import vietnamese_name_end
from .mentions import Mention, Reading
from .syllables import is_vietnamese

_MAX_NAME = 22
_UNITS = frozenset({"tỉnh", "thành", "phố", "tp", "quận", "huyện", "thị", "xã", "phường", "q"})
ROMAN = frozenset({
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv",
    "xvi", "xvii", "xviii", "xix", "xx",
})  # fmt: skip
_JOINTS = frozenset({"và", "-", "&", "/"})
_LONE_HEADS = frozenset(
    {
        ("ủy", "ban", "nhân", "dân"),
        ("ubnd",),
        ("hội", "đồng", "nhân", "dân"),
        ("hđnd",),
        ("văn", "phòng", "ubnd"),
    }
)


def find_organisations(reading: Reading) -> Iterator[Mention]:
    """Organisations with a proper name; shorter readings where a person's name may follow directly."""
    if reading.english:
        yield from find_english_organisations(reading)
    for mention in reading_bodies(reading):
        if mention.value != "common":
            yield mention


def find_bodies(reading: Reading) -> Iterator[Mention]:
    """Organisations and what is named like one in lower case ("trung tâm điều hành đô thị thông minh")."""
    bodies = find_english_organisations(reading) if reading.english else reading_bodies(reading)
    for mention in bodies:
        yield mention._replace(kind="body")
    words = reading.sentence.words
    for index, word in enumerate(words):
        if word == '"' and index + 1 < len(words) and _head_end(reading, index + 1) > index + 1:
            closed = reading.closing(index, 20)
            if closed > index + 2:
                yield Mention("body", index, closed, index + 1, closed - 1, "common")


def reading_bodies(reading: Reading) -> Iterator[Mention]:
    """All that begins with the head of an organisation's name or stands in a list of names."""
    for index in range(len(reading.sentence)):
        named = _listed(reading, index)
        if named > index:
            for end in _with_place(reading, named):
                yield Mention("organisation", index, end, index, end)
        head = _head_end(reading, index)
        if head > index:
            yield from _headed(reading, index, head)


def find_names(reading: Reading) -> Iterator[Mention]:
    """Proper names that are no Vietnamese words: capitals, foreign words ("Becamex IDC")."""
    sentence = reading.sentence
    at = 0
    while at < len(sentence):
        end = _name_end(reading, at)
        if end > at:
            yield Mention("name", at, end, at, end)
            closed = _bracketed(reading, end)
            if closed > end:
                yield Mention("name", at, closed, at, closed)
        at = max(end, at + 1)


def _listed(reading: Reading, index: int) -> int:
    if not reading.sentence.capital[index]:
        return index
    return reading.matches("organisation_name", index)


def _head_end(reading: Reading, index: int) -> int:
    end = reading.matches("organisation_head", index)
    if reading.sentence.capital[index]:
        end = max(end, reading.matches("organisation_head_capital", index))
    return end


def _headed(reading: Reading, index: int, head: int) -> Iterator[Mention]:
    sentence = reading.sentence
    ends = _tail_ends(reading, index, head)
    lone = tuple(sentence.words[index:head]) in _LONE_HEADS
    for end in ends:
        if end == head and not (lone or _may_stand_alone(reading, index, head)):
            continue
        proper = lone or any(sentence.capital[head:end]) or (sentence.capital[index] and end > head)
        yield Mention("organisation", index, end, index, end, "" if proper else "common")
    if lone and head not in ends:
        yield Mention("organisation", index, head, index, head, "generic")


def _may_stand_alone(reading: Reading, index: int, head: int) -> bool:
    """Whether a head in capitals is a name by itself: "Ban Chỉ đạo", "Hội đồng Cố vấn"."""
    return (
        head - index >= 2 and reading.sentence.capital[index] and reading.matches("body_alone", index) == head
    )


def _tail_ends(reading: Reading, index: int, head: int) -> list[int]:
    """Where the name may end: at its longest, and before each person's name inside it."""
    sentence = reading.sentence
    words = sentence.words
    inner: list[int] = []
    at = reading.matches("organisation_field", head)
    if at == head and head < len(words) and words[head] == '"':
        at = reading.closing(head, 16) or head
    limit = min(len(words), index + _MAX_NAME)
    before = ""
    while at < limit:
        if at > head and sentence.capital[at]:
            person = vietnamese_name_end(reading, at) - at
            if person >= 3 or (person == 2 and before == "place"):
                break
            if person:
                inner.append(at)
        step = _step(reading, head, at)
        if step == at or (before and _leaves_name(reading, at)):
            break
        before = "place" if reading.at("place", at) or words[at] == "(" else ""
        at = step
    at = _trimmed(words, head, at)
    return [at, *[end for end in reversed(inner) if end < at]]


def _step(reading: Reading, head: int, at: int) -> int:
    """The token after the one at ``at`` when that belongs to the name, else ``at``."""
    sentence = reading.sentence
    word = sentence.words[at]
    place = reading.longest("place", at) if (sentence.capital[at] or word in _UNITS) else None
    if place is not None:
        return place.last
    purpose = _purpose_end(reading, head, at)
    if purpose > at:
        return purpose
    if word in _JOINTS or word == ",":
        return _over_joint(reading, head, at)
    if word == "(":
        return _bracketed(reading, at)
    if word == "." or not word[0].isalnum():
        return at
    if sentence.capital[at]:
        field = reading.matches("organisation_field", at)
        if at > head and field == at and _opens_other(reading, at):
            return at
        return max(field, reading.matches("compound", at), at + 1)
    if word[0].isdigit():
        return at + 1 if len(word) <= 3 and at > head and not reading.at("date", at) else at
    field = reading.matches("organisation_field", at)
    if field > at:
        return field
    if word == "về" and at > head and _is_about(reading, head, at):
        return at + 1
    activity = reading.matches("activity", at)
    if activity > at and at - head <= 10 and reading.matches("attribution", at) == at:
        return activity
    if at == head and (verb := reading.matches("activity_verb", at)) > at:
        return verb
    if word in ROMAN and sentence.words[at - 1] in ("khóa", "kì"):
        return at + 1
    return reading.past("stop", at)


def _leaves_name(reading: Reading, at: int) -> bool:
    """Whether a word behind a place or a bracket is the sentence going on, not the name."""
    sentence = reading.sentence
    word = sentence.words[at]
    if sentence.capital[at] or not word.isalpha() or word in _JOINTS or word in _UNITS:
        return False
    return reading.matches("after_place", at) == at


def _purpose_end(reading: Reading, head: int, at: int) -> int:
    """What a committee is for: "điều phối xây dựng, triển khai …", "giai đoạn 2026-2030"; else ``at``."""
    if not any(reading.matches("about_head", start) == head for start in range(max(0, head - 4), head)):
        return at
    words = reading.sentence.words
    if words[at] in ("giai", "giao") and at > head and (period := reading.longest("date", at)):
        return period.last
    lists = ("activity", "activity_verb")
    behind = at + 1 if words[at] in (",", "và") else at
    end = max(reading.matches(name, behind) for name in lists)
    before = any(reading.matches(name, k) == at for name in lists for k in range(max(head, at - 3), at))
    return end if end > behind and before and reading.matches("attribution", behind) == behind else at


def _is_about(reading: Reading, head: int, at: int) -> bool:
    """Whether "về" says what a committee or a network is for ("Ủy ban Quốc gia về chuyển đổi số")."""
    about = any(reading.matches("about_head", start) == head for start in range(max(0, head - 4), head))
    return about and reading.sentence.words[at + 1 : at + 2] not in (["việc"], ["các"])


def _opens_other(reading: Reading, at: int) -> bool:
    """Whether another post begins here: an organisation may well hold another's name in its own."""
    if any(reading.matches(name, at) > at for name in ("post_head", "post_member", "post_state")):
        return True
    return reading.matches("honorific", at) > at


def _over_joint(reading: Reading, head: int, at: int) -> int:
    """Over "và", "-", "&" or "," when the name goes on behind it."""
    sentence = reading.sentence
    following = at + 1
    if at == head or following >= len(sentence):
        return at
    goes_on = reading.matches("organisation_continuation", following)
    if sentence.words[at] == ",":
        # Only inside "A, B và C" of one ministry or institute: the last part has to be a continuation.
        if goes_on == following:
            return at
        behind = sentence.words[goes_on] if goes_on < len(sentence) else ""
        return goes_on if behind == "và" else at
    if goes_on > following:
        return goes_on
    other = reading.longest("place", following)
    if sentence.words[at] == "-" and other and any(m.last == at for m in _places_before(reading, at)):
        return other.last
    if sentence.words[at] in ("-", "/") and sentence.adjacent(at) and sentence.adjacent(following):
        return max(following + 1, reading.matches("compound", following))
    if sentence.words[at] == "và" and not sentence.capital[following]:
        return _joined_field(reading, at)
    if not sentence.capital[following] or not _joins(reading, following):
        return at
    return following + 1


def _joined_field(reading: Reading, at: int) -> int:
    """Over "và" when a few common words lead to the place that both fields share: "Đất và nhà ở Hàn Quốc"."""
    sentence = reading.sentence
    end = at + 1
    while end < min(len(sentence), at + 5) and sentence.words[end].isalpha() and not sentence.capital[end]:
        compound = reading.matches("compound", end)
        if compound > end:
            end = compound
            continue
        people = reading.matches("people_noun", end) > end or reading.matches("stop", end) > end
        if people or _head_end(reading, end) > end or reading.matches("predicate", end) > end:
            return at
        end += 1
    place = reading.longest("place", end) if end > at + 1 else None
    return end if place is not None and place.value != "generic" else at


def _places_before(reading: Reading, at: int) -> Iterator[Mention]:
    """Places that begin up to four tokens before: "Việt Nam - Hàn Quốc" joins two."""
    for start in range(max(0, at - 4), at):
        yield from reading.at("place", start)


def _joins(reading: Reading, following: int) -> bool:
    """Whether a capital word after a joint continues the name rather than beginning another."""
    if _head_end(reading, following) > following or _listed(reading, following) > following:
        return False
    if _opens_other(reading, following) or reading.at("place", following):
        return False
    if vietnamese_name_end(reading, following) > following:
        return False
    return _name_end(reading, following) == following


def _bracketed(reading: Reading, at: int) -> int:
    """After a short bracket that holds an abbreviation or a place: "(VNPT)", "(Hà Lan)"."""
    sentence = reading.sentence
    if at >= len(sentence) or sentence.words[at] != "(":
        return at
    closed = reading.closing(at, 9)
    if not closed or not sentence.capital[at + 1] or _opens_other(reading, at + 1):
        return at
    inside = range(at + 1, closed - 1)
    fits = all(sentence.capital[k] or not sentence.words[k].isalpha() for k in inside)
    other = reading.longest("place", at + 1) is not None or _head_end(reading, at + 1) > at + 1
    return closed if fits or other else at


def _with_place(reading: Reading, end: int) -> list[int]:
    """A listed name, with the place, the list field or the bracket behind it."""
    ends = [end]
    place = reading.longest("place", end)
    if place is not None:
        ends.insert(0, place.last)
    closed = _bracketed(reading, ends[0])
    if closed > ends[0]:
        ends.insert(0, closed)
    return ends


def _name_end(reading: Reading, index: int) -> int:
    sentence = reading.sentence
    if not _foreign(reading, index):
        return index
    at = index + 1
    while at < min(len(sentence), index + 6):
        word = sentence.words[at]
        if _foreign(reading, at):
            at += 1
        elif word in ("-", "&") and at + 1 < len(sentence) and _foreign(reading, at + 1):
            at += 2
        elif sentence.capital[at] and not _opens_other(reading, at) and _head_end(reading, at) == at:
            if vietnamese_name_end(reading, at) > at:
                break
            at += 1
        else:
            break
    return at


def _foreign(reading: Reading, index: int) -> bool:
    """Whether a capital word is an acronym or no Vietnamese syllable, and no word that only looks so."""
    sentence = reading.sentence
    if not sentence.capital[index] or not sentence.words[index].isalpha():
        return False
    if sentence.words[index] in ROMAN:
        return False
    if reading.matches("not_an_organisation", index) > index or reading.matches("honorific", index) > index:
        return False
    if any(reading.matches(name, index) > index for name in ("province", "city", "country", "region")):
        return False
    if reading.english:
        return sentence.upper[index]
    return sentence.upper[index] or not is_vietnamese(sentence.words[index])


def _trimmed(words: list[str], head: int, at: int) -> int:
    while at > head and (words[at - 1] in _JOINTS or words[at - 1] in (",", "(", "của", "các", "những")):
        at -= 1
    return at
