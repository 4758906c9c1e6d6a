"""Names as they are compared: folded, abbreviations written out."""

from __future__ import annotations

import re
from functools import lru_cache

from ..model.text import fold
from .lexicon import Lexicon

Words = frozenset[str]


@lru_cache(maxsize=4096)
def _folded(name: str) -> str:
    return fold(name)


class Abbreviations:
    """Abbreviations with what they stand for, folded; made of the word list ``abbreviation``."""

    def __init__(self, lexicon: Lexicon) -> None:
        pairs = [word.text.split(" = ") for word in lexicon.lists.get("abbreviation", ())]
        self._long = {tuple(fold(short).split()): fold(long) for short, long in pairs}
        self._width = max((len(key) for key in self._long), default=1)
        self._written = dict(pairs)
        longest_first = sorted(self._written, key=len, reverse=True)
        shorts = "|".join(map(re.escape, longest_first)) or "(?!)"
        # Not inside a document's number: "3206/QĐ-UBND".
        self._short = re.compile(rf"(?<![\w/-])({shorts})(?:\.\s*|(?![\w/-]))")

    def comparable(self, name: str) -> str:
        """The name folded, with each abbreviation written out.

        >>> Abbreviations(Lexicon({})).comparable("Tỉnh ủy Bình Dương")
        'tinh uy binh duong'
        """
        words = _folded(name).split()
        parts: list[str] = []
        at = 0
        while at < len(words):
            for width in range(min(self._width, len(words) - at), 0, -1):
                long = self._long.get(tuple(words[at : at + width]))
                if long is not None:
                    parts.append(long)
                    at += width
                    break
            else:
                parts.append(words[at])
                at += 1
        return " ".join(parts)

    def written_out(self, name: str) -> str:
        """The name as it is written in full, with marks and capitals: what its readers may look for.

        >>> from smartcity_kb.intake.lexicon import read_lexicon
        >>> abbreviations_of(read_lexicon()).written_out("Sở TT&TT TP.HCM")
        'Sở Thông tin và Truyền thông thành phố Hồ Chí Minh'
        """
        full = self._short.sub(self._full, name)
        return " ".join(full.split())

    def _full(self, found: re.Match[str]) -> str:
        long = self._written[found[1]]
        if found.start() == 0:
            long = long[0].upper() + long[1:]
        return long if found.end() == found.end(1) else f"{long} "


@lru_cache(maxsize=8)
def abbreviations_of(lexicon: Lexicon) -> Abbreviations:
    """The abbreviations of a lexicon, made once."""
    return Abbreviations(lexicon)


def words_in(name: str) -> Words:
    """The words of a comparable name, as ``alike`` compares them."""
    return frozenset(name.split())


def alike(left: Words, right: Words) -> bool:
    """Whether one name is the other with words left out ("viettel" and "tap doan viettel").

    >>> alike(words_in("viettel"), words_in("tap doan viettel")), alike(words_in("viettel"), words_in("vnpt"))
    (True, False)
    """
    return bool(left and right) and (left <= right or right <= left)
