"""Where the name of an event ends: at a verb, a day, a place of meeting, or punctuation."""

from __future__ import annotations

from .event_heads import event_head_end, joint_head
from .mentions import Mention, Reading
from .quantities import is_count

_MAX_NAME = 40
_TAUGHT = frozenset({"tập", "lớp", "khóa", "thi", "hè", "đào", "hướng"})
# Before the quarter that a regular meeting is about: "hội nghị giao ban quý III/2021".
_REGULAR = frozenset({"ban", "kì", "tuyến"})
_UNITS = frozenset({"sở", "ban", "ngành", "bộ", "tỉnh", "quận", "xã", "huyện", "thành", "phường", "phố"})
_WHICH = frozenset({("đầu", "tiên"), ("kế", "tiếp"), ("tiếp", "theo"), ("sắp", "tới")})
_SCHEMES = frozenset({"đề", "dự", "chương", "chiến", "nghị"})


def event_name_end(reading: Reading, head: int) -> int:
    """Where the event's name ends: at a verb, a date, a place of meeting, or punctuation."""
    sentence = reading.sentence
    words = sentence.words
    at = met_with(reading, head) if head < len(words) else head
    if at > head + 1:
        # "buổi làm việc với Sở A | về …": it is called after who meets.
        return at
    if (journey := _journey_end(reading, head)) > head:
        return journey
    while at < min(len(words), head + _MAX_NAME):
        step = _step(reading, head, at)
        if step == at:
            break
        at = step
    while at > head and (words[at - 1] in ("-", "và", ",", "(", "của", "về", "các", "những", ":")):
        at -= 1
    return at


def _period(reading: Reading, at: int) -> Mention | None:
    return reading.longest("date", at) or reading.longest("moment", at)


def _journey_end(reading: Reading, head: int) -> int:
    """Behind who travels or where to: "chuyến thăm của Thị trưởng Seoul", "chuyến công tác tại Lào"."""
    words = reading.sentence.words
    heads = reading.listed("visit_head")
    if head >= len(words) or not any(heads.get(at) == head for at in range(max(0, head - 9), head)):
        return head
    end = head
    if words[end] == "của":
        who = max((one.last for kind in ("post", "party") for one in reading.at(kind, end + 1)), default=end)
        end = max(who, _official_end(reading, end + 1)) if who > end else end
    to = end + (end < len(words) and words[end] in ("tại", "tới", "đến", "sang", "ở"))
    place = reading.longest("place", to) if to < len(words) else None
    if place is None:
        return end
    closed = reading.closing(place.last, 6) if words[place.last : place.last + 1] == ["("] else 0
    return closed or place.last


