"""What patterns find of documents that is nothing to propose: others' numbers, drafts, what is to come."""

from __future__ import annotations

from itertools import pairwise

from .document_codes import may_issue
from .finding import Found
from .mentions import BARE, LONE


def is_no_document(fact: Found) -> bool:
    """Whether a document is only drafted, awaited, or somebody else's."""
    return (
        _of_no_name(fact)
        or _points_elsewhere(fact)
        or _issued_by_others(fact)
        or _only_built(fact)
        or _not_yet(fact)
    )


def _of_no_name(fact: Found) -> bool:
    """Whether what a decision approves is only pointed at: "Đề án được UBND tỉnh phê duyệt tại …".

    Where nobody is said to approve it ("đề án này được phê duyệt tại …"), that is all there is to say.
    """
    if fact.pattern.relation != "approves":
        return False
    return not fact.pattern.date and any(one.value in (BARE, LONE) for one in fact.objects)


def _points_elsewhere(fact: Found) -> bool:
    """Whether "cụ thể hóa nghị quyết này" stands behind a document that is no resolution."""
    if fact.pattern.relation != "implements":
        return False
    said = set(pairwise(fact.reading.sentence.words[fact.match.first : fact.subjects[0].first]))
    for one in fact.objects:
        if one.elsewhere is not None and one.inner is not None:
            head = one.elsewhere.sentence.words[one.inner.first : one.inner.first + 2]
            if tuple(head) not in said:
                return True
    return False


def _issued_by_others(fact: Found) -> bool:
    """Whether the number of a document says that it is somebody else's than who is named with it."""
    if fact.pattern.relation != "issued_by":
        return False
    numbers = [one.value for one in fact.subjects if one.kind == "document" and one.value]
    return any(not may_issue(fact.reading, who, number) for who in fact.objects for number in numbers)


def _only_built(fact: Found) -> bool:
    """Whether what is drawn up is a project, which is built, or what is issued is only a draft."""
    words, first = fact.reading.sentence.words, fact.subjects[0].first
    if words[first + 2 : first + 3] == ["riêng"] and not fact.reading.sentence.capital[first]:
        # "ban hành nghị quyết riêng về chuyển đổi số": one of its own, no name.
        return True
    small = not fact.reading.sentence.capital[first]
    if fact.pattern.relation == "drawn_up_by" and small and any(one.value == LONE for one in fact.objects):
        # "tập đoàn đã xây dựng đề án": said in passing, without a name.
        return True
    if fact.pattern.relation == "drawn_up_by":
        if ("thành", "lập") in pairwise(words[fact.subjects[-1].last : fact.match.last]):
            # "Quy hoạch … được UBND tỉnh thành lập"
            return True
        named = words[first : first + 2] == ["đề", "án"] or fact.reading.sentence.capital[first]
        drawing = "đang" in words[fact.match.first : first]
        return words[first : first + 2] == ["dự", "án"] or (drawing and not named)
    if fact.pattern.relation == "announced_by" and not fact.reading.sentence.capital[first]:
        # "công bố chiến lược trở thành …": what somebody means to do.
        return words[first : first + 2] in (["lộ", "trình"], ["chiến", "lược"], ["kế", "hoạch"])
    between = words[fact.objects[-1].last : first] if fact.objects else []
    # "trình phê duyệt đề án": somebody else is to decide.
    return not {("dự", "thảo"), ("trình", "phê"), ("trình", "ban")}.isdisjoint(pairwise(between))


def _not_yet(fact: Found) -> bool:
    """Whether a document is only to be approved or issued: "Đề án … sẽ được UBND tỉnh phê duyệt"."""
    numbered = any(one.kind == "document" and one.value for one in fact.subjects)
    if numbered:
        return False
    named = [one for one in (*fact.subjects, *fact.objects) if one.elsewhere is None]
    first, words = fact.match.first, fact.reading.sentence.words
    after = words[max(0, first - 2) : first - 1] == ["sau"]
    if fact.pattern.relation == "announced_by" and fact.reading.sentence.capital[fact.subjects[0].first]:
        # "sẽ công bố Bộ chỉ số …": what has a title is there to be announced.
        return False
    if words[max(0, first - 1) : first] in (["nếu"], ["chờ"], ["khi"]) and fact.date is None and not after:
        # "Nếu đề án được Thủ tướng phê duyệt, …"
        return True
    # "đang soạn thảo Thông tư …, dự kiến ban hành trong quý IV": drafted already.
    end = fact.subjects[0].first if fact.pattern.relation == "drawn_up_by" else fact.match.last
    return any(
        fact.match.first <= at < end and not any(one.first <= at < one.last for one in named)
        for at in fact.reading.listed("future")
    )
