"""Where answers are written to: bounded in bytes and rows, in memory while small, else in a file.

Nothing is sent before the whole answer is there, so one that is refused or stopped has a status that
says so, and no client takes half an answer for a whole one.
"""

from __future__ import annotations

import tempfile

from .replies import RefusedError
from .row_count import row_count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO

    from pyoxigraph import QueryResultsFormat

    from .row_count import RowCount

# What an answer takes of the memory of a process; the rest waits in a temporary file.
SPOOL_BYTES = 1024 * 1024


class Output:
    """Bytes kept up to limits; writing more raises RefusedError (400), which ends the serialisation.

    ``limit`` in bytes; ``most_rows`` of an answer in ``format_``, None for what has no rows. Of what files
    can do, the writers ask for no more than this.
    """

    def __init__(self, limit: int, most_rows: int = 0, format_: QueryResultsFormat | None = None) -> None:
        self._limit = limit
        self._most_rows = most_rows
        self._format = format_
        self._rows: RowCount | None = None
        self._size = 0
        self._kept = 0
        self._parts: list[bytes] = []
        self._file: IO[bytes] | None = None

    def write(self, data: bytes) -> int:
        """Keep a piece."""
        size = len(data)
        self._size += size
        self._kept += size
        if self._size > self._limit:
            raise too_large_in_bytes(self._limit)
        self._parts.append(data)
        if self._kept > SPOOL_BYTES:
            self._spool()
        return size

    def flush(self) -> None:
        """Nothing waits here."""

    def finish(self) -> tuple[bytes, IO[bytes] | None]:
        """Everything written: in memory, or in a file from its beginning."""
        if self._file is not None:
            self._spool()
            self._file.seek(0)
            return b"", self._file
        body = self._parts[0] if len(self._parts) == 1 else b"".join(self._parts)
        # A row is a byte at the least: most answers need not be counted.
        if self._size > self._most_rows:
            self._count(body)
        return body, None

    def value(self) -> bytes:
        """Everything written, in memory."""
        body, file = self.finish()
        return body if file is None else file.read()

    def _spool(self) -> None:
        piece = b"".join(self._parts)
        self._count(piece)
        if self._file is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - goes with the answer
        self._file.write(piece)
        self._parts.clear()
        self._kept = 0

    def _count(self, piece: bytes) -> None:
        if self._format is None:
            return
        if self._rows is None:
            self._rows = row_count(self._format)
        self._rows.feed(piece)
        if self._rows.rows > self._most_rows:
            raise too_large(f"more than {self._most_rows} rows")


def too_large(how: str) -> RefusedError:
    """The error that refuses an answer for its size, with advice."""
    return RefusedError(
        400, f"the answer is {how}; add a LIMIT (ORDER BY and OFFSET to go on), or ask for fewer variables"
    )


def too_large_in_bytes(limit: int) -> RefusedError:
    """The error that refuses an answer of more bytes than the limit."""
    return too_large(f"larger than {limit / 1024**2:g} MiB")
