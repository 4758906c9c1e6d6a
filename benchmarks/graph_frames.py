"""Dragging a graph of 300 entities in the explorer, beside Cytoscape.js on a plain page of its own.

    python benchmarks/graph_frames.py [--nodes N] [--edges N] [--runs N]

Both draw the same entities and facts in Debian's Chromium and are dragged the same way, in turns; counted are
the frames that a screen of 60 a second would have missed. Needs the environment of ``make test-browser`` and
the built front end; prints the ratio (more than 1: the explorer drops more).
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from playwright.sync_api import expect, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
CYTOSCAPE = ROOT / "web" / "node_modules" / "cytoscape" / "dist" / "cytoscape.min.js"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
SEED = 20171125
PATIENCE = 120_000
FRAME_MS = 1000 / 60
STEPS = 150
WINDOW = {"width": 1280, "height": 900}
BASE = "https://w3id.org/sckb/"

# Cytoscape.js as its documentation begins: elements, names under the nodes, arrows; the built-in layout.
PLAIN = """<!doctype html><meta charset="utf-8"><title>Cytoscape.js</title>
<style>body { margin: 0 } #cy { width: 820px; height: 560px; border: 1px solid }</style>
<div id="cy"></div><script src="cytoscape.min.js"></script><script>
cytoscape({
  container: document.getElementById("cy"), elements: ELEMENTS, layout: { name: "cose", animate: false },
  style: [
    { selector: "node", style: { label: "data(label)" } },
    { selector: "edge", style: { "curve-style": "bezier", "target-arrow-shape": "triangle" } },
  ],
});
</script>"""

_COUNT = """() => {
  window.frames_ = [];
  const count = (now) => { window.frames_.push(now); window.counting_ = requestAnimationFrame(count); };
  window.counting_ = requestAnimationFrame(count);
}"""
_COUNTED = "() => { cancelAnimationFrame(window.counting_); return window.frames_; }"


class Graph(NamedTuple):
    """Names of entities, and facts as (subject, object), by their numbers."""

    names: list[str]
    facts: list[tuple[int, int]]


def made(nodes: int, edges: int) -> Graph:
    """One entity that all others are tied to, and facts between others; the same every time."""
    draw = random.Random(SEED)
    facts = {(0, other) for other in range(1, nodes)}
    while len(facts) < edges:
        one, other = draw.sample(range(1, nodes), 2)
        facts.add((one, other))
    return Graph([f"Organisation {number}" for number in range(nodes)], sorted(facts))


def write_trig(graph: Graph, target: Path) -> None:
    """The graph as an RDF file that the explorer serves: every fact in the graph of one claim."""
    lines = [
        f"<{BASE}id/n{at}> a <https://schema.org/Organization> ;"
        f' <http://www.w3.org/2004/02/skos/core#prefLabel> "{name}"@en, "{name}"@vi .'
        for at, name in enumerate(graph.names)
    ]
    facts = [f"<{BASE}id/n{a}> <https://schema.org/member> <{BASE}id/n{b}> ." for a, b in graph.facts]
    claim = f"<{BASE}claim/aaaaaaaaaa>"
    lines += [*facts, f"{claim} <{BASE}ns#evidence> <{BASE}source/made#char=0,1> .", f"{claim} {{"]
    target.write_text("\n".join([*lines, *facts, "}", ""]), encoding="utf-8")


@contextmanager
def explorer(graph: Graph, folder: Path) -> Iterator[str]:
    """The explorer over the graph; gives the address of the page that draws it."""
    file = folder / "graph.trig"
    write_trig(graph, file)
    command = [sys.executable, "-m", "smartcity_kb.cli.main", "serve", "--kb", str(file), "--port", "0"]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if found := re.search(r"serving at (http://\S+)/", line):
                yield f"{found[1]}/graph?all=1&lang=en"
                break
        process.terminate()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's word
        pass


@contextmanager
def plain(graph: Graph, folder: Path) -> Iterator[str]:
    """Cytoscape.js alone over the graph; gives the page's address."""
    nodes = [{"data": {"id": str(at), "label": name}} for at, name in enumerate(graph.names)]
    edges = [{"data": {"source": str(a), "target": str(b)}} for a, b in graph.facts]
    (folder / "index.html").write_text(PLAIN.replace("ELEMENTS", json.dumps(nodes + edges)), encoding="utf-8")
    (folder / CYTOSCAPE.name).write_bytes(CYTOSCAPE.read_bytes())
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def opened(browser: Browser, address: str, nodes: int) -> Page:
    """The page, its graph laid out and drawn; raises SystemExit when it does not follow the pointer."""
    page = browser.new_page(viewport=WINDOW, reduced_motion="reduce")
    page.goto(address, timeout=PATIENCE)
    expect(page.locator("canvas").first).to_be_visible(timeout=PATIENCE)
    if page.locator(".graph-status").count():
        expect(page.locator(".graph-status")).to_contain_text(f"{nodes} entities", timeout=PATIENCE)
    page.evaluate("() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))")
    x, y = corner(page)
    before = page.screenshot()
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 80, y + 60, steps=4)
    page.mouse.up()
    if page.screenshot() == before:
        raise SystemExit(f"{address}: dragging moves nothing")
    return page


def corner(page: Page) -> tuple[float, float]:
    """A point of the graph's ground where nothing lies."""
    canvas = page.locator("canvas").last
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    return box["x"] + 12, box["y"] + 12


def dragged(page: Page) -> float:
    """The share of frames dropped while the ground is dragged along a circle."""
    x, y = corner(page)
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(_COUNT)
    for step in range(STEPS):
        angle = 2 * math.pi * step / 50
        page.mouse.move(x + 150 - 150 * math.cos(angle), y + 120 + 120 * math.sin(angle))
    times: list[float] = page.evaluate(_COUNTED)
    page.mouse.up()
    passed = [round((after - before) / FRAME_MS) for before, after in itertools.pairwise(times)]
    due = sum(max(1, frames) for frames in passed)
    return (due - len(passed)) / due


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--nodes", type=int, default=300)
    parser.add_argument("--edges", type=int, default=600)
    parser.add_argument("--runs", type=int, default=7, help="drags of each page")
    options = parser.parse_args()
    graph = made(options.nodes, options.edges)
    shares: dict[str, list[float]] = {"explorer": [], "Cytoscape.js alone": []}
    with ExitStack() as stack:
        folders = [Path(stack.enter_context(tempfile.TemporaryDirectory())) for _ in shares]
        addresses = [stack.enter_context(explorer(graph, folders[0])),
                     stack.enter_context(plain(graph, folders[1]))]  # fmt: skip
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        pages = [opened(browser, address, options.nodes) for address in addresses]
        for _ in range(options.runs):
            for page, found in zip(pages, shares.values(), strict=True):
                page.bring_to_front()
                found.append(dragged(page))
        browser.close()
    for name, found in shares.items():
        print(f"{name}: {statistics.median(found):.1%} of the frames dropped ({len(found)} drags)")
    ours, theirs = (statistics.median(found) for found in shares.values())
    print(f"ratio {ours / theirs:.2f}" if theirs else f"difference {ours - theirs:+.1%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
