"""Whether what a sentence tells of is only asked for, advised, aimed at or depends on something."""

from __future__ import annotations

from .finding import Found
from .mentions import Reading

# How far before a founding stands who is asked for it; these words between say that it was done.
_MAX_ASKED = 12
_DONE = frozenset({"đã", "vừa", "được", ";", ":", '"'})
_CONDITIONS = frozenset({"nếu", "if", "unless", "provided"})


def is_conditional(fact: Found) -> bool:
    """Whether it will be done only if: "sẽ lập công ty nếu dự án được duyệt", "if funds allow"."""
    words = fact.reading.sentence.words
    planned = any(fact.reading.matches("future", at) > at for at in range(fact.match.first, fact.match.last))
    return planned and not _CONDITIONS.isdisjoint(words)


def only_asked_for(fact: Found) -> bool:
    """Whether it is asked for or thought of, not done: "đề xuất thành lập …", "tham mưu UBND tỉnh …"."""
    reading = fact.reading
    if fact.objects and _asked_of(reading, min(one.first for one in (*fact.objects, *fact.subjects))):
        return not (_was_done(fact) or _is_prepared(fact))
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
    paper = at - (reading.sentence.words[at - 1] in ("về", "việc"))
    if any(reading.matches("agreement_paper", start) == paper for start in range(max(0, paper - 5), paper)):
        # "ký thỏa thuận thành lập liên doanh": what was agreed on is still to be founded.
        return True
    if any(one.last == at and _asked_of(reading, one.first) for one in reading.all("actor")):
        return True
    if not fact.objects and (
        asked_before(reading, at) or (fact.date is None and _only_aimed_at(reading, at))
    ):
        return True
    behind = range(fact.subjects[-1].last, min(len(reading.sentence), fact.subjects[-1].last + 2))
    if any(reading.matches("pending", start) > start for start in behind):
        return True
    outside = range(max(0, at - 4), min(at, fact.match.first))
    return any(reading.matches("unreal", start) == at for start in outside)


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


def _is_prepared(fact: Found) -> bool:
    """Whether an office of its own accord prepares a founding: "Sở đang tham mưu UBND tỉnh thành lập …".

    Only where the quote says so: UBND tỉnh is still to decide.
    """
    if fact.pattern.relation != "to_be_established_by":
        return False
    reading, first = fact.reading, min(one.first for one in (*fact.objects, *fact.subjects))
    first -= reading.sentence.words[first - 1] == "cho"
    advised = [at for at, end in reading.listed("advising").items() if end == first]
    if not advised or asked_before(reading, advised[0]):
        return False
    return fact.match.first < advised[0]


def _only_aimed_at(reading: Reading, at: int) -> bool:
    """Whether the verb here says what is to be: "mục tiêu … là hình thành …"."""
    return any(reading.matches("aiming", start) > start for start in range(max(0, at - 16), at))


def asked_before(reading: Reading, at: int) -> bool:
    """Whether the verb here is what others are asked to do: "đề nghị các sở sớm thành lập …"."""
    words = reading.sentence.words
    for start in range(max(0, at - _MAX_ASKED), at):
        asked = _asking_end(reading, start)
        if start < asked <= at and _DONE.isdisjoint(words[asked:at]):
            return True
    return False


def _asked_of(reading: Reading, at: int) -> bool:
    """Whether who is named here is only asked to act: "tham mưu (cho) UBND tỉnh …"."""
    if at > 0 and reading.sentence.words[at - 1] in ("cho", "với", "lên"):
        at -= 1
    return any(_asking_end(reading, start) == at for start in range(max(0, at - 4), at))


def _asking_end(reading: Reading, start: int) -> int:
    """Behind the verb of asking that begins here; ``start`` for none: "giao" of "Bộ Ngoại giao" is none."""
    end = reading.matches("asking", start)
    if end == start or reading.matches("compound", start) > start:
        return start
    named = any(one.first < start < one.last for one in reading.all("organisation"))
    return start if named else end
