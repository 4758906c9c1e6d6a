"""Where the name of an organisation ends: at a verb, another name, a person, or punctuation."""

from __future__ import annotations

from .find_people import vietnamese_name_end
from .mentions import Reading
from .organisation_joints import over_joint, purpose_end, says_about
from .organisation_words import ROMAN, bracketed_end, opens_other
from .syllables import is_vietnamese

_MAX_NAME = 22
_UNITS = frozenset({"châu", "tỉnh", "thành", "phố", "tp", "quận", "huyện", "thị", "xã", "phường", "q"})
_JOINTS = frozenset({"và", "-", "&", "/"})
# Behind these a committee's name goes on with what is to be done: "Ban Chỉ đạo Đề án | xây dựng …".
_SCHEMES = frozenset({("đề", "án"), ("dự", "án"), ("kế", "hoạch"), ("chương", "trình")})
_MINISTRIES = frozenset({"sở", "bộ"})
# First words of heads behind which foreign words name a company.
_COMPANIES = frozenset({"công", "tập", "tổng", "ngân", "hãng", "quỹ", "liên"})
# The ends of words that say what a company does.
_BUSINESS_ENDS = ("ion", "ions", "ics", "ing", "ings", "ware", "soft", "ment", "ture", "gy", "gies", "ity")


def tail_ends(reading: Reading, index: int, head: int) -> list[int]:
    """Where the name may end: at its longest, and before each person's name inside it."""
    sentence = reading.sentence
    words = sentence.words
    inner: list[int] = []
    # "Chủ tịch Hội đồng trường | Trần Thị A": the head may be all of the name.
    alone = reading.matches("body_alone", index) == head
    named = reading.matches("called_after", index) > index
    at = reading.matches("organisation_field", head)
    if at == head and head < len(words) and words[head] == '"':
        at = reading.closing(head, 16) or head
    limit = min(len(words), index + _MAX_NAME)
    before = ""
    # "Trung tâm Vũ Thị | Kim Cúc": no name begins inside another.
    inside = vietnamese_name_end(reading, head) if head < limit else head
    while at < limit:
        if (at >= inside or at == head) and (at > head or alone or not named) and sentence.capital[at]:
            person = vietnamese_name_end(reading, at) - at
            if person >= 3 or (person == 2 and before == "place"):
                if before == "place" or not _called_after(reading, index):
                    break
                person = 0
            if person:
                inner.append(at)
        if _foreign_leader(reading, index, head, at):
            inner.append(at)
        if before == "place" and at > head and words[index] not in _COMPANIES and _foreign(reading, at):
            # "Bộ Bưu chính Lào | Thansamay Kommasith"
            break
        after_bracket = at > head and words[at - 1] == ")" and sentence.capital[at]
        if after_bracket and not reading.at("place", at):
            # "Quỹ Tiền tệ Quốc tế (IMF) | Christine Laurent"
            break
        if words[at] == "và" and before == "place" and sentence.capital[at + 1 : at + 2] == [True]:
            # "UBND TP. A | và Viễn thông A": behind its place a name is over.
            break
        step = _step(reading, head, at)
        if step == at or (before and _leaves_name(reading, at) and not says_about(reading, head, at)):
            break
        before = "place" if reading.at("place", at) or words[at] == "(" else ""
        at = step
    at = _trimmed(words, head, at)
    return [at, *[end for end in reversed(inner) if end < at]]


def _step(reading: Reading, head: int, at: int) -> int:
    """The token after the one at ``at`` when that belongs to the name, else ``at``."""
    sentence = reading.sentence
    word = sentence.words[at]
    place = reading.longest("place", at) if (sentence.capital[at] or word in _UNITS) else None
    if place is not None:
        return place.last
    purpose = purpose_end(reading, head, at)
    if purpose > at:
        return purpose
    if word in _JOINTS or word == ",":
        return over_joint(reading, head, at)
    if word == "(":
        return bracketed_end(reading, at)
    if word == "." or not word[0].isalnum():
        return at
    if at > head and not sentence.capital[at] and reading.matches("agreement_paper", at) > at:
        return at
    if sentence.capital[at]:
        field = reading.matches("organisation_field", at)
        if at > head and field == at and opens_other(reading, at):
            return at
        return max(field, reading.matches("compound", at), reading.matches("activity", at), at + 1)
    if word[0].isdigit():
        numbered = at > head or sentence.words[at - 1] == "đoàn"
        # "Tổng đài 1022 Trà Vinh"
        hotline = len(word) == len("1022") and sentence.words[at - 2 : at] == ["tổng", "đài"]
        hotline = hotline and sentence.capital[at + 1 : at + 2] == [True]
        return at + 1 if hotline or (len(word) <= 3 and numbered and not reading.at("date", at)) else at
    if _acts_behind_name(reading, head, at) or _organises(reading, at):
        return at
    if sentence.words[head - 1] in _MINISTRIES and sentence.upper[at - 1]:
        # "Sở TT-TT | xây dựng khung kiến trúc": short for all of its fields.
        return at
    field = reading.matches("organisation_field", at)
    if field > at:
        return max(field, reading.matches("compound", at))
    if says_about(reading, head, at):
        return at + 1
    activity = reading.matches("activity", at)
    if activity > at and at - head <= 10 and reading.matches("attribution", at) == at:
        return activity
    begins = at == head or tuple(sentence.words[at - 2 : at]) in _SCHEMES
    if begins and (verb := reading.matches("activity_verb", at)) > at:
        # "chính thức" is no "chính sách": a longer ending word ends the name.
        return verb if reading.matches("stop", at) <= verb else at
    if word in ROMAN and sentence.words[at - 1] in ("khóa", "kì"):
        return at + 1
    return reading.past("stop", at)


