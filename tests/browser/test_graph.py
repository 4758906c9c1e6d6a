"""The neighbourhood as a graph: opened, filtered by relation and by date, read by its quotes, shared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from .browsing import settled

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    from .browsing import Visit

COUNTS = re.compile(r"^(\d+) entit(?:y|ies), (\d+) links?")


@pytest.fixture
def graph(page: Page) -> Page:
    """The surroundings of the agreement, with the list of links open."""
    page.goto("/id/thoa-thuan-hop-tac-tptm")
    settled(page)
    page.locator("details.as-list summary").click()
    return page


def links(page: Page) -> Locator:
    return page.locator("details.as-list ul.links > li")


def sizes(page: Page) -> tuple[int, int]:
    """How many entities and links the graph says that it shows."""
    status = page.locator(".graph-status")
    expect(status).to_have_text(COUNTS)
    found = COUNTS.match(status.inner_text())
    assert found
    return int(found[1]), int(found[2])


def test_it_shows_what_the_entity_is_tied_to(graph: Page) -> None:
    answer: Any = graph.request.get("/api/neighbourhood?entity=thoa-thuan-hop-tac-tptm&lang=en").json()
    assert sizes(graph) == (len(answer["nodes"]), len(answer["edges"]))
    expect(links(graph)).to_have_count(len(answer["edges"]))
    assert len(answer["edges"]) > 5
    drawn = graph.locator(".graph-box canvas").last
    box = drawn.bounding_box()
    assert box is not None
    assert box["width"] > 300
    assert box["height"] > 200


def test_an_entity_opens_in_place_and_the_address_keeps_it(graph: Page) -> None:
    before = sizes(graph)
    graph.get_by_role("button", name="Expand: Philips Lighting").click()
    expect(links(graph)).not_to_have_count(before[1])
    expect(graph.locator(".graph-panel h3")).to_have_text("Philips Lighting")
    after = links(graph).count()
    assert after > before[1]
    expect(graph).to_have_url(re.compile("also=.*philips-lighting"))
    graph.reload()
    graph.locator("details.as-list summary").click()
    expect(links(graph)).to_have_count(after)


def test_a_relation_is_left_out_and_comes_back(graph: Page) -> None:
    before = sizes(graph)
    graph.locator("details.filters summary").click()
    box = (
        graph.get_by_role("checkbox", name="has partner").or_(graph.get_by_label(re.compile("partner"))).first
    )
    box.uncheck()
    expect(links(graph)).not_to_have_count(before[1])
    assert links(graph).count() < before[1]
    expect(links(graph).filter(has_text="Philips Lighting")).to_have_count(0)
    expect(graph).to_have_url(re.compile("without="))
    box.check()
    expect(links(graph)).to_have_count(before[1])


def test_what_lies_outside_of_the_days_is_left_out(page: Page) -> None:
    page.goto("/graph?entity=hoi-nghi-tptm-binh-duong-2017")
    settled(page)
    page.locator("details.as-list summary").click()
    page.locator("details.filters summary").click()
    earlier = links(page).filter(has_text="1st Bình Dương Smart City Conference (2016)")
    expect(earlier).to_have_count(1)
    before = sizes(page)
    since = page.locator("details.filters").get_by_label("From")
    since.fill("2017")
    since.press("Enter")
    expect(earlier).to_have_count(0)
    expect(links(page)).to_have_count(before[1] - 1)
    expect(page).to_have_url(re.compile("from=2017"))
    since.fill("yesterday")
    since.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Write a date")
    since.fill("")
    since.press("Enter")
    expect(links(page)).to_have_count(before[1])


def test_an_edge_shows_its_quote_and_leads_into_the_article(graph: Page) -> None:
    fact = links(graph).filter(has_text="Philips Lighting")
    fact.get_by_role("button", name="Quote").click()
    quote = graph.locator(".graph-panel q").first
    expect(quote).to_contain_text("Philips Lighting (Hà Lan)")
    text = quote.evaluate("e => e.textContent")
    graph.locator(".graph-panel .where a").first.click()
    assert graph.locator("mark").evaluate("e => e.textContent") == text


def test_a_chosen_edge_has_an_address(graph: Page, visit: Callable[..., Visit]) -> None:
    links(graph).filter(has_text="Philips Lighting").get_by_role("button", name="Quote").click()
    expect(graph.locator(".graph-panel q").first).to_be_visible()
    expect(graph).to_have_url(re.compile("at="))
    text = graph.locator(".graph-panel q").first.inner_text()
    other = visit().open(graph.url)
    expect(other.locator(".graph-panel q").first).to_have_text(text)


def test_the_arrow_keys_choose_and_enter_opens(graph: Page) -> None:
    before = sizes(graph)[1]
    box = graph.locator(".graph-box")
    box.focus()
    panel = graph.locator(".graph-panel h3")
    graph.keyboard.press("ArrowRight")
    expect(panel).to_be_visible()
    first = panel.inner_text()
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        graph.keyboard.press(key)
        if panel.inner_text() != first:
            break
    expect(panel).not_to_have_text(first)
    graph.keyboard.press("Enter")
    expect(graph.locator(".graph-panel").get_by_text("expanded")).to_be_visible()
    assert links(graph).count() >= before


def test_an_entity_is_dragged(graph: Page) -> None:
    """What is under the pointer follows it: the picture changes, and the page does not scroll."""
    canvas = graph.locator(".graph-box canvas").last
    canvas.scroll_into_view_if_needed()
    graph.get_by_role("button", name="Fit").click()
    box = canvas.bounding_box()
    assert box is not None
    before = canvas.screenshot()
    graph.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    graph.mouse.down()
    graph.mouse.move(box["x"] + box["width"] / 2 + 90, box["y"] + box["height"] / 2 + 60, steps=8)
    graph.mouse.up()
    assert canvas.screenshot() != before


def test_a_moved_entity_stays_while_the_rest_is_laid_out_anew(graph: Page) -> None:
    graph.locator(".graph-box").focus()
    graph.keyboard.press("ArrowRight")
    chosen = graph.locator(".graph-panel h3").inner_text()
    start = place_of(graph, chosen)
    for _ in range(5):
        graph.keyboard.press("Shift+ArrowRight")
    moved = place_of(graph, chosen)
    assert moved["x"] > start["x"]
    before = links(graph).count()
    graph.get_by_role("button", name="Expand: Philips Lighting").click()
    expect(links(graph)).not_to_have_count(before)
    assert place_of(graph, chosen) == pytest.approx(moved)


def place_of(graph: Page, label: str) -> dict[str, float]:
    """Where Cytoscape.js has an entity, in its own measure: not where it is seen."""
    found: dict[str, float] = graph.evaluate(
        "label => document.querySelector('.graph-box')._cyreg.cy.nodes()"
        ".filter(node => node.data('label') === label).position()",
        label,
    )
    return found


def test_the_whole_graph_is_drawn(page: Page) -> None:
    page.goto("/graph?all=1")
    settled(page)
    nodes, edges = sizes(page)
    answer: Any = page.request.get("/api/graph?lang=en").json()
    assert (nodes, edges) == (len(answer["nodes"]), len(answer["edges"]))


def test_without_scripts_the_graph_is_a_list_of_its_facts(visit: Callable[..., Visit]) -> None:
    page = visit(java_script_enabled=False).open("/graph?entity=thoa-thuan-hop-tac-tptm&lang=en")
    fact = page.locator("ul.facts-list > li").filter(has_text="Philips Lighting").first
    fact.locator("a.ref").first.click()
    expect(page.locator("mark")).to_contain_text("Philips Lighting")
