"""The pool of worker processes: jobs with a deadline; a worker that overruns is killed and replaced."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from typing import TYPE_CHECKING

from ..model import errors
from ..model.errors import KnowledgeBaseError, StoreError
from .wire import packed, receive

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from typing import Self

    from .wire import Head

# So many jobs wait for a worker; more are turned away at once.
_MOST_WAITING = 256
_RETRY_SECONDS = 1.0


class OverrunError(KnowledgeBaseError):
    """A job did not end by its deadline; its worker was killed."""

    exit_code = 5


class BusyError(KnowledgeBaseError):
    """No worker came free in time."""

    exit_code = 5


class BrokenOffError(KnowledgeBaseError):
    """The worker ended in the middle of a job: most likely it ran out of memory."""

    exit_code = 5


class WorkerPool:
    """Worker processes over one location.

    ``size`` workers are kept. ``deadline`` is in seconds, for waiting and for working alike. ``jobs``
    names the module whose table JOBS the workers answer from. Used as an asynchronous context manager.
    """

    def __init__(self, location: str, jobs: str, size: int = 4, deadline: float = 10.0) -> None:
        self.deadline = deadline
        self.size = max(2, size)
        self._command = (sys.executable, "-P", "-m", "smartcity_kb.workers.process", location, jobs)
        self._idle: asyncio.Queue[Process] = asyncio.Queue()
        self._alive: set[Process] = set()
        self._replacing: set[asyncio.Task[None]] = set()
        self._waiting = 0

    async def __aenter__(self) -> Self:
        try:
            # The first one alone: it compiles a folder that the others then find compiled.
            self._idle.put_nowait(await self._start())
            for process in await asyncio.gather(*(self._start() for _ in range(self.size - 1))):
                self._idle.put_nowait(process)
        except BaseException:
            await self.close()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """End all workers, working or not."""
        for task in self._replacing:
            task.cancel()
        await asyncio.gather(*self._replacing, return_exceptions=True)
        for process in list(self._alive):
            await self._end(process)

    async def run(self, head: Head, body: bytes = b"") -> tuple[Head, bytes]:
        """The answer to a job.

        ``head`` holds the name under "job" and whatever the job takes. Raises BusyError, OverrunError or
        BrokenOffError.
        """
        if self._waiting >= _MOST_WAITING:
            raise BusyError("too many requests are waiting; try again later")
        return await self._ask(await self._next_free(), head, body)

    async def _next_free(self) -> Process:
        self._waiting += 1
        try:
            async with asyncio.timeout(self.deadline):
                return await self._idle.get()
        except TimeoutError:
            raise BusyError(f"all workers were busy for {self.deadline:g} s; try again later") from None
        finally:
            self._waiting -= 1

    async def _ask(self, process: Process, head: Head, body: bytes) -> tuple[Head, bytes]:
        stdin, stdout = _pipes(process)
        whole = False
        try:
            async with asyncio.timeout(self.deadline):
                stdin.write(packed(head, body))
                await stdin.drain()
                answer = await receive(stdout)
            whole = True
        except TimeoutError:
            raise OverrunError(
                f"stopped after {self.deadline:g} s; ask for less: a LIMIT, fewer OPTIONALs, a bound subject"
            ) from None
        except (asyncio.IncompleteReadError, ConnectionError):
            raise BrokenOffError("the query took more memory than it may; ask for less") from None
        finally:
            # Also when the caller is cancelled: what the worker does then is nobody's.
            if whole:
                self._idle.put_nowait(process)
            else:
                self._replace(process)
        return answer

    def _replace(self, process: Process) -> None:
        _kill(process)
        task = asyncio.create_task(self._put_in_place_of(process))
        self._replacing.add(task)
        task.add_done_callback(self._replacing.discard)

    async def _put_in_place_of(self, process: Process) -> None:
        await self._end(process)
        while True:
            with contextlib.suppress(KnowledgeBaseError, OSError):
                self._idle.put_nowait(await self._start())
                return
            # The store may be in the middle of being replaced.
            await asyncio.sleep(_RETRY_SECONDS)

    async def _start(self) -> Process:
        pipe = asyncio.subprocess.PIPE
        # A session of its own: Ctrl-C on the terminal is for the parent, who then ends the workers.
        process = await asyncio.create_subprocess_exec(
            *self._command, stdin=pipe, stdout=pipe, env=_environment(), start_new_session=True
        )
        self._alive.add(process)
        try:
            head, _ = await receive(_pipes(process)[1])
        except asyncio.IncompleteReadError:
            await self._end(process)
            raise StoreError("a worker process ended before it was ready") from None
        except asyncio.CancelledError:
            _kill(process)
            raise
        if "error" in head:
            await self._end(process)
            raise error_of(head)
        return process

    async def _end(self, process: Process) -> None:
        _kill(process)
        if process.stdin is not None:
            process.stdin.close()
        await process.wait()
        self._alive.discard(process)


def _pipes(process: Process) -> tuple[asyncio.StreamWriter, asyncio.StreamReader]:
    if process.stdin is None or process.stdout is None:
        raise StoreError("a worker process has no pipes")
    return process.stdin, process.stdout


def _kill(process: Process) -> None:
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if os.path.isabs(path))}


def error_of(head: Head) -> KnowledgeBaseError:
    """The error that a worker said it ended with."""
    kinds = (errors.UsageError, errors.InputError, errors.NotFoundError, errors.StoreError)
    kind = next((kind for kind in kinds if kind.exit_code == head["exit_code"]), errors.StoreError)
    return kind(str(head["error"]))
