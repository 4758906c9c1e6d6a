"""A review of a draft: each verdict kept at once, accepted claims in the claims file at once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ..model.errors import InputError
from ..model.record import Record
from ..model.text import slug as slug_of
from .review_edit import slugs_in
from .review_entities import KnownEntities
from .review_files import fingerprint, open_draft, read_claims_text, write_claims_text
from .review_state import State, state_of
from .review_sync import accepted_by_hand, synced_text
from .review_verdicts import Verdict, locked_verdicts, standing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Self

    from .proposal import Proposal

OPEN, ACCEPTED, REJECTED = "open", "accepted", "rejected"
# Proposals of a language model: never accepted in a batch unless their pattern is named.
ASSIST_PREFIX = "assist:"


class Item(Record):
    """A proposal under review.

    ``claim`` is as edited so far, ``id`` that of the proposal in the draft. ``status`` is ``open``,
    ``accepted`` or ``rejected``; ``who`` and ``when`` say by whom (empty where nobody did, or where the
    claims file has the claim anyway).
    """

    id: str
    claim: Proposal
    status: str
    who: str
    when: str
    edited: bool


class Review:
    """A draft being reviewed by one person; a context manager. Others may review it at the same time."""

    def __init__(
        self,
        path: str,
        who: str,
        kb: str | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Open a draft (its folder or ``draft.yaml``).

        ``who`` stands with every verdict; ``kb`` is the knowledge base that existing entities are copied
        from. Finishes what a crash interrupted. Raises what ``open_draft`` and ``locked_verdicts`` raise.
        """
        self.opened = open_draft(path)
        self.context = self.opened.terms.context
        self.known = KnownEntities(self.opened.folder, self.opened.draft.source.id, kb)
        self._who, self._now = who, now
        self.recovered = self._recover()

    @property
    def items(self) -> tuple[Item, ...]:
        """The proposals in the order of the article."""
        return tuple(self._items[id_] for id_ in self._order)

    def item(self, id_: str) -> Item:
        """The proposal with an id; raises InputError when the draft has none."""
        if id_ not in self._items:
            raise InputError(f"no proposal {id_} in this draft")
        return self._items[id_]

    @property
    def state(self) -> State:
        """What the verdicts come to so far."""
        return self._state

    def missing_labels(self, id_: str) -> tuple[str, ...]:
        """The new entities of a claim that nobody has given an English label."""
        slugs = slugs_in(self.item(id_).claim, self.context)
        return tuple(slug for slug in slugs if slug in self._state.unlabelled)

    def accept(self, id_: str, labels: dict[str, str] | None = None) -> None:
        """Accept a claim; ``labels`` are English labels for its new entities, kept with it.

        Raises InputError when the claim or the file would not load, or when somebody else decided meanwhile:
        nothing is kept then.
        """
        item = self.item(id_)
        if item.status == ACCEPTED:
            raise InputError("this claim is accepted already")
        left = [slug for slug in self.missing_labels(id_) if not (labels or {}).get(slug)]
        if left:
            raise InputError(f"new entities need an English label first: {', '.join(left)}")
        if not item.claim.states:
            raise InputError("the claim states nothing yet; edit it first")
        self._commit([*self._labels(labels or {}), self._verdict("accept", proposal=id_, claim=item.claim)])

    def reject(self, id_: str) -> None:
        """Reject a claim: it is not proposed again; if it was accepted, it leaves the claims file."""
        item = self.item(id_)
        if item.status == REJECTED:
            raise InputError("this claim is rejected already")
        self._commit([self._verdict("reject", proposal=id_, claim=item.claim)])

    def edit(self, id_: str, claim: Proposal) -> None:
        """Put an edited claim in the place of a proposed one; an accepted claim changes in the file too."""
        if claim != self.item(id_).claim:
            self._commit([self._verdict("edit", proposal=id_, claim=claim)])

    def merge(self, old: str, new: str) -> None:
        """Put the entity ``new`` in the place of the new entity ``old``, in every claim of the draft.

        Raises InputError unless ``old`` is a new entity of this draft and ``new`` one that is known.
        """
        if old not in self._state.entities:
            raise InputError(f"'{old}' is no new entity of this draft; only those can be merged")
        if old == new or not self.knows(new):
            raise InputError(f"'{new}' is no other entity of this draft or its knowledge base")
        self._commit([self._verdict("merge", entity=old, into=new)])

    def label(self, slug: str, label_en: str) -> None:
        """Give a new entity its English label."""
        self._commit(self._labels({slug: label_en}))

    def define(self, label_vi: str, types: Sequence[str]) -> str:
        """Make a new entity and return its slug; a known one with that slug is returned as it is."""
        slug = slug_of(label_vi)
        if not slug:
            raise InputError(f"'{label_vi}' has no letter to make a slug of")
        if not self.knows(slug):
            self._commit([self._verdict("define", entity=slug, label_vi=label_vi, types=" ".join(types))])
        return slug

    def undo(self) -> tuple[Verdict, ...]:
        """Take back this reviewer's last verdict, with those given together with it; the verdicts undone."""
        mine = [v for v in standing(self._verdicts) if v.who == self._who]
        if not mine:
            return ()
        last = mine[-1]
        undone = tuple(v for v in mine if v is last or (v.batch and v.batch == last.batch))
        self._commit([self._verdict("undo", of=v.number) for v in reversed(undone)])
        return undone

    def accept_many(self, ids: Sequence[str], labels: dict[str, str]) -> None:
        """Accept several claims as one verdict each and one change of the file, undone as one."""
        verdicts = [self._verdict("accept", proposal=id_, claim=self.item(id_).claim) for id_ in ids]
        self._commit([*self._labels(labels), *verdicts])

    def knows(self, slug: str) -> bool:
        """Whether a slug is an entity of the draft, of its claims file, or of a knowledge base."""
        return slug in self._state.entities or self.known.get(slug) is not None

    def label_of(self, slug: str, lang: str) -> str:
        """What an entity is called; the slug where nothing is known of it."""
        entity = self._state.entities.get(slug)
        if entity is not None:
            return entity.label_en if lang == "en" and slug not in self._state.unlabelled else entity.label_vi
        for proposed in self.opened.draft.entities:
            if proposed.slug == slug:
                return proposed.label_en if lang == "en" else proposed.label_vi
        return self.known.label(slug, lang) or slug

    def close(self) -> None:
        """Close the knowledge bases."""
        self.known.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _verdict(self, kind: str, **fields: Any) -> Verdict:
        when = self._now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return Verdict(verdict=kind, who=self._who, when=when, **fields)

    def _labels(self, labels: dict[str, str]) -> list[Verdict]:
        return [self._verdict("label", entity=slug, label_en=text) for slug, text in labels.items()]

    def _commit(self, verdicts: list[Verdict]) -> None:
        """Keep verdicts and change the claims file accordingly, while no other reviewer does either."""
        with locked_verdicts(self.opened.folder) as log:
            self._refuse_overtaken(log.verdicts, verdicts)
            before = state_of(self.opened.draft, log.verdicts, self.context)
            first = len(log.verdicts) + 1
            to_be = [v.replace(number=first + i) for i, v in enumerate(verdicts)]
            after = state_of(self.opened.draft, (*log.verdicts, *to_be), self.context)
            text = synced_text(self.opened, self.known, before, after, since=first)
            base = fingerprint(read_claims_text(self.opened))
            log.append([verdict.replace(base=base) for verdict in verdicts])
            write_claims_text(self.opened, text)
            self._take(log.verdicts)

    def _refuse_overtaken(self, verdicts: Sequence[Verdict], ours: Sequence[Verdict]) -> None:
        """Raise InputError when somebody gave a verdict on the same proposal since it was shown."""
        about = {verdict.proposal for verdict in ours if verdict.proposal}
        for verdict in verdicts[len(self._verdicts) :]:
            if verdict.proposal in about:
                self._take(verdicts)
                done = {"accept": "accepted", "reject": "rejected"}.get(verdict.verdict, "edited")
                raise InputError(f"{verdict.who} {done} this claim meanwhile; look at it again")

    def _recover(self) -> bool:
        """Finish the last step if a crash came between keeping the verdict and changing the file.

        The verdict says what the file was like before: where it is so still, the change was not made.
        """
        recovered = False
        with locked_verdicts(self.opened.folder) as log:
            verdicts = log.verdicts
            old = read_claims_text(self.opened)
            if verdicts and verdicts[-1].base == fingerprint(old):
                start = (verdicts[-1].batch or verdicts[-1].number) - 1
                before = state_of(self.opened.draft, verdicts[:start], self.context)
                after = state_of(self.opened.draft, verdicts, self.context)
                text = synced_text(self.opened, self.known, before, after, since=start + 1)
                recovered = text != old
                if recovered:
                    write_claims_text(self.opened, text)
            self._take(verdicts)
        return recovered

    def _take(self, verdicts: Sequence[Verdict]) -> None:
        self._verdicts = tuple(verdicts)
        self._state = state_of(self.opened.draft, verdicts, self.context)
        present = accepted_by_hand(self.opened, self._state.claims.items())
        self._items = {id_: self._item(id_, id_ in present) for id_ in self._state.claims}
        proposed = [proposal.id for proposal in self.opened.draft.proposals]
        self._order = sorted(dict.fromkeys(proposed), key=lambda id_: self._items[id_].claim.start)

    def _item(self, id_: str, in_file: bool) -> Item:
        decided = self._state.decided.get(id_)
        status = OPEN
        if in_file:
            status = ACCEPTED
        elif decided is not None:
            status = REJECTED if decided.verdict == "reject" else OPEN
        who, when = (decided.who, decided.when) if decided and status != OPEN else ("", "")
        return Item(id_, self._state.claims[id_], status, who, when, id_ in self._state.edited)
