"""The pages: what they say, that every link on them leads somewhere, and that the mark-up is sound."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import networkx
import pytest
from lxml import html

from smartcity_kb import KnowledgeBase
from smartcity_kb.export.write import export
from smartcity_kb.store.open import default_location, open_store
from smartcity_kb.web.front_end import is_built

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

    from .serving import Server

STARTS = [
    "/",
    "/search?q=binh duong",
    "/search",
    "/id/mai-hung-dung",
    "/id/hoi-nghi-tptm-binh-duong-2017",
    "/source/binh-duong-2017?quote=2742,3003",
    "/path?from=Philips Lighting&to=Tỉnh ủy Bình Dương",
    "/path?from=becamex-idc&to=eindhoven&all=1",
    "/timeline?from=2016&to=2016-12",
    "/graph",
    "/graph?entity=thoa-thuan-hop-tac-tptm",
    "/graph?all=1",
    "/queries",
    "/queries/partners?organisation=Becamex IDC&run=1",
    "/queries/conferences",
    "/query?query=SELECT * { ?s sckb:when ?o }",
    "/query?query=CONSTRUCT WHERE { ?s sckb:when ?o }",
    "/query?query=SELECT * {",
    "/statistics",
    "/search?q=zzzzzzzz",
    "/id/nobody",
    "/path?from=becamx&to=eindhoven",
    "/graph?entity=nobody at all",
    "/queries/partners?organisation=nobody at all&run=1",
]


def page(web: httpx.Client, address: str, **headers: str) -> html.HtmlElement:
    return html.fromstring(web.get(address, headers=headers).text)


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("address", STARTS)
def test_a_page_is_sound_and_its_links_lead_somewhere(address: str, lang: str, web: httpx.Client) -> None:
    tree = page(web, address, **{"accept-language": lang})
    assert tree.get("lang") == lang
    assert len(tree.findall(".//h1")) == 1
    assert tree.findtext(".//title")
    ids = [element.get("id") for element in tree.iterfind(".//*[@id]")]
    assert len(ids) == len(set(ids))
    for element in tree.xpath("//input[not(@type='hidden')] | //textarea"):
        assert tree.xpath(f"//label[@for='{element.get('id')}']"), element.get("name")
    assert not tree.xpath("//script[node() or not(@src)] | //style | //@style")
    assert not tree.xpath("//*[@*[starts-with(name(), 'on')]]")
    for link in set(tree.xpath("//a/@href | //link/@href")):
        target = urlsplit(urljoin(address, link))
        if target.netloc:
            continue
        if not target.path or (target.fragment and link.startswith("#")):
            assert target.fragment in ids
        elif target.path.endswith((".css", ".svg")) or target.path in ("/", "/statistics", "/timeline"):
            assert web.head(link).status_code == 200


def test_every_page_of_the_knowledge_base_answers(web: httpx.Client) -> None:
    """A walk over all links from the front page, in one language."""
    seen: set[str] = set()
    waiting = ["/", "/queries", "/statistics", "/source/binh-duong-2017"]
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = web.get(address)
        assert answer.status_code == 200, address
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        for link in html.fromstring(answer.text).xpath("//main//a/@href"):
            target = urlsplit(urljoin(address, link))
            plain = target.path.startswith(("/id/", "/claim/", "/queries/"))
            if not target.netloc and plain and not target.query and "." not in target.path:
                waiting.append(target.path)
    assert len([address for address in seen if address.startswith("/id/")]) > 40
    assert len([address for address in seen if address.startswith("/claim/")]) > 40


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_an_entity_has_its_facts_in_words_with_the_evidence_beside(lang: str, web: httpx.Client) -> None:
    with KnowledgeBase.open(lang=lang) as kb:
        wanted = kb.show("mai-hung-dung")
    tree = page(web, f"/id/mai-hung-dung?lang={lang}")
    assert text_of(tree.find(".//h1")) == wanted.label
    assert [text_of(e) for e in tree.xpath("//section[@class='facts']//dt")][: len(wanted.relations)] == [
        relation.words for relation in wanted.relations
    ]
    quotes = [e.text_content() for e in tree.xpath("//section[@class='evidence']//q")]
    assert quotes == [quote.evidence.quote for quote in wanted.quotes]
    assert {e.get("lang") for e in tree.xpath("//blockquote")} == {"vi"}
    for reference in tree.xpath("//a[@class='ref']"):
        assert tree.get_element_by_id(reference.get("href")[1:]) is not None


def test_one_click_from_a_fact_to_its_quote_marked_in_the_article(web: httpx.Client) -> None:
    tree = page(web, "/id/mai-hung-dung")
    item = tree.xpath("//section[@class='evidence']//li")[0]
    [link] = item.xpath(".//p[@class='where']/a[1]/@href")
    assert link.endswith("#quote")
    marked = page(web, link).get_element_by_id("quote")
    assert marked.tag == "mark"
    assert marked.text_content() == item.find(".//q").text_content()


def test_the_article_is_whole_and_its_noise_is_greyed_out(web: httpx.Client) -> None:
    with KnowledgeBase.open() as kb:
        body = next(iter(kb.query("SELECT ?b { src:binh-duong-2017 schema:articleBody ?b }")))["b"].value
        spans = kb.query(
            "SELECT ?a ?b { src:binh-duong-2017 sckb:excludedSpan ?n ."
            " ?n oa:start ?a ; oa:end ?b } ORDER BY ?a"
        )
        noise = [body[int(row["a"].value) : int(row["b"].value)] for row in spans]
    tree = page(web, "/source/binh-duong-2017?quote=2742,3003")
    assert text_of(tree.xpath("//main//time")[0]) == "25–27/11/2017"
    [shown] = tree.xpath("//div[@class='text']")
    assert shown.text_content() == body
    assert shown.get("lang") == "vi"
    assert [e.text_content() for e in shown.xpath(".//span[@class='noise']")] == noise


@pytest.mark.parametrize("marked", ["5,3", "0,9999999", "a,b", "1", "-1,5", "²,5"])
def test_a_stretch_that_is_none_is_refused(marked: str, web: httpx.Client) -> None:
    assert web.get("/source/binh-duong-2017", params={"quote": marked}).status_code == 400


def test_search_forgives_as_the_command_line_does(web: httpx.Client) -> None:
    for asked in ("eindhovn", "binh duong", "ubnd", "Đề án"):
        with KnowledgeBase.open() as kb:
            wanted = [hit.label for hit in kb.search(asked, 50)]
        tree = page(web, f"/search?q={asked}")
        assert [text_of(e) for e in tree.xpath("//ol[@class='hits']/li/a")] == wanted


def test_a_path_is_a_story_with_quotes(web: httpx.Client) -> None:
    with KnowledgeBase.open(lang="en") as kb:
        [wanted] = kb.path("Philips Lighting", "Tỉnh ủy Bình Dương").paths
    tree = page(web, "/path?from=philips lighting&to=tinh uy binh duong&lang=en")
    told = [text_of(e) for e in tree.xpath("//p[@class='sentence']")]
    assert told == [f"{hop.subject} {hop.relation} {hop.object}" for hop in wanted.hops]
    assert len(tree.xpath("//ol[@class='story']//q")) >= len(told)


def test_the_timeline_is_that_of_the_command_line(web: httpx.Client) -> None:
    with KnowledgeBase.open() as kb:
        wanted = [(row.shown, row.label) for row in kb.timeline(until="2016")]
    tree = page(web, "/timeline?to=2016&lang=vi")
    rows = tree.xpath("//ol[@class='timeline']/li")
    assert [(text_of(r.find("span")), text_of(r.find("div/a"))) for r in rows] == wanted
    assert web.get("/timeline?from=yesterday").status_code == 400


def test_the_graph_is_a_list_where_no_script_draws_it(web: httpx.Client) -> None:
    wanted = web.get("/api/neighbourhood?entity=thoa-thuan-hop-tac-tptm&lang=en").json()
    tree = page(web, "/graph?entity=thoa-thuan-hop-tac-tptm&lang=en")
    items = tree.xpath("//ul[@class='facts-list']/li")
    assert len(items) == len(wanted["edges"]) > 5
    assert [text_of(item.find("em")) for item in items] == [edge["words"] for edge in wanted["edges"]]
    assert all(item.xpath(".//a[@class='ref' and contains(@href, '#quote')]") for item in items)


def test_a_form_shows_the_name_of_what_a_link_names(web: httpx.Client) -> None:
    for address, field in (
        ("/graph?entity=id:mai-hung-dung", "entity"),
        ("/timeline?entity=mai-hung-dung", "entity"),
        ("/path?from=id:mai-hung-dung", "from"),
        ("/path?from=VNPT&to=https://w3id.org/sckb/id/mai-hung-dung", "to"),
    ):
        tree = page(web, f"{address}&lang=vi")
        assert tree.xpath(f"//main//input[@name='{field}']/@value") == ["Mai Hùng Dũng"]
    tree = page(web, "/timeline?entity=mai hung dung&lang=vi")
    assert tree.xpath("//main//input[@name='entity']/@value") == ["mai hung dung"]


def test_the_library_speaks_the_language_of_the_page(web: httpx.Client) -> None:
    for lang, title, takes in (
        ("vi", "Đối tác của một tổ chức", "một thực thể"),
        ("en", "Partners of", "an entity"),
    ):
        assert title in page(web, f"/queries?lang={lang}").findtext(".//ul[@class='library']/li[20]/a/strong")
        tree = page(web, f"/queries/partners?lang={lang}")
        assert title in tree.findtext(".//h1")
        assert takes in tree.findtext(".//form[@class='ask']//small")


@pytest.mark.parametrize(
    "format_", ["turtle", "trig", "jsonld", "nquads", "rdfxml", "graphml", "gexf", "csv"]
)
def test_everything_can_be_downloaded_as_the_command_line_writes_it(
    format_: str, web: httpx.Client, tmp_path: Path
) -> None:
    answer = web.get(f"/export/{format_}?lang=en")
    assert answer.headers["content-disposition"].startswith('attachment; filename="smartcity-kb.')
    evidence = format_ in ("turtle", "jsonld", "rdfxml")
    export(open_store(default_location()), str(tmp_path / "whole"), format_, evidence=evidence, lang="en")
    assert answer.content == (tmp_path / "whole").read_bytes()


def test_an_entity_can_be_downloaded_with_its_evidence(web: httpx.Client, tmp_path: Path) -> None:
    (tmp_path / "vnpt.trig").write_bytes(web.get("/export/trig?entity=vnpt").content)
    with KnowledgeBase.open(str(tmp_path / "vnpt.trig")) as part, KnowledgeBase.open() as kb:
        assert part.show("vnpt").relations == kb.show("vnpt").relations
        # Of other sources and entities nothing comes along.
        assert len(part.search("hoi nghi", 50)) == 0
    drawn = networkx.parse_graphml(web.get("/export/graphml?entity=vnpt&lang=en").text)
    assert "VNPT" in {data["label"] for _, data in drawn.nodes(data=True)}


@pytest.mark.parametrize("address", ["/export/pdf", "/export/html", "/export/csv?entity=nobody-at-all"])
def test_what_cannot_be_downloaded_is_not_found(address: str, web: httpx.Client) -> None:
    assert web.get(address).status_code == 404


def test_what_to_run_is_said_where_the_front_end_is_not_built(server: Server, web: httpx.Client) -> None:
    assert ("make web" in server.said) == (not is_built())
    scripts = page(web, "/").xpath("//script/@src")
    assert scripts == (["/static/app/explorer.js"] if is_built() else [])
    assert all(web.get(script).headers["content-type"].startswith("text/javascript") for script in scripts)


def test_the_built_front_end_is_served_by_name_alone(web: httpx.Client) -> None:
    for name in ("nothing.js", "..%2f..%2fapp.py", ".hidden.js", "explorer", "%2e%2e"):
        assert web.get(f"/static/app/{name}").status_code == 404
    policy = web.get("/").headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "connect-src 'self';" in policy


def test_a_name_of_nobody_offers_the_nearest(web: httpx.Client) -> None:
    answer = web.get("/path?from=eindhovn&to=vnpt&lang=en")
    assert answer.status_code == 404
    assert "Eindhoven" in html.fromstring(answer.text).xpath("//main//a/text()")


def test_the_language_follows_the_reader_and_the_address(web: httpx.Client) -> None:
    assert page(web, "/", **{"accept-language": "en-GB,vi;q=0.5"}).get("lang") == "en"
    assert page(web, "/?lang=vi", **{"accept-language": "en"}).get("lang") == "vi"
    assert page(web, "/", **{"accept-language": "fr"}).get("lang") == "vi"
    carried = page(web, "/id/vnpt?lang=en").xpath("//section[@class='facts']//a[not(@class)]/@href")
    assert carried
    assert all("lang=en" in link for link in carried)


def test_library_queries_run_from_forms_and_download(web: httpx.Client) -> None:
    tree = page(web, "/queries/partners?organisation=Becamex IDC&run=1&lang=en")
    assert tree.xpath("//input[@name='organisation']/@value") == ["Becamex IDC"]
    rows = len(tree.xpath("//tbody/tr"))
    assert rows > 0
    links = {e.text: e.get("href") for e in tree.xpath("//p[@class='download']/a")}
    answer = web.get(links["CSV"])
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "partners.csv" in answer.headers["content-disposition"]
    assert len(answer.text.splitlines()) == rows + 1
    with KnowledgeBase.open() as kb:
        asked = kb.query("partners", {"organisation": "Becamex IDC", "lang": "en"})
    assert len(asked) == rows


def test_a_wrong_query_keeps_its_text_and_says_where(web: httpx.Client) -> None:
    answer = web.get("/query", params={"query": "SELECT * {\n ?s ?p"})
    assert answer.status_code == 400
    tree = html.fromstring(answer.text)
    assert tree.get_element_by_id("query").text == "SELECT * {\n ?s ?p"
    assert "line 2" in tree.get_element_by_id("problem").text


@pytest.mark.parametrize(
    ("address", "keys"),
    [
        ("search?q=vnpt", {"iri", "label", "type", "matched", "score"}),
        ("entity?entity=vnpt", {"iri", "label", "relations", "quotes", "names"}),
        ("neighbours?entity=becamex-idc&depth=2&direction=out", {"iri", "label", "branches"}),
        ("neighbourhood?entity=becamex-idc", {"nodes", "edges", "relations", "evidence", "words"}),
        ("neighbourhood?entity=vnpt&relation=sckb:partner&direction=in&offset=0", {"edges", "relations"}),
        ("graph?limit=10", {"nodes", "edges", "total"}),
        ("path?from=vnpt&to=eindhoven", {"start", "end", "paths", "truncated", "words"}),
        ("timeline", {"rows", "more", "dated", "seen", "near"}),
        ("evidence?subject=vnpt", {"proofs", "conflicts", "words"}),
        ("source?source=src:binh-duong-2017&quote=0,10", {"before", "marked", "after", "title"}),
        ("sources", {"id", "iri", "title", "claims"}),
        ("stats", {"sources", "claims", "facts", "connected"}),
        ("queries", {"name", "summary", "parameters", "text"}),
    ],
)
def test_the_json_api_has_the_documented_shapes(address: str, keys: set[str], web: httpx.Client) -> None:
    answer = web.get(f"/api/{address}")
    assert answer.headers["content-type"] == "application/json"
    value = answer.json()
    assert keys <= set(value[0] if isinstance(value, list) else value)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("search", 400), ("entity?entity=nobody-at-all", 404), ("path?from=vnpt&to=vnpt", 400), ("nope", 404),
        ("neighbours?entity=vnpt&depth=99", 400), ("neighbours?entity=vnpt&direction=up", 400),
        ("neighbourhood?entity=vnpt&relation=sckb:partner", 400), ("neighbourhood?entity=vnpt&limit=0", 400),
        ("search?q=a&limit=x", 400), ("timeline?from=nope", 400),
    ],
)  # fmt: skip
def test_the_json_api_says_what_is_wrong(address: str, status: int, web: httpx.Client) -> None:
    answer = web.get(f"/api/{address}")
    assert answer.status_code == status
    assert answer.json()["error"]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2.2, 1.4.3)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_colours_have_contrast_in_light_and_dark(web: httpx.Client) -> None:
    style = web.get("/static/style.css").text
    schemes = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block)) for block in style.split("@media")[:2]]
    assert len(schemes[1]) == len(schemes[0])
    for colours in schemes:
        for ground in ("paper", "sheet"):
            for ink in ("ink", "soft", "faint", "accent", "warn"):
                assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
            assert contrast(colours["field"], colours[ground]) >= 3, ground
        assert contrast(colours["accent-ink"], colours["accent"]) >= 4.5
        assert contrast(colours["mark-ink"], colours["mark"]) >= 4.5


@pytest.mark.parametrize(
    ("address", "form", "kept"),
    [
        ("/path?from=nobody at all&to=eindhoven", "/path", {"from": "nobody at all", "to": "eindhoven"}),
        ("/path?from=vnpt&to=vnpt", "/path", {"from": "vnpt", "to": "vnpt"}),
        ("/timeline?from=gestern&to=2018", "/timeline", {"from": "gestern", "to": "2018", "entity": ""}),
        ("/graph?entity=nobody at all", "/graph", {"entity": "nobody at all"}),
        (
            "/queries/partners?organisation=nobody at all&run=1",
            "/queries/partners",
            {"organisation": "nobody at all"},
        ),
    ],
)
def test_what_goes_wrong_is_told_in_the_pages_language_with_the_form_as_it_was_sent(
    address: str, form: str, kept: dict[str, str], web: httpx.Client
) -> None:
    tree = page(web, f"{address}&lang=vi")
    [alert] = tree.xpath('//*[@role="alert"]')
    [told, *details] = alert.xpath("./p")
    assert re.search("[ạảãàáâậầấẩẫăắằặẳẵóòọõỏôộổỗồốơờớợởỡéèẻẹẽêếềệểễúùụủũưựữửừứíìịỉĩýỳỷỵỹđ]", text_of(told))
    assert all(detail.get("lang") == "en" for detail in details)
    [sent] = tree.xpath(f'//main//form[@action="{form}"]')
    assert {name: sent.fields[name] for name in kept} == kept
    assert sent.fields["lang"] == "vi"
    english = page(web, f"{address}&lang=en")
    assert len(english.xpath('//*[@role="alert"]/p')) == 1


def test_the_nearest_names_ask_the_same_thing_again(web: httpx.Client) -> None:
    tree = page(web, "/path?from=becamx idc&to=eindhoven&all=1")
    [address] = tree.xpath('//main/p/a[text()="Tổng Công ty Becamex IDC"]/@href')
    again = web.get(address)
    assert again.status_code == 200
    assert again.url.params["all"] == "1"
    assert html.fromstring(again.text).xpath('//ol[@class="story"]')
