"""Actors in the place of a subject: who a verb follows."""

from __future__ import annotations

from collections.abc import Iterator

from .mentions import LONE, Mention, Reading
from .organisation_words import in_number

# As many tokens as may stand between "trong khuôn khổ" and the end of what follows it.
_MAX_FRAME = 25


def find_subjects(reading: Reading) -> Iterator[Mention]:
    """Actors in the place of a subject: a verb follows, perhaps after others joined to it.

    Vietnamese has no inflection to tell: what counts is the word behind ("đã", "vừa", a verb).
    """
    blocked = -1
    leaders = _leaders(reading) | _counted(reading)
    for index in sorted(reading.table("actor")):
        if index in leaders:
            continue
        if _follows_link(reading, index) and not _advised(reading, index):
            blocked = max(blocked, _chain_end(reading, index))
        if index < blocked or in_number(reading, index):
            continue
        if (apposition := _apposition_end(reading, index)) > index:
            blocked = apposition
            continue
        for mention in reading.at("actor", index):
            if _is_scene(reading, mention) or _is_frame(reading, mention):
                continue
            last = _past_session(reading, _past_seat(reading, _past_bracket(reading, mention.last)))
            held = _past_holder(reading, mention._replace(last=last))
            moment = reading.longest("moment", held)
            joint = "và" if reading.sentence.words[max(0, index - 1)] == "và" else ""
            verb = _verb_after(reading, moment.last if moment is not None else held, 4, joint)
            if verb:
                # Those joined to it are part of the same subject, not subjects of their own.
                blocked = max(blocked, verb)
                yield mention._replace(kind="subject", last=last)
                break


def _follows_link(reading: Reading, index: int) -> bool:
    """Whether the words before say that an actor is no subject: "của …", "tại hội trường …", "A - …"."""
    words = reading.sentence.words
    before = words[index - 1] if index > 0 else ""
    if before == "-":
        # "nhà đầu tư Việt Nam - Nhật Bản"
        pair = any(one.last == index - 1 for ms in reading.table("place").values() for one in ms)
        return pair and bool(reading.at("place", index)) and index > 4
    if before in _NOT_BEFORE:
        return True
    scene = max((at for at in range(max(0, index - 3), index) if words[at] in _PLACING), default=-1)
    return scene >= 0 and any(reading.matches("scene", at) == index for at in range(scene + 1, index))


def _leaders(reading: Reading) -> frozenset[int]:
    """The tokens behind the heads of groups of leaders: "ASEAN" of "các nhà lãnh đạo ASEAN" does not act."""
    words = reading.sentence.words
    groups = (one for found in reading.table("group").values() for one in found)
    led = (one for one in groups if "lãnh" in words[one.first : one.first + 3])
    return frozenset(at for one in led for at in range(one.first + 1, one.last))


def _counted(reading: Reading) -> frozenset[int]:
    """The tokens of units that are counted and have no name: "thành phố" of "hai thành phố đã …"."""
    heads = reading.listed("group_head").items()
    return frozenset(at for first, end in heads for at in range(first + 1, end) if _unnamed(reading, end))


def _unnamed(reading: Reading, end: int) -> bool:
    return reading.matches("predicate", end) > end


def _advised(reading: Reading, index: int) -> bool:
    """Whether the actor here decides on the advice of another: "tham mưu cho UBND tỉnh ban hành …"."""
    cho = index > 0 and reading.sentence.words[index - 1] == "cho"
    return cho and any(end == index - 1 for end in reading.listed("advising").values())


def _is_scene(reading: Reading, mention: Mention) -> bool:
    """Whether a place is where others act: "tại Nhà hát Lớn Hà Nội, Hội Tin học Việt Nam tổ chức …"."""
    if reading.sentence.words[mention.last : mention.last + 1] != [","]:
        return False
    place = any(one.last == mention.last for one in reading.at("place", mention.first))
    return (
        place
        and not reading.at("place", mention.last + 1)
        and bool(reading.at("organisation", mention.last + 1))
    )


def _is_frame(reading: Reading, mention: Mention) -> bool:
    """Whether another acts in the frame or at the place that ends here.

    "trong khuôn khổ Hội nghị APEC, Bộ A đã …", "tại khách sạn Saigon Morin, Sở B sẽ …".
    """
    words = reading.sentence.words
    if words[mention.last : mention.last + 1] != [","]:
        return False
    for at in range(mention.first - 1, max(0, mention.first - _MAX_FRAME), -1):
        if words[at] == ",":
            return False
        if words[at - 1 : at + 1] == ["khuôn", "khổ"]:
            return True
        if words[at] in _PLACING and not reading.at("place", mention.first):
            return bool(reading.at("organisation", mention.last + 1))
    return False


