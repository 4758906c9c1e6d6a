"""Organisations: by the head of their name (Sở, Tập đoàn …), by list, by foreign or capital words."""

from __future__ import annotations

from collections.abc import Iterator

from .find_english import find_english_organisations
from .find_english_titles import find_english_common_bodies
from .find_people import vietnamese_name_end
from .mentions import BARE, Mention, Reading
from .organisation_joints import is_about, over_joint, purpose_end, says_about
from .organisation_words import ROMAN, bracketed_end, branch_end, head_end, listed_end, name_end, opens_other
from .syllables import is_vietnamese

_MAX_NAME = 22
_UNITS = frozenset({"tỉnh", "thành", "phố", "tp", "quận", "huyện", "thị", "xã", "phường", "q"})
_JOINTS = frozenset({"và", "-", "&", "/"})
# First words of heads behind which foreign words name a company.
_COMPANIES = frozenset({"công", "tập", "tổng", "ngân", "hãng", "quỹ", "liên"})
# The ends of words that say what a company does.
_BUSINESS_ENDS = ("ion", "ions", "ics", "ing", "ings", "ware", "soft", "ment", "ture", "gy", "gies", "ity")
_LONE_HEADS = frozenset(
    {
        ("ủy", "ban", "nhân", "dân"),
        ("ubnd",),
        ("hội", "đồng", "nhân", "dân"),
        ("hđnd",),
        ("văn", "phòng", "ubnd"),
        ("tỉnh", "đoàn"),
        ("thành", "đoàn"),
        ("quận", "đoàn"),
        ("huyện", "đoàn"),
    }
)


def find_organisations(reading: Reading) -> Iterator[Mention]:
    """Organisations with a proper name; shorter readings where a person's name may follow directly."""
    if reading.english:
        yield from find_english_organisations(reading)
    for mention in reading.all("written_body"):
        if mention.value != "common":
            yield mention


def find_bodies(reading: Reading) -> Iterator[Mention]:
    """Organisations and what is named like one in lower case ("trung tâm điều hành đô thị thông minh")."""
    if not reading.english:
        yield from _pronoun_bodies(reading)
    if reading.english:
        yield from find_english_common_bodies(reading)
        yield from _acronyms(reading)
        yield from _english_pronoun_bodies(reading)
    else:
        yield from _founded_bodies(reading)
    bodies = find_english_organisations(reading) if reading.english else reading.all("written_body")
    for mention in bodies:
        yield mention._replace(kind="body")
    words = reading.sentence.words
    for index, word in enumerate(words):
        if word == '"' and index + 1 < len(words) and head_end(reading, index + 1) > index + 1:
            closed = reading.closing(index, 20)
            if closed > index + 2:
                yield Mention("body", index, closed, index + 1, closed - 1, "common")


def _english_pronoun_bodies(reading: Reading) -> Iterator[Mention]:
    """Heads behind "the" that stand for a body named before: "The committee was established …"."""
    sentence = reading.sentence
    for index, end in reading.listed("english_organisation_head").items():
        behind = sentence.words[end : end + 3]
        said = behind[:2] in (["was", "established"], ["was", "founded"], ["was", "created"]) or (
            behind == ["was", "set", "up"]
        )
        if said and index > 0 and sentence.words[index - 1] == "the" and not sentence.capital[index]:
            yield Mention("body", index, end, index, end, BARE)


def _acronyms(reading: Reading) -> Iterator[Mention]:
    """Bodies called by their letters alone: "the AGCN was established …".

    "Founded in 1999, the AGCN …" says it too.
    """
    sentence = reading.sentence
    for name in reading.all("name"):
        said = sentence.words[name.last : name.last + 1] in (["was"], ["has"], ["is"])
        opens = sentence.words[0] in ("established", "founded", "launched", "created")
        said = said or (opens and sentence.words[name.first - 1] == ",")
        if said and name.last - name.first == 1 and sentence.upper[name.first]:
            yield name._replace(kind="body")


