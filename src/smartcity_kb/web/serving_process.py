"""A serving process: the store, an event loop, and the connections that its supervisor gives it.

It does one job at a time, in its main thread. A job that takes long makes the process heavy: all its
other connections go back to the supervisor, who gives them to others; ends the process at the deadline,
for nothing else ends a native query; and takes it back once it has answered.
"""

from __future__ import annotations

import asyncio
import os
import socket
from contextvars import ContextVar
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from ..workers.process import answered
from .app import make_app
from .asgi import ask, headers_of, nothing
from .http_protocol import Connection
from .jobs import JOBS
from .messages import date_line, plain
from .passing import DONE, HEAVY, LONG, Passed, close, receive, send_patiently
from .security import Security
from .sparql_lane import SparqlLane
from .watch import Watch

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from ..store.base import Store
    from ..workers.wire import Head
    from .ledger import Ledger
    from .limits import Limits
    from .messages import Answer, Request

_answering: ContextVar[Connection] = ContextVar("_answering")


class ServingProcess:
    """Serves a store over the connections of ``channel``; ``slot`` is its place in the ledger."""

    def __init__(
        self, store: Store, channel: socket.socket, ledger: Ledger, slot: int, limits: Limits
    ) -> None:
        self.limits = limits
        self.date = date_line()
        self._store = store
        self._channel = channel
        self._ledger = ledger
        self._slot = slot
        self._connections: set[Connection] = set()
        self._passed: list[Connection] = []
        self._tasks: set[asyncio.Task[object]] = set()
        self._current: Connection | None = None
        self._kind = HEAVY

    async def serve(self) -> None:
        """Serve until the supervisor has ended."""
        self.loop = asyncio.get_running_loop()
        self._app = make_app(self, self.limits)
        self._lane = SparqlLane(self._store, self.limits, await headers_of(Security(nothing), "/sparql"))
        self._watch = Watch(self._made_heavy, self._forward)
        self.loop.add_reader(self._channel.fileno(), self._take)
        period = min(1.0, self.limits.request_seconds / 4, self.limits.sending_seconds / 4)
        while True:
            await asyncio.sleep(period)
            self.date = date_line()
            now = monotonic()
            for connection in list(self._connections):
                connection.look(now)

    # --- connections ----------------------------------------------------------------------------------

    def _take(self) -> None:
        """Take the connections that the supervisor gives."""
        for passed in self._given():
            client = socket.socket(fileno=passed.client)
            connection = Connection(self, client, passed)
            self._connections.add(connection)
            self._start(self.loop.connect_accepted_socket(lambda c=connection: c, client))  # type: ignore[misc]

    def _given(self) -> list[Passed]:
        found: list[Passed] = []
        try:
            while passed := receive(self._channel):
                found.append(passed)
        except BlockingIOError:
            return found
        # The supervisor has ended, and nothing else would end a native query.
        os._exit(0)

    def _start(self, work: Coroutine[None, None, object]) -> None:
        task = self.loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def forget(self, connection: Connection) -> None:
        """A connection was closed, or its passing on was counted already."""
        if connection in self._connections:
            self._connections.discard(connection)
            self._ledger.add_gone(self._slot)

    # --- answers --------------------------------------------------------------------------------------

    def answer(self, connection: Connection, request: Request) -> None:
        """Answer a request on its connection: queries at once, all else by the application."""
        lane = self._lane
        if not lane.takes(request):
            context = _answering.set(connection)
            self._start(self._ask(connection, request))
            _answering.reset(context)
            return
        key = lane.key(request)
        answer = lane.kept(key)
        if answer is not None:
            connection.reply(answer)
            return
        self._current, self._kind = connection, HEAVY
        try:
            answer = self._watch.run(partial(lane.answer, request, key), lane.is_dangerous(request))
        except Exception:  # noqa: BLE001 - one bad answer must not take the process along
            answer = _mistake()
        if self._watch.heavy:
            self._answered(connection, answer)
        else:
            connection.reply(answer)

    async def _ask(self, connection: Connection, request: Request) -> None:
        if connection.gone:
            return
        try:
            answer = await ask(self._app, request, connection.client)
        except Exception:  # noqa: BLE001 - one bad answer must not take the process along
            answer = _mistake()
        self._answered(connection, answer)

    async def run(self, head: Head, body: bytes = b"", heavy: bool = False) -> tuple[Head, bytes]:
        """The answer to a job of the application: what a pool of workers gives, done here."""
        self._current, self._kind = _answering.get(), HEAVY if heavy else LONG
        dangerous = heavy and self._lane.is_dangerous(self._current.request)
        result = self._watch.run(lambda: answered(JOBS, self._store, head, body), dangerous)
        self._let_go()
        return result

    def _answered(self, connection: Connection, answer: Answer) -> None:
        heavy = self._watch.heavy
        if heavy:
            self._let_go()
            self._ledger.set_answering(self._slot, True)
        connection.reply(answer)
        if heavy:
            self._rest()

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
        self._ledger.add_gone(self._slot)
        self._passed.append(connection)
        send_patiently(self._channel, passed)

    def _forward(self) -> None:
        """Send back what was given meanwhile."""
        for passed in self._given():
            self._ledger.add_gone(self._slot)
            send_patiently(self._channel, passed)
            close(passed)

    def _let_go(self) -> None:
        """Drop what was passed on, before the event loop could read from it."""
        while self._passed:
            connection = self._passed.pop()
            if hasattr(connection, "transport"):
                connection.transport.abort()

    def _rest(self) -> None:
        """Be like the others again; where that is not allowed, end, and leave even the last connections."""
        if self._watch.rest():
            send_patiently(self._channel, Passed(DONE))
            return
        for connection in list(self._connections):
            self._pass_on(connection)
        self._forward()
        os._exit(0)


def _mistake() -> Answer:
    import traceback

    traceback.print_exc()
    return plain(500, "this failed in a way that is a mistake of ours")
