"""For whom an event is, and who only came: "lớp tập huấn cho 120 cán bộ", "… tới 9 huyện"."""

from __future__ import annotations

from .mentions import Reading
from .quantities import is_count

_TAUGHT = frozenset({"tập", "lớp", "khóa", "thi", "hè", "đào", "hướng"})


def at_listeners(reading: Reading, head: int, at: int) -> int | None:
    """The end before how many listen: "hội nghị trực tuyến về nước sạch | tới 9 huyện"."""
    words = reading.sentence.words
    if words[at] != "tới" or at == head:
        return None
    return at if at + 1 < len(words) and is_count(words[at + 1]) else None


def at_for(reading: Reading, head: int, at: int) -> int | None:
    """Over "cho" before whom or what the event is for."""
    return at + 1 if reading.sentence.words[at] == "cho" and _for_whom(reading, head, at) else None


def at_dedicated(reading: Reading, head: int, at: int) -> int | None:
    """Over "dành cho" before whom the event is for: "lớp tập huấn dành cho 60 cán bộ"."""
    words = reading.sentence.words
    if words[at] != "dành" or words[at + 1 : at + 2] != ["cho"]:
        return None
    whom = at + 2
    if at == head:
        return whom if _for_whom(reading, head, at + 1) else at
    counted = whom >= len(words) or words[whom][0].isdigit() or reading.at("date", whom)
    return at if counted or reading.matches("event_end", whom) > whom else whom


def _for_whom(reading: Reading, head: int, at: int) -> bool:
    """Whether "cho" names those or what an event is for, and not how many came or what a prize is given for.

    Of a course without a subject those it is for are the name, though they are counted: "lớp tập huấn cho
    120 cán bộ"; people behind a name with capitals are only who came.
    """
    words = reading.sentence.words
    following = words[at + 1 : at + 2]
    if not following or words[max(0, head - 2)] == "giải" or words[head - 1] == "giải":
        return False
    if following in (["biết"], ["hay"], ["rằng"], ["thấy"], ["hơn"], ["gần"], ["khoảng"], ["các"], ["cả"]):
        return following == ["các"] and not _proper(reading, head, at)
    taught = not _TAUGHT.isdisjoint(words[max(0, head - 4) : head])
    if following[0].isdigit():
        bare = words[head:at] in ([], ["dành"])
        return taught and bare and at + 2 < len(words) and words[at + 2].isalpha()
    free = following[0].isalpha() and reading.matches("event_end", at + 1) == at + 1
    people = reading.matches("audience", at + 1)
    if people == at + 1:
        return free
    # "cho giám đốc 50 bệnh viện"
    counted = words[head:at] not in ([], ["dành"]) and people < len(words) and is_count(words[people])
    return free and not counted and not _proper(reading, head, at)


def _proper(reading: Reading, head: int, at: int) -> bool:
    return any(reading.sentence.capital[max(0, head - 3) : at])
