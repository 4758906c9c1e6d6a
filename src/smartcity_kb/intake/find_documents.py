"""Official documents by their numbers, and schemes by their titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from .find_english_matters import find_english_matters
from .find_english_titles import find_english_schemes
from .mentions import BARE, Mention, Reading

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
# In lower case these end a scheme's title; a verb of building or founding may well be part of it.
_TITLE_END = frozenset({
    "đã", "được", "sẽ", "vừa", "do", "bởi", "này", "đó", "trên", "nhằm", "với", "để", "đang", "là",
    "có", "cũng", "mà", "vì", "nếu", "khi", "thì", "đều", "tới", "nêu", "bao", "gồm", "như", "vào",
    "sau", "trước", "theo", "còn", "nói", "bằng", "mới", "rồi", "nay", "đây", "cho",
})  # fmt: skip
# "TP. Thủ Đức", "Q.8": the mark behind these ends no title.
_SHORT_UNITS = frozenset({"tp", "tx", "tt", "q", "p", "h"})
# Verbs of two parts behind a title.
_BEGINNINGS = frozenset({
    ("diễn", "ra"), ("bắt", "đầu"), ("khai", "mạc"), ("đặt", "mục"), ("đặt", "yêu"), ("đặt", "ra"),
    ("kèm", "theo"), ("đính", "kèm"),
})  # fmt: skip
# With these the titles of rules begin.
_RULING = frozenset({("hướng", "dẫn"), ("quy", "định")})
_ASKING = (["giao"], ["yêu", "cầu"], ["đề", "nghị"], ["chỉ", "đạo"])
_ISSUING = (["ban", "hành"], ["phê", "duyệt"], ["thông", "qua"], ["công", "bố"], ["soạn", "thảo"])
# Before "quyết định 3077" in lower case these say that it is a document.
_CITING = (["trong"], ["theo"], ["tại"], ["kí"], ["hành"])
_BEFORE_PASSIVE = frozenset({"được", "đã", "vừa", "cũng", "sau", "hiện", "chính"})
_MONEY = frozenset({"kinh", "tổng", "vốn", "nguồn", "mức", "trị", "thời", "tiến", "các", "những", "quy"})
_DIGITS = frozenset("0123456789/.,")
_MAX_TITLE = 45
# As many tokens as one of several things in a title may have.
_MAX_LISTED = 12


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


def find_topics(reading: Reading) -> Iterator[Mention]:
    """What an agreement is about: "về …", "trong lĩnh vực …" up to the end of its words."""
    for index, end in reading.listed("agreement_about").items():
        last = _title_end(reading, end)
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
        last = _title_end(reading, end)
        while last + 1 < len(words) and words[last] == "," and _lists_on(reading, last + 1):
            last = _title_end(reading, last + 1)
        if last > end:
            yield Mention("matter", index, last, end, last)


def _somebody(reading: Reading, at: int) -> bool:
    """Whether who is told to act stands here: "các địa phương", "Sở Y tế"."""
    plural = reading.matches("plural", at)
    named = any(reading.at(kind, at) for kind in ("actor", "group"))
    return named or (plural > at and reading.matches("group_noun", plural) > plural)


def _lists_on(reading: Reading, at: int) -> bool:
    """Whether a title goes on behind a comma: "về quy hoạch, xây dựng và quản lý đô thị"."""
    sentence = reading.sentence
    plain = sentence.words[at].isalpha() and not sentence.capital[at]
    ends = ("saying", "asking", "title_tail", "attribution")
    active = reading.matches("activity", at) > at
    stops = sentence.words[at] in _TITLE_END or any(reading.matches(name, at) > at for name in ends)
    stops = stops and not active
    named = ("organisation", "person", "moment", "document")
    if not plain or stops or any(reading.at(kind, at) for kind in named):
        return False
    joined = sentence.words[at : at + _MAX_LISTED]
    alone = sentence.words[at] == "chính" or active
    return "," in joined or "và" in joined or alone


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
    while words[last : last + 1] == [","] and _goes_on_listing(reading, index, last + 1):
        last = _title_end(reading, last + 1)
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
        return _lists_on(reading, at)
    named = sentence.capital[first] and not sentence.capital[at]
    acts = any(reading.matches(name, at) > at for name in ("stop", "predicate", "title_tail", "future"))
    acts = acts or bool(reading.at("subject", at)) or bool(reading.at("moment", at))
    if not named or (acts and reading.matches("compound", at) == at):
        return False
    end = _title_end(reading, at)
    words = sentence.words[at:end]
    # A term of years ends a title and nothing else, unless it is that of the money.
    term = next((k for k, pair in enumerate(pairwise(words)) if pair == ("giai", "đoạn")), 0)
    counted = (words[:1] and words[0] in _MONEY) or any(word[0].isdigit() for word in words[:term])
    return term > 0 and not counted and "," not in words


def _title_end(reading: Reading, start: int) -> int:
    """Where a title written without quotation marks ends."""
    words = reading.sentence.words
    at = start
    while at < min(len(words), start + _MAX_TITLE):
        step = _step(reading, at)
        if step == at:
            break
        named = bool(reading.at("document", at))
        at = step
        if named:
            break
    while at > start and words[at - 1] in ("và", ",", "-", "(", "của", "tại", "trong", "ở"):
        at -= 1
    return at


def _step(reading: Reading, at: int) -> int:
    """The token after the one at ``at`` when that belongs to the title, else ``at``."""
    sentence = reading.sentence
    words = sentence.words
    word = words[at]
    if document := reading.longest("document", at):
        # "Kế hoạch triển khai Quyết định số …": the document is what the scheme carries out.
        return document.last if words[at - 1] in ("khai", "hiện") else at
    if word == "và" and (
        _asks_somebody(reading, at + 1)
        or _another_scheme(reading, at)
        or _founds(reading, at + 1)
        or _hands_in(reading, at + 1)
        or reading.at("subject", at + 1)
    ):
        return at
    if word == "thuộc" and _another_scheme(reading, at):
        # "Dự án thuộc Đề án …"
        return at
    tail = reading.matches("title_tail", at + 1) if word in ",và" else at + 1
    if tail > at + 1 and not _begins_clause(words, at + 1, tail):
        return at + 1
    if word == "-":
        return at + 1
    if word == "(":
        closed = reading.closing(at, 8)
        # "(Quyết định số 5/QĐ-UBND)": by what it was approved.
        return at if not closed or any(reading.at("document", k) for k in range(at, closed)) else closed
    if word == ".":
        return at + 1 if words[at - 1] in _SHORT_UNITS or sentence.in_number(at) else at
    if word in "/&" and sentence.adjacent(at) and sentence.adjacent(at + 1):
        # "tỷ lệ 1/500", "TT&TT"
        return at + 1
    if word == '"' and not sentence.adjacent(at) and sentence.adjacent(at + 1):
        return reading.closing(at, _MAX_TITLE) or at
    if not word[0].isalnum():
        return at
    if reading.at("moment", at):
        return at
    since = word == "từ" and words[at - 1] != "đoạn" and bool(reading.at("date", at))
    if since or tuple(words[at : at + 2]) in _BEGINNINGS:
        return at
    if word in ("tại", "trong") and reading.matches("event_head", at + 1) > at + 1:
        return at
    compound = max(reading.matches("compound", at), reading.matches("title_joint", at))
    if compound > at:
        return compound
    ends = word in _TITLE_END and not sentence.capital[at]
    return at if ends and not _goes_on(words, at) else at + 1


def _another_scheme(reading: Reading, at: int) -> bool:
    """Whether "và" joins another scheme: "… phiên bản 2.0 và kế hoạch …", "… và Chương trình …"."""
    sentence = reading.sentence
    headed = any(reading.matches(name, at + 1) > at + 1 for name in ("initiative_head", "titled_document"))
    return headed and (sentence.capital[at + 1] or sentence.words[at - 1][-1].isdigit())


def _hands_in(reading: Reading, at: int) -> bool:
    """Whether a scheme is handed in here: "… và trình tỉnh xem xét", "… và gửi Bộ Xây dựng"."""
    verb = reading.sentence.words[at : at + 1]
    return verb in (["trình"], ["gửi"], ["nộp"]) and reading.matches("compound", at) == at


def _founds(reading: Reading, at: int) -> bool:
    """Whether a body is founded here: "… về dữ liệu mở và thành lập Trung tâm …"."""
    at = reading.matches("consent", at)
    verb = reading.matches("found", at)
    return verb > at and reading.sentence.capital[verb : verb + 1] == [True]


def _asks_somebody(reading: Reading, at: int) -> bool:
    """Whether somebody is told to do something here: "giao Sở Xây dựng …", "yêu cầu các sở …"."""
    words = reading.sentence.words
    verb = next((verb for verb in _ASKING if words[at : at + len(verb)] == verb), [])
    at += len(verb)
    asked = words[at : at + 1] == ["các"] or reading.at("actor", at) or reading.at("organisation", at)
    return bool(verb and asked)


def _begins_clause(words: list[str], at: int, end: int) -> bool:
    """Whether what is to be done by a year follows: "…, đến năm 2025 hoàn thành …" is no part of a title."""
    dated = words[at] == "đến" and words[end : end + 1] != [] and words[end].isdigit()
    return dated and end + 1 < len(words) and words[end + 1].isalpha()


def _goes_on(words: list[str], at: int) -> bool:
    """Whether "theo" or "cho" here still belongs to the title: "theo hướng …", "cho người nghèo"."""
    following = words[at + 1] if at + 1 < len(words) else ""
    return (words[at] == "theo" and following in ("hướng", "mô")) or (
        words[at] == "cho" and following != "biết"
    )
