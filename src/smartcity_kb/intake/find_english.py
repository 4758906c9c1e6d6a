"""Organisations and posts in English, where the head of a name may stand at its end."""

from __future__ import annotations

from collections.abc import Iterator

from .english_names import (
    MAX_BASE,
    bracket_end,
    fields_end,
    is_cued,
    name_parts,
    past_base,
    past_owner,
    run_end,
    without_country,
)
from .english_post_heads import post_head
from .find_people import is_korean, vietnamese_name_end
from .mentions import Mention, Reading
from .organisation_words import in_number

# These open no description of a title: "…, former director of …".
_NO_TITLE = frozenset(
    {"former", "of", "and", "who", "where", "his", "her", "currently", "acting", "said", "one"}
)
# As many tokens as say in lower case what a company is before its name: "bike-sharing firm".
_MAX_CUE = 6
_BRANCHES = frozenset({"branch", "chapter", "office", "subsidiary", "campus"})
_BEFORE_BODY = frozenset(
    {
        "of",
        "at",
        "for",
        "the",
        "in",
        "municipal",
        "provincial",
        "city",
        "local",
        "national",
        "capital",
        "ministry",
        "district",
    }
)


def find_english_organisations(reading: Reading) -> Iterator[Mention]:
    """Capital words with links between them, one of which is a head ("Department of …", "… Group")."""
    sentence = reading.sentence
    at = 0
    while at < len(sentence):
        title = max(post_head(reading, at)[0], _person_end(reading, at))
        end = run_end(reading, at)
        if end <= at or title > at or in_number(reading, at):
            at = max(title, at + 1)
            continue
        at = _past_event(reading, at, end)
        listed = reading.matches("english_organisation_name", at)
        head = any(reading.matches("english_organisation_head", k) > k for k in range(at, end))
        if not head and any(reading.matches("english_event_head", k) == end for k in range(at, end)):
            # "ASEAN-Japan Mobility Forum": no body, though one's name opens it.
            at = end
            continue
        if head or listed > at or reading.matches("organisation_name", at) > at or is_cued(reading, at, end):
            if listed == end and sentence.words[end : end + 1] in (["leaders"], ["members"], ["countries"]):
                # "ASEAN leaders"
                yield Mention("organisation", at, end + 1, at, end + 1)
            bracket = bracket_end(reading, end)
            parts = list(name_parts(reading, at, end))
            first = _seated_from(reading, at)
            if sentence.words[max(0, at - 2) : at] == ["the", "city"]:
                # "the city People's Committee"
                yield Mention("organisation", at - 1, end, at - 1, end)
            if bracket > end:
                yield Mention("organisation", first, bracket, at, bracket)
            # "A Group and B Company" are two.
            yield from parts or [Mention("organisation", first, end, at, without_country(reading, at, end))]
        at = end
    yield from _branches(reading)
    yield from _owned_cities(reading)


def _past_event(reading: Reading, at: int, end: int) -> int:
    """Where a body's name begins behind the event that it holds: "Annual Meeting of the | Mekong Network"."""
    words = reading.sentence.words
    for k in range(at, end):
        head = reading.matches("english_event_head", k)
        if head > k and words[head : head + 1] == ["of"]:
            start = head + 1 + (words[head + 1 : head + 2] == ["the"])
            return start if start < end else at
    return at


def _seated_from(reading: Reading, at: int) -> int:
    """Where what a company is begins, of which the name is at ``at``: "| Seoul-based Green Data"."""
    for first in range(max(0, at - MAX_BASE - 1), at - 2):
        if reading.sentence.capital[first] and past_base(reading, first) == at:
            return first
    return at


def _branches(reading: Reading) -> Iterator[Mention]:
    """Branches by their place: "the Hue branch of the Bank of Rivers"."""
    words = reading.sentence.words
    for place in list(reading.all("place")):
        if words[place.last : place.last + 1] and words[place.last] in _BRANCHES:
            at = place.last + 1
            of = at + 1 + (words[at + 1 : at + 2] == ["the"])
            if words[at : at + 1] == ["of"] and of < len(words) and reading.sentence.capital[of]:
                end = run_end(reading, of)
                if end > of:
                    yield Mention("organisation", place.first, end, place.first, end)


