"""Who may have issued a document, by the code at the end of its number."""

from __future__ import annotations

import re

from .mentions import Mention, Reading

# The codes of Nghị định 30/2020/NĐ-CP, appendix III, and of the Party's Hướng dẫn 36-HD/VPTW; the issuer's
# name has one of these in it. Papers say "Chính phủ" for the Prime Minister, too.
_ISSUERS = {
    "ttg": ("thủ tướng", "chính phủ"),
    "cp": ("chính phủ", "thủ tướng"),
    "hđnd": ("hđnd", "hội đồng nhân dân"),
    "ubnd": ("ubnd", "ủy ban", "chủ tịch", "chính quyền"),
    "tu": ("ủy", "đảng bộ"),
    "tw": ("trung ương", "bộ chính trị", "ban bí thư", "ban chấp hành", "đảng"),
}
_LOCAL = frozenset({"hđnd", "ubnd", "tu"})
_CODE = re.compile(r"[a-zđ]+$")


def may_issue(reading: Reading, issuer: Mention, number: str) -> bool:
    """Whether the code of a document's number allows this issuer; unknown codes, and English names, do.

    What a place issues is issued by one of its bodies, so places stand for these.
    """
    code = _CODE.search(number.lower())
    names = _ISSUERS.get(code.group()) if code else None
    if code is None or names is None or reading.english:
        return True
    if code.group() in _LOCAL and any(one.last == issuer.last for one in reading.at("place", issuer.first)):
        return True
    text = f" {' '.join(reading.sentence.words[issuer.first : issuer.last])} "
    return any(name in text for name in names)
