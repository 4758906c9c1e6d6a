"""Programs run in turns, each in its own process: seconds, processor seconds, peak memory, ratios."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    # The command of a run; runs are numbered, so that each may ask something else.
    Command = Callable[[int], Sequence[str]]

_POLL = 0.05


class Sample(NamedTuple):
    """What a run took: seconds on the clock, seconds of processor time, MiB of memory at the peak."""

    seconds: float
    cpu: float
    memory: float


class Case(NamedTuple):
    """A program to measure.

    ``before`` is called before each run; ``many`` says that it starts processes of its own, whose memory
    is added up; 4 (nothing found) is a fair exit code where ``may_find_nothing``.
    """

    name: str
    command: Command
    before: Callable[[], None] | None = None
    many: bool = False
    may_find_nothing: bool = False


class Ratio(NamedTuple):
    """Ours by the peer's: the median of the runs, the quartiles, and what is to be reached (at most)."""

    row: str
    ours: str
    peer: str
    what: str
    median: float
    low: float
    high: float
    limit: float | None

    @property
    def reached(self) -> bool:
        """Whether the median is within the limit; True where there is none."""
        return self.limit is None or self.median <= self.limit


def fixed(*command: str) -> Command:
    """The same command for every run."""
    return lambda _: command


def measure(
    cases: Iterable[Case], runs: int, warm_up: bool = True, budget: float | None = None
) -> dict[str, list[Sample]]:
    """The samples of each case, the cases run in turns; one run more, not counted, to warm up.

    After ``budget`` seconds no further turn begins; there is always one.
    """
    every = list(cases)
    samples: dict[str, list[Sample]] = {case.name: [] for case in every}
    begun = time.perf_counter()
    for number in range(-1 if warm_up else 0, runs):
        if budget is not None and number > 0 and time.perf_counter() - begun > budget:
            break
        for case in every:
            sample = run(case, max(number, 0))
            if number >= 0:
                samples[case.name].append(sample)
    return samples


def run(case: Case, number: int) -> Sample:
    """One run of a case; raises SystemExit when the program fails."""
    if case.before:
        case.before()
    command = list(case.command(number))
    launcher = _launcher()
    if launcher.stdin is None or launcher.stdout is None:
        raise RuntimeError("the launcher has no pipes")
    print(json.dumps(command), file=launcher.stdin, flush=True)
    pid = int(launcher.stdout.readline())
    with _Tree(pid if case.many else None) as tree:
        code, seconds, cpu, peak, errors = json.loads(launcher.stdout.readline())
    if code and not (case.may_find_nothing and code == 4):
        print(errors, file=sys.stderr)
        raise SystemExit(f"{case.name}: exit code {code} of {' '.join(command)}")
    return Sample(seconds, cpu, max(peak / 1024, tree.peak))


@cache
def _launcher() -> subprocess.Popen[str]:
    """The small process that starts what is measured (see launcher.py); it ends with this one."""
    errors = os.path.join(tempfile.mkdtemp(prefix="smartcity-kb-bench-"), "stderr")
    atexit.register(shutil.rmtree, os.path.dirname(errors), ignore_errors=True)
    program = str(Path(__file__).with_name("launcher.py"))
    return subprocess.Popen(
        [sys.executable, program, errors], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


class _Tree:
    """Watches the memory of a process and its children: shared pages are counted once (PSS)."""

    def __init__(self, pid: int | None) -> None:
        self._pid = pid
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self.peak = 0.0

    def __enter__(self) -> _Tree:
        if self._pid is not None:
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        if self._pid is not None:
            self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(_POLL):
            self.peak = max(self.peak, sum(_memory(pid) for pid in _family(self._pid or 0)) / 1024)


def _family(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        try:
            with open(f"/proc/{parent}/task/{parent}/children", encoding="ascii") as file:
                found += [int(child) for child in file.read().split()]
        except OSError:
            continue
    return found


def _memory(pid: int) -> int:
    try:
        with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return 0


def ratio(
    row: str,
    samples: dict[str, list[Sample]],
    ours: str,
    peer: str,
    limit: float | None = None,
    what: str = "time",
    scale: float = 1.0,
) -> Ratio:
    """Ours by the peer's, run by run; ``scale``: how much more work ours had to do."""
    field = {"time": 0, "memory": 2}[what]
    pairs = zip(samples[ours], samples[peer], strict=False)
    ratios = sorted(mine[field] / theirs[field] / scale for mine, theirs in pairs)
    return Ratio(row, ours, peer, what, *_quartiles(ratios), limit)


def _quartiles(values: list[float]) -> tuple[float, float, float]:
    if len(values) < 2:
        return values[0], values[0], values[0]
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return middle, low, high
