"""Official documents by their numbers, or by the day or the congress that issued them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .mentions import Mention, Reading

# "22-ctr/tu", "3206/qđ-ubnd", "06/2019/tt-btttt", "44/nq - hđnd 18": parts joined by / or -.
_NUMBER = re.compile(
    r"\d{1,4}/(?:19|20)\d\d(?![/\-\d])|\d{1,6}[a-z]?\s?(?:[/\-]\s?(?:19|20)\d\d\s?)?[/\-]\s?[a-zđ]{1,8}\d{0,2}"
    r"(?:\s?[/\-]\s?[a-zđ&]{1,10}\d{0,2}){0,4}(?:\s\d{1,2}(?=\s(?:ngày|của)))?"
)
_PLAIN_NUMBER = re.compile(r"\d{1,6}(?:a|b|c)?(?![\w/.,\-])|\d{1,6}(?=[.,]\s|[.,]$)")
_SO = frozenset({"số", "no"})
# What may follow a document's number that stands without "số" and without letters.
_BEHIND_PLAIN = frozenset(
    {"của", "do", "ngày", "về", ",", ".", ")", "và", "năm", "ban", "đã", "được", "là", "có", "/"}
)
_BEHIND_ENGLISH = frozenset({
    "on", "dated", "issued", "signed", "by", "approving", "to", "which", "that", "has", "was", "is", "of",
})  # fmt: skip
# Before "quyết định 3077" in lower case these say that it is a document.
_CITING = (["trong"], ["theo"], ["tại"], ["kí"], ["hành"])


def find_documents(reading: Reading) -> Iterator[Mention]:
    """Documents with a number ("Quyết định số 950/QĐ-TTg"); ``value`` is the number."""
    sentence = reading.sentence
    words = sentence.words
    lists = ("english_document_type",) if reading.english else ("document_type",)
    for index in range(len(words)):
        end = max(reading.matches(name, index) for name in lists)
        if end == index or end >= len(words):
            continue
        named = words[end] in _SO
        if not named and not reading.english:
            yield from _unnumbered(reading, index, end)
        at = end + 1 if named else end
        while at < len(words) and words[at] in (".", ":"):
            at += 1
        if at >= len(words) or not words[at][0].isdigit():
            continue
        last = _number_end(reading, at, named or _needs_no_so(reading, index, end))
        if last > at:
            yield Mention("document", index, last, index, last, sentence.quote(at, last).replace(" ", ""))
            yield from _further(reading, last, named)


def _unnumbered(reading: Reading, index: int, end: int) -> Iterator[Mention]:
    """Documents named by their day ("Quyết định ngày 5/6/2017 của …") or their congress.

    The mention ends behind the type, so that a pattern may still take the day or the congress; its core
    is the whole name.
    """
    words = reading.sentence.words
    date = reading.longest("date", end)
    whole = date is not None and len(date.value) == len("2017-06-05") and "X" not in date.value
    if date is not None and whole and words[end] == "ngày":
        issued = words[date.last : date.last + 1] in (["của"], ["do"])
        if issued:
            yield Mention("document", index, end, index, date.last)
    if words[index : index + 4] == ["nghị", "quyết", "đại", "hội"]:
        congress = reading.longest("event", index + 2)
        if congress is not None:
            yield Mention("document", index, index + 2, index, congress.last)


def _number_end(reading: Reading, at: int, plain: bool) -> int:
    """Where the number of a document ends that starts at ``at``; ``at`` when there is none.

    ``plain`` numbers have no letters: "Quyết định số 3157", "Nghị quyết 57".
    """
    sentence = reading.sentence
    if at >= len(sentence) or not sentence.words[at][0].isdigit():
        return at
    start = sentence.starts[at]
    match = _NUMBER.match(sentence.canon, start)
    if match is None and plain:
        match = _PLAIN_NUMBER.match(sentence.canon, start)
    elif match is not None and not _is_number(sentence.text, sentence.offsets, match):
        return at
    return at if match is None else sentence.token_at(match.end())


def _needs_no_so(reading: Reading, index: int, end: int) -> bool:
    """Whether a bare number behind the type is the document's: "Nghị quyết 57", but not "kế hoạch 5 năm"."""
    sentence = reading.sentence
    cited = sentence.words[max(0, index - 1) : index] in _CITING and len(sentence.words[end]) > 2
    listed = "english_document_by_number" if reading.english else "document_by_number"
    if reading.matches(listed, index) != end or not (sentence.capital[index] or cited):
        return False
    year = len(sentence.words[end]) == 4 and sentence.words[end][:2] in ("19", "20")
    lettered = sentence.words[end + 1 : end + 2] in (["a"], ["b"], ["c"]) and sentence.adjacent(end + 1)
    following = sentence.words[end + 1 + lettered : end + 2 + lettered]
    if year or not following or following[0] in _BEHIND_PLAIN:
        return not year
    if reading.english:
        return following[0] in _BEHIND_ENGLISH
    # "Quyết định 2850 lập …": a long number that no noun follows counts nothing.
    return len(sentence.words[end]) > 2 and reading.matches("stop", end + 1) > end + 1


def _further(reading: Reading, at: int, named: bool) -> Iterator[Mention]:
    """The documents that share the type before: "các Nghị quyết số 10-NQ/TW, 11-NQ/TW và 12-NQ/TW"."""
    sentence = reading.sentence
    while named and at + 1 < len(sentence) and sentence.words[at] in (",", "và", ";"):
        start = at + 2 if sentence.words[at + 1] in _SO else at + 1
        if reading.at("date", start):
            return
        end = _number_end(reading, start, True)
        if end == start or sentence.words[end : end + 1] in (["năm"], ["tháng"], ["%"]):
            return
        yield Mention("document", at + 1, end, start, end, sentence.quote(start, end).replace(" ", ""))
        at = end


def _is_number(text: str, offsets: tuple[int, ...] | range, match: re.Match[str]) -> bool:
    """Whether the letters of a document's code are capitals, as the rules for documents demand."""
    original = text[offsets[match.start()] : offsets[match.end()]]
    letters = [char for char in original if char.isalpha()]
    return not letters or any(char.isupper() for char in letters)
