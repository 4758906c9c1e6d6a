"""A graph of thousands, which Sigma.js draws: dragged by pointer and by finger, walked by keyboard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from ..web.serving import Server, serving
from .browsing import settled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import CDPSession, Locator, Page

    from .browsing import Visit

# Above 2,000 entities Cytoscape.js gives way to Sigma.js.
MEMBERS = 2_050
HUB = "Vietnam Smart City Union"
# What is drawn without a graphics card takes time with its size.
SMALL = {"width": 700, "height": 600}
BASE = "https://w3id.org/sckb/"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A union and its members."""
    folder = tmp_path_factory.mktemp("large")
    names = [HUB, *(f"Organisation {number}" for number in range(1, MEMBERS))]
    lines = [
        f"<{BASE}id/n{at}> a <https://schema.org/Organization> ;"
        f' <http://www.w3.org/2004/02/skos/core#prefLabel> "{name}"@en, "{name}"@vi .'
        for at, name in enumerate(names)
    ]
    facts = [
        f"<{BASE}id/n0> <https://schema.org/member> <{BASE}id/n{member}> ." for member in range(1, MEMBERS)
    ]
    claim = f"<{BASE}claim/aaaaaaaaaa>"
    lines += [
        *facts,
        f"{claim} <{BASE}ns#evidence> <{BASE}source/made#char=0,1> .",
        f"{claim} {{",
        *facts,
        "}",
    ]
    file = folder / "union.trig"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with serving(folder, "--kb", str(file), "--deadline", "60") as running:
        yield running


def whole_graph(visited: Visit) -> Page:
    return settled(visited.open("/graph?all=1&lang=en"))


def panel(page: Page) -> Locator:
    return page.locator(".graph-panel")


def corners(page: Page) -> tuple[tuple[float, float], tuple[float, float], tuple[float, float]]:
    """The middle of the graph, where the union lies, and two places near corners, where nothing does."""
    graph = page.locator(".graph-box")
    graph.scroll_into_view_if_needed()
    box = graph.bounding_box()
    assert box is not None
    left, top, right = box["x"], box["y"], box["x"] + box["width"]
    return (left + box["width"] / 2, top + box["height"] / 2), (left + 30, top + 30), (right - 90, top + 30)


def wait_until_laid_out(page: Page) -> None:
    """Until two pictures in a row are the same: nothing is being laid out any more."""
    graph = page.locator(".graph-box")
    before = b""
    while (picture := graph.screenshot()) != before:
        before = picture


def wait_until_drawn(page: Page) -> None:
    """Until what was done is on the screen: Sigma.js looks up there what lies under the pointer."""
    page.evaluate("() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))")


class Finger:
    """One finger on the screen, by the browser's own protocol: Playwright knows taps alone."""

    def __init__(self, page: Page) -> None:
        self._session: CDPSession = page.context.new_cdp_session(page)

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        self._send("touchStart", start)
        for step in range(1, 9):
            x, y = (a + (b - a) * step / 8 for a, b in zip(start, end, strict=True))
            self._send("touchMove", (x, y))
        self._send("touchEnd")

    def _send(self, kind: str, *points: tuple[float, float]) -> None:
        touches = [{"x": x, "y": y} for x, y in points]
        self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=8)
    page.mouse.up()
    wait_until_drawn(page)


def test_an_entity_is_dragged_while_the_rest_is_laid_out_and_stays(
    visit: Callable[..., Visit], large: Server
) -> None:
    page = whole_graph(visit(large.url, viewport=SMALL))
    middle, corner, other = corners(page)
    drag(page, middle, corner)
    # Where a drag ends nothing is chosen, and neither is what now lies elsewhere.
    expect(panel(page)).to_contain_text("Choose a thing")
    page.mouse.click(*corner)
    expect(panel(page).locator("h3")).to_have_text(HUB)
    wait_until_laid_out(page)
    page.mouse.click(*other)
    expect(panel(page)).to_contain_text("Choose a thing")
    page.mouse.click(*corner)
    expect(panel(page).locator("h3")).to_have_text(HUB)
    drag(page, corner, other)
    page.mouse.click(*other)
    expect(panel(page).locator("h3")).to_have_text(HUB)


def test_a_finger_drags_an_entity(visit: Callable[..., Visit], large: Server) -> None:
    telephone = {"viewport": {"width": 390, "height": 800}, "is_mobile": True, "has_touch": True}
    page = whole_graph(visit(large.url, **telephone))
    wait_until_laid_out(page)
    middle, corner, other = corners(page)
    Finger(page).drag(middle, corner)
    wait_until_drawn(page)
    page.touchscreen.tap(*corner)
    expect(panel(page).locator("h3")).to_have_text(HUB)
    page.touchscreen.tap(*other)
    expect(panel(page)).to_contain_text("Choose a thing")


def test_the_keyboard_chooses_moves_and_opens(visit: Callable[..., Visit], large: Server) -> None:
    page = whole_graph(visit(large.url, viewport=SMALL))
    wait_until_laid_out(page)
    graph = page.locator(".graph-box")
    graph.focus()
    page.keyboard.press("ArrowRight")
    expect(panel(page).locator("h3")).to_have_text(HUB)
    middle, _, _ = corners(page)
    for _ in range(4):
        page.keyboard.press("Shift+ArrowDown")
    wait_until_drawn(page)
    page.keyboard.press("ArrowUp")
    expect(panel(page).locator("h3")).to_have_text(re.compile("Organisation"))
    page.mouse.click(middle[0], middle[1] + 80)
    expect(panel(page).locator("h3")).to_have_text(HUB)
    graph.focus()
    page.keyboard.press("Enter")
    expect(panel(page)).to_contain_text("expanded")
    before = graph.screenshot()
    page.keyboard.press("+")
    wait_until_laid_out(page)
    assert graph.screenshot() != before
