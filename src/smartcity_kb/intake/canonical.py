"""One spelling for Vietnamese words that are written in several ways, character by character.

Matching compares canonical texts: NFC, the tone mark where the older rule puts it (thỏa, not thoả), ``i``
for ``y`` where both are in use (kỹ/kĩ, quý/quí), lower case, one kind of dash and of quotation mark. Tones
stay, because "bà" and "ba", "Sở" and "số" are different words. Each canonical character remembers which
character of the original it came from.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category, is_normalized, normalize

from ..model.record import Record

# oa, oe, uy with the tone on the second vowel (the newer rule) -> on the first, at the end of a word.
_RIME = re.compile(r"(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?!\w)")
_LONG_Y = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")
_Y_WORD = re.compile(r"(?<!\w)(?:[hklmst]|qu)[yýỳỷỹỵ](?!\w)")
_PLAIN = str.maketrans("–—‒−“”„‟«»‘’‚‛`´\u00a0\u2007\u202f…", "----\"\"\"\"\"\"''''''   .")


class Canonical(Record):
    """A canonical text; ``offsets[i]`` is the index in the original of the character behind ``text[i]``.

    ``offsets`` has one more entry, the length of the original. It is a ``range`` when nothing moved.
    """

    text: str
    offsets: tuple[int, ...] | range


def canonical(text: str) -> str:
    """The canonical spelling of a text, for comparing.

    >>> canonical("Uỷ ban – thoả thuận, Quý III") == canonical("Ủy ban - thỏa thuận, Quí III")
    True
    """
    lowered = normalize("NFC", text).lower().translate(_PLAIN)
    return _Y_WORD.sub(_with_i, _RIME.sub(_older, lowered))


@lru_cache(maxsize=4096)
def canonical_name(name: str) -> str:
    """The canonical spelling of a name; the last ones are remembered, because names come again."""
    return canonical(name)


def canonical_keeping_offsets(text: str) -> Canonical:
    """The canonical text with the place of each character; marks stay with the letter before them."""
    plain = canonical(text)
    if len(plain) == len(text) and is_normalized("NFC", text):
        return Canonical(plain, range(len(text) + 1))
    letters: list[str] = []
    offsets: list[int] = []
    for start, end in _clusters(text):
        for char in normalize("NFC", text[start:end]).lower():
            letters.append(char)
            offsets.append(start)
    offsets.append(len(text))
    joined = "".join(letters)
    plain = canonical(joined)
    # Scripts that compose across letters (Hangul) change length: they have no Vietnamese variants anyway.
    return Canonical(plain if len(plain) == len(joined) else joined, tuple(offsets))


def _clusters(text: str) -> list[tuple[int, int]]:
    """Spans of a base character with its combining marks."""
    starts = [i for i, char in enumerate(text) if i == 0 or char < "\u0300" or category(char) != "Mn"]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _older(match: re.Match[str]) -> str:
    letters = match.group()
    second = normalize("NFD", letters[1])
    return normalize("NFC", letters[0] + second[1]) + second[0]


def _with_i(match: re.Match[str]) -> str:
    return match.group().translate(_LONG_Y)
