"""Where the time of a cold query goes: the imports of the process, measured by Python itself, summed up."""

from __future__ import annotations

import statistics
import subprocess
import sys
from typing import NamedTuple

from rows import QUOTES

_RUNS = 15
# Milliseconds that a module takes at least to be listed.
_LEAST = 0.1
_TIMED = """
import sys, time
start = time.perf_counter()
from smartcity_kb.cli.main import main
imported = time.perf_counter()
code = main(["--quiet", "query", sys.argv[1]])
sys.stdout.flush()
sys.stderr.write(f"{imported - start} {time.perf_counter() - imported}\\n")
"""


class Profile(NamedTuple):
    """Milliseconds, medians of ``runs``: parts of the process (the last is the whole), modules imported."""

    runs: int
    parts: list[tuple[str, float]]
    modules: list[tuple[str, float]]


def profile() -> Profile:
    """Where the time of ``smartcity-kb query`` on the shipped knowledge base goes."""
    timed = [_seconds([sys.executable, "-c", _TIMED, QUOTES]) for _ in range(_RUNS)]
    whole, imports, work = (_median([times[k] for times in timed]) * 1000 for k in range(3))
    bare = _median([_seconds([sys.executable, "-c", "pass"])[0] for _ in range(_RUNS)]) * 1000
    engine = _median([_seconds([sys.executable, "-c", "import pyoxigraph"])[0] for _ in range(_RUNS)]) * 1000
    parts = [
        ("Python itself starts and ends", bare),
        ("the command line is imported", imports),
        (f"the command runs: modules that it needs (pyoxigraph alone: {engine - bare:.1f}), quads, the query,"
         " the table", work),
        ("the rest: the engine's memory is given back", whole - bare - imports - work),
        ("whole process", whole),
    ]  # fmt: skip
    return Profile(_RUNS, parts, [(name, each) for name, each in _imports() if each >= _LEAST])


def _seconds(command: list[str]) -> list[float]:
    import time

    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [time.perf_counter() - start, *(float(word) for word in done.stderr.split())]


def _imports() -> list[tuple[str, float]]:
    found: dict[str, list[float]] = {}
    for _ in range(_RUNS):
        command = [
            sys.executable,
            "-X",
            "importtime",
            "-m",
            "smartcity_kb.cli.main",
            "--quiet",
            "query",
            QUOTES,
        ]
        errors = subprocess.run(command, capture_output=True, text=True, check=True).stderr
        for line in errors.splitlines():
            own, bar, rest = line.removeprefix("import time:").partition("|")
            if bar and own.strip().isdigit():
                found.setdefault(rest.rpartition("|")[2].strip(), []).append(int(own) / 1000)
    medians = [(name, _median(times)) for name, times in found.items()]
    return sorted(medians, key=lambda pair: -pair[1])


def _median(values: list[float]) -> float:
    return statistics.median(values)
