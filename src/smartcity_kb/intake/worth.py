"""What patterns find in a sentence that is nothing to propose: asked for, only mentioned, said of others."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from .document_codes import may_issue
from .finding import Found
from .mentions import BARE, LONE, Reading

# Before what is founded these say whose part it is, or by whom something else is founded.
_AROUND = frozenset({"thuộc", "của", "được", "do", "bởi"})

# As many tokens as stand between "được" and the last name of who founds.
_MAX_FOUNDER = 14
# How far before a founding stands who is asked for it; these words between say that it was done.
_MAX_ASKED = 12
_DONE = frozenset({"đã", "vừa", "được", ";", ":", '"'})

# Behind these stands who something is done with, for or by, not who goes on to act.
_PASSIVE_ENDS = frozenset({"từ", "cho", "của", "với", "cùng"})
_CONDITIONS = frozenset({"nếu", "if", "unless", "provided"})
_DECIDING = frozenset({"quyết", "nghị"})
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


def worth_a_claim(facts: Iterable[Found]) -> list[Found]:
    """The facts of a sentence that say that something was done, each with who did it and nobody else."""
    return [
        _without_official(_without_hand(fact))
        for fact in map(_by_actor, facts)
        if not (
            _is_facility(fact)
            or _is_only_around(fact)
            or _inside_title(fact)
            or _only_since(fact)
            or _only_talked_of(fact)
            or _says_nothing(fact)
            or _signs_nowhere(fact)
            or _only_chairs(fact)
            or _inside_body(fact)
            or _names_no_body(fact)
            or _is_conditional(fact)
            or _issued_by_others(fact)
            or _only_the_matter(fact)
            or _only_a_prize(fact)
            or _only_counted(fact)
            or _only_to_be_there(fact)
            or _only_its_prize(fact)
            or _only_built(fact)
            or _not_yet(fact)
            or _is_number(fact)
            or _only_a_calling(fact)
        )
    ]


def stands_for_another(fact: Found) -> bool:
    """Whether a fact is about an event that only its head names."""
    return fact.pattern.kind == "event" and all(one.value == BARE for one in fact.subjects)


def _without_hand(fact: Found) -> Found:
    """A founding without who only presses the button, cuts the ribbon or is there."""
    if fact.pattern.kind != "body_established" or not fact.objects:
        return fact
    between = range(fact.objects[-1].last, fact.subjects[0].first)
    by_hand = any(
        fact.reading.matches(name, at) > max(fact.reading.matches("modal", at), at)
        for at in between
        for name in ("by_hand", "attend")
    )
    return fact._replace(objects=[]) if by_hand else fact


def _without_official(fact: Found) -> Found:
    """A meeting without the official who meets, who organises nothing: "Chủ tịch … có buổi tiếp …"."""
    if fact.pattern.relation != "organised_by" or not fact.objects:
        return fact
    reading, event = fact.reading, fact.subjects[0]
    meets = reading.matches("event_meeting", event.low) > event.low
    return fact._replace(objects=[]) if meets and _is_official(fact) else fact


def _is_official(fact: Found) -> bool:
    """Whether who acts is named by a post."""
    who = fact.objects[0]
    return any(post.last == who.last for post in fact.reading.at("post", who.first))


def _is_only_around(fact: Found) -> bool:
    """Whether what is founded belongs to the body found here: "Trung tâm … thuộc UBND TP được thành lập"."""
    if fact.pattern.kind != "body_established":
        return False
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
    # "A là thành viên của B, được thành lập …": A was.
    last = fact.subjects[0].last
    told = words[last : last + 1] == [","] and "là" in words[:first]
    told = told and any(fact.reading.at(kind, 0) for kind in ("organisation", "name"))
    founder = _is_founder(fact.reading, first)
    if founder or named or seated or older or between or listed or told:
        return True
    return outside and words[first - 1] in _AROUND and not _has_apposition(fact)


def _has_apposition(fact: Found) -> bool:
    """Whether what the body is follows its name: "của Trung tâm A, đơn vị do B thành lập …"."""
    last = fact.subjects[0].last
    words = fact.reading.sentence.words
    return words[last : last + 1] == [","] and fact.reading.matches("unit_noun", last + 1) > last + 1


def _is_founder(reading: Reading, first: int) -> bool:
    """Whether who is named here founds another: "X được ba kỹ sư Trường A | thành lập"."""
    words = reading.sentence.words
    for at in range(first - 1, max(-1, first - _MAX_FOUNDER), -1):
        if words[at] in ("được", "do", "bởi"):
            return True
        verb = any(reading.matches(name, at) > at for name in ("predicate", "found", "saying"))
        # "được A cùng X": two found it.
        verb = verb and words[at] != "cùng"
        if verb or not words[at].isalpha():
            return False
    return False


def _is_facility(fact: Found) -> bool:
    """Whether what is opened is a plant or a house, not a body."""
    first = fact.subjects[0]
    return fact.pattern.kind == "body_established" and (
        fact.reading.matches("facility", first.low) > max(first.low, fact.reading.matches("park", first.low))
    )


def _names_no_body(fact: Found) -> bool:
    """Whether what is founded has no name, only a kind: "một trung tâm tương tự", "tổ chức phi chính phủ"."""
    if fact.pattern.kind != "body_established":
        return False
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


def _is_conditional(fact: Found) -> bool:
    """Whether it will be done only if: "sẽ lập công ty nếu dự án được duyệt", "if funds allow"."""
    if fact.pattern.kind not in ("body_established", "agreement"):
        return False
    words = fact.reading.sentence.words
    planned = any(fact.reading.matches("future", at) > at for at in range(fact.match.first, fact.match.last))
    return planned and not _CONDITIONS.isdisjoint(words)


def _inside_title(fact: Found) -> bool:
    """Whether a founding is only what a scheme is called after ("đề án thành lập …")."""
    if fact.pattern.kind != "body_established":
        return False
    table = fact.reading.table("scheme")
    first = fact.subjects[0].first
    words = fact.reading.sentence.words
    # What a decision founds is founded by it.
    titles = (m for mentions in table.values() for m in mentions if words[m.first] not in _DECIDING)
    return any(m.first < first < m.last for m in titles)


def _inside_body(fact: Found) -> bool:
    """Whether what would be an event is part of where it is: "tại Trung tâm Hội nghị tỉnh A đã …"."""
    if fact.pattern.kind != "event":
        return False
    event = fact.subjects[0]
    words = fact.reading.sentence.words
    return any(
        one.first < event.first
        and event.last <= one.last
        and words[max(0, one.first - 1)] in ("tại", "ở", "at")
        for one in fact.reading.all("organisation")
    )


def _says_nothing(fact: Found) -> bool:
    """Whether an event is only said to have been: "Hội nghị" neither by whom nor when, a session not when."""
    event, words = fact.subjects[0], fact.reading.sentence.words
    if fact.pattern.kind == "event" and words[event.low : event.low + 2] == ["họp", "phiên"]:
        return fact.date is None
    return stands_for_another(fact) and fact.date is None and not fact.objects


def _signs_nowhere(fact: Found) -> bool:
    """Whether who would sign is where it was signed, or who saw it: "tại A, …", "A và B chứng kiến lễ ký"."""
    if fact.pattern.kind != "agreement":
        return False
    words = fact.reading.sentence.words
    # "với Sakai (Nhật Bản) về muối, ký …": the country is only where Sakai is.
    if any(one.first > 0 and words[one.first - 1] in ("tại", "ở", "(") for one in fact.subjects):
        return True
    if _is_wish(fact):
        return True
    if _ends_list(fact) or _in_other_clause(fact) or _is_drafted(fact):
        return True
    if fact.reading.english and all(one.value == "generic" for one in (*fact.subjects, *fact.objects)):
        # "the city and the firm": named before, where it was said.
        return True
    last = max(one.last for one in (*fact.subjects, *fact.objects))
    behind = words[last : fact.match.last]
    return any(pair == ("chứng", "kiến") for pair in pairwise(behind))


def _is_wish(fact: Found) -> bool:
    """Whether to sign is only wished for or worked towards: "mong sớm ký kết", "thủ tục để ký"."""
    reading = fact.reading
    words = reading.sentence.words
    for at in range(fact.subjects[-1].last, fact.objects[0].first):
        if reading.matches("sign", at) > at:
            verb = at - (words[at - 1] == "sớm")
            before = range(max(fact.subjects[-1].last, verb - 4), verb)
            wished = any(reading.matches("intended", start) in (verb, at) for start in before)
            return wished or words[verb - 1] in ("để", "nhằm")
    return False


def _is_drafted(fact: Found) -> bool:
    """Whether the paper is only being written: "đang soạn thảo quy chế phối hợp giữa A và B"."""
    first, words = fact.match.first, fact.reading.sentence.words
    before = range(max(0, first - 4), first)
    drawn = any(fact.reading.matches("draw_up", at) == first for at in before)
    return drawn and "đang" in words[before.start : first]


def _by_actor(fact: Found) -> Found:
    """An agreement signed by who acts, not by whom that was done with: "A nhận vốn từ B và ký với C"."""
    if fact.pattern.kind != "agreement" or fact.reading.english:
        return fact
    words = fact.reading.sentence.words
    first, last = fact.subjects[0].first, fact.subjects[-1].last
    if first == 0 or words[first - 1] not in _PASSIVE_ENDS or words[last : last + 1] != ["và"]:
        return fact
    actors = [one for one in fact.reading.all("subject") if one.last < first]
    return fact._replace(subjects=actors[-1:]) if actors else fact


def _in_other_clause(fact: Found) -> bool:
    """Whether the second party stands in another clause: "A signed a pact, and has worked with B since"."""
    if not fact.reading.english:
        return False
    words = fact.reading.sentence.words
    low, high = fact.subjects[-1].last, fact.objects[0].first
    signed = [at for at in range(low, high) if fact.reading.matches("english_agreement", at) > at]
    turns = (("and", "while", "which", "as", "but"), ",")
    return bool(signed) and any(
        words[at] == turns[1] and words[at + 1] in turns[0] for at in range(signed[0], high - 1)
    )


def _ends_list(fact: Found) -> bool:
    """Whether who would sign only ends a list of places: "Sở Y tế ba tỉnh A, B và C ký …"."""
    first = fact.subjects[0]
    words = fact.reading.sentence.words
    if first.first != fact.match.first or first.first == 0 or words[first.first - 1] not in (",", "và"):
        return False
    is_place = any(one.last == first.last for one in fact.reading.at("place", first.first))
    return is_place and any(one.last == first.first - 1 for one in fact.reading.all("place"))


def _issued_by_others(fact: Found) -> bool:
    """Whether the number of a document says that it is somebody else's than who is named with it."""
    if fact.pattern.kind != "official_document" or fact.pattern.relation != "issued_by":
        return False
    numbers = [one.value for one in fact.subjects if one.kind == "document" and one.value]
    return any(not may_issue(fact.reading, who, number) for who in fact.objects for number in numbers)


