"""What patterns find of foundings that is none: only mentioned, a house, the body's own owner or parts."""

from __future__ import annotations

from itertools import pairwise

from .finding import Found
from .mentions import Reading

# Before what is founded these say whose part it is, or by whom something else is founded.
_AROUND = frozenset({"thuộc", "của", "được", "do", "bởi"})
# As many tokens as stand between "được" and the last name of who founds.
_MAX_FOUNDER = 14
# "Ban Chỉ đạo", without what it is for.
_LONE_HEAD = 3
# As many tokens as stand between a subject and its verb, with the verb's first.
_MAX_ADVERBS = 5
# Behind these stands where, not by whom.
_PLACING = frozenset({"tại", "ở", "từ"})
_HANDING = frozenset({"trao", "đọc"})
# Names that end or begin with these are prizes and meetings.
_NO_BODIES = frozenset({
    "award", "awards", "prize", "prizes", "cup", "giải", "forum", "summit", "week", "day", "festival", "expo",
    "conference", "hackathon", "challenge", "contest",
})  # fmt: skip
_DECIDING = frozenset({"quyết", "nghị"})


def without_hand(fact: Found) -> Found:
    """A founding without who only presses the button, cuts the ribbon or is there."""
    if not fact.objects:
        return fact
    between = range(fact.objects[-1].last, fact.subjects[0].first)
    by_hand = any(
        fact.reading.matches(name, at) > max(fact.reading.matches("modal", at), at)
        for at in between
        for name in ("by_hand", "attend")
    )
    return fact._replace(objects=[]) if by_hand or _only_reads_out(fact) else fact


def _only_reads_out(fact: Found) -> bool:
    """Whether somebody of a body only announces that another is founded.

    "Lãnh đạo Văn phòng A công bố quyết định thành lập …".
    """
    words, who = fact.reading.sentence.words, fact.objects[0]
    member = who.elsewhere is None and words[max(0, who.first - 1) : who.first] in (["đạo"], ["diện"])
    member = member and words[who.low] not in ("ubnd", "ủy")
    between = words[who.last : fact.subjects[0].first]
    announced = ("công", "bố") in pairwise(between) or not _HANDING.isdisjoint(between)
    return member and announced and ("quyết", "định") in pairwise(between)


def is_no_founding(fact: Found) -> bool:
    """Whether a body is only told of here, not founded."""
    return (
        _is_facility(fact)
        or _is_only_around(fact)
        or _inside_title(fact)
        or _only_since(fact)
        or _names_no_body(fact)
        or _ends_other(fact)
        or _is_prize(fact)
        or _lets_begin(fact)
        or _is_half(fact)
        or _is_another(fact)
        or _builds_another(fact)
    )


def _builds_another(fact: Found) -> bool:
    """Whether who is named builds what opens: "Tập đoàn A đang xây nhà máy, dự kiến khánh thành năm 2021"."""
    words, last = fact.reading.sentence.words, fact.subjects[0].last
    behind = words[last : fact.match.last]
    return not fact.objects and "xây" in behind and "," in behind[behind.index("xây") :]


def _is_another(fact: Found) -> bool:
    """Whether the body is one with a name of its own, which was founded: "Ban Chỉ đạo là Tổ Công tác …"."""
    body, reading = fact.subjects[0], fact.reading
    at = body.last + 1
    if reading.sentence.words[body.last : at] != ["là"] or body.elsewhere is not None:
        return False
    other = reading.longest("body", at)
    alone = max(reading.matches(name, body.low) for name in ("organisation_head", "founded_head"))
    named = other is not None and other.value == "" and reading.sentence.capital[at]
    return named and body.high <= max(alone, body.low + _LONE_HEAD)


def _lets_begin(fact: Found) -> bool:
    """Whether who is named lets another begin: "UBND tỉnh cho ra đời …" founds and is not founded."""
    words, last = fact.reading.sentence.words, fact.subjects[0].last
    behind = words[last : min(last + _MAX_ADVERBS, fact.match.last)]
    return "cho" in behind and behind[behind.index("cho") + 1 : behind.index("cho") + 2] == ["ra"]


def _is_half(fact: Found) -> bool:
    """Whether the name is half of one that a dash joins: "liên doanh Đông Phố - Hankyo"."""
    body, sentence = fact.subjects[0], fact.reading.sentence
    if body.kind not in ("name", "party") or body.elsewhere is not None:
        return False
    words, capital = sentence.words, sentence.capital
    joints = [at for at in (body.first - 1, body.last) if words[at : at + 1] == ["-"] and at > 0]
    return any(
        not sentence.adjacent(at)
        and capital[at - 1]
        and words[at - 1].isalpha()
        and capital[at + 1 : at + 2] == [True]
        for at in joints
    )


def _is_prize(fact: Found) -> bool:
    """Whether what began once is a prize or a meeting: "Ra đời năm 2002, Stevie Awards …"."""
    body, words = fact.subjects[0], fact.reading.sentence.words
    if fact.reading.english or body.elsewhere is not None or body.kind not in ("name", "party"):
        return False
    end = body.last
    cut = end < len(words) and words[end].isalpha() and fact.reading.sentence.capital[end]
    return cut or not _NO_BODIES.isdisjoint((words[body.low], words[body.high - 1]))