def _founded_bodies(reading: Reading) -> Iterator[Mention]:
    """What is founded under a head that says little elsewhere: "thành lập Mạng lưới …", "lập tổ …"."""
    sentence = reading.sentence
    taken = ("written_body", "place", "person", "date", "document")
    for end in sorted(set(reading.listed("found").values())):
        if end >= len(sentence) or any(reading.at(kind, end) for kind in taken):
            continue
        verb = sentence.words[max(0, end - 2) : end]
        if verb in (["thành", "lập"], ["sáng", "lập"]) and not reading.at("organisation", end):
            # "thành lập SKXC": called by its letters.
            yield from (one._replace(kind="body") for one in reading.at("name", end))
        head = _founded_head(reading, end)
        for last in _tail_ends(reading, end, head) if head > end else ():
            if last > head:
                yield Mention("body", end, last, end, last, "" if sentence.capital[end] else "common")


def _founded_head(reading: Reading, end: int) -> int:
    """Where the head ends of what the verb that ends at ``end`` founds; ``end`` when it is no body."""
    sentence = reading.sentence
    verb = sentence.words[max(0, end - 2) : end]
    head = reading.matches("founded_head", end)
    if not sentence.capital[end]:
        # "hình thành nhóm …" says what people are, "lập nhóm …" what is founded.
        return head if verb[-1] == "lập" and verb != ["thiết", "lập"] else end
    if head == end and verb in (["thành", "lập"], ["sáng", "lập"]):
        # Any head, if it is written as a name.
        named = sentence.capital[end : end + 2] == [True, False] and sentence.words[end + 1].isalpha()
        title = verb == ["sáng", "lập"] and sentence.words[max(0, end - 3)] in ("đồng", "nhà", "người")
        return end + 2 if named and not title and end + 2 < len(sentence) else end
    return head


def _pronoun_bodies(reading: Reading) -> Iterator[Mention]:
    """Heads alone that stand for a body named before: "Trung tâm được thành lập …", "trung tâm này"."""
    sentence = reading.sentence
    for index, end in reading.listed("body_pronoun").items():
        following = sentence.words[end : end + 1]
        if following == ["này"]:
            yield Mention("body", index, end + 1, index, end, BARE)
        elif sentence.capital[index] and (_is_founded(reading, end) or _is_told_of(reading, index, end)):
            yield Mention("body", index, end, index, end, BARE)


def _is_told_of(reading: Reading, index: int, end: int) -> bool:
    """Whether it is said what a body is, and then that it was founded: "Hội là …, được thành lập …"."""
    words = reading.sentence.words
    opens = index == 0 and words[end : end + 1] == ["là"]
    return opens and any(at > end and words[at - 1] == "," for at in reading.listed("founded_clear"))


def _is_founded(reading: Reading, at: int) -> bool:
    """Whether what stands before ``at`` is said to be founded, by somebody perhaps."""
    if reading.matches("founding_clause", at) > at:
        return True
    passive = reading.matches("passive", at)
    actors = [*reading.at("actor", passive), *reading.at("group", passive)] if passive > at else []
    return any(reading.matches("founding", k) > k for one in actors for k in range(one.last, one.last + 4))


def find_written_bodies(reading: Reading) -> Iterator[Mention]:
    """All that begins with the head of an organisation's name or stands in a list of names."""
    for index in reading.starts("branch_head"):
        branch = branch_end(reading, index)
        if branch > index:
            yield Mention("organisation", index, branch, index, branch)
            closed = bracketed_end(reading, branch)
            if closed > branch:
                yield Mention("organisation", index, closed, index, closed)
    for index in reading.starts("organisation_name", "organisation_head", "organisation_head_capital"):
        named = listed_end(reading, index)
        if named > index:
            for end in _with_place(reading, named):
                yield Mention("organisation", index, end, index, end)
        head = head_end(reading, index)
        if head > index and not _is_verb(reading, index, head):
            yield from _headed(reading, index, head)


