"""Counting the rows of an answer while it is written, from its bytes, in the four formats of results.

The rows are written by native code, which does not say how many there are. What is looked for cannot
occur inside a value: each format escapes it there, or puts values into quotation marks.
"""

from __future__ import annotations

import re

from pyoxigraph import QueryResultsFormat

_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)


class RowCount:
    """The rows of an answer that comes in pieces: ``feed`` takes a piece, ``rows`` are those seen so far."""

    rows = 0

    def feed(self, data: bytes) -> None:
        """Count a piece: here the lines of TSV below the first, whose values escape line ends."""
        self.rows += data.count(b"\n")


class _JsonRows(RowCount):
    """Objects that follow an object outside of strings; so the first row is not counted."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> None:
        text = _STRING.sub(b"", self._rest + data)
        # A quotation mark that is left begins a string whose end has not come yet.
        open_at = text.find(b'"')
        end = len(text) if open_at < 0 else open_at
        self.rows += text.count(b"},{", 0, end)
        self._rest = text[max(0, end - 2) :]


class _XmlRows(RowCount):
    """Elements; in values the sign ``<`` is escaped."""

    _MARK = b"<result>"

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> None:
        text = self._rest + data
        self.rows += text.count(self._MARK)
        self._rest = text[1 - len(self._MARK) :]


class _CsvRows(RowCount):
    """Line ends outside of quotation marks."""

    def __init__(self) -> None:
        self._quoted = False

    def feed(self, data: bytes) -> None:
        parts = data.split(b'"')
        self.rows += sum(part.count(b"\n") for part in parts[int(self._quoted) :: 2])
        self._quoted ^= len(parts) % 2 == 0


# What an answer of no rows counts as, or of one: the heading line, or the first object.
_KINDS: dict[QueryResultsFormat, tuple[type[RowCount], int]] = {
    QueryResultsFormat.JSON: (_JsonRows, 1),
    QueryResultsFormat.XML: (_XmlRows, 0),
    QueryResultsFormat.CSV: (_CsvRows, -1),
    QueryResultsFormat.TSV: (RowCount, -1),
}


def row_count(format_: QueryResultsFormat) -> RowCount:
    """A counter for a format; it is exact from the second row on."""
    kind, first = _KINDS[format_]
    counter = kind()
    counter.rows = first
    return counter