def _only_chairs(fact: Found) -> bool:
    """Whether who would organise an event is an official who chairs it: "Chủ tịch … chủ trì Hội nghị …"."""
    if fact.pattern.relation != "organised_by" or not fact.objects:
        return False
    who, reading = fact.objects[0], fact.reading
    words = reading.sentence.words[who.last : fact.subjects[0].first]
    chairs = "chủ" in words and "trì" in words and words[-2:] != ["tổ", "chức"]
    return chairs and _is_official(fact)


def _only_the_matter(fact: Found) -> bool:
    """Whether to hold an event is what somebody speaks of: "về việc tổ chức …", "đề xuất tổ chức …"."""
    if fact.pattern.kind != "event":
        return False
    first, words = fact.subjects[0].first, fact.reading.sentence.words
    starts = [at for at, end in fact.reading.listed("organise").items() if end == first]
    asked = any(_asked_before(fact.reading, at) for at in starts)
    return asked or any(
        tuple(words[max(0, at - 2) : at]) in _MATTERS or words[at - 1] == "việc" for at in starts
    )


def _only_a_prize(fact: Found) -> bool:
    """Whether to be at an event is what somebody wins or pays for: "một suất tham dự …"."""
    if fact.pattern.kind != "event" or fact.date is not None:
        return False
    first, words = fact.subjects[0].first, fact.reading.sentence.words
    starts = [at for at, end in fact.reading.listed("attend").items() if end == first]
    return any(words[at - 1] in ("suất", "vé", "quyền", "phí", "bổng", "ký", "kí") for at in starts if at)


