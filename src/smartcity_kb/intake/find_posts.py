"""Posts with the body they are in: "Phó Chủ tịch Thường trực UBND tỉnh", "chuyên viên của Vườn ươm …"."""

from __future__ import annotations

from collections.abc import Iterator

from .find_english_posts import find_english_posts
from .find_people import after_honorifics, any_name_end, vietnamese_name_end
from .mentions import Mention, Reading
from .organisation_words import head_end
from .post_tails import closes, free_tail, spoken_end, with_tail

_LISTS = ("post_state", "post_head", "post_member", "post_complete")
_ENGLISH = ("english_post_state", "english_post_head", "english_post_member")
_LEADING = frozenset({"trưởng", "phó"})
_REPRESENTS = ["đại", "diện"]
_LONGEST_NAME = 8


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
    words = reading.sentence.words
    leading = _LEADING & reading.cues
    led = [at for at, word in enumerate(words) if word in leading] if leading else []
    apart = [at for at, word in enumerate(words) if word == "đại" and _represents(reading, at)]
    return sorted({*reading.starts("post_prefix", *_LISTS), *led, *apart})


def _represents(reading: Reading, start: int) -> bool:
    """Whether a person named before is told to represent a body: "Ông A, | đại diện Sở B, …"."""
    sentence = reading.sentence
    if sentence.words[start : start + 2] != _REPRESENTS or sentence.words[start - 1] not in (",", "-", "("):
        return False
    for first in range(max(0, start - _LONGEST_NAME), start - 1):
        name = after_honorifics(reading, first)
        if name > first and any_name_end(reading, name) == start - 1:
            # "Dự lễ có ông A, đại diện B": another guest.
            return first == 0 or sentence.words[first - 1] not in ("có", "gồm", ",", ";")
    return False


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
        represents = start > 0 and _represents(reading, start)
        return (start + 2, "memberOf", False) if represents else _leader(reading, start)
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
            yield with_tail(reading, body.last), body
        if place is not None and (start == linked or not found) and place.last >= longest:
            for body in bodies.get(reading.matches("post_link", place.last), []):
                if body.first > place.last:
                    # "Phó Chủ tịch phụ trách châu Á của Tập đoàn …"
                    yield with_tail(reading, body.last), body
            if reading.sentence.words[place.last : place.last + 2] == ["phụ", "trách"]:
                # "Quốc vụ khanh Anh phụ trách châu Á"
                charge = reading.longest("place", place.last + 2)
                if charge is not None:
                    yield charge.last, place
            owner = reading.matches("post_link", place.last)
            if owner > place.last and (company := reading.longest("name", owner)) is not None:
                yield company.last, company
            yield with_tail(reading, place.last), place
        if found or place is not None:
            return
    if linked > at and (company := reading.longest("name", linked)) is not None:
        # "CEO của GreenTech"
        yield company.last, company
        return
    lone = reading.matches("body_lone", linked)
    this = lone > linked and reading.sentence.words[lone : lone + 1] == ["này"]
    lone += this
    # "Chủ tịch Hội", "giám đốc tài chính của công ty"
    if lone > linked and (linked > at or this or reading.sentence.capital[at]) and closes(reading, lone):
        yield lone, None
        return
    yield from free_tail(reading, head, at)


def _stands_relative(reading: Reading, start: int, head: int) -> bool:
    """Whether a title stands for itself beside a body named before: "Tổ trưởng", "Chủ tịch Hội đồng"."""
    if reading.matches("honorific", start) == head:
        # "Kiến trúc sư Trần Văn A": a calling, which alone is no post.
        return False
    relative = reading.matches("post_relative", start) == head
    led = any(reading.matches("body_lone", at) == head for at in range(start + 1, head))
    if led and reading.sentence.capital[start] and not relative:
        # "được bầu làm Chủ tịch Hội", "Giám đốc Trung tâm Lê Thị A": a title that ends with its body.
        return closes(reading, head)
    if relative:
        words = reading.sentence.words
        # "làm tổ trưởng" is a post, "làm trưởng đoàn" a part in a journey.
        taken = start > 0 and words[start - 1] in ("làm", "chức", "vụ")
        journey = words[head - 1] == "đoàn" and vietnamese_name_end(reading, head) == head
        # "ông A, phó giám đốc sở B, tổ trưởng, cho biết …": one more of somebody's posts.
        aside = start > 0 and words[start - 1] in (",", "-")
        return (reading.sentence.capital[start] or taken or aside) and not journey and closes(reading, head)
    # "Chuyên gia đô thị Trần Văn A", "TS A, chuyên gia đô thị, …": a title of some words beside a name.
    beside = start > 0 and reading.sentence.words[start - 1] in (",", "-", "(") and closes(reading, head)
    return head - start > 2 and (beside or vietnamese_name_end(reading, head) > head)


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
    if inside and words[at] in ("thuộc", "của") and (company := reading.longest("name", at + 1)) is not None:
        # "giám đốc Khối Khách hàng của Techcombank"
        return company.last
    if not inside or not around:
        return at
    parent = max((m.last for m in bodies.get(at + 1, ()) if m.value != "common"), default=at)
    return parent if parent == len(words) or not words[parent].isalpha() else spoken_end(reading, parent, at)
