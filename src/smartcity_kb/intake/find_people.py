"""People: a name with its honorifics, Vietnamese by its family name, foreign by its honorific."""

from __future__ import annotations

from collections.abc import Iterator

from .mentions import Mention, Reading
from .syllables import is_vietnamese

_MAX_NAME = 6
_HEADS = ("post_state", "post_head", "post_member", "post_complete", "organisation_head", "organisation_name")
_ENGLISH_HEADS = (
    "english_post_head",
    "english_post_member",
    "english_organisation_name",
    "english_not_an_organisation",
    "english_organisation_head",
    "organisation_name",
)
_NO_STREETS = frozenset({
    ("thành", "phố"), ("đồng", "trường"), ("môi", "trường"), ("thị", "trường"), ("nhà", "trường"),
    ("hội", "trường"),
})  # fmt: skip
# Family names that more often end the name of a company or a place.
_LAST_SYLLABLES = frozenset({
    "sơn", "hoa", "hồng", "phương", "thịnh", "viên", "trà", "ngân", "giang", "lượng", "lang", "hà", "thi",
})  # fmt: skip
_NAMED_PLACES = ("province", "city", "country", "district", "english_province")


def find_people(reading: Reading) -> Iterator[Mention]:
    """People named by at least two words; the core is the name without honorifics."""
    sentence = reading.sentence
    posts = [post for ms in list(reading.table("post").values()) for post in ms]
    behind_posts = {post.last for post in posts}
    # "Mayor of Daejeon Kwon Sun-taek": the city is no part of the name.
    inside_posts = {at for post in posts for at in range(post.first, post.last)} - behind_posts
    for index in range(len(sentence)):
        start = after_honorifics(reading, index)
        if start == index + 1 and index in behind_posts and _is_surname_here(reading, index):
            yield Mention("person", index, index + 3, index, index + 3)
        elif start > index:
            end = any_name_end(reading, start)
            if end - start >= 2:
                yield Mention("person", index, end, start, end)
        elif sentence.capital[index]:
            end = vietnamese_name_end(reading, index)
            if end > index:
                yield Mention("person", index, end, index, end)
            elif (reading.english and index not in inside_posts) or (
                index in behind_posts and (_opens_foreign_name(reading, index) or is_korean(reading, index))
            ):
                end = _foreign_name_end(reading, index)
                # "Inter-agency" is one word.
                named = end - index >= 2 and sum(sentence.capital[index:end]) >= 2
                if named and not _is_company(reading, end):
                    yield Mention("person", index, end, index, end)
            elif _opens_clause(reading, index):
                end = _foreign_name_before_post(reading, index)
                if end > index:
                    yield Mention("person", index, end, index, end)


def _is_surname_here(reading: Reading, index: int) -> bool:
    """Whether "Ông" right behind a post is a family name: "Giám đốc Sở A Ông Ích B", no other follows it."""
    sentence = reading.sentence
    given = sentence.capital[index + 1 : index + 4]
    return (
        sentence.words[index] == "ông"
        and sentence.capital[index]
        and given[:2] == [True, True]
        and given[2:] != [True]
        and all(is_vietnamese(word) for word in sentence.words[index + 1 : index + 3])
        and reading.matches("surname", index + 1) == index + 1
    )


def find_speakers(reading: Reading) -> Iterator[Mention]:
    """People, and those called by an honorific and their given name alone ("ông Hải")."""
    yield from (m._replace(kind="speaker") for ms in list(reading.table("person").values()) for m in ms)
    if reading.english:
        return
    sentence = reading.sentence
    for index in range(len(sentence)):
        start = after_honorifics(reading, index)
        alone = start > index and start < len(sentence) and sentence.capital[start]
        if (
            alone
            and is_vietnamese(sentence.words[start])
            and sentence.capital[start + 1 : start + 2] != [True]
        ):
            yield Mention("speaker", index, start + 1, start, start + 1)


