"""What a reviewer types to change a claim, read and applied; the same in both modes of ``review``."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from ..intake.proposal import Statement
from ..intake.review_edit import (
    check_statement,
    is_entity_term,
    with_added,
    with_certainty,
    with_date,
    with_quote_end,
    with_speaker,
    with_statement,
    with_subject,
    without_statement,
)
from ..model.errors import InputError, NotFoundError
from ..model.prefixes import PREFIXES
from ..model.text import fold, nfc
from ..store.values import is_slug

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..intake.proposal import Proposal
    from ..intake.review import Review

    Edit = Callable[[Review, Proposal, str, str], Proposal]

EDIT_HELP = {
    "en": (
        "subject N ENTITY      another subject for statement N",
        "term N TERM           another term",
        "object N VALUE        another entity or value",
        "add ENTITY TERM VALUE one more statement ('…' around what has spaces)",
        "drop N                without statement N",
        "date EDTF             another date, such as 2016-03; 'date -' takes the dates out",
        "start -2, end +1      moves an end of the quote by words; 'end -3c' by characters",
        "speaker ENTITY        who says it; 'speaker -' for the article's own voice",
        "certainty WORD NOTE   stated, headline, inferred or hedged, and why",
        "note TEXT             another note; 'note -' takes it out",
        "done, or Enter        ends editing",
    ),
    "vi": (
        "subject N ENTITY      đổi chủ thể của câu N",
        "term N TERM           đổi quan hệ của câu N",
        "object N VALUE        đổi thực thể hoặc giá trị của câu N",
        "add ENTITY TERM VALUE thêm một câu (đặt trong '…' nếu có dấu cách)",
        "drop N                bỏ câu N",
        "date EDTF             đổi ngày, ví dụ 2016-03; 'date -' bỏ ngày",
        "start -2, end +1      dời đầu hoặc cuối câu trích theo từ; 'end -3c' theo ký tự",
        "speaker ENTITY        ai nói; 'speaker -' nếu là lời của bài báo",
        "certainty WORD NOTE   stated (nêu rõ), headline (chỉ ở tiêu đề), inferred (suy ra)",
        "                      hoặc hedged (chưa rõ), và vì sao",
        "note TEXT             đổi ghi chú; 'note -' bỏ ghi chú",
        "done, hoặc Enter      sửa xong",
    ),
}

_PERSON = ("foaf:Person", "schema:Person")


def edited(review: Review, claim: Proposal, line: str, lang: str) -> Proposal:
    """The claim after an edit, written as EDIT_HELP says.

    An ENTITY is a slug, a label of the draft or of the knowledge base, or +LABEL for a new one. Raises
    InputError or NotFoundError, saying what is wrong, and changes nothing then.
    """
    word, _, rest = nfc(line.strip()).partition(" ")
    edit = _EDITS.get(word.lower())
    if edit is None:
        raise InputError(f"'{word}' is no edit; there are {', '.join(_EDITS)}")
    return edit(review, claim, rest.strip(), lang)


def shown_value(statement: Statement) -> str:
    """A statement's value as a reviewer types it: texts with their language before them."""
    return f"{statement.language}:{statement.value}" if statement.language else statement.value


def shown_date(claim: Proposal) -> str:
    """The claim's date (``when``, else its first plain date); empty when it has none."""
    found = {s.term: s.value for s in reversed(claim.states)}
    return next((found[term] for term in ("when", "startDate", "issued", "endDate") if term in found), "")


def rewritten(review: Review, claim: Proposal, rows: Sequence[tuple[str, str, str]], lang: str) -> Proposal:
    """The claim with its statements as rows of (subject, term, value) say; empty rows are left out.

    The first rows stand for the claim's own statements, more for new ones. Raises what ``edited`` raises.
    """
    states: list[Statement] = []
    for index, (subject, term, value) in enumerate(rows):
        old = claim.states[index] if index < len(claim.states) else None
        if old is not None and (subject, term, value) == (old.subject, old.term, shown_value(old)):
            states.append(old)
        elif subject or term or value:
            like = old or (claim.states[0] if claim.states else None)
            slug = entity_named(review, subject, lang, like.subject if like else "")
            states.append(_statement(review, (slug, term, value), lang, old.value if old else ""))
            check_statement(states[-1], review.context)
    return claim.replace(states=tuple(dict.fromkeys(states)))


def entity_named(review: Review, text: str, lang: str, like: str = "") -> str:
    """The slug of the entity that a reviewer means.

    +LABEL makes a new entity with the types of ``like``, the entity whose place it takes. Raises
    InputError for an empty text, NotFoundError or AmbiguousError where the name does not tell.
    """
    name = nfc(text.strip())
    if name.startswith("+"):
        return review.define(name[1:].strip(), _types_of(review, like))
    if is_slug(name) and (review.knows(name) or name == review.opened.draft.source.id):
        return name
    if not fold(name):
        raise InputError("name an entity: its slug, its label, or +LABEL for a new one")
    in_draft = [
        entity.slug
        for entity in (*review.state.entities.values(), *review.opened.draft.entities)
        if entity.slug not in review.state.merged
        and fold(name) in map(fold, (entity.label_vi, entity.label_en, *entity.aliases))
    ]
    if len(set(in_draft)) == 1:
        return in_draft[0]
    return _in_knowledge_base(review, name, lang)