def _step(reading: Reading, head: int, at: int) -> int:
    sentence = reading.sentence
    word = sentence.words[at]
    if word == '"':
        return reading.closing(at, 40) or at
    if word == "(":
        closed = reading.closing(at, 14)
        return closed if closed and sentence.capital[at + 1] else at
    if not word[0].isalnum():
        return _over_mark(reading, head, at)
    themed = reading.matches("event_theme", at)
    if themed < len(sentence) and themed > at and sentence.words[themed] == '"':
        # The theme is the name of an event that has none: "Hội thảo với chủ đề …".
        return reading.closing(themed, 40) or at if at == head else at
    looks_back = at == head and sentence.words[at - 1] == "kết"
    regular = word == "quí" and sentence.words[at - 1] in _REGULAR
    if (looks_back or regular) and (period := _period(reading, at)):
        # "hội nghị sơ kết 6 tháng đầu năm 2020".
        return period.last
    scheme = reading.longest("scheme", at) if at > head and word in _SCHEMES else None
    if scheme is not None:
        inside = range(scheme.first, scheme.last)
        return next((k for k in inside if k > at and reading.matches("hold", k) > k), scheme.last)
    if (whole := reading.matches("event_whole", at)) > at:
        # "lễ công bố đưa vào hoạt động Trung tâm …", "hội thảo về doanh nghiệp nhỏ và vừa"
        return whole
    if (phrase := reading.matches("event_phrase", at)) > at > head - 1 and _leads_on(reading, phrase):
        # "cuộc họp cho ý kiến về …"
        return phrase
    if word in ("sáng", "chiều", "tối", "trưa") and at > head and not _time_of_day(reading, at):
        # "hội thảo về chiếu sáng"
        return at + 1
    if word == "trở" and sentence.words[at + 1 : at + 2] == ["thành"] and _becomes(reading, head, at):
        return at + 2
    if word == "trong" and at > head and _field_of_use(reading, at):
        # "hội thảo về ứng dụng dữ liệu lớn trong dự báo …"
        return at + 1
    if word in ("giai", "thời", "nhiệm", "đến") and at > head and (period := reading.longest("date", at)):
        return at if "-" in period.value else period.last
    if word.isalpha() and not sentence.capital[at] and _closed(reading, head, at):
        return at
    if word == "tới" and at > head and sentence.words[at + 1 : at + 2] and is_count(sentence.words[at + 1]):
        # "hội nghị trực tuyến về nước sạch tới 9 huyện": who listens.
        return at
    if word == "lần" and sentence.words[at + 1 : at + 2] == ["đầu"]:
        # "diễn đàn | lần đầu được tổ chức"
        return at
    if word == "đối" and sentence.words[at + 1 : at + 2] == ["với"]:
        # "hội nghị phản biện đối với dự thảo nghị quyết"
        return at + 2
    if word == "trên" and at > head and reading.matches("event_medium", at + 1) > at + 1:
        # "cuộc thi lập trình trên dữ liệu mở"
        return reading.matches("event_medium", at + 1)
    if word in ("với", "giữa") and at >= head and _shared_with(reading, head, at):
        return at + 1
    if word == "cho" and at >= head and _for_whom(reading, head, at):
        return at + 1
    if word == "dành" and at == head and sentence.words[at + 1 : at + 2] == ["cho"]:
        # "lớp tập huấn dành cho 60 cán bộ"
        return at + 2 if _for_whom(reading, head, at + 1) else at
    if word == "dành" and sentence.words[at + 1 : at + 2] == ["cho"] and at > head:
        whom = at + 2
        counted = whom >= len(sentence) or sentence.words[whom][0].isdigit() or reading.at("date", whom)
        return at if counted or reading.matches("event_end", whom) > whom else whom
    if (
        word == "của"
        and (
            owner := max(
                _session_of(reading, head, at), _scheme_of(reading, at), _owner_of(reading, head, at)
            )
        )
        > at
    ):
        return owner
    if word == "năm" and at + 1 < len(sentence) and is_year(sentence.words[at + 1]):
        return at + 2
    if word == "vào" and sentence.words[at - 2 : at] == ["đầu", "tư"] and not reading.at("date", at):
        return at + 1
    if word == "và":
        # A ceremony or a conference may be for two acts: "Lễ động thổ và công bố dự án …".
        if any(event_head_end(reading, k) == at for k in range(max(0, at - 4), at)):
            joint = joint_head(reading, at)
            if joint > at:
                return joint
        acts = "lễ" in sentence.words[max(0, head - 3) : head - 1] or sentence.words[head - 1] == "nghị"
        act = at + 2 if sentence.words[at + 1 : at + 2] == ["trao"] else reading.matches("announce", at + 1)
        return act if acts and act > at + 1 else at + 1 if _goes_on(reading, at + 1) else at
    if at > head and reading.at("date", at) and not is_year(word):
        return at
    opened = reading.longest("body", at) if sentence.capital[at] and _opens(reading, at) else None
    if opened is not None:
        return opened.last
    if sentence.capital[at]:
        # "Ngày hội Ánh sáng …": one word.
        return max(at + 1, reading.matches("compound", at))
    return reading.past("event_end", at)


def _leads_on(reading: Reading, at: int) -> bool:
    """Whether words of the same name follow: no mark, no end of it, no verb that the event takes."""
    words = reading.sentence.words
    if at >= len(words) or not (words[at].isalnum() or words[at] == '"'):
        return False
    return not reading.at("date", at) and (
        words[at] in ("về", "cho") or reading.matches("event_end", at) == at
    )


def _time_of_day(reading: Reading, at: int) -> bool:
    """Whether "sáng", "chiều" or "tối" says when: before a day, "nay", a number, or a mark."""
    words = reading.sentence.words
    lights = words[at - 1] in ("chiếu", "thắp", "phát", "soi")
    return not lights or words[at + 1 : at + 2] in (["nay"], ["qua"]) or bool(reading.at("date", at))


