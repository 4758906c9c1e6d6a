"""What a serving process waits for: descriptors that are ready, and calls whose turn comes after them.

Not asyncio's: its transports and handles take more of the processor than reading and sending a small
message does.
"""

from __future__ import annotations

import select
from collections import deque
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

READABLE, WRITABLE = select.EPOLLIN, select.EPOLLOUT
# Descriptors told of at a time: room for them is allocated each time.
_MOST_TOLD = 32


class EventLoop:
    """Calls what is given for a descriptor whenever it is ready, which is told until it no longer is.

    ``forget`` may be called from another thread while the loop's own is inside a call.
    """

    def __init__(self) -> None:
        self._epoll = select.epoll()
        self._calls: dict[int, Callable[[], object]] = {}
        self._turns: deque[Callable[[], object]] = deque()

    def watch(self, descriptor: int, call: Callable[[], object], events: int = READABLE) -> None:
        """Begin to watch a descriptor."""
        self._calls[descriptor] = call
        self._epoll.register(descriptor, events)

    def change(self, descriptor: int, events: int) -> None:
        """Watch it for something else."""
        self._epoll.modify(descriptor, events)

    def forget(self, descriptor: int) -> None:
        """Watch it no more; before it is closed, for the kernel goes on while another process has it open."""
        del self._calls[descriptor]
        self._epoll.unregister(descriptor)

    def soon(self, call: Callable[[], object]) -> None:
        """Call it once, after all that is ready by now."""
        self._turns.append(call)

    def run(self, look: Callable[[float], object], period: float) -> NoReturn:
        """Run for good; ``look`` is called with the monotonic time every ``period`` seconds."""
        calls, turns, poll = self._calls, self._turns, self._epoll.poll
        now = monotonic()
        due = now + period
        while True:
            for descriptor, _ in poll(0 if turns else due - now, _MOST_TOLD):
                # None: forgotten since the kernel told of it.
                if call := calls.get(descriptor):
                    call()
            for _ in range(len(turns)):
                turns.popleft()()
            now = monotonic()
            if now >= due:
                look(now)
                due = now + period
