"""Places: administrative units, cities, countries, by word lists and by the word before them."""

from __future__ import annotations

from collections.abc import Iterator

from .mentions import Mention, Reading

_NAMED = ("province", "city", "country", "region")
_MAX_NAME = 4


def find_places(reading: Reading) -> Iterator[Mention]:
    """Places with and without their unit ("tỉnh Bình Dương", "TP.HCM", "quận 1").

    The core is the name without the unit. A unit alone ("TP", "tỉnh") is ``generic``.
    """
    sentence = reading.sentence
    capital = sentence.capital
    names = (*_NAMED, "english_province") if reading.english else _NAMED
    for index in range(len(sentence)):
        end = _name(reading, index, names)
        if end > index:
            yield Mention("place", index, end, index, end)
        unit = reading.matches("place_unit", index)
        if unit == index:
            continue
        named = _name(reading, unit, names) or unit
        if named > unit:
            yield Mention("place", index, named, unit, named)
        elif unit < len(sentence) and sentence.words[unit].isdigit() and len(sentence.words[unit]) <= 2:
            yield Mention("place", index, unit + 1, index, unit + 1)
        elif unit < len(sentence) and capital[unit] and not capital_head(reading, unit):
            last = _capitals(reading, unit)
            yield Mention("place", index, last, unit, last)
        elif end <= index and _is_generic(reading, index, unit):
            yield Mention("place", index, unit, index, unit, "generic")


def capital_head(reading: Reading, index: int) -> bool:
    """Whether a post or an organisation's name begins here: then no place's name does."""
    lists = ("post_head", "post_member", "organisation_head", "organisation_name", "post_state")
    return any(reading.matches(name, index) > index for name in lists)


def _name(reading: Reading, index: int, names: tuple[str, ...]) -> int:
    if index >= len(reading.sentence) or not (
        reading.sentence.capital[index] or reading.sentence.words[index] in ("châu", "khu", "miền")
    ):
        return index
    return max(reading.matches(name, index) for name in names)


def _capitals(reading: Reading, start: int) -> int:
    at = start
    sentence = reading.sentence
    while at < min(len(sentence), start + _MAX_NAME) and sentence.capital[at]:
        if at > start and (capital_head(reading, at) or reading.matches("surname", at) > at):
            break
        at += 1
    return at


def _is_generic(reading: Reading, index: int, unit: int) -> bool:
    return reading.matches("generic_place", index) == unit
