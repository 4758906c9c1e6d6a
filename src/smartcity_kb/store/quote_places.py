"""Where quotes stand in an article: exact, unambiguous, outside noise."""

from __future__ import annotations

from ..model.errors import InputError
from ..model.text import fold_keeping_offsets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model.claim import Noise
    from ..model.text import Folded

_MOST_PLACES = 100


class QuotePlaces:
    """An article that finds quotes in itself; ``noise`` is what may not be quoted."""

    def __init__(self, text: str, noise: tuple[Noise, ...]) -> None:
        self.text = text
        self.noise = noise
        self._folded: Folded | None = None

    def locate(self, quote: str, start: int | None = None) -> int:
        """Where the quote starts, in code points: at ``start`` if given, else at its only occurrence.

        Raises InputError when it is not there letter for letter, lies in noise, or occurs more than once
        and ``start`` does not say which is meant.
        """
        if start is not None and self.text.startswith(quote, start):
            return self._outside_noise(start, quote)
        first = self.text.find(quote)
        if first < 0:
            raise InputError(self._not_found(quote))
        if start is None and self.text.find(quote, first + 1) < 0:
            return self._outside_noise(first, quote)
        places = list(self._places(quote))
        clear = [at for at in places if not self.in_noise(at, at + len(quote))]
        if not clear:
            return self._outside_noise(first, quote)
        if start is not None:
            raise InputError(f"the quote does not stand at {start}; it stands at {_listed(clear)}")
        times = f"{len(places)} times" if len(places) < _MOST_PLACES else f"{_MOST_PLACES} times or more"
        raise InputError(f"the quote occurs {times} (at {_listed(places)}); add 'start: {clear[0]}'")

    def in_noise(self, start: int, end: int) -> bool:
        """Whether a stretch of the article touches noise."""
        return any(start < span.end and span.start < end for span in self.noise)

    def _outside_noise(self, start: int, quote: str) -> int:
        if self.in_noise(start, start + len(quote)):
            raise InputError(f"the quote at {start} lies in noise; quote the article itself")
        return start

    def _places(self, quote: str) -> Iterator[int]:
        at = self.text.find(quote)
        for _ in range(_MOST_PLACES):
            if at < 0:
                return
            yield at
            at = self.text.find(quote, at + 1)

    def _not_found(self, quote: str) -> str:
        """Why a quote is not in the article, showing what stands there when only marks or case differ."""
        if self._folded is None:
            self._folded = fold_keeping_offsets(self.text)
        wanted = fold_keeping_offsets(quote).text
        at = self._folded.text.find(wanted) if wanted else -1
        if at < 0:
            return f"the quote is not in the article: '{_shortened(quote)}'; copy it from there"
        start, end = self._folded.span(at, at + len(wanted))
        there = _shortened(self.text[start:end])
        return f"the quote is not in the article letter for letter; at {start} it has '{there}'"


def _listed(places: list[int]) -> str:
    return ", ".join(map(str, places[:5])) + (", …" if len(places) > 5 else "")


def _shortened(text: str) -> str:
    """A text on one line, cut where it gets long."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:60] + "…"
