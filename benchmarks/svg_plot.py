"""A plot of ratios: one bar each on a logarithmic scale, a mark at what is to be reached."""

from __future__ import annotations

from html import escape
from math import floor, log10
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from measuring import Ratio

_WIDTH, _LEFT, _RIGHT, _BAR = 900, 400, 40, 18
_STYLE = """
text { font: 12px system-ui, sans-serif; fill: #333 } .row { font-weight: 600 }
.bar { fill: #3b7dd8 } .missed { fill: #d8743b } .limit { stroke: #111; stroke-width: 2 }
.grid { stroke: #ddd } .one { stroke: #999 }
@media (prefers-color-scheme: dark) { text { fill: #ddd } .limit { stroke: #fff } .grid { stroke: #444 } }
"""


def plot(ratios: list[Ratio]) -> str:
    """An SVG 1.1 document with a bar for each ratio; shorter is better, the line is the aim."""
    values = [v for each in ratios for v in (each.median, each.limit or each.median)] or [1.0]
    low, high = floor(log10(min(values))), -floor(-log10(max([*values, 1.0])))

    def x(value: float) -> float:
        share = (log10(value) - low) / (high - low or 1)
        return _LEFT + max(0.0, share) * (_WIDTH - _LEFT - _RIGHT)

    parts: list[str] = []
    y = 40
    last = ""
    for each in ratios:
        if each.row != last:
            y += 10
            parts.append(f'<text class="row" x="8" y="{y + 13}">{escape(each.row)}</text>')
            y += _BAR + 2
            last = each.row
        parts += _bar(each, x, y)
        y += _BAR + 3
    height = y + 20
    grid = [
        f'<line class="{"one" if power == 0 else "grid"}" x1="{x(10.0**power):.1f}" x2="{x(10.0**power):.1f}"'
        f' y1="30" y2="{height - 10}"/><text x="{x(10.0**power):.1f}" y="24" text-anchor="middle">'
        f"{10.0**power:g}</text>"
        for power in range(low, high + 1)
    ]
    title = "Ours ÷ peer, logarithmic: shorter is better; the upright line is what is to be reached"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img">\n'
        f"<title>{title}</title><style>{_STYLE}</style>\n"
        + f'<text x="8" y="12">{title}</text>\n'
        + "\n".join([*grid, *parts])
        + "\n</svg>\n"
    )


def _bar(each: Ratio, x: object, y: int) -> list[str]:
    if not callable(x):
        raise TypeError
    start, end = x(1e-9), x(each.median)
    kind = "bar" if each.reached else "missed"
    what = "" if each.what == "time" else f", {each.what}"
    label = escape(f"{each.ours} ÷ {each.peer}{what}")
    parts = [
        f'<text x="{_LEFT - 8}" y="{y + 13}" text-anchor="end">{label}</text>',
        f'<rect class="{kind}" x="{start:.1f}" y="{y}" width="{max(1.0, end - start):.1f}" height="{_BAR}"/>',
        f'<text x="{end + 5:.1f}" y="{y + 13}">{each.median:.3g}</text>',
    ]
    if each.limit is not None:
        at = x(each.limit)
        parts.append(f'<line class="limit" x1="{at:.1f}" x2="{at:.1f}" y1="{y - 1}" y2="{y + _BAR + 1}"/>')
    return parts
