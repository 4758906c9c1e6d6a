"""What readers come for, from the front page on by what they see: with scripts, without, and in one file."""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
import rdflib
from playwright.sync_api import expect
from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from smartcity_kb import KnowledgeBase

if TYPE_CHECKING:
    from playwright.sync_api import Page

SOURCE = "binh-duong-2017"


def search(page: Page, text: str) -> None:
    page.locator("form.big input[name=q]").fill(text)
    page.locator("form.big").get_by_role("button", name="Search").click()


def open_entity(page: Page, name: str) -> None:
    search(page, name)
    page.locator("ol.hits").get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("binh duong", "Bình Dương Province"),
        ("Bình Dương", "Bình Dương Province"),
        ("eindhovn", "Eindhoven"),
        ("BINH DƯƠNG", "Bình Dương Province"),
    ],
)
def test_search_forgives(text: str, first: str, explorer: Page) -> None:
    search(explorer, text)
    hits = explorer.locator("ol.hits > li")
    expect(hits.first.get_by_role("link")).to_have_text(first)
    with KnowledgeBase.open(lang="en") as kb:
        expect(hits.get_by_role("link")).to_have_text([hit.label for hit in kb.search(text, 50)])


def test_a_name_of_nothing_says_so(explorer: Page) -> None:
    search(explorer, "xyzxyzxyz")
    expect(explorer.get_by_text("No name is like that.")).to_be_visible()


def test_an_entity_shows_its_facts_in_words(explorer: Page) -> None:
    open_entity(explorer, "Mai Hùng Dũng")
    with KnowledgeBase.open(lang="en") as kb:
        wanted = kb.show("Mai Hùng Dũng")
    expect(explorer.locator("section.facts dt")).to_have_text(
        [relation.words for relation in wanted.relations]
    )
    expect(explorer.locator("section.evidence q")).to_have_text([row.evidence.quote for row in wanted.quotes])


def test_from_a_fact_to_its_quote_in_the_article(explorer: Page) -> None:
    open_entity(explorer, "Mai Hùng Dũng")
    with KnowledgeBase.open(lang="en") as kb:
        wanted = [row.evidence for row in kb.show("Mai Hùng Dũng").quotes]
        body = article(kb)
    fact = explorer.locator("section.facts dd").first
    number = int(fact.locator("a.ref").first.inner_text())
    fact.locator("a.ref").first.click()
    evidence = explorer.locator("section.evidence ol > li").nth(number - 1)
    expect(evidence).to_be_in_viewport()
    quote = wanted[number - 1]
    evidence.get_by_role("link", name="khát vọng").or_(evidence.locator(".where a").first).first.click()
    marked = explorer.locator("mark")
    expect(marked).to_be_in_viewport()
    assert marked.evaluate("e => e.textContent") == quote.quote == body[quote.start : quote.end]
    shown: str = explorer.locator(".source .text").evaluate("e => e.textContent")
    assert shown == body
    before: str = marked.evaluate("e => {const r = new Range(); r.setStart(e.parentNode, 0);"
                                  " r.setEndBefore(e); return r.toString()}")  # fmt: skip
    assert len(before) == quote.start


def article(kb: KnowledgeBase) -> str:
    [row] = kb.query(f"SELECT ?b {{ src:{SOURCE} schema:articleBody ?b }}")
    text: str = row["b"].value
    return text


def test_what_is_not_the_article_is_greyed_out(explorer: Page) -> None:
    explorer.locator(".cards").get_by_role("link", name="21").first.click()
    with KnowledgeBase.open() as kb:
        body = article(kb)
        spans = kb.query(
            f"SELECT ?a ?b {{ src:{SOURCE} sckb:excludedSpan ?n . ?n oa:start ?a ; oa:end ?b }} ORDER BY ?a"
        )
        noise = [body[int(row["a"].value) : int(row["b"].value)] for row in spans]
    assert noise
    shown = explorer.locator(".source .text .noise")
    expect(shown).to_have_count(len(noise))
    assert [span.evaluate("e => e.textContent") for span in shown.all()] == noise
    colour = "e => getComputedStyle(e).color"
    assert shown.first.evaluate(colour) != explorer.locator(".source .text").evaluate(colour)


