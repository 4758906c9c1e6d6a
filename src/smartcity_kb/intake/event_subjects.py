"""What an event is about, or what it opens, as far as that belongs to its name."""

from __future__ import annotations

from .event_heads import event_head_end, joint_head
from .mentions import Reading

_SCHEMES = frozenset({"đề", "dự", "chương", "chiến", "nghị"})


def at_scheme(reading: Reading, head: int, at: int) -> int | None:
    """Behind the scheme that the event is about, but not over a verb of holding that it ran into."""
    if at == head or reading.sentence.words[at] not in _SCHEMES:
        return None
    scheme = reading.longest("scheme", at)
    if scheme is None:
        return None
    inside = range(at + 1, scheme.last)
    return next((k for k in inside if reading.matches("hold", k) > k), scheme.last)


def at_whole(reading: Reading, head: int, at: int) -> int | None:
    """Over words that go together: "lễ công bố đưa vào hoạt động …", "doanh nghiệp nhỏ và vừa"."""
    whole = reading.matches("event_whole", at)
    return whole if whole > at else None


def at_phrase(reading: Reading, head: int, at: int) -> int | None:
    """Over a phrase that leads to the subject: "cuộc họp cho ý kiến về …"."""
    phrase = reading.matches("event_phrase", at)
    return phrase if phrase > at and leads_on(reading, phrase) else None


def leads_on(reading: Reading, at: int) -> bool:
    """Whether words of the same name follow: no mark, no end of it, no verb that the event takes."""
    words = reading.sentence.words
    if at >= len(words) or not (words[at].isalnum() or words[at] == '"'):
        return False
    return not reading.at("date", at) and (
        words[at] in ("về", "cho") or reading.matches("event_end", at) == at
    )


def at_becoming(reading: Reading, head: int, at: int) -> int | None:
    """Over "trở thành", what is built or developed becomes: "xây dựng Phú Quốc | trở thành thành phố …"."""
    words = reading.sentence.words
    if words[at] != "trở" or words[at + 1 : at + 2] != ["thành"]:
        return None
    makes = any(reading.matches("making", k) > k for k in range(head, at))
    return at + 2 if makes and at + 2 < len(words) and words[at + 2].isalpha() else None


def at_field_of_use(reading: Reading, head: int, at: int) -> int | None:
    """Over "trong" before the work that something is used in: "ứng dụng dữ liệu lớn trong dự báo …"."""
    if reading.sentence.words[at] != "trong" or at == head:
        return None
    uses = any(reading.matches("with_field", k) > k for k in range(max(0, at - 10), at))
    return at + 1 if uses and reading.matches("field_of_use", at + 1) > at + 1 else None


def at_towards(reading: Reading, head: int, at: int) -> int | None:
    """Over "đối với": "hội nghị phản biện đối với dự thảo nghị quyết"."""
    return at + 2 if reading.sentence.words[at : at + 2] == ["đối", "với"] else None


def at_medium(reading: Reading, head: int, at: int) -> int | None:
    """Behind what is worked with: "cuộc thi lập trình trên dữ liệu mở"."""
    if reading.sentence.words[at] != "trên" or at == head:
        return None
    medium = reading.matches("event_medium", at + 1)
    return medium if medium > at + 1 else None


def at_investment(reading: Reading, head: int, at: int) -> int | None:
    """Over the "vào" of "đầu tư vào", which says no day."""
    words = reading.sentence.words
    if words[at] != "vào" or words[at - 2 : at] != ["đầu", "tư"] or reading.at("date", at):
        return None
    return at + 1


def at_and(reading: Reading, head: int, at: int) -> int | None:
    """Over "và" where the name goes on; a ceremony or a conference may be for two acts."""
    words = reading.sentence.words
    if words[at] != "và":
        return None
    if any(event_head_end(reading, k) == at for k in range(max(0, at - 4), at)):
        joint = joint_head(reading, at)
        if joint > at:
            return joint
    # "Lễ động thổ và công bố dự án …"
    acts = "lễ" in words[max(0, head - 3) : head - 1] or words[head - 1] == "nghị"
    act = at + 2 if words[at + 1 : at + 2] == ["trao"] else reading.matches("announce", at + 1)
    return act if acts and act > at + 1 else at + 1 if _goes_on(reading, at + 1) else at


def _goes_on(reading: Reading, at: int) -> bool:
    if at >= len(reading.sentence):
        return False
    if any(reading.matches(name, at) > at for name in ("event_phrase", "event_whole")):
        return True
    blocked = ("event_head", "event_end", "organise", "sign", "found", "announce", "honorific")
    return not any(reading.matches(name, at) > at for name in blocked)


def at_opened_body(reading: Reading, head: int, at: int) -> int | None:
    """Behind the body that the ceremony opens: "lễ khai trương | Trung tâm Giám sát, …"."""
    if not reading.sentence.capital[at]:
        return None
    verbs = ("founding", "found", "announce")
    if not any(reading.matches(name, k) == at for k in range(max(0, at - 4), at) for name in verbs):
        return None
    opened = reading.longest("body", at)
    return opened.last if opened is not None else None
