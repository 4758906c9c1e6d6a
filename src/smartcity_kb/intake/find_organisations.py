"""Organisations: by the head of their name (Sở, Tập đoàn …), by list, by foreign or capital words."""

from __future__ import annotations

from collections.abc import Iterator

from .find_english_organisations import find_english_organisations
from .find_english_titles import find_english_common_bodies
from .mentions import BARE, Mention, Reading
from .organisation_ends import past_term, tail_ends
from .organisation_words import bracketed_end, branch_end, head_end, listed_end, name_end

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
        for last in tail_ends(reading, end, head) if head > end else ():
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
    if index > 0 or words[end : end + 1] not in (["là"], ["đặt"], ["nằm"], ["có"], ["rộng"]):
        return False
    if any(at > end and words[at - 1] == "," for at in reading.listed("founded_clear")):
        return True
    # "Trung tâm đặt tại …, dự kiến khai trương ngày …".
    planned = (at for at in reading.listed("founding") if at > end + 2)
    return any(
        words[at - 3 : at] == [",", "dự", "kiến"] or words[at - 2 : at] == [",", "sẽ"] for at in planned
    )


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
    ends = tail_ends(reading, index, head)
    lone = tuple(sentence.words[index:head]) in _LONE_HEADS
    for end in ends:
        if end == head and not (lone or _may_stand_alone(reading, index, head)):
            continue
        proper = lone or any(sentence.capital[head:end]) or (sentence.capital[index] and end > head)
        titled = _titled_end(reading, index, end) if end == ends[0] else end
        if titled > end:
            yield Mention("organisation", index, titled, index, titled)
        seat = _seat_end(reading, index, head, end)
        if seat > end:
            yield Mention("organisation", index, seat, index, seat)
        yield Mention("organisation", index, end, index, end, "" if proper else "common")
    if lone and head not in ends:
        yield Mention("organisation", index, head, index, head, "generic")


def _titled_end(reading: Reading, index: int, end: int) -> int:
    """Behind the title in quotation marks that ends a committee's name; ``end`` when there is none."""
    sentence = reading.sentence
    quoted = sentence.words[end : end + 1] == ['"'] and sentence.capital[end + 1 : end + 2] == [True]
    company = reading.matches("company_head", index) > index
    return (reading.closing(end, 16) or end) if quoted and not company else end


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


def _with_place(reading: Reading, end: int) -> list[int]:
    """A listed name, with the term ("khóa XIV"), the place or the bracket behind it."""
    ends = [past_term(reading, end)]
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
