"""axe-core finds nothing: on every page, in light and dark, in both languages, and on a telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from .browsing import findings, settled, width_beyond

if TYPE_CHECKING:
    from collections.abc import Callable

    from .browsing import Visit

PAGES = [
    "/",
    "/search",
    "/search?q=binh duong",
    "/search?q=xyzxyzxyz",
    "/id/mai-hung-dung",
    "/id/binh-duong",
    "/source/binh-duong-2017",
    "/source/binh-duong-2017?quote=2742,3003",
    "/claim/rus6pdo2r3",
    "/path",
    "/path?from=philips lighting&to=tinh uy binh duong",
    "/timeline",
    "/timeline?to=2016",
    "/graph",
    "/graph?entity=eindhoven",
    "/graph?all=1",
    "/statistics",
    "/queries",
    "/queries/partners",
    "/queries/partners?organisation=Becamex IDC&run=1",
    "/query",
    "/query?query=SELECT * { ?s ?p ?o } LIMIT 5",
    "/query?query=ASK {}",
    "/query?query=CONSTRUCT WHERE { ?e a sckb:Conference }",
]


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing(address: str, checked: Callable[..., Visit]) -> None:
    made = checked(viewport={"width": 1280, "height": 900})
    for lang in ("vi", "en"):
        page = settled(made.open(f"{address}{'&' if '?' in address else '?'}lang={lang}"))
        assert page.evaluate("document.documentElement.lang") == lang
        assert findings(page) == []
        page.emulate_media(color_scheme="dark")
        assert findings(page) == []


@pytest.mark.parametrize("address", PAGES)
def test_a_telephone_shows_all_of_it_without_scrolling_sideways(
    address: str, checked: Callable[..., Visit]
) -> None:
    made = checked(viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True)
    page = settled(made.open(address))
    assert width_beyond(page) <= 0
    assert findings(page) == []


def test_axe_finds_nothing_in_what_opens(checked: Callable[..., Visit]) -> None:
    """The graph with filters, list and a chosen fact; suggestions under a field; a query that fails."""
    made = checked(viewport={"width": 1280, "height": 900})
    made.expected(400)
    page = settled(made.open("/graph?entity=eindhoven&lang=en"))
    page.locator("details.filters summary").click()
    page.locator("details.as-list summary").click()
    page.locator("details.as-list").get_by_role("button", name="Quote").first.click()
    expect(page.locator(".graph-panel q").first).to_be_visible()
    assert findings(page) == []
    page.get_by_role("banner").get_by_role("combobox").press_sequentially("binh")
    expect(page.get_by_role("option").first).to_be_visible()
    assert findings(page) == []
    assert findings(settled(made.open("/query?query=SELECT&lang=en"))) == []
