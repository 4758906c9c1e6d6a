"""Vietnamese text: NFC, folding for search and matching (with offsets kept), slugs, likeness."""

from __future__ import annotations

from unicodedata import category, is_normalized, normalize

from .record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# Letters that NFD does not take apart but that people type without their stroke (đ -> d).
_STROKES = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l"})


def is_nfc(text: str) -> bool:
    """Whether the text is in Unicode Normalization Form C (UAX #15)."""
    return is_normalized("NFC", text)


def nfc(text: str) -> str:
    """The text in Unicode Normalization Form C (UAX #15)."""
    return normalize("NFC", text)


def fold(text: str) -> str:
    """The text as it is compared: without case, marks and strokes; runs of anything else are one space.

    >>> fold("Tỉnh ủy  Bình Dương")
    'tinh uy binh duong'
    >>> fold("22-CTr/TU"), fold("Đề án")
    ('22 ctr tu', 'de an')
    """
    if text.isascii():
        plain = text.lower()
    else:
        bare = normalize("NFD", text.translate(_STROKES).casefold())
        plain = "".join([c for c in bare if c < "\u0300" or category(c) != "Mn"])
    return " ".join("".join([c if c.isalnum() else " " for c in plain]).split())


class Folded(Record):
    """A folded text that remembers where each of its characters came from.

    ``offsets[i]`` is the index, in code points of the original, of the character that gave
    ``text[i]``; ``offsets`` has one more entry, the length of the original.
    """

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span (start, end) of the original that stands behind ``text[start:end]``."""
        if start >= end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end]


def fold_keeping_offsets(text: str) -> Folded:
    """Fold case, marks and strokes, but keep every separator, so that each place can be traced back.

    A combining mark belongs to the character before it, so a span never cuts a letter from its marks,
    whether the original is NFC, NFD or mixed.

    >>> folded = fold_keeping_offsets("Uỷ ban, Đề án")
    >>> folded.text
    'uy ban, de an'
    >>> folded.span(8, 13)
    (8, 13)
    """
    letters: list[str] = []
    offsets: list[int] = []
    for index, original in enumerate(text):
        if original.isascii():
            letters.append(original.lower())
            offsets.append(index)
            continue
        for part in normalize("NFD", original.translate(_STROKES).casefold()):
            if part < "\u0300" or category(part) != "Mn":
                letters.append(part)
                offsets.append(index)
    offsets.append(len(text))
    return Folded("".join(letters), tuple(offsets))


def slug(text: str) -> str:
    """The slug of a label: đ as d, no marks, lower case, hyphens (the design's rule for entity IRIs).

    >>> slug("Đề án TPTM Bình Dương")
    'de-an-tptm-binh-duong'
    """
    return fold(text).replace(" ", "-")


def trigrams(folded: str) -> Iterator[str]:
    """The distinct runs of three characters of a folded text, in order of first appearance."""
    seen: set[str] = set()
    for index in range(len(folded) - 2):
        gram = folded[index : index + 3]
        if gram not in seen:
            seen.add(gram)
            yield gram


def edit_distance(left: str, right: str, limit: int) -> int:
    """Optimal string alignment distance (Damerau-Levenshtein with adjacent swaps), up to a limit.

    Returns ``limit + 1`` as soon as the distance is known to be larger, so that hopeless candidates
    cost little.

    >>> edit_distance("endhohven", "eindhoven", 3)
    2
    >>> edit_distance("abc", "xyz", 1)
    2
    """
    if left == right:
        return 0
    far, width = limit + 1, len(right)
    if not limit or abs(len(left) - width) > limit:
        return far
    before: list[int] = []
    last = [min(j, far) for j in range(width + 1)]
    for i, a in enumerate(left, 1):
        row = [far] * (width + 1)
        row[0] = min(i, far)
        # Further from the diagonal than the limit, the distance is larger than the limit.
        for j in range(max(1, i - limit), min(width, i + limit) + 1):
            b = right[j - 1]
            cost = last[j - 1] if a == b else min(last[j], row[j - 1], last[j - 1]) + 1
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row[j] = min(cost, far)
        if min(row) == far:
            return far
        before, last = last, row
    return last[-1]
