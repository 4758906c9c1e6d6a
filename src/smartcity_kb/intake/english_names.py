"""Where names of several words begin and end in English: "Hue Department of Tourism", "the Board of …"."""

from __future__ import annotations

from collections.abc import Iterator

from .english_post_heads import post_head
from .find_people import is_korean, vietnamese_name_end
from .mentions import Mention, Reading

_LINKS = frozenset({
    "of", "and", "the", "for", "&", "'", "s", "-", "in", "city", "provincial", "municipal", "northern",
    "southern", "central", "eastern", "western", "province", "south", "north", "coastal", "mountainous",
    "highland", "highlands", "delta", "neighbouring", "neighboring", "northernmost", "southernmost",
    "midland", "capital",
})  # fmt: skip
_BOARDS = frozenset(
    {"committee", "commission", "council", "board", "group", "force", "centre", "center", "institute"}
)
_DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_MINISTRIES = frozenset({"ministry", "department", "division", "bureau", "faculty", "school", "institute"})
_FORMS = frozenset({"co", "corp", "company", "corporation", "group", "technologies", "systems", "solutions"})
_HOME = (["vietnam"], ["viet"], ["việt"])
_COMPANY_ENDS = frozenset({
    "corporation", "corp", "company", "group", "ltd", "inc", "jsc", "llc", "limited", "holdings", "tech",
    "technologies", "systems", "solutions", "software", "labs", "electronics", "telecom", "industries",
})  # fmt: skip
_MAX_NAME = 14
# As many tokens as name where a company is: "Ho Chi Minh City-based".
MAX_BASE = 5


def run_end(reading: Reading, start: int) -> int:
    """Where a run of capital words, with links inside it, ends."""
    sentence = reading.sentence
    if not sentence.capital[start] or reading.matches("english_not_an_organisation", start) > start:
        return start
    at = last = start
    while at < min(len(sentence), start + _MAX_NAME):
        word = sentence.words[at]
        place = reading.longest("place", at)
        if place is not None and place.value != "generic":
            # Whole, though it may go on like a person's name: "… of Quang Ninh Province".
            at = last = place.last
        elif sentence.capital[at]:
            titled = post_head(reading, at)[0] > at or reading.matches("honorific", at) > at
            # "… Park Management Board": no Ms Park.
            named = (
                vietnamese_name_end(reading, at) > at
                and reading.matches("english_organisation_head", at) == at
            )
            dated = bool(reading.at("date", at)) or _is_owned_document(reading, at)
            if at > start and (titled or named or dated or _behind_company(reading, at)):
                break
            at += 1
            last = at
        elif word in (".", ",") and (limited := _limited_end(reading, at)) > at:
            at = last = limited
        elif word == "," and _is_ministry(reading, start, at) and fields_end(reading, at) > at:
            at = last = fields_end(reading, at)
        elif word in ("province", "city") and at > start and sentence.capital[at - 1]:
            at += 1
            last = at
        elif word == "on" and _is_board(reading, at):
            at += 1
        elif word == "for" and reading.matches("english_organisation_head", at - 1) < at:
            # "Institute for …" is a name; what "… Bank of Vietnam" is said to be for is none.
            break
        elif (word == "-" and _ends_name(reading, at)) or (word == "and" and _opens_another(reading, at + 1)):
            break
        elif word == "in" and sentence.words[at + 1 : at + 2] not in _HOME:
            # Where it acts, not what it is called: "the Ministry of Health in Can Tho".
            break
        elif word in _LINKS and at > start:
            at += 1
        elif sentence.words[at - 1] == "-" and at > start and sentence.adjacent(at) and word.isalpha():
            # "Hi-tech Park": the second half of a compound stays in lower case.
            at += 1
        else:
            break
    return last


