"""Sentences as tokens: words in canonical spelling, with their case and their place in the original."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .canonical import Canonical

# Digits, letters and marks apart, so that "25-27/11/2017", "22-CTr/TU" and "TT&TT" come as their parts; but
# "T.Ư" (trung ương) is one word, whose dot says no more than its letters.
_TOKEN = re.compile(r"\d+|\bt\.[ưw]\b|[^\W\d_]+|[^\w\s]|_")
_WORD = re.compile(r"[^\W\d_]")


class Sentence:
    """One sentence, tokenised once and shared by all that looks for something in it.

    ``start`` and ``end`` are positions in the original text; ``canon`` is the sentence in canonical
    spelling and ``offsets`` leads from it to the original. Per token: ``words`` (canonical), ``capital``
    (the first letter is upper case in the original), ``upper`` (all of two or more letters are),
    ``starts`` and ``ends`` (positions in ``canon``).
    """

    __slots__ = ("canon", "capital", "end", "ends", "offsets", "start", "starts", "text", "upper", "words")

    def __init__(self, text: str, canonical: Canonical, low: int, high: int) -> None:
        self.text = text
        self.canon = canonical.text[low:high]
        self.offsets = canonical.offsets[low : high + 1]
        self.start, self.end = self.offsets[0], self.offsets[-1]
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.capital: list[bool] = []
        self.upper: list[bool] = []
        offsets = self.offsets
        for match in _TOKEN.finditer(self.canon):
            a, b = match.span()
            self.words.append(_word(match))
            self.starts.append(a)
            self.ends.append(b)
            first = text[offsets[a]]
            self.capital.append(first.isupper())
            self.upper.append(b - a > 1 and first.isupper() and text[offsets[a] : offsets[b]].isupper())

    def __len__(self) -> int:
        return len(self.words)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The span in the original text of the tokens ``first`` to ``last`` (exclusive, not empty)."""
        return self.offsets[self.starts[first]], self.original_end(self.ends[last - 1])

    def original_end(self, canon_end: int) -> int:
        """Where the original character before ``canon[canon_end]`` ends, its combining marks included."""
        return self.offsets[canon_end]

    def quote(self, first: int, last: int) -> str:
        """The original text of the tokens ``first`` to ``last`` (exclusive)."""
        start, end = self.span(first, last)
        return self.text[start:end]

    def token_at(self, canon_start: int) -> int:
        """The index of the first token that starts at or after a position of ``canon``."""
        from bisect import bisect_left

        return bisect_left(self.starts, canon_start)

    def opens(self, index: int) -> bool:
        """Whether a capital letter at this token says nothing: it begins the sentence or a quotation."""
        return index == 0 or self.words[index - 1] in ('"', ":")

    def adjacent(self, index: int) -> bool:
        """Whether no space stands between this token and the one before it."""
        return 0 < index < len(self.words) and self.ends[index - 1] == self.starts[index]

    def in_number(self, index: int) -> bool:
        """Whether this mark stands between the digits of a number: "4.0"."""
        digits = 0 < index < len(self.words) - 1 and (self.words[index - 1] + self.words[index + 1]).isdigit()
        return digits and self.adjacent(index) and self.adjacent(index + 1)


def words_of(text: str) -> Iterator[str]:
    """The tokens of a short canonical text: what word lists and patterns are made of."""
    for match in _TOKEN.finditer(text):
        yield _word(match)


def _word(match: re.Match[str]) -> str:
    found = match.group()
    return found if len(found) == 1 else found.replace(".", "")


def is_word(token: str) -> bool:
    """Whether a token is made of letters."""
    return _WORD.match(token) is not None
