"""Who can be a party to an agreement, found or organise: organisations, names, places as governments."""

from __future__ import annotations

from collections.abc import Iterator

from .mentions import LONE, Mention, Reading
from .quantities import is_count

# As many tokens as a place and a day may take before the dash that ends them.
_MAX_DATELINE = 14
_MEMBERS = frozenset({"trường", "viện", "học", "đại", "khoa", "phân"})
# What offices do to a scheme, in words that may be part of an office's name, too.
_DRAWING = frozenset({("xây", "dựng"), ("hoàn", "thiện"), ("soạn", "thảo"), ("dự", "thảo")})
_VERB = 2
# A head and a name of its own: "Viện Hải dương học".
_LEAST_NAME = 3
_LEVELS = frozenset({"provincial", "municipal", "district", "local", "national"})


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
                    core = _without_owner(reading, _without_country(reading, mention))
                    party = _of_several(reading, core)._replace(kind="party")
                    if kind == "organisation" and not reading.english:
                        whole = _with_parent(reading, party)
                        if whole.last > party.last:
                            yield whole
                        party = _without_topic(reading, party)
                        acting = _before_verb(reading, party)
                        if acting.last < party.last:
                            yield acting
                    pointed = reading.sentence.words[party.last : party.last + 1] == ["này"]
                    if kind == "place" and party.value == "generic" and pointed:
                        # "tỉnh này cũng đã ký …"
                        yield party._replace(last=party.last + 1, high=party.last + 1)
                    yield party
                    if reading.english and kind == "organisation":
                        yield from _of_level(reading, party)
                    closed = max(_year_end(reading, party.last), _country_end(reading, party.last))
                    if closed > party.last:
                        yield party._replace(last=closed)
    if not reading.english:
        yield from (one for one in _lone_parties(reading) if one.first not in inside)
    if reading.english:
        for index, end in reading.listed("english_generic_actor").items():
            following = reading.sentence.words[end : end + 2]
            # "the port's …", "the port city of …": not the port.
            owns = following == ["'", "s"] or reading.matches("english_place_unit", end) > end
            named = (one for at in range(index + 1, end + 1) for one in reading.at("organisation", at))
            if not owns and not any(one.first in (index + 1, end) or one.last > end for one in named):
                # "the provincial People's Committee" is called so without its article.
                low = index + (end - index > 2)
                yield Mention("party", index, end, low, end, "generic")


def _with_parent(reading: Reading, party: Mention) -> Mention:
    """The party with the university that it belongs to: "Trường Đại học Bách khoa - Đại học Đà Nẵng"."""
    words = reading.sentence.words
    member = words[party.low] in _MEMBERS and words[party.last : party.last + 1] == ["-"]
    spaced = member and not reading.sentence.adjacent(party.last)
    parent = reading.longest("organisation", party.last + 1) if spaced else None
    if parent is None or words[parent.low : parent.low + 2] not in (["đại", "học"], ["đh", "quốc"]):
        return party
    return party._replace(last=parent.last, high=parent.high)


def _before_verb(reading: Reading, party: Mention) -> Mention:
    """The party without the verb that its name may have taken in: "Sở Tư pháp | xây dựng"."""
    sentence = reading.sentence
    at = party.last - _VERB
    verb = tuple(sentence.words[at : party.last]) in _DRAWING and not sentence.capital[at]
    named = at - party.first >= _LEAST_NAME and sentence.capital[at - 2]
    return party._replace(last=at, high=at) if verb and named and party.high == party.last else party


def _without_topic(reading: Reading, party: Mention) -> Mention:
    """A school or an institute without what is signed with it about: "Viện Hải dương học | về dữ liệu biển".

    An institute may be called by its topic: "Viện Nghiên cứu về …".
    """
    words = reading.sentence.words
    if words[party.low] not in _MEMBERS or "về" not in words[party.low : party.high]:
        return party
    at = words.index("về", party.low)
    closed = words[at - 1] == ")"
    general = any(
        reading.matches(name, k) == at
        for name in ("activity", "activity_verb")
        for k in range(max(party.low, at - 3), at)
    )
    if at - party.low < _LEAST_NAME or (general and not closed):
        return party
    high = words.index("(", party.low) if closed and "(" in words[party.low : at] else at
    return party._replace(last=at, high=high)


def _without_owner(reading: Reading, mention: Mention) -> Mention:
    """The mention without whose company it is: "Singapore's | Harbour Technologies"."""
    place = reading.longest("place", mention.low) if reading.english else None
    owns = (
        place is not None
        and reading.matches("country", place.low) == place.last
        and reading.sentence.words[place.last : place.last + 2] == ["'", "s"]
    )
    if place is None or not owns or not place.last + 2 < mention.high:
        return mention
    return mention._replace(low=place.last + 2)


def _of_level(reading: Reading, party: Mention) -> Iterator[Mention]:
    """The party with the level it is of before its name: "the provincial Department of Health"."""
    first = party.first - 1
    if first >= 0 and reading.sentence.words[first] in _LEVELS and party.low == party.first:
        yield party._replace(first=first, low=first)


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
    return reading.matches("plural", index - 1) == index or is_count(before)


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


def _country_end(reading: Reading, at: int) -> int:
    """Behind the country in brackets of what ends here: "thành phố Daejeon (Hàn Quốc)"; else ``at``."""
    if reading.sentence.words[at : at + 1] != ["("]:
        return at
    closed = reading.closing(at, 6)
    return closed if closed and reading.matches("country", at + 1) == closed - 1 else at


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


def _without_country(reading: Reading, mention: Mention) -> Mention:
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