def _only_its_prize(fact: Found) -> bool:
    """Whether a prize is won at what has no name of its own: "giải nhất cuộc thi năm 2018"."""
    if fact.pattern.kind != "event" or fact.pattern.relation != "awarded":
        return False
    event, sentence = fact.subjects[0], fact.reading.sentence
    inside = range(event.low + 1, event.high)
    return not any(sentence.capital[at] or sentence.words[at] == '"' for at in inside)


def _only_to_be_there(fact: Found) -> bool:
    """Whether somebody will be at an event of which no day is told: "Chiều nay, Thủ tướng sẽ dự …"."""
    if fact.pattern.kind != "event" or fact.date is not None or fact.objects:
        return False
    event, words = fact.subjects[0], fact.reading.sentence.words
    if any(word.isdigit() and len(word) == 4 for word in words[event.low : event.high]):
        return False
    starts = [at for at, end in fact.reading.listed("attend").items() if end == event.first]
    return any("sẽ" in words[max(0, at - 1) : event.first] for at in starts)


def _only_counted(fact: Found) -> bool:
    """Whether events are only counted: "đã mở nhiều lớp tập huấn", "tổ chức 46 hội nghị"."""
    if fact.pattern.kind != "event" or fact.date is not None:
        return False
    event, sentence = fact.subjects[0], fact.reading.sentence
    before = sentence.words[max(0, event.low - 2) : event.low]
    many = {"nhiều", "những", "hàng", "chục", "trăm"}.intersection([*before, sentence.words[event.low]])
    counted = bool(many) or (bool(before) and before[-1].isdigit())
    inside = range(event.low, event.high)
    return counted and not any(sentence.capital[at] or sentence.words[at] == '"' for at in inside)


