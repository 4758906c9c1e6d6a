"""A temporary folder for one export, and sorting there: more lines than memory holds, in byte order."""

from __future__ import annotations

from bisect import bisect_right
from contextlib import ExitStack
from itertools import islice
from os import path, remove
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Self

# Bytes of lines sorted at once; in memory they take about twice that, and an export sorts three times.
CHUNK = 6 << 20
# Lines that a generator gathers into a chunk, about as large.
_CHUNK_LINES = 30_000
# Bytes of all runs together that are in memory while merging, and the least to read at once of each.
_MERGING = 4 << 20
_LEAST_BLOCK = 1 << 15
# Runs merged at once: each is an open file.
_MOST_RUNS = 100


class Scratch:
    """A folder for temporary files, gone when the export is over; ``TMPDIR`` chooses where it lies."""

    def __init__(self) -> None:
        self.folder = mkdtemp(prefix="smartcity-kb-")
        self._files = 0

    def new_path(self) -> str:
        """The path of a file that does not exist yet."""
        self._files += 1
        return path.join(self.folder, str(self._files))

    def keep(self, lines: Iterable[bytes]) -> str:
        """Write lines to a new file and return its path."""
        place = self.new_path()
        with open(place, "wb", buffering=1 << 20) as file:
            file.writelines(lines)
        return place

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        rmtree(self.folder, ignore_errors=True)


def lines_of(place: str) -> Iterator[bytes]:
    """The lines of a file, each with its line end."""
    with open(place, "rb", buffering=1 << 18) as file:
        yield from file


def in_chunks(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Lines gathered into lists of a size that is sorted at once."""
    iterator = iter(lines)
    while chunk := list(islice(iterator, _CHUNK_LINES)):
        yield chunk


def sorted_lines(chunks: Iterable[list[bytes]], scratch: Scratch) -> Iterator[bytes]:
    """All lines of the chunks in byte order; what does not fit in one chunk goes through files."""
    runs: list[str] = []
    last: list[bytes] | None = None
    for chunk in chunks:
        chunk.sort()
        if last is not None:
            runs.append(scratch.keep(last))
        last = chunk
        if len(runs) == _MOST_RUNS:
            runs = [scratch.keep(_merged(runs))]
    if last is None:
        return iter(())
    if not runs:
        return iter(last)
    runs.append(scratch.keep(last))
    return _merged(runs)


def _merged(runs: list[str]) -> Iterator[bytes]:
    """The lines of sorted files in order.

    Block by block: all lines up to the smallest last line of a block are complete, and sorting runs that
    are in order already costs a fraction of what ``heapq.merge`` does.
    """
    size = max(_MERGING // len(runs), _LEAST_BLOCK)
    with ExitStack() as stack:
        files = [stack.enter_context(open(run, "rb")) for run in runs]
        blocks = [(file, block, 0) for file in files if (block := file.readlines(size))]
        while blocks:
            bound = min(block[-1] for _, block, _ in blocks)
            taken: list[bytes] = []
            left = []
            for file, block, start in blocks:
                end = bisect_right(block, bound, start)
                taken += block[start:end]
                if end == len(block):
                    block, end = file.readlines(size), 0
                if block:
                    left.append((file, block, end))
            taken.sort()
            yield from taken
            blocks = left
    for run in runs:
        remove(run)
