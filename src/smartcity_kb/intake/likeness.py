"""Whether two texts are the same article with other noise around it: shared runs of words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from zlib import crc32

from ..model.claim import Noise
from ..model.text import fold

SHINGLE = 8
# From this share of the smaller text's runs of words in the larger, the two are likely the same article.
LIKELY = 0.6


def shingles(text: str, noise: Iterable[Noise] = ()) -> frozenset[int]:
    """The runs of eight words of a text without its noise, each as a 32-bit number.

    Every fourth by value is kept: enough to compare, a quarter of the memory. A text of fewer than eight
    words is one run.
    """
    clear = list(text)
    for item in noise:
        clear[item.start : item.end] = " " * (item.end - item.start)
    words = fold("".join(clear)).split()
    count = max(1, len(words) - SHINGLE + 1)
    runs = [crc32(" ".join(words[i : i + SHINGLE]).encode()) for i in range(count)] if words else []
    kept = frozenset(run for run in runs if run % 4 == 0)
    return kept or frozenset(runs)


def containment(left: frozenset[int], right: frozenset[int]) -> float:
    """The share of the smaller set that is in the larger, between 0 and 1."""
    small = min(len(left), len(right))
    return len(left & right) / small if small else 0.0


def likely_same(text_shingles: frozenset[int], known: Mapping[str, frozenset[int]]) -> list[str]:
    """The ids of the known sources that are likely the same article, the likeliest first."""
    scored = [(containment(text_shingles, other), name) for name, other in known.items()]
    return [name for score, name in sorted(scored, key=lambda pair: (-pair[0], pair[1])) if score >= LIKELY]
