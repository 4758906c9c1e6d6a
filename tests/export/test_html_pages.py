"""The pages of the single file: the server's, all of them, with nothing in them but what belongs there."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

import pytest

from smartcity_kb.export.html_pages import DrawnPage, address_of, drawn_pages
from smartcity_kb.model.prefixes import PREFIXES
from smartcity_kb.model.terms import SHA256
from smartcity_kb.views.timeline import MOST_ROWS, timeline
from smartcity_kb.web.article import article as article_of
from smartcity_kb.web.jobs import page as server_page

from ..views.world import hub_of_dates
from .hostile import ATTACKS, TEXT, hostile_store
from .single_file import Document

if TYPE_CHECKING:
    from smartcity_kb.store.base import Store

_OF_ATTACKS = {"base", "embed", "iframe", "img", "link", "main", "meta", "object", "script", "style"}


def _pages(store: Store) -> dict[str, dict[str, DrawnPage]]:
    return dict(drawn_pages(store, set()))


@pytest.fixture(scope="module")
def shipped(article: Store) -> dict[str, dict[str, DrawnPage]]:
    return _pages(article)


@pytest.fixture(scope="module")
def hostile() -> dict[str, dict[str, DrawnPage]]:
    return _pages(hostile_store())


def test_every_link_leads_to_a_page_of_the_file(shipped: dict[str, dict[str, DrawnPage]]) -> None:
    links = 0
    for pages in shipped.values():
        for page in pages.values():
            for link in Document(page.main).all("a"):
                address = address_of(link.attributes.get("href", ""))
                if link.attributes.get("href", "").startswith("/") and address:
                    links += 1
                    assert address in shipped
    assert links > 1000


def test_the_timeline_of_the_file_is_whole() -> None:
    many = hub_of_dates(MOST_ROWS + 7)
    pages = _pages(many)["/timeline"]
    for page in pages.values():
        assert page.main.count('<span class="date">') == len(timeline(many)) == MOST_ROWS + 7


def test_every_entity_source_and_claim_has_its_page(
    article: Store, shipped: dict[str, dict[str, DrawnPage]]
) -> None:
    rows = article.select(
        "SELECT DISTINCT ?e WHERE { { GRAPH graph:search { ?e sckb:foldedLabel ?n } }"
        f" UNION {{ ?e {SHA256} ?sum }} UNION {{ ?e a sckb:Claim }} }}"
    )
    iris = [getattr(row[0], "value", "") for row in rows]
    folders = {PREFIXES["id"]: "/id/", PREFIXES["src"]: "/source/", PREFIXES["claim"]: "/claim/"}
    addresses = {folders[ns] + iri.removeprefix(ns) for iri in iris for ns in folders if iri.startswith(ns)}
    assert len(addresses) > 100
    assert addresses <= set(shipped)


def test_pages_are_those_of_the_server(article: Store, shipped: dict[str, dict[str, DrawnPage]]) -> None:
    head = {
        "name": "entity", "fields": {"slug": "vnpt"}, "lang": "en", "chosen": True, "path": "/id/vnpt",
        "sent": [], "services": [], "limit": 1 << 20,
    }  # fmt: skip
    whole = server_page(article, head, b"").body.decode()
    drawn = shipped["/id/vnpt"]["en"]
    assert drawn.main in whole
    assert "VNPT" in drawn.title
    assert drawn.title in unescape(whole)


def test_both_languages_of_every_page(shipped: dict[str, dict[str, DrawnPage]]) -> None:
    assert all(set(pages) == {"vi", "en"} for pages in shipped.values())
    assert shipped["/timeline"]["vi"].main != shipped["/timeline"]["en"].main


def test_library_pages_are_forms_without_results(shipped: dict[str, dict[str, DrawnPage]]) -> None:
    page = Document(shipped["/queries/conferences"]["en"].main)
    assert page.all("form", action="/queries/conferences")
    assert not [e for e in page.elements if "results" in e.attributes.get("class", "").split()]


def test_hostile_texts_make_no_elements_and_no_attributes(hostile: dict[str, dict[str, DrawnPage]]) -> None:
    for pages in hostile.values():
        for page in pages.values():
            document = Document(page.main)
            assert not {e.tag for e in document.elements} & _OF_ATTACKS
            assert not document.comments
            assert not [n for e in document.elements for n in e.attributes if n.startswith("on")]


def test_an_article_is_there_to_the_letter(article: Store, hostile: dict[str, dict[str, DrawnPage]]) -> None:
    page = Document(hostile["/source/bai-doc"]["vi"].main)
    (text,) = page.all("div", class_="text")
    assert text.text == TEXT
    # HTML would make a line feed of a carriage return, and positions count both.
    assert "\r" not in hostile["/source/bai-doc"]["vi"].main
    assert all(attack in text.text for attack in ATTACKS)


def test_the_shipped_article_is_there_to_the_letter(
    article: Store, shipped: dict[str, dict[str, DrawnPage]]
) -> None:
    for address, pages in shipped.items():
        if address.startswith("/source/"):
            from smartcity_kb.model.terms import source_iri

            whole = article_of(article, source_iri(address.removeprefix("/source/")), "vi")
            expected = "".join(piece.text for piece in whole.before)
            (text,) = Document(pages["vi"].main).all("div", class_="text")
            assert text.text == expected


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("/id/vnpt?lang=en", "/id/vnpt"),
        ("/source/a?quote=1%2C2&lang=vi#quote", "/source/a"),
        (
            "/entity?iri=http%3A%2F%2Fexample.org%2Fa%20b&lang=vi",
            "/entity?iri=http%3A%2F%2Fexample.org%2Fa%20b",
        ),
        ("/id/vnpt.ttl", ""),
        ("/sparql", ""),
        ("/.well-known/void", ""),
        ("/", "/"),
        ("#e3", ""),
        ("https://example.org/id/vnpt", ""),
    ],
)
def test_the_page_that_a_link_leads_to(href: str, address: str) -> None:
    assert address_of(href) == address