def _becomes(reading: Reading, head: int, at: int) -> bool:
    """Whether what is built or developed becomes something: "xây dựng Phú Quốc | trở thành thành phố …"."""
    makes = any(reading.matches("making", k) > k for k in range(head, at))
    return makes and at + 2 < len(reading.sentence) and reading.sentence.words[at + 2].isalpha()


def _field_of_use(reading: Reading, at: int) -> bool:
    """Whether "trong" names the work that something is used in, not when or on what occasion."""
    uses = any(reading.matches("with_field", k) > k for k in range(max(0, at - 10), at))
    return uses and reading.matches("field_of_use", at + 1) > at + 1


def _opens(reading: Reading, at: int) -> bool:
    """Whether what is named here is what the ceremony opens: "lễ khai trương | Trung tâm Giám sát, …"."""
    verbs = ("founding", "found", "announce")
    return any(reading.matches(name, k) == at for k in range(max(0, at - 4), at) for name in verbs)


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


def _closed(reading: Reading, head: int, at: int) -> bool:
    """Whether a title in quotation marks or an edition ends the name: "Hội nghị … lần thứ 2 | bàn về …"."""
    words = reading.sentence.words
    if words[at - 1] == ")" and at - 1 > head:
        return words[at] not in ("lần", "năm", "về", "của")
    if words[at - 1] == '"' and at - 1 > head:
        another = words[at] == "và" and reading.matches("announce", at + 1) == at + 1
        return another or words[at] not in ("lần", "năm", "và")
    numbered = words[at - 2] == "lần" or words[at - 3 : at - 1] == ["lần", "thứ"]
    return numbered and words[at - 1] != "thứ" and words[at] not in ("năm", "về", "của", "với", "và")


def met_with(reading: Reading, head: int) -> int:
    """Behind who is met: "buổi làm việc với Bộ Xây dựng", "cuộc gặp giữa A và B"; else ``head``."""
    words = reading.sentence.words
    meets = any(reading.matches("event_meeting", start) == head for start in range(max(0, head - 6), head))
    if not meets or words[head] not in ("với", "giữa", "cùng"):
        return head
    after = head + 1
    while after < len(words) and reading.matches("met_noun", after) > after:
        after = reading.matches("met_noun", after)
    other = reading.longest("party", after)
    if other is None or reading.at("post", after):
        # Others than a body: "với đoàn doanh nghiệp Nhật Bản", "với người dân", "với Bộ trưởng Trần A".
        official = _official_end(reading, after)
        return official if official > after else head + (words[head] == "với")
    second = words[other.last : other.last + 1] in (["và"], ["với"]) and reading.longest(
        "party", other.last + 1
    )
    return second.last if second else other.last


def _official_end(reading: Reading, at: int) -> int:
    """Behind the post and the name of who is met; ``at`` when no person is named here."""
    post = reading.longest("post", at)
    person = reading.longest("person", post.last if post is not None else at)
    return person.last if person is not None else at


def _session_of(reading: Reading, head: int, at: int) -> int:
    """Behind the body whose session this is: "phiên họp thứ hai của Ban Chỉ đạo …"; else ``at``."""
    words = reading.sentence.words
    before = words[max(0, head - 2) : at]
    numbered = not {"thứ", "lần"}.isdisjoint(before) or tuple(before[-2:]) in _WHICH
    if "họp" not in words[max(0, head - 3) : head] or not (numbered or at == head):
        return at
    body = reading.longest("body", at + 1)
    return body.last if body is not None else reading.matches("body_lone", at + 1)


def _shared_with(reading: Reading, head: int, at: int) -> bool:
    """Whether "với" goes with a verb of the name: "hội nghị chia sẻ kinh nghiệm với các tỉnh bạn"."""
    words = reading.sentence.words
    joint = any(reading.matches("with_others", k) > k for k in range(max(0, head - 4, at - 6), at))
    if joint and at == head and words[at + 1 : at + 2] in (["hơn"], ["gần"]):
        # "tọa đàm với hơn 100 hộ kinh doanh"
        return at + 3 < len(words) and is_count(words[at + 2]) and words[at + 3].isalpha()
    return joint and words[at + 1 : at + 2] not in (
        ["sự"],
        ["chủ"],
        ["hơn"],
        ["gần"],
        ["nội"],
        ["mục"],
        ["tên"],
    )


