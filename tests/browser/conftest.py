"""The browser, the server, and visits that end with nothing gone wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import sync_playwright

from smartcity_kb.export.write import export
from smartcity_kb.store.folder_layout import shipped_folder
from smartcity_kb.store.open import open_store

from ..web.serving import Server, serving
from .browsing import AXE, Visit, start

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

DESK = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = start(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def server(home: Path) -> Iterator[Server]:
    """The shipped knowledge base, with time enough for a machine that does ten things at once."""
    with serving(home, "--deadline", "60") as running:
        yield running


@pytest.fixture
def visit(chromium: Browser, server: Server) -> Iterator[Callable[..., Visit]]:
    """Makes visits: to the server, or another ``origin``; options are those of a browser context.

    When the test is over nothing may have gone wrong in any of them: no error or warning on the console,
    no violated policy, no request to anywhere else.
    """
    visits: list[Visit] = []

    def begin(origin: str = "", **options: Any) -> Visit:
        visits.append(Visit(chromium, origin or server.url, **options))
        return visits[-1]

    yield begin
    for one in visits:
        one.close()
        assert one.problems == []


@pytest.fixture
def page(visit: Callable[..., Visit]) -> Page:
    """The front page in English, in a window of a desk's size."""
    return visit(viewport=DESK).open()


@pytest.fixture(scope="session")
def single_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The explorer in one file, with the shipped knowledge base inside."""
    target = tmp_path_factory.mktemp("mailed") / "explorer.html"
    with open_store(shipped_folder()) as store:
        export(store, str(target), "html", lang="en")
    return target


@pytest.fixture(params=["with scripts", "without scripts", "one file"])
def explorer(request: pytest.FixtureRequest, visit: Callable[..., Visit]) -> Page:
    """The explorer's front page in English: from the server, or from a file with the network off."""
    if request.param == "one file":
        file: Path = request.getfixturevalue("single_file")
        return visit(file.as_uri(), offline=True, viewport=DESK).open("")
    return visit(java_script_enabled=request.param == "with scripts", viewport=DESK).open()


@pytest.fixture
def checked(visit: Callable[..., Visit]) -> Callable[..., Visit]:
    """Like ``visit``, with axe-core at hand in every page."""

    def begin(**options: Any) -> Visit:
        made = visit(**options)
        # An init script is not under the page's own policy, which forbids scripts from elsewhere.
        made.context.add_init_script(path=AXE)
        return made

    return begin
