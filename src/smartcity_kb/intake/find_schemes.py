"""Schemes, laws and rules by their titles."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from .find_english_titles import find_english_schemes
from .mentions import BARE, Mention, Reading
from .title_ends import MAX_TITLE, lists_on, title_end

# With these the titles of rules begin.
_RULING = frozenset({("hướng", "dẫn"), ("quy", "định")})
_ISSUING = (["ban", "hành"], ["phê", "duyệt"], ["thông", "qua"], ["công", "bố"], ["soạn", "thảo"])
_BEFORE_PASSIVE = frozenset({"được", "đã", "vừa", "cũng", "sau", "hiện", "chính"})
_MONEY = frozenset({"kinh", "tổng", "vốn", "nguồn", "mức", "trị", "thời", "tiến", "các", "những", "quy"})
_DIGITS = frozenset("0123456789/.,")


def find_schemes(reading: Reading) -> Iterator[Mention]:
    """Schemes with a title: "đề án xây dựng … giai đoạn 2018-2025"; the core leaves quotation marks out."""
    if reading.english:
        yield from find_english_schemes(reading)
        return
    words = reading.sentence.words
    for index in range(len(words)):
        yield from _again(reading, index)
        end = reading.matches("initiative_head", index)
        if end == index:
            end = _titled(reading, index)
        if end == index or reading.at("document", index):
            continue
        yield from _scheme(reading, index, end)


def _again(reading: Reading, index: int) -> Iterator[Mention]:
    """A scheme that was named before: "Đề án này sau đó được Thủ tướng phê duyệt"."""
    words = reading.sentence.words
    end = reading.matches("scheme_again", index)
    pointed = reading.matches("pointing_back", end)
    behind = words[pointed : pointed + 1]
    told = bool(behind) and (behind[0] in _BEFORE_PASSIVE or (behind == ["do"] and pointed > end))
    if end > index and told:
        yield Mention("scheme", index, pointed, index, end, BARE)


def _titled(reading: Reading, index: int) -> int:
    """Where the head of a law or rule ends that a title follows: "Luật Biển", "Nghị quyết về …"."""
    sentence = reading.sentence
    issued = sentence.words[max(0, index - 2) : index] in _ISSUING
    small = reading.matches("titled_small", index)
    if issued and index < small < len(sentence) and sentence.words[small][0].isalpha():
        return small
    end = reading.matches("titled_document", index)
    if end == index or end >= len(sentence) or not sentence.capital[index]:
        return index
    title = sentence.capital[end] or sentence.words[end] in ("về", '"') or _says_how(reading, end)
    return end if issued or (title and not reading.at("actor", end)) else index


def _says_how(reading: Reading, at: int) -> bool:
    """Whether a rule's title begins with what it rules: "Thông tư hướng dẫn | thí điểm …", "… quy định …"."""
    words = reading.sentence.words
    told = tuple(words[at : at + 2]) in _RULING and at + 2 < len(words) and words[at + 2].isalpha()
    return (
        told and reading.matches("stop", at + 2) == at + 2 and reading.matches("predicate", at + 2) == at + 2
    )


def _scheme(reading: Reading, index: int, end: int) -> Iterator[Mention]:
    words = reading.sentence.words
    if index > 0 and words[index - 1] == '"':
        closed = reading.closing(index - 1, MAX_TITLE)
        if closed:
            yield Mention("scheme", index - 1, closed, index, closed - 1)
            return
    if end < len(words) and words[end] == '"':
        closed = reading.closing(end, MAX_TITLE)
        if closed:
            yield Mention("scheme", index, closed, index, closed)
            return
    last = title_end(reading, end)
    while words[last : last + 1] == [","] and _goes_on_listing(reading, index, last + 1):
        last = title_end(reading, last + 1)
    numbered = last > end and words[end].isdigit() and set("".join(words[end:last])) <= _DIGITS
    if last > end and not numbered and reading.matches("title_empty", end) != last:
        yield Mention("scheme", index, last, index, last)


def _goes_on_listing(reading: Reading, first: int, at: int) -> bool:
    """Whether a scheme's title goes on behind a comma.

    "Quy chế quản lý, vận hành Cổng dữ liệu"; "Đề án Xây dựng chính quyền số, phố xanh giai đoạn 2019-2022".
    """
    sentence = reading.sentence
    if at >= len(sentence) or not sentence.words[at].isalpha():
        return False
    if reading.matches("activity", at) > at:
        return lists_on(reading, at)
    named = sentence.capital[first] and not sentence.capital[at]
    acts = any(reading.matches(name, at) > at for name in ("stop", "predicate", "title_tail", "future"))
    acts = acts or bool(reading.at("subject", at)) or bool(reading.at("moment", at))
    if not named or (acts and reading.matches("compound", at) == at):
        return False
    end = title_end(reading, at)
    words = sentence.words[at:end]
    # A term of years ends a title and nothing else, unless it is that of the money.
    term = next((k for k, pair in enumerate(pairwise(words)) if pair == ("giai", "đoạn")), 0)
    counted = (words[:1] and words[0] in _MONEY) or any(word[0].isdigit() for word in words[:term])
    return term > 0 and not counted and "," not in words
