"""Words that count bodies: "8", "tám"."""

from __future__ import annotations

_NUMERALS = frozenset({"hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"})


def is_count(word: str) -> bool:
    """Whether a word counts bodies: "8", "tám"; a year does not."""
    return word in _NUMERALS or (word.isdigit() and len(word) < 4)
