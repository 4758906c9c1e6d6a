"""Who or what gets a prize: the words from the start of the clause to the verb."""

from __future__ import annotations

from collections.abc import Iterator

from .mentions import Mention, Reading

_MAX_NAME = 24
# Between who gets a prize and the verb.
_AUXILIARIES = frozenset(
    {
        *("đã", "vừa", "cũng", "từng", "chính", "thức", "tiếp", "tục", "mới", "sẽ", "lại", "vinh", "dự"),
        *("xuất", "sắc", "liên", "năm", "lần", "hai", "ba", "thứ", "được", "và"),
    }
)
# A clause that opens so says where, when or whose words these are, not who gets something.
_NOT_FIRST = frozenset({"tại", "ở", "trong", "sau", "trước", "với", "theo", "khi", "nhờ", "ngoài", "bên"})


def find_recipients(reading: Reading) -> Iterator[Mention]:
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
        # "A đoạt giải … và được vinh danh": who got the one got the other.
        last = _end(reading, first, next((at for at in verbs if first < at), verb))
        if first == last or words[first] in _NOT_FIRST or words[first].isdigit():
            continue
        if not any(reading.matches("saying", at) > at for at in range(first, last)):
            known = any(one.last == last for one in reading.at("actor", first))
            yield Mention("actor" if known else "recipient", first, verb, first, last)


def _breaks(reading: Reading, at: int) -> bool:
    """Whether a clause ends with the mark here; a dash inside a word is none."""
    word = reading.sentence.words[at]
    return word in (",", ";", ":", "khi") or (word == "-" and not reading.sentence.adjacent(at))


def _end(reading: Reading, first: int, verb: int) -> int:
    """Where the name ends before a verb: before auxiliaries, and before whose it is ("đề tài của em A")."""
    words = reading.sentence.words
    last = verb
    while last > first and words[last - 1] in _AUXILIARIES:
        last -= 1
    owned = (
        at
        for at in range(first + 1, last - 1)
        if words[at] == "của" and reading.matches("honorific", at + 1) > at + 1
    )
    return next(owned, last)
