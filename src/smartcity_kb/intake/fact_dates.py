"""The day of a fact: what its pattern took, or the only day that its words or the sentence's opening give."""

from __future__ import annotations

from .mentions import Mention, Reading
from .patterns_load import Pattern
from .patterns_match import Match

_KINDS = frozenset({"agreement", "event", "body_established", "official_document"})
# The tokens before a date that opens a sentence: "TTO - Sáng 9-3, …", "Trước đó, ngày 5/6, …".
_MAX_DATELINE = 8
# As many tokens as a name with its post may take between the date and the words of the fact.
_MAX_HOLDER = 30
_BOUNDS = frozenset({"trước", "before", "until", "till"})
# A term of office or a stage is no day of founding: "nhiệm kỳ 2018-2023".
_TERMS = frozenset({"nhiệm", "giai"})
_TURNS = frozenset({";", ":", '"', "khi", "sau", "theo"})


def with_date(match: Match, pattern: Pattern, reading: Reading) -> Match:
    """The match with the date of its fact in the pattern's slot for it; longer where that stands before it.

    Only a pattern that has a date may get one. "Ngày 5/6, ông A, | Chủ tịch UBND tỉnh đã ký …" is dated by
    what opens the sentence, "UBND tỉnh hôm 5/6 ký …" by the only day inside. A day that is not the fact's
    is taken out of the slot.
    """
    if not pattern.date or pattern.kind not in _KINDS:
        return match
    dates = match.slots.get(pattern.date, [])
    if dates and pattern.relation == "approved_by" and (document := _document_of(reading, match, dates[0])):
        # "ban hành kế hoạch thực hiện Chương trình số 5 ngày 2/3/2020": the day of what is carried out.
        return _dated(match._replace(last=document.last), pattern.date, [])
    if dates:
        return _dated(match, pattern.date, []) if _bounds_another(reading, pattern, dates[0]) else match
    moments = [found[0] for _, found in sorted(reading.table("moment").items())]
    inside = [one for one in moments if match.first <= one.first and one.last <= match.last]
    if inside:
        alone = len(inside) == 1 and not _of_another(reading, pattern, match, inside[0])
        return _dated(match, pattern.date, inside) if alone else match
    opening = _opening(reading, match, moments)
    if opening is None or _bounds_another(reading, pattern, opening):
        return match
    return _dated(match._replace(first=opening.first), pattern.date, [opening])


def _document_of(reading: Reading, match: Match, date: Mention) -> Mention | None:
    """The document at the end of a title that a day stands right behind, unless the pattern took it."""
    if date.elsewhere or date.last != match.last:
        return None
    taken = [one for mentions in match.slots.values() for one in mentions if one.kind == "document"]
    for found in reading.table("document").values():
        for one in found:
            if date.first - 1 <= one.last <= date.first and one not in taken:
                return one
    return None


def _dated(match: Match, slot: str, dates: list[Mention]) -> Match:
    return match._replace(slots={**match.slots, slot: dates})


def _bounds_another(reading: Reading, pattern: Pattern, moment: Mention) -> bool:
    """Whether a day says until when, not when ("trước ngày 1/5"), or dates the document an event is about."""
    # The day may stand in the sentence before, where the matched words go on from.
    reading = moment.elsewhere or reading
    words = reading.sentence.words
    if not _BOUNDS.isdisjoint(words[max(0, moment.first - 1) : moment.first + 1]):
        return True
    if pattern.kind == "body_established" and words[moment.first] in _TERMS:
        return True
    documents = (m for found in reading.table("document").values() for m in found)
    return pattern.kind == "event" and any(one.last == moment.first for one in documents)


def _of_another(reading: Reading, pattern: Pattern, match: Match, moment: Mention) -> bool:
    """Whether a day inside is part of a name or the day of a document that is not what the fact is about."""
    taken = [one for mentions in match.slots.values() for one in mentions]
    if _bounds_another(reading, pattern, moment) or any(
        one.first <= moment.first < one.last for one in taken
    ):
        return True
    words = reading.sentence.words
    before = moment.first - (words[moment.first - 1] == ",")
    documents = (m for found in reading.table("document").values() for m in found)
    return pattern.kind != "official_document" and any(one.last == before for one in documents)


def _opening(reading: Reading, match: Match, moments: list[Mention]) -> Mention | None:
    """The day that opens the sentence, when only who acts stands between it and the words of the fact."""
    moment = moments[0] if moments else None
    if moment is None or moment.first > _MAX_DATELINE or not 0 < match.first - moment.last <= _MAX_HOLDER:
        return None
    words = reading.sentence.words
    between = range(moment.last, match.first)
    verbs = ("predicate", "saying", "attribution", "attend")
    acts = any(reading.matches(name, at) > at for at in between for name in verbs)
    return None if acts or not _TURNS.isdisjoint(words[moment.last : match.first]) else moment
