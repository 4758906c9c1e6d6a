"""Mentions become entities: linked where the knowledge base knows them, else new with slug and labels."""

from __future__ import annotations

from collections import deque

from ..model.text import fold, slug
from .canonical import canonical_name
from .find_places import named_from
from .linking import NameIndex
from .mentions import BARE, LONE, Mention, Reading, name_of
from .proposal import OpenQuestion, ProposedEntity
from .setting import Setting

MAX_SLUG = 80
_ORGANISATION = "org:FormalOrganization"
_TYPES = {
    "person": ("foaf:Person", "schema:Person"),
    "post": ("org:Post",),
    "scheme": ("sckb:Initiative", "foaf:Project"),
    "document": ("sckb:OfficialDocument", "foaf:Document"),
    "body": ("org:OrganizationalUnit",),
    "goal": ("sckb:Goal", "skos:Concept"),
}
_MARKS = '"“”„«»'
_CORPORATE = ("công ty", "tổng công ty", "tập đoàn", "ngân hàng", "hãng", "ctcp", "tct")
_STATE = (
    "ủy ban", "ubnd", "hđnd", "hội đồng nhân dân", "sở", "bộ", "cục", "chi cục", "vụ", "chính phủ",
    "quốc hội", "tổng cục", "đại sứ quán", "lãnh sự quán", "văn phòng ubnd", "văn phòng chính phủ",
    "chính quyền", "thủ tướng", "công an",
)  # fmt: skip
_WORKSHOPS = ("hội thảo", "tọa đàm", "lớp tập huấn", "khóa tập huấn", "buổi hội thảo", "workshop", "seminar")
_MEETINGS = (
    "cuộc họp",
    "buổi họp",
    "họp",
    "phiên họp",
    "buổi làm việc",
    "cuộc gặp",
    "hội đàm",
    "kì họp",
    "meeting",
)


class Naming:
    """The entities of one article while its proposals are put together, each name resolved once."""

    def __init__(self, index: NameIndex, setting: Setting) -> None:
        self.index = index
        self.setting = setting
        self.entities: dict[str, ProposedEntity] = {}
        self.open: dict[OpenQuestion, None] = {}
        self._slugs: dict[tuple[str, bool], str] = {}
        self._new_names: dict[str, str] = {}
        self._events: deque[tuple[str, str]] = deque(maxlen=100)

    def entity(self, reading: Reading, mention: Mention) -> str:
        """The slug of what a mention names; a new entity is made once for each name."""
        if mention.elsewhere is not None and mention.inner is not None:
            return self.entity(mention.elsewhere, mention.inner)
        if mention.kind == "post":
            return self.post(reading, mention)
        if mention.kind == "event" and mention.value == BARE:
            return self._event_before(canonical_name(reading.sentence.quote(mention.low, mention.high)))
        if mention.value == LONE and (named := self._body_before(reading, mention)):
            return named
        place = _as_place(reading, mention)
        first = named_from(reading, place) if place and place.value != "generic" else mention.low
        text = (
            name_of(reading, mention)
            if mention.kind == "event"
            else reading.sentence.quote(first, mention.high)
        )
        text = _unquoted(text)
        made = self.named(text, types_of(mention.kind, canonical_name(text), reading, mention))
        if mention.kind == "event":
            self._events.append((canonical_name(text), made))
        return made

    def _event_before(self, head: str) -> str:
        """The event named last whose name begins so, or ends so in English; empty when there is none."""
        found = (
            made for name, made in reversed(self._events) if name.startswith(head) or name.endswith(head)
        )
        return next(found, "")

    def _body_before(self, reading: Reading, mention: Mention) -> str:
        """The body made last whose label begins with the head that stands for it; the reader is asked."""
        text = reading.sentence.quote(mention.low, mention.high)
        head = canonical_name(text).removesuffix(" này")
        head = "trường" if head == "nhà trường" else head
        for made, entity in reversed(self.entities.items()):
            if canonical_name(entity.label_vi).startswith(f"{head} "):
                self._ask(made, "same_entity", f'is "{text}" the {entity.label_vi} of this article?', (made,))
                return made
        return ""

    def post(self, reading: Reading, mention: Mention) -> str:
        """The slug of a post: its title with the full name of the body that it is in."""
        text = reading.sentence.quote(mention.low, mention.high)
        inner = mention.inner
        if inner is not None and inner.last == mention.last:
            body = reading.sentence.quote(inner.low, inner.high)
            text = text[: len(text) - len(body)] + self.completed(body)
        return self.named(text, _TYPES["post"])

    def completed(self, name: str) -> str:
        """The name with the article's place where it is generic."""
        return self.setting.completed(name, canonical_name(name))

    def named(self, name: str, types: tuple[str, ...]) -> str:
        """The slug of a name, linked or new."""
        key = (name, types == _TYPES["post"])
        if key not in self._slugs:
            self._slugs[key] = self._resolve(name, types)
        return self._slugs[key]

    def _resolve(self, name: str, types: tuple[str, ...]) -> str:
        label = self.completed(name)
        note = ""
        if label != name:
            note = f'"{name}" read as "{label}": the article is about {self.setting.name}'
        short, bracketed = _without_bracket(label)
        for candidate in dict.fromkeys((label, short, name)):
            known = self._known(candidate)
            if len(known) == 1:
                return self._existing(known[0], note)
            if known:
                self._ask(slug(candidate), "same_entity", f'which of these is "{name}"?', known)
        return self._new(short or label, types, tuple(dict.fromkeys(filter(None, (bracketed,)))), note, name)

    def _known(self, name: str) -> tuple[str, ...]:
        """The known entities of this name; one that leaves its place out is not another place's."""
        known = self.index.exact(name)
        if not self.setting.is_generic(canonical_name(name)):
            return known
        if not self.setting.name:
            return ()
        place = f" {fold(self.setting.name)} "
        return tuple(one for one in known if place in f" {fold(self.index.entities[one].label_vi)} ")

    def _existing(self, known: str, note: str) -> str:
        entity = self.index.entities[known]
        self.entities.setdefault(
            known, ProposedEntity(known, entity.label_vi, entity.label_en, existing=True, note=note)
        )
        return known

    def _new(self, label: str, types: tuple[str, ...], aliases: tuple[str, ...], note: str, name: str) -> str:
        comparable = self.index.abbreviations.comparable(label)
        if comparable in self._new_names:
            return self._spelt_otherwise(self._new_names[comparable], label)
        made = _cut(slug(label)) or "khong-ten"
        for alias in aliases:
            self._slugs.setdefault((alias, False), made)
        if made in self.index.entities:
            self._ask(f"{made}-2", "same_entity", f'is "{label}" the {made} of the knowledge base?', (made,))
            made = f"{made}-2"
        if made in self.entities:
            return made
        self._new_names[comparable] = made
        if types != _TYPES["document"]:
            full = self.index.abbreviations.written_out(label)
            aliases = tuple(dict.fromkeys((*aliases, *([full] if full != label else []))))
        self.entities[made] = ProposedEntity(made, label, label, types, aliases, note=note)
        near = self.index.near(label)
        if near:
            self._ask(made, "same_entity", f'is "{label}" one of these?', near)
        if self.setting.is_generic(canonical_name(name)) and not self.setting.name:
            elsewhere = self.index.exact(name)
            self._ask(made, "generic_name", f'the article names no place for "{name}"', elsewhere)
        self._ask(made, "translation", f'the English label of "{label}"')
        return made

    def _spelt_otherwise(self, made: str, label: str) -> str:
        """The slug of an entity that is written in another way here ("TP." for "thành phố"): an alias."""
        entity = self.entities[made]
        if label not in (entity.label_vi, *entity.aliases):
            self.entities[made] = entity.replace(aliases=(*entity.aliases, label))
        return made

    def _ask(self, about: str, reason: str, question: str, candidates: tuple[str, ...] = ()) -> None:
        self.open[OpenQuestion(about, reason, question, candidates)] = None