def _headed(reading: Reading, index: int, head: int) -> Iterator[Mention]:
    sentence = reading.sentence
    ends = _tail_ends(reading, index, head)
    lone = tuple(sentence.words[index:head]) in _LONE_HEADS
    for end in ends:
        if end == head and not (lone or _may_stand_alone(reading, index, head)):
            continue
        proper = lone or any(sentence.capital[head:end]) or (sentence.capital[index] and end > head)
        seat = _seat_end(reading, index, head, end)
        if seat > end:
            yield Mention("organisation", index, seat, index, seat)
        yield Mention("organisation", index, end, index, end, "" if proper else "common")
    if lone and head not in ends:
        yield Mention("organisation", index, head, index, head, "generic")


def _seat_end(reading: Reading, index: int, head: int, end: int) -> int:
    """Behind where a mission has its seat: "Tổng lãnh sự quán Anh tại TP.HCM"; ``end`` for other bodies."""
    if reading.matches("mission", index) < head or reading.sentence.words[end : end + 1] != ["tại"]:
        return end
    place = reading.longest("place", end + 1)
    return place.last if place is not None and place.value != "generic" else end


def _is_verb(reading: Reading, index: int, head: int) -> bool:
    """Whether "tổ chức" is what somebody does here, not an organisation: "tổ chức Lễ …"."""
    sentence = reading.sentence
    return (
        sentence.words[index:head] == ["tổ", "chức"]
        and not sentence.capital[index]
        and reading.matches("event_head", head) > head
    )


def _may_stand_alone(reading: Reading, index: int, head: int) -> bool:
    """Whether a head in capitals is a name by itself: "Ban Chỉ đạo", "Hội đồng Cố vấn"."""
    return (
        head - index >= 2 and reading.sentence.capital[index] and reading.matches("body_alone", index) == head
    )


def _tail_ends(reading: Reading, index: int, head: int) -> list[int]:
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
        return at + 1 if len(word) <= 3 and numbered and not reading.at("date", at) else at
    if _acts_behind_name(reading, head, at):
        return at
    field = reading.matches("organisation_field", at)
    if field > at:
        return field
    if word == "về" and is_about(reading, head, at):
        return at + 1
    activity = reading.matches("activity", at)
    if activity > at and at - head <= 10 and reading.matches("attribution", at) == at:
        return activity
    if at == head and (verb := reading.matches("activity_verb", at)) > at:
        # "chính thức" is no "chính sách": a longer ending word ends the name.
        return verb if reading.matches("stop", at) <= verb else at
    if word in ROMAN and sentence.words[at - 1] in ("khóa", "kì"):
        return at + 1
    return reading.past("stop", at)


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


def _with_place(reading: Reading, end: int) -> list[int]:
    """A listed name, with the term ("khóa XIV"), the place or the bracket behind it."""
    ends = [_past_term(reading, end)]
    end = ends[0]
    place = reading.longest("place", end)
    if place is not None:
        ends.insert(0, place.last)
    branch = name_end(reading, end) if end < len(reading.sentence) else end
    if branch > ends[0]:
        # "VNPT Vinaphone": a company of the group.
        ends.insert(0, branch)
    closed = bracketed_end(reading, ends[0])
    if closed > ends[0]:
        ends.insert(0, closed)
    return ends


def _past_term(reading: Reading, at: int) -> int:
    words = reading.sentence.words
    numbered = words[at + 1 : at + 2] and (words[at + 1] in ROMAN or words[at + 1].isdigit())
    return at + 2 if words[at : at + 1] == ["khóa"] and numbered else at


def _trimmed(words: list[str], head: int, at: int) -> int:
    while at > head and (
        words[at - 1] in _JOINTS or words[at - 1] in (",", "(", "của", "các", "những", "về")
    ):
        at -= 1
    return at
