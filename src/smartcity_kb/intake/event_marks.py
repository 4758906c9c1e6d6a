"""Marks inside the name of an event: titles in quotation marks, brackets, dashes, commas, colons."""

from __future__ import annotations

from .event_subjects import leads_on
from .mentions import Reading

_UNITS = frozenset({"sở", "ban", "ngành", "bộ", "tỉnh", "quận", "xã", "huyện", "thành", "phường", "phố"})


def at_mark(reading: Reading, head: int, at: int) -> int | None:
    """Behind a title, a bracket or another mark that stands inside the name; ``at`` where one ends it."""
    sentence = reading.sentence
    word = sentence.words[at]
    if word[0].isalnum():
        return None
    if word == '"':
        return reading.closing(at, 40) or at
    if word == "(":
        closed = reading.closing(at, 14)
        return closed if closed and sentence.capital[at + 1] else at
    return _over_mark(reading, head, at)


def _over_mark(reading: Reading, head: int, at: int) -> int:
    """Over a dash, a comma or another mark that stands inside the name, else ``at``."""
    sentence = reading.sentence
    word = sentence.words[at]
    following = sentence.words[at + 1] if at + 1 < len(sentence) else ""
    capital = bool(following) and sentence.capital[at + 1]
    if word == "-":
        if reading.matches("caption", at + 1) > at + 1:
            return at
        field = reading.matches("organisation_field", at + 1) > at + 1 or following == "xã"
        return at + 1 if capital or field or following.isdigit() or reading.at("place", at + 1) else at
    abbreviated = word == "." and (sentence.words[at - 1] in ("tp", "tx") or sentence.in_number(at))
    if word in ("&", "/") or abbreviated:
        return at + 1
    if word == ",":
        return _over_comma(reading, head, at)
    # "Hội thảo Dữ liệu mở: cơ hội và thách thức"
    topics = word == ":" and at > head and sentence.capital[head] and _joined_by_and(reading, at + 1)
    return at + 1 if topics or (word == ":" and (capital or following == '"')) else at


def _over_comma(reading: Reading, head: int, at: int) -> int:
    """A comma inside "… A, B và C" of a name in capitals or of what the event is about."""
    sentence = reading.sentence
    tail = max(reading.matches(name, at + 1) for name in ("title_tail", "event_tail"))
    if tail > at + 1:
        return tail
    body = reading.longest("organisation", at + 1) if sentence.words[head - 1] == "họp" else None
    if body is not None and at > head and reading.matches("hold", body.last) > body.last:
        # "Kỳ họp thứ 8, HĐND tỉnh … diễn ra …"
        return body.last
    units = sentence.words[at - 1] in _UNITS
    if units and (listed := reading.matches("unit_list", at + 1)) > at + 1:
        return listed
    about = any(word == "về" for word in sentence.words[head:at])
    joined = _joined_by_and(reading, at + 1)
    # "các quyết định về điều động, | bổ nhiệm cán bộ": two things are done to the same.
    done = any(reading.matches("deed", k) == at for k in range(max(0, at - 4), at))
    deed = reading.matches("deed", at + 1)
    if done and deed > at + 1 and leads_on(reading, deed):
        return deed
    topics = ("organisation_continuation", "compound", "activity")
    topic = any(reading.matches(name, at + 1) > at + 1 for name in topics)
    return at + 1 if (about or topic) and joined and not sentence.capital[at + 1] else at


def _joined_by_and(reading: Reading, at: int) -> bool:
    """Whether "và" follows within a few words of a name: "…, đổi mới sáng tạo và chuyển đổi số"."""
    limit = min(len(reading.sentence), at + 7)
    while at < limit and reading.sentence.words[at] != "và":
        following = reading.past("event_end", at)
        if following == at:
            return False
        at = following
    return at < limit


def at_theme(reading: Reading, head: int, at: int) -> int | None:
    """Behind the theme, the name of an event that has none: "Hội thảo với chủ đề “…”"."""
    themed = reading.matches("event_theme", at)
    if not at < themed < len(reading.sentence) or reading.sentence.words[themed] != '"':
        return None
    return reading.closing(themed, 40) or at if at == head else at


def behind_title(reading: Reading, head: int, at: int) -> int | None:
    """The end behind a title in quotation marks or an edition: "Hội nghị … lần thứ 2 | bàn về …"."""
    words = reading.sentence.words
    plain = words[at].isalpha() and not reading.sentence.capital[at]
    return at if plain and _closed(reading, head, at) else None


def _closed(reading: Reading, head: int, at: int) -> bool:
    words = reading.sentence.words
    if words[at - 1] == ")" and at - 1 > head:
        return words[at] not in ("lần", "năm", "về", "của")
    if words[at - 1] == '"' and at - 1 > head:
        another = words[at] == "và" and reading.matches("announce", at + 1) == at + 1
        return another or words[at] not in ("lần", "năm", "và")
    numbered = words[at - 2] == "lần" or words[at - 3 : at - 1] == ["lần", "thứ"]
    return numbered and words[at - 1] != "thứ" and words[at] not in ("năm", "về", "của", "với", "và")