def _only_since(fact: Found) -> bool:
    """Whether a founding only says since when something else is so: "Từ khi Trung tâm … ra đời, …"."""
    if fact.pattern.kind != "body_established" or fact.objects or fact.date is not None:
        return False
    first = fact.subjects[0].first
    return first > 0 and fact.reading.sentence.words[first - 1] == "khi"


def _only_talked_of(fact: Found) -> bool:
    """Whether it is asked for or thought of, not done: "đề xuất thành lập …", "tham mưu UBND tỉnh …"."""
    reading = fact.reading
    if fact.objects and _asked_of(reading, min(one.first for one in (*fact.objects, *fact.subjects))):
        return not _was_done(fact)
    if _asked_between(fact):
        return True
    if fact.pattern.kind != "body_established":
        return False
    body = fact.subjects[0].first
    if not fact.objects and fact.date is None and body in reading.listed("asking").values():
        # "mong Hội sớm đi vào hoạt động".
        return True
    ends = {end: at for at, end in sorted(reading.listed("found").items(), reverse=True)}
    before = [end for end in ends if end <= fact.subjects[0].first]
    if not before or fact.subjects[0].first - max(before) > 10:
        return False
    at = ends[max(before)]
    if any(reading.matches("intended", start) == at for start in range(max(0, at - 4), at)):
        return True
    if any(one.last == at and _asked_of(reading, one.first) for one in reading.all("actor")):
        return True
    if not fact.objects and (
        _asked_before(reading, at) or (fact.date is None and _only_aimed_at(reading, at))
    ):
        return True
    behind = range(fact.subjects[-1].last, min(len(reading.sentence), fact.subjects[-1].last + 2))
    if any(reading.matches("pending", start) > start for start in behind):
        return True
    outside = range(max(0, at - 4), min(at, fact.match.first))
    return any(reading.matches("unreal", start) == at for start in outside)


def _only_built(fact: Found) -> bool:
    """Whether what is drawn up is a project, which is built, or what is issued is only a draft."""
    if fact.pattern.kind != "official_document":
        return False
    words, first = fact.reading.sentence.words, fact.subjects[0].first
    if fact.pattern.relation == "drawn_up_by" and any(one.value == LONE for one in fact.objects):
        # "tập đoàn đã xây dựng đề án": said in passing, without a name.
        return True
    if fact.pattern.relation == "drawn_up_by":
        return words[first : first + 2] == ["dự", "án"]
    if fact.pattern.relation == "announced_by" and not fact.reading.sentence.capital[first]:
        # "công bố chiến lược trở thành …": what somebody means to do.
        return words[first : first + 2] in (["lộ", "trình"], ["chiến", "lược"], ["kế", "hoạch"])
    between = words[fact.objects[-1].last : first] if fact.objects else []
    # "trình phê duyệt đề án": somebody else is to decide.
    return not {("dự", "thảo"), ("trình", "phê"), ("trình", "ban")}.isdisjoint(pairwise(between))