def _in_knowledge_base(review: Review, name: str, lang: str) -> str:
    from ..views.resolve import resolve

    missing: NotFoundError | None = None
    for store in review.known.stores():
        try:
            iri = resolve(store, name, lang).value
        except NotFoundError as error:
            missing = missing or error
            continue
        if iri.startswith(PREFIXES["id"]):
            return iri.removeprefix(PREFIXES["id"])
    raise missing or NotFoundError(f"no entity named '{name}'; +{name} makes a new one")


def _types_of(review: Review, like: str) -> list[str]:
    from ..model.prefixes import curie

    entity = review.state.entities.get(like)
    if entity is not None:
        return list(entity.types)
    known = review.known.get(like) if like else None
    if known is None:
        raise InputError("a new entity takes the types of the one whose place it takes; there is none here")
    return [curie(type_.value) for type_ in known.entity.types]


def _subject(review: Review, claim: Proposal, rest: str, lang: str) -> Proposal:
    index, name = _numbered(claim, rest)
    return with_subject(claim, index, entity_named(review, name, lang, claim.states[index].subject))


def _term(review: Review, claim: Proposal, rest: str, _lang: str) -> Proposal:
    index, term = _numbered(claim, rest)
    return with_statement(claim, index, claim.states[index].replace(term=term), review.context)


def _object(review: Review, claim: Proposal, rest: str, lang: str) -> Proposal:
    index, text = _numbered(claim, rest)
    old = claim.states[index]
    statement = _statement(review, (old.subject, old.term, text), lang, old.value)
    return with_statement(claim, index, statement, review.context)


def _add(review: Review, claim: Proposal, rest: str, lang: str) -> Proposal:
    try:
        parts = shlex.split(rest)
    except ValueError:
        raise InputError("a quotation mark is not closed") from None
    if len(parts) != 3:
        raise InputError("add takes three things: ENTITY TERM VALUE, in '…' where they have spaces")
    subject = entity_named(review, parts[0], lang, claim.states[0].subject if claim.states else "")
    statement = _statement(review, (subject, parts[1], parts[2]), lang, "")
    return with_added(claim, statement, review.context)


def _statement(review: Review, parts: tuple[str, str, str], lang: str, like: str) -> Statement:
    subject, term, text = parts
    if is_entity_term(term, review.context):
        return Statement(subject, term, entity_named(review, text, lang, like))
    known = review.context.terms.get(term)
    if known is not None and known.kind == "language":
        language, colon, body = text.partition(":")
        if colon and language in ("vi", "en"):
            return Statement(subject, term, body.strip(), language)
        return Statement(subject, term, text, review.opened.draft.source.language)
    return Statement(subject, term, text)


def _drop(_review: Review, claim: Proposal, rest: str, _lang: str) -> Proposal:
    return without_statement(claim, _numbered(claim, rest)[0])


def _date(review: Review, claim: Proposal, rest: str, _lang: str) -> Proposal:
    if not rest:
        raise InputError("date takes an EDTF date such as 2016-03 or 2017-11-25/2017-11-27, or -")
    return with_date(claim, "" if rest == "-" else rest, review.context)


def moved(review: Review, claim: Proposal, side: str, steps: int, unit: str) -> Proposal:
    """The claim with an end of its quote moved, kept inside the article and outside noise."""
    opened = review.opened
    return with_quote_end(claim, side, steps, unit, opened.article, opened.draft.noise)


def _end(side: str) -> Edit:
    def move(review: Review, claim: Proposal, rest: str, _lang: str) -> Proposal:
        unit = "character" if rest.endswith("c") else "word"
        number = rest.removesuffix("c").strip()
        if not (number[:1] in "+-" and number[1:].isascii() and number[1:].isdigit() and len(number) < 8):
            raise InputError(f"{side} takes words such as -2 or +1, or characters such as +3c")
        return moved(review, claim, side, int(number), unit)

    return move


def spoken(review: Review, claim: Proposal, name: str, lang: str) -> Proposal:
    """The claim with the person named as its speaker; with none for an empty name.

    Raises what ``entity_named`` raises.
    """
    if name.startswith("+"):
        return with_speaker(claim, review.define(name[1:].strip(), _PERSON))
    return with_speaker(claim, entity_named(review, name, lang) if name else "")


def _speaker(review: Review, claim: Proposal, rest: str, lang: str) -> Proposal:
    if not rest:
        raise InputError("speaker takes a person, or - for the article's own voice")
    return spoken(review, claim, "" if rest == "-" else rest, lang)


def _certainty(_review: Review, claim: Proposal, rest: str, _lang: str) -> Proposal:
    word, _, note = rest.partition(" ")
    return with_certainty(claim, word, note.strip() or claim.note)


def _note(_review: Review, claim: Proposal, rest: str, _lang: str) -> Proposal:
    if not rest:
        raise InputError("note takes a text, or - for none")
    return with_certainty(claim, claim.certainty, "" if rest == "-" else rest)


def _numbered(claim: Proposal, rest: str) -> tuple[int, str]:
    number, _, text = rest.partition(" ")
    if not (number.isascii() and number.isdigit() and 1 <= int(number[:6]) <= len(claim.states)):
        raise InputError(f"say which statement: 1 to {len(claim.states)}")
    return int(number[:6]) - 1, text.strip()


_EDITS: dict[str, Edit] = {
    "subject": _subject,
    "term": _term,
    "object": _object,
    "add": _add,
    "drop": _drop,
    "date": _date,
    "start": _end("start"),
    "end": _end("end"),
    "speaker": _speaker,
    "certainty": _certainty,
    "note": _note,
}
