"""The claims file brought from one state of a review to the next, checked before it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.errors import InputError, InputProblemsError, Problem
from .claims_entry import proposed_entry, source_text
from .claims_file import Changes, ClaimsFile, as_read
from .review_edit import slugs_in
from .review_files import problems_of, read_claims_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .proposal import Proposal
    from .review_entities import KnownEntities
    from .review_files import OpenedDraft
    from .review_state import State


def synced_text(
    opened: OpenedDraft, known: KnownEntities, before: State, after: State, since: int
) -> str | None:
    """The claims file as it has to be after a step of the review; None when there has to be none.

    ``since`` is the number of the step's first verdict. Accepted claims come with the entities that they
    need, claims taken back go with those that nothing uses any more; what people wrote into the file stays.
    Doing the same step again changes nothing.
    Raises InputProblemsError when ``load`` would not take the result, InputError when a claim to take out
    was edited in the file.
    """
    old = read_claims_text(opened)
    file = _file(opened, old if old is not None else source_text(opened.draft))
    gone, new = _difference(before, after, since)
    if not gone and not new and before.entities == after.entities:
        return old
    entities = _needed(opened, known, after, file, new) | _redefined(before, after, file)
    order = tuple(entity.slug for entity in opened.draft.entities)
    file = _file(opened, file.changed(Changes(entities, gone, new, order)))
    if any(file.holds(claim) for claim in gone if claim not in new):
        raise InputError(f"{opened.claims_path}: the claim was edited there; take it out by hand")
    unused = dict.fromkeys(_unused(opened, known, (before, after), file, gone))
    text = file.changed(Changes(entities=unused)) if unused else file.layout.text
    if text == old or (old is None and not new):
        return old
    if text == source_text(opened.draft):
        return None
    _check(opened, known, text)
    return text


def accepted_by_hand(opened: OpenedDraft, claims: Iterable[tuple[str, Proposal]]) -> frozenset[str]:
    """The ids of the proposals that the claims file states already, whoever put them there."""
    text = read_claims_text(opened)
    if text is None:
        return frozenset()
    file = _file(opened, text)
    return frozenset(id_ for id_, claim in claims if claim.states and file.holds(claim))


def _file(opened: OpenedDraft, text: str) -> ClaimsFile:
    return ClaimsFile(text, opened.claims_path, opened.article, opened.terms.context)


def _difference(before: State, after: State, since: int) -> tuple[tuple[Proposal, ...], tuple[Proposal, ...]]:
    """The claims to take out and those to put in; what this step decided counts whatever held before."""
    now = [id_ for id_, verdict in after.decided.items() if verdict.number >= since]
    old, kept = dict.fromkeys(before.accepted), dict.fromkeys(after.accepted)
    gone = [claim for claim in old if claim not in kept]
    gone += [after.claims[id_] for id_ in now if after.decided[id_].verdict == "reject"]
    new = [claim for claim in kept if claim not in old]
    new += [after.claims[id_] for id_ in now if after.decided[id_].verdict == "accept"]
    return tuple(dict.fromkeys(gone)), tuple(dict.fromkeys(new))


def _needed(
    opened: OpenedDraft, known: KnownEntities, after: State, file: ClaimsFile, new: Iterable[Proposal]
) -> dict[str, dict[str, object] | None]:
    """The definitions that new claims need and that neither the file nor the folder around it has."""
    entries: dict[str, dict[str, object] | None] = {}
    defined = file.slugs() | {opened.draft.source.id}
    for claim in new:
        for slug in slugs_in(claim, opened.terms.context):
            if slug in defined or slug in entries:
                continue
            entity = after.entities.get(slug)
            entry = proposed_entry(entity) if entity else known.entry(slug)
            if entry is not None:
                entries[slug] = entry
    return entries


def _redefined(before: State, after: State, file: ClaimsFile) -> dict[str, dict[str, object] | None]:
    """New entities whose labels or aliases changed since review put them into the file."""
    changed: dict[str, dict[str, object] | None] = {}
    for slug in file.slugs() & before.entities.keys() & after.entities.keys():
        old, new = proposed_entry(before.entities[slug]), proposed_entry(after.entities[slug])
        if old != new and file.defines(slug) == as_read(old):
            changed[slug] = new
    return changed


def _unused(
    opened: OpenedDraft,
    known: KnownEntities,
    states: tuple[State, State],
    file: ClaimsFile,
    gone: Iterable[Proposal],
) -> list[str]:
    """Entities of claims that were taken back which nothing uses and nobody edited."""
    slugs = {slug for claim in gone for slug in slugs_in(claim, opened.terms.context)} - file.used()
    unused: list[str] = []
    for slug in sorted(slugs & file.slugs()):
        entries: list[dict[str, object] | None]
        entries = [proposed_entry(state.entities[slug]) for state in states if slug in state.entities]
        entries = entries or [known.entry(slug)]
        if any(entry is not None and file.defines(slug) == as_read(entry) for entry in entries):
            unused.append(slug)
    return unused


def _check(opened: OpenedDraft, known: KnownEntities, text: str) -> None:
    problems, uses = problems_of(opened, text)
    defined = _file(opened, text).slugs()
    for use in uses:
        if use.slug not in defined and not known.is_around(use.slug):
            what = f"unknown entity '{use.slug}'; merge it into a known one, or name its --kb"
            problems.append(Problem(what, opened.claims_path, use.line, claim=use.claim))
    if problems:
        raise InputProblemsError(problems)
