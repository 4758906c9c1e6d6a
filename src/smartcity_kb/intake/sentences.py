"""Where sentences begin and end in Vietnamese and English news text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..model.claim import Noise
from .canonical import Canonical

# Longer ones are cut: matching takes time by the length of a sentence, and no one writes longer ones.
MAX_SENTENCE = 1500

# What ends with a full stop without ending a sentence.
_ABBREVIATIONS = frozenset({
    "tp", "tx", "tt", "q", "p", "h", "x", "đ", "st", "ts", "ths", "gs", "pgs", "bs", "ks", "kts", "cn",
    "ls", "nsưt", "nsnd", "đc", "đ/c", "tr", "cty", "ct", "gđ", "pgđ", "ông", "bà", "mr", "mrs", "ms",
    "dr", "prof", "no", "vol", "inc", "ltd", "co", "corp", "jr", "sr", "gov", "sen", "rep", "gen",
    "col", "vs", "v.v", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov",
    "dec", "u.s", "u.k", "ph.d", "th.s",
})  # fmt: skip
_END = re.compile(r"[.!?]+[\"')\]]*(?=\s|$)|\n+")
_LAST_WORD = re.compile(r"[^\s(\"']+$")
_OPENS = re.compile(r"\s*[\"'(\[-]*\s*(\S)")


def sentence_spans(canonical: Canonical, text: str, noise: Iterable[Noise] = ()) -> Iterator[tuple[int, int]]:
    """The spans (start, end) of the sentences, in positions of the canonical text, noise left out.

    A sentence ends at a line break, or at a full stop, exclamation or question mark that is followed by
    a space and a capital letter, digit or quotation mark, unless an abbreviation ("TP.", "TS.", "Q. 2")
    stands before it. None is longer than MAX_SENTENCE.
    """
    for low, high in _clear_stretches(canonical, noise):
        for start, end in _between_ends(canonical, text, low, high):
            yield from _capped(canonical.text, start, end)


def _clear_stretches(canonical: Canonical, noise: Iterable[Noise]) -> Iterator[tuple[int, int]]:
    from bisect import bisect_left

    low = 0
    for item in sorted(noise, key=lambda n: n.start):
        high = bisect_left(canonical.offsets, item.start)
        if high > low:
            yield low, high
        low = max(low, bisect_left(canonical.offsets, item.end))
    if low < len(canonical.text):
        yield low, len(canonical.text)


def _between_ends(canonical: Canonical, text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    plain = canonical.text
    start = low
    for match in _END.finditer(plain, low, high):
        if match.group()[0] != "\n" and not _ends_sentence(canonical, text, start, match, high):
            continue
        yield start, match.end()
        start = match.end()
    if start < high:
        yield start, high


def _ends_sentence(canonical: Canonical, text: str, start: int, match: re.Match[str], high: int) -> bool:
    plain = canonical.text
    following = _OPENS.match(plain, match.end(), high)
    if following is None:
        return True
    opener = text[canonical.offsets[following.start(1)]]
    if opener.islower():
        return False
    if match.group() != ".":
        return True
    before = _LAST_WORD.search(plain, max(start, match.start() - 12), match.start())
    word = before.group() if before else ""
    if word in _ABBREVIATIONS or word.rpartition(".")[2] in _ABBREVIATIONS:
        return False
    # An initial ("J. Smith"): one capital letter alone.
    initial = len(word) == 1 and word.isalpha() and text[canonical.offsets[match.start() - 1]].isupper()
    return not initial


def _capped(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and plain[start].isspace():
        start += 1
    while end > start and plain[end - 1].isspace():
        end -= 1
    while end - start > MAX_SENTENCE:
        window = plain[start : start + MAX_SENTENCE]
        cut = max(window.rfind("; "), 0) or max(window.rfind(", "), 0) or window.rfind(" ")
        middle = start + (cut + 1 if cut > 0 else MAX_SENTENCE)
        yield start, middle
        start = middle
    if start < end:
        yield start, end
