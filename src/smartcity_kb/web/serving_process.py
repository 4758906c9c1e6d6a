"""A serving process: the store, an event loop, and the connections that its supervisor gives it.

It does one job at a time, in its main thread; what the application does waits for nothing, and is one. A
job that takes long makes the process heavy: all its other connections go back to the supervisor, who gives
them to others; ends the process at the deadline, for nothing else ends a native query; and takes it back
once it has answered.
"""

from __future__ import annotations

import asyncio
import os
import socket
from functools import partial
from typing import TYPE_CHECKING

from ..workers.process import answered
from .app import make_app
from .asgi import ask, headers_of, nothing
from .event_loop import EventLoop
from .http_protocol import Connection
from .jobs import JOBS
from .messages import date_line, plain
from .passing import DONE, HEAVY, LONG, Passed, close, receive, send_patiently
from .security import Security
from .sparql_lane import SparqlLane
from .watch import Watch

if TYPE_CHECKING:
    from typing import NoReturn

    from ..store.base import Store
    from ..workers.wire import Head
    from .ledger import Ledger
    from .limits import Limits
    from .messages import Answer, Request


class ServingProcess:
    """Serves a store over the connections of ``channel``; ``slot`` is its place in the ledger."""

    def __init__(
        self, store: Store, channel: socket.socket, ledger: Ledger, slot: int, limits: Limits
    ) -> None:
        self.limits = limits
        self.date = date_line()
        self.loop = EventLoop()
        self._store = store
        self._channel = channel
        self._ledger = ledger
        self._slot = slot
        self._connections: set[Connection] = set()
        self._current: Connection | None = None
        self._kind = HEAVY

    def serve(self) -> None:
        """Serve until the supervisor has ended."""
        self._app = make_app(self, self.limits)
        self._runner = asyncio.Runner()
        headers = self._runner.run(headers_of(Security(nothing), "/sparql"))
        self._lane = SparqlLane(self._store, self.limits, headers)
        self._watch = Watch(self._made_heavy, self._forward)
        self.loop.watch(self._channel.fileno(), self._take)
        period = min(1.0, self.limits.request_seconds / 4, self.limits.sending_seconds / 4)
        self.loop.run(self._look, period)

    def _look(self, now: float) -> None:
        self.date = date_line()
        for connection in list(self._connections):
            connection.look(now)

    # --- connections ----------------------------------------------------------------------------------

    def _take(self) -> None:
        """Take the connections that the supervisor gives."""
        taken = [Connection(self, socket.socket(fileno=given.client), given) for given in self._given()]
        # All of them first: one whose request takes long lets the others go.
        self._connections.update(taken)
        for connection in taken:
            connection.go_on()

    def _given(self) -> list[Passed]:
        found: list[Passed] = []
        try:
            while passed := receive(self._channel):
                found.append(passed)
        except BlockingIOError:
            return found
        # The supervisor has ended, and nothing else would end a native query.
        os._exit(0)

    def forget(self, connection: Connection) -> None:
        """A connection was closed, or its passing on was counted already."""
        if connection in self._connections:
            self._connections.discard(connection)
            self._ledger.add_gone(self._slot)

    # --- answers --------------------------------------------------------------------------------------

    def answer(self, connection: Connection, request: Request) -> None:
        """Answer a request on its connection: queries by the short way, all else by the application."""
        self._current, self._kind = connection, HEAVY
        try:
            if self._lane.takes(request):
                answer = self._queried(request)
            else:
                answer = self._runner.run(ask(self._app, request, connection.client))
        except Exception:  # noqa: BLE001 - one bad answer must not take the process along
            answer = _mistake()
        if self._watch.heavy:
            self._ledger.set_answering(self._slot, True)
            connection.reply(answer)
            self._rest()
        else:
            connection.reply(answer)

    def _queried(self, request: Request) -> Answer:
        lane = self._lane
        key = request.url, request.accept, request.content_type, request.body
        kept = lane.kept(key)
        if kept is not None:
            return kept
        return self._watch.run(partial(lane.answer, request, key), lane.is_dangerous(request))

    async def run(self, head: Head, body: bytes = b"", heavy: bool = False) -> tuple[Head, bytes]:
        """The answer to a job of the application: what a pool of workers gives, done here."""
        self._kind = HEAVY if heavy else LONG
        dangerous = heavy and self._current is not None and self._lane.is_dangerous(self._current.request)
        return self._watch.run(lambda: answered(JOBS, self._store, head, body), dangerous)

    # --- heavy requests -------------------------------------------------------------------------------

    def _made_heavy(self) -> None:
        """Give everything but the current request away; the main thread does nothing else meanwhile."""
        current = self._current
        if current is None:
            return
        self._ledger.set_answering(self._slot, False)
        for connection in list(self._connections):
            if connection is not current:
                self._pass_on(connection)
        self._forward()
        # Last: once this is said, the supervisor may end the process at any moment.
        send_patiently(self._channel, current.heavy_request(self._kind))

    def _pass_on(self, connection: Connection) -> None:
        passed = connection.pass_on()
        if passed is None:
            return
        self._connections.discard(connection)
        self._send_back(passed)
        connection.close()

    def _forward(self) -> None:
        """Send back what was given meanwhile."""
        for passed in self._given():
            self._send_back(passed)
            close(passed)

    def _send_back(self, passed: Passed) -> None:
        send_patiently(self._channel, passed)
        # Afterwards: a process that has nothing left but its heavy request may be ended at any moment.
        self._ledger.add_gone(self._slot)

    def _rest(self) -> None:
        """Be like the others again; where that is not allowed, end."""
        if self._watch.rest():
            send_patiently(self._channel, Passed(DONE))
        else:
            self._leave()

    def _leave(self) -> NoReturn:
        """End, and leave even the last connections to the others."""
        for connection in list(self._connections):
            self._pass_on(connection)
        # From now on the supervisor cannot give any; what it has given by now can still be received.
        self._channel.shutdown(socket.SHUT_RD)
        while given := receive(self._channel):
            self._send_back(given)
        os._exit(0)


def _mistake() -> Answer:
    import traceback

    traceback.print_exc()
    return plain(500, "this failed in a way that is a mistake of ours")
