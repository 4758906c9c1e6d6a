"""Posts with the body they are in: "Phó Chủ tịch Thường trực UBND tỉnh", "chuyên viên của Vườn ươm …"."""

from __future__ import annotations

from collections.abc import Iterator

from .find_english import find_english_posts
from .find_people import vietnamese_name_end
from .mentions import Mention, Reading
from .organisation_words import head_end
from .syllables import is_vietnamese

_LISTS = ("post_state", "post_head", "post_member", "post_complete")
_ENGLISH = ("english_post_state", "english_post_head", "english_post_member")
_LEADING = frozenset({"trưởng", "phó"})
_MAX_TAIL = 14
# The last word of a title whose holder leads a part of a body.
_UNIT_LED = frozenset({"phòng", "khoa", "phận", "môn"})
# A lower-case word of these lists after the head is part of it; "kiêm" opens another post.
_UNITS = frozenset({"tỉnh", "thành", "tp", "quận", "huyện", "thị"})


def find_posts(reading: Reading) -> Iterator[Mention]:
    """Posts, the longest reading first; ``value`` is the role and ``inner`` the body where one is named.

    Roles: ``headOf`` for who leads a body, ``memberOf`` for who belongs to it. Where a person's name may
    follow directly, the shorter readings are there too. State posts stand alone ("Thủ tướng").
    """
    if reading.english:
        yield from find_english_posts(reading)
        return
    bodies = reading.table("written_body")
    for index in _starts(reading):
        start = reading.matches("post_prefix", index)
        if (
            start == index + 1
            and reading.sentence.words[index] == "quyền"
            and _head(reading, index)[0] > index
        ):
            start = index
        head, role, alone = _head(reading, start)
        if head == start:
            continue
        seen: set[int] = set()
        ends = (*_readings(reading, head, bodies), *_bodies_in_title(reading, start, head, bodies))
        for end, inner in ends:
            if end in seen or (end == head and not alone):
                continue
            seen.add(end)
            yield Mention("post", index, end, index, end, role, inner)
        if not alone and _stands_relative(reading, start, head):
            alone = True
        if alone and head not in seen:
            yield Mention("post", index, head, index, head, role)


def _starts(reading: Reading) -> list[int]:
    """The tokens where a post may begin: a title of the lists, or "Trưởng" before a body that is led."""
    leading = _LEADING & reading.cues
    led = [at for at, word in enumerate(reading.sentence.words) if word in leading] if leading else []
    return sorted({*reading.starts("post_prefix", *_LISTS), *led})


def _bodies_in_title(
    reading: Reading, start: int, head: int, bodies: dict[int, list[Mention]]
) -> Iterator[tuple[int, Mention]]:
    """Bodies that begin inside a listed title: "Trưởng ban | Tổ chức …" may be "Trưởng | Ban Tổ chức …"."""
    for at in range(start + 1, head):
        for body in bodies.get(at, ()):
            if body.last > head:
                parent = _parent_end(reading, bodies, body)
                yield from ((end, body) for end in dict.fromkeys((parent, body.last)))


def _head(reading: Reading, start: int) -> tuple[int, str, bool]:
    """Where the title itself ends, its role, and whether it may stand without a body."""
    longest, role, alone = _title(reading, start)
    # "Chủ tịch và Đồng sáng lập …": two titles that share a body are one post.
    while (
        not alone and longest > start and reading.sentence.words[longest : longest + 1] in (["và"], ["kiêm"])
    ):
        other = _title(reading, longest + 1)[0]
        if other == longest + 1:
            break
        longest = other
    return longest, role, alone


def _title(reading: Reading, start: int) -> tuple[int, str, bool]:
    if start >= len(reading.sentence):
        return start, "", False
    ends = {name: reading.matches(name, start) for name in _LISTS}
    longest = max(ends.values())
    if longest == start:
        return _leader(reading, start)
    if ends["post_state"] == longest:
        return longest, "memberOf" if reading.sentence.words[start] in ("phó", "thứ") else "headOf", True
    if ends["post_complete"] == longest:
        return longest, "memberOf", True
    return longest, "headOf" if ends["post_head"] == longest else "memberOf", False


def _leader(reading: Reading, start: int) -> tuple[int, str, bool]:
    """A title that is a head and "trưởng" before it: "Trưởng Văn phòng …", "Phó trưởng Trạm …"."""
    words = reading.sentence.words
    deputy = words[start] == "phó"
    head = start + 1 + deputy
    leads = words[head - 1 : head] == ["trưởng"] and head < len(words)
    if not leads or not reading.sentence.capital[head] or head_end(reading, head) == head:
        return start, "", False
    return head, "memberOf" if deputy else "headOf", False


