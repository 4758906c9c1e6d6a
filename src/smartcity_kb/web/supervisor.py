"""The supervisor of serving processes: gives them connections, ends those that overrun, and replaces them.

It accepts all connections and gives each to the process that has fewest, of as many as there are processors:
more of them take the processors' caches from each other. The others, one at the least, stand by with the
store open for those that a long request keeps; half of all at the most may be kept by long queries.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import socket
from collections import deque
from time import monotonic
from typing import TYPE_CHECKING

from ..workers.pool import error_of
from .ledger import Ledger
from .messages import date_line, plain
from .passing import CONNECTION, DONE, FAILED, HEAVY, LAST, LONG, READY, Passed, close, pair, receive, send

if TYPE_CHECKING:
    from collections.abc import Callable

    from .limits import Limits
    from .messages import Headers

_MOST_WAITING = 64
_RETRY_SECONDS = 1.0
# A request that waited and is let go is heavy soon after, or light after all.
_PROMISE_SECONDS = 0.5
# How long a process that is to end may take to give its connections back.
_GRACE_SECONDS = 3.0
_TICK = 0.02


class _Member:
    """A serving process as its supervisor sees it."""

    def __init__(self, pid: int, channel: socket.socket, slot: int) -> None:
        self.pid = pid
        self.channel = channel
        self.slot = slot
        self.ready = False
        self.given = 0
        self.heavy: Passed | None = None
        self.due = 0.0
        self.unwanted = False
        self.failed: dict[str, object] = {}


class Supervisor:
    """Serves what is accepted on ``listening`` by processes forked from this one.

    ``work`` is called in each with its channel, the ledger and its slot; ``headers`` go with the answers
    that the supervisor gives itself.
    """

    def __init__(
        self,
        listening: socket.socket,
        limits: Limits,
        work: Callable[[socket.socket, Ledger, int], None],
        headers: Headers,
    ) -> None:
        self._listening = listening
        self._limits = limits
        self._work = work
        self._headers = headers
        size = max(2, limits.workers)
        self._serving = min(size - 1, len(os.sched_getaffinity(0)))
        self._most_heavy = size // 2
        self._ledger = Ledger(size)
        self._members: dict[int, _Member] = {}
        self._missing: dict[int, float] = dict.fromkeys(range(size), 0.0)
        self._backlog: deque[Passed] = deque()
        self._waiting: deque[Passed] = deque()
        self._promised: list[float] = []
        self._selector = selectors.DefaultSelector()

    def run(self, ready: Callable[[], None]) -> None:
        """Serve until interrupted; raises what opening the store raises."""
        try:
            # The first one alone: it compiles a folder that the others then find compiled.
            self._start(0)
            self._await_first(self._members[0])
            for slot in list(self._missing):
                self._start(slot)
            self._listening.listen(self._limits.connections)
            self._listening.setblocking(False)
            self._selector.register(self._listening, selectors.EVENT_READ, self._accept)
            ready()
            while True:
                for key, _ in self._selector.select(self._patience()):
                    key.data()
                self._look(monotonic())
        finally:
            self._end_all()

    # --- processes ------------------------------------------------------------------------------------

    def _start(self, slot: int) -> None:
        self._missing.pop(slot, None)
        ours, theirs = pair()
        pid = os.fork()
        if pid == 0:
            self._be_member(theirs, slot)
        theirs.close()
        member = self._members[slot] = _Member(pid, ours, slot)
        self._selector.register(ours, selectors.EVENT_READ, lambda: self._hear(member))

    def _be_member(self, channel: socket.socket, slot: int) -> None:
        """In the new process: nothing of the supervisor's is left open. Does not return."""
        try:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            # Ctrl-C on the terminal is for the supervisor. (A session of its own would make the kernel's
            # priorities useless between the processes, where it groups by sessions.)
            os.setpgid(0, 0)
            os.dup2(2, 1)
            os.closerange(3, channel.fileno())
            os.closerange(channel.fileno() + 1, os.sysconf("SC_OPEN_MAX"))
            self._work(channel, self._ledger, slot)
        except BaseException:  # noqa: BLE001 - a process that fails must not become a second supervisor
            import traceback

            traceback.print_exc()
        finally:
            os._exit(1)

    def _await_first(self, member: _Member) -> None:
        while not member.ready:
            self._selector.select()
            self._hear(member)
            if member.failed:
                raise error_of(member.failed)

    def _hear(self, member: _Member) -> None:
        """Take what a process says."""
        while True:
            try:
                said = receive(member.channel)
            except BlockingIOError:
                return
            if said is None:
                self._bury(member)
                return
            self._handle(member, said)

    def _handle(self, member: _Member, said: Passed) -> None:
        if said.kind in (CONNECTION, LAST):
            self._give(said)
        elif said.kind in (HEAVY, LONG):
            self._note_heavy(member, said)
        elif said.kind == DONE and member.heavy is not None:
            close(member.heavy)
            member.heavy = None
        elif said.kind == READY:
            member.ready = True
        elif said.kind == FAILED:
            member.failed = json.loads(said.raw)

    def _bury(self, member: _Member) -> None:
        """A process has ended: what it was asked is answered, and another one takes its place."""
        if self._members.get(member.slot) is not member:
            return
        os.waitpid(member.pid, 0)
        self._selector.unregister(member.channel)
        member.channel.close()
        del self._members[member.slot]
        if member.heavy is not None:
            self._settle(member, member.heavy)
        self._ledger.reset(member.slot)
        self._missing[member.slot] = monotonic() + (0.0 if member.ready else _RETRY_SECONDS)

    def _settle(self, member: _Member, request: Passed) -> None:
        deadline = self._limits.deadline
        if self._ledger.answering(member.slot):
            close(request)
        elif member.unwanted:
            self._let_wait(request)
        elif member.due and monotonic() >= member.due:
            self._refuse(
                request,
                f"stopped after {deadline:g} s; ask for less: a LIMIT, fewer OPTIONALs, a bound subject",
            )
        else:
            self._refuse(request, "the query took more memory than it may; ask for less")

    def _end_all(self) -> None:
        for member in self._members.values():
            with contextlib.suppress(ProcessLookupError):
                os.kill(member.pid, signal.SIGKILL)
            os.waitpid(member.pid, 0)

    # --- connections ----------------------------------------------------------------------------------

    def _accept(self) -> None:
        for _ in range(64):
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            client.setblocking(False)
            passed = Passed(CONNECTION, client.detach())
            if self._count() < self._limits.connections:
                self._give(passed)
            else:
                self._refuse(passed, "too many connections; try again later")

    def _count(self) -> int:
        return len(self._backlog) + sum(map(self._load, self._members.values()))

    def _load(self, member: _Member) -> int:
        return member.given - self._ledger.gone(member.slot)

    def _free(self) -> list[_Member]:
        """The processes that take connections, those that have fewest first."""
        able = [m for _, m in sorted(self._members.items()) if m.ready and m.heavy is None]
        return sorted(able[: self._serving], key=self._load)

    def _give(self, passed: Passed) -> None:
        for member in self._free():
            with contextlib.suppress(BlockingIOError, ConnectionError):
                send(member.channel, passed)
                member.given += 1
                close(passed)
                return
        self._backlog.append(passed)

    def _refuse(self, request: Passed, message: str) -> None:
        """Let a process answer 503 for us: it knows how to wait for a slow client."""
        answer = plain(503, message, [(b"retry-after", b"5"), *self._headers])
        whole = answer.head + date_line() + b"connection: close\r\n\r\n" + answer.body
        self._give(Passed(LAST, request.client, unsent=whole))

    # --- heavy requests -------------------------------------------------------------------------------

    def _note_heavy(self, member: _Member, request: Passed) -> None:
        if request.since and self._promised:
            self._promised.pop()
        # Only queries that clients wrote are bounded in number: pages always come.
        member.unwanted = request.kind == HEAVY and self._heavy_ones() >= self._most_heavy
        member.heavy = request
        member.due = monotonic() + (0.0 if member.unwanted else self._limits.deadline)

    def _heavy_ones(self) -> int:
        return sum(m.heavy is not None and m.heavy.kind == HEAVY for m in self._members.values())

    def _let_wait(self, request: Passed) -> None:
        if len(self._waiting) >= _MOST_WAITING:
            self._refuse(request, "too many long queries are waiting; try again later")
        else:
            self._waiting.append(request.replace(since=request.since or monotonic()))

    def _patience(self) -> float | None:
        busy = self._backlog or self._waiting or self._missing
        return _TICK if busy or any(m.heavy for m in self._members.values()) else None

    def _look(self, now: float) -> None:
        """Do what is due."""
        for member in list(self._members.values()):
            self._end(member, now)
        for slot in [slot for slot, due in self._missing.items() if now >= due]:
            self._start(slot)
        self._let_go(now)
        for _ in range(len(self._backlog)):
            self._give(self._backlog.popleft())

    def _end(self, member: _Member, now: float) -> None:
        """End a process whose heavy request overruns."""
        if not self._may_end(member, now):
            return
        # Held still while it is made sure: it might answer meanwhile, and take up something else.
        os.kill(member.pid, signal.SIGSTOP)
        os.waitid(os.P_PID, member.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
        self._hear(member)
        if self._members.get(member.slot) is not member:
            return
        if not self._may_end(member, now):
            os.kill(member.pid, signal.SIGCONT)
            return
        os.kill(member.pid, signal.SIGKILL)
        os.waitid(os.P_PID, member.pid, os.WEXITED | os.WNOWAIT)
        self._hear(member)

    def _may_end(self, member: _Member, now: float) -> bool:
        """Whether its request still overruns, and it has given its other connections back."""
        if member.heavy is None or now < member.due or self._ledger.answering(member.slot):
            return False
        return self._load(member) <= 1 or now >= member.due + _GRACE_SECONDS

    def _let_go(self, now: float) -> None:
        """Let waiting requests go where there is room, and those that waited too long go without."""
        deadline = self._limits.deadline
        while self._waiting and now - self._waiting[0].since > deadline:
            message = f"all workers were busy for {deadline:g} s; try again later"
            self._refuse(self._waiting.popleft(), message)
        self._promised = [when for when in self._promised if now - when < _PROMISE_SECONDS]
        heavy = self._heavy_ones()
        while self._waiting and heavy + len(self._promised) < self._most_heavy:
            self._promised.append(now)
            request = self._waiting.popleft()
            self._give(request.replace(kind=CONNECTION))
