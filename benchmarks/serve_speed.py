"""Serving: small queries and entity pages beside ``oxigraph serve``, and beside a query that runs away.

    python benchmarks/serve_speed.py [--claims N | --store FOLDER] [--runs N] [--seconds S]

The same store, the same queries, 32 clients that ask again as soon as they are answered; wrk asks where
it is installed (Debian: wrk), else serve_client.py. Both servers run all the time and are measured in turns.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from bench_data import HERE, OURS, SEED, Data
from measuring import Ratio, Sample, ratio
from peer_setup import OXIGRAPH
from report import table

from smartcity_kb.model.prefixes import PREFIXES
from smartcity_kb.model.terms import PREF_LABEL
from smartcity_kb.store.disk import open_to_read
from smartcity_kb.web.jobs import JOBS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CLIENTS = 32
SECONDS = 3
_ENTITIES = 2000
_PAGES = 200
_ROWS = "application/sparql-results+json"
_RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
# What a program asks to show a name, a description, a relation, and whether something is said at all.
_SMALL = (
    "SELECT ?l { <E> <http://www.w3.org/2004/02/skos/core#prefLabel> ?l }",
    "SELECT ?p ?o { <E> ?p ?o } LIMIT 20",
    "SELECT ?s ?p { ?s ?p <E> } LIMIT 20",
    "ASK { GRAPH ?claim { <E> ?p ?o } }",
)
_runs = count(1)


class Load(NamedTuple):
    """Requests to send: what stands before each, the file of the rest, the media type wanted.

    ``distinct``: no two are alike; ``method`` POST: each is the query of a form.
    """

    prefix: str
    requests: Path
    accept: str
    distinct: bool = False
    method: str = "GET"


class Figures(NamedTuple):
    """What a run of the load generator gave, times in seconds."""

    per_request: float
    p99: float
    errors: int


@contextmanager
def server(command: Sequence[str], port: int) -> Iterator[None]:
    """A server while it is needed; waits until it answers."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _await(port, process)
            yield
        finally:
            process.terminate()


