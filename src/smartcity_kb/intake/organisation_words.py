"""What an organisation's name begins with, and names of capital or foreign words ("Becamex IDC")."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from .find_people import is_korean, vietnamese_name_end
from .find_places import opens_company
from .mentions import Mention, Reading
from .syllables import is_vietnamese

ROMAN = frozenset({
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv",
    "xvi", "xvii", "xviii", "xix", "xx",
})  # fmt: skip


# The tokens that the members of a consortium take, and what begins behind the last of them.
_MAX_CONSORTIUM = 40
_ENDS_CONSORTIUM = frozenset({"với", "đã", "vừa", "sẽ", "ký", "kí", "được", "là", "về", ";"})
_NO_PARTNERS = ("english_not_an_organisation", "english_demonym", "honorific", "english_place_unit")
# As many tokens as a document's number may have before its last part.
_NUMBER_PARTS = 8


def find_names(reading: Reading) -> Iterator[Mention]:
    """Proper names that are no Vietnamese words: capitals, foreign words ("Becamex IDC")."""
    sentence = reading.sentence
    at = 0
    while at < len(sentence):
        end = name_end(reading, at) if sentence.capital[at] else at
        if end == at and not reading.english:
            end = max(company_end(reading, at), _known_end(reading, at))
        if end == at and sentence.capital[at]:
            end = _english_name_end(reading, at) if reading.english else _member_end(reading, at)
        if end > at:
            yield Mention("name", at, end, at, end)
            closed = bracketed_end(reading, end)
            if closed > end:
                yield Mention("name", at, closed, at, closed)
        at = max(end, at + 1)


def _known_end(reading: Reading, index: int) -> int:
    """Where the short name of a company ends that an earlier sentence named in full; else ``index``."""
    sentence = reading.sentence
    if not reading.known or not sentence.capital[index]:
        return index
    for end in range(min(len(sentence), index + 4), index + 1, -1):
        if tuple(sentence.words[index:end]) in reading.known and all(sentence.capital[index:end]):
            return end
    return index


def _english_name_end(reading: Reading, index: int) -> int:
    called = max(_called_company_end(reading, index), _partner_end(reading, index))
    return index + 1 if called == index and _signs(reading, index) else called


def _partner_end(reading: Reading, index: int) -> int:
    """Where two or more foreign words in capitals end that an agreement is signed with; else ``index``.

    They stand behind "with", or behind "and" before the verb: "A and Hansol Logis Tech signed …".
    """
    sentence = reading.sentence
    before = sentence.words[max(0, index - 1) : index]
    if before not in (["with"], ["and"]) or "<english_sign>" not in reading.cues:
        return index
    at = index
    while at < min(len(sentence), index + 5) and sentence.capital[at] and sentence.words[at].isalpha():
        if reading.at("place", at) or any(reading.matches(name, at) > at for name in _NO_PARTNERS):
            return index
        if vietnamese_name_end(reading, at) > at or is_korean(reading, at):
            return index
        at += 1
    if at - index < 2 or is_vietnamese(sentence.words[index]):
        return index
    behind = at
    if sentence.words[at : at + 1] == ["of"]:
        seat = reading.longest("place", at + 1 + (sentence.words[at + 1 : at + 2] == ["the"]))
        behind = seat.last if seat is not None else at
    signs = any(reading.matches("english_sign", k) > k for k in range(behind, min(len(sentence), behind + 3)))
    return at if before == ["with"] or signs else index


_AUXILIARIES = frozenset(
    {"has", "have", "will", "also", "recently", "previously", "then", "later", "earlier"}
)


def _signs(reading: Reading, index: int) -> bool:
    """Whether one foreign word in capitals signs, alone or with a party: "Sonavex signed a deal"."""
    sentence = reading.sentence
    words = sentence.words
    if "<english_sign>" not in reading.cues or is_vietnamese(words[index]) or not words[index].isalpha():
        return False
    lists = (
        "english_not_an_organisation",
        "english_demonym",
        "english_stop",
        "english_place_unit",
        "honorific",
    )
    if any(reading.matches(name, index) > index for name in lists) or sentence.capital[index - 1 : index] == [
        True
    ]:
        return False
    at = index + 1
    if words[at : at + 1] == ["and"]:
        other = at + 1 + (words[at + 1 : at + 2] == ["the"])
        return bool(reading.at("place", other)) or bool(reading.at("organisation", other))
    while words[at : at + 1] and words[at] in _AUXILIARIES:
        at += 1
    return reading.matches("english_sign", at) > at


def company_end(reading: Reading, index: int) -> int:
    """Where a name of Vietnamese words ends whose last word is a company's: "Phố Hiến Land"."""
    sentence = reading.sentence
    if not sentence.capital[index] or not _may_open_company(reading, index):
        return index
    for at in range(index + 1, min(len(sentence), index + 5)):
        if not sentence.capital[at] or not sentence.words[at].isalpha():
            return index
        if (end := reading.matches("company_tail", at)) > at:
            return end
    return index


def _may_open_company(reading: Reading, index: int) -> bool:
    """Whether no other name begins here, and the capital is not only that of a sentence."""
    lists = (
        "not_an_organisation",
        "honorific",
        "stop",
        "predicate",
        "organisation_head",
        "province",
        "country",
    )
    return not any(reading.matches(name, index) > index for name in lists) and not opens_other(reading, index)


def in_consortium(reading: Reading, at: int) -> bool:
    """Whether what stands here is said of the members of a consortium: behind "liên danh", before a verb."""
    for end in reading.listed("consortium").values():
        between = reading.sentence.words[end:at]
        if 0 <= at - end <= _MAX_CONSORTIUM and _ENDS_CONSORTIUM.isdisjoint(between):
            return True
    return False


