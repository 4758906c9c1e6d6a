"""Sources read one after the other, or on all cores, as N-Quads: memory does not grow with their number."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections import deque
from typing import TYPE_CHECKING

from ..model.record import Record
from ..store.definitions import SourceSummary, summary_of
from ..store.files import examine_source
from ..store.nquads_text import nquads_of
from ..store.search_entry import SearchEntry, entry_of, restated_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Executor, Future

    from ..model.errors import Problem
    from ..model.terms import Context
    from .inputs import Folder

# Below this many sources, starting processes costs more than it saves.
_PARALLEL_FROM = 100
# How forked processes come to know the terms: they inherit them.
_folders: tuple[Folder, ...] = ()


class ReadSource(Record):
    """A source that was read, with every problem that it has by itself.

    ``nquads`` is everything that a sound source adds to a store; ``facts`` are the lines of the distinct
    facts that its claims state, without what loading derives. ``entries`` are its entities for search,
    ``restated`` the IRIs of those of which claims state what descriptions say.
    """

    summary: SourceSummary
    problems: tuple[Problem, ...] = ()
    nquads: bytes = b""
    claims: int = 0
    facts: tuple[bytes, ...] = ()
    entries: tuple[SearchEntry, ...] = ()
    restated: frozenset[str] = frozenset()


def read_sources(folders: Sequence[Folder]) -> Iterator[ReadSource]:
    """Read and check every source of the folders, in order."""
    tasks = [(number, path) for number, folder in enumerate(folders) for path in folder.sources]
    _prepare(tuple(folders))
    workers = _worker_count(len(tasks))
    if workers < 2:
        yield from map(_read, tasks)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(workers, get_context("fork"), _settle) as pool:
        yield from _in_order(pool, tasks, ahead=4 * workers)


def _in_order(pool: Executor, tasks: Sequence[tuple[int, str]], ahead: int) -> Iterator[ReadSource]:
    """Results in the order of the tasks, with only so many read ahead that memory stays flat."""
    waiting: deque[Future[ReadSource]] = deque()
    try:
        for task in tasks:
            waiting.append(pool.submit(_read, task))
            if len(waiting) > ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


def _worker_count(tasks: int) -> int:
    # Only Linux forks safely and passes the terms on for free; elsewhere one process does it.
    if tasks < _PARALLEL_FROM or sys.platform != "linux":
        return 1
    return min(len(os.sched_getaffinity(0)), 16)


def _prepare(folders: tuple[Folder, ...]) -> None:
    global _folders
    _folders = folders


def _settle() -> None:
    """What a reading process does first: leave Ctrl-C to its parent, collect garbage rarely."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def _read(task: tuple[int, str]) -> ReadSource:
    number, path = task
    terms = _folders[number].terms
    return read_source_task(path, terms.context, terms.classes)


def read_source_task(path: str, context: Context, classes: frozenset[str]) -> ReadSource:
    """Read and check one source's folder, by itself: the same in this process, in another, on a cluster."""
    examined = examine_source(path, context, classes)
    summary = summary_of(examined)
    if examined.source is None:
        return ReadSource(summary, examined.problems)
    content = examined.source.content
    facts = {statement for claim in content.claims for statement in claim.statements}
    lines = tuple(statement.encode() for statement in facts)
    entries = tuple(map(entry_of, content.entities))
    restated = restated_in(content.claims)
    return ReadSource(summary, (), nquads_of(content), len(content.claims), lines, entries, restated)
