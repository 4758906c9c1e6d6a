"""Of many readings the ones to propose: one fact per quote and person, each fact once in an article."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from .finding import Found
from .mentions import Mention
from .names import Abbreviations
from .said_before import SaidBefore, relation_apart, relation_of
from .worth import worth_a_claim
from .worth_events import stands_for_another

_OPENING = frozenset({("khai", "trương"), ("khánh", "thành")})
# As many sentences behind an agreement its ceremony is still told of.
_SOON = 3


def select(
    sentences: Iterable[list[Found]], abbreviations: Abbreviations, title_sentences: int
) -> list[Found]:
    """The facts to propose, in the order of the text; ``sentences`` are the facts found in each.

    In a sentence the surer pattern wins what two of them claim (a post, an event, a party). In the
    article a fact is proposed where it is said first; the title counts only for what nothing else says.
    """
    chosen: list[Found] = []
    seen = SaidBefore(abbreviations)
    clear = [fact for facts in sentences for fact in _of_sentence(worth_a_claim(facts))]
    # What is said twice is proposed where it is said in full: with the founder, with the date.
    for fact in sorted(clear, key=lambda f: (f.number < title_sentences, _says_less(f))):
        kept = seen.new_part(fact, fact.number < title_sentences)
        if kept is not None:
            chosen.append(kept)
    if any(fact.pattern.kind == "agreement" for fact in chosen):
        signings = [fact for fact in chosen if _is_signing(fact)]
        chosen = [_dated_by(fact, signings) for fact in chosen if not _is_signing(fact) or _is_dated(fact)]
    named = {" ".join(event_words(fact)) for fact in chosen if fact.pattern.kind == "event"}
    chosen = [fact for fact in chosen if not _is_named_elsewhere(fact, named)]
    return sorted(chosen, key=lambda f: (f.span[0], f.span[1], f.pattern.kind))


def event_words(fact: Found) -> list[str]:
    """The words of the event that a fact is about, as its own sentence has them."""
    event = fact.subjects[0]
    return fact.reading.sentence.words[event.low : event.high]


def _is_named_elsewhere(fact: Found, named: set[str]) -> bool:
    """Whether an event is only called what it is, with a day, and another fact has its name.

    "tại hội thảo sáng 6-10", where another sentence says which: "Hội thảo quốc tế “…”".
    """
    if fact.pattern.kind != "event" or fact.objects or stands_for_another(fact):
        return False
    event, reading = fact.subjects[0], fact.reading
    if reading.english or reading.matches("event_pronoun", event.low) != event.high:
        return False
    if reading.matches("event_meeting", event.low) == event.high:
        return False
    head = " ".join(event_words(fact))
    return any(name.startswith(head + " ") for name in named)


def _is_signing(fact: Found) -> bool:
    """Whether an event is the ceremony of signing, which an agreement of the article says already."""
    if fact.pattern.kind not in ("event", "place_event"):
        return False
    event, words = fact.subjects[0], fact.reading.sentence.words
    return words[event.low : event.low + 2] in (["lễ", "ký"], ["lễ", "kí"])


def _is_dated(fact: Found) -> bool:
    """Whether a ceremony is told of by its day, which makes it an event of its own."""
    return fact.pattern.kind == "event" and fact.date is not None


def _dated_by(fact: Found, signings: list[Found]) -> Found:
    """An agreement with the day of the ceremony that one of the next sentences tells: "Lễ ký diễn ra …"."""
    if fact.pattern.kind != "agreement" or fact.date is not None:
        return fact
    near = [one.date for one in signings if one.date and 0 < one.number - fact.number <= _SOON]
    return fact._replace(date=near[0]) if near else fact


def _says_less(fact: Found) -> int:
    """How much a founding, an event, a post or an agreement leaves out that another sentence may say."""
    kind = fact.pattern.kind
    if kind == "body_established":
        # "Mạng lưới do bảy trường sáng lập": told again in passing, behind the news of the day.
        passing = 3 * (fact.subjects[0].elsewhere is not None and fact.date is None)
        return 4 * (not fact.objects) + 2 * (fact.date is None) + _only_opens(fact) + passing
    if kind == "official_document":
        return int(fact.pattern.relation == "issued")
    if kind == "person_post":
        return int(all(post.inner is None and post.last - post.first < 3 for post in fact.objects))
    return int(kind in ("agreement", "event") and fact.date is None) + 2 * stands_for_another(fact)


def _only_opens(fact: Found) -> bool:
    """Whether a body is only opened, which may have been founded before."""
    words = fact.reading.sentence.words[fact.match.first : fact.match.last]
    return not _OPENING.isdisjoint(pairwise(words)) and ("thành", "lập") not in pairwise(words)


def _of_sentence(facts: list[Found]) -> list[Found]:
    """The facts of one sentence without those that a surer or earlier one excludes."""
    kept: list[Found] = []
    for fact in sorted(facts, key=lambda f: (-f.pattern.confidence, f.match.first, -f.match.last)):
        rest = fact
        for other in kept:
            if other.pattern.kind == fact.pattern.kind:
                excluded = _without_taken(rest, other)
                if excluded is None:
                    break
                rest = excluded
        else:
            kept.append(rest)
    kept = [one for fact in kept if (one := _signed_by_founder(fact, kept)) is not None]
    signed = [fact for fact in kept if fact.pattern.kind == "agreement"]
    kept = [fact for fact in kept if not any(_is_signing_of(fact, agreement) for agreement in signed)]
    kept = [fact for fact in kept if not any(_is_bond_of(fact, agreement) for agreement in signed)]
    kept = [fact for fact in kept if not any(_is_said_by(fact, other) for other in kept)]
    return sorted(kept, key=lambda f: f.match.first)


def _signed_by_founder(fact: Found, kept: list[Found]) -> Found | None:
    """The agreement with who founds a body in the place of the body: "A lập B và ký với C"; None without."""
    if fact.pattern.kind != "agreement":
        return fact
    for founding in kept:
        if founding.pattern.kind == "body_established" and _any_overlap(fact.subjects, founding.subjects):
            both = _any_overlap(fact.objects, founding.subjects)
            if both or not founding.objects:
                return None
            return fact._replace(subjects=founding.objects, date=fact.date or founding.date)
    return fact


def _is_signing_of(fact: Found, agreement: Found) -> bool:
    """Whether an event is only the ceremony at which the agreement of the same words is signed."""
    if fact.pattern.kind != "event":
        return False
    words = fact.reading.sentence.words
    event = fact.subjects[0]
    overlap = event.low < agreement.match.last and agreement.match.first < event.high
    return overlap and not {"ký", "kí", "signing"}.isdisjoint(words[event.low : event.high])


def _is_bond_of(fact: Found, agreement: Found) -> bool:
    """Whether partners are only those who sign the agreement of the same words."""
    return fact.pattern.kind == "partner" and _any_overlap(fact.objects, agreement.objects)


def _is_said_by(fact: Found, other: Found) -> bool:
    """Whether another fact of the sentence says the same better.

    Beside an event with its day or its organiser another is only mentioned; what a numbered document
    approves is approved by the document.
    """
    kind, what = fact.pattern.kind, other.pattern.kind
    if kind == what == "event":
        # Where an event is held, a larger one around it is only named.
        named = fact.date is None and not fact.objects
        return named and (other.date is not None or bool(other.objects))
    if kind == what == "official_document" and fact.pattern.relation == "approved_by":
        # "Quyết định số 5 phê duyệt Đề án …", not "phê duyệt Đề án … tại Quyết định số 5".
        leads = bool(other.objects) and other.subjects[0].first < other.objects[0].first
        leads = leads or (fact.reading.english and other.pattern.relation == "approves")
        titled = other.pattern.relation in ("approves", "promulgates", "has_title") and leads
        return titled and _any_overlap(fact.subjects, other.objects)
    return False


def _without_taken(fact: Found, other: Found) -> Found | None:
    """What is left of a fact beside a surer one of its kind; None when nothing is."""
    kind = fact.pattern.kind
    if relation_apart(fact) != relation_apart(other):
        return fact
    if kind == "person_post":
        free = [post for post in fact.objects if not any(_overlap(post, taken) for taken in other.objects)]
        return fact._replace(objects=free) if free else None
    if kind == "official_document":
        same = relation_of(fact) == relation_of(other)
        return None if same and _any_overlap(fact.subjects, other.subjects) else fact
    if kind == "agreement":
        apart = fact.match.first >= other.match.last or other.match.first >= fact.match.last
        return fact if apart or _signs_again(fact, other) or _between_others(fact, other) else None
    free = [one for one in fact.subjects if not any(_overlap(one, taken) for taken in other.subjects)]
    return fact._replace(subjects=free) if free else None


def _signs_again(fact: Found, other: Found) -> bool:
    """Whether who signs one agreement signs another behind it: "A ký ghi nhớ với B, ký hợp đồng với C"."""
    between = range(other.match.last, fact.objects[0].first)
    again = any(fact.reading.matches("sign", at) > at for at in between)
    return again and _any_overlap(fact.subjects, other.subjects)


def _between_others(fact: Found, other: Found) -> bool:
    """Whether two pairs are named one behind the other: "giữa A với B và giữa C với D"."""
    words = fact.reading.sentence.words
    between = all(words[one.subjects[0].first - 1] == "giữa" for one in (fact, other))
    parties = [*other.subjects, *other.objects]
    return between and not _any_overlap([*fact.subjects, *fact.objects], parties)


def _overlap(left: Mention, right: Mention) -> bool:
    return left.low < right.high and right.low < left.high


def _any_overlap(left: list[Mention], right: list[Mention]) -> bool:
    return any(_overlap(a, b) for a in left for b in right)
