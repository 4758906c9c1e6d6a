"""The worker process: opens a location, then answers jobs from standard input on standard output.

``python -P -m smartcity_kb.workers.process LOCATION JOBS`` where JOBS is a module with a table ``JOBS``:
job name -> function(store, head, body) -> (head, body). The first message out says that the store is
open, or why not. The process ends with its input, also in the middle of a query.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

from ..model.errors import KnowledgeBaseError
from ..store.open import open_store
from .wire import packed, read

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import IO

    from ..store.base import Store
    from .wire import Head

    Job = Callable[[Store, Head, bytes], tuple[Head, bytes]]

# What a job may take beyond the store itself; a query that wants more ends its worker, not the machine.
MEMORY = 2 * 1024**3


def main(location: str, jobs: str) -> None:
    """Answer jobs until standard input ends."""
    out = _own_output()
    try:
        store = open_store(location)
        table: dict[str, Job] = import_module(jobs).JOBS
    except KnowledgeBaseError as error:
        _send(out, {"error": error.message, "exit_code": error.exit_code})
        return
    bound_memory()
    _send(out, {"ready": os.getpid()})
    waiting: SimpleQueue[tuple[Head, bytes]] = SimpleQueue()
    Thread(target=_listen, args=(waiting,), daemon=True).start()
    while True:
        head, body = waiting.get()
        _send(out, *answered(table, store, head, body))


def _own_output() -> IO[bytes]:
    """Standard output for messages alone: what anything else prints goes to stderr."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return out


def _send(out: IO[bytes], head: Head, body: bytes = b"") -> None:
    out.write(packed(head, body))
    out.flush()


def _listen(waiting: SimpleQueue[tuple[Head, bytes]]) -> None:
    while message := read(sys.stdin.buffer):
        waiting.put(message)
    # Whoever asked is gone; the main thread may be inside a native query that nothing else ends.
    os._exit(0)


def answered(table: Mapping[str, Job], store: Store, head: Head, body: bytes) -> tuple[Head, bytes]:
    """The answer of the job that ``head`` names; {"failed": …} when it fails by a mistake of ours."""
    try:
        return table[head["job"]](store, head, body)
    except Exception as error:  # noqa: BLE001 - one bad answer must not take the worker along
        import traceback

        traceback.print_exc()
        return {"failed": type(error).__name__}, b""


def bound_memory() -> None:
    """From now on, let this process take no more than MEMORY beyond what it has."""
    import resource

    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            used = int(file.read().split()[5]) * resource.getpagesize()
    except OSError:
        # Not Linux: no figure, and RLIMIT_DATA means something else.
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limit = used + MEMORY
    if hard == resource.RLIM_INFINITY or limit < hard:
        resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
