"""Who can act: parties to an agreement, founders, organisers, issuers; and what stands in quotation marks."""

from __future__ import annotations

from collections.abc import Iterator

from .mentions import LONE, Mention, Reading
from .organisation_words import in_number

# As many tokens as a place and a day may take before the dash that ends them.
_MAX_DATELINE = 14


def find_parties(reading: Reading) -> Iterator[Mention]:
    """Organisations, proper names and places (as acting governments), the longest reading first."""
    taken: set[tuple[int, int]] = set()
    inside = _inside_people(reading) | frozenset(range(_dateline_end(reading)))
    for kind in ("organisation", "name", "place"):
        for mentions in list(reading.table(kind).values()):
            for mention in mentions:
                known = (mention.first, mention.last) in taken or mention.first in inside
                if not known and not _is_half(reading, mention) and not _is_one_of_many(reading, mention):
                    taken.add((mention.first, mention.last))
                    party = _of_several(reading, without_country(reading, mention))._replace(kind="party")
                    yield party
                    if (closed := _year_end(reading, party.last)) > party.last:
                        yield party._replace(last=closed)
    if not reading.english:
        yield from (one for one in _lone_parties(reading) if one.first not in inside)
    if reading.english:
        for index, end in reading.listed("english_generic_actor").items():
            owns = reading.sentence.words[end : end + 2] == ["'", "s"]
            if not owns and not reading.at("organisation", index + 1) and not reading.at("organisation", end):
                # "the provincial People's Committee" is called so without its article.
                low = index + (end - index > 2)
                yield Mention("party", index, end, low, end, "generic")


def _lone_parties(reading: Reading) -> Iterator[Mention]:
    """Heads alone that act in the place of a subject: "nhà trường đã ký …", "Liên minh và Hội A đã …"."""
    sentence = reading.sentence
    for index, end in reading.listed("lone_party").items():
        if not (sentence.capital[index] or reading.matches("lone_party_any", index) == end):
            continue
        following = sentence.words[end : end + 1]
        joined = following in (["và"], ["cùng"], ["với"]) and any(
            reading.at(kind, end + 1) for kind in ("organisation", "name")
        )
        acts = joined or reading.matches("predicate", end) > end
        # "Nam Trung Bộ đưa …": the end of a name.
        ends = index > 0 and sentence.capital[index] and sentence.capital[index - 1]
        if acts and not ends and not reading.at("organisation", index) and not _is_counted(reading, index):
            yield Mention("party", index, end, index, end, LONE)


def _is_counted(reading: Reading, index: int) -> bool:
    """Whether the word before says that what stands here is several: "các tỉnh", "ba công ty"."""
    before = reading.sentence.words[index - 1] if index > 0 else ""
    return reading.matches("plural", index - 1) == index or _is_number(before)


def _is_one_of_many(reading: Reading, mention: Mention) -> bool:
    """Whether a place is no government: "nhiều tỉnh, thành phố như …", "khu vực phía Nam"."""
    if mention.kind == "place" and reading.matches("region", mention.first) == mention.last:
        return not reading.sentence.upper[mention.first] and not reading.english
    if mention.kind != "place" or mention.value != "generic":
        return False
    words = reading.sentence.words
    first = mention.first
    while first > 1 and words[first - 1] in (",", "và"):
        before = [one for one in reading.all("place") if one.last == first - 1 and one.value == "generic"]
        if not before:
            return False
        first = before[-1].first
    return _is_counted(reading, first)


def _year_end(reading: Reading, at: int) -> int:
    """Behind a year in brackets: "với Kawasaki (2007), Sakai (2009)"; ``at`` when none stands here."""
    words = reading.sentence.words
    year = words[at + 1 : at + 2]
    closed = words[at : at + 1] == ["("] and words[at + 2 : at + 3] == [")"]
    return at + 3 if closed and year[0].isdigit() and len(year[0]) == 4 else at


def _of_several(reading: Reading, mention: Mention) -> Mention:
    """The mention without a head in lower case that is said of several: "các tập đoàn A, B"."""
    sentence = reading.sentence
    if sentence.capital[mention.first] or mention.first not in reading.listed("plural").values():
        return mention
    head = reading.matches("organisation_head", mention.first)
    named = mention.first < head < mention.high and sentence.capital[head]
    return mention._replace(low=head) if named else mention


def _is_half(reading: Reading, mention: Mention) -> bool:
    """Whether an English name goes on: "Hue" of "Hue Department of Tourism", of "Hue-based Blue Harbour"."""
    if not reading.english:
        return False
    whole = reading.longest("organisation", mention.first)
    based = reading.sentence.words[mention.last : mention.last + 2] == ["-", "based"]
    return based or (whole is not None and whole.last > mention.last and whole.kind != mention.kind)


def _dateline_end(reading: Reading) -> int:
    """Behind what says where and when the text was written: "HO CHI MINH CITY, Vietnam, June 9 - …"."""
    sentence = reading.sentence
    for at in range(1, min(len(sentence), _MAX_DATELINE)):
        word = sentence.words[at]
        if word in ("-", "–", "—") and not sentence.adjacent(at):
            named = sentence.upper[0] or reading.longest("place", 0) is not None
            return at if named and not reading.at("place", at + 1) else 0
        if word.isalpha() and not sentence.capital[at] and word not in ("and", "và"):
            return 0
    return 0


def _inside_people(reading: Reading) -> frozenset[int]:
    """The tokens of people's names but the first: "Vinh" of "bà Vũ Thị Vinh" is no city."""
    if reading.english:
        return frozenset()
    people = (mentions[0] for mentions in list(reading.table("person").values()))
    return frozenset(at for person in people for at in range(person.first + 1, person.last))


def without_country(reading: Reading, mention: Mention) -> Mention:
    """The mention with a place in brackets left out of its core: "Philips Lighting (Hà Lan)"."""
    words = reading.sentence.words
    if words[mention.high - 1] != ")":
        return mention
    opening = mention.high - 2
    while opening > mention.low and words[opening] != "(":
        opening -= 1
    place = reading.longest("place", opening + 1)
    if opening > mention.low and place is not None and place.last == mention.high - 1:
        return mention._replace(high=opening)
    return mention


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


_NUMERALS = frozenset({"hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"})


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


def _is_number(word: str) -> bool:
    """Whether a word counts bodies: "8", "tám"; a year does not."""
    return word in _NUMERALS or (word.isdigit() and len(word) < 4)


def find_groups(reading: Reading) -> Iterator[Mention]:
    """Who acts without a name of its own: "các nước ASEAN", "các tỉnh ven biển", "công ty này đã …"."""
    words = reading.sentence.words
    counted = {
        index - 1: end
        for index, end in reading.listed("group_noun").items()
        if index > 0 and _is_number(words[index - 1])
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
    for index, head in reading.listed("lone_actor").items():
        # "Ban Chỉ đạo": the longer head, though "chỉ đạo" alone is what a board may do.
        body = reading.longest("written_body", index)
        end = head if body is None else body.last
        acts = reading.matches("predicate", end) > end and not reading.at("organisation", index)
        if acts and (reading.sentence.capital[index] or _opens_clause(reading, index)):
            yield Mention("group", index, end, index, end)


def _opens_clause(reading: Reading, index: int) -> bool:
    """Whether a clause may begin here: behind a comma or a day, or at the start."""
    words = reading.sentence.words
    if index == 0 or words[index - 1] in (",", "ngoái", "qua", "đó", "tới", "đây"):
        return True
    return any(one.last == index for ms in reading.table("moment").values() for one in ms)


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
            if _is_scene(reading, mention):
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
