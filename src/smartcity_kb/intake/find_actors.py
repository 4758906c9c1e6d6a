"""Who can act: parties to an agreement, founders, organisers, issuers; and what stands in quotation marks."""

from __future__ import annotations

from collections.abc import Iterator

from .mentions import Mention, Reading
from .quantities import is_count


def find_actors(reading: Reading) -> Iterator[Mention]:
    """Parties, and posts that act for a body ("Thủ tướng Chính phủ", "Chủ tịch UBND tỉnh")."""
    yield from (m._replace(kind="actor") for ms in list(reading.table("party").values()) for m in ms)
    for mentions in list(reading.table("post").values()):
        for mention in mentions:
            # "Để quản lý đội xe, …": what is done, not a manager.
            if reading.sentence.words[mention.first : mention.first + 2] != ["quản", "lí"]:
                yield mention._replace(kind="actor")


def find_quoted(reading: Reading) -> Iterator[Mention]:
    """What stands in quotation marks; the core leaves the marks out."""
    words = reading.sentence.words
    at = 0
    while at < len(words):
        if words[at] == '"':
            closed = reading.closing(at, 80)
            if closed > at + 2:
                yield Mention("quoted", at, closed, at + 1, closed - 1)
                at = closed
                continue
        at += 1


def find_honorifics(reading: Reading) -> Iterator[Mention]:
    """Words that stand before a person's name and are no post."""
    for index in range(len(reading.sentence)):
        end = reading.matches("honorific", index)
        if end > index:
            yield Mention("honorific", index, end, index, end)


def _past_members(reading: Reading, at: int) -> int:
    """Behind those whom a group is made of: "năm thành phố gồm A, B và C cùng …"; else ``at``."""
    words = reading.sentence.words
    if words[at : at + 1] != ["gồm"]:
        return at
    end = at + 1
    while (member := reading.longest("party", end)) is not None:
        end = member.last
        if words[end : end + 1] not in ([","], ["và"]):
            return end
        end += 1
    return at


def find_groups(reading: Reading) -> Iterator[Mention]:
    """Who acts without a name of its own: "các nước ASEAN", "các tỉnh ven biển", "công ty này đã …"."""
    words = reading.sentence.words
    counted = {
        index - 1: end
        for index, end in reading.listed("group_noun").items()
        if index > 0 and is_count(words[index - 1])
    }
    for index, end in {**reading.listed("group_head"), **counted}.items():
        last = end
        while last < min(len(words), end + 6) and words[last].isalpha():
            place = reading.longest("place", last)
            if reading.matches("predicate", last) > last or reading.matches("stop", last) > last:
                break
            body = reading.longest("organisation", last)
            last = max([last + 1, *(one.last for one in (place, body) if one is not None)])
        yield Mention("group", index, _past_members(reading, last), index, last)
    for index, end in reading.listed("generic_actor").items():
        if reading.matches("predicate", end) > end and not reading.at("organisation", index):
            yield Mention("group", index, end, index, end)
    for index, end in reading.listed("meeting_actor").items():
        # "hội nghị cũng đã thông qua …": at such a meeting, by all of it.
        after = {end, reading.matches("modal", end)}
        agrees = any(reading.matches(name, at) > at for at in after for name in ("approve", "consent"))
        if agrees:
            yield Mention("group", index, end, index, end)
    for index, head in reading.listed("lone_actor").items():
        # "Ban Chỉ đạo": the longer head, though "chỉ đạo" alone is what a board may do.
        body = reading.longest("written_body", index)
        end = head if body is None else body.last
        acts = any(reading.matches(name, end) > end for name in ("predicate", "organise"))
        acts = acts and not reading.at("organisation", index)
        if acts and (reading.sentence.capital[index] or _opens_clause(reading, index)):
            yield Mention("group", index, end, index, end)


def _opens_clause(reading: Reading, index: int) -> bool:
    """Whether a clause may begin here: behind a comma or a day, or at the start."""
    words = reading.sentence.words
    if index == 0 or words[index - 1] in (",", "ngoái", "qua", "đó", "tới", "đây"):
        return True
    return any(one.last == index for ms in reading.table("moment").values() for one in ms)