def _organises(reading: Reading, at: int) -> bool:
    """Whether "tổ chức" is what a body does here: "Sở | tổ chức Hội thi …", not "Ban Tổ chức"."""
    sentence = reading.sentence
    acts = sentence.words[at : at + 2] == ["tổ", "chức"] and not sentence.capital[at]
    return acts and any(reading.matches("event_head", k) > k for k in (at + 2, at + 3))


def _acts_behind_name(reading: Reading, head: int, at: int) -> bool:
    """Whether what a company does stands right behind its name: "Công ty Bản đồ Việt | thử nghiệm …"."""
    sentence = reading.sentence
    if at <= head + 1 or not sentence.capital[at - 1] or sentence.capital[at]:
        return False
    company = any(reading.matches("company_head", start) == head for start in range(max(0, head - 4), head))
    lists = ("activity", "activity_verb", "trial")
    begins = any(
        reading.matches(name, at - 1) > at for name in ("compound", "activity", "organisation_field")
    )
    return company and not begins and any(reading.matches(name, at) > at for name in lists)


def _foreign_leader(reading: Reading, index: int, head: int, at: int) -> bool:
    """Whether a company's foreign name may end before its leader's: "Tập đoàn Kitahama | Jiro Aoyama"."""
    sentence = reading.sentence
    if at <= head or sentence.words[index] not in _COMPANIES or _called_after(reading, index):
        return False
    if sentence.capital[at + 2 : at + 3] == [True] or not all(_foreign(reading, k) for k in (at - 1, at)):
        return False
    return not is_vietnamese(sentence.words[at + 1]) and not _names_business(reading, at)


def _names_business(reading: Reading, at: int) -> bool:
    """Whether two foreign words say what a company does: "Urban Solutions", "Green Energy"."""
    words = reading.sentence.words[at : at + 2]
    listed = any(reading.matches("company_tail", k) > k for k in (at, at + 1))
    return listed or words[-1].endswith(_BUSINESS_ENDS)


def _foreign(reading: Reading, at: int) -> bool:
    """Whether a foreign person's name begins here: two capital words that are no Vietnamese syllables."""
    sentence = reading.sentence
    both = sentence.capital[at : at + 2] == [True, True] and not sentence.upper[at]
    if not both or reading.at("place", at) or is_vietnamese(sentence.words[at]):
        return False
    headed = (reading.matches(name, at) > at for name in ("organisation_head", "organisation_name"))
    return not any(headed)


def _called_after(reading: Reading, index: int) -> bool:
    """Whether the body here may be called like a person, and no post before it says that one follows."""
    if reading.matches("called_after", index) == index:
        return False
    lists = ("post_head", "post_member", "post_complete", "post_qualifier", "post_link")
    before = range(max(0, index - 5), index)
    return not any(reading.matches(name, at) >= index for at in before for name in lists)


def _leaves_name(reading: Reading, at: int) -> bool:
    """Whether a word behind a place or a bracket is the sentence going on, not the name."""
    sentence = reading.sentence
    word = sentence.words[at]
    if sentence.capital[at] or not word.isalpha() or word in _JOINTS or word in _UNITS:
        return False
    return reading.matches("after_place", at) == at


def past_term(reading: Reading, at: int) -> int:
    """Behind the term of a council or of its members: "khóa XIII"; ``at`` when none is told."""
    words = reading.sentence.words
    numbered = words[at + 1 : at + 2] and (words[at + 1] in ROMAN or words[at + 1].isdigit())
    return at + 2 if words[at : at + 1] == ["khóa"] and numbered else at


def _trimmed(words: list[str], head: int, at: int) -> int:
    while at > head and (
        words[at - 1] in _JOINTS or words[at - 1] in (",", "(", "của", "các", "những", "về", "vì")
    ):
        at -= 1
    return at
