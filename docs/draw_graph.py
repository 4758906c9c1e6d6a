"""Draws docs/graph.svg from the GraphML export of the shipped knowledge base.

Every entity is a dot, every fact between two entities a line; colours say the kind of entity.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

import networkx as nx

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "graph.svg"
_WIDTH, _HEIGHT, _MARGIN = 1600, 1150, 110
_KINDS = (
    ("Person", "person", "#c2410c"),
    ("Post", "person", "#c2410c"),
    ("Organization", "organisation", "#1d4ed8"),
    ("Corporation", "organisation", "#1d4ed8"),
    ("Conference", "event", "#7e22ce"),
    ("Workshop", "event", "#7e22ce"),
    ("Meeting", "event", "#7e22ce"),
    ("EventSeries", "event", "#7e22ce"),
    ("OfficialDocument", "document or scheme", "#0f766e"),
    ("Initiative", "document or scheme", "#0f766e"),
    ("Agreement", "agreement", "#be123c"),
    ("Goal", "goal", "#a16207"),
    ("City", "place", "#15803d"),
    ("Country", "place", "#15803d"),
    ("AdministrativeArea", "place", "#15803d"),
)
_OTHER = ("concept or group", "#64748b")


def main() -> int:
    """Write the picture; with ``--check``, fail when it does not show every entity of the export."""
    if "--check" in sys.argv:
        shown = PICTURE.read_text("utf-8")
        missing = [label for label in _labels(_export()) if f"<title>{escape(label)}" not in shown]
        for label in missing:
            print(f"docs/graph.svg does not show {label!r}; run 'make docs'", file=sys.stderr)
        return int(bool(missing))
    temporary = PICTURE.with_suffix(".new")
    temporary.write_text(_draw(_export()), "utf-8")
    os.replace(temporary, PICTURE)
    return 0


def _export() -> nx.MultiDiGraph:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.graphml"
        program = Path(sys.executable).with_name("smartcity-kb")
        subprocess.run([program, "export", path, "--lang", "en", "--quiet"], check=True)
        return nx.read_graphml(path, force_multigraph=True)


def _labels(graph: nx.MultiDiGraph) -> list[str]:
    return [str(data.get("label", node)) for node, data in graph.nodes(data=True)]


def _draw(graph: nx.MultiDiGraph) -> str:
    places = _layout(graph)
    lines = [
        f'<line x1="{places[a][0]}" y1="{places[a][1]}" x2="{places[b][0]}" y2="{places[b][1]}">'
        f"<title>{escape(_sentence(graph, a, b, data))}</title></line>"
        for a, b, data in graph.edges(data=True)
    ]
    dots = [_dot(graph, node, places[node]) for node in graph.nodes]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img"'
        ' font-family="system-ui, sans-serif">\n'
        "<title>The entities of the first article and the facts between them</title>\n"
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>\n'
        f'<g stroke="#94a3b8" stroke-opacity="0.55" stroke-width="1.2">\n{chr(10).join(lines)}\n</g>\n'
        f"{chr(10).join(dots)}\n{_legend()}\n</svg>\n"
    )


def _layout(graph: nx.MultiDiGraph) -> dict[str, tuple[float, float]]:
    plain = nx.Graph(graph)
    positions = nx.spring_layout(plain, k=0.55, iterations=600, seed=11)
    xs, ys = zip(*positions.values(), strict=True)
    return {
        node: (
            round(_MARGIN + (x - min(xs)) / (max(xs) - min(xs)) * (_WIDTH - 2 * _MARGIN), 1),
            round(50 + (y - min(ys)) / (max(ys) - min(ys)) * (_HEIGHT - 130), 1),
        )
        for node, (x, y) in positions.items()
    }


def _dot(graph: nx.MultiDiGraph, node: str, place: tuple[float, float]) -> str:
    data = graph.nodes[node]
    label = str(data.get("label", node))
    degree = graph.degree(node)
    radius = round(4 + 1.6 * degree**0.5, 1)
    weight = ' font-weight="600"' if degree >= 5 else ""
    size = 13 if degree >= 5 else 10.5
    shown = label if len(label) <= 34 else label[:32].rstrip() + "…"
    text = (
        f'<text x="{place[0]}" y="{round(place[1] + radius + size, 1)}" font-size="{size}"{weight}'
        f' text-anchor="middle" %s>{escape(shown)}</text>'
    )
    # The halo is a text of its own: not every viewer knows paint-order.
    halo = text % 'fill="#ffffff" stroke="#ffffff" stroke-width="3"'
    ink = text % 'fill="#0f172a"'
    return (
        f'<g><circle cx="{place[0]}" cy="{place[1]}" r="{radius}" fill="{_kind(data)[1]}"/>'
        f"{halo}{ink}<title>{escape(label)}</title></g>"
    )


def _kind(data: dict[str, object]) -> tuple[str, str]:
    type_ = str(data.get("type", ""))
    return next(((name, colour) for word, name, colour in _KINDS if word in type_), _OTHER)


def _sentence(graph: nx.MultiDiGraph, a: str, b: str, data: dict[str, object]) -> str:
    ends = (graph.nodes[a].get("label", a), graph.nodes[b].get("label", b))
    return f"{ends[0]} {data.get('label', '')} {ends[1]}"


def _legend() -> str:
    kinds = dict.fromkeys([(name, colour) for _, name, colour in _KINDS] + [_OTHER])
    parts = []
    x = 40
    for name, colour in kinds:
        parts.append(f'<circle cx="{x}" cy="{_HEIGHT - 22}" r="6" fill="{colour}"/>')
        parts.append(f'<text x="{x + 12}" y="{_HEIGHT - 17}" font-size="13" fill="#334155">{name}</text>')
        x += 48 + 8 * len(name)
    return "\n".join(parts)


if __name__ == "__main__":
    sys.exit(main())