def _opens_foreign_name(reading: Reading, index: int) -> bool:
    """Whether a capital word right behind a post begins a foreign person's name."""
    if is_vietnamese(reading.sentence.words[index]) or reading.sentence.upper[index]:
        return False
    return not reading.at("place", index) and reading.matches("place_unit", index) == index


def _is_company(reading: Reading, end: int) -> bool:
    """Whether capital words that end here are a company: "Tổng giám đốc | Savitech Group"."""
    return any(reading.matches("company_tail", at) == at + 1 for at in range(end - 4, end) if at >= 0)


def _opens_clause(reading: Reading, index: int) -> bool:
    return index == 0 or reading.sentence.words[index - 1] in (";", ":", "và", '"')


def _foreign_name_before_post(reading: Reading, index: int) -> int:
    """Where a foreign name without an honorific ends that a post follows; ``index`` when there is none."""
    sentence = reading.sentence
    end = _foreign_name_end(reading, index)
    if not 2 <= end - index <= 5 or end + 1 >= len(sentence) or sentence.words[end] not in ",-(":
        return index
    if all(is_vietnamese(word) for word in sentence.words[index:end]) or any(sentence.upper[index:end]):
        return index
    if any(reading.at("place", at) for at in range(index, end)):
        return index
    titled = any(reading.matches(name, end + 1) > end + 1 for name in _HEADS[:4])
    return end if titled else index


def after_honorifics(reading: Reading, index: int) -> int:
    """The token after all the honorifics ("GS.TS", "ông", "Thiếu tướng, TS.") that start at ``index``."""
    words = reading.sentence.words
    at = index
    while True:
        end = reading.matches("honorific", at)
        if end == at:
            return at
        at = end
        if at + 1 < len(words) and words[at] in ",.-" and reading.matches("honorific", at + 1) > at + 1:
            at += 1


def vietnamese_name_end(reading: Reading, index: int) -> int:
    """Where the Vietnamese name that starts with a family name here ends; ``index`` when there is none."""
    sentence = reading.sentence
    if index >= len(sentence) or not sentence.capital[index]:
        return index
    # English papers write names with their marks or without.
    surnames = ("english_surname", "surname") if reading.english else ("surname",)
    if all(reading.matches(name, index) == index for name in surnames):
        return index
    if _is_place(reading, index) or _after_street(reading, index):
        return index
    if sentence.words[index] in _LAST_SYLLABLES and _opens_full_name(reading, index + 1):
        return index
    if sentence.words[index] == "phó" and _starts_something(reading, index):
        return index
    if (
        reading.english
        and sentence.words[index + 1 : index + 2] not in ([], ["an"], ["the"])
        and _starts_something(reading, index + 1)
    ):
        # "Binh Duong Department of …": the surname ends a place's name. "The" is a name, too.
        return index
    end = _past_hyphens(reading, _capitals(reading, index, 5))
    if reading.matches("no_given_name", index + 1) == end:
        # "Hiệp hội Hoa Đà Lạt": flowers, and a city.
        return index
    return end if end - index >= 2 else index


def _opens_full_name(reading: Reading, index: int) -> bool:
    """Whether a family name and two more syllables stand here: "Tập đoàn Viễn Sơn | Lê Đăng Khoa"."""
    if reading.sentence.words[index : index + 1] in (["văn"], ["thị"]):
        # "Hà Văn Minh Việt": these stand in the middle of names.
        return False
    capital = reading.sentence.capital[index + 1 : index + 3]
    return reading.matches("surname", index) > index and capital == [True, True]


def _past_hyphens(reading: Reading, at: int) -> int:
    """Behind what a hyphen without spaces joins to a name: "Kim Jae-woo"."""
    sentence = reading.sentence
    words = sentence.words
    while (
        at + 1 < len(words)
        and words[at] == "-"
        and sentence.adjacent(at)
        and sentence.adjacent(at + 1)
        and words[at + 1].isalpha()
        and not _starts_something(reading, at + 1)
    ):
        at += 2
    return at


# "Hi-tech", "Inter-agency": compounds, not given names.
_COMPOUND_ENDS = frozenset(
    {"tech", "agency", "based", "level", "end", "class", "city", "term", "scale", "owned"}
)


