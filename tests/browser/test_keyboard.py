"""The keyboard alone is enough: each stop is seen, and where one goes the focus goes along."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from ..web.serving import PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

MOST_STOPS = 200
# Of the element that has the focus: an outline or ring to see it by, and whether it is on the screen.
_STOP = """() => {
  const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
  return {
    what: e.outerHTML.slice(0, 120),
    // Behind the last stop comes the browser itself; a page put in the place of another begins at main.
    seen: e === document.body || e.localName === 'main' || s.boxShadow !== 'none' ||
      (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2),
    there: r.width > 0 && r.height > 0 && r.bottom > 0 && r.top < innerHeight,
  };
}"""


def check_that_the_focus_shows(page: Page) -> None:
    """The element with the focus is on the screen and marked, at once or when the browser has drawn it."""
    until = monotonic() + PATIENCE
    while True:
        stop = page.evaluate(_STOP)
        if stop["there"] and stop["seen"]:
            return
        assert monotonic() < until, f"not on the screen, or nothing shows the focus: {stop}"


def go_to(page: Page, wanted: Locator) -> None:
    """Press the tabulator until an element has the focus; every stop on the way can be seen."""
    expect(wanted).to_be_visible()
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        check_that_the_focus_shows(page)
        if wanted.evaluate("e => e === document.activeElement"):
            return
    raise AssertionError(f"{wanted} is not reached with the tabulator")


def test_from_the_search_to_the_quote_by_keyboard(explorer: Page) -> None:
    go_to(explorer, explorer.get_by_role("link", name="Skip to the content"))
    explorer.keyboard.press("Enter")
    go_to(explorer, explorer.locator("form.big input[name=q]"))
    explorer.keyboard.type("mai hung dung")
    explorer.keyboard.press("Enter")
    name = explorer.locator("ol.hits").get_by_role("link", name="Mai Hùng Dũng", exact=True)
    go_to(explorer, name)
    explorer.keyboard.press("Enter")
    expect(explorer.get_by_role("heading", level=1)).to_have_text("Mai Hùng Dũng")
    reference = explorer.locator("section.facts a.ref").first
    go_to(explorer, reference)
    number = reference.inner_text()
    explorer.keyboard.press("Enter")
    evidence = explorer.locator(f"#e{number}")
    expect(evidence).to_be_in_viewport()
    # From here on the tabulator goes on inside the evidence, not from the top again.
    explorer.keyboard.press("Tab")
    assert evidence.evaluate("e => e.contains(document.activeElement)")
    quote = evidence.locator("q").inner_text()
    explorer.keyboard.press("Enter")
    expect(explorer.locator("mark")).to_have_text(quote)
    go_to(explorer, explorer.get_by_role("link", name="Go to the quote"))
    explorer.keyboard.press("Enter")
    expect(explorer.locator("mark")).to_be_in_viewport()


def test_a_path_by_keyboard(explorer: Page) -> None:
    form = explorer.locator("form[action='/path']")
    go_to(explorer, form.locator("input[name=from]"))
    explorer.keyboard.type("Philips Lighting")
    go_to(explorer, form.locator("input[name=to]"))
    explorer.keyboard.type("Eindhoven")
    go_to(explorer, form.get_by_role("button"))
    explorer.keyboard.press("Enter")
    expect(explorer.locator("ol.story .sentence").first).to_be_visible()


def test_a_library_query_by_keyboard(explorer: Page) -> None:
    go_to(explorer, explorer.get_by_role("navigation").get_by_role("link", name="Queries"))
    explorer.keyboard.press("Enter")
    first = explorer.locator("ul.library > li").filter(has_text="conferences").get_by_role("link")
    go_to(explorer, first)
    explorer.keyboard.press("Enter")
    run = explorer.locator("main form").get_by_role("button", name="Run")
    go_to(explorer, run)
    explorer.keyboard.press("Enter")
    expect(explorer.locator(".results")).to_be_visible()
