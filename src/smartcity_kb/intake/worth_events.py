"""What patterns find of events that is nothing to propose: only spoken of, counted, or to be paid for."""

from __future__ import annotations

from .asked import asked_before
from .finding import Found
from .mentions import BARE

_MATTERS = frozenset(
    {
        *[
            ("đề", "xuất"),
            ("đề", "nghị"),
            ("kiến", "nghị"),
            ("phương", "án"),
            ("ý", "tưởng"),
            ("kế", "hoạch"),
        ],
        *[
            ("kinh", "nghiệm"),
            ("năng", "lực"),
            ("khả", "năng"),
            ("công", "tác"),
            ("chi", "phí"),
            ("thời", "gian"),
        ],
        *[
            ("địa", "điểm"),
            ("mục", "đích"),
            ("chủ", "trương"),
            ("quyền", "đăng"),
            ("quy", "chế"),
            ("kinh", "phí"),
        ],
        *[("không", "nên"), ("hạn", "chế"), ("thay", "vì"), ("nhu", "cầu"), ("điều", "kiện"), ("cơ", "hội")],
        *[("tạm", "dừng"), ("tạm", "hoãn"), ("hoãn", "việc"), ("dừng", "việc"), ("số", "lần"), ("đơn", "vị")],
    }
)

_SIDES = frozenset(
    {
        *[("hai", "bên"), ("các", "bên"), ("ba", "bên"), ("bốn", "bên"), ("đôi", "bên")],
        *[("hai", "phía"), ("two", "sides"), ("both", "sides"), ("the", "two", "sides"), ("the", "parties")],
    }
)
# What tells "một hội thảo về nước sạch" from "một hội thảo tương tự".
_SAYING_WHICH = frozenset({"với", "về", "giữa", '"'})
# So many events of a kind are a total, not something that somebody held.
_MANY = 20


def without_nameless(fact: Found) -> Found:
    """An event without sides that have no name, and a meeting without the official who meets.

    "Hai bên sẽ tổ chức …" names nobody; in "Chủ tịch … có buổi tiếp …" nobody organises anything.
    """
    if fact.pattern.relation != "organised_by" or not fact.objects:
        return fact
    who = fact.objects[0]
    if tuple(fact.reading.sentence.words[who.low : who.high]) in _SIDES:
        return fact._replace(objects=[])
    reading, event = fact.reading, fact.subjects[0]
    meets = reading.matches("event_meeting", event.low) > event.low
    return fact._replace(objects=[]) if meets and _is_official(fact) else fact


def is_no_event(fact: Found) -> bool:
    """Whether an event is only spoken of, not held, planned or attended."""
    return (
        _says_nothing(fact)
        or _only_chairs(fact)
        or _inside_body(fact)
        or _only_the_matter(fact)
        or _only_a_prize(fact)
        or _only_counted(fact)
        or _only_to_be_there(fact)
        or _only_its_prize(fact)
        or _prize_of_another(fact)
        or _prize_to_another(fact)
        or _won_by_another(fact)
        or _only_met(fact)
        or _no_journey(fact)
        or _no_session(fact)
        or _of_another(fact)
    )


def _says_nothing(fact: Found) -> bool:
    """Whether an event is only said to have been: "Hội nghị" neither by whom nor when, a session not when."""
    event, words = fact.subjects[0], fact.reading.sentence.words
    if words[event.low : event.low + 2] == ["họp", "phiên"]:
        return fact.date is None
    if words[event.low : event.high] == ["giải", "thưởng"] and event.elsewhere is None:
        return not says_who(fact)
    if fact.reading.matches("visit_head", event.low) > event.low:
        # "đoàn đã có chuyến khảo sát thực tế"
        return fact.date is None
    if fact.date is None and not fact.objects:
        some = words[event.low - 1 : event.low] == ["một"]
        named = any(fact.reading.sentence.capital[event.low + 1 : event.high])
        which = named or not _SAYING_WHICH.isdisjoint(words[event.low : event.high])
        return stands_for_another(fact) or (some and not which)
    return False


