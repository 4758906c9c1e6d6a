"""Edits of a proposed claim: its statements, its date, the ends of its quote. Pure; problems are raised."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model.dates import EdtfError, parse
from ..model.errors import InputError
from ..model.terms import CERTAINTIES, DATE_PROPERTIES, WHEN
from ..store.files import unknown_term
from ..store.values import check_text, is_slug, object_from_text
from .proposal import Proposal, Statement

if TYPE_CHECKING:
    from ..model.claim import Noise
    from ..model.dates import Edtf, Moment
    from ..model.terms import Context

_STARTS = ("startDate", "issued")
_WORD = re.compile(r"\S+")


def with_statement(claim: Proposal, index: int, statement: Statement, context: Context) -> Proposal:
    """The claim with another statement in the place of the one at ``index`` (from 0)."""
    check_statement(statement, context)
    _check_index(claim, index)
    states = [*claim.states[:index], statement, *claim.states[index + 1 :]]
    return claim.replace(states=tuple(dict.fromkeys(states)))


def with_subject(claim: Proposal, index: int, subject: str) -> Proposal:
    """The claim with another subject in the statement at ``index`` and in all others about the same one."""
    _check_index(claim, index)
    _check_slug(subject)
    old = claim.states[index].subject
    states = [s.replace(subject=subject) if s.subject == old else s for s in claim.states]
    return claim.replace(states=tuple(dict.fromkeys(states)))


def with_added(claim: Proposal, statement: Statement, context: Context) -> Proposal:
    """The claim with one more statement."""
    check_statement(statement, context)
    return claim.replace(states=tuple(dict.fromkeys((*claim.states, statement))))


def without_statement(claim: Proposal, index: int) -> Proposal:
    """The claim without the statement at ``index``."""
    _check_index(claim, index)
    return claim.replace(states=(*claim.states[:index], *claim.states[index + 1 :]))


def with_date(claim: Proposal, edtf: str, context: Context) -> Proposal:
    """The claim with another date (EDTF): in ``when`` and in the plain dates that can say it.

    An empty text takes the dates out. A claim without any date gets ``when`` on its first subject. Raises
    InputError when the text is no EDTF date.
    """
    dated = [s for s in claim.states if _is_date(s, context)]
    if not edtf:
        return claim.replace(states=tuple(s for s in claim.states if s not in dated))
    date = _parsed(edtf)
    if not dated:
        if not claim.states:
            raise InputError("the claim states nothing yet that could have a date")
        return with_added(claim, Statement(claim.states[0].subject, "when", edtf), context)
    states: list[Statement] = []
    for statement in claim.states:
        if statement not in dated:
            states.append(statement)
            continue
        moment = date.start if statement.term in _STARTS else date.end if date.interval else None
        value = edtf if context.terms[statement.term].iri == WHEN else _plain(moment)
        if value:
            states.append(statement.replace(value=value))
    return claim.replace(states=tuple(states))


def with_quote_end(
    claim: Proposal, side: str, steps: int, unit: str, article: str, noise: tuple[Noise, ...]
) -> Proposal:
    """The claim with the ``start`` or ``end`` of its quote moved by words or characters.

    ``steps`` counts words (``unit`` "word") or code points ("character") to the right, negative to the left.
    Raises InputError when nothing would be left, or the quote would leave the article or touch noise.
    """
    start, end = claim.start, claim.end
    if side == "start":
        start = _moved(start, steps, unit, article, at_start=True)
    else:
        end = _moved(end, steps, unit, article, at_start=False)
    if not 0 <= start < end <= len(article):
        raise InputError("the quote cannot get shorter than a word or leave the article")
    if any(start < span.end and span.start < end for span in noise):
        raise InputError("there is noise; a quote is of the article itself")
    return claim.replace(start=start, quote=article[start:end])


def with_certainty(claim: Proposal, certainty: str, note: str) -> Proposal:
    """The claim with another certainty and note; anything but ``stated`` needs a note that says why."""
    if certainty not in CERTAINTIES:
        raise InputError(f"certainty is one of {', '.join(CERTAINTIES)}; not '{certainty}'")
    if certainty != "stated" and not note:
        raise InputError(f"a claim that is {certainty} needs a note that says why")
    return claim.replace(certainty=certainty, note=check_text(note) if note else "")


def with_speaker(claim: Proposal, speaker: str) -> Proposal:
    """The claim with another speaker (a slug); an empty text makes it the article's own voice."""
    if speaker:
        _check_slug(speaker)
    return claim.replace(speaker=speaker)


def renamed(claim: Proposal, old: str, new: str, context: Context) -> Proposal:
    """The claim with one entity in the place of another, as subject, as value and as speaker."""
    states: list[Statement] = []
    for statement in claim.states:
        subject = new if statement.subject == old else statement.subject
        value = statement.value
        if value == old and is_entity_term(statement.term, context):
            value = new
        states.append(statement.replace(subject=subject, value=value))
    speaker = new if claim.speaker == old else claim.speaker
    return claim.replace(states=tuple(dict.fromkeys(states)), speaker=speaker)


def slugs_in(claim: Proposal, context: Context) -> list[str]:
    """The entities that a claim speaks of, each once, in order."""
    found = [
        slug
        for s in claim.states
        for slug in (s.subject, s.value if is_entity_term(s.term, context) else "")
        if slug
    ]
    return list(dict.fromkeys([*found, *filter(None, (claim.speaker,))]))


def is_entity_term(name: str, context: Context) -> bool:
    """Whether a term takes entities."""
    term = context.terms.get(name)
    return term is not None and term.kind == "entity"


def check_statement(statement: Statement, context: Context) -> None:
    """Raises InputError when the subject is no slug, the term unknown or the value not of its type."""
    _check_slug(statement.subject)
    term = context.terms.get(statement.term)
    if term is None:
        raise InputError(unknown_term(statement.term, context))
    if term.kind == "language":
        check_text(statement.value)
        if not statement.language:
            raise InputError(f"'{term.name}' takes a text in a language; write it as vi:… or en:…")
    else:
        object_from_text(term, statement.value, context)


def _check_slug(text: str) -> None:
    if not is_slug(text):
        raise InputError(f"'{text}' is no slug of an entity (a-z, 0-9, hyphens)")


def _check_index(claim: Proposal, index: int) -> None:
    if not 0 <= index < len(claim.states):
        raise InputError(f"the claim has statements 1 to {len(claim.states)}, not {index + 1}")


def _is_date(statement: Statement, context: Context) -> bool:
    term = context.terms.get(statement.term)
    return term is not None and (term.iri == WHEN or term.iri in DATE_PROPERTIES)


def _parsed(edtf: str) -> Edtf:
    try:
        return parse(edtf)
    except EdtfError as error:
        raise InputError(error.message) from None


def _plain(moment: Moment | None) -> str:
    """A year, month or day as the plain date terms take it; empty for what they cannot say."""
    if moment is None or (moment.month or 0) > 12 or not moment.text.replace("-", "").isdigit():
        return ""
    return moment.text if len(moment.text) in (4, 7, 10) else ""


def _moved(at: int, steps: int, unit: str, article: str, at_start: bool) -> int:
    if unit == "character":
        return at + steps
    line = 4000 * (abs(steps) + 1)
    low, high = max(0, at - line), min(len(article), at + line)
    edges = [low + (m.start() if at_start else m.end()) for m in _WORD.finditer(article[low:high])]
    if steps < 0:
        before = [edge for edge in edges if edge < at]
        return before[max(0, len(before) + steps)] if before else at
    after = [edge for edge in edges if edge > at]
    return after[min(len(after), steps) - 1] if after and steps else at