def types_of(kind: str, name: str, reading: Reading, mention: Mention) -> tuple[str, ...]:
    """The types of a new entity by the kind of its mention and the head of its name (canonical spelling)."""
    if kind in _TYPES:
        return _TYPES[kind]
    if kind == "event":
        if name.startswith(_WORKSHOPS):
            return ("sckb:Workshop", "schema:Event")
        return ("sckb:Meeting" if name.startswith(_MEETINGS) else "sckb:Conference", "schema:Event")
    place = _as_place(reading, mention)
    if place is not None:
        return _place_types(reading, place)
    if name.startswith(_CORPORATE):
        return (_ORGANISATION, "schema:Corporation")
    return (
        _ORGANISATION,
        "schema:GovernmentOrganization" if name.startswith(_STATE) else "schema:Organization",
    )


def _as_place(reading: Reading, mention: Mention) -> Mention | None:
    """The place that a mention is, None when it is an organisation or something else."""
    if mention.kind not in ("place", "party", "actor", "subject"):
        return None
    return next((m for m in reading.at("place", mention.first) if m.last == mention.last), None)


def _unquoted(text: str) -> str:
    """A name without quotation marks around the whole of it."""
    whole = len(text) > 2 and text[0] in _MARKS and text[-1] in _MARKS
    return text[1:-1] if whole and not any(mark in text[1:-1] for mark in _MARKS) else text


def _place_types(reading: Reading, place: Mention) -> tuple[str, ...]:
    name = named_from(reading, place)
    if reading.matches("country", name) == place.last:
        return ("schema:Country",)
    if reading.matches("city", name) == place.last:
        return ("schema:City",)
    return ("schema:AdministrativeArea", "foaf:Agent")


def _without_bracket(label: str) -> tuple[str, str]:
    """A name without the short form in brackets at its end, and that short form."""
    if not label.endswith(")") or "(" not in label:
        return label, ""
    name, _, inside = label[:-1].rpartition("(")
    return name.strip(), inside.strip()


def _cut(text: str) -> str:
    """A slug cut between words to a length that people can still read."""
    if len(text) <= MAX_SLUG:
        return text
    return text[: MAX_SLUG + 1].rpartition("-")[0] or text[:MAX_SLUG]
