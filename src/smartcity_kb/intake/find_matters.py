"""What agreements and numbered documents are about: topics and matters."""

from __future__ import annotations

from collections.abc import Iterator

from .find_english_matters import find_english_matters
from .mentions import Mention, Reading
from .title_ends import lists_on, title_end


def find_topics(reading: Reading) -> Iterator[Mention]:
    """What an agreement is about: "về …", "trong lĩnh vực …" up to the end of its words."""
    for index, end in reading.listed("agreement_about").items():
        last = title_end(reading, end)
        if last > end:
            yield Mention("topic", index, last, index, last)


def find_matters(reading: Reading) -> Iterator[Mention]:
    """What a numbered document is about, without quotation marks: "… về chuyển đổi số đến năm 2025"."""
    words = reading.sentence.words
    if reading.english:
        yield from find_english_matters(reading)
        return
    if not reading.table("document"):
        return
    for index, end in reading.listed("about_document").items():
        if end >= len(words) or reading.matches("document_deed", end) > end or words[end] == '"':
            continue
        if words[end - 1] == "dẫn" and _somebody(reading, end):
            # "Văn bản số 5/BYT-KH hướng dẫn các địa phương …": whom it tells what to do.
            continue
        last = title_end(reading, end)
        while last + 1 < len(words) and words[last] == "," and lists_on(reading, last + 1):
            last = title_end(reading, last + 1)
        if last > end:
            yield Mention("matter", index, last, end, last)


def _somebody(reading: Reading, at: int) -> bool:
    """Whether who is told to act stands here: "các địa phương", "Sở Y tế"."""
    plural = reading.matches("plural", at)
    named = any(reading.at(kind, at) for kind in ("actor", "group"))
    return named or (plural > at and reading.matches("group_noun", plural) > plural)