def _for_whom(reading: Reading, head: int, at: int) -> bool:
    """Whether "cho" names those or what an event is for, and not how many came or what a prize is given for.

    Of a course without a subject those it is for are the name, though they are counted: "lớp tập huấn cho
    120 cán bộ"; people behind a name with capitals are only who came.
    """
    words = reading.sentence.words
    following = words[at + 1 : at + 2]
    if not following or words[max(0, head - 2)] == "giải" or words[head - 1] == "giải":
        return False
    if following in (["biết"], ["hay"], ["rằng"], ["thấy"], ["hơn"], ["gần"], ["khoảng"], ["các"], ["cả"]):
        return following == ["các"] and not _proper(reading, head, at)
    taught = not _TAUGHT.isdisjoint(words[max(0, head - 4) : head])
    if following[0].isdigit():
        bare = words[head:at] in ([], ["dành"])
        return taught and bare and at + 2 < len(words) and words[at + 2].isalpha()
    free = following[0].isalpha() and reading.matches("event_end", at + 1) == at + 1
    people = reading.matches("audience", at + 1)
    if people == at + 1:
        return free
    # "cho giám đốc 50 bệnh viện"
    counted = words[head:at] not in ([], ["dành"]) and people < len(words) and is_count(words[people])
    return free and not counted and not _proper(reading, head, at)


def _proper(reading: Reading, head: int, at: int) -> bool:
    return any(reading.sentence.capital[max(0, head - 3) : at])


def _owner_of(reading: Reading, head: int, at: int) -> int:
    """Behind whose it is that an event opens or is about: "lễ ra mắt mạng 5G của Viettel"; else ``at``.

    Right behind the head, and behind what an event but a ceremony is about, a body is who holds it.
    """
    words = reading.sentence.words
    yearly = at == head and words[head - 2 : head] == ["thường", "niên"]
    if at + 1 >= len(words) or not (yearly or at >= head + 2):
        return at
    body = reading.longest("party", at + 1)
    if yearly:
        return body.last if body is not None else at
    if body is not None and words[head : head + 1] == ["với"]:
        # "buổi làm việc với đoàn chuyên gia của thành phố A".
        return body.last
    ceremony = "lễ" in words[max(0, head - 4) : head]
    if body is not None:
        return body.last if ceremony else at
    if is_count(words[at + 1]):
        # "cán bộ của 21 huyện, thị xã", "của ba huyện A, B và C"
        return _past_counted_places(reading, at)
    ends = reading.matches("event_end", at + 1) > at + 1 or not words[at + 1].isalpha()
    return at if ends or reading.sentence.capital[at + 1] or reading.at("group", at + 1) else at + 1


def _past_counted_places(reading: Reading, at: int) -> int:
    """Behind places that are counted, perhaps with their names; ``at`` when others than places are."""
    sentence = reading.sentence
    unit = reading.matches("unit_list", at + 2)
    if unit == at + 2:
        return at
    end = unit
    while end < len(sentence) and sentence.capital[end]:
        end += 1
        joins = end + 1 < len(sentence) and sentence.words[end] in (",", "và")
        end += joins and sentence.capital[end + 1]
    return end


def _scheme_of(reading: Reading, at: int) -> int:
    """Where the scheme behind "của" ends: "Hội nghị công bố ba trung tâm của đề án …", else ``at``."""
    scheme = reading.longest("scheme", at + 1)
    if scheme is None:
        return at
    inside = range(scheme.first, scheme.last)
    return next((k for k in inside if reading.matches("hold", k) > k), scheme.last)


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
    if done and deed > at + 1 and _leads_on(reading, deed):
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


def _goes_on(reading: Reading, at: int) -> bool:
    if at >= len(reading.sentence):
        return False
    if any(reading.matches(name, at) > at for name in ("event_phrase", "event_whole")):
        return True
    blocked = ("event_head", "event_end", "organise", "sign", "found", "announce", "honorific")
    return not any(reading.matches(name, at) > at for name in blocked)


def is_year(word: str) -> bool:
    """Whether a word is a year of the 20th or 21st century."""
    return len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")
