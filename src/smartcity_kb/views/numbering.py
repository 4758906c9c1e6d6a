"""Evidence numbers: the claims behind the facts of one page, numbered from 1 in reading order."""

from __future__ import annotations

from ..model.record import Record
from .facts import evidence_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..store.base import Store
    from .facts import EvidenceRow, Fact


class Numbered(Record):
    """A quote with its number on the page and the claims that rest on it in the same way."""

    number: int
    evidence: EvidenceRow
    claims: tuple[str, ...]


class Numbering(Record):
    """The numbered quotes of a page, and the number of each claim."""

    quotes: tuple[Numbered, ...]
    numbers: dict[str, int]

    def of(self, fact: Fact) -> tuple[int, ...]:
        """The evidence numbers of a fact, ascending."""
        return tuple(sorted({self.numbers[claim] for claim in fact.claims if claim in self.numbers}))


def number_evidence(store: Store, facts: Iterable[Fact]) -> Numbering:
    """Fetch the evidence of all claims that state these facts, and number it."""
    return numbered(evidence_of(store, {claim for fact in facts for claim in fact.claims}))


def numbered(rows: dict[str, EvidenceRow]) -> Numbering:
    """Number the evidence of claims in reading order.

    Claims that share quote, certainty, speaker and note share a number: a reader sees each quote once.
    """
    quotes: list[Numbered] = []
    numbers: dict[str, int] = {}
    seen: dict[tuple[object, ...], int] = {}
    for row in sorted(rows.values(), key=lambda row: row.key):
        same = (row.source, row.start, row.end, row.certainty, row.speaker, row.note)
        if same not in seen:
            seen[same] = len(quotes)
            quotes.append(Numbered(len(quotes) + 1, row, (row.claim,)))
        else:
            at = seen[same]
            quotes[at] = quotes[at].replace(claims=(*quotes[at].claims, row.claim))
        numbers[row.claim] = seen[same] + 1
    return Numbering(tuple(quotes), numbers)