def _readings(
    reading: Reading, head: int, bodies: dict[int, list[Mention]]
) -> Iterator[tuple[int, Mention | None]]:
    """The ends that a post may have after its title, with the body that it is in, the longest first."""
    at = _qualified(reading, head)
    linked = reading.matches("post_link", at)
    # "tại" names a body only when one stands there; "Chủ tịch … tại hội nghị" is where it was said.
    for start in {linked, at}:
        found = bodies.get(start, [])
        place = reading.longest("place", start)
        longest = max([m.last for m in found] + [place.last if place else 0])
        for body in sorted(found, key=lambda m: -m.last):
            parent = _parent_end(reading, bodies, body)
            if parent > body.last:
                yield parent, body
            yield _with_tail(reading, body.last), body
        if place is not None and (start == linked or not found) and place.last >= longest:
            for body in bodies.get(reading.matches("post_link", place.last), []):
                if body.first > place.last:
                    # "Phó Chủ tịch phụ trách châu Á của Tập đoàn …"
                    yield _with_tail(reading, body.last), body
            if reading.sentence.words[place.last : place.last + 2] == ["phụ", "trách"]:
                # "Quốc vụ khanh Anh phụ trách châu Á"
                charge = reading.longest("place", place.last + 2)
                if charge is not None:
                    yield charge.last, place
            owner = reading.matches("post_link", place.last)
            if owner > place.last and (company := reading.longest("name", owner)) is not None:
                yield company.last, company
            yield _with_tail(reading, place.last), place
        if found or place is not None:
            return
    if linked > at and (company := reading.longest("name", linked)) is not None:
        # "CEO của GreenTech"
        yield company.last, company
        return
    lone = reading.matches("body_lone", at)
    if lone > at and reading.sentence.capital[at] and _closes(reading, lone):
        yield lone, None
        return
    yield from _free_tail(reading, head, at)


def _stands_relative(reading: Reading, start: int, head: int) -> bool:
    """Whether a title stands for itself beside a body named before: "Tổ trưởng", "Chủ tịch Hội đồng"."""
    if reading.matches("honorific", start) == head:
        # "Kiến trúc sư Trần Văn A": a calling, which alone is no post.
        return False
    relative = reading.matches("post_relative", start) == head
    led = any(reading.matches("body_lone", at) == head for at in range(start + 1, head))
    if led and reading.sentence.capital[start] and not relative:
        # "được bầu làm Chủ tịch Hội", "Giám đốc Trung tâm Lê Thị A": a title that ends with its body.
        return _closes(reading, head)
    if relative:
        words = reading.sentence.words
        # "làm tổ trưởng" is a post, "làm trưởng đoàn" a part in a journey.
        taken = start > 0 and words[start - 1] in ("làm", "chức", "vụ")
        journey = words[head - 1] == "đoàn" and vietnamese_name_end(reading, head) == head
        return (reading.sentence.capital[start] or taken) and not journey and _closes(reading, head)
    # "Chuyên gia đô thị Trần Văn A", "TS A, chuyên gia đô thị, …": a title of some words beside a name.
    beside = start > 0 and reading.sentence.words[start - 1] in (",", "-", "(") and _closes(reading, head)
    return head - start > 2 and (beside or vietnamese_name_end(reading, head) > head)


def _closes(reading: Reading, at: int) -> bool:
    """Whether a name may end here: the sentence does, or a mark, "là" or a person's name follows."""
    words = reading.sentence.words
    return (
        at >= len(words)
        or words[at] in (",", ";", ".", "-", "(", ")", "là", "kiêm")
        or any(reading.matches(name, at) > at for name in ("predicate", "attend", "saying"))
        or bool(vietnamese_name_end(reading, at) > at or reading.matches("honorific", at) > at)
    )


def _qualified(reading: Reading, head: int) -> int:
    at = head
    while True:
        end = reading.matches("post_qualifier", at)
        if end == at or reading.sentence.words[at] == "kiêm":
            return at
        at = end


def _parent_end(reading: Reading, bodies: dict[int, list[Mention]], body: Mention) -> int:
    """Behind the body that a department belongs to: "Cục Tin học hóa, Bộ Xây dựng"; its own end if none."""
    at = body.last
    words = reading.sentence.words
    if at + 1 >= len(words) or words[at] not in (",", "-", "thuộc", "của"):
        return at
    inside = reading.matches("body_inside", body.first) > body.first
    around = reading.matches("body_around", at + 1) > at + 1 and reading.sentence.capital[at + 1]
    if not inside or not around:
        return at
    parent = max((m.last for m in bodies.get(at + 1, ()) if m.value != "common"), default=at)
    return parent if parent == len(words) or not words[parent].isalpha() else _spoken_end(reading, parent, at)


def _spoken_end(reading: Reading, parent: int, at: int) -> int:
    """The parent's end when a verb of saying or a person's name follows; else it begins a new clause."""
    said = any(reading.matches(name, parent) > parent for name in ("attribution", "saying"))
    return parent if said or vietnamese_name_end(reading, parent) > parent else at


