"""Fields that help: suggestions while one types, and the editor for queries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from .browsing import settled
from .test_journeys import downloaded, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    from .browsing import Visit

SELECT = """SELECT DISTINCT ?e ?l WHERE {
  ?e a sckb:Conference ; skos:prefLabel ?l . FILTER(LANG(?l) = "en") } ORDER BY ?l"""


@pytest.mark.parametrize("text", ["binh duong", "Bình Dương", "bình dưong"])
def test_suggestions_forgive_and_open_the_page(text: str, page: Page) -> None:
    field = page.locator("form.big").get_by_role("combobox")
    field.press_sequentially(text)
    option = page.get_by_role("option", name=re.compile("^Bình Dương Province")).first
    expect(option).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    option.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bình Dương Province")


def test_suggestions_by_keyboard(page: Page) -> None:
    field = page.locator("form.big").get_by_role("combobox")
    field.press_sequentially("eindhovn")
    expect(page.get_by_role("option", name="Eindhoven")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_contain_text("Eindhoven")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("eindhovn")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Eindhoven")


def test_a_suggestion_fills_the_field_of_a_path(page: Page) -> None:
    form = page.locator("form[action='/path']")
    for name, text, full in (("from", "philips", "Philips Lighting"), ("to", "eindhovn", "Eindhoven")):
        field = form.locator(f"input[name={name}]")
        field.press_sequentially(text)
        page.get_by_role("option", name=full).first.click()
        expect(field).to_have_value(full)
    form.get_by_role("button").click()
    expect(page.locator("ol.story .sentence").first).to_be_visible()


@pytest.fixture(params=["with scripts", "without scripts"])
def query(request: pytest.FixtureRequest, visit: Callable[..., Visit]) -> Page:
    """The page for queries of one's own."""
    made = visit(java_script_enabled=request.param == "with scripts")
    made.expected(400, 403)
    return settled(made.open("/query"))


def write(page: Page, text: str) -> None:
    """Put a query in the place of what is written there, by typing."""
    editor = page.locator(".editor .CodeMirror")
    field: Locator = page.locator("textarea#query")
    if editor.count():
        editor.click()
    else:
        field.click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def run(page: Page, text: str) -> None:
    write(page, text)
    page.locator("form.sparql").get_by_role("button", name="Run").click()


def test_a_query_of_ones_own_runs_and_downloads(query: Page) -> None:
    run(query, SELECT)
    rows = query.locator(".results tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("1st Bình Dương Smart City Conference (2016)")
    for kind in ("CSV", "TSV", "JSON", "XML"):
        assert rows_of(kind, downloaded(query, kind)) == 2


def test_a_question_and_a_graph_are_answered(query: Page) -> None:
    run(query, "ASK { id:eindhoven a schema:City }")
    expect(query.locator(".results .answer")).to_have_text("Yes")
    run(settled(query), "CONSTRUCT WHERE { ?e a sckb:Conference }")
    expect(query.locator(".results pre")).to_contain_text("sckb:Conference")


def test_a_wrong_query_keeps_its_text_and_says_where(query: Page) -> None:
    wrong = "SELECT * WHERE { ?s ?p }"
    run(query, wrong)
    expect(query.get_by_role("alert")).to_contain_text("line 1, column")
    expect(query.locator("textarea#query")).to_have_value(wrong)


def test_an_update_is_refused(query: Page) -> None:
    run(query, "DELETE WHERE { ?s ?p ?o }")
    expect(query.get_by_role("alert")).to_contain_text("only reads")


def test_control_and_enter_run_and_the_tabulator_leaves_the_editor(page: Page) -> None:
    page.goto("/query")
    write(settled(page), "ASK {}")
    page.keyboard.press("Tab")
    expect(page.locator("form.sparql").get_by_role("button", name="Run")).to_be_focused()
    write(page, "ASK { id:eindhoven a schema:City }")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".results .answer")).to_have_text("Yes")


def test_the_timeline_narrows_while_one_types(page: Page) -> None:
    page.goto("/timeline")
    rows = page.locator("ol.timeline > li")
    expect(rows).to_have_count(3)
    page.get_by_label("Filter by name or type").fill("conference")
    expect(rows.filter(visible=True)).to_have_count(2)
    expect(page).to_have_url(re.compile("name=conference"))
    page.reload()
    expect(rows.filter(visible=True)).to_have_count(2)
