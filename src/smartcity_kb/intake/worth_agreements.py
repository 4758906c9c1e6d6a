"""What patterns find of agreements that is none: wished for, drafted, the place of signing, other clauses."""

from __future__ import annotations

from itertools import pairwise

from .finding import Found
from .mentions import Mention, Reading

# Behind these stands who something is done with, for or by, not who goes on to act.
_PASSIVE_ENDS = frozenset({"từ", "cho", "của", "với", "cùng"})


# As many tokens as "một số trường đại học" has.
_MAX_UNNAMED = 7


def by_actor(fact: Found) -> Found:
    """An agreement signed by who acts, not by whom that was done with: "A nhận vốn từ B và ký với C"."""
    if fact.reading.english:
        return fact
    words = fact.reading.sentence.words
    fact = _without_countries(_without_seat(fact))
    first, last = fact.subjects[0].first, fact.subjects[-1].last
    if first == 0 or words[first - 1] not in _PASSIVE_ENDS or words[last : last + 1] != ["và"]:
        return fact
    actors = [one for one in fact.reading.all("subject") if one.last < first]
    return fact._replace(subjects=actors[-1:]) if actors else fact


def _without_seat(fact: Found) -> Found:
    """An agreement without whose house it was signed in: "tại trụ sở UBND tỉnh, Công ty A ký …"."""
    words, scenes = fact.reading.sentence.words, fact.reading.listed("scene")
    seats = {end for at, end in scenes.items() if at > 0 and words[at - 1] in ("tại", "ở")}
    acting = [one for one in fact.subjects if one.first not in seats]
    return fact._replace(subjects=acting) if acting else fact


def _without_countries(fact: Found) -> Found:
    """An agreement without the countries of unnamed partners: "với một số trường ở Hàn Quốc và Đài Loan"."""
    named: list[Mention] = []
    left_out: list[Mention] = []
    for one in fact.objects:
        (left_out if _is_of_unnamed(fact.reading, one, left_out) else named).append(one)
    return fact._replace(objects=named)


def _is_of_unnamed(reading: Reading, party: Mention, before: list[Mention]) -> bool:
    """Whether a country only says where some are that have no name: "các doanh nghiệp | Nhật Bản"."""
    if party.elsewhere is not None or reading.matches("country", party.low) != party.high:
        return False
    sentence = reading.sentence
    if any(one.last == party.low - 1 for one in before) and sentence.words[party.low - 1] in ("và", ","):
        return True
    starts = range(max(0, party.low - _MAX_UNNAMED), party.low - 1)
    small = [not capital or upper for capital, upper in zip(sentence.capital, sentence.upper, strict=True)]
    return any(reading.matches("plural", at) > at and all(small[at + 1 : party.low]) for at in starts)


def is_no_agreement(fact: Found) -> bool:
    """Whether who would sign is where it was signed, or who saw it: "tại A, …", "A và B chứng kiến lễ ký"."""
    words = fact.reading.sentence.words
    # "với Sakai (Nhật Bản) về muối, ký …": the country is only where Sakai is.
    if any(one.first > 0 and words[one.first - 1] in ("tại", "ở", "(") for one in fact.subjects):
        return True
    if not fact.objects or _is_wish(fact):
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