def _await(port: int, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit(f"{process.args!r} ended with {process.returncode}")


def free_port() -> int:
    """A port that nobody uses at the moment."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def run(port: int, load: Load, seconds: int) -> Figures:
    """Put a load on a server."""
    env = os.environ | {
        "BENCH_PREFIX": load.prefix, "BENCH_REQUESTS": str(load.requests), "BENCH_ACCEPT": load.accept,
        "BENCH_METHOD": load.method,
    }  # fmt: skip
    if load.distinct:
        env["BENCH_DISTINCT"] = str(next(_runs))
    if shutil.which("wrk"):
        command = ["wrk", "-t1", f"-c{CLIENTS}", f"-d{seconds}s", "--timeout", "30s",
                   "-s", str(HERE / "serve_load.lua"), f"http://127.0.0.1:{port}"]  # fmt: skip
    else:
        command = [sys.executable, str(HERE / "serve_client.py"), str(port), str(seconds), str(CLIENTS)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    said = json.loads(done.stdout.splitlines()[-1])
    if said["errors"] or not said["requests"]:
        raise SystemExit(f"{said['errors']} of {said['requests']} requests failed at port {port}")
    return Figures(said["seconds"] / said["requests"], said["p99"], said["errors"])


class Loads(NamedTuple):
    """The requests of the benchmark, for us and for the peer."""

    small: Path
    pages: Path
    page_queries: Path


def loads(store: str, folder: Path) -> Loads:
    """Write the requests: small queries, pages, and the queries that those pages need."""
    rng = random.Random(SEED)
    with open_to_read(store) as opened:
        bearers = opened.quads(predicate=PREF_LABEL)
        named = sorted({q.subject.value for q, _ in zip(bearers, range(50 * _ENTITIES), strict=False)})
        entities = [iri for iri in named if "/id/" in iri]
        chosen = rng.sample(entities, min(_ENTITIES, len(entities)))
        asked: list[str] = []
        query = opened.query
        opened.query = lambda text: (asked.append(text), query(text))[1]  # type: ignore[method-assign]
        paged = [iri.rpartition("/")[2] for iri in chosen[:_PAGES]]
        for slug in paged:
            JOBS["page"](opened, _page(slug), b"")
    # The peer knows no prefixes of its own.
    prologue = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    small = [kind.replace("<E>", f"<{iri}>") for iri in chosen for kind in _SMALL]
    return Loads(
        _written(folder / "small", [quote(text, safe="") for text in small]),
        _written(folder / "pages", paged),
        _written(folder / "page-queries", [quote(prologue + text, safe="") for text in asked]),
    )


def _page(slug: str) -> dict[str, object]:
    return {"name": "entity", "fields": {"slug": slug}, "lang": "vi", "chosen": False, "path": f"/id/{slug}",
            "sent": [], "services": (), "limit": 1 << 26}  # fmt: skip


def _written(path: Path, lines: list[str]) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="ascii")
    return path


def small_queries(
    ours: int, theirs: int, made: Loads, runs: int, seconds: int
) -> tuple[dict[str, list[Sample]], list[Ratio]]:
    """Small queries, each another one and each from a fixed set, beside the peer."""
    cases = {
        f"{name}, {kind}": (port, Load(f"/{path}?query=", made.small, _ROWS, kind == "distinct"))
        for kind in ("distinct", "repeated")
        for name, port, path in (("ours", ours, "sparql"), ("oxigraph serve", theirs, "query"))
    }
    samples = _in_turns(cases, runs, seconds)
    row = f"serve, small queries, {CLIENTS} clients"
    ratios: list[Ratio] = []
    for kind in ("distinct", "repeated"):
        for end, limit in (("", 1 / 0.8), (", 99th percentile", 1.5)):
            mine, peer = f"ours, {kind}{end}", f"oxigraph serve, {kind}{end}"
            ratios.append(ratio(row, samples, mine, peer, limit))
    return samples, ratios


def pages(
    ours: int, theirs: int, made: Loads, runs: int, seconds: int
) -> tuple[dict[str, list[Sample]], list[Ratio]]:
    """Entity pages beside the queries that they need sent to the peer."""
    each = sum(1 for _ in made.page_queries.open()) / max(1, sum(1 for _ in made.pages.open()))
    cases = {
        "entity pages": (ours, Load("/id/", made.pages, "text/html")),
        "their queries, oxigraph serve": (theirs, Load("/query", made.page_queries, _ROWS, method="POST")),
        "their queries, ours": (
            ours,
            Load("/sparql", made.page_queries, _ROWS, distinct=True, method="POST"),
        ),
    }
    samples = _in_turns(cases, runs, seconds)
    row = f"serve, entity pages ({each:.1f} queries each)"
    peers = ("their queries, oxigraph serve", "their queries, ours")
    return samples, [ratio(row, samples, "entity pages", peer, 2.0, scale=each) for peer in peers]


def runaway(ours: int, made: Loads, runs: int, seconds: int) -> tuple[dict[str, list[Sample]], list[Ratio]]:
    """Small queries while one query runs away, beside the same without it."""
    load = Load("/sparql?query=", made.small, _ROWS, distinct=True)
    samples: dict[str, list[Sample]] = {}
    for _ in range(runs):
        _note(samples, "alone", run(ours, load, seconds))
        with socket.create_connection(("127.0.0.1", ours)) as asking:
            asking.sendall(
                f"GET /sparql?query={quote(_RUNAWAY, safe='')} HTTP/1.1\r\nHost: a\r\n\r\n".encode()
            )
            time.sleep(0.5)
            _note(samples, "beside a runaway query", run(ours, load, seconds))
            if not asking.recv(65536).startswith(b"HTTP/1.1 503 "):
                raise SystemExit("the runaway query was not stopped")
    row = f"serve, small queries, {CLIENTS} clients"
    return samples, [ratio(row, samples, "beside a runaway query", "alone", 2.0)]


def _in_turns(cases: dict[str, tuple[int, Load]], runs: int, seconds: int) -> dict[str, list[Sample]]:
    samples: dict[str, list[Sample]] = {}
    for number in range(-1, runs):
        for name, (port, load) in cases.items():
            figures = run(port, load, seconds if number >= 0 else min(seconds, 1))
            if number >= 0:
                _note(samples, name, figures)
    return samples


def _note(samples: dict[str, list[Sample]], name: str, figures: Figures) -> None:
    for what, value in ((name, figures.per_request), (f"{name}, 99th percentile", figures.p99)):
        samples.setdefault(what, []).append(Sample(value, value, 0))


def measured(store: str, runs: int, seconds: int = SECONDS) -> tuple[dict[str, list[Sample]], list[Ratio]]:
    """All rows of serving over a store folder; seconds are those of one request, all clients together."""
    ours, theirs, short = free_port(), free_port(), free_port()
    peer = str(OXIGRAPH) if OXIGRAPH.exists() else str(Path(sys.executable).with_name("oxigraph"))
    serving = [OURS, "serve", "--kb", store, "--port"]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        made = loads(store, folder)
        stack.enter_context(server([*serving, str(ours), "--deadline", "60"], ours))
        stack.enter_context(server([*serving, str(short), "--deadline", str(seconds + 2)], short))
        stack.enter_context(server([peer, "serve-read-only", "--location", f"{store}/oxigraph", "--bind",
                                    f"127.0.0.1:{theirs}"], theirs))  # fmt: skip
        samples, ratios = small_queries(ours, theirs, made, runs, seconds)
        for more, found in (
            pages(ours, theirs, made, runs, seconds), runaway(short, made, runs, seconds),
        ):  # fmt: skip
            samples |= more
            ratios += found
    return samples, ratios


def serve(data: Data) -> tuple[dict[str, list[Sample]], list[Ratio]]:
    """Small queries, entity pages and a runaway query, served."""
    return measured(data.store(data.claims), data.runs)


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--claims", type=int, default=10_000, help="the size of a store made for it")
    parser.add_argument("--store", help="a store folder that there is")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--seconds", type=int, default=SECONDS, help="of each run")
    parser.add_argument("--data", type=Path, default=HERE / ".data")
    options = parser.parse_args()
    store = options.store or Data(options.data, options.claims, options.runs).store(options.claims)
    samples, ratios = measured(store, options.runs, options.seconds)
    print(table(ratios))
    for name, each in samples.items():
        values = sorted(sample.seconds for sample in each)
        middle, least, most = values[len(values) // 2], values[0], values[-1]
        print(f"{name}: {middle * 1e6:,.0f} µs ({least * 1e6:,.0f} - {most * 1e6:,.0f})")


if __name__ == "__main__":
    main()
