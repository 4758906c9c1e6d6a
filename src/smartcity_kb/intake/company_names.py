"""Short names of companies that an article introduces in full: "Đông Phong" after "Tập đoàn Đông Phong"."""

from __future__ import annotations

from collections.abc import Iterator

from .find_people import vietnamese_name_end
from .mentions import Reading

_SHORTEST, _LONGEST = 2, 4


def short_names(reading: Reading) -> Iterator[tuple[str, ...]]:
    """The words in capitals that end the name of a company here, where they are no place and no person."""
    sentence = reading.sentence
    for index, head in reading.listed("company_head").items():
        named = reading.longest("organisation", index)
        if named is None or named.high <= head:
            continue
        first = last = next(
            (at for at in range(head, named.high) if sentence.words[at] in ("(", "-")), named.high
        )
        while first > head and sentence.capital[first - 1] and sentence.words[first - 1].isalpha():
            first -= 1
        taken = bool(reading.at("place", first)) or vietnamese_name_end(reading, first) > first
        if _SHORTEST <= last - first <= _LONGEST and not taken:
            yield tuple(sentence.words[first:last])