def _apposition_end(reading: Reading, index: int) -> int:
    """Where the posts of a person named before end when another acts: "ông A, Bí thư …, HĐND tỉnh đã …"."""
    words = reading.sentence.words
    named = any(person.last == index - 1 for ms in reading.table("person").values() for person in ms)
    if not named or words[index - 1] != ",":
        return index
    at = index
    while (post := reading.longest("post", at)) is not None and words[post.last : post.last + 1] == [","]:
        at = post.last + 1
    acts = any(_verb_after(reading, other.last, 0) for other in reading.at("organisation", at))
    return at if at > index and acts else index


def _past_bracket(reading: Reading, at: int) -> int:
    """Behind the place in brackets that follows a name: "UBND TP. Pleiku (tỉnh Gia Lai) đã …"."""
    sentence = reading.sentence
    if sentence.words[at : at + 1] == ["("] and reading.at("place", at + 1):
        return reading.closing(at, 8) or at
    return at


def _past_session(reading: Reading, at: int) -> int:
    """Behind the session at which a council acts: "HĐND tỉnh khóa XIII, kỳ họp thứ 12 đã …"."""
    words = reading.sentence.words
    if words[at : at + 4] != [",", "kì", "họp", "thứ"] or at + 5 >= len(words):
        return at
    return at + 6 if words[at + 5] == "," else at + 5


_RANKS = {
    "xã": 1, "phường": 1, "thị trấn": 1, "huyện": 2, "quận": 2, "thị xã": 2, "thành phố": 3, "tp": 3,
    "tỉnh": 4,
}  # fmt: skip


def _past_seat(reading: Reading, at: int) -> int:
    """Behind the larger place that follows a smaller one: "UBND huyện A, tỉnh B đã …"."""
    words = reading.sentence.words
    around = reading.longest("place", at + 1) if words[at : at + 1] == [","] else None
    if around is None:
        return at
    inside = max((_rank(reading, k) for k in range(max(0, at - 6), at)), default=0)
    return around.last if 0 < inside < _rank(reading, at + 1) else at


def _rank(reading: Reading, at: int) -> int:
    end = reading.matches("place_unit", at)
    return _RANKS.get(" ".join(reading.sentence.words[at:end]).rstrip(" ."), 0)


def _past_holder(reading: Reading, mention: Mention) -> int:
    """Behind the name of who holds the post: "Thủ tướng Chính phủ Trần Văn A đã …"."""
    if not any(post.last == mention.last for post in reading.at("post", mention.first)):
        return mention.last
    person = reading.longest("person", mention.last)
    return person.last if person is not None else mention.last


# After these an actor is an object or the owner of something, not a subject.
_NOT_BEFORE = frozenset(
    {"của", "với", "cùng", "tại", "ở", "trong", "giữa", "từ", "cho", "bởi", "về", "theo", "gồm"}
)
# Behind these a comma joins partners ("với A, B và C"), behind "tại" it joins places ("tại xã A, huyện B");
# elsewhere it ends a clause ("của A, B đã …").
_JOINING = frozenset({"với", "cùng", "giữa", "gồm"})
_PLACING = frozenset({"tại", "ở"})


def _chain_end(reading: Reading, index: int) -> int:
    """Where the actors joined to the one here end."""
    words = reading.sentence.words
    before = words[index - 1]
    end = index
    while (found := reading.longest("actor", index)) is not None:
        end = found.last
        over = end < len(words) and (
            words[end] in ("và", "cùng")
            or (words[end] == "," and before in _JOINING)
            or (words[end] == "," and before in _PLACING and bool(reading.at("place", end + 1)))
        )
        if not over:
            break
        index = end + 1
    return end


def _verb_after(reading: Reading, at: int, joined: int, joint: str = "") -> int:
    """The token of the verb behind a subject, others joined to it left out; 0 when none is there.

    ``joint`` is the word that joined the last of them: "khi gộp A và B, C đã …" says what C did.
    """
    words = reading.sentence.words
    if at >= len(words):
        return 0
    if reading.matches("predicate", at) > at:
        return at
    joins = words[at] in ("và", "cùng", "with", "and") or (words[at] == "," and joint in ("", ","))
    if joined == 0 or not joins:
        return 0
    following = at + 2 if words[at : at + 2] == ["cùng", "với"] else at + 1
    # "Theo đại diện A, tập đoàn đã …": a head alone is not one more of them.
    nexts = [one for one in reading.at("actor", following) if one.value != LONE or words[at] != ","]
    ends = [_past_bracket(reading, one.last) for one in nexts[:2]]
    return max((_verb_after(reading, end, joined - 1, words[at]) for end in ends), default=0)
