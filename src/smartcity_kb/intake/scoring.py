"""How well extracted rows agree with annotated ones: span, lenient and strict, by kind.

- *span*: the same kind, and the quotes share at least half of the longer one;
- *lenient*: span, and subject and object alike: rapidfuzz token_sort_ratio of at least 75 and 60 after
  folding and writing abbreviations out (both objects missing counts as alike);
- *strict*: span, both at least 85, and the same date.

Each row is matched to one annotated row at most, the best first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..model.record import Record
from .names import Abbreviations

# Judgement calls: reported, but not counted in the total.
APART = ("goal", "partner")
TOTAL = "all"
Row = Mapping[str, object]


class Score(Record):
    """Counts for one kind: rows found, rows annotated, and matches at each level."""

    found: int = 0
    annotated: int = 0
    span: int = 0
    lenient: int = 0
    strict: int = 0

    def plus(self, other: Score) -> Score:
        """The sum of two scores, count by count."""
        pairs = zip(self.astuple(), other.astuple(), strict=True)
        return Score(*[a + b for a, b in pairs])

    def precision(self, level: str) -> float:
        """The share of what was found that is right at a level (1 when nothing was found)."""
        return self._hits(level) / self.found if self.found else 1.0

    def recall(self, level: str) -> float:
        """The share of what is annotated that was found at a level (1 when nothing is annotated)."""
        return self._hits(level) / self.annotated if self.annotated else 1.0

    def f1(self, level: str) -> float:
        """The harmonic mean of precision and recall at a level."""
        total = self.found + self.annotated
        return 2 * self._hits(level) / total if total else 1.0

    def _hits(self, level: str) -> int:
        return {"span": self.span, "lenient": self.lenient, "strict": self.strict}[level]


def scores(found: Sequence[Row], gold: Sequence[Row], abbreviations: Abbreviations) -> dict[str, Score]:
    """The scores of one article by kind, and under ``TOTAL`` over all kinds but those of ``APART``."""
    by_kind: dict[str, Score] = {}
    for kind in sorted({str(row["kind"]) for row in (*found, *gold)}):
        ours = [row for row in found if row["kind"] == kind]
        theirs = [row for row in gold if row["kind"] == kind]
        by_kind[kind] = _of_kind(ours, theirs, abbreviations)
    total = Score()
    for kind, score in by_kind.items():
        total = total if kind in APART else total.plus(score)
    return {**by_kind, TOTAL: total}


def added(results: Iterable[Mapping[str, Score]]) -> dict[str, Score]:
    """The scores of several articles together."""
    sums: dict[str, Score] = {}
    for result in results:
        for kind, score in result.items():
            sums[kind] = sums.get(kind, Score()).plus(score)
    return sums


def _of_kind(found: Sequence[Row], gold: Sequence[Row], abbreviations: Abbreviations) -> Score:
    levels = [
        (_level(ours, theirs, abbreviations), i, j)
        for i, ours in enumerate(found)
        for j, theirs in enumerate(gold)
    ]
    used_found: set[int] = set()
    used_gold: set[int] = set()
    counts = [0, 0, 0]
    for level, i, j in sorted(levels, key=lambda item: (-item[0], item[1], item[2])):
        if level and i not in used_found and j not in used_gold:
            used_found.add(i)
            used_gold.add(j)
            for reached in range(level):
                counts[reached] += 1
    return Score(len(found), len(gold), *counts)


def _level(ours: Row, theirs: Row, abbreviations: Abbreviations) -> int:
    """0 for no match, 1 for span, 2 for lenient, 3 for strict."""
    if _overlap(ours, theirs) < 0.5:
        return 0
    subject = _likeness(ours["subject"], theirs["subject"], abbreviations)
    other = _likeness(ours["object"], theirs["object"], abbreviations)
    if subject >= 85 and other >= 85 and ours["date"] == theirs["date"]:
        return 3
    return 2 if subject >= 75 and other >= 60 else 1


def _overlap(ours: Row, theirs: Row) -> float:
    a, b = _span(ours), _span(theirs)
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return max(0, shared) / max(a[1] - a[0], b[1] - b[0], 1)


def _span(row: Row) -> tuple[int, int]:
    start = int(str(row["start"]))
    return start, start + len(str(row["quote"]))


def _likeness(left: object, right: object, abbreviations: Abbreviations) -> float:
    from rapidfuzz.fuzz import token_sort_ratio

    if left is None or right is None:
        return 100.0 if left is right else 0.0
    return float(token_sort_ratio(abbreviations.comparable(str(left)), abbreviations.comparable(str(right))))
