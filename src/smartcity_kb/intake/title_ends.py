"""Where the titles of schemes and documents end that stand without quotation marks."""

from __future__ import annotations

from .mentions import Reading

# As many tokens as a title may have.
MAX_TITLE = 45
# As many tokens as one of several things in a title may have.
_MAX_LISTED = 12
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
_ASKING = (["giao"], ["yêu", "cầu"], ["đề", "nghị"], ["chỉ", "đạo"])


def title_end(reading: Reading, start: int) -> int:
    """Where a title written without quotation marks ends."""
    words = reading.sentence.words
    at = start
    while at < min(len(words), start + MAX_TITLE):
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


def lists_on(reading: Reading, at: int) -> bool:
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
        return reading.closing(at, MAX_TITLE) or at
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
