"""Where the time of a cold query goes: the imports of the process, measured by Python itself, summed up."""

from __future__ import annotations

import statistics
import subprocess
import sys
from typing import TYPE_CHECKING

from rows import QUOTES

if TYPE_CHECKING:
    from pathlib import Path

_RUNS = 15
_TIMED = """
import sys, time
start = time.perf_counter()
from smartcity_kb.cli.main import main
imported = time.perf_counter()
code = main(["--quiet", "query", sys.argv[1]])
sys.stdout.flush()
sys.stderr.write(f"{imported - start} {time.perf_counter() - imported}\\n")
"""


def write_profile(folder: Path) -> None:
    """Write cold-query.md into the folder."""
    whole = _median([_seconds([sys.executable, "-c", _TIMED, QUOTES])[0] for _ in range(_RUNS)])
    inside = [_seconds([sys.executable, "-c", _TIMED, QUOTES])[1:] for _ in range(_RUNS)]
    bare = _median([_seconds([sys.executable, "-c", "pass"])[0] for _ in range(_RUNS)])
    engine = _median([_seconds([sys.executable, "-c", "import pyoxigraph"])[0] for _ in range(_RUNS)]) - bare
    imports, work = (_median([times[k] for times in inside]) for k in (0, 1))
    rest = whole - bare - imports - work
    lines = [
        "# Where the time of a cold query goes",
        "",
        "Written by `make bench`; `smartcity-kb query` on the shipped knowledge base, medians of"
        f" {_RUNS} processes, in milliseconds.",
        "",
        "| part | ms |",
        "| --- | ---: |",
        f"| Python itself starts and ends | {bare * 1000:.1f} |",
        f"| the command line is imported | {imports * 1000:.1f} |",
        f"| the command runs: modules that it needs (pyoxigraph alone: {engine * 1000:.1f}), quads,"
        f" the query, the table | {work * 1000:.1f} |",
        f"| the rest: the engine's memory is given back | {rest * 1000:.1f} |",
        f"| whole process | {whole * 1000:.1f} |",
        "",
        "## Imports",
        "",
        "As `python -X importtime` has them (which slows them down), each module without what it imports;"
        " medians, those above 0.1 ms.",
        "",
        "| module | ms |",
        "| --- | ---: |",
    ]
    lines += [f"| `{name}` | {each:.2f} |" for name, each in _imports() if each >= 0.1]
    (folder / "cold-query.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


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
