"""What a load did: the change of each source, and what the store holds now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.record import Record

if TYPE_CHECKING:
    from ..model.claim import SourceContent


class SourceChange(Record):
    """One source of a load; ``status`` is added, changed, unchanged or removed.

    ``claims`` and ``facts`` count what the source states now; facts are distinct triples, without the
    days that loading derives.
    """

    id: str
    status: str
    claims: int
    claims_added: int
    claims_removed: int
    facts: int
    facts_added: int
    facts_removed: int


class LoadReport(Record):
    """What was loaded, source by source, and the store's totals after it.

    ``drafts`` are folders that were passed over because they hold drafts.
    """

    location: str
    changes: tuple[SourceChange, ...]
    sources: int
    claims: int
    facts: int
    entities: int
    drafts: tuple[str, ...] = ()


def added(id_: str, claims: int, facts: int) -> SourceChange:
    """The change of a source that was not there before."""
    return SourceChange(id_, "added", claims, claims, 0, facts, facts, 0)


def change_between(id_: str, old: SourceContent | None, new: SourceContent | None) -> SourceChange:
    """What changed from one version of a source to the next; None where there is none."""
    claims_before, facts_before = _parts(old)
    claims_now, facts_now = _parts(new)
    return SourceChange(
        id_,
        _status(old, new),
        len(claims_now),
        len(claims_now - claims_before),
        len(claims_before - claims_now),
        len(facts_now),
        len(facts_now - facts_before),
        len(facts_before - facts_now),
    )


def _status(old: SourceContent | None, new: SourceContent | None) -> str:
    if old is None:
        return "added"
    if new is None:
        return "removed"
    return "unchanged" if old == new else "changed"


def _parts(content: SourceContent | None) -> tuple[set[object], set[object]]:
    if content is None:
        return set(), set()
    claims: set[object] = {claim.iri for claim in content.claims}
    return claims, {triple for claim in content.claims for triple in claim.states}
