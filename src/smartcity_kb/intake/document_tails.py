"""How far the quote of a document or an agreement goes into what it is about.

"Nghị quyết số 9-NQ/TU của Tỉnh ủy về phát triển kinh tế biển giai đoạn …": some readers quote such a fact up
to its issuer, others to the end of the title. The quote takes as much of the title as makes it agree with
both, and ends where the title could end as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from .mentions import Mention, Reading

_RELATIONS = frozenset({"issued_by", "issued", "implements"})
# The quote with a part of the title is at most so many times as long as without it; the quote with all of
# it, or with its day, so many times as long as without both.
_LONGER, _LONGEST = 1.7, 1.9
_DATE_MARKS = frozenset({",", "ngày", "dated", "on"})
_OF = frozenset({"của", "of"})
# Before these a title is whole, too.
_JOINTS = frozenset({
    ",", ";", "giai", "tầm", "định", "đến", "trên", "trong", "tại", "của", "cho", "theo", "và", "năm",
    "in", "for", "with", "to", "and", "by", "until", "at",
})  # fmt: skip
# With these no quote ends.
_LOOSE = frozenset({
    "các", "những", "một", "và", "của", "cho", "với", "về", "để", ",", "-", "the", "a", "an", "of", "for",
    "and", "to", "in", "on", "with",
})  # fmt: skip
_ENGLISH_ABOUT = frozenset({
    "on", "approving", "promulgating", "regarding", "concerning", "about", "ratifying", "establishing",
})  # fmt: skip
# With these no purpose begins.
_NO_PURPOSE = frozenset({
    "với", "cùng", "giữa", "và", "do", "được", "vào", "tại", "ở", "hôm", "ngày", "này", "đó", "trên", "có",
    "đã", "là", "nói", "nêu", "dưới", "sau", "trước",
})  # fmt: skip
_SHORT_UNITS = frozenset({"tp", "tx", "tt", "q", "p", "h"})
_MAX_TAIL = 45


def with_tail(reading: Reading, relation: str, first: int, last: int) -> int:
    """Where the quote of a document fact ends that stands at the tokens ``first`` to ``last``."""
    if relation not in _RELATIONS:
        return last
    if not any(one.last == last for one in _ends(reading)):
        return _clause_end(reading, first, last)
    owner = _owner_end(reading, last)
    end = _about_end(reading, owner)
    if relation != "implements":
        owner = last if end == owner else owner
    if end == owner:
        return owner
    return _shared_end(reading, first, last, owner, end)


def with_topic(reading: Reading, first: int, last: int) -> int:
    """Where the quote of an agreement ends that stands at the tokens ``first`` to ``last``.

    "A và B đã ký biên bản ghi nhớ về …": some quote what it is about, others only the paper.
    """
    for topic in reading.all("topic"):
        if last in (topic.first, topic.last):
            return _shared_end(reading, first, topic.first, topic.first, topic.last)
    end = _purpose_end(reading, last) if _is_paper(reading, last) else last
    return _shared_end(reading, first, last, last, end) if end > last else last


def _purpose_end(reading: Reading, at: int) -> int:
    """Where the clause ends that says what a paper is for: "ký hợp đồng | thuê hạ tầng trong ba năm"."""
    sentence = reading.sentence
    if at >= len(sentence) or sentence.words[at] in _NO_PURPOSE or reading.at("moment", at):
        return at
    end = at
    while end < min(len(sentence), at + _MAX_TAIL):
        inside = sentence.in_number(end) or sentence.words[end] in "-/%"
        if not (sentence.words[end][0].isalnum() or inside) or reading.at("subject", end):
            break
        end += 1
    return end


def _is_paper(reading: Reading, last: int) -> bool:
    return any(reading.matches("agreement_noun", at) == last for at in range(max(0, last - 6), last))


def _shared_end(reading: Reading, first: int, last: int, owner: int, end: int) -> int:
    """The furthest token with which a quote agrees both with one that ends at ``last`` and one at ``end``."""
    # Some readers leave the day out that opens the sentence.
    undated = _length(reading, _past_day(reading, first, last), last)
    if _length(reading, first, end) <= _LONGEST * undated:
        return end
    limit = min(_LONGER * _length(reading, first, last), _LONGEST * undated)
    least = _length(reading, first, end) / 2
    fitting = [at for at in range(owner + 1, end) if least <= _length(reading, first, at) <= limit]
    words = reading.sentence.words
    joints = [at for at in fitting if words[at] in _JOINTS]
    return max(joints or [at for at in fitting if words[at - 1] not in _LOOSE], default=owner)


def _past_day(reading: Reading, first: int, last: int) -> int:
    """Behind the day that opens a quote: "Ngày 5/6/2017, | UBND tỉnh …"; ``first`` when none does."""
    words = reading.sentence.words
    day = reading.longest("moment", first) or reading.longest("date", first)
    behind = day.last + (words[day.last : day.last + 1] == [","]) if day is not None else first
    return behind if behind < last else first


def _clause_end(reading: Reading, first: int, last: int) -> int:
    """Behind what a verb says that the pattern ends with: "Tại Công điện số 7, Thủ tướng yêu cầu | …"."""
    sentence = reading.sentence
    limit = _LONGER * _length(reading, first, last)
    end = last
    while end < len(sentence) and sentence.words[end][0].isalnum():
        if _length(reading, first, end + 1) > limit:
            break
        end += 1
    if sentence.words[end : end + 1] == ["."] and sentence.words[end - 1] in _SHORT_UNITS:
        # "cho phép TP.HCM": no half of a name.
        end -= 1
    while end > last and sentence.words[end - 1] in _LOOSE:
        end -= 1
    return max(end, last)


def _ends(reading: Reading) -> Iterator[Mention]:
    """What may stand right before a tail: the document, who issued it, the day."""
    for kind in ("document", "actor", "date", "moment"):
        yield from reading.all(kind)


def _owner_end(reading: Reading, at: int) -> int:
    """Behind the day and the issuer that follow: ", ngày 5/6/2017 của Bộ Chính trị"."""
    words = reading.sentence.words
    day = at + 1 if words[at : at + 1] and words[at] in _DATE_MARKS else at
    date = reading.longest("date", day) or reading.longest("date", at)
    if date is not None:
        at = date.last
    if words[at : at + 1] and words[at] in _OF:
        start = at + 2 if words[at + 1 : at + 2] == ["the"] else at + 1
        owner = reading.longest("actor", start)
        if owner is not None:
            return owner.last
    return at


def _about_end(reading: Reading, at: int) -> int:
    """Where what the document is about or approves ends; ``at`` when it does not follow here."""
    if reading.english:
        return _english_end(reading, at)
    matter = reading.longest("matter", at)
    if matter is not None:
        return matter.last
    marked = reading.longest("quoted", reading.matches("about_document", at))
    if marked is not None:
        return marked.last
    about = reading.matches("about_document", at)
    deed = reading.matches("document_deed", about)
    if deed == about:
        return _doing_end(reading, at)
    scheme = reading.longest("scheme", deed) or reading.longest("quoted", deed)
    return scheme.last if scheme is not None else at


def _doing_end(reading: Reading, at: int) -> int:
    """Where the clause ends in which a document orders or founds: "… 5/CT-UBND yêu cầu | các sở rà soát"."""
    words = reading.sentence.words
    if reading.matches("document_doing", at) == at:
        return at
    end = at
    while end < min(len(words), at + _MAX_TAIL) and (words[end][0].isalnum() or words[end] == "/"):
        end += 1
    return end


def _english_end(reading: Reading, at: int) -> int:
    sentence = reading.sentence
    if at >= len(sentence) or sentence.words[at] not in _ENGLISH_ABOUT or reading.at("date", at + 1):
        return at
    end = at + 1
    while end < min(len(sentence), at + _MAX_TAIL):
        inside = sentence.words[end] == "-" or sentence.in_number(end)
        if not (sentence.words[end][0].isalnum() or inside):
            break
        end += 1
    return end if end > at + 1 else at


def _length(reading: Reading, first: int, last: int) -> int:
    start, end = reading.sentence.span(first, last)
    return end - start
