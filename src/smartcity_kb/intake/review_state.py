"""What the verdicts on a draft come to: each proposal as it is now, and which ones are accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .proposal import Proposal, ProposedEntity
from .review_edit import renamed
from .review_verdicts import standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.terms import Context
    from .draft import Draft
    from .review_verdicts import Verdict


class State:
    """The proposals, decisions and new entities of a draft after its verdicts; made by ``state_of``.

    ``claims`` maps proposal ids to the claim as edited; ``decided`` to the accepting or rejecting verdict;
    ``touched`` to the number of the last verdict about it. ``entities`` are the new ones, as labelled and
    merged; ``unlabelled`` those of them whose English label nobody has given.
    """

    def __init__(self, draft: Draft, context: Context) -> None:
        self._context = context
        self.claims: dict[str, Proposal] = {proposal.id: proposal for proposal in draft.proposals}
        self.decided: dict[str, Verdict] = {}
        self.edited: set[str] = set()
        self.touched: dict[str, int] = {}
        self.merged: dict[str, str] = {}
        self.entities = {entity.slug: entity for entity in draft.entities if not entity.existing}
        asked = {question.about for question in draft.open if question.reason == "translation"}
        self.unlabelled = {s for s, e in self.entities.items() if s in asked or not e.label_en}

    @property
    def accepted(self) -> list[Proposal]:
        """The accepted claims."""
        return [self.claims[id_] for id_, verdict in self.decided.items() if verdict.verdict == "accept"]

    def take(self, verdict: Verdict) -> None:
        """Take a verdict that stands into account."""
        if verdict.verdict == "merge":
            self._merge(verdict.entity, verdict.into)
        elif verdict.verdict == "label":
            self._label(verdict.entity, verdict.label_en)
        elif verdict.verdict == "define":
            types = tuple(verdict.types.split())
            made = ProposedEntity(verdict.entity, verdict.label_vi, verdict.label_en, types)
            self.entities[verdict.entity] = made
            if not verdict.label_en:
                self.unlabelled.add(verdict.entity)
        elif verdict.proposal:
            self._decide(verdict)

    def _decide(self, verdict: Verdict) -> None:
        id_ = verdict.proposal
        self.touched[id_] = verdict.number
        if verdict.claim is not None:
            # A verdict keeps what was decided on; rows, which it does not keep, come from the draft.
            rows = self.claims[id_].rows if id_ in self.claims else ()
            self.claims[id_] = verdict.claim.replace(rows=rows)
        if verdict.verdict == "edit":
            self.edited.add(id_)
        else:
            self.decided[id_] = verdict

    def _merge(self, old: str, new: str) -> None:
        self.merged[old] = new
        self.claims = {id_: renamed(c, old, new, self._context) for id_, c in self.claims.items()}
        gone = self.entities.pop(old, None)
        self.unlabelled.discard(old)
        kept = self.entities.get(new)
        if gone and kept and gone.label_vi not in (kept.label_vi, *kept.aliases):
            self.entities[new] = kept.replace(aliases=(*kept.aliases, gone.label_vi))

    def _label(self, slug: str, label_en: str) -> None:
        entity = self.entities.get(slug)
        if entity is not None:
            self.entities[slug] = entity.replace(label_en=label_en)
            self.unlabelled.discard(slug)


def state_of(draft: Draft, verdicts: Sequence[Verdict], context: Context) -> State:
    """The state of a draft after these verdicts; those taken back count for nothing."""
    state = State(draft, context)
    for verdict in standing(verdicts):
        state.take(verdict)
    return state
