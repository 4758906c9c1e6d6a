"""Debian's Chromium, and contexts in which everything that goes wrong is written down."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from ..web.serving import PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request, Route

AXE = Path(__file__).parents[1] / "clients" / "node_modules" / "axe-core" / "axe.min.js"
# No waiting here is a race: all of it ends as soon as what is waited for is there.
PATIENCE_MS = PATIENCE * 1000
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Chromium without a graphics card remarks on its own speed when a graph of thousands is drawn.
_DRAWN_BY_SOFTWARE = "GL Driver Message (OpenGL, Performance"
_REPORT_CSP = (
    "document.addEventListener('securitypolicyviolation',"
    " e => console.error(`policy: ${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`))"
)
expect.set_options(timeout=PATIENCE_MS)


def start(playwright: Playwright) -> Browser:
    """Chromium with a user folder of its own; Playwright's own browser is never asked for."""
    found = shutil.which("chromium")
    assert found, "these tests need the Debian package chromium"
    return playwright.chromium.launch(executable_path=found, args=FLAGS, timeout=PATIENCE_MS)


class Visit:
    """A browser context that may reach one origin only, and what went wrong in its pages."""

    def __init__(self, browser: Browser, origin: str, **options: Any) -> None:
        self.origin = origin
        self.problems: list[str] = []
        self._expected: tuple[str, ...] = (_DRAWN_BY_SOFTWARE,)
        self.context: BrowserContext = browser.new_context(
            base_url=origin, **{"locale": "en-GB", "reduced_motion": "reduce", **options}
        )
        self.context.set_default_timeout(PATIENCE_MS)
        self.context.add_init_script(_REPORT_CSP)
        self.context.route(re.compile(rf"^(?!{re.escape(origin)}|data:|blob:)"), self._refuse)
        self.context.on("console", self._heard)
        self.context.on("weberror", lambda error: self.problems.append(f"error: {error.error}"))
        self.context.on("request", self._asked)

    def open(self, address: str = "/") -> Page:
        """A new page at an address of the origin, loaded."""
        page = self.context.new_page()
        page.goto(address)
        return page

    def expected(self, *statuses: int) -> None:
        """Statuses that are no problem: the browser's console tells of each that is an error."""
        self._expected += tuple(f"status of {status} " for status in statuses)

    def close(self) -> None:
        """Hear what pages still have to say, and end."""
        for page in self.context.pages:
            page.evaluate("0")
        self.context.close()

    def _refuse(self, route: Route) -> None:
        self.problems.append(f"left the machine: {route.request.url}")
        route.abort()

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.origin, "data:", "blob:")):
            self.problems.append(f"asked for: {request.url}")

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(one in message.text for one in self._expected):
            self.problems.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")


def settled(page: Page) -> Page:
    """The page, once the parts that are loaded behind it are there."""
    # A page that a form led to may be seen before its scripts have run.
    page.wait_for_load_state("load")
    scripted: bool = page.evaluate("document.documentElement.classList.contains('js')")
    if scripted and page.locator("[data-graph]").count():
        expect(page.locator(".graph-box canvas").first).to_be_visible()
        expect(page.locator(".graph-status")).to_have_text(re.compile(r"\d+ \S+"))
    if scripted and page.locator("textarea[data-editor]").count():
        expect(page.locator(".editor .CodeMirror")).to_be_visible()
    return page


def findings(page: Page) -> list[str]:
    """What axe-core has against a page as it is now: rule, how bad, and where."""
    found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']}: "
        + "; ".join(f"{node['target']} {node.get('failureSummary', '')}" for node in rule["nodes"][:5])
        for rule in found
    ]


def width_beyond(page: Page) -> int:
    """How many pixels a page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