def _not_yet(fact: Found) -> bool:
    """Whether a document is only to be approved or issued: "Đề án … sẽ được UBND tỉnh phê duyệt"."""
    numbered = any(one.kind == "document" and one.value for one in fact.subjects)
    if fact.pattern.kind != "official_document" or numbered:
        return False
    named = [one for one in (*fact.subjects, *fact.objects) if one.elsewhere is None]
    first, words = fact.match.first, fact.reading.sentence.words
    after = words[max(0, first - 2) : first - 1] == ["sau"]
    if words[max(0, first - 1) : first] in (["nếu"], ["chờ"], ["khi"]) and fact.date is None and not after:
        # "Nếu đề án được Thủ tướng phê duyệt, …"
        return True
    return any(
        fact.match.first <= at < fact.match.last and not any(one.first <= at < one.last for one in named)
        for at in fact.reading.listed("future")
    )


def _is_number(fact: Found) -> bool:
    """Whether who would hold a post is a document: "Decision 749/QD-TTg, the Prime Minister …"."""
    if fact.pattern.kind != "person_post":
        return False
    who = fact.subjects[0]
    return any(one.first < who.high and who.low < one.last for one in fact.reading.all("document"))


def _only_a_calling(fact: Found) -> bool:
    """Whether somebody is only said to live by something: "anh A, hướng dẫn viên du lịch"."""
    if fact.pattern.kind != "person_post":
        return False
    reading = fact.reading
    return not any(
        post.inner is not None
        or reading.matches("post_calling", post.low) == post.low
        or any(reading.sentence.capital[post.low + 1 : post.high])
        for post in fact.objects
    )


def _asked_between(fact: Found) -> bool:
    """Whether who acts only asks others: "Chủ tịch yêu cầu Sở … sớm ban hành quy chế …"."""
    if fact.pattern.kind not in ("official_document", "body_established") or not fact.objects:
        return False
    words = fact.reading.sentence.words
    last, first = fact.objects[-1].last, fact.subjects[0].first
    if any(fact.reading.matches("consent", at) > at for at in range(last, first)):
        return False
    for at, end in fact.reading.listed("asking").items():
        if last <= at < first and fact.reading.matches("compound", at) == at:
            advised = fact.reading.matches("advising", at) > at and "đã" in words[max(0, at - 2) : at]
            if not advised and _DONE.isdisjoint(words[end:first]) and _somebody_at(fact.reading, end):
                return True
    return False


def _somebody_at(reading: Reading, at: int) -> bool:
    """Whether who is asked, or what to do, follows a verb of asking: not "giao đất và thành lập …"."""
    told = reading.sentence.words[at : at + 1] in (["các"], ["cho"], ["sớm"])
    verbs = any(reading.matches(name, at) > at for name in ("found", "issue", "advising"))
    return told or verbs or any(reading.at(kind, at) for kind in ("actor", "group"))


def _was_done(fact: Found) -> bool:
    """Whether who was asked did it: "đã tham mưu UBND tỉnh ban hành …", or the paper has its number."""
    if fact.pattern.kind not in ("official_document", "body_established"):
        return False
    reading = fact.reading
    first = min(one.first for one in (*fact.objects, *fact.subjects))
    first -= reading.sentence.words[first - 1] == "cho"
    advised = [at for at, end in reading.listed("advising").items() if end == first]
    numbered = any(one.kind == "document" and one.value for one in fact.subjects)
    done = any("đã" in reading.sentence.words[max(0, at - 2) : at] for at in advised)
    return bool(advised) and (done or numbered)


def _only_aimed_at(reading: Reading, at: int) -> bool:
    """Whether the verb here says what is to be: "mục tiêu … là hình thành …"."""
    return any(reading.matches("aiming", start) > start for start in range(max(0, at - 16), at))


def _asked_before(reading: Reading, at: int) -> bool:
    """Whether the verb here is what others are asked to do: "đề nghị các sở sớm thành lập …"."""
    words = reading.sentence.words
    for start in range(max(0, at - _MAX_ASKED), at):
        asked = reading.matches("asking", start)
        if start < asked <= at and _DONE.isdisjoint(words[asked:at]):
            return True
    return False


def _asked_of(reading: Reading, at: int) -> bool:
    """Whether who is named here is only asked to act: "tham mưu (cho) UBND tỉnh …"."""
    if at > 0 and reading.sentence.words[at - 1] in ("cho", "với", "lên"):
        at -= 1
    return any(reading.matches("asking", start) == at for start in range(max(0, at - 4), at))
