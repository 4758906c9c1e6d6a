"""Official documents by their numbers, and schemes by their titles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .mentions import Mention, Reading

# "22-ctr/tu", "3206/qđ-ubnd", "06/2019/tt-btttt", "44/nq - hđnd 18": parts joined by / or -.
_NUMBER = re.compile(
    r"\d{1,6}[a-z]?\s?(?:/\s?(?:19|20)\d\d\s?)?[/\-]\s?[a-zđ]{1,8}\d{0,2}"
    r"(?:\s?[/\-]\s?[a-zđ&]{1,10}\d{0,2}){0,4}(?:\s\d{1,2}(?=\s(?:ngày|của)))?"
)
_PLAIN_NUMBER = re.compile(r"\d{1,6}(?![\d/.,\-])")
_SO = frozenset({"số", "no"})
_YEARS_TAIL = frozenset({"năm", "đến", "-", "và", ",", "giai", "đoạn", "tầm", "nhìn", "định", "hướng", "từ"})
# In lower case these end a scheme's title; a verb of building or founding may well be part of it.
_TITLE_END = frozenset({
    "đã", "được", "sẽ", "vừa", "do", "bởi", "này", "đó", "trên", "nhằm", "với", "để", "đang", "là",
    "có", "cũng", "mà", "vì", "nếu", "khi", "thì", "đều", "tới", "nêu", "bao", "gồm", "như", "vào",
    "sau", "trước", "theo", "còn", "nói", "bằng", "mới", "rồi", "nay", "đây", "cho",
})  # fmt: skip
_MAX_TITLE = 45


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
        at = end + 1 if named else end
        while at < len(words) and words[at] in (".", ":"):
            at += 1
        if at >= len(words) or not words[at][0].isdigit():
            continue
        match = _NUMBER.match(sentence.canon, sentence.starts[at]) or (
            _PLAIN_NUMBER.match(sentence.canon, sentence.starts[at]) if named else None
        )
        if match is None or not _is_number(sentence.text, sentence.offsets, match):
            continue
        last = sentence.token_at(match.end())
        yield Mention("document", index, last, index, last, sentence.quote(at, last).replace(" ", ""))


def _is_number(text: str, offsets: tuple[int, ...] | range, match: re.Match[str]) -> bool:
    """Whether the letters of a number are capitals, as the rules for documents demand."""
    original = text[offsets[match.start()] : offsets[match.end()]]
    letters = [char for char in original if char.isalpha()]
    return not letters or any(char.isupper() for char in letters)


def find_schemes(reading: Reading) -> Iterator[Mention]:
    """Schemes with a title: "đề án xây dựng … giai đoạn 2018-2025"; the core leaves quotation marks out."""
    lists = ("english_scheme_head",) if reading.english else ("initiative_head",)
    words = reading.sentence.words
    for index in range(len(words)):
        end = max(reading.matches(name, index) for name in lists)
        if end == index or reading.at("document", index):
            continue
        yield from _scheme(reading, index, end)


def find_topics(reading: Reading) -> Iterator[Mention]:
    """What an agreement is about: "về …", "trong lĩnh vực …" up to the end of its words."""
    for index, end in reading.listed("agreement_about").items():
        last = _title_end(reading, end)
        if last > end:
            yield Mention("topic", index, last, index, last)


def _scheme(reading: Reading, index: int, end: int) -> Iterator[Mention]:
    words = reading.sentence.words
    if index > 0 and words[index - 1] == '"':
        closed = reading.closing(index - 1, _MAX_TITLE)
        if closed:
            yield Mention("scheme", index - 1, closed, index, closed - 1)
            return
    if end < len(words) and words[end] == '"':
        closed = reading.closing(end, _MAX_TITLE)
        if closed:
            yield Mention("scheme", index, closed, index, closed)
            return
    last = _title_end(reading, end)
    if last > end:
        yield Mention("scheme", index, last, index, last)


def _title_end(reading: Reading, start: int) -> int:
    """Where a title written without quotation marks ends."""
    words = reading.sentence.words
    at = start
    while at < min(len(words), start + _MAX_TITLE):
        step = _step(reading, at)
        if step == at:
            break
        at = step
    while at > start and words[at - 1] in ("và", ",", "-", "(", "của", "tại", "trong", "ở"):
        at -= 1
    return at


def _step(reading: Reading, at: int) -> int:
    """The token after the one at ``at`` when that belongs to the title, else ``at``."""
    sentence = reading.sentence
    words = sentence.words
    word = words[at]
    if reading.at("document", at):
        return at
    if word in ",và" and reading.matches("title_tail", at + 1) > at + 1:
        return at + 1
    if word == "-":
        return at + 1
    if word == "(":
        return reading.closing(at, 8) or at
    if word == ".":
        return at + 1 if words[at - 1] in ("tp", "tx") else at
    if not word[0].isalnum():
        return at
    compound = reading.matches("compound", at)
    if compound > at:
        return compound
    ends = word in _TITLE_END and not sentence.capital[at]
    return at if ends and not _goes_on(words, at) else at + 1


def _goes_on(words: list[str], at: int) -> bool:
    """Whether "theo" or "cho" here still belongs to the title: "theo hướng …", "cho người nghèo"."""
    following = words[at + 1] if at + 1 < len(words) else ""
    return (words[at] == "theo" and following in ("hướng", "mô")) or (
        words[at] == "cho" and following != "biết"
    )