def _only_chairs(fact: Found) -> bool:
    """Whether who would organise an event is an official who chairs it: "Chủ tịch … chủ trì Hội nghị …"."""
    if fact.pattern.relation != "organised_by" or not fact.objects:
        return False
    who, reading = fact.objects[0], fact.reading
    words = reading.sentence.words[who.last : fact.subjects[0].first]
    chairs = "chủ" in words and "trì" in words and words[-2:] != ["tổ", "chức"]
    return chairs and _is_official(fact)


def _inside_body(fact: Found) -> bool:
    """Whether what would be an event is part of where it is: "tại Trung tâm Hội nghị tỉnh A đã …"."""
    event = fact.subjects[0]
    words = fact.reading.sentence.words
    return any(
        one.first < event.first
        and event.last <= one.last
        and words[max(0, one.first - 1)] in ("tại", "ở", "at")
        for one in fact.reading.all("organisation")
    )


def _only_the_matter(fact: Found) -> bool:
    """Whether to hold an event is what somebody speaks of: "về việc tổ chức …", "đề xuất tổ chức …"."""
    first, words = fact.subjects[0].first, fact.reading.sentence.words
    starts = [at for at, end in fact.reading.listed("organise").items() if end == first]
    asked = any(asked_before(fact.reading, at) for at in starts)
    return asked or any(
        tuple(words[max(0, at - 2) : at]) in _MATTERS or words[at - 1] == "việc" for at in starts
    )


def _only_a_prize(fact: Found) -> bool:
    """Whether to be at an event is what somebody wins or pays for: "một suất tham dự …"."""
    if fact.date is not None:
        return False
    first, words = fact.subjects[0].first, fact.reading.sentence.words
    starts = [at for at, end in fact.reading.listed("attend").items() if end == first]
    return any(words[at - 1] in ("suất", "vé", "quyền", "phí", "bổng", "ký", "kí") for at in starts if at)


def _only_counted(fact: Found) -> bool:
    """Whether events are only counted: "đã mở nhiều lớp tập huấn", "có 46 hội nghị"."""
    if fact.date is not None:
        return False
    event, sentence = fact.subjects[0], fact.reading.sentence
    before = sentence.words[max(0, event.low - 2) : event.low]
    many = {"nhiều", "những", "hàng", "chục", "trăm"}.intersection([*before, sentence.words[event.low]])
    # "Sở đã tổ chức 9 lớp tập huấn": how many, and who held them, is something to say.
    number = before[-1] if before and before[-1].isdigit() else ""
    counted = bool(many) or (bool(number) and (int(number) > _MANY or not says_who(fact)))
    inside = range(event.low, event.high)
    return counted and not any(sentence.capital[at] or sentence.words[at] == '"' for at in inside)


def _only_to_be_there(fact: Found) -> bool:
    """Whether somebody will be at an event of which no day is told: "Chiều nay, Thủ tướng sẽ dự …"."""
    if fact.date is not None or fact.objects:
        return False
    event, words = fact.subjects[0], fact.reading.sentence.words
    if any(word.isdigit() and len(word) == 4 for word in words[event.low : event.high]):
        return False
    starts = [at for at, end in fact.reading.listed("attend").items() if end == event.first]
    return any("sẽ" in words[max(0, at - 1) : event.first] for at in starts)


def _only_its_prize(fact: Found) -> bool:
    """Whether a prize is won at what has no name of its own: "giải nhất cuộc thi năm 2018"."""
    if fact.pattern.relation != "awarded":
        return False
    event, sentence = fact.subjects[0], fact.reading.sentence
    if event.value == BARE:
        # "giải nhất cuộc thi", where the contest was named before.
        return event.elsewhere is None
    if event.low + 1 < fact.reading.matches("prize_field", event.low + 1) < event.high:
        # "nhận giải đô thị hấp dẫn đầu tư"
        return False
    inside = range(event.low + 1, event.high)
    return not any(sentence.capital[at] or sentence.words[at] == '"' for at in inside)


