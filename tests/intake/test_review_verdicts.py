"""The file of verdicts: nothing is lost to a crash or to a second reviewer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_kb.intake.proposal import Proposal, Statement
from smartcity_kb.intake.review import ACCEPTED, OPEN, REJECTED
from smartcity_kb.intake.review_verdicts import (
    KINDS,
    Verdict,
    locked_verdicts,
    read_verdicts,
    rejected_ids,
)
from smartcity_kb.model.errors import InputError

from .drafts import AGREEMENT, MEMBER, POST, accept, review, write

ROOT = Path(__file__).resolve().parents[2]
TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
CLAIMS = st.builds(
    Proposal,
    kind=TEXTS,
    pattern=TEXTS,
    confidence=st.floats(0, 1),
    quote=TEXTS,
    start=st.integers(0, 10**9),
    rows=st.just(()),
    states=st.lists(st.builds(Statement, TEXTS, TEXTS, TEXTS, TEXTS), max_size=3).map(tuple),
    certainty=TEXTS,
    note=TEXTS,
)
VERDICTS = st.builds(
    Verdict,
    verdict=st.sampled_from(KINDS),
    who=TEXTS,
    when=TEXTS,
    proposal=TEXTS,
    claim=st.none() | CLAIMS,
    entity=TEXTS,
    into=TEXTS,
    label_en=TEXTS,
    of=st.integers(0, 99),
)


@given(st.lists(st.lists(VERDICTS, min_size=1, max_size=3), max_size=4))
def test_verdicts_read_back_as_they_were_given(
    tmp_path_factory: pytest.TempPathFactory, batches: list[list[Verdict]]
) -> None:
    folder = str(tmp_path_factory.mktemp("draft"))
    given_: list[Verdict] = []
    for batch in batches:
        with locked_verdicts(folder) as log:
            given_ += log.append(batch)
    assert list(read_verdicts(folder)) == given_
    assert [verdict.number for verdict in given_] == list(range(1, len(given_) + 1))


@pytest.mark.parametrize("torn", [b'{"verdict": "acc', b"{", b'{"verdict": "reject", "who": "L\xe1'])
def test_a_line_torn_off_by_a_crash_costs_only_itself(torn: bytes, tmp_path: Path) -> None:
    folder = write(tmp_path / "bai-bao")
    with review(folder) as r:
        accept(r, POST)
        r.reject(AGREEMENT.id)
    path = folder / "review.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole + torn)
    assert rejected_ids(str(folder)) == {AGREEMENT.id}
    with review(folder) as r:
        assert (r.item(POST.id).status, r.item(AGREEMENT.id).status) == (ACCEPTED, REJECTED)
        assert path.read_bytes() == whole
        accept(r, MEMBER)
    assert path.read_bytes().startswith(whole)
    assert len(read_verdicts(str(folder))) == whole.count(b"\n") + 1


@pytest.mark.parametrize(
    "line",
    [
        "nonsense", "[]", '{"verdict": "like"}', '{"verdict": "undo", "of": "1"}',
        '{"verdict": "accept", "who": 3}',
        '{"verdict": "accept", "claim": {"quote": "x"}}', '{"verdict": "accept", "claim": 1}', "[" * 100_000,
        '{"verdict": "accept", "of": 1' + "0" * 5000 + "}",
    ],
)  # fmt: skip
def test_a_line_that_is_no_verdict_is_named(line: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "bai-bao")
    with review(folder) as r:
        r.reject(POST.id)
    with (folder / "review.jsonl").open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    with pytest.raises(InputError, match=r"review\.jsonl:2: not a verdict"):
        review(folder)


CRASHES = """
import os, sys
from pathlib import Path
from smartcity_kb.intake import review as module
from tests.intake.drafts import {claim}, accept, review
module.write_claims_text = lambda opened, text: os._exit(9)
with review(Path(sys.argv[1])) as r:
    {step}
"""


@pytest.mark.parametrize("step", ["accept", "undo"])
def test_a_crash_between_verdict_and_file_is_made_good(step: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "bai-bao")
    with review(folder) as r:
        accept(r, POST)
        before = (folder / "claims.yaml").read_bytes()
        accept(r, AGREEMENT)
        after = (folder / "claims.yaml").read_bytes()
        if step == "accept":
            r.undo()
    code = CRASHES.format(claim="AGREEMENT", step="accept(r, AGREEMENT)" if step == "accept" else "r.undo()")
    done = subprocess.run([sys.executable, "-c", code, str(folder)], cwd=ROOT, check=False)
    assert done.returncode == 9
    left, right = (before, after) if step == "accept" else (after, before)
    assert (folder / "claims.yaml").read_bytes() == left
    with review(folder) as r:
        assert r.recovered
        assert r.item(AGREEMENT.id).status == (ACCEPTED if step == "accept" else OPEN)
    assert (folder / "claims.yaml").read_bytes() == right
    with review(folder) as r:
        assert not r.recovered


def test_two_reviewers_lose_nothing_and_are_told_of_each_other(tmp_path: Path) -> None:
    folder = write(tmp_path / "bai-bao")
    with review(folder, "Lan") as lan, review(folder, "Minh") as minh:
        accept(lan, POST)
        with pytest.raises(InputError, match="Lan accepted this claim meanwhile"):
            minh.reject(POST.id)
        assert minh.item(POST.id).status == ACCEPTED
        minh.reject(MEMBER.id)
        accept(minh, AGREEMENT)
        lan.label("so-xay-dung", "Department of Construction")
        assert lan.item(MEMBER.id).status == REJECTED
        assert lan.item(AGREEMENT.id).status == ACCEPTED
    assert [(v.who, v.verdict) for v in read_verdicts(str(folder)) if v.proposal] == [
        ("Lan", "accept"),
        ("Minh", "reject"),
        ("Minh", "accept"),
    ]


BUSY = """
import sys
from pathlib import Path
from tests.intake.drafts import AGREEMENT, POST, english, review
from smartcity_kb.model.errors import InputError
claim = {"Lan": POST, "Minh": AGREEMENT}[sys.argv[2]]
with review(Path(sys.argv[1]), sys.argv[2]) as r:
    for _ in range(8):
        r.accept(claim.id, english(r, claim.id))
        r.undo()
    r.accept(claim.id, english(r, claim.id))
"""


def test_two_processes_at_once_keep_every_verdict(tmp_path: Path) -> None:
    folder = write(tmp_path / "bai-bao")
    running = [
        subprocess.Popen([sys.executable, "-c", BUSY, str(folder), who], cwd=ROOT) for who in ("Lan", "Minh")
    ]
    assert [process.wait(120) for process in running] == [0, 0]
    kept = read_verdicts(str(folder))
    for who in ("Lan", "Minh"):
        assert sum(v.who == who and v.verdict == "accept" for v in kept) == 9
    with review(folder) as r:
        assert [item.id for item in r.items if item.status == ACCEPTED] == [POST.id, AGREEMENT.id]
