"""What serving processes and their supervisor know of each other without asking: memory that they share."""

from __future__ import annotations

import mmap


class Ledger:
    """Two numbers a process, each written by that process alone (or by the supervisor once it has ended).

    Made before the processes are forked. A number is eight aligned bytes, written at once.
    """

    def __init__(self, slots: int) -> None:
        self._numbers = memoryview(mmap.mmap(-1, 16 * slots)).cast("Q")

    def gone(self, slot: int) -> int:
        """How many of the connections given to the process it no longer has."""
        return self._numbers[2 * slot]

    def add_gone(self, slot: int, count: int = 1) -> None:
        """Count connections that were closed or passed on."""
        self._numbers[2 * slot] += count

    def answering(self, slot: int) -> bool:
        """Whether the process has begun to send the answer of its heavy request."""
        return self._numbers[2 * slot + 1] == 1

    def set_answering(self, slot: int, answering: bool) -> None:
        """Say whether it has; said before the first byte is sent."""
        self._numbers[2 * slot + 1] = int(answering)

    def reset(self, slot: int) -> None:
        """Begin anew, for the next process in this place."""
        self._numbers[2 * slot] = self._numbers[2 * slot + 1] = 0
