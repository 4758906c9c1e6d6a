"""Script in labels, quotes, articles and addresses: shown as text, and never run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from ..cli.process import write_source
from ..web.serving import serving
from ..web.test_hostile import ARTICLE, CLAIMS, IMAGE, LINKS, PAGES, SCRIPT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ..web.serving import Server
    from .browsing import Visit

_TELL = (
    "for (const name of ['alert', 'prompt', 'confirm']) window[name] = () => console.error('a script ran')"
)


@pytest.fixture(scope="module")
def hostile(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = write_source(tmp_path_factory.mktemp("hostile") / "hostile", ARTICLE, CLAIMS)
    (folder / "links.ttl").write_text(LINKS)
    with serving(home, "--kb", str(folder), "--deadline", "60") as server:
        yield server


@pytest.mark.parametrize("address", PAGES)
def test_nothing_hostile_runs(address: str, hostile: Server, visit: Callable[..., Visit]) -> None:
    made = visit(hostile.url)
    made.context.add_init_script(_TELL)
    made.expected(400, 403, 404)
    page = made.open(address)
    expect(page.get_by_role("main")).to_be_visible()
    assert page.locator("img, iframe, object, embed").count() == 0
    assert page.locator("script:not([src^='/static/app/'])").count() == 0


def test_hostile_text_is_shown_as_it_is(hostile: Server, visit: Callable[..., Visit]) -> None:
    page = visit(hostile.url).open("/id/ke-xau?lang=en")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Villain {SCRIPT}")
    expect(page.locator("section.evidence q")).to_contain_text(IMAGE)
    page.locator("section.evidence .where a").first.click()
    shown = page.locator(".source .text").evaluate("e => e.textContent")
    assert shown == ARTICLE
