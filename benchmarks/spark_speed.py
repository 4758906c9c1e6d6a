"""From which size Spark pays: ``load`` and ``stats --measures`` in one process and on Spark, on this machine.

    python benchmarks/spark_speed.py [--claims 10000,100000,1000000] [--articles 200,2000] [--runs N]
                                     [--budget SECONDS] [--data DIR] [--out FILE]

Run in the environment of ``make test-cluster``. Writes seconds and memory by size as JSON, with the line
through the two largest sizes (a start and a time for each claim or article) of each engine.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench_data import OURS, Data
from measuring import Case, fixed, measure
from report import machine

from smartcity_kb.cluster.choice import EDGES_FROM, SOURCES_FROM, VARIABLE

if TYPE_CHECKING:
    from measuring import Sample

ENGINES = ("one", "spark")


def measures(data: Data, claims: int) -> dict[str, list[Sample]]:
    """``stats --measures`` on a store of so many claims by each engine, in turns."""
    store = data.store(claims)
    words = (OURS, "--kb", store, "stats", "--measures", "--format", "json", "--quiet", "--engine")
    cases = [Case(engine, fixed(*words, engine), many=True) for engine in ENGINES]
    return measure(cases, data.runs, warm_up=False, budget=data.budget)


def loads(data: Data, articles: int) -> dict[str, list[Sample]]:
    """``load`` of so many articles by each engine, in turns."""
    folder = data.articles(articles * 50)
    cases = [
        Case(
            engine,
            fixed(OURS, "load", folder, "--into", data.folder_for(engine), "--quiet", "--engine", engine),
            lambda name=engine: data.clear(name),  # type: ignore[misc]
            many=True,
        )
        for engine in ENGINES
    ]
    samples = measure(cases, data.runs, warm_up=False, budget=data.budget)
    for engine in ENGINES:
        data.clear(engine)
    return samples


def row(size: int, samples: dict[str, list[Sample]]) -> dict[str, Any]:
    """The medians of a size: seconds and MiB of each engine, and how many runs."""
    found: dict[str, Any] = {"size": size, "runs": min(map(len, samples.values()))}
    for engine, runs in samples.items():
        found[engine] = {
            "seconds": round(statistics.median(run.seconds for run in runs), 2),
            "memory": round(statistics.median(run.memory for run in runs)),
        }
    return found


def line(rows: list[dict[str, Any]], engine: str) -> dict[str, float] | None:
    """Start and time for each unit, in seconds, through the two largest sizes."""
    if len(rows) < 2:
        return None
    small, large = rows[-2], rows[-1]
    each = (large[engine]["seconds"] - small[engine]["seconds"]) / (large["size"] - small["size"])
    return {"start": round(large[engine]["seconds"] - each * large["size"], 2), "each": each}


def sizes(text: str) -> list[int]:
    """Whole numbers, separated by commas, in order."""
    return sorted(int(word) for word in text.split(","))


def main() -> int:
    """Measure, write the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--claims", type=sizes, default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--articles", type=sizes, default=[200, 2_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--budget", type=float, default=300.0, help="seconds after which a size ends")
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "smartcity-kb-bench")
    parser.add_argument("--out", type=Path, default=Path("docs/performance/spark.json"))
    options = parser.parse_args()
    os.environ[VARIABLE] = "0"
    data = Data(options.data, options.claims[-1], options.runs, budget=options.budget)
    figures: dict[str, Any] = {
        "machine": machine(),
        "bounds": {"measures": EDGES_FROM, "load": SOURCES_FROM},
        "work": {
            "measures": [row(size, measures(data, size)) for size in options.claims],
            "load": [row(size, loads(data, size)) for size in options.articles],
        },
    }
    figures["lines"] = {
        work: {engine: line(rows, engine) for engine in ENGINES} for work, rows in figures["work"].items()
    }
    part = options.out.with_name(f"{options.out.name}.part")
    part.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    os.replace(part, options.out)
    print(json.dumps(figures["work"], indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
