"""Whose an event is, or what it opens or is about: "phiên họp thứ hai của Ban Chỉ đạo …"."""

from __future__ import annotations

from .mentions import Reading
from .quantities import is_count

_DECISIONS = frozenset({("quyết", "định"), ("nghị", "quyết"), ("chỉ", "thị"), ("kết", "luận")})
_WHICH = frozenset({("đầu", "tiên"), ("kế", "tiếp"), ("tiếp", "theo"), ("sắp", "tới")})


def at_owner(reading: Reading, head: int, at: int) -> int | None:
    """Behind "của" and whose it is; nothing where that only says who holds the event."""
    if reading.sentence.words[at] != "của":
        return None
    owner = max(
        _session_of(reading, head, at),
        _scheme_of(reading, at),
        _author_of(reading, at),
        _owner_of(reading, head, at),
    )
    return owner if owner > at else None


def _session_of(reading: Reading, head: int, at: int) -> int:
    """Behind the body whose session this is: "phiên họp thứ hai của Ban Chỉ đạo …"; else ``at``."""
    words = reading.sentence.words
    before = words[max(0, head - 2) : at]
    numbered = not {"thứ", "lần"}.isdisjoint(before) or tuple(before[-2:]) in _WHICH
    if "họp" not in words[max(0, head - 3) : head] or not (numbered or at == head):
        return at
    body = reading.longest("body", at + 1)
    return body.last if body is not None else reading.matches("body_lone", at + 1)


def _scheme_of(reading: Reading, at: int) -> int:
    """Where the scheme behind "của" ends: "Hội nghị công bố ba trung tâm của đề án …", else ``at``."""
    scheme = reading.longest("scheme", at + 1)
    if scheme is None:
        return at
    inside = range(scheme.first, scheme.last)
    return next((k for k in inside if reading.matches("hold", k) > k), scheme.last)


def _author_of(reading: Reading, at: int) -> int:
    """Behind who took the decisions that are announced: "hội nghị công bố quyết định của Chủ tịch UBND A"."""
    if tuple(reading.sentence.words[at - 2 : at]) not in _DECISIONS:
        return at
    who = (reading.longest(kind, at + 1) for kind in ("post", "party"))
    return max((one.last for one in who if one is not None), default=at)


def _owner_of(reading: Reading, head: int, at: int) -> int:
    """Behind whose it is that an event opens or is about: "lễ ra mắt mạng 5G của Viettel"; else ``at``.

    Right behind the head, and behind what an event but a ceremony is about, a body is who holds it.
    """
    words = reading.sentence.words
    yearly = at == head and words[head - 2 : head] == ["thường", "niên"]
    if at + 1 >= len(words) or not (yearly or at >= head + 2):
        return at
    body = reading.longest("party", at + 1)
    if yearly:
        return body.last if body is not None else at
    if body is not None and words[head : head + 1] == ["với"]:
        # "buổi làm việc với đoàn chuyên gia của thành phố A".
        return body.last
    ceremony = "lễ" in words[max(0, head - 4) : head]
    if body is not None:
        return body.last if ceremony else at
    if is_count(words[at + 1]):
        # "cán bộ của 21 huyện, thị xã", "của ba huyện A, B và C"
        return _past_counted_places(reading, at)
    ends = reading.matches("event_end", at + 1) > at + 1 or not words[at + 1].isalpha()
    return at if ends or reading.sentence.capital[at + 1] or reading.at("group", at + 1) else at + 1


def _past_counted_places(reading: Reading, at: int) -> int:
    """Behind places that are counted, perhaps with their names; ``at`` when others than places are."""
    sentence = reading.sentence
    unit = reading.matches("unit_list", at + 2)
    if unit == at + 2:
        return at
    end = unit
    while end < len(sentence) and sentence.capital[end]:
        end += 1
        joins = end + 1 < len(sentence) and sentence.words[end] in (",", "và")
        end += joins and sentence.capital[end + 1]
    return end