def _prize_of_another(fact: Found) -> bool:
    """Whether a prize is one of those of an event that is named: "giành giải Xanh tại Giải thưởng …"."""
    event, reading = fact.subjects[0], fact.reading
    words = reading.sentence.words
    if words[event.low : event.low + 1] != ["giải"] or words[event.high : event.high + 1] != ["tại"]:
        return False
    return bool(reading.at("event", event.high + 1))


def _prize_to_another(fact: Found) -> bool:
    """Whether it is said who gets what another gives: "A đã trao Giải X | cho B"."""
    if fact.pattern.relation != "awarded" or not says_who(fact):
        return False
    words, behind = fact.reading.sentence.words, fact.match.last
    return words[behind : behind + 1] == ["cho"] and bool(fact.reading.at("actor", behind + 1))


def _won_by_another(fact: Found) -> bool:
    """Whether somebody else stands before the verb next to the prize: "A đoạt giải X, còn B giành giải Y"."""
    if fact.pattern.relation != "awarded" or not fact.objects:
        return False
    who, event, reading = fact.objects[-1], fact.subjects[0], fact.reading
    verbs = [at for at in reading.listed("award") if who.last <= at < event.first]
    others = (one for kind in ("actor", "recipient") for one in reading.all(kind))
    return bool(verbs) and any(who.last <= one.first and one.last <= verbs[-1] for one in others)


def _only_met(fact: Found) -> bool:
    """Whether an official only met somebody, nobody says when: "Thứ trưởng đã có cuộc gặp với Nhật Bản"."""
    organises = fact.pattern.relation == "organised_by" and bool(fact.objects)
    if fact.date is not None or not organises or not _is_official(fact):
        return False
    event, words = fact.subjects[0], fact.reading.sentence.words
    return words[event.low : event.low + 2] in (["cuộc", "gặp"], ["buổi", "gặp"], ["gặp", "gỡ"])


def _no_journey(fact: Found) -> bool:
    """Whether a delegation has something else than a journey, of which others are told to be the hosts."""
    if not fact.objects or fact.objects[0].kind != "recipient" or not says_who(fact):
        return False
    who, event, reading = fact.objects[0], fact.subjects[0], fact.reading
    travels = reading.matches("delegation", who.low) > who.low
    return travels and reading.matches("visit_head", event.low) == event.low


def _no_session(fact: Found) -> bool:
    """Whether who decides something at an event need not hold it: "tại lễ khai mạc, Sở A quyết định …"."""
    if not says_who(fact):
        return False
    event, words = fact.subjects[0], fact.reading.sentence.words
    behind = words[event.last : event.last + 1] == [","] and fact.objects[0].first == event.last + 1
    return (
        behind
        and words[event.first - 1] == "tại"
        and words[event.low : event.low + 2] not in (["kì", "họp"], ["phiên", "họp"])
    )


def _of_another(fact: Found) -> bool:
    """Whether what is told is told of the next event: "sau hội nghị năm 2018, Hội nghị A diễn ra …"."""
    if fact.pattern.relation != "held" or fact.objects:
        return False
    event, reading = fact.subjects[0], fact.reading
    words = reading.sentence.words
    return any(
        words[other.first - 1] == "," and event.last < other.first and other.last < fact.match.last
        for other in reading.all("event")
        if reading.matches("hold_clear", other.last) > other.last
    )


def _is_official(fact: Found) -> bool:
    """Whether who acts is named by a post."""
    who = fact.objects[0]
    return any(post.last == who.last for post in fact.reading.at("post", who.first))


def stands_for_another(fact: Found) -> bool:
    """Whether a fact is about an event that only its head names."""
    return fact.pattern.kind == "event" and all(one.value == BARE for one in fact.subjects)


def says_who(fact: Found) -> bool:
    """Whether a fact says who holds an event, not only where it is or who wins a prize there."""
    return bool(fact.objects) and fact.pattern.relation in ("organised_by", "co_organised_by")
