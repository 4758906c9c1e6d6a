"""Goals: what somebody wants to reach, from its verb to the end of the clause."""

from __future__ import annotations

from collections.abc import Iterator

from .mentions import Mention, Reading

_MAX_GOAL = 45
# Behind a comma these begin another clause rather than another part of the goal.
_NEW_CLAUSE = frozenset(
    {"đồng thời", "trong đó", "qua đó", "từ đó", "do", "theo", "với"}
    | {"tuy nhiên", "nhưng", "trong", "tại", "là"}
)


def find_goals(reading: Reading) -> Iterator[Mention]:
    """Phrases from a verb of reaching ("trở thành", "nâng cao") to the end of the clause."""
    for index, _ in sorted(reading.listed("goal_verb").items()):
        end = _clause_end(reading, index)
        if end - index >= 3:
            yield Mention("goal", index, end, index, end)


def _clause_end(reading: Reading, start: int) -> int:
    words = reading.sentence.words
    at = start
    while at < min(len(words), start + _MAX_GOAL):
        word = words[at]
        if word in ";:.!?" or (word == "," and _opens_clause(words, at + 1)):
            break
        date = reading.longest("date", at)
        if date is not None and at > start and words[at] in ("vào", "trong", "đến", "trước"):
            break
        at += 1
    return at


def _opens_clause(words: list[str], at: int) -> bool:
    return not _NEW_CLAUSE.isdisjoint({" ".join(words[at : at + 2]), words[at] if at < len(words) else ""})