def _called_company_end(reading: Reading, index: int) -> int:
    """Where capital words end that "the … company", "the … firm" before them says what they are."""
    sentence = reading.sentence
    words = sentence.words
    if index not in reading.listed("english_company_noun").values() or sentence.capital[index - 1]:
        return index
    at = index
    while at < min(len(words), index + 4) and sentence.capital[at] and words[at].isalpha():
        if vietnamese_name_end(reading, at) > at or reading.matches("honorific", at) > at:
            return index
        at += 1
    return at


def _member_end(reading: Reading, index: int) -> int:
    """Where the name of a consortium's member ends that starts here, whatever its words; else ``index``."""
    sentence = reading.sentence
    words = sentence.words
    if "<consortium>" not in reading.cues:
        return index
    opens = index in reading.listed("consortium").values()
    joined = index > 0 and words[index - 1] in ("-", ",", "và") and in_consortium(reading, index)
    if not (opens or joined) or head_end(reading, index) > index or reading.at("place", index):
        return index
    at = index
    while at < min(len(words), index + 5) and sentence.capital[at] and words[at].isalpha():
        at += 1
    return at


def listed_end(reading: Reading, index: int) -> int:
    """Where a name of the lists ends that starts here; ``index`` when none does."""
    if not reading.sentence.capital[index]:
        return index
    return reading.matches("organisation_name", index)


def head_end(reading: Reading, index: int) -> int:
    """Where the head of an organisation's name ends that starts here; ``index`` when none does."""
    end = reading.matches("organisation_head", index)
    if reading.sentence.capital[index]:
        end = max(end, reading.matches("organisation_head_capital", index))
    # "Viện trưởng" is who leads an institute.
    leads = end == index + 1 and reading.sentence.words[end : end + 1] in (["trưởng"], ["phó"])
    # "Khoa học", "Phòng chống": words that only begin like a head.
    other = end == index + 1 and reading.matches("no_head", index) > end
    return index if leads or other else end


def opens_other(reading: Reading, at: int) -> bool:
    """Whether another post begins here: an organisation may well hold another's name in its own."""
    if any(reading.matches(name, at) > at for name in ("post_head", "post_member", "post_state")):
        return True
    return reading.matches("honorific", at) > at


def branch_end(reading: Reading, index: int) -> int:
    """Where a utility's branch ends that is called after a place alone: "Viễn thông Đồng Nai"."""
    head = reading.matches("branch_head", index)
    if head == index or not reading.sentence.capital[index]:
        return index
    end = max(reading.matches("province", head), reading.matches("city", head))
    return end if end > head else index


def bracketed_end(reading: Reading, at: int) -> int:
    """After a short bracket that holds an abbreviation or a place: "(VNPT)", "(Hà Lan)"."""
    sentence = reading.sentence
    if at >= len(sentence) or sentence.words[at] != "(":
        return at
    closed = reading.closing(at, 9)
    if not closed or not sentence.capital[at + 1] or opens_other(reading, at + 1):
        return at
    inside = range(at + 1, closed - 1)
    fits = all(sentence.capital[k] or not sentence.words[k].isalpha() for k in inside)
    other = reading.longest("place", at + 1) is not None or head_end(reading, at + 1) > at + 1
    return closed if fits or other else at


def name_end(reading: Reading, index: int) -> int:
    """Where a name of capital or foreign words ends that starts here; ``index`` when none does."""
    sentence = reading.sentence
    the = sentence.capital[index] and sentence.words[index] == "the" and not reading.english
    # "The Urban Catapult": an article opens the foreign name.
    start = index + 1 if the and index + 1 < len(sentence) else index
    if not _foreign(reading, start) and not opens_company(reading, start):
        return index
    at = start + 1
    while at < min(len(sentence), index + 6):
        word = sentence.words[at]
        if _foreign(reading, at):
            at += 1
        elif word in ("-", "&") and at + 1 < len(sentence) and _foreign(reading, at + 1):
            at += 2
        elif sentence.capital[at] and not opens_other(reading, at) and head_end(reading, at) == at:
            if vietnamese_name_end(reading, at) > at:
                break
            at += 1
        else:
            break
    return at


def _foreign(reading: Reading, index: int) -> bool:
    """Whether a capital word is an acronym or no Vietnamese syllable, and no word that only looks so."""
    sentence = reading.sentence
    if not sentence.capital[index] or not sentence.words[index].isalpha():
        return False
    if sentence.words[index] in ROMAN or in_number(reading, index):
        return False
    if reading.matches("not_an_organisation", index) > index or reading.matches("honorific", index) > index:
        return False
    if any(reading.matches(name, index) > index for name in ("province", "city", "country", "region")):
        return False
    if reading.english:
        return sentence.upper[index] or _has_inner_capital(sentence.quote(index, index + 1))
    return sentence.upper[index] or not is_vietnamese(sentence.words[index])


def _has_inner_capital(word: str) -> bool:
    """Whether a word is written as brands are: "GreenDelta"."""
    return len(word) > 4 and any(a.islower() and b.isupper() for a, b in pairwise(word))


def in_number(reading: Reading, index: int) -> bool:
    """Whether a word is part of a document's number: "TTg" of "950/QĐ-TTg"."""
    sentence = reading.sentence
    at = index
    while sentence.adjacent(at) and index - at < _NUMBER_PARTS:
        at -= 1
        if sentence.words[at][0].isdigit():
            return True
        if not sentence.words[at].isalpha() and sentence.words[at] not in "/-&":
            return False
    return False