def _owned_cities(reading: Reading) -> Iterator[Mention]:
    """Cities abroad behind their country, which act like bodies: "Japan's | Kobe City"."""
    for at in reading.listed("country"):
        start = past_owner(reading, at)
        place = reading.longest("place", start) if start > at else None
        if place is not None and place.value != "generic":
            yield Mention("organisation", at, place.last, place.low, place.high)


def _person_end(reading: Reading, at: int) -> int:
    """Behind a Vietnamese person's name, unless it goes on as a company's: "Dang Gia Group"."""
    if is_korean(reading, at):
        return at + 4
    end = vietnamese_name_end(reading, at)
    goes_on = end < len(reading.sentence) and reading.sentence.capital[end]
    return at if goes_on and post_head(reading, end)[0] == end else end


def find_english_posts(reading: Reading) -> Iterator[Mention]:
    """Posts with the body behind them ("director of the … Department") or before ("… Group CEO")."""
    for index in range(len(reading.sentence)):
        head, role, alone = post_head(reading, index)
        if head == index:
            continue
        linked = _body_start(reading, index, head)
        index = _described(reading, index)
        body = reading.longest("organisation", linked) or _seat(reading, index, linked)
        if body is not None and linked > head:
            seat = _seat_end(reading, body.last)
            if seat > body.last:
                yield Mention("post", index, seat, index, seat, role, body)
            yield Mention("post", index, body.last, index, body.last, role, body)
        elif linked > head and (distant := _body_behind_field(reading, linked)) is not None:
            yield Mention("post", index, distant.last, index, distant.last, role, distant)
        elif (generic := reading.matches("english_generic_actor", head + 1)) > head + 1 and (
            reading.sentence.words[head] in ("of", "at", "for")
        ):
            yield Mention("post", index, generic, index, generic, role)
        elif (
            linked > head
            and linked < len(reading.sentence)
            and reading.sentence.capital[linked]
            and not (reading.at("date", linked) or reading.at("date", linked - 1))
        ):
            end = _before_hyphen(reading, linked, run_end(reading, linked))
            words = reading.sentence.words
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
            cut = reading.at("place", linked) and reading.sentence.words[end : end + 1] not in ([], [","])
            if not cut:
                yield Mention("post", index, end, index, end, role)
        elif (field := _field_end(reading, index, head)) > head:
            yield Mention("post", index, field, index, field, role)
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


def _seat(reading: Reading, index: int, at: int) -> Mention | None:
    """The place that a post is in, unless it only begins a longer name: "head of the Vietnam … meeting".

    Before a post who holds it may be named, behind it nobody is then: what goes on is no name.
    """
    words = reading.sentence.words
    place = reading.longest("place", at)
    named = words[index - 1 : index] == [","] or (index > 1 and words[index - 2] == ",")
    if place is None or place.last >= len(words) or not named:
        return place
    return None if reading.sentence.capital[place.last] and run_end(reading, at) > place.last else place


def _body_start(reading: Reading, index: int, head: int) -> int:
    """Where the body behind a title begins, links and what it is called before its name left out.

    "head of the city's … Board", "CEO of the tech start-up GreenDelta", "Ambassador to …".
    """
    words = reading.sentence.words
    at = head
    if words[head - 1] == "ambassador" and words[head : head + 1] == ["to"]:
        at += 1
    while at < len(words) and words[at] in _BEFORE_BODY:
        at += 1
    if at == head:
        return at
    at = past_base(reading, at)
    if words[at : at + 2] == ["'", "s"]:
        return at + 2
    return _past_company_noun(reading, at)


