"""Which edition of a series an event is, by its name, and what it is a part of."""

from __future__ import annotations

from collections.abc import Iterator

from .mentions import Mention, Reading
from .organisation_words import ROMAN

_WORDS = {
    "nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
    "mười": 10,
}  # fmt: skip
_LETTERS = {"i": 1, "v": 5, "x": 10}


def edition(words: list[str]) -> int | None:
    """The number behind the last "lần" or "lần thứ" of a name, None when there is none.

    >>> edition("hội nghị cảng xanh lần thứ iv".split()), edition("hội nghị lần 2".split())
    (4, 2)
    """
    for at in range(len(words) - 2, -1, -1):
        if words[at] == "lần":
            following = words[at + 1 :]
            return _number(following[1] if following[0] == "thứ" and len(following) > 1 else following[0])
    return None


def series_end(words: list[str]) -> int:
    """Where the name of the series ends in the name of an edition: before its last "lần"; 0 for no series.

    A name of three words or with a year says too little to be one of a series.

    >>> series_end("hội nghị cảng xanh lần thứ iv".split()), series_end("hội nghị lần 2".split())
    (4, 0)
    """
    at = max((index for index, word in enumerate(words) if word == "lần"), default=0)
    years = any(len(word) == 4 and word.isdecimal() for word in words[:at])
    return at if at > 3 and not years else 0


def _number(word: str) -> int | None:
    if word.isdecimal() and len(word) <= 3:
        return int(word)
    return _roman(word) if word in ROMAN else _WORDS.get(word)


def _roman(word: str) -> int:
    values = [_LETTERS[letter] for letter in word]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def larger_events(reading: Reading, event: Mention, first: int, last: int) -> Iterator[Mention]:
    """The event "trong khuôn khổ" of which another one is held, where the quote says so."""
    words = reading.sentence.words
    for at in range(first, last - 2):
        if words[at : at + 3] == ["trong", "khuôn", "khổ"]:
            larger = reading.longest("event", at + 3)
            if larger is not None and larger.last <= last and not event.first <= larger.first < event.last:
                yield larger
