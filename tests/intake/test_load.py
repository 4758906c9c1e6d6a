"""Loading folders: new stores and stores that hold something, one by one and many at once, and removing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from smartcity_kb.intake.load import load, remove
from smartcity_kb.intake.report import LoadReport, SourceChange
from smartcity_kb.model.errors import InputProblemsError, NotFoundError
from smartcity_kb.model.terms import GRAPH_LINKS, GRAPH_VOCABULARY, PREF_LABEL, entity_iri
from smartcity_kb.store.disk import open_to_read
from smartcity_kb.store.endpoint import open_endpoint
from smartcity_kb.store.folder_layout import shipped_folder
from smartcity_kb.store.open import open_store
from tests.store.conftest import free_port, wait_for

from .folders import CLAIMS, ENTITIES, line_of, write_source

SHIPPED = shipped_folder()


def quads_in(location: str) -> set[Quad]:
    with open_store(location) as store:
        return set(store.quads())


def changes_of(report: LoadReport) -> list[tuple[str, str]]:
    return [(change.id, change.status) for change in report.changes]


def test_a_new_store_holds_exactly_what_the_folder_says(tmp_path: Path) -> None:
    into = tmp_path / "kho"
    report = load([SHIPPED], str(into))
    assert quads_in(str(into)) == quads_in(SHIPPED)
    (change,) = report.changes
    assert (change.id, change.status) == ("binh-duong-2017", "added")
    assert (change.claims, change.claims_added, change.claims_removed) == (report.claims, report.claims, 0)
    assert (change.facts, change.facts_added, change.facts_removed) == (report.facts, report.facts, 0)
    assert os.listdir(tmp_path) == ["kho"], "something was left beside the store"


def test_the_report_counts_what_is_there(tmp_path: Path) -> None:
    write_source(tmp_path / "kb")
    report = load([str(tmp_path / "kb")], str(tmp_path / "kho"))
    # when: 2016-03 derives two days, which no quote states.
    assert report == LoadReport(
        str(tmp_path / "kho"), (SourceChange("bai-sao", "added", 2, 2, 0, 3, 3, 0),), 1, 2, 3, 3
    )


@pytest.mark.parametrize("times", [2, 3])
def test_loading_again_changes_nothing(tmp_path: Path, times: int) -> None:
    into = str(tmp_path / "kho")
    load([SHIPPED], into)
    before = quads_in(into)
    for _ in range(times - 1):
        report = load([SHIPPED], into)
        assert changes_of(report) == [("binh-duong-2017", "unchanged")]
    assert quads_in(into) == before


def test_an_empty_folder_is_a_new_store(tmp_path: Path) -> None:
    into = tmp_path / "kho"
    into.mkdir()
    load([SHIPPED], str(into))
    assert quads_in(str(into)) == quads_in(SHIPPED)


def test_progress_is_told_source_by_source(tmp_path: Path) -> None:
    for number in range(3):
        write_source(tmp_path / "kb", id_=f"bai-{number}")
    told: list[tuple[str, int, int]] = []
    for _ in range(2):
        load([str(tmp_path / "kb")], str(tmp_path / "kho"), on_progress=lambda *step: told.append(step))
    reading = [("reading", done, 3) for done in (1, 2, 3)]
    assert told == [*reading, *reading, *(("writing", done, 3) for done in (1, 2, 3))]


def test_a_changed_source_takes_the_place_of_its_old_version(tmp_path: Path) -> None:
    kb, into = tmp_path / "kb", str(tmp_path / "kho")
    write_source(kb)
    load([str(kb)], into)
    other = CLAIMS.replace("organizer: thi-xa-sao", "location: thi-xa-sao")
    write_source(kb, other, ENTITIES.replace("en: Conference", "en: Meeting"))
    report = load([str(kb)], into)
    assert report.changes == (SourceChange("bai-sao", "changed", 2, 1, 1, 3, 1, 1),)
    assert quads_in(into) == quads_in(str(kb))


def test_sources_of_the_store_that_are_not_loaded_stay(tmp_path: Path) -> None:
    one, two, into = tmp_path / "one", tmp_path / "two", str(tmp_path / "kho")
    write_source(one, id_="bai-mot")
    write_source(two, id_="bai-hai")
    load([str(one)], into)
    report = load([str(two / "bai-hai")], into)
    assert changes_of(report) == [("bai-hai", "added")]
    assert (report.sources, report.claims, report.facts, report.entities) == (2, 4, 3, 3)
    write_source(one, id_="bai-hai")
    assert quads_in(into) == quads_in(str(one))


def test_entities_that_the_store_defines_are_known(tmp_path: Path) -> None:
    write_source(tmp_path / "one", id_="bai-mot")
    path = write_source(tmp_path / "two", entities="", id_="bai-hai")
    into = str(tmp_path / "kho")
    with pytest.raises(InputProblemsError) as raised:
        load([str(tmp_path / "two")], into)
    assert str(raised.value.problems[0]) == (
        f"{path}:{line_of(path, 'thi-xa-sao')}: claim 1: unknown entity 'thi-xa-sao';"
        " define it under 'entities'"
    )
    load([str(tmp_path / "one")], into)
    assert changes_of(load([str(tmp_path / "two")], into)) == [("bai-hai", "added")]


def test_a_definition_that_the_store_has_otherwise_names_both_places(tmp_path: Path) -> None:
    into = str(tmp_path / "kho")
    write_source(tmp_path / "one", id_="bai-mot")
    load([str(tmp_path / "one")], into)
    before = quads_in(into)
    path = write_source(tmp_path / "two", entities=ENTITIES.replace("Fire Lamp", "Lamp"), id_="bai-hai")
    with pytest.raises(InputProblemsError) as raised:
        load([str(tmp_path / "two")], into)
    assert str(raised.value) == (
        f"{path}:{line_of(path, 'den-lua:')}: entity 'den-lua' is defined otherwise at source 'bai-mot' in"
        f" {into} (labels differ); keep one"
    )
    assert quads_in(into) == before


def test_a_definition_that_several_sources_share_changes_with_all_of_them(tmp_path: Path) -> None:
    kb, into = tmp_path / "kb", str(tmp_path / "kho")
    for entities in (ENTITIES, ENTITIES.replace("Fire Lamp", "Flame Lamp")):
        for id_ in ("bai-mot", "bai-hai", "bai-ba"):
            write_source(kb, entities=entities, id_=id_)
        report = load([str(kb)], into)
    assert {change.status for change in report.changes} == {"changed"}
    with open_to_read(into) as store:
        labels = {quad.object for quad in store.quads(entity_iri("den-lua"), PREF_LABEL)}
    assert labels == {Literal("Flame Lamp", language="en"), Literal("Đèn Lửa", language="vi")}
    assert quads_in(into) == quads_in(str(kb))


def test_a_definition_that_others_need_cannot_go(tmp_path: Path) -> None:
    one, into = tmp_path / "one", str(tmp_path / "kho")
    write_source(one, id_="bai-mot")
    write_source(one, entities="", id_="bai-hai")
    load([str(one)], into)
    before = quads_in(into)
    first = CLAIMS.split("- quote: Hội nghị")[0]
    path = write_source(tmp_path / "new", first, ENTITIES.partition("  hoi-nghi")[0], id_="bai-mot")
    with pytest.raises(InputProblemsError) as raised:
        load([str(tmp_path / "new")], into)
    assert str(raised.value) == (
        f"{path}: source 'bai-mot' no longer defines 'hoi-nghi', but source 'bai-hai' in {into} uses it;"
        " keep its definition, or load 'bai-hai' changed too"
    )
    with pytest.raises(InputProblemsError, match="source 'bai-mot' no longer defines 'den-lua'"):
        remove(into, "bai-mot")
    assert quads_in(into) == before


def test_removing_a_source_takes_just_what_only_it_states(tmp_path: Path) -> None:
    kb, into = tmp_path / "kb", str(tmp_path / "kho")
    write_source(kb, id_="bai-mot")
    load([str(kb)], into)
    alone = quads_in(into)
    more = (
        CLAIMS
        + "- quote: Ông Ba nói thị xã Sao học hỏi Đèn Lửa.\n  states: {den-lua: {location: thi-xa-sao}}\n"
    )
    write_source(kb, more, id_="bai-hai")
    load([str(kb)], into)
    report = remove(into, "bai-hai")
    assert report.changes == (SourceChange("bai-hai", "removed", 0, 0, 3, 0, 0, 4),)
    assert (report.sources, report.claims) == (1, 2)
    assert quads_in(into) == alone


def test_removing_what_is_not_there_names_what_is(tmp_path: Path) -> None:
    into = str(tmp_path / "kho")
    with pytest.raises(NotFoundError, match="no such store"):
        remove(into, "binh-duong-2017")
    load([SHIPPED], into)
    with pytest.raises(NotFoundError) as raised:
        remove(into, "binh-duong-2071")
    assert raised.value.message == f"{into}: no source 'binh-duong-2071' in it; did you mean binh-duong-2017?"


def test_links_and_vocabulary_are_those_of_who_brings_them(tmp_path: Path) -> None:
    into = str(tmp_path / "kho")
    load([SHIPPED], into)
    shipped = quads_in(into)
    write_source(tmp_path / "kb")
    load([str(tmp_path / "kb")], into)
    graphs = (GRAPH_LINKS, GRAPH_VOCABULARY)
    assert {q for q in quads_in(into) if q.graph_name in graphs} == {
        q for q in shipped if q.graph_name in graphs
    }
    (tmp_path / "kb" / "links.ttl").write_text(
        "<https://w3id.org/sckb/id/den-lua> <http://www.w3.org/2002/07/owl#sameAs>"
        " <http://www.wikidata.org/entity/Q1> .\n"
    )
    load([str(tmp_path / "kb")], into)
    (link,) = (q for q in quads_in(into) if q.graph_name == GRAPH_LINKS)
    assert link.object == NamedNode("http://www.wikidata.org/entity/Q1")


def many_sources(kb: Path, number: int) -> list[Path]:
    """Sources that share entities: the first defines them, the others have one of their own each."""
    paths = [write_source(kb, id_="bai-0000")]
    for index in range(1, number):
        label = f"label: {{vi: Số {index}, en: No. {index}}}"
        own = f"entities:\n  don-vi-{index}:\n    type: schema:Corporation\n    {label}\n"
        claims = CLAIMS.replace("organizer: thi-xa-sao", f"organizer: don-vi-{index}")
        paths.append(write_source(kb, claims, own, id_=f"bai-{index:04d}"))
    return paths


def test_many_sources_are_read_by_several_processes_to_the_same_end(tmp_path: Path) -> None:
    kb = tmp_path / "kb"
    many_sources(kb, 150)
    report = load([str(kb)], str(tmp_path / "many"))
    assert [change.id for change in report.changes] == [f"bai-{index:04d}" for index in range(150)]
    halves = sorted(kb.iterdir())
    load([str(path) for path in halves[:75]], str(tmp_path / "halves"))
    load([str(path) for path in halves[75:]], str(tmp_path / "halves"))
    assert quads_in(str(tmp_path / "many")) == quads_in(str(tmp_path / "halves")) == quads_in(str(kb))


def test_one_bad_source_of_many_and_nothing_is_loaded(tmp_path: Path) -> None:
    kb, into = tmp_path / "kb", tmp_path / "kho"
    paths = many_sources(kb, 130)
    bad = paths[77], paths[111]
    bad[0].write_text(bad[0].read_text("utf-8").replace("Hội nghị họp", "Hội nghị hợp"), "utf-8")
    bad[1].write_text(bad[1].read_text("utf-8").replace("when:", "wen:"), "utf-8")
    with pytest.raises(InputProblemsError) as raised:
        load([str(kb)], str(into))
    assert [str(problem) for problem in raised.value.problems] == [
        f"{bad[0]}:{line_of(bad[0], 'Hội nghị hợp')}:10: claim 2: the quote is not in the article letter for"
        " letter; at 108 it has 'Hội nghị họp tháng 3/2016.'",
        f"{bad[1]}:{line_of(bad[1], 'wen')}:7: claim 2: unknown term 'wen'; did you mean when?",
    ]
    assert os.listdir(tmp_path) == ["kb"]


@pytest.fixture
def endpoint() -> Iterator[str]:
    """The query URL of an empty Oxigraph server."""
    port = free_port()
    program = Path(sys.executable).with_name("oxigraph")
    with subprocess.Popen(
        [str(program), "serve", "--bind", f"127.0.0.1:{port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            wait_for(process, f"http://127.0.0.1:{port}/")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def test_an_endpoint_is_loaded_changed_and_emptied(
    tmp_path: Path, endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMARTCITY_KB_DIALECT", "oxigraph")
    assert httpx.get(endpoint, trust_env=False).status_code < 500
    url, kb = f"{endpoint}/query", tmp_path / "kb"
    write_source(kb)
    assert changes_of(load([str(kb)], url)) == [("bai-sao", "added")]
    with open_endpoint(url) as store:
        assert set(store.quads()) == quads_in(str(kb))
    assert changes_of(load([str(kb)], url)) == [("bai-sao", "unchanged")]
    write_source(kb, CLAIMS.replace("organizer", "location"))
    assert load([str(kb)], url).changes == (SourceChange("bai-sao", "changed", 2, 1, 1, 3, 1, 1),)
    with open_endpoint(url) as store:
        assert set(store.quads()) == quads_in(str(kb))
    assert remove(url, "bai-sao").sources == 0
