"""How an organisation's name goes on over "và", ",", "-" or "về": inside it, or to another name."""

from __future__ import annotations

from collections.abc import Iterator

from .find_people import vietnamese_name_end
from .mentions import Mention, Reading
from .organisation_words import branch_end, company_end, head_end, listed_end, name_end, opens_other
from .syllables import is_vietnamese

# These are called after their field and their place, not after a task.
_INSTITUTES = frozenset({"viện", "trường", "đại"})
# As many tokens as a committee's second task may have; what may follow it.
_MAX_TASK = 8
_BEHIND_TASK = frozenset({
    "gồm", "do", "với", "để", "nhằm", "trực", "thuộc", "của", "tại", "cấp", "từ", "vào", "đã", "vừa", "sẽ",
    "được", "trong", "theo", "và", "họp",
})  # fmt: skip
# As many topics as a committee may be named for: "về khoa học, công nghệ, đổi mới sáng tạo và …".
_MAX_TOPICS = 5


def purpose_end(reading: Reading, head: int, at: int) -> int:
    """What a committee is for: "điều phối xây dựng, triển khai …", "giai đoạn 2026-2030"; else ``at``."""
    if not _may_be_about(reading, head):
        return at
    words = reading.sentence.words
    if words[at] in ("giai", "giao") and at > head and (period := reading.longest("date", at)):
        return period.last
    lists = ("activity", "activity_verb")
    behind = at + 1 if words[at] in (",", "và") else at
    end = max(reading.matches(name, behind) for name in lists)
    before = any(reading.matches(name, k) == at for name in lists for k in range(max(head, at - 3), at))
    return end if end > behind and before and reading.matches("attribution", behind) == behind else at


def says_about(reading: Reading, head: int, at: int) -> bool:
    """Whether "về" or "vì" says what a committee or a network is for: "Ủy ban Quốc gia về chuyển đổi số"."""
    if reading.sentence.words[at] not in ("về", "vì") or reading.sentence.words[at - 1] == ")":
        return False
    if not _may_be_about(reading, head) or reading.sentence.words[at + 1 : at + 2] in (["việc"], ["các"]):
        return False
    seated = not _INSTITUTES.isdisjoint(reading.sentence.words[max(0, head - 4) : head])
    if seated and any(place.value != "generic" for place in _places_before(reading, at) if place.last == at):
        # "Viện Công nghệ Daejeon | về đào tạo": behind its place a name is whole.
        return False
    topic = any(reading.matches(name, at + 1) > at + 1 for name in ("compound", "activity", "activity_verb"))
    return topic or reading.matches("stop", at + 1) == at + 1


def _may_be_about(reading: Reading, head: int) -> bool:
    """Whether the head that ends at ``head`` belongs to a body that may be named by its task."""
    starts = [start for start in range(max(0, head - 4), head) if head_end(reading, start) == head]
    # "Bệnh viện" is no "Viện".
    return any(reading.matches("about_head", start) >= head for start in starts[:1] or range(head - 1, head))


def over_joint(reading: Reading, head: int, at: int) -> int:
    """Over "và", "-", "&" or "," when the name goes on behind it."""
    sentence = reading.sentence
    joint, following = sentence.words[at], at + 1
    if at == head or following >= len(sentence) or _is_branch_behind_field(reading, head, at):
        return at
    if joint == ",":
        return _over_comma(reading, head, at)
    goes_on = reading.matches("organisation_continuation", following)
    if goes_on > following:
        return goes_on
    if joint == "và" and _manages_more(reading, head, following):
        return head_end(reading, following + 1)
    if joint == "-" and (behind := _over_dash(reading, head, at)) is not None:
        return behind
    if joint in ("-", "/", "&") and sentence.adjacent(at) and sentence.adjacent(following):
        return max(following + 1, reading.matches("compound", following))
    if joint == "và" and not sentence.capital[following]:
        joined = reading.matches("activity_joined", following)
        return (
            joined if joined > following else max(_joined_field(reading, at), _second_task(reading, head, at))
        )
    if not sentence.capital[following] or not _joins(reading, following):
        return at
    return following + 1


def _over_comma(reading: Reading, head: int, at: int) -> int:
    """Over a comma in "A, B và C" of one ministry or institute; the last part has to be a continuation."""
    sentence = reading.sentence
    listed = max(_listed_topics(reading, head, at), _foreign_fields(reading, head, at))
    if listed > at:
        return listed
    goes_on = reading.matches("organisation_continuation", at + 1)
    if goes_on == at + 1:
        return at
    behind = sentence.words[goes_on] if goes_on < len(sentence) else ""
    if behind == "-" and over_joint(reading, head, goes_on) > goes_on:
        # "Trung tâm Văn hóa, Thể thao - Truyền thông".
        return goes_on
    listed_on = behind == "," and reading.matches("organisation_continuation", goes_on + 1) > goes_on + 1
    # "Trung tâm Xúc tiến đầu tư, thương mại, du lịch Hà Nội".
    return goes_on if behind == "và" or listed_on or _ends_at_place(reading, goes_on) else at


