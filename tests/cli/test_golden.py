"""Answers on the shipped knowledge base, compared letter for letter with files under ``golden``.

``UPDATE_GOLDEN=1`` rewrites them; read what git then shows as changed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .process import Program

GOLDEN = Path(__file__).with_name("golden")

CASES: dict[str, tuple[str, ...]] = {
    "show-person-vi.txt": ("show", "Mai Hùng Dũng"),
    "show-person-en.txt": ("show", "mai-hung-dung", "--lang", "en"),
    "show-organisation-vi.txt": ("show", "Becamex IDC"),
    "show-organisation-en.txt": ("show", "philips-lighting", "--lang", "en"),
    "show-event-vi.txt": ("show", "hoi-nghi-tptm-binh-duong-2017"),
    "show-event-en.txt": ("show", "hoi-nghi-tptm-binh-duong-2017", "--lang", "en"),
    "show-document-vi.txt": ("show", "22-CTr/TU"),
    "show-document-en.txt": ("show", "22-CTr/TU", "--lang", "en"),
    "show-place-vi.txt": ("show", "eindhoven"),
    "show-place-en.txt": ("show", "eindhoven", "--lang", "en"),
    "show-source-vi.txt": ("show", "src:binh-duong-2017"),
    "show-person.json": ("show", "mai-hung-dung", "--format", "json"),
    "show-place.csv": ("show", "eindhoven", "--format", "csv"),
    "search-vi.txt": ("search", "binh duong", "--limit", "5"),
    "search-en.txt": ("search", "smart city", "--limit", "5", "--lang", "en"),
    "search.json": ("search", "eindhovn", "--format", "json"),
    "search.tsv": ("search", "UBND", "--format", "tsv"),
    "neighbours-vi.txt": ("neighbours", "Becamex IDC"),
    "neighbours-depth-2-en.txt": (
        "neighbours", "de-an-tptm-binh-duong", "--depth", "2", "--relation", "bodyFor",
        "--relation", "founder",
        "--lang", "en",
    ),
    "neighbours-out.json": ("neighbours", "eindhoven", "--direction", "out", "--format", "json"),
    "path-vi.txt": ("path", "Philips Lighting", "Tỉnh ủy Bình Dương"),
    "path-en.txt": ("path", "Philips Lighting", "Tỉnh ủy Bình Dương", "--lang", "en"),
    "path-all-en.txt": ("path", "eindhoven", "becamex-idc", "--all", "--lang", "en"),
    "path.json": ("path", "eindhoven", "ha-lan", "--format", "json"),
    "path.csv": ("path", "philips-lighting", "tinh-uy-binh-duong", "--format", "csv"),
    "timeline-vi.txt": ("timeline",),
    "timeline-from-en.txt": ("timeline", "--from", "2016-08", "--to", "2017", "--lang", "en"),
    "timeline-entity.json": ("timeline", "mai-hung-dung", "--format", "json"),
    "timeline.csv": ("timeline", "--format", "csv"),
    "evidence-vi.txt": ("evidence", "de-an-tptm-binh-duong", "approvedBy"),
    "evidence-en.txt": ("evidence", "thoa-thuan-hop-tac-tptm", "partner", "Philips Lighting", "--lang", "en"),
    "evidence.json": ("evidence", "mai-hung-dung", "holds", "--format", "json"),
    "evidence.csv": ("evidence", "Mai Hùng Dũng", "--format", "csv"),
    "sources-vi.txt": ("sources",),
    "sources-en.txt": ("sources", "--lang", "en"),
    "sources.json": ("sources", "--format", "json"),
    "stats-vi.txt": ("stats", "--limit", "5"),
    "stats-communities-en.txt": ("stats", "--limit", "5", "--communities", "--lang", "en"),
    "stats.tsv": ("stats", "--limit", "3", "--format", "tsv"),
    "queries-vi.txt": ("queries",),
    "queries-en.txt": ("queries", "--lang", "en"),
    "query-conferences-vi.txt": ("query", "conferences"),
    "query-ask.txt": ("query", "every-claim-is-quoted"),
    "query-text.csv": (
        "query", "--text", "SELECT DISTINCT ?e WHERE { ?e a sckb:Conference } ORDER BY ?e", "--format", "csv",
    ),
    "query-construct.ttl": ("query", "subgraph", "-p", "entity=eindhoven"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_answer_is_the_golden_one(name: str, program: Program) -> None:
    result = program(*CASES[name])
    assert (result.code, "error" in result.err) == (0, False), result.err
    golden = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes(result.out.encode())
    assert result.out.encode() == golden.read_bytes()


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {*CASES, "terminal-40.txt"}
