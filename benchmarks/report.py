"""The figures of a run: a table for people, JSON for programs, a plot, a page for the documentation."""

from __future__ import annotations

import json
import os
import platform
import statistics
from typing import TYPE_CHECKING

from svg_plot import plot

if TYPE_CHECKING:
    from pathlib import Path

    from measuring import Ratio, Sample


def machine() -> dict[str, str]:
    """What was measured on."""
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        model = next((line.partition(":")[2].strip() for line in file if line.startswith("model name")), "?")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "processor": model,
        "cores": str(os.cpu_count()),
        "memory": f"{memory:.0f} GiB",
        "system": f"{platform.system()} {platform.release()}",
    }


def table(ratios: list[Ratio]) -> str:
    """The ratios as a Markdown table."""
    lines = [
        "| row | ours | beside | measure | ours ÷ peer | quartiles | to reach | reached |",
        "| --- | --- | --- | --- | ---: | --- | ---: | --- |",
    ]
    for each in ratios:
        limit = "" if each.limit is None else f"≤ {_number(each.limit)}"
        reached = "" if each.limit is None else "yes" if each.reached else "**no**"
        spread = f"{_number(each.low)} – {_number(each.high)}"
        lines.append(
            f"| {each.row} | {each.ours} | {each.peer} | {each.what} | {_number(each.median)} | {spread}"
            f" | {limit} | {reached} |"
        )
    return "\n".join(lines)


def medians(samples: dict[str, dict[str, list[Sample]]]) -> str:
    """The medians behind the ratios as a Markdown table."""
    lines = [
        "| row | program | runs | seconds | least – most | processor seconds | memory, MiB |",
        "| --- | --- | ---: | ---: | --- | ---: | ---: |",
    ]
    for row, cases in samples.items():
        for name, runs in cases.items():
            seconds = [run.seconds for run in runs]
            cpu, memory = (statistics.median(run[k] for run in runs) for k in (1, 2))
            lines.append(
                f"| {row} | {name} | {len(runs)} | {_number(statistics.median(seconds))}"
                f" | {_number(min(seconds))} – {_number(max(seconds))} | {_number(cpu)} | {memory:.0f} |"
            )
    return "\n".join(lines)


def write(
    folder: Path,
    samples: dict[str, dict[str, list[Sample]]],
    ratios: list[Ratio],
    versions: dict[str, str],
    claims: int,
) -> None:
    """Write figures.json, figures.svg and README.md into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    figures = {
        "claims": claims,
        "machine": machine(),
        "versions": versions,
        "ratios": [each._asdict() | {"reached": each.reached} for each in ratios],
        "samples": {
            row: {name: [run._asdict() for run in runs] for name, runs in cases.items()}
            for row, cases in samples.items()
        },
    }
    text = json.dumps(figures, ensure_ascii=False, indent=1) + "\n"
    (folder / "figures.json").write_text(text, encoding="utf-8")
    (folder / "figures.svg").write_text(plot(ratios), encoding="utf-8")
    (folder / "README.md").write_text(_page(samples, ratios, versions, claims), encoding="utf-8")


def _page(
    samples: dict[str, dict[str, list[Sample]]], ratios: list[Ratio], versions: dict[str, str], claims: int
) -> str:
    about = ", ".join(f"{name} {value}" for name, value in machine().items())
    programs = ", ".join(f"{name} {version}" for name, version in versions.items())
    return f"""# Performance

Written by `make bench` (`benchmarks/run.py`), with {claims:,} claims; no figure here is written by hand.
Everything is measured in turns on one machine, with warm file caches, whole processes unless a row says
otherwise; a ratio is the median over the runs of ours ÷ peer, below 1 is faster or smaller than the peer.
Rows that take minutes run fewer times; the second table says how often. Where "to reach" stands beside
*growth*, what is compared is our own time per claim (load, export) or as a whole (show, path) at ten times
the size.

![Ours beside the peers](figures.svg)

Machine: {about}. Versions: {programs}.

{table(ratios)}

## Behind the ratios

{medians(samples)}

Where the time of a cold query goes: [cold-query.md](cold-query.md).
"""


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