def _is_facility(fact: Found) -> bool:
    """Whether what is opened is a plant or a house, not a body."""
    first = fact.subjects[0]
    return fact.reading.matches("facility", first.low) > max(
        first.low, fact.reading.matches("park", first.low)
    )


def _is_only_around(fact: Found) -> bool:
    """Whether what is founded belongs to the body found here: "Trung tâm … thuộc UBND TP được thành lập"."""
    first = fact.subjects[0].first
    words = fact.reading.sentence.words
    outside = first > 0 and first <= fact.match.first
    groups = (one for found in fact.reading.table("group").values() for one in found)
    posts = (one for found in fact.reading.table("post").values() for one in found)
    # "… được các nước ASEAN thành lập", "do Chủ tịch UBND tỉnh thành lập": these are not founded here.
    named = any(one.first < first < one.last for one in (*groups, *posts))
    # "… đặt tại Trung tâm A, khánh thành ngày …": where it stands.
    seated = words[first - 1 : first] == ["tại"] and words[first - 2 : first - 1] in (
        ["đặt"],
        ["nằm"],
        ["đóng"],
        ["lạc"],
    )
    # "tiền thân là Trung tâm A, thành lập năm …": what was there before.
    before = words[max(0, first - 7) : first]
    around = words[max(0, first - 7) : fact.match.last]
    older = ("tiền", "thân") in pairwise(around)
    # "gồm A, B và C, D đã ra mắt": the last of a list.
    listed = before[-1:] == [","] and any(
        one.last == first - 1 and words[one.first - 1] == ","
        for kind in ("organisation", "name")
        for one in fact.reading.all(kind)
    )
    # "A, liên doanh giữa B và C, được thành lập": whose it is.
    between = before[-1:] == ["giữa"] or (before[-1:] == ["và"] and "giữa" in before)
    # "A là thành viên của B, được thành lập …": A was; "A, tên đầy đủ là B, …" is B.
    last = fact.subjects[0].last
    named_so = words[max(0, first - 2) : first] in (["đủ", "là"], ["thức", "là"])
    told = words[last : last + 1] == [","] and "là" in words[:first] and not named_so
    told = told and any(fact.reading.at(kind, 0) for kind in ("organisation", "name"))
    founder = _is_founder(fact.reading, first)
    if founder or named or seated or older or between or listed or told:
        return True
    return outside and words[first - 1] in _AROUND and not _has_apposition(fact)


def _inside_title(fact: Found) -> bool:
    """Whether a founding is only what a scheme is called after ("đề án thành lập …")."""
    table = fact.reading.table("scheme")
    first = fact.subjects[0].first
    words = fact.reading.sentence.words
    # What a decision founds is founded by it.
    titles = (m for mentions in table.values() for m in mentions if words[m.first] not in _DECIDING)
    return any(m.first < first < m.last for m in titles)


def _only_since(fact: Found) -> bool:
    """Whether a founding only says since when something else is so: "Từ khi Trung tâm … ra đời, …"."""
    if fact.objects or fact.date is not None:
        return False
    first = fact.subjects[0].first
    return first > 0 and fact.reading.sentence.words[first - 1] == "khi"


def _names_no_body(fact: Found) -> bool:
    """Whether what is founded has no name, only a kind: "một trung tâm tương tự", "tổ chức phi chính phủ"."""
    body, reading = fact.subjects[0], fact.reading
    if body.value != "common" or reading.sentence.words[body.first] == '"':
        return False
    if not fact.objects and fact.date is None:
        # "nơi nào cũng lập cơ quan dữ liệu": neither what, by whom nor when.
        return True
    if "mở" in reading.sentence.words[max(0, body.first - 2) : body.first]:
        # "mở tổng đài", "mở thêm văn phòng": one more place to go to.
        return True
    heads = ("organisation_head", "founded_head")
    head = max(reading.matches(name, body.low) for name in heads)
    return body.low < head < body.high and reading.matches("generic_tail", head) == body.high


def _has_apposition(fact: Found) -> bool:
    """Whether what the body is follows its name: "của Trung tâm A, đơn vị do B thành lập …"."""
    last = fact.subjects[0].last
    words = fact.reading.sentence.words
    return words[last : last + 1] == [","] and fact.reading.matches("unit_noun", last + 1) > last + 1


def _ends_other(fact: Found) -> bool:
    """Whether a name is the last part of a longer one: "Kagawa" of "Văn phòng Trà Vinh - Kagawa"."""
    name, reading = fact.subjects[0], fact.reading
    if name.kind != "name" or reading.sentence.words[max(0, name.first - 1)] not in ("-", "("):
        return False
    ends = (name.last, name.last + 1)
    return any(one.first < name.first and one.last in ends for one in reading.all("organisation"))


def _is_founder(reading: Reading, first: int) -> bool:
    """Whether who is named here founds another: "X được ba kỹ sư Trường A | thành lập"."""
    words = reading.sentence.words
    for at in range(first - 1, max(-1, first - _MAX_FOUNDER), -1):
        if words[at] in ("được", "do", "bởi"):
            return True
        verb = any(reading.matches(name, at) > at for name in ("predicate", "found", "saying"))
        # "được A cùng X": two found it.
        verb = verb and words[at] != "cùng"
        if verb or words[at] in _PLACING or not words[at].isalpha():
            return False
    return False
