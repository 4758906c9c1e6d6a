"""Of many readings the ones to propose: one fact per quote and person, each fact once in an article."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from itertools import pairwise

from .event_names import same_event
from .finding import Found
from .mentions import Mention
from .names import Abbreviations, Words, alike, words_in
from .worth import stands_for_another, worth_a_claim

MIN_CONFIDENCE = 0.5
_OPENING = frozenset({("khai", "trương"), ("khánh", "thành")})
# As many sentences behind an agreement its ceremony is still told of.
_SOON = 3
# With so many facts of a kind a new one is compared; an article has a tenth of them.
REMEMBERED = 300


def select(
    sentences: Iterable[list[Found]], abbreviations: Abbreviations, title_sentences: int
) -> list[Found]:
    """The facts to propose, in the order of the text; ``sentences`` are the facts found in each.

    In a sentence the surer pattern wins what two of them claim (a post, an event, a party). In the
    article a fact is proposed where it is said first; the title counts only for what nothing else says.
    """
    chosen: list[Found] = []
    seen = _Seen(abbreviations)
    clear = [fact for facts in sentences for fact in _of_sentence(worth_a_claim(facts))]
    # What is said twice is proposed where it is said in full: with the founder, with the date.
    for fact in sorted(clear, key=lambda f: (f.number < title_sentences, _says_less(f))):
        kept = seen.new_part(fact, fact.number < title_sentences)
        if kept is not None:
            chosen.append(kept)
    if any(fact.pattern.kind == "agreement" for fact in chosen):
        signings = [fact for fact in chosen if _is_signing(fact)]
        chosen = [_dated_by(fact, signings) for fact in chosen if not _is_signing(fact) or _is_dated(fact)]
    return sorted(chosen, key=lambda f: (f.span[0], f.span[1], f.pattern.kind))


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
        return 4 * (not fact.objects) + 2 * (fact.date is None) + _only_opens(fact)
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
        return other.pattern.relation in ("approves", "promulgates", "has_title") and _any_overlap(
            fact.subjects, other.objects
        )
    return False


def _without_taken(fact: Found, other: Found) -> Found | None:
    """What is left of a fact beside a surer one of its kind; None when nothing is."""
    kind = fact.pattern.kind
    if _apart(fact) != _apart(other):
        return fact
    if kind == "person_post":
        free = [post for post in fact.objects if not any(_overlap(post, taken) for taken in other.objects)]
        return fact._replace(objects=free) if free else None
    if kind == "official_document":
        same = _relation(fact) == _relation(other)
        return None if same and _any_overlap(fact.subjects, other.subjects) else fact
    if kind == "agreement":
        apart = fact.match.first >= other.match.last or other.match.first >= fact.match.last
        return fact if apart or _signs_again(fact, other) else None
    free = [one for one in fact.subjects if not any(_overlap(one, taken) for taken in other.subjects)]
    return fact._replace(subjects=free) if free else None


def _signs_again(fact: Found, other: Found) -> bool:
    """Whether who signs one agreement signs another behind it: "A ký ghi nhớ với B, ký hợp đồng với C"."""
    between = range(other.match.last, fact.objects[0].first)
    again = any(fact.reading.matches("sign", at) > at for at in between)
    return again and _any_overlap(fact.subjects, other.subjects)


def _overlap(left: Mention, right: Mention) -> bool:
    return left.low < right.high and right.low < left.high


def _any_overlap(left: list[Mention], right: list[Mention]) -> bool:
    return any(_overlap(a, b) for a in left for b in right)


class _Named:
    """Names said before: the same names are known for ever, alike ones as long as they are among the last.

    So that the time grows with the facts and not with their square, whatever the length of a text.
    """

    def __init__(self) -> None:
        self._same: set[tuple[str, ...]] = set()
        self._last: deque[tuple[Words, ...]] = deque(maxlen=REMEMBERED)

    def __contains__(self, key: tuple[str, ...]) -> bool:
        if key in self._same:
            return True
        names = [words_in(name) for name in key]
        first = names[0]
        # Written out for the first name: almost all comparisons end here.
        return any((old[0] <= first or first <= old[0]) and all(map(alike, names, old)) for old in self._last)

    def add(self, key: tuple[str, ...]) -> None:
        self._same.add(key)
        self._last.append(tuple(map(words_in, key)))


class _Seen:
    """What was proposed already, so that each fact comes once."""

    def __init__(self, abbreviations: Abbreviations) -> None:
        self.abbreviations = abbreviations
        self.keys: dict[str, _Named] = {}
        self.said: set[tuple[str, str]] = set()
        self.same_posts: set[tuple[str, str, str]] = set()
        self.posts: deque[tuple[int, Words, Words, Words]] = deque(maxlen=REMEMBERED)
        self.events: deque[tuple[str, bool, bool]] = deque(maxlen=REMEMBERED)

    def new_part(self, fact: Found, title: bool) -> Found | None:
        """The part of a fact that is new; None when all of it was said before, or a title says too little."""
        kind = fact.pattern.kind
        if fact.pattern.confidence < MIN_CONFIDENCE or (title and self._is_headline(fact)):
            return None
        if not title:
            self.said.add((kind, _relation(fact)))
        if kind == "person_post":
            posts = [post for post in fact.objects if self._is_new_post(fact, post)]
            return fact._replace(objects=posts) if posts else None
        if kind == "official_document":
            relation = _relation(fact)
            # A plan may be approved by one body after the other.
            by = [self._name(fact, one) for one in fact.objects[:1]] if relation == "approved_by" else []
            named = [
                one for one in fact.subjects if self._is_new(kind, (self._name(fact, one), relation, *by))
            ]
            return fact._replace(subjects=named) if named else None
        if kind == "agreement":
            pairs = [(self._name(fact, a), self._name(fact, b)) for a in fact.subjects for b in fact.objects]
            # Who is named first does not matter: "A ký với B" and "B ký với A" are one agreement.
            known = self.keys.setdefault(kind, _Named())
            new = [pair for pair in pairs if pair not in known and pair[::-1] not in known]
            for pair in new:
                known.add(pair)
            return fact if new else None
        if kind == "event" and not self._is_new_event(fact):
            return None
        if stands_for_another(fact):
            return fact
        subjects = [one for one in fact.subjects if self._is_new_subject(fact, one)]
        return fact._replace(subjects=subjects) if subjects else None

    def _is_headline(self, fact: Found) -> bool:
        """Whether a title says in short what the text says in full: another fact of the kind and relation."""
        kind = fact.pattern.kind
        if kind == "event" and any(told == kind for told, _ in self.said):
            return True
        said = kind != "person_post" and (kind, _relation(fact)) in self.said
        # What a headline says of a plan, the text says in its own words.
        said = said or (kind == "official_document" and any(told == kind for told, _ in self.said))
        return said or _is_bare(fact)

    def _is_new_subject(self, fact: Found, subject: Mention) -> bool:
        """Whether nobody said yet of a subject what the fact does; who organises an event is said apart."""
        kind, name = fact.pattern.kind + _apart(fact), (self._name(fact, subject),)
        held = self._is_new(kind, name)
        organised = kind == "event" and bool(fact.objects) and self._is_new("event by", name)
        return held or organised

    def _is_new(self, kind: str, key: tuple[str, ...]) -> bool:
        known = self.keys.setdefault(kind, _Named())
        if key in known:
            return False
        known.add(key)
        return True

    def _is_new_event(self, fact: Found) -> bool:
        """Whether a head alone ("Hội nghị") says of the event that it stands for what nothing else said."""
        name = self._name(fact, fact.subjects[0])
        if stands_for_another(fact) and any(
            (known.startswith(name) or same_event(known, name))
            and (fact.date is None or dated)
            and (not fact.objects or organised)
            for known, dated, organised in self.events
        ):
            return False
        self.events.append((name, fact.date is not None, bool(fact.objects)))
        return True

    def _is_new_post(self, fact: Found, post: Mention) -> bool:
        """Whether nobody said yet that the person holds this post.

        In another sentence the same title is the same post, whatever the body is called there; in one
        sentence "Chủ tịch A, Chủ tịch B" are two.
        """
        who, title, whole = self._name(fact, fact.subjects[0]), _title(fact, post), self._name(fact, post)
        if (who, title, whole) in self.same_posts:
            return False
        words = words_in(who), words_in(title), words_in(whole)
        for number, known, old, text in self.posts:
            if alike(words[0], known):
                same = alike(words[2], text) if number == fact.number else alike(words[1], old)
                if same:
                    return False
        self.same_posts.add((who, title, whole))
        self.posts.append((fact.number, *words))
        return True

    def _name(self, fact: Found, mention: Mention) -> str:
        return self.abbreviations.comparable(fact.text_of(mention))


def _relation(fact: Found) -> str:
    """The relation of a document: that it was issued on a day is part of who issued it."""
    return "issued_by" if fact.pattern.relation == "issued" else fact.pattern.relation


def _apart(fact: Found) -> str:
    """The relation where it is a fact beside others about the same subject: which edition follows which."""
    return fact.pattern.relation if fact.pattern.relation in ("follows", "represents") else ""


def _is_bare(fact: Found) -> bool:
    """Whether a fact names an event or a body and nothing else: a headline that announces it."""
    kinds = ("event", "body_established")
    return fact.pattern.kind in kinds and not fact.objects and fact.date is None


def _title(fact: Found, post: Mention) -> str:
    """The title of a post without its body: "Chủ tịch" of "Chủ tịch UBND tỉnh"."""
    sentence = fact.reading.sentence
    last = post.inner.first if post.inner and post.inner.first > post.first else post.last
    return " ".join(sentence.words[post.first : last])
