"""The watch over the one job that a serving process does at a time: one that takes long is made heavy."""

from __future__ import annotations

import os
import threading
from time import clock_gettime, monotonic, pthread_getcpuclockid, sleep
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    T = TypeVar("T")

# A job that takes more processor time lets the other connections go to another process, and one that takes
# more still gives way to everybody. Not the time on the clock: where the machine is busy, all jobs take long.
HEAVY_SECONDS = 0.05
NICE_SECONDS = 0.2
# A job that waits, for another endpoint or the disk, is heavy after so long on the clock.
_WAITING_SECONDS = 0.5
_LEAST_PRIORITY = 19
_TICK = 0.02
_IDLE_TICKS = 50


class Watch:
    """Runs jobs in the calling thread while another thread looks at how long they take.

    ``made_heavy`` is called, in that other thread or in the caller's, once a job is heavy, and ``pulse``
    every tick of a heavy job: the caller's thread then does nothing but the job.
    """

    def __init__(self, made_heavy: Callable[[], None], pulse: Callable[[], None]) -> None:
        self._made_heavy = made_heavy
        self._pulse = pulse
        self._lock = threading.Lock()
        self._begun = threading.Event()
        self._asleep = True
        self._since = 0.0
        self._seen = 0.0
        self._used = 0.0
        self._processor = pthread_getcpuclockid(threading.get_ident())
        self._priority = os.getpriority(os.PRIO_PROCESS, 0)
        self.heavy = False
        self.nice = False
        threading.Thread(target=self._look_on, daemon=True).start()

    def run(self, job: Callable[[], T], dangerous: bool = False) -> T:
        """What the job gives; a ``dangerous`` one is heavy from the start, and stays so until ``rest``."""
        self._since = monotonic()
        if self._asleep:
            self._begun.set()
        if dangerous:
            self._make_heavy()
        try:
            return job()
        finally:
            # The lock: whoever is passing connections on finishes first.
            with self._lock:
                self._since = 0.0

    def rest(self) -> bool:
        """The heavy job is answered; False when the process cannot have its old priority back."""
        self.heavy = False
        if self.nice:
            try:
                os.setpriority(os.PRIO_PROCESS, 0, self._priority)
            except PermissionError:
                return False
            self.nice = False
        return True

    def _look_on(self) -> None:
        while True:
            self._begun.wait()
            self._begun.clear()
            self._asleep = False
            idle = 0
            while idle < _IDLE_TICKS:
                sleep(_TICK)
                idle = 0 if self._look() else idle + 1
            self._asleep = True

    def _look(self) -> bool:
        since = self._since
        if not since:
            return False
        used = clock_gettime(self._processor)
        if since != self._seen:
            self._seen, self._used = since, used
        used -= self._used
        if not self.heavy and (used > HEAVY_SECONDS or monotonic() - since > _WAITING_SECONDS):
            with self._lock:
                if self._since == since:
                    self._mark()
        if self.heavy:
            with self._lock:
                if self._since == since:
                    self._attend(used)
        return True

    def _make_heavy(self) -> None:
        with self._lock:
            self._mark()

    def _mark(self) -> None:
        self.heavy = True
        self._made_heavy()

    def _attend(self, used: float) -> None:
        self._pulse()
        if not self.nice and used > NICE_SECONDS:
            # On Linux a priority belongs to a thread; the main thread's number is the process's.
            os.setpriority(os.PRIO_PROCESS, os.getpid(), _LEAST_PRIORITY)
            self.nice = True