def is_korean(reading: Reading, start: int) -> bool:
    """Whether a given name with a hyphen follows: "Park Jin-young" is no park."""
    sentence = reading.sentence
    hyphen = start + 2
    joined = hyphen + 1 < len(sentence) and sentence.words[hyphen] == "-" and sentence.adjacent(hyphen)
    if not joined or sentence.words[hyphen + 1] in _COMPOUND_ENDS:
        return False
    return sentence.capital[start + 1] and not sentence.capital[hyphen + 1]


def any_name_end(reading: Reading, start: int) -> int:
    """Where a Vietnamese or a foreign person's name ends that starts here; ``start`` when none does."""
    end = vietnamese_name_end(reading, start)
    return end if end > start else _foreign_name_end(reading, start)


def _foreign_name_end(reading: Reading, start: int) -> int:
    """A name in capitals with particles ("van der"), initials ("J.") and hyphens."""
    sentence = reading.sentence
    words = sentence.words
    if start >= len(sentence) or (_starts_something(reading, start) and not is_korean(reading, start)):
        return start
    at = start
    while at < min(len(sentence), start + _MAX_NAME + 4):
        if sentence.capital[at]:
            if at > start and _starts_something(reading, at):
                break
            at += 1
        elif (
            words[at] in (".", "-", "'") and sentence.adjacent(at) and at + 1 < len(sentence) and at > start
        ) or reading.matches("name_particle", at) > at:
            # "Se-hoon": behind a hyphen a foreign given name goes on in lower case.
            following = at + 1 < len(sentence) and (
                sentence.capital[at + 1]
                or words[at] == "-"
                or reading.matches("name_particle", at + 1) > at + 1
            )
            if not following or (words[at] == "." and sentence.ends[at - 1] - sentence.starts[at - 1] > 2):
                break
            at += 2 if words[at] == "-" else 1
        else:
            break
    return at


def _capitals(reading: Reading, start: int, limit: int) -> int:
    sentence = reading.sentence
    at = start + 1
    while at < min(len(sentence), start + limit) and sentence.capital[at] and sentence.words[at].isalpha():
        # "An" is a name, too.
        if _starts_something(reading, at) and at - start >= 2 and sentence.words[at] not in ("an", "the"):
            break
        at += 1
    return at


def _starts_something(reading: Reading, index: int) -> bool:
    """Whether a post or an organisation begins here, so that a name ends."""
    lists = _ENGLISH_HEADS if reading.english else _HEADS
    return any(reading.matches(name, index) > index for name in lists)


def _is_place(reading: Reading, index: int) -> bool:
    ends = [reading.matches(name, index) for name in _NAMED_PLACES]
    longest = max(ends)
    if longest == index:
        return False
    if reading.english:
        return True
    if reading.matches("country", index) == longest and longest - index > 1:
        # "Thứ trưởng … Hàn Quốc Park Sun-ho"
        return True
    sentence = reading.sentence
    if reading.matches("surname", longest) > longest and sentence.capital[longest + 1 : longest + 2] == [
        True
    ]:
        return True
    # "Hà Nội" is a place, "Hà Giang Nam" may be a person: the name goes on after the place's.
    return not (longest < len(sentence) and sentence.capital[longest] and longest - index <= 2)


def _ends_name(reading: Reading, at: int) -> bool:
    """Whether a word of streets ends a name here: "Công ty Sông Phố | Hứa Thị A"."""
    sentence = reading.sentence
    return at > 0 and sentence.capital[at] and sentence.capital[at - 1] and not sentence.upper[at - 1]


def _after_street(reading: Reading, index: int) -> bool:
    for width in (1, 2):
        before = index - width
        if before >= 0 and reading.matches("not_a_person_before", before) == index:
            if width == 1 and _ends_name(reading, before):
                return False
            # "thành phố Lê Thị A" is no street, "Môi trường Lê Thị A" no school: the person follows a body.
            return tuple(reading.sentence.words[max(0, index - 2) : index]) not in _NO_STREETS
    return False
