"""A timeline longer than a page: the first rows, and how many there are in all, wherever it is asked for."""

from __future__ import annotations

from json import loads
from typing import Any

import lxml.html
import pytest

from smartcity_kb.mcp_server.jobs import JOBS
from smartcity_kb.views.timeline import MOST_ROWS
from smartcity_kb.web.jobs import page
from smartcity_kb.web.json_api import answer_api

from ..views.world import hub_of_dates

DATED = MOST_ROWS + 50
HUB = "https://w3id.org/sckb/id/hub"


def shown(lang: str, **fields: str) -> tuple[list[str], str]:
    """The dates of the page, and what it says above them."""
    head = {
        "name": "timeline", "fields": fields, "lang": lang, "chosen": True, "services": [], "limit": 1 << 20,
        "path": "/timeline", "sent": [],
    }  # fmt: skip
    reply = page(hub_of_dates(DATED), head, b"")
    assert reply.status == 200
    tree = lxml.html.fromstring(reply.body.decode())
    dates = [row.text_content() for row in tree.xpath("//ol[@class='timeline']/li/span[@class='date']")]
    return dates, " ".join(note.text_content() for note in tree.xpath("//main//p[@class='quiet']"))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_has_the_first_rows_and_says_so(lang: str) -> None:
    dates, said = shown(lang)
    assert len(dates) == MOST_ROWS
    assert {word.strip(";.") for word in said.split()} >= {str(MOST_ROWS), str(DATED)}
    assert ("mốc thời gian" in said) == (lang == "vi")
    few, nothing_said = shown(lang, to="1900-01-31")
    assert (len(few), nothing_said) == (31, "")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_says_how_many_neighbours_of_a_hub_were_looked_at(
    lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("smartcity_kb.views.timeline.MOST_NEAR", 20)
    dates, said = shown(lang, entity=HUB)
    assert len(dates) == 20
    assert {word.strip(";.") for word in said.split()} >= {"20", str(DATED)}


def counts(answer: dict[str, Any]) -> dict[str, int]:
    return {key: value for key, value in answer.items() if key != "rows"} | {"rows": len(answer["rows"])}


def test_the_api_and_the_tool_of_models_count_what_they_leave_out() -> None:
    store = hub_of_dates(DATED)
    wanted = {"rows": MOST_ROWS, "more": 50, "dated": DATED, "seen": 0, "near": 0}
    assert counts(loads(answer_api(store, "timeline", {}, "en").body)) == wanted
    given = {"entity": "", "since": "", "until": "", "lang": "en"}
    head, body = JOBS["timeline"](store, {"given": given}, b"")
    assert head == {}
    assert counts(loads(body)) == wanted
    near = {"rows": MOST_ROWS, "more": 50, "dated": DATED, "seen": DATED, "near": DATED}
    assert counts(loads(answer_api(store, "timeline", {"entity": HUB}, "en").body)) == near
