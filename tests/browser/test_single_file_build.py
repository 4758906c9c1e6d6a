"""The single file opened from disk with the network off: it answers as the program does."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
import rdflib
from playwright.sync_api import expect
from pyoxigraph import NamedNode, RdfFormat, parse

from smartcity_kb import KnowledgeBase
from smartcity_kb.export.write import export
from smartcity_kb.model.errors import QuerySyntaxError
from smartcity_kb.model.prefixes import PREFIXES
from smartcity_kb.store.folder_layout import shipped_folder
from smartcity_kb.store.open import open_store
from smartcity_kb.views.paths import paths
from smartcity_kb.views.queries import bind, library
from smartcity_kb.views.surroundings import surroundings
from smartcity_kb.web.query_pages import show_results

from ..export.hostile import ATTACKS, TEXT, hostile_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Dialog, Page

    from smartcity_kb.store.base import Store

    from .browsing import Visit

_NAMES = (
    "binh duong", "Bình Dương", "BINH DƯƠNG", "eindhovn", "Endhohven", "tptm", "UBND", "ubnd tinh",
    "mai hung dung", "mai hùng", "vnpt", "philips", "philps lighting", "becamex", "becamx idc", "de an",
    "đề án", "hoi nghi", "hội nghị 2017", "ha lan", "thông minh", "thong mihn", "22-CTr/TU", "nghien cuu",
    "ba nha", "x", "xyzxyzxyz", "smart city", "conference 2nd", "comittee", "tinh uy", "Tỉnh ủy Bình Dương",
    "sinh viên", "ß", "công nghiệp 4.0",
)  # fmt: skip

# Around what, from when, until when.
_CUTS = (
    ("", "", ""),
    ("", "2016", ""),
    ("", "", "2016-03"),
    ("", "2016-08-15", "2017-11-25"),
    ("", "1900", "1901"),
    ("binh-duong", "", ""),
    ("Mai Hùng Dũng", "2017", "2017"),
)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store(shipped_folder()) as opened:
        yield opened


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, store: Store) -> Path:
    target = tmp_path_factory.mktemp("single") / "explorer.html"
    export(store, str(target), "html", lang="en")
    return target


@pytest.fixture
def opened(file: Path, visit: Callable[..., Visit]) -> Page:
    """The file in a browser without a network."""
    return visit(file.as_uri(), offline=True).open("")


def go(page: Page, path: str, **fields: str) -> None:
    """Go to an address of the file and wait until its page is there."""
    address = (
        f"#{path}?{urlencode({'lang': 'en', **{name.rstrip('_'): text for name, text in fields.items()}})}"
    )
    page.evaluate("address => { location.hash = address }", address)
    page.wait_for_function("() => document.querySelector('main').dataset.shown === location.hash")


def texts(page: Page, selector: str) -> list[str]:
    return [" ".join(text.split()) for text in page.locator(selector).all_text_contents()]


def test_search_finds_what_the_program_finds(opened: Page) -> None:
    with KnowledgeBase.open(lang="en") as kb:
        for name in _NAMES:
            go(opened, "/search", q=name)
            assert texts(opened, "ol.hits > li > a") == [hit.label for hit in kb.search(name, 50)], name


def test_paths_are_those_of_the_program(opened: Page, store: Store) -> None:
    rows = store.select("SELECT DISTINCT ?e { ?e a ?t ; skos:prefLabel ?l }")
    named = sorted(getattr(row[0], "value", "") for row in rows)
    iris = [iri for iri in named if iri.startswith(PREFIXES["id"])]
    for start, end in [
        *zip(iris[::3], iris[7::3], strict=False),
        *zip(iris[::7], reversed(iris), strict=False),
    ]:
        if start == end:
            continue
        for every in ("", "1"):
            go(opened, "/path", from_=start, to=end, all=every)
            report = paths(store, NamedNode(start), NamedNode(end), every=bool(every), lang="en")
            hops = [hop for path in report.paths for hop in path.hops]
            sentences = [f"{hop.subject} {hop.relation} {hop.object}" for hop in hops]
            assert texts(opened, "section.path p.sentence") == [" ".join(text.split()) for text in sentences]
            quotes = [row.quote for hop in hops for row in hop.evidence]
            assert texts(opened, "section.path q") == [" ".join(text.split()) for text in quotes]


def test_the_timeline_is_cut_as_the_program_cuts_it(opened: Page) -> None:
    with KnowledgeBase.open(lang="en") as kb:
        for around, since, until in _CUTS:
            go(opened, "/timeline", entity=around, from_=since, to=until)
            rows = kb.timeline(around or None, since or None, until or None)
            assert texts(opened, "ol.timeline > li > div > a:not(.ref)") == [row.label for row in rows]


@pytest.mark.parametrize("name", [query.name for query in library()])
def test_library_queries_answer_as_the_program_does(opened: Page, store: Store, name: str) -> None:
    (query,) = (query for query in library() if query.name == name)
    examples = {"iri": "Bình Dương", "date": "2016-08", "integer": "2017", "string": "any"}
    all_given = {p.name: examples[p.type] for p in query.parameters if p.name != "lang"}
    for given in ({}, all_given):
        if not given and any(p.required for p in query.parameters):
            continue
        go(opened, f"/queries/{name}", run="1", **given)
        values = {**given, **({"lang": "en"} if any(p.name == "lang" for p in query.parameters) else {})}
        text = bind(query, values, lambda _: NamedNode(PREFIXES["id"] + "binh-duong"))
        expected = show_results(store.query(text))
        if expected.kind == "boolean":
            assert texts(opened, ".answer") == ["Yes" if expected.answer else "No"]
        elif expected.kind == "graph":
            shown = rdflib.Graph().parse(data=opened.locator(".results pre").inner_text(), format="turtle")
            assert set(shown) == set(rdflib.Graph().parse(data=expected.text, format="turtle"))
            assert len(shown) > 10
        else:
            rows = sorted([" ".join(cell.text.split()) for cell in row] for row in expected.rows)
            assert shown_rows(opened) == rows


def shown_rows(page: Page) -> list[list[str]]:
    """The cells of the table of results, in the order of their texts: ties may lie either way round."""
    table = page.locator(".results tbody tr")
    cells = table.evaluate_all("rows => rows.map(row => [...row.cells].map(cell => cell.textContent))")
    return sorted([" ".join(text.split()) for text in row] for row in cells)


def test_a_query_written_by_hand_and_one_that_does_not_parse(opened: Page, store: Store) -> None:
    go(opened, "/query", query="SELECT ?c (COUNT(?x) AS ?n) { ?c a sckb:Conference ; ?p ?x } GROUP BY ?c")
    conferences = list(store.select("SELECT DISTINCT ?c { ?c a sckb:Conference }"))
    assert len(shown_rows(opened)) == len(conferences) > 1
    for wrong in ("SELECT * {\n  ?s ?p }", "SELEC", "SELECT * {\n\t?s no:p ?o }", "SELECT"):
        go(opened, "/query", query=wrong)
        with pytest.raises(QuerySyntaxError) as refused:
            store.query(wrong)
        assert opened.get_by_role("alert").inner_text().split() == refused.value.message.split()
    go(opened, "/query", query="SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    expect(opened.get_by_role("alert")).to_contain_text("not supported")


# Every triple beside every other one beside every other one.
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def begin(page: Page, query: str) -> None:
    """Run a query in the page and do not wait for its answer."""
    address = f"#/query?{urlencode({'lang': 'en', 'query': query})}"
    page.evaluate("address => { location.hash = address }", address)


def test_a_query_that_runs_away_is_stopped_by_the_reader(opened: Page) -> None:
    begin(opened, RUNAWAY)
    expect(opened.locator(".running")).to_contain_text("Running")
    # The page is alive meanwhile: its other parts are made, and answer.
    expect(opened.locator(".editor .CodeMirror")).to_be_visible()
    opened.get_by_role("button", name="Stop").click()
    expect(opened.get_by_role("alert")).to_have_text("The query was stopped.")
    expect(opened.locator(".running")).to_have_count(0)
    go(opened, "/query", query="ASK { ?s a sckb:Conference }")
    expect(opened.locator(".answer")).to_have_text("Yes")


def test_a_query_that_runs_away_ends_with_its_page(opened: Page) -> None:
    begin(opened, RUNAWAY)
    expect(opened.locator(".running")).to_contain_text("Running")
    go(opened, "/queries/conferences")
    expect(opened.locator(".results tbody tr").first).to_be_visible()
    expect(opened.get_by_role("alert")).to_have_count(0)


def test_a_query_is_stopped_at_the_deadline_that_the_file_has(
    file: Path, tmp_path: Path, visit: Callable[..., Visit]
) -> None:
    hasty = tmp_path / "hasty.html"
    text = file.read_text(encoding="utf-8")
    assert text.count('"deadline":10.0') == 1
    hasty.write_text(text.replace('"deadline":10.0', '"deadline":0.1'), encoding="utf-8")
    page = visit(hasty.as_uri(), offline=True).open("")
    begin(page, RUNAWAY)
    expect(page.get_by_role("alert")).to_contain_text("stopped at the deadline of 0.1 seconds")
    page.get_by_role("link", name="Tiếng Việt").click()
    expect(page.get_by_role("alert")).to_contain_text("hết thời gian cho phép: 0,1 giây")


def test_files_that_the_browser_makes(opened: Page, store: Store) -> None:
    query = "SELECT DISTINCT ?e ?l { ?e skos:prefLabel ?l } ORDER BY ?e ?l"
    go(opened, "/query", query=query)
    rows = list(csv.reader(io.StringIO(saved(opened, ".download a[data-results=csv]"))))
    expected = [[getattr(cell, "value", "") for cell in row] for row in store.select(query)]
    assert sorted(rows[1:]) == sorted(expected)
    whole = set(parse(saved(opened, "footer a[data-whole-file]"), format=RdfFormat.TRIG))
    assert whole == set(store.quads())
    go(opened, "/id/vnpt")
    turtle = rdflib.Graph().parse(data=saved(opened, "main a[data-file*='.ttl']"), format="turtle")
    about = f"<{PREFIXES['id']}vnpt>"
    facts = list(store.select(f"SELECT DISTINCT ?p ?o {{ {about} ?p ?o FILTER(?p != sckb:foldedLabel) }}"))
    assert len(set(turtle.predicate_objects(rdflib.URIRef(PREFIXES["id"] + "vnpt")))) >= len(facts) > 3


def saved(page: Page, link: str) -> str:
    """The text of the file that a link makes."""
    with page.expect_download() as download:
        page.locator(link).first.click()
    return download.value.path().read_text(encoding="utf-8")


def test_every_quote_is_marked_to_the_letter(opened: Page, store: Store) -> None:
    quote = "?q oa:hasSource ?s ; oa:start ?start ; oa:end ?end ; oa:exact ?quote"
    query = f"SELECT DISTINCT ?start ?end ?quote {{ {quote} }}"
    rows = [[getattr(cell, "value", "") for cell in row] for row in store.select(query)]
    assert len(rows) > 30
    for start, end, quote in rows:
        go(opened, "/source/binh-duong-2017", quote=f"{start},{end}")
        assert opened.locator("mark").evaluate("mark => mark.textContent") == quote


def test_from_a_fact_to_its_quote_with_the_back_button(opened: Page) -> None:
    go(opened, "/id/vnpt")
    opened.locator("section.facts a.ref").first.click()
    expect(opened.locator("section.evidence li.target")).to_be_focused()
    opened.locator("section.evidence li.target .where a").first.click()
    expect(opened.locator("mark#quote")).to_be_focused()
    expect(opened.locator("mark#quote")).to_be_in_viewport()
    opened.go_back()
    expect(opened.locator("h1")).to_have_text("VNPT")


def test_an_address_opens_what_it_names(file: Path, visit: Callable[..., Visit]) -> None:
    page = visit(file.as_uri(), offline=True).open(f"{file.as_uri()}#/id/vnpt?lang=vi")
    expect(page.locator("h1")).to_have_text("Tập đoàn VNPT")
    expect(page).to_have_title("Tập đoàn VNPT – Tri thức đô thị thông minh")
    assert page.evaluate("document.documentElement.lang") == "vi"
    page.get_by_role("link", name="English").click()
    expect(page.locator("h1")).to_have_text("VNPT")
    assert page.url.endswith("#/id/vnpt?lang=en")


def test_names_that_are_nothing_or_several_things_say_so(opened: Page) -> None:
    go(opened, "/path", from_="eindhovn", to="vnpt")
    expect(opened.get_by_role("alert")).to_contain_text("“eindhovn”")
    expect(opened.locator("main input[name=to]")).to_have_value("vnpt")
    opened.get_by_role("link", name="Eindhoven", exact=True).click()
    expect(opened.locator("main ol.story")).to_be_visible()
    go(opened, "/nowhere")
    expect(opened.get_by_role("alert")).to_contain_text("nothing at this address")


def test_the_graph_around_an_entity_has_all_its_links(opened: Page, store: Store) -> None:
    for slug in ("vnpt", "binh-duong", "mai-hung-dung"):
        go(opened, "/graph", entity=slug)
        around = surroundings(store, NamedNode(PREFIXES["id"] + slug), "en")
        expect(opened.locator("[data-graph] canvas").first).to_be_visible()
        listed = opened.locator(".graph details li, .graph .facts-list li")
        expect(listed).to_have_count(len(around.edges))


def test_hostile_texts_run_nothing(tmp_path: Path, visit: Callable[..., Visit]) -> None:
    target = tmp_path / "hostile.html"
    export(hostile_store(), str(target), "html", lang="en")
    begun = visit(target.as_uri(), offline=True)
    page = begun.open("")
    dialogs: list[str] = []

    def appeared(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", appeared)
    for path, fields in (
        ("/id/mot", {}), ("/id/hai", {}), ("/source/bai-doc", {}), ("/timeline", {}), ("/statistics", {}),
        ("/search", {"q": ATTACKS[0]}), ("/search", {"q": "mot"}), ("/path", {"from_": "mot", "to": "hai"}),
        ("/path", {"from_": ATTACKS[2], "to": "hai"}), ("/query", {"query": "SELECT * { ?s ?p ?o }"}),
        ("/queries/quotes", {"run": "1", "term": ATTACKS[0]}), ("/graph", {"entity": "mot"}),
    ):  # fmt: skip
        go(page, path, **fields)
        assert (
            page.locator("main script, main img, main style, main [onmouseover], main [onerror]").count() == 0
        )
    for attack in ATTACKS:
        start = TEXT.index(attack)
        go(page, "/source/bai-doc", quote=f"{start},{start + len(attack)}")
        assert page.locator("mark").evaluate("mark => mark.textContent") == attack
    assert dialogs == []
