"""Takes the pictures of the explorer's main pages, docs/screenshots/*.png, in Debian's Chromium.

Run by ``make screenshots``: over the shipped knowledge base, in English, light and dark, one of a telephone.
"""

from __future__ import annotations

import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
INTO = ROOT / "docs" / "screenshots"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
PATIENCE = 60_000
MOST_BYTES = 200_000
DESK = {"width": 1280, "height": 800}
TELEPHONE = {"width": 390, "height": 800}
PATH = "/path?from=Philips+Lighting&to=Tỉnh+ủy+Bình+Dương"
PAGES = {
    "home": "/",
    "entity": "/id/mai-hung-dung",
    "quote": "/source/binh-duong-2017?quote=2742,3003#quote",
    "graph": "/graph?entity=thoa-thuan-hop-tac-tptm",
    "path": PATH,
    "query": "/queries/partners?organisation=Becamex+IDC&run=1",
    "editor": "/query",
}


@contextmanager
def served(home: str) -> Iterator[str]:
    """The explorer on a free port; gives its URL."""
    command = [sys.executable, "-m", "smartcity_kb.cli.main", "serve", "--port", "0", "--deadline", "60"]
    with subprocess.Popen(command, cwd=home, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            for line in process.stderr:
                if found := re.search(r"serving at (http://\S+)/", line):
                    yield found[1]
                    break
        finally:
            # Also when a picture fails: leaving the block waits for the server's end.
            process.terminate()


def settled(page: Page) -> Page:
    """The page once its graph or editor is there."""
    if page.locator("[data-graph]").count():
        expect(page.locator(".graph-box canvas").first).to_be_visible()
        expect(page.locator(".graph-status")).to_have_text(re.compile(r"\d"))
    if page.locator("textarea[data-editor]").count():
        expect(page.locator(".editor .CodeMirror")).to_be_visible()
    page.evaluate("() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))")
    return page


def take(browser: Browser, url: str, name: str, address: str, **options: Any) -> None:
    """One picture; raises SystemExit when it is too large to keep."""
    context = browser.new_context(base_url=url, locale="en-GB", reduced_motion="reduce", **options)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(address)
    settled(page)
    if name.startswith("graph"):
        show_a_quote(page)
    target = INTO / f"{name}.png"
    page.screenshot(path=target)
    context.close()
    if target.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{target.name} is larger than {MOST_BYTES // 1000} kB")
    print(f"{target.relative_to(ROOT)}  {target.stat().st_size // 1000} kB")


def show_a_quote(page: Page) -> None:
    """Choose a fact of the graph, so that its quote stands beside it."""
    page.locator("details.as-list summary").click()
    page.locator("details.as-list li").filter(has_text="Philips").get_by_role("button", name="Quote").click()
    expect(page.locator(".graph-panel q").first).to_be_visible()
    page.locator("details.as-list summary").click()
    page.locator("section.graph").evaluate("e => e.scrollIntoView()")


def main() -> None:
    """Take all of them."""
    expect.set_options(timeout=PATIENCE)
    INTO.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as home, served(home) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for scheme in ("light", "dark"):
            for name, address in PAGES.items():
                take(browser, url, f"{name}-{scheme}", address, viewport=DESK, color_scheme=scheme)
        telephone = {"viewport": TELEPHONE, "is_mobile": True, "has_touch": True}
        take(browser, url, "entity-telephone", PAGES["entity"], **telephone)
        browser.close()


if __name__ == "__main__":
    main()
