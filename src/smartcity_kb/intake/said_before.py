"""What an article said before, so that each fact is proposed once."""

from __future__ import annotations

from collections import deque

from .event_names import same_event
from .finding import Found
from .mentions import Mention
from .names import Abbreviations, Words, alike, words_in
from .worth_events import says_who, stands_for_another

MIN_CONFIDENCE = 0.5
# With so many facts of a kind a new one is compared; an article has a tenth of them.
REMEMBERED = 300
# Names with these heads are those of a company that is called by its last word, too.
_COMPANIES = ("công ty", "tập đoàn", "tổng công ty", "ngân hàng", "liên doanh", "quỹ", "hãng", "doanh nghiệp")


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


class SaidBefore:
    """What was proposed already, so that each fact comes once."""

    def __init__(self, abbreviations: Abbreviations) -> None:
        self.abbreviations = abbreviations
        self.keys: dict[str, _Named] = {}
        self.said: set[tuple[str, str]] = set()
        self.same_posts: set[tuple[str, str, str]] = set()
        self.posts: deque[tuple[int, Words, Words, Words]] = deque(maxlen=REMEMBERED)
        self.events: deque[tuple[str, bool, bool]] = deque(maxlen=REMEMBERED)
        self.founded: deque[str] = deque(maxlen=REMEMBERED)

    def new_part(self, fact: Found, title: bool) -> Found | None:
        """The part of a fact that is new; None when all of it was said before, or a title says too little."""
        kind = fact.pattern.kind
        if fact.pattern.confidence < MIN_CONFIDENCE or (title and self._is_headline(fact)):
            return None
        if not title:
            self.said.add((kind, relation_of(fact)))
        if kind == "person_post":
            posts = [post for post in fact.objects if self._is_new_post(fact, post)]
            return fact._replace(objects=posts) if posts else None
        if kind == "official_document":
            relation = relation_of(fact)
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
        said = kind != "person_post" and (kind, relation_of(fact)) in self.said
        # What a headline says of a plan, the text says in its own words.
        said = said or (kind == "official_document" and any(told == kind for told, _ in self.said))
        return said or _is_bare(fact)

    def _is_new_subject(self, fact: Found, subject: Mention) -> bool:
        """Whether nobody said yet of a subject what the fact does; who organises an event is said apart."""
        kind, name = fact.pattern.kind + relation_apart(fact), (self._name(fact, subject),)
        if kind == "body_established" and not fact.reading.english:
            owner = _is_lone_name(subject) and self._is_only_part(name[0])
            self.founded.append(name[0])
            if owner:
                return True
        held = self._is_new(kind, name)
        organised = kind == "event" and says_who(fact) and self._is_new("event by", name)
        won = kind == "event" and _says_who_won(fact) and self._is_new("event won", name)
        edition = kind == "event" and self._is_other_year(fact, name)
        return held or organised or won or edition

    def _is_only_part(self, name: str) -> bool:
        """Whether those founded before that have this name in theirs are its own: "Trung tâm A Lumitek"."""
        known = [one for one in self.founded if words_in(name) <= words_in(one)]
        return bool(known) and not any(
            one == name or f"({name})" in one or one.startswith(_COMPANIES) for one in known
        )

    def _is_other_year(self, fact: Found, name: tuple[str, ...]) -> bool:
        """Whether an event of the same name was told of in other years only: another edition."""
        year = (fact.date or "")[:4]
        if not year.isdigit():
            return False
        first = self._is_new("event of a year", name)
        return self._is_new(f"event of {year}", name) and not first

    def _is_new(self, kind: str, key: tuple[str, ...]) -> bool:
        known = self.keys.setdefault(kind, _Named())
        if key in known:
            return False
        known.add(key)
        return True

    def _is_new_event(self, fact: Found) -> bool:
        """Whether a head alone ("Hội nghị") says of the event that it stands for what nothing else said."""
        name = self._name(fact, fact.subjects[0])
        if _says_who_won(fact):
            return True
        if stands_for_another(fact) and any(
            (known.startswith(name) or same_event(known, name))
            and (fact.date is None or dated)
            and (not says_who(fact) or organised)
            for known, dated, organised in self.events
        ):
            return False
        self.events.append((name, fact.date is not None, says_who(fact)))
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


def _is_lone_name(subject: Mention) -> bool:
    """Whether a body is called by one word, as companies are: "CMC", "Lumitek"."""
    return subject.kind in ("name", "party") and subject.high - subject.low == 1


def _says_who_won(fact: Found) -> bool:
    """Whether a fact says who won a prize, which is told beside the event."""
    return fact.pattern.relation == "awarded" and bool(fact.objects)


def relation_of(fact: Found) -> str:
    """The relation of a document: that it was issued on a day is part of who issued it."""
    return "issued_by" if fact.pattern.relation == "issued" else fact.pattern.relation


def relation_apart(fact: Found) -> str:
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
