"""The figures of a run as JSON; from it, and from nothing else, the page, the plot and the README's block."""

from __future__ import annotations

import json
import os
import platform
import statistics
from typing import TYPE_CHECKING, Any

from measuring import Ratio
from svg_plot import plot

if TYPE_CHECKING:
    from pathlib import Path

    from cold_profile import Profile
    from measuring import Sample

RESULTS, PLOT = "results.json", "ratios.svg"


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


def write_results(
    folder: Path,
    samples: dict[str, dict[str, list[Sample]]],
    ratios: list[Ratio],
    versions: dict[str, str],
    sizes: dict[str, int],
    profile: Profile,
    least_memory: float,
) -> None:
    """Write results.json and the plot into the folder.

    ``least_memory`` is what a program that does nothing is measured to take, in MiB.
    """
    folder.mkdir(parents=True, exist_ok=True)
    figures = {
        "sizes": sizes,
        "machine": machine(),
        "versions": versions,
        "profile": profile._asdict(),
        "least_memory": round(least_memory, 1),
        "ratios": [each._asdict() for each in ratios],
        "samples": {
            row: {name: [[round(value, 6) for value in run] for run in runs] for name, runs in cases.items()}
            for row, cases in samples.items()
        },
    }
    text = json.dumps(figures, ensure_ascii=False, indent=1) + "\n"
    _write(folder / RESULTS, text)
    _write(folder / PLOT, plot(ratios))


def ratios_of(figures: dict[str, Any]) -> list[Ratio]:
    """The ratios that results.json holds."""
    return [Ratio(**each) for each in figures["ratios"]]


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


# (how a row begins, measure) -> why it may fall short, and what was tried.
_REASONS = {
    ("load of", "oxigraph load", "time"): """\
`load` of N-Quads beside `oxigraph load`: both give the engine the same text, and the engine alone keeps more
than one core busy. On top of that `load` checks every claim, quote, date and definition while the text passes
by, which on two cores has to share them with the engine; and in a large store it merges the engine's sorted
runs once, on one core, which `oxigraph load` leaves undone. Tried, and measured in the same turns: one bulk
load or many (of 100,000 to a million lines, or growing), one after the other or two at once (what stands now:
250,000 lines, two at once); no merging (a fifth faster, but paths take half as long again ever after); a file
instead of a pipe; cheaper checks of texts and records; other settings of the allocator.""",
    ("growth, per claim", "load 100,000", "time"): """\
`load` of the large store beside a tenth of it: a small store is taken in as one sorted run; the runs of a
large one are merged, so that paths stay fast, and on two cores the checks have to wait for the engine
meanwhile. Without merging it grows less (see above), and all reading afterwards is slower.""",
    ("growth, per claim", "export 100,000", "time"): """\
Exports of the large store beside a tenth of it: reading takes most of their time, and the engine reads more
slowly where the store is larger than its caches. The bare scan of all quads, which is a peer above, grows by
more per quad over the same sizes than the exports do, which read less than it. Memory likewise: what the
exports keep does not grow, what the engine keeps of the files that it reads does, under the scan as well.""",
}


def shortfalls(ratios: list[Ratio]) -> str:
    """Why what is not reached is not, as far as the reason is known."""
    reasons = [
        text
        for (row, peer, what), text in _REASONS.items()
        if any(
            each.row.startswith(row) and (each.peer, each.what) == (peer, what)
            and each.limit is not None and not each.reached
            for each in ratios
        )
    ]  # fmt: skip
    return "## Why not\n\n" + "".join(f"{text}\n\n" for text in reasons) if reasons else ""


def page(figures: dict[str, Any]) -> str:
    """docs/performance.md, from the contents of results.json."""
    about = ", ".join(f"{name} {value}" for name, value in figures["machine"].items())
    programs = ", ".join(f"{name} {version}" for name, version in figures["versions"].items())
    sizes = figures["sizes"]
    exported = sizes.get("exported", sizes["bulk"])
    return f"""# Performance

Written by `make bench` (`benchmarks/run.py`): {sizes["claims"]:,} claims; rows that load everything,
{sizes["bulk"]:,}; those that export it, {exported:,}. No figure here is written by hand. Everything is
measured in turns on one machine, with warm file caches, whole processes unless a row says otherwise; a
ratio is the median over the runs of ours ÷ peer, below 1 is faster or smaller than the peer. Runs that
take minutes are repeated as often as their row's time allows; the second table says how often. *Growth*
compares our own times at ten times the size. {_about_memory(figures.get("least_memory"))}

![Ours beside the peers](performance/{PLOT})

Machine: {about}. Versions: {programs}.

{table(ratios_of(figures))}

{shortfalls(ratios_of(figures))}## Behind the ratios

{_medians(figures["samples"])}

{_profile(figures["profile"])}"""


def readme_block(figures: dict[str, Any]) -> str:
    """The README's part: how many figures are reached, and the plot."""
    ratios = [each for each in ratios_of(figures) if each.limit is not None]
    reached = sum(each.reached for each in ratios)
    return (
        "## Performance\n\n"
        f"`make bench` measures {len(figures['samples'])} kinds of work beside other programs, with"
        f" {figures['sizes']['claims']:,} claims: {reached} of {len(ratios)} figures are as wanted"
        " ([all of them, and where the time of a query goes](docs/performance.md)).\n\n"
        f"![Ours beside the peers](docs/performance/{PLOT})"
    )


def _about_memory(least: float | None) -> str:
    if least is not None:
        return f"A program that does nothing is measured to take {least:.0f} MiB."
    return (
        "Memory: in these results the process that starts programs is counted where it was larger than they"
        " were. Whatever shows what many other programs of its table show took less, how much is not known,"
        " and ratios with it say nothing. Later runs of `make bench` count a program's own."
    )


def _medians(samples: dict[str, dict[str, list[list[float]]]]) -> str:
    lines = [
        "| row | program | runs | seconds | least – most | processor seconds | memory, MiB |",
        "| --- | --- | ---: | ---: | --- | ---: | ---: |",
    ]
    for row, cases in samples.items():
        for name, runs in cases.items():
            seconds, cpu, memory = (list(each) for each in zip(*runs, strict=True))
            middle = statistics.median(memory)
            lines.append(
                f"| {row} | {name} | {len(runs)} | {_number(statistics.median(seconds))}"
                f" | {_number(min(seconds))} – {_number(max(seconds))} | {_number(statistics.median(cpu))}"
                f" | {f'{middle:.0f}' if middle else ''} |"
            )
    return "\n".join(lines)


def _profile(profile: dict[str, Any]) -> str:
    lines = [
        "## Where the time of a cold query goes",
        "",
        f"`smartcity-kb query` on the shipped knowledge base, medians of {profile['runs']} processes.",
        "",
        "| part | ms |",
        "| --- | ---: |",
        *(f"| {name} | {each:.1f} |" for name, each in profile["parts"]),
        "",
        "Imports, as `python -X importtime` has them (which slows them down), each module without what it"
        " imports:",
        "",
        "| module | ms |",
        "| --- | ---: |",
        *(f"| `{name}` | {each:.2f} |" for name, each in profile["modules"]),
    ]
    return "\n".join(lines) + "\n"


def _write(path: Path, text: str) -> None:
    part = path.with_name(f"{path.name}.part")
    part.write_text(text, encoding="utf-8")
    os.replace(part, path)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