def _with_tail(reading: Reading, end: int) -> int:
    """Behind a body: a bracketed place or abbreviation, "tại Việt Nam", "khu vực …"."""
    sentence = reading.sentence
    if end < len(sentence) and sentence.words[end] == "tại":
        place = reading.longest("place", end + 1)
        if place is not None and place.value != "generic":
            return place.last
    if end < len(sentence) and sentence.words[end] == "(":
        seat = _bracketed_body_end(reading, end)
        if seat:
            return seat
        closed = reading.closing(end, 8)
        if closed and (sentence.upper[end + 1] or reading.at("place", end + 1)):
            return closed
    return end


def _bracketed_body_end(reading: Reading, at: int) -> int:
    """Behind a bracket that holds the body around: "Trưởng phòng … (Sở Nội vụ tỉnh …)"; 0 when none does."""
    around = reading.matches("body_around", at + 1) > at + 1
    return reading.closing(at, 16) if around else 0


def _free_tail(reading: Reading, head: int, start: int) -> Iterator[tuple[int, Mention | None]]:
    """A field instead of a body ("Trưởng phòng Quản lý đô thị quận 1", "cán bộ phòng thí nghiệm")."""
    sentence = reading.sentence
    inner: list[int] = []
    at = start
    placed = -1
    while at < min(len(sentence), start + _MAX_TAIL):
        if sentence.capital[at] and not reading.at("place", at):
            person = vietnamese_name_end(reading, at) - at
            if person >= 3 or (placed == at and not is_vietnamese(sentence.words[at])):
                break
            if person or _foreign_behind_acronym(reading, at):
                inner.append(at)
        step = _step(reading, start, at)
        if step == at:
            break
        placed = step if reading.at("place", at) else -1
        at = step
    if at > head and sentence.words[head - 1] in _UNIT_LED and (whole := _unit_of(reading, at)) is not None:
        yield whole.last, whole
    linked = reading.matches("post_link", at)
    if linked > at > head and (around := reading.longest("written_body", linked)) is not None:
        yield _with_tail(reading, around.last), around
    lone = reading.matches("body_lone", linked)
    if lone > linked > at > head and _closes(reading, lone):
        # "Trưởng phòng Công nghệ thông tin của sở"
        yield lone, None
    for end in [at, *reversed([i for i in inner if i < at])]:
        if end > head:
            yield end, None


def _unit_of(reading: Reading, at: int) -> Mention | None:
    """The body behind a comma that a department belongs to: "Trưởng phòng Kế hoạch, Công ty A cho biết"."""
    words = reading.sentence.words
    whole = reading.longest("organisation", at + 1) if words[at : at + 1] == [","] else None
    if whole is None:
        return None
    closed = whole.last == len(words) or words[whole.last] in (",", ")", "-", ".")
    return whole if closed or _spoken_end(reading, whole.last, at) > at else None


def _foreign_behind_acronym(reading: Reading, at: int) -> bool:
    """Whether a foreign person's name may begin behind a body's short form: "… Diễn đàn ABC John Doe"."""
    sentence = reading.sentence
    word = sentence.words[at]
    opens = sentence.upper[at - 1] and not sentence.upper[at] and not is_vietnamese(word)
    return opens and at + 1 < len(sentence) and sentence.capital[at + 1]


def _step(reading: Reading, start: int, at: int) -> int:
    """The token after the one at ``at`` when that belongs to the field, else ``at``."""
    sentence = reading.sentence
    word = sentence.words[at]
    if not word[0].isalnum():
        return _over_mark(reading, at)
    place = reading.longest("place", at) if sentence.capital[at] or word in _UNITS else None
    if place is not None:
        return place.last
    if word == "và":
        goes_on = reading.matches("organisation_continuation", at + 1)
        return goes_on if goes_on > at + 1 else at
    if sentence.capital[at]:
        return max(at + 1, reading.matches("compound", at))
    return _past(reading, at, start)


def _over_mark(reading: Reading, at: int) -> int:
    """Over a bracket with an abbreviation, a quoted name, or a dash inside a word."""
    sentence = reading.sentence
    word = sentence.words[at]
    if word == "(":
        seat = _bracketed_body_end(reading, at)
        if seat:
            return seat
        closed = reading.closing(at, 7)
        return closed if closed and (sentence.upper[at + 1] or reading.at("place", at + 1)) else at
    if word == '"':
        return reading.closing(at, 16) or at
    inside = at + 1 < len(sentence) and sentence.adjacent(at) and sentence.adjacent(at + 1)
    # "Bộ trưởng Thông tin - Truyền thông": a field in two capital words.
    field = word == "-" and at + 1 < len(sentence) and sentence.capital[at + 1]
    lists = ("organisation_field", "organisation_continuation")
    field = field and any(reading.matches(name, at + 1) > at + 1 for name in lists)
    return at + 1 if word in "-&" and (inside or field) else at


def _past(reading: Reading, at: int, start: int) -> int:
    if reading.sentence.words[at] == "kiêm" or reading.at("date", at):
        return at
    activity = reading.matches("activity", at)
    if at == start:
        activity = max(activity, reading.matches("activity_verb", at))
    if activity > at:
        return at if reading.matches("attribution", at) > at else activity
    return reading.past("stop", at)
