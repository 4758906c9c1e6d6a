"""Names by the runs of three letters in them, so that only those compare that can be alike."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

# Up to so many names each is compared: the answer is exact, and nothing is indexed.
COMPARE_ALL = 1_000
# How many of a name's rarest runs are looked up: one letter changed takes three of them away.
RAREST = 6


class NameBlocks:
    """Names that are looked for by likeness: ``near(name, cutoff, limit)``.

    Names are comparable ones (folded). Above ``COMPARE_ALL`` names, those are compared that share one of
    the rarest runs of letters with the name looked for; so a name of two letters more or less is found,
    and the time grows with the names that share a rare run, not with all.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.names: Sequence[str] = list(names)
        self._sorted = [_in_order(name) for name in self.names]
        self._places: dict[str, array[int]] | None = None

    def near(self, name: str, cutoff: float, limit: int) -> list[str]:
        """The names with a token_sort_ratio of at least ``cutoff`` (0-100), the closest first."""
        from rapidfuzz import fuzz, process

        key = _in_order(name)
        # Names whose lengths differ by more cannot be so alike: 2 * shared / both lengths.
        least, most = len(key) * cutoff / (200 - cutoff), len(key) * (200 - cutoff) / cutoff
        names = self._sorted
        choices = {at: names[at] for at in self._candidates(key) if least <= len(names[at]) <= most}
        found = process.extract(key, choices, scorer=fuzz.ratio, score_cutoff=cutoff, limit=limit)
        return [self.names[place] for _, _, place in found]

    def _candidates(self, key: str) -> Iterable[int]:
        if len(self.names) <= COMPARE_ALL:
            return range(len(self.names))
        if self._places is None:
            self._places = _index(self._sorted)
        known = self._places
        postings = sorted((known[run] for run in _runs(key) if run in known), key=len)
        return {place for posting in postings[:RAREST] for place in posting}


def _in_order(name: str) -> str:
    """The words of a name in alphabetical order: what token_sort_ratio compares."""
    return " ".join(sorted(name.split()))


def _runs(name: str) -> set[str]:
    padded = f" {name} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


def _index(names: Sequence[str]) -> dict[str, array[int]]:
    places: dict[str, array[int]] = {}
    for place, name in enumerate(names):
        for run in _runs(name):
            places.setdefault(run, array("I")).append(place)
    return places
