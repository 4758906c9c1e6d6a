"""N-Quads text on its way into a store while it is still being checked: one bulk load, fed through a pipe.

One bulk load is cheaper than many: the engine merges what each brings with what is there. It adds nothing
at all unless the text ends well.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from .engine_work import EngineWork, bulk_load

if TYPE_CHECKING:
    from pyoxigraph import Store

_PIPE_SIZE = 1024 * 1024
# The engine sorts so many quads at once, and keeps them as one sorted run.
_RUN = 1_000_000
# No statement: whoever parses it gives up.
_BROKEN = b"\n!\n"


def can_pipe() -> bool:
    """Whether the engine can be given a pipe to read: where open files have names."""
    return os.path.isdir("/dev/fd")


class PipeLoad:
    """A bulk load that takes what is written to it; nothing is in the store before ``end``."""

    def __init__(self, store: Store) -> None:
        read_end, self._write_end = os.pipe()
        _widen(self._write_end)
        self._lines = 0
        self._load = EngineWork(partial(_take_in, store, read_end))

    @property
    def runs(self) -> int:
        """How many sorted runs the engine makes of what was written."""
        return -(-self._lines // _RUN)

    def write(self, nquads: bytes) -> None:
        """Hand over text that was checked.

        Raises OSError when the store cannot be written, SyntaxError when the text is no N-Quads.
        """
        self._lines += nquads.count(b"\n")
        left = memoryview(nquads)
        try:
            while left:
                left = left[os.write(self._write_end, left) :]
        except BrokenPipeError:
            self.end().finish()
            raise

    def end(self) -> EngineWork:
        """Nothing more comes: the rest of the work, which raises as ``write`` does."""
        self._close()
        return self._load

    def abort(self) -> None:
        """End the bulk load with nothing of it in the store."""
        if self._write_end >= 0:
            with suppress(OSError):
                os.write(self._write_end, _BROKEN)
        self._close()
        self._load.wait()

    def _close(self) -> None:
        if self._write_end >= 0:
            os.close(self._write_end)
            self._write_end = -1


def _take_in(store: Store, read_end: int) -> None:
    try:
        bulk_load(store, f"/dev/fd/{read_end}")
    finally:
        # With nobody left to read, writing fails instead of waiting for ever.
        os.close(read_end)


def _widen(pipe: int) -> None:
    if sys.platform == "linux":
        import fcntl

        # Larger than a system may allow: then it stays as it is.
        with suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_SIZE)