def _limited_end(reading: Reading, at: int) -> int:
    """Behind the form of a company after its mark: "Hansol Systems Co | ., Ltd."; else ``at``."""
    words = reading.sentence.words
    end = at
    while end < min(len(words), at + 2) and words[end] in (".", ","):
        end += 1
    if words[at - 1] not in _FORMS or words[end : end + 1] not in (["ltd"], ["inc"], ["llc"]):
        return at
    dotted = words[end + 1 : end + 2] == ["."] and reading.sentence.adjacent(end + 1)
    goes_on = words[end + 2 : end + 3] != [] and not reading.sentence.capital[end + 2]
    return end + 2 if dotted and goes_on else end + 1


def _is_ministry(reading: Reading, start: int, end: int) -> bool:
    words = reading.sentence.words[start:end]
    return "of" in words and not _MINISTRIES.isdisjoint(words)


def fields_end(reading: Reading, comma: int) -> int:
    """Behind the fields that a comma joins in a name: "Ministry of Culture | , Sports and Tourism"."""
    sentence = reading.sentence
    joined = False
    at = comma + 1
    while at < min(len(sentence), comma + 10) and (
        sentence.capital[at] or sentence.words[at] in ("and", ",")
    ):
        lists = ("english_organisation_head", "english_organisation_name", "organisation_name")
        named = any(reading.matches(name, at) > at for name in lists) or reading.at("place", at)
        if named or sentence.upper[at] or post_head(reading, at)[0] > at:
            return comma
        if joined and (not sentence.capital[at] or vietnamese_name_end(reading, at) > at):
            break
        joined = joined or sentence.words[at] == "and"
        at += 1
    return at if joined and sentence.capital[at - 1] else comma


def _is_owned_document(reading: Reading, at: int) -> bool:
    """Whether the document of the body before begins here: "the Ministry of Health's Decision No. 4"."""
    return reading.sentence.words[at - 1] == "s" and reading.matches("english_document_type", at) > at


def _is_board(reading: Reading, at: int) -> bool:
    """Whether a body before is called after what stands behind "on": "National Committee on …"."""
    sentence = reading.sentence
    called = sentence.capital[at + 1 : at + 2] == [True] and sentence.words[at + 1] not in _DAYS
    return called and sentence.words[at - 1] in _BOARDS and not reading.at("date", at + 1)


def _opens_another(reading: Reading, at: int) -> bool:
    """Whether what stands behind "and" is no second part of a name: "and the …", "and Japanese firm …"."""
    if reading.sentence.words[at : at + 1] == ["the"] or reading.matches("english_demonym", at) > at:
        return True
    return past_base(reading, at) > at or past_owner(reading, at) > at


def past_base(reading: Reading, at: int) -> int:
    """Behind where a company is, before its name: "Seoul-based | Green Data"; ``at`` when it is not said."""
    sentence = reading.sentence
    for end in range(at + 1, min(len(sentence) - 1, at + MAX_BASE)):
        if not sentence.capital[end - 1]:
            break
        if sentence.words[end : end + 2] == ["-", "based"]:
            return end + 2
    return at


def past_owner(reading: Reading, at: int) -> int:
    """Behind the country whose body or city follows: "South Korea's | Green Data"; ``at`` for none."""
    words = reading.sentence.words
    end = reading.matches("country", at)
    return end + 2 if end > at and words[end : end + 2] == ["'", "s"] else at


def is_cued(reading: Reading, at: int, end: int) -> bool:
    """Whether the word before a run of capitals says that a company is called so."""
    words = reading.sentence.words
    person = vietnamese_name_end(reading, at) > at or is_korean(reading, at)
    return (
        not person
        and not reading.at("place", at)
        and at > 0
        and end > at
        and (
            at in reading.listed("english_company_noun").values()
            or words[max(0, at - 2) : at] == ["-", "based"]
        )
    )


