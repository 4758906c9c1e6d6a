"""Batches: every open proposal above a confidence or of a pattern accepted at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.errors import InputError, KnowledgeBaseError, UnwritableError
from ..model.record import Record
from .review import ASSIST_PREFIX, OPEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .review import Item, Review


class BatchReport(Record):
    """What a batch came to: how many claims were accepted, and (proposal id, why not) for those left open."""

    accepted: int
    left: tuple[tuple[str, str], ...]


def accept_batch(
    review: Review, above: float | None, patterns: Sequence[str], keep_names: bool
) -> BatchReport:
    """Accept the open proposals with at least this confidence and, where given, of one of these patterns.

    Proposals of a language model take part only when their pattern is named. ``keep_names`` takes the
    Vietnamese name as the English label of new entities that have none; without it their claims stay
    open. Raises InputError for a pattern that no proposal of the draft has, UnwritableError when nothing
    can be kept.
    """
    _check_patterns(review, patterns)
    chosen = [item for item in review.items if item.status == OPEN and _fits(item, above, patterns)]
    left: list[tuple[str, str]] = []
    ready: list[Item] = []
    for item in chosen:
        why = _reason(review, item, keep_names)
        if why:
            left.append((item.id, why))
        else:
            ready.append(item)
    accepted = _accept(review, ready, left)
    return BatchReport(accepted, tuple(left))


def _accept(review: Review, ready: list[Item], left: list[tuple[str, str]]) -> int:
    if not ready:
        return 0
    try:
        review.accept_many([item.id for item in ready], _kept_names(review, ready))
        return len(ready)
    except UnwritableError:
        raise
    except KnowledgeBaseError:
        # One that does not fit must not hold the others back.
        accepted = 0
        for item in ready:
            try:
                review.accept(item.id, _kept_names(review, [item]))
                accepted += 1
            except UnwritableError:
                raise
            except KnowledgeBaseError as error:
                left.append((item.id, error.message))
        return accepted


def _fits(item: Item, above: float | None, patterns: Sequence[str]) -> bool:
    pattern = item.claim.pattern
    if pattern.startswith(ASSIST_PREFIX) and pattern not in patterns:
        return False
    return (not patterns or pattern in patterns) and (above is None or item.claim.confidence >= above)


def _reason(review: Review, item: Item, keep_names: bool) -> str:
    """Why a proposal cannot be accepted without looking at it; empty when it can."""
    if not item.claim.states:
        return "states nothing yet"
    missing = () if keep_names else review.missing_labels(item.id)
    return f"no English label for {', '.join(missing)}" if missing else ""


def _kept_names(review: Review, items: Sequence[Item]) -> dict[str, str]:
    slugs = dict.fromkeys(slug for item in items for slug in review.missing_labels(item.id))
    return {slug: review.state.entities[slug].label_vi for slug in slugs}


def _check_patterns(review: Review, patterns: Sequence[str]) -> None:
    known = sorted({item.claim.pattern for item in review.items})
    for pattern in patterns:
        if pattern not in known:
            raise InputError(
                f"no proposal of the pattern '{pattern}' here; there are {', '.join(known) or 'none'}"
            )
