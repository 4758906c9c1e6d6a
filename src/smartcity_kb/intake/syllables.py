"""Whether a word can be a Vietnamese syllable: what is not is foreign, and in capitals a proper name."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
# Onset, nucleus and coda of the standard orthography, tones taken off.
_SYLLABLE = re.compile(
    r"(?:b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x)?"
    r"(?:uyê|uyu|iêu|yêu|oai|oao|oay|oeo|uôi|uây|ươi|ươu|uya|uơ|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|ôi|"
    r"ơi|oo|ua|uâ|uê|ui|uô|uy|ưa|ưi|ươ|ưu|yê|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y)"
    r"(?:ch|c|m|ng|nh|n|p|t)?"
)


@lru_cache(maxsize=8192)
def is_vietnamese(word: str) -> bool:
    """Whether a word in lower case has the form of a Vietnamese syllable.

    >>> is_vietnamese("nghiệp"), is_vietnamese("lighting")
    (True, False)
    """
    bare = "".join(char for char in normalize("NFD", word) if char not in _TONES)
    return _SYLLABLE.fullmatch(normalize("NFC", bare)) is not None
