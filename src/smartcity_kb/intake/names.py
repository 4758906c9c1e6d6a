"""Names as they are compared: folded, abbreviations written out."""

from __future__ import annotations

from functools import lru_cache

from ..model.text import fold
from .lexicon import Lexicon


class Abbreviations:
    """Abbreviations with what they stand for, folded; made of the word list ``abbreviation``."""

    def __init__(self, lexicon: Lexicon) -> None:
        pairs = [word.text.split(" = ") for word in lexicon.lists.get("abbreviation", ())]
        self._long = {tuple(fold(short).split()): fold(long) for short, long in pairs}
        self._width = max((len(key) for key in self._long), default=1)

    def comparable(self, name: str) -> str:
        """The name folded, with each abbreviation written out.

        >>> Abbreviations(Lexicon({})).comparable("Tỉnh ủy Bình Dương")
        'tinh uy binh duong'
        """
        words = fold(name).split()
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


@lru_cache(maxsize=8)
def abbreviations_of(lexicon: Lexicon) -> Abbreviations:
    """The abbreviations of a lexicon, made once."""
    return Abbreviations(lexicon)


def alike(left: str, right: str) -> bool:
    """Whether one comparable name is the other with words left out ("viettel" and "tap doan viettel")."""
    a, b = set(left.split()), set(right.split())
    return bool(a and b) and (a <= b or b <= a)
