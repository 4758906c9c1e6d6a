"""Posts in English, with the body behind them or before: "director of the … Department", "… Group CEO"."""

from __future__ import annotations

from collections.abc import Iterator

from .english_names import fields_end, person_end, run_end
from .english_post_bodies import before_hyphen, body_behind_field, body_start, seat_end, seated_in
from .english_post_heads import post_head
from .mentions import Mention, Reading

# These open no description of a title: "…, former director of …".
_NO_TITLE = frozenset(
    {"former", "of", "and", "who", "where", "his", "her", "currently", "acting", "said", "one"}
)


def find_english_posts(reading: Reading) -> Iterator[Mention]:
    """Posts with the body behind them ("director of the … Department") or before ("… Group CEO")."""
    for index in range(len(reading.sentence)):
        head, role, alone = post_head(reading, index)
        if head == index:
            continue
        linked = body_start(reading, index, head)
        index = _described(reading, index)
        yield from _with_body_behind(reading, index, head, linked, role)
        yield from _before(reading, index, head, role)
        # "its deputy director, Ms …": the body was named before.
        if alone or (index > 0 and reading.sentence.words[index - 1] in ("its", "whose", "their")):
            yield Mention("post", index, head, index, head, role)


def _described(reading: Reading, index: int) -> int:
    """Where a title begins with what describes it, behind an article: "a | senior urban expert"."""
    words, capital = reading.sentence.words, reading.sentence.capital
    for width in (1, 2):
        before = range(index - width, index)
        if index > width and all(words[at].isalpha() and not capital[at] for at in before):
            article = words[index - width - 1] in ("a", "an") and words[index - width] not in ("a", "an")
            if article and words[index - width - 2 : index - width - 1] == [","]:
                return index - width
            # "Andreas Muller, lead urban specialist at …"
            named = words[index - width - 1] == "," and capital[max(0, index - width - 2)]
            says = any(_ends_description(reading, at) for at in before)
            if named and not says:
                return index - width
    return index


def _ends_description(reading: Reading, at: int) -> bool:
    """Whether a word is no part of what a title is: a verb, "the", "then", a word that stands before it."""
    lists = ("english_stop", "english_saying", "english_aside", "english_not_an_organisation")
    word = reading.sentence.words[at]
    return word in _NO_TITLE or any(reading.matches(name, at) > at for name in lists)


def _with_body_behind(reading: Reading, index: int, head: int, linked: int, role: str) -> Iterator[Mention]:
    """The post with the body or the field behind it; ``linked`` is where the links between them end."""
    body = reading.longest("organisation", linked) or seated_in(reading, index, linked)
    if body is not None and linked > head:
        seat = seat_end(reading, body.last)
        if seat > body.last:
            yield Mention("post", index, seat, index, seat, role, body)
        yield Mention("post", index, body.last, index, body.last, role, body)
    elif linked > head and (distant := body_behind_field(reading, linked)) is not None:
        yield Mention("post", index, distant.last, index, distant.last, role, distant)
    elif (generic := reading.matches("english_generic_actor", head + 1)) > head + 1 and (
        reading.sentence.words[head] in ("of", "at", "for")
    ):
        yield Mention("post", index, generic, index, generic, role)
    elif linked > head and _names_something(reading, linked):
        yield from _with_name_behind(reading, index, head, linked, role)
    elif (field := _field_end(reading, index, head)) > head:
        yield Mention("post", index, field, index, field, role)


def _names_something(reading: Reading, at: int) -> bool:
    """Whether a name stands here that is no day's: capitals that no list knows as a body."""
    if at >= len(reading.sentence) or not reading.sentence.capital[at]:
        return False
    return not (reading.at("date", at) or reading.at("date", at - 1))


def _with_name_behind(reading: Reading, index: int, head: int, linked: int, role: str) -> Iterator[Mention]:
    """The post with capitals behind it that are not known as a body."""
    words = reading.sentence.words
    end = before_hyphen(reading, linked, run_end(reading, linked))
    if "minister" in words[index:head] and words[end : end + 1] == [","]:
        # "Minister of Culture, Sports and Tourism"
        end = fields_end(reading, end)
    apart = {"and", "of", "for"}.isdisjoint(words[end - 3 : end])
    if "minister" in words[index:head] and end - head > 4 and apart:
        # "Minister for National Development | Jane Doe"
        named = 1 if reading.matches("name_particle", end) > end else 2
        yield Mention("post", index, end - named, index, end - named, role)
    # "… of the Vinh Smart City office"
    end = max(end, reading.matches("english_organisation_head", end))
    # "head of the Vietnam … senior officials' meeting" is no post in a body called "Vietnam …".
    cut = reading.at("place", linked) and words[end : end + 1] not in ([], [","])
    if not cut:
        yield Mention("post", index, end, index, end, role)


def _field_end(reading: Reading, index: int, head: int) -> int:
    """Behind what a minister is minister of, in lower case: "deputy minister of science and technology"."""
    words = reading.sentence.words
    if "minister" not in words[index:head] or words[head : head + 1] != ["of"]:
        return head
    end = head + 1
    while end < min(len(words), head + 8) and words[end].isalpha() and not reading.sentence.capital[end]:
        if reading.matches("english_stop", end) > end or reading.matches("english_saying", end) > end:
            break
        end += 1
    return end if end > head + 1 else head


def _before(reading: Reading, index: int, head: int, role: str) -> Iterator[Mention]:
    """Bodies that end right before the title: "Becamex IDC Corporation Chairman", "Vietnam's Minister".

    So does whose envoy somebody is: "Japanese Ambassador".
    """
    for first, last in reading.listed("english_demonym").items():
        if last == index and reading.sentence.capital[index]:
            # "Japanese Ambassador to Vietnam"
            seat = seat_end(reading, head)
            yield Mention("post", first, seat, first, seat, role)
    if index > 1 and reading.sentence.words[index - 2 : index] == ["'", "s"]:
        for first, last in reading.listed("english_generic_actor").items():
            if last == index - 2:
                # "Ms …, the department's deputy director": the department was named before.
                yield Mention("post", first, head, first + 1, head, role)
        owner = index - 2
        while owner > 0 and reading.sentence.capital[owner - 1] and index - owner < 6:
            owner -= 1
        if owner < index - 2 and not any(one.last == index - 2 for one in reading.all("place")):
            # "Cadlink's vice president"
            yield Mention("post", owner, head, owner, head, role)
    for body in (*reading.all("organisation"), *reading.all("place"), *reading.all("name")):
        of_it = body.last == index - 2 and reading.sentence.words[index - 1] == "s"
        # "Hue vice chairman Tran Van A"
        named = body.kind != "place" or reading.sentence.capital[index] or person_end(reading, head) > head
        if named and (body.last == index or of_it):
            yield Mention("post", body.first, head, body.first, head, role, body)
