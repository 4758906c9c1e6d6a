"""Exports against their peers, each in its own process: time, peak memory, and how many times faster.

    python benchmarks/export_speed.py STORE [--runs N] [--json FILE] [--only NAME]...

STORE is a store folder (``benchmarks/generate.py CLAIMS OUT.nq``, then ``smartcity-kb load OUT.nq --into
STORE``). Everything goes from the store to a file: what a peer cannot read from the store itself it is
given by the shortest code that does. CPU times tell more than wall times on a machine that is busy.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyoxigraph


def _engine(store: str) -> pyoxigraph.Store:
    from smartcity_kb.store.disk import open_to_read

    return open_to_read(store).inner


def scan(store: str, _: str) -> None:
    """Every quad of the store, once, as Python objects: no export that holds everything can do less."""
    for _quad in _engine(store).quads_for_pattern(None, None, None, None):
        pass


def ours(store: str, target: str) -> None:
    """The format follows the ending; as the command ``export`` does it."""
    from smartcity_kb.export.formats import format_for
    from smartcity_kb.export.heap import one_heap
    from smartcity_kb.export.write import export
    from smartcity_kb.store.disk import open_to_read

    one_heap()
    with open_to_read(store) as opened:
        export(opened, target, format_for(target))


def networkx_graphml(store: str, target: str) -> None:
    """The graph in memory with the same attributes, then networkx's own fast writer."""
    import networkx

    from smartcity_kb.store.disk import open_to_read
    from smartcity_kb.views.graph import graph

    with open_to_read(store) as opened:
        networkx.write_graphml_lxml(graph(opened), target)


def rdflib_turtle(store: str, target: str) -> None:
    """The same triples in an rdflib graph in memory, then rdflib's Turtle serializer."""
    import pyoxigraph
    import rdflib
    from oxrdflib._converter import from_ox

    from smartcity_kb.model.prefixes import PREFIXES

    built = rdflib.Graph()
    for prefix, namespace in PREFIXES.items():
        built.bind(prefix, namespace, replace=True)
    for quad in _engine(store).quads_for_pattern(None, None, None, pyoxigraph.DefaultGraph()):
        subject = getattr(quad.subject, "value", "")
        if not subject.startswith(PREFIXES["claim"]) and "#char=" not in subject:
            triple: Any = (from_ox(quad.subject), from_ox(quad.predicate), from_ox(quad.object))
            built.add(triple)
    built.serialize(target, format="turtle")


# Name -> (what runs, the target's name, what it is measured against).
WORK: dict[str, tuple[Callable[[str, str], None], str, str]] = {
    "scan of all quads": (scan, "none", ""),
    "graphml": (ours, "ours.graphml", "networkx"),
    "networkx": (networkx_graphml, "theirs.graphml", ""),
    "turtle": (ours, "ours.ttl", "rdflib"),
    "rdflib": (rdflib_turtle, "theirs.ttl", ""),
    "gexf": (ours, "ours.gexf", ""),
    "csv": (ours, "ours.csv", ""),
    "nquads": (ours, "ours.nq", ""),
    "trig": (ours, "ours.trig", ""),
}
_DEFAULT = ("scan of all quads", "graphml", "networkx", "turtle", "rdflib")


class Run(NamedTuple):
    """One run: seconds on the clock, seconds of processor time, peak memory in MiB, bytes written."""

    wall: float
    cpu: float
    memory: float
    size: int


def measure(name: str, store: str, folder: str) -> Run:
    target = os.path.join(folder, WORK[name][1])
    command = [sys.executable, __file__, store, "--work", name, "--target", target]
    start = time.perf_counter()
    child = subprocess.Popen(command)
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    if status:
        raise SystemExit(f"{name} failed")
    size = os.path.getsize(target) if os.path.exists(target) else 0
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, size)


def report(runs: dict[str, list[Run]]) -> list[dict[str, float | str]]:
    middle = {
        name: Run(*(statistics.median(values) for values in zip(*each, strict=True)))
        for name, each in runs.items()
    }
    rows: list[dict[str, float | str]] = []
    base = middle.get("scan of all quads")
    for name, run in middle.items():
        row: dict[str, float | str] = {"work": name, **{k: round(v, 2) for k, v in run._asdict().items()}}
        row["spread"] = round(max(r.wall for r in runs[name]) - min(r.wall for r in runs[name]), 2)
        if base:
            row["of the scan"] = round(run.wall / base.wall, 2)
            row["of the scan, CPU"] = round(run.cpu / base.cpu, 2)
        peer = middle.get(WORK[name][2])
        if peer:
            row[f"times faster than {WORK[name][2]}"] = round(peer.wall / run.wall, 1)
            row["the same, CPU"] = round(peer.cpu / run.cpu, 1)
        rows.append(row)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("store")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--json", help="write the figures here")
    parser.add_argument("--only", action="append", choices=WORK, help="what to run; repeatable")
    parser.add_argument("--work", choices=WORK, help=argparse.SUPPRESS)
    parser.add_argument("--target", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        WORK[options.work][0](options.store, options.target)
        return
    runs: dict[str, list[Run]] = {name: [] for name in options.only or _DEFAULT}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(options.runs):
            # Side by side: each round runs everything once, so a slow minute hits all of them.
            for name, each in runs.items():
                each.append(measure(name, options.store, folder))
    rows = report(runs)
    for row in rows:
        print("; ".join(f"{key}: {value}" for key, value in row.items()))
    if options.json:
        versions = {name: version(name) for name in ("pyoxigraph", "networkx", "rdflib", "lxml")}
        machine = {
            "python": platform.python_version(),
            "system": platform.platform(),
            "cores": os.cpu_count(),
        }
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump({"rows": rows, "runs": options.runs, "versions": versions, **machine}, file, indent=2)


if __name__ == "__main__":
    main()