def test_a_path_is_told_hop_by_hop_with_quotes(explorer: Page) -> None:
    form = explorer.locator("form[action='/path']")
    form.locator("input[name=from]").fill("Philips Lighting")
    form.locator("input[name=to]").fill("tinh uy binh duong")
    # Enter rather than a click: suggestions may lie over the button by then.
    form.locator("input[name=to]").press("Enter")
    with KnowledgeBase.open(lang="en") as kb:
        [path] = kb.path("Philips Lighting", "Tỉnh ủy Bình Dương").paths
    told = [f"{hop.subject} {hop.relation} {hop.object}" for hop in path.hops]
    expect(explorer.locator("ol.story .sentence")).to_have_text(told)
    for at, hop in enumerate(path.hops):
        quotes = explorer.locator("ol.story > li").nth(at).locator("q")
        expect(quotes).to_have_text([row.quote for row in hop.evidence])


def test_the_timeline_keeps_to_the_days_asked_for(explorer: Page) -> None:
    explorer.get_by_role("navigation").get_by_role("link", name="Timeline").click()
    with KnowledgeBase.open(lang="en") as kb:
        every = [row.label for row in kb.timeline()]
        early = [row.label for row in kb.timeline(until="2016")]
    rows = explorer.locator("ol.timeline > li > div > a:not(.ref)")
    expect(rows).to_have_text(every)
    explorer.locator("main input[name=to]").fill("2016")
    explorer.locator("main form").get_by_role("button", name="Show").click()
    expect(rows).to_have_text(early)
    assert 0 < len(early) < len(every)


def library(page: Page, name: str) -> None:
    page.get_by_role("navigation").get_by_role("link", name="Queries").click()
    page.locator("ul.library > li").filter(has_text=re.compile(rf"\b{name}$")).get_by_role("link").click()


def test_a_library_query_runs_with_a_parameter(explorer: Page) -> None:
    library(explorer, "partners")
    field = explorer.locator("main form input[name=organisation]")
    field.fill("Becamex IDC")
    # Enter rather than a click: suggestions may lie over the button by then.
    field.press("Enter")
    with KnowledgeBase.open(lang="en") as kb:
        wanted = len(kb.query("partners", {"organisation": "Becamex IDC", "lang": "en"}))
        every = len(kb.query("partners", {"lang": "en"}))
    assert 0 < wanted < every
    expect(explorer.locator(".results tbody tr")).to_have_count(wanted)


def rows_of(kind: str, data: bytes) -> int:
    """How many rows a downloaded file holds, by a reader that others wrote."""
    if kind == "CSV":
        return len(list(csv.DictReader(data.decode().splitlines())))
    if kind == "JSON":
        return len(json.loads(data)["results"]["bindings"])
    format_ = QueryResultsFormat.XML if kind == "XML" else QueryResultsFormat.TSV
    found = parse_query_results(data, format_)
    assert isinstance(found, QuerySolutions)
    return len(list(found))


def downloaded(page: Page, name: str) -> bytes:
    with page.expect_download() as waiting:
        page.locator(".download").get_by_role("link", name=name, exact=True).click()
    with open(waiting.value.path(), "rb") as file:
        return file.read()


def test_results_download_in_every_format(explorer: Page) -> None:
    library(explorer, "conferences")
    rows = explorer.locator(".results tbody tr")
    expect(rows.first).to_be_visible()
    shown = rows.count()
    for kind in ("CSV", "TSV", "JSON", "XML"):
        assert rows_of(kind, downloaded(explorer, kind)) == shown


GRAPHS = {"Turtle": "turtle", "JSON-LD": "json-ld", "RDF/XML": "xml", "N-Triples": "nt"}


def test_an_entity_downloads_as_data(explorer: Page) -> None:
    open_entity(explorer, "Mai Hùng Dũng")
    graphs: dict[str, Any] = {}
    for name, format_ in GRAPHS.items():
        graphs[name] = set(rdflib.Graph().parse(data=downloaded(explorer, name), format=format_))
    assert len(graphs["Turtle"]) > 5
    assert all(graph == graphs["Turtle"] for graph in graphs.values())


def test_the_language_changes_and_stays(explorer: Page) -> None:
    explorer.get_by_role("link", name="Tiếng Việt").click()
    expect(explorer.locator("html")).to_have_attribute("lang", "vi")
    explorer.locator("form.big input[name=q]").fill("eindhoven")
    explorer.locator("form.big button").click()
    explorer.locator("ol.hits a").first.click()
    expect(explorer.locator("html")).to_have_attribute("lang", "vi")
    expect(explorer.get_by_role("heading", level=2).first).to_have_text("Dữ kiện")
