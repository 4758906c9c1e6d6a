"""The rows of the benchmark: what is measured, beside what, and what is to be reached."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from itertools import pairwise
from typing import TYPE_CHECKING

import extraction_speed
from bench_data import HERE, OURS, with_typo
from measuring import Case, Ratio, Sample, fixed, measure, ratio
from peer_setup import COMUNICA, OXIGRAPH, PYTHON
from serve_speed import serve

from smartcity_kb.model.terms import entity_iri
from smartcity_kb.model.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench_data import Data

    Samples = dict[str, list[Sample]]
    Row = Callable[[Data], tuple[Samples, list[Ratio]]]

QUOTES, MANY = str(HERE / "queries" / "quotes.rq"), str(HERE / "queries" / "many.rq")
_FLAT, _LINEAR = 1.5, 1.25


def _ours(store: str, *words: str) -> tuple[str, ...]:
    return (OURS, "--kb", store, *words)


def _peer(script: str, *words: str) -> tuple[str, ...]:
    return (str(PYTHON), str(HERE / "peers" / f"{script}.py"), *words)


def _heavy(data: Data, cases: list[Case]) -> Samples:
    """Runs that take minutes: in turns too, as often as the time allowed for a row holds."""
    return measure(cases, data.runs, warm_up=False, budget=data.budget)


def cold_shipped(data: Data) -> tuple[Samples, list[Ratio]]:
    """Cold commands on the shipped knowledge base, whole processes."""
    quads = data.shipped()
    ours = {
        "query": fixed(OURS, "query", QUOTES),
        "show": fixed(OURS, "show", "Mai Hùng Dũng"),
        "path": fixed(OURS, "path", "Philips Lighting", "Tỉnh ủy Bình Dương"),
        "search": fixed(OURS, "search", "binh duong"),
    }
    cases = [Case(name, command) for name, command in ours.items()]
    cases += [
        Case("bare pyoxigraph", fixed(*_peer("bare", quads, QUOTES))),
        Case("rdflib", fixed(*_peer("rdflib_query", quads, QUOTES))),
        Case("comunica", fixed("node", str(COMUNICA), quads, "-f", QUOTES)),
    ]
    samples = measure(cases, data.runs)
    limits = {"bare pyoxigraph": 2.0, "rdflib": 1 / 8, "comunica": 1 / 20}
    row = "cold, shipped knowledge base"
    return samples, [ratio(row, samples, o, p, limit) for o in ours for p, limit in limits.items()]


def cold_large(data: Data) -> tuple[Samples, list[Ratio]]:
    """Cold commands on the large store on disk, whole processes; each run asks about other entities."""
    store, picked = data.store(data.claims), data.pick()
    cases = [
        Case("query", fixed(*_ours(store, "query", QUOTES))),
        Case("show", lambda n: _ours(store, "show", picked.entities[n])),
        Case("path", lambda n: _ours(store, "path", *picked.pairs[n]), may_find_nothing=True),
        Case("search", lambda n: _ours(store, "search", picked.entities[n].replace("-", " "))),
        Case("bare pyoxigraph", fixed(*_peer("bare", f"{store}/oxigraph", QUOTES))),
        Case("oxigraph query", fixed(str(OXIGRAPH), "query", "--location", f"{store}/oxigraph",
             "--query-file", QUOTES, "--results-format", "tsv")),
    ]  # fmt: skip
    samples = measure(cases, data.runs)
    row = f"cold, {data.claims:,} claims on disk"
    ours = [case.name for case in cases[:4]]
    return samples, [ratio(row, samples, name, "bare pyoxigraph", 2.0) for name in ours]


def paths(data: Data) -> tuple[Samples, list[Ratio]]:
    """Paths in the large store beside building a networkx graph: connected, unconnected, hubs."""
    store, picked = data.store(data.claims), data.pick()
    every = {"path": picked.pairs, "unconnected": picked.apart, "hubs": picked.hubs}
    # Small worlds have no islands.
    kinds = {kind: pairs for kind, pairs in every.items() if pairs}
    cases = [
        Case(kind, lambda n, pairs=pairs: _ours(store, "path", *pairs[n]), may_find_nothing=True)  # type: ignore[misc]
        for kind, pairs in kinds.items()
    ]
    samples = measure(cases, data.runs)
    ends = [entity_iri(slug).value for slug in picked.pairs[0]]
    peer = Case("networkx", fixed(*_peer("networkx_path", f"{store}/oxigraph", *ends)))
    heavy = _heavy(data, [peer])
    # The peer builds the whole graph whatever it is asked: each of its runs stands for several of ours.
    samples["networkx"] = [heavy["networkx"][n % len(heavy["networkx"])] for n in range(data.runs)]
    row = f"path, cold, {data.claims:,} claims"
    ratios = [ratio(row, samples, kind, "networkx", 1 / 100) for kind in kinds]
    return {**samples, **heavy}, ratios + [
        ratio(row, samples, kind, "networkx", 1 / 3, "memory") for kind in kinds
    ]


def search(data: Data) -> tuple[Samples, list[Ratio]]:
    """Search among as many entities as the large store has claims."""
    entities = data.claims
    store, labels = data.store(entities // 10, entities), data.labels(entities)
    text, table = data.names(store)
    cases = [
        Case("exact", lambda n: _ours(store, "search", labels[n])),
        Case("without diacritics", lambda n: _ours(store, "search", fold(labels[n]))),
        Case("one typo", lambda n: _ours(store, "search", with_typo(labels[n]))),
        Case("bare pyoxigraph", fixed(*_peer("bare", f"{store}/oxigraph", QUOTES))),
        Case("SQLite LIKE", lambda n: _peer("sqlite_like", table, fold(labels[n]))),
    ]
    samples = measure(cases, data.runs)
    peer = Case("rapidfuzz", lambda n: _peer("rapidfuzz_search", text, with_typo(labels[n])))
    heavy = _heavy(data, [peer])
    samples["rapidfuzz"] = [heavy["rapidfuzz"][n % len(heavy["rapidfuzz"])] for n in range(data.runs)]
    row = f"search, cold, {entities:,} entities"
    limits = {"exact": 3.0, "without diacritics": 3.0, "one typo": 8.0}
    ratios = [ratio(row, samples, ours, "bare pyoxigraph", limit) for ours, limit in limits.items()]
    for peer_name in ("SQLite LIKE", "rapidfuzz"):
        ratios += [ratio(row, samples, ours, peer_name, 1 / 10) for ours in limits]
    return {**samples, **heavy}, ratios


def load_nquads(data: Data) -> tuple[Samples, list[Ratio]]:
    """An N-Quads file into a new store, verified, beside ``oxigraph load``."""
    source = data.nquads(data.bulk)
    ours, theirs = data.folder_for("ours"), data.folder_for("theirs")
    cases = [
        Case("load", fixed(OURS, "load", source, "--into", ours, "--quiet"),
             lambda: data.clear("ours"), True),
        Case("oxigraph load", fixed(str(OXIGRAPH), "load", "--location", theirs, "--file", source),
             lambda: data.clear("theirs"), True),
    ]  # fmt: skip
    samples = _heavy(data, cases)
    row = f"load of {data.bulk:,} claims, N-Quads"
    return samples, [ratio(row, samples, "load", "oxigraph load", 1.0, what) for what in ("time", "memory")]


def load_folder(data: Data) -> tuple[Samples, list[Ratio]]:
    """A folder of articles into a new store, beside the bulk load of the quads that come of it."""
    few, many = data.articles(data.bulk // 10), data.articles(data.bulk)
    ours, theirs, source = data.folder_for("ours"), data.folder_for("theirs"), data.nquads(data.bulk)
    cases = [
        Case("load", fixed(OURS, "load", many, "--into", ours, "--quiet"), lambda: data.clear("ours"), True),
        Case("load of a tenth", fixed(OURS, "load", few, "--into", ours, "--quiet"),
             lambda: data.clear("ours"), True),
        Case("bulk load", fixed(*_peer("bulk_load", source, theirs)), lambda: data.clear("theirs"), True),
    ]  # fmt: skip
    samples = _heavy(data, cases)
    row = f"load of {data.bulk // 50:,} articles"
    return samples, [
        ratio(row, samples, "load", "bulk load", 3.0),
        ratio(row, samples, "load", "load of a tenth", _FLAT, "memory"),
    ]


def warm(data: Data) -> tuple[Samples, list[Ratio]]:
    """Warm queries through our API beside raw pyoxigraph, in turns in one process."""
    command = [sys.executable, str(HERE / "warm.py"), data.store(data.claims), str(data.runs), QUOTES, MANY]
    answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    samples = {
        name: [Sample(seconds, seconds, 0) for seconds in each] for name, each in json.loads(answer).items()
    }
    return samples, [
        ratio("warm queries", samples, f"ours {name}", f"raw {name}", 1.05)
        for name in ("quotes.rq", "many.rq")
    ]


def export(data: Data) -> tuple[Samples, list[Ratio]]:
    """GraphML and Turtle exports beside networkx, rdflib and a scan of the store."""
    store = data.store(data.exported)

    def work(name: str, target: str) -> Case:
        place = f"{data.folder_for('export')}.{target}"
        program = str(HERE / "export_speed.py")
        return Case(name, fixed(sys.executable, program, store, "--work", name, "--target", place))

    cases = [
        work("scan of all quads", "none"), work("graphml", "graphml"), work("turtle", "ttl"),
        work("networkx", "nx.graphml"), work("rdflib", "rdflib.ttl"),
    ]  # fmt: skip
    samples = _heavy(data, cases)
    row = f"export, {data.exported:,} claims"
    return samples, [
        ratio(row, samples, "graphml", "networkx", 1 / 3),
        ratio(row, samples, "graphml", "networkx", what="memory"),
        ratio(row, samples, "turtle", "rdflib", 1 / 5),
        ratio(row, samples, "turtle", "rdflib", what="memory"),
        *(ratio(row, samples, ours, "scan of all quads", 1.5) for ours in ("graphml", "turtle")),
    ]


def growth(data: Data) -> tuple[Samples, list[Ratio]]:
    """Ten and a hundred times the claims: load and export per claim, path and show as a whole."""
    sizes = [data.claims // 100, data.claims // 10, data.claims]
    cases: list[Case] = []
    for size in sizes:
        store, out = data.store(size), data.folder_for("ours")
        picked = type(data)(data.folder, size, data.runs).pick()
        cases += [
            Case(f"show {size:,}", lambda n, s=store, p=picked: _ours(s, "show", p.entities[n])),  # type: ignore[misc]
            Case(f"path {size:,}", lambda n, s=store, p=picked: _ours(s, "path", *p.pairs[n]),  # type: ignore[misc]
                 may_find_nothing=True),
        ]  # fmt: skip
    samples = measure(cases, data.runs)
    bulk: list[Case] = []
    loaded = [data.exported // 100, data.exported // 10, data.exported]
    for size in loaded:
        load = fixed(OURS, "load", data.nquads(size), "--into", out, "--quiet")
        target = f"{data.folder_for('export')}.graphml"
        written = fixed(*_ours(data.store(size), "export", target, "--quiet"))
        bulk += [
            Case(f"load {size:,}", load, lambda: data.clear("ours"), True),
            Case(f"export {size:,}", written),
        ]
    samples |= _heavy(data, bulk)
    ratios = [
        ratio("growth", samples, f"{work} {large:,}", f"{work} {small:,}", _FLAT)
        for small, large in pairwise(sizes)
        for work in ("show", "path")
    ]
    ratios += [
        ratio("growth, per claim", samples, f"{work} {large:,}", f"{work} {small:,}", _LINEAR,
              scale=large // small)
        for small, large in pairwise(loaded)
        for work in ("load", "export")
    ]  # fmt: skip
    return samples, ratios


def extraction(data: Data) -> tuple[Samples, list[Ratio]]:
    """Extraction beside underthesea's named-entity recognition on the same articles, processor seconds."""
    texts = [path.read_bytes().decode("utf-8") for path in extraction_speed.articles()]
    samples: Samples = {"extract": [], "underthesea ner": []}
    begun = time.perf_counter()
    while len(samples["extract"]) < data.runs and (
        not samples["extract"] or time.perf_counter() - begun < data.budget
    ):
        for name, seconds in (
            ("extract", extraction_speed.time_extraction(texts)[0]),
            ("underthesea ner", extraction_speed.time_underthesea(texts)),
        ):
            samples[name].append(Sample(seconds, seconds, 0))
    row = f"extraction, {sum(map(len, texts)):,} characters"
    return samples, [ratio(row, samples, "extract", "underthesea ner", 1 / extraction_speed.WANTED)]


ROWS: dict[str, Row] = {
    "cold-shipped": cold_shipped,
    "cold-large": cold_large,
    "path": paths,
    "search": search,
    "warm": warm,
    "load-nquads": load_nquads,
    "load-folder": load_folder,
    "export": export,
    "growth": growth,
    "extraction": extraction,
    "serve": serve,
}