def _ends_name(reading: Reading, at: int) -> bool:
    """Whether a dash ends a name: "Singapore-based", or a dateline before the first sentence."""
    sentence = reading.sentence
    spaced = not sentence.adjacent(at) and not sentence.adjacent(at + 1)
    following = sentence.words[at + 1 : at + 2]
    written = all(sentence.upper[k] or sentence.words[k] == "," for k in range(at))
    dateline = at < 8 and (written or following == ["the"])
    return following == ["based"] or (spaced and dateline)


def _behind_company(reading: Reading, at: int) -> bool:
    """Whether the name of a company ended before: "… Corporation Jane Doe"."""
    ended = reading.matches("english_organisation_tail", at - 1) == at
    goes_on = reading.matches("english_organisation_head", at) > at or bool(reading.at("place", at))
    return ended and not goes_on


def without_country(reading: Reading, at: int, end: int) -> int:
    """Where a company's name ends before its country: "Lotus Tech | of the Republic of Korea"."""
    words = reading.sentence.words
    for k in range(at + 1, end - 1):
        start = k + 1 + (words[k + 1] == "the")
        if words[k] == "of" and words[k - 1] in _COMPANY_ENDS and reading.matches("country", start) == end:
            return k
    return end


def name_parts(reading: Reading, start: int, end: int) -> Iterator[Mention]:
    """The parts of "A Group and B Company": two names, not one, when each has its head."""
    for at in range(start + 1, end - 1):
        if reading.sentence.words[at] != "and":
            continue
        sides = ((start, at), (at + 1, end))
        if all(has_head(reading, low, high) and not _is_only_head(reading, low, high) for low, high in sides):
            for low, high in sides:
                yield Mention("organisation", low, high, low, without_country(reading, low, high))
        elif reading.matches("english_organisation_tail", at - 1) == at and any(
            one.last == end for one in reading.at("place", at + 1)
        ):
            # "Lotus Group and Hai Phong City": a company and a city.
            yield Mention("organisation", start, at, start, at)
        elif any(one.last == at for one in reading.at("place", start)) and at + 1 < end - 1:
            # "Hai Phong and Hansol Group": a city and a company.
            yield Mention("organisation", at + 1, end, at + 1, without_country(reading, at + 1, end))


def _is_only_head(reading: Reading, low: int, high: int) -> bool:
    """Whether a part is a head alone, which is no name: "Electronics" of "Electronics and Chip Centre"."""
    names = ("english_organisation_name", "organisation_name")
    named = any(reading.matches(name, low) > low for name in names) or reading.sentence.upper[low]
    return high - low == 1 and not named


def has_head(reading: Reading, low: int, high: int) -> bool:
    """Whether a head of an organisation's name stands between two tokens."""
    heads = ("english_organisation_head", "english_organisation_name", "organisation_name")
    return any(reading.matches(name, k) > k for k in range(low, high) for name in heads)


def bracket_end(reading: Reading, at: int) -> int:
    """Behind the short name in brackets that opens at ``at``: "(ICF)"; ``at`` when none does."""
    if at < len(reading.sentence) and reading.sentence.words[at] == "(":
        closed = reading.closing(at, 5)
        inner = at + 1 + (reading.sentence.words[at + 1] == '"')
        short = closed == 2 * inner - at + 1 and reading.sentence.capital[inner]
        # "Lotus Software Corporation (Lotus Soft)", but not "(South Korea)"
        called = (
            closed and all(reading.sentence.capital[inner : closed - 1]) and not reading.at("place", inner)
        )
        return closed if closed and (short or called or reading.sentence.upper[inner]) else at
    return at


def person_end(reading: Reading, at: int) -> int:
    """Behind a Vietnamese person's name, unless it goes on as a company's: "Dang Gia Group"."""
    if is_korean(reading, at):
        return at + 4
    end = vietnamese_name_end(reading, at)
    goes_on = end < len(reading.sentence) and reading.sentence.capital[end]
    return at if goes_on and post_head(reading, end)[0] == end else end
