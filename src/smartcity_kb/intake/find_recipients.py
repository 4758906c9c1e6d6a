"""Who or what gets a prize, holds an event or goes on a visit, where words without a name say it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from .mentions import Mention, Reading

_MAX_NAME = 24
# Between who gets a prize and the verb.
_AUXILIARIES = frozenset(
    {
        *("đã", "vừa", "cũng", "từng", "chính", "thức", "tiếp", "tục", "mới", "sẽ", "lại", "vinh", "dự"),
        *("xuất", "sắc", "liên", "năm", "lần", "hai", "ba", "thứ", "được", "và"),
    }
)
# What ends who gets a prize: with what, for what.
_BEHIND = frozenset({"với", "nhờ", "vì", "để", "cho", "và", "còn", "trong", "tại", "khi", "gồm"})
_NOBODY = frozenset({"ai", "người", "những", "các", "phía", "bên", "một", "hai", "ba"})
# Words that join a clause to the one before.
_JOINING = frozenset({"còn", "riêng", "nhưng", "song", "và"})
# A clause that opens so says where, when or whose words these are, not who gets something.
_NOT_FIRST = frozenset({"tại", "ở", "trong", "sau", "trước", "với", "theo", "khi", "nhờ", "ngoài", "bên"})


def find_recipients(reading: Reading) -> Iterator[Mention]:
    """Who gets a prize, before the verb or behind it, and others whom a head alone names."""
    yield from _winners(reading)
    yield from _given_to(reading)
    yield from _unnamed_hosts(reading)
    yield from _delegations(reading)


def _given_to(reading: Reading) -> Iterator[Mention]:
    """What stands behind "thuộc về", "được trao cho", up to what it won with or a mark."""
    words, capital = reading.sentence.words, reading.sentence.capital
    for first in reading.listed("given_to").values():
        last = first
        while last < min(len(words), first + _MAX_NAME) and (words[last].isalnum() or words[last] in "-.&"):
            if words[last] in _BEHIND and not capital[last]:
                break
            last += 1
        while last > first and not words[last - 1][0].isalnum():
            last -= 1
        actor = reading.longest("actor", first)
        if first < last and words[first] not in _NOBODY and (actor is None or actor.last < last):
            yield Mention("recipient", first, last, first, last)


def _unnamed_hosts(reading: Reading) -> Iterator[Mention]:
    """A head alone between "do" and what it does: "cuộc thi “…” do mạng lưới phát động"."""
    words = reading.sentence.words
    for first, end in reading.listed("lone_party").items():
        if first and words[first - 1] == "do" and reading.matches("organise", end) > end:
            yield Mention("recipient", first, end, first, end)


def _delegations(reading: Reading) -> Iterator[Mention]:
    """Those who travel for a body: "đoàn công tác của tỉnh Hà Nam do ông A dẫn đầu"."""
    words = reading.sentence.words
    for first, end in reading.listed("delegation").items():
        of = end + (words[end : end + 1] == ["của"])
        body = reading.longest("party", of)
        last = end if body is None else body.last
        yield Mention("recipient", first, last, first, last)


def _winners(reading: Reading) -> Iterator[Mention]:
    """What stands before "được vinh danh", "đoạt giải", …, back to a comma, a day or the sentence's start.

    It is an actor where it is called as one, and else only words.
    """
    words = reading.sentence.words
    days = {one.last for found in reading.table("moment").values() for one in found}
    verbs = sorted(reading.listed("award"))
    for verb in verbs:
        first = verb
        while first > max(0, verb - _MAX_NAME) and first not in days and not _breaks(reading, first - 1):
            first -= 1
        while words[first] in _JOINING and first < verb:
            first += 1
        # "A đoạt giải … và được vinh danh": who got the one got the other.
        last = _end(reading, first, next((at for at in verbs if first < at), verb))
        if first == last or words[first] in _NOT_FIRST or words[first].isdigit():
            continue
        if (acted := _acts_before(reading, first, last)) is not None:
            # "Nỗ lực ấy đã giúp | Công ty A | được vinh danh": only who is named right before the verb.
            named = (one for at in range(acted, last) for one in reading.at("actor", at) if one.last == last)
            yield from islice(named, 1)
        elif not any(reading.matches("saying", at) > at for at in range(first, last)):
            known = any(one.last == last for one in reading.at("actor", first))
            yield Mention("actor" if known else "recipient", first, verb, first, last)


def _acts_before(reading: Reading, first: int, last: int) -> int | None:
    """Behind the last verb between a clause's start and what gets a prize; None when it is the first one."""
    words = reading.sentence.words
    verbs = [at for at in range(first, last) if words[at] in ("đã", "vừa", "sẽ", "giúp", "đang", "khiến")]
    return verbs[-1] + 1 if verbs else None


def _breaks(reading: Reading, at: int) -> bool:
    """Whether a clause ends with the mark here; a dash inside a word or a name in brackets is none."""
    words = reading.sentence.words
    word = words[at]
    if word == "-" and "(" in words[max(0, at - 6) : at] and ")" in words[at : at + 5]:
        return False
    return word in (",", ";", ":", "khi") or (word == "-" and not reading.sentence.adjacent(at))


def _end(reading: Reading, first: int, verb: int) -> int:
    """Where the name ends before a verb: before auxiliaries, and before whose it is ("đề tài của em A")."""
    words = reading.sentence.words
    last = verb
    while last > first and words[last - 1] in _AUXILIARIES:
        last -= 1
    # "nhóm A | vượt qua 20 đội để nhận giải …"
    over = (at for at in range(first + 1, last - 1) if words[at] in ("để", "vượt"))
    last = next(over, last)
    owned = (
        at
        for at in range(first + 1, last - 1)
        if words[at] == "của" and reading.matches("honorific", at + 1) > at + 1
    )
    return next(owned, last)
