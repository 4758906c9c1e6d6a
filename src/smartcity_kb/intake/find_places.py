"""Places: administrative units, cities, countries, by word lists and by the word before them."""

from __future__ import annotations

from collections.abc import Iterator

from .mentions import Mention, Reading
from .syllables import is_vietnamese

_NAMED = ("province", "city", "country", "region")
_MAX_NAME = 4
# Places as foreign languages write them: in a Vietnamese text they begin companies' names.
_COMPACT = frozenset({"vietnam", "hanoi", "saigon", "danang", "haiphong", "dalat", "nhatrang"})
_NO_PLACE = (
    *_NAMED, "english_province", "english_organisation_head", "english_not_an_organisation",
    "english_demonym", "english_event_head",
)  # fmt: skip


def find_places(reading: Reading) -> Iterator[Mention]:
    """Places with and without their unit ("tỉnh Bình Dương", "TP.HCM", "quận 1").

    A unit alone ("TP", "tỉnh") is ``generic``; ``named_from`` tells where the name itself begins.
    """
    sentence = reading.sentence
    capital = sentence.capital
    names = (*_NAMED, "english_province") if reading.english else _NAMED
    if reading.english:
        yield from _english_units(reading)
    for index in reading.starts("place_unit", "district", *names):
        # "Quận ủy Ninh Kiều": a committee's district has no unit before it.
        of_committee = index > 0 and sentence.words[index - 1] == "ủy"
        end = _name(reading, index, (*names, "district") if of_committee else names)
        if end > index:
            kept = _unit_end(reading, end) if reading.english else end
            if kept > end:
                yield Mention("place", index, kept, index, kept)
            yield Mention("place", index, end, index, end)
        unit = reading.matches("place_unit", index)
        if unit == index:
            continue
        named = _name(reading, unit, (*names, "district")) or unit
        if named > unit:
            yield Mention("place", index, named, index, named)
        elif unit < len(sentence) and sentence.words[unit].isdigit() and len(sentence.words[unit]) <= 2:
            yield Mention("place", index, unit + 1, index, unit + 1)
        elif (
            unit < len(sentence)
            and capital[unit]
            and reading.matches("no_place_after", unit) == unit
            and _may_name_place(reading, unit)
        ):
            last = _capitals(reading, unit)
            yield Mention("place", index, last, index, last)
        elif end <= index and _is_generic(reading, index, unit):
            yield Mention("place", index, unit, index, unit, "generic")


def _unit_end(reading: Reading, at: int) -> int:
    """Behind the unit that ends a name: "Da Nang | City", "Daegu | Metropolitan City"; else ``at``."""
    end = reading.matches("english_place_unit", at)
    unit = reading.sentence.words[at:end]
    named = unit in (["province"], ["city"], ["prefecture"]) or len(unit) > 1
    return end if named and reading.sentence.capital[at] else at


def _english_units(reading: Reading) -> Iterator[Mention]:
    """Places that no list has, by their unit: "the city of Kitami", "Kitami City"; the core is the name."""
    sentence = reading.sentence
    for index, end in reading.listed("english_place_unit").items():
        if sentence.words[end : end + 1] == ["of"] and sentence.capital[end + 1 : end + 2] == [True]:
            last = end + 2
            if sentence.capital[last : last + 1] == [True] and sentence.words[last].isalpha():
                last += 1
            if not _starts_other(reading, end + 1):
                yield Mention("place", index, last, end + 1, last)
        elif sentence.capital[index] and index > 0 and sentence.capital[index - 1]:
            first = index - 1
            if not _starts_other(reading, first) and not sentence.opens(first):
                yield Mention("place", first, end, first, end)


def _starts_other(reading: Reading, index: int) -> bool:
    """Whether no name of a place stands here: an organisation, a title, "the", or a place of the lists."""
    listed = any(reading.matches(name, index) > index for name in _NO_PLACE)
    return listed or not reading.sentence.words[index].isalpha() or reading.sentence.words[index] == "smart"


def named_from(reading: Reading, place: Mention) -> int:
    """The token where the name of a place begins, after its unit: "Bình Dương" of "tỉnh Bình Dương".

    Places named only with their unit ("quận 1", "TP.HCM" of the lists) keep it.
    """
    if any(reading.matches(name, place.first) == place.last for name in _NAMED):
        return place.first
    unit = reading.matches("place_unit", place.first)
    return unit if unit < place.last and reading.sentence.words[unit].isalpha() else place.first


def opens_company(reading: Reading, index: int) -> bool:
    """Whether a company is called after a place here: "Vietnam Post", "Hanoi Telecom"."""
    sentence = reading.sentence
    behind = index + 1
    if reading.english or sentence.words[index] not in _COMPACT or not sentence.capital[index]:
        return False
    if sentence.capital[behind : behind + 1] != [True] or sentence.upper[behind]:
        return False
    return sentence.words[behind].isalpha() and not is_vietnamese(sentence.words[behind])


def capital_head(reading: Reading, index: int) -> bool:
    """Whether a post or an organisation's name begins here: then no place's name does."""
    lists = ("post_head", "post_member", "organisation_head", "organisation_name", "post_state")
    return any(reading.matches(name, index) > index for name in lists)


def _name(reading: Reading, index: int, names: tuple[str, ...]) -> int:
    if index >= len(reading.sentence) or not (
        reading.sentence.capital[index] or reading.sentence.words[index] in ("châu", "khu", "miền")
    ):
        return index
    if opens_company(reading, index):
        return index
    end = max(reading.matches(name, index) for name in names)
    inside = end - index == 1 and reading.matches("compound", index) > end
    if inside and not reading.sentence.capital[end]:
        # "Bảo tàng Mỹ thuật" names no country.
        return index
    # "Hải dương" with a small letter is the ocean, not the province.
    common = end - index == 2 and not reading.sentence.capital[end - 1] and reading.sentence.capital[index]
    return index if common and reading.matches("region", index) != end else end


def _capitals(reading: Reading, start: int) -> int:
    at = start
    sentence = reading.sentence
    while at < min(len(sentence), start + _MAX_NAME) and sentence.capital[at]:
        if at > start and (capital_head(reading, at) or reading.matches("surname", at) > at):
            break
        at += 1
    return at


def _may_name_place(reading: Reading, index: int) -> bool:
    """Whether the capital words after a unit are its name, and no post, organisation or person."""
    if capital_head(reading, index):
        return False
    surname = reading.matches("surname", index) > index
    capital = reading.sentence.capital
    # "thành phố Chu Hải" is a city, "thành phố Lê Thị A" a city's official: people have three syllables.
    return not (surname and capital[index + 1 : index + 3] == [True, True])


def _is_generic(reading: Reading, index: int, unit: int) -> bool:
    """Whether a unit stands for the article's own place; "thành phố thông minh" is no place."""
    if reading.matches("generic_place", index) != unit:
        return False
    common = reading.matches("no_place_after", unit)
    # "thành phố thành lập": the verb, not "thành" alone.
    return common == unit or reading.matches("predicate", unit) > common