def _over_dash(reading: Reading, head: int, at: int) -> int | None:
    """Over a dash before a branch, an owner, or the second of two partners; None when it may be any dash."""
    sentence = reading.sentence
    following = at + 1
    if sentence.words[following : following + 2] == ["chi", "nhánh"]:
        # "Ngân hàng A - Chi nhánh B" is one body.
        return following + 2
    venture = sentence.words[max(0, head - 2) : head] in (["liên", "doanh"], ["liên", "danh"])
    if venture and sentence.capital[following] and not sentence.adjacent(at):
        # "liên doanh Đông Phố - Hankyo"
        return following + 1
    owner = _owner_behind_dash(reading, head, following)
    if owner > following:
        return owner
    between_places = any(place.last == at for place in _places_before(reading, at))
    other = reading.longest("place", following)
    if other is not None and (
        sentence.words[at - 1] == "việt" or (other.value != "generic" and between_places)
    ):
        return other.last
    if not _names_foreign(reading, following):
        return None
    # "Văn phòng Hợp tác Trà Vinh - Kagawa", "Tổ công tác triển khai hợp tác Lào Cai - VNPT".
    fits = not sentence.upper[following] or _may_be_about(reading, head)
    return following + 1 if fits and between_places else at


def _names_foreign(reading: Reading, at: int) -> bool:
    """Whether a foreign word in capitals stands here alone between spaces."""
    sentence = reading.sentence
    plain = sentence.capital[at] and sentence.words[at].isalpha() and not sentence.adjacent(at)
    return plain and not is_vietnamese(sentence.words[at])


def _owner_behind_dash(reading: Reading, head: int, at: int) -> int:
    """Where the head ends of what a school or a department belongs to, told behind a dash; else ``at``.

    "Trường Đại học Bách khoa - Đại học Đà Nẵng", "Cục Tin học hóa - Bộ Thông tin và Truyền thông".
    """
    starts = range(max(0, head - 4), head)
    belongs = any(reading.matches("belonging_head", start) >= head for start in starts)
    if not belongs or not reading.sentence.capital[at] or reading.matches("owner_head", at) == at:
        return at
    return head_end(reading, at)


def _is_branch_behind_field(reading: Reading, head: int, at: int) -> bool:
    """Whether a utility's branch follows a whole field: "Sở Thông tin và Truyền thông | và Viễn thông A"."""
    whole = any(reading.matches("organisation_field", start) == at for start in range(head, at))
    return whole and branch_end(reading, at + 1) > at + 1


def _ends_at_place(reading: Reading, at: int) -> bool:
    """Whether the place that a body belongs to stands here, right behind what it does."""
    place = reading.longest("place", at)
    return place is not None and place.value != "generic" and reading.sentence.capital[at]


def _manages_more(reading: Reading, head: int, at: int) -> bool:
    """Whether a managing board has more to manage: "Ban Quản lý Khu A | và các khu công nghiệp B"."""
    sentence = reading.sentence
    manages = any(reading.matches("managing_head", start) >= head for start in range(max(0, head - 4), head))
    if not manages or sentence.words[at] != "các" or at + 1 >= len(sentence):
        return False
    return not sentence.capital[at + 1] and head_end(reading, at + 1) > at + 1


def _listed_topics(reading: Reading, head: int, at: int) -> int:
    """Over the comma at ``at`` in "… về A, B và C", where all are what the body is about; else ``at``."""
    sentence = reading.sentence
    if "về" not in sentence.words[head:at]:
        return at
    end = at
    for _ in range(_MAX_TOPICS):
        following = end + 1
        end = following
        while end < len(sentence) and sentence.words[end].isalpha() and sentence.words[end] != "và":
            if sentence.capital[end] or end - following >= 5:
                return at
            past = max(reading.matches("compound", end), reading.matches("activity", end))
            if past == end and reading.matches("stop", end) > end:
                return at
            end = max(past, end + 1)
        if end == following or end >= len(sentence):
            return at
        if sentence.words[end] == "và":
            return at + 1
        if sentence.words[end] != ",":
            return at
    return at