def _past_company_noun(reading: Reading, at: int) -> int:
    """Behind what a company is, in lower case, right before its name: "at | property consultancy Orchid"."""
    sentence = reading.sentence
    nouns = set(reading.listed("english_company_noun").values())
    end = at
    while end < min(len(sentence), at + _MAX_CUE) and not sentence.capital[end]:
        inside = sentence.words[end] == "-" and sentence.adjacent(end) and sentence.adjacent(end + 1)
        if not (sentence.words[end].isalpha() or inside) or reading.matches("english_stop", end) > end:
            return at
        end += 1
    while end < len(sentence) and (cued := reading.matches("english_party_cue", end)) > end:
        end = cued
    named = end < len(sentence) and sentence.capital[end]
    return end if named and end in nouns else at


def _body_behind_field(reading: Reading, at: int) -> Mention | None:
    """The body behind a field in lower case: "head of the smart city programme at the … University"."""
    words = reading.sentence.words
    for k in range(at, min(len(words), at + 9)):
        body = reading.longest("organisation", k) or (_seated_city(reading, k) if k > at else None)
        if body is not None and k > at:
            return body
        if not words[k].isalpha() or reading.sentence.capital[k]:
            return None
        if reading.matches("english_stop", k) > k and words[k] != "at":
            return None
    return None


def _seated_city(reading: Reading, at: int) -> Mention | None:
    """The city as a body: "director of international affairs at the | City of Yokohama"."""
    if reading.sentence.words[at - 1 : at] not in (["at"], ["the"]) or not reading.sentence.capital[at]:
        return None
    unit = reading.matches("english_place_unit", at)
    named = unit + 1 if reading.sentence.words[unit : unit + 1] == ["of"] else at
    place = reading.longest("place", named)
    return place._replace(first=at, low=at) if place is not None and place.value != "generic" else None


def _before_hyphen(reading: Reading, at: int, end: int) -> int:
    """Where a city ends that a person with a double name follows: "Mayor of Toulouse | Jean-Luc …"."""
    sentence = reading.sentence
    for k in range(at + 1, min(end, len(sentence) - 2)):
        joined = sentence.words[k + 1] == "-" and sentence.adjacent(k + 1) and sentence.adjacent(k + 2)
        if joined and sentence.capital[k] and sentence.capital[k + 2]:
            return k
    return end


def _seat_end(reading: Reading, at: int) -> int:
    """Behind the place where a post is held, or the body above: "Consul General of … in Hanoi"."""
    if reading.sentence.words[at : at + 1] == ["under"]:
        start = at + 1 + (reading.sentence.words[at + 1 : at + 2] == ["the"])
        above = reading.longest("organisation", start)
        return above.last if above is not None else at
    words = reading.sentence.words
    if words[at : at + 1] == ["at"]:
        # "head of the Water Faculty at the University of Hue"
        around = reading.longest("organisation", at + 1 + (words[at + 1 : at + 2] == ["the"]))
        return around.last if around is not None else at
    seated = words[at : at + 1] in (["in"], ["to"])
    place = reading.longest("place", at + 1) if seated else None
    if place is not None:
        return place.last
    # "Permanent Representative of Thailand to the ASEAN Secretariat": where somebody is sent.
    sent = at + 1 + (words[at + 1 : at + 2] == ["the"]) if words[at : at + 1] == ["to"] else len(words)
    if sent >= len(words) or not reading.sentence.capital[sent]:
        return at
    body = reading.longest("organisation", sent) or reading.longest("name", sent)
    return body.last if body is not None else at


def _before(reading: Reading, index: int, head: int, role: str) -> Iterator[Mention]:
    """Bodies that end right before the title: "Becamex IDC Corporation Chairman", "Vietnam's Minister".

    So does whose envoy somebody is: "Japanese Ambassador".
    """
    for first, last in reading.listed("english_demonym").items():
        if last == index and reading.sentence.capital[index]:
            # "Japanese Ambassador to Vietnam"
            seat = _seat_end(reading, head)
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
        named = body.kind != "place" or reading.sentence.capital[index] or _person_end(reading, head) > head
        if named and (body.last == index or of_it):
            yield Mention("post", body.first, head, body.first, head, role, body)
