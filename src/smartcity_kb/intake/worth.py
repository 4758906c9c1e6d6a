"""What patterns find in a sentence that is worth a claim: the rules of each kind, put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .asked import is_conditional, only_asked_for
from .finding import Found
from .worth_agreements import by_actor, is_no_agreement
from .worth_bodies import is_no_founding, without_hand
from .worth_documents import is_no_document
from .worth_events import is_no_event, without_nameless
from .worth_posts import is_no_post

_Rule = Callable[[Found], bool]
_Change = Callable[[Found], Found]

_NOTHING: dict[str, tuple[_Rule, ...]] = {
    "agreement": (only_asked_for, is_no_agreement, is_conditional),
    "body_established": (only_asked_for, is_no_founding, is_conditional),
    "event": (only_asked_for, is_no_event),
    "official_document": (only_asked_for, is_no_document),
    # Who is asked to act holds a post all the same: "giao ông A, giám đốc Sở B, …".
    "person_post": (is_no_post,),
}
_WITHOUT_BYSTANDERS: dict[str, _Change] = {"body_established": without_hand, "event": without_nameless}


def worth_a_claim(facts: Iterable[Found]) -> list[Found]:
    """The facts of a sentence that say that something was done, each with who did it and nobody else."""
    acting = (by_actor(fact) if fact.pattern.kind == "agreement" else fact for fact in facts)
    return [_without_bystanders(fact) for fact in acting if not _is_nothing(fact)]


def _is_nothing(fact: Found) -> bool:
    """Whether a fact is asked for, only mentioned, or said of others."""
    return any(rule(fact) for rule in _NOTHING.get(fact.pattern.kind, (only_asked_for,)))


def _without_bystanders(fact: Found) -> Found:
    """The fact without those who are named for it and did nothing."""
    change = _WITHOUT_BYSTANDERS.get(fact.pattern.kind)
    return fact if change is None else change(fact)