def _foreign_fields(reading: Reading, head: int, at: int) -> int:
    """Over the fields of a foreign ministry: "Bộ Đất đai, Hạ tầng và Du lịch Nhật Bản"; else ``at``."""
    sentence = reading.sentence
    if sentence.words[head - 1] != "bộ" or sentence.words[head - 2 : head - 1] == ["các"]:
        return at
    end = at
    while end < min(len(sentence), at + 20):
        joint = sentence.words[end]
        if joint not in (",", "và") or sentence.capital[end + 1 : end + 2] != [True]:
            return at
        end += 1
        if head_end(reading, end) > end or opens_other(reading, end) or reading.at("place", end):
            return at
        while end < len(sentence) and sentence.words[end].isalpha() and sentence.words[end] != "và":
            country = reading.matches("country", end)
            if country > end:
                return country if joint == "và" else at
            end += 1
    return at


def _joined_field(reading: Reading, at: int) -> int:
    """Over "và" when a few common words lead to what both fields share: "… và nhà ở Hàn Quốc", "… (VIUP)"."""
    sentence = reading.sentence
    end = at + 1
    while end < min(len(sentence), at + 6) and sentence.words[end].isalpha() and not sentence.capital[end]:
        if _another_behind(reading, end):
            break
        compound = reading.matches("compound", end)
        if compound > end and head_end(reading, end) == end:
            end = compound
            continue
        people = reading.matches("people_noun", end) > end or reading.matches("stop", end) > end
        if people or head_end(reading, end) > end or reading.matches("predicate", end) > end:
            return at
        end += 1
    if end > at + 1 and _another_behind(reading, end):
        return end
    acronym = sentence.words[end : end + 1] == ["("] and sentence.upper[end + 1 : end + 2] == [True]
    if acronym and reading.closing(end, 4):
        return end
    if end == at + 1:
        return at
    place = reading.longest("place", end)
    if place is not None:
        return end if place.value != "generic" else at
    # "Khu đô thị khoa học và giáo dục Quy Hòa": a field, and a place that no list has.
    return end if reading.matches("compound", at + 1) == end and _is_lone_name(reading, end) else at


def _second_task(reading: Reading, head: int, at: int) -> int:
    """Over "và" before a committee's second task: "Ban Chỉ đạo chuyển đổi số | và cải cách hành chính"."""
    sentence = reading.sentence
    starts = range(max(0, head - 4), head)
    committee = any(reading.matches("committee_head", start) == head for start in starts)
    end = at + 1
    lists = ("stop", "predicate", "plural", "found", "activity_verb", "people_noun", "counted")
    if not committee or head_end(reading, end) > end:
        return at
    while end < min(len(sentence), at + _MAX_TASK) and sentence.words[end].isalpha():
        past = max(reading.matches(name, end) for name in ("compound", "activity", "organisation_field"))
        ends = sentence.words[end] in _BEHIND_TASK or bool(reading.at("place", end))
        if past == end and (ends or any(reading.matches(name, end) > end for name in lists)):
            break
        end = max(past, end + 1)
    if end <= at + 2:
        return at
    over = end >= len(sentence) or not sentence.words[end].isalpha() or sentence.words[end] in _BEHIND_TASK
    return end if over or reading.longest("place", end) is not None else at


def _is_lone_name(reading: Reading, at: int) -> bool:
    """Whether two capital words stand here that begin no other name."""
    capital = reading.sentence.capital
    if capital[at : at + 2] != [True, True] or capital[at + 2 : at + 3] == [True]:
        return False
    return not opens_other(reading, at) and head_end(reading, at) == at and listed_end(reading, at) == at


def _another_behind(reading: Reading, at: int) -> bool:
    """Whether another body is joined here or this one's owner told: "… | và Viện C", "… | , trực thuộc D"."""
    sentence = reading.sentence
    behind = at + 1
    if sentence.words[at : at + 1] == ["và"]:
        return sentence.capital[behind : behind + 1] == [True] and head_end(reading, behind) > behind
    return sentence.words[at : behind + 2] == [",", "trực", "thuộc"]


def _places_before(reading: Reading, at: int) -> Iterator[Mention]:
    """Places that begin up to four tokens before: "Việt Nam - Hàn Quốc" joins two."""
    for start in range(max(0, at - 4), at):
        yield from reading.at("place", start)


def _joins(reading: Reading, following: int) -> bool:
    """Whether a capital word after a joint continues the name rather than beginning another."""
    if head_end(reading, following) > following or listed_end(reading, following) > following:
        return False
    if branch_end(reading, following) > following:
        return False
    if opens_other(reading, following) or reading.at("place", following):
        return False
    if reading.matches("document_type", following) > following:
        return False
    if vietnamese_name_end(reading, following) > following:
        return False
    return name_end(reading, following) == following == company_end(reading, following)
