"""The draft format: written and read back the same, and every hand-made fault told with its line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartcity_kb.intake.draft import Draft, DraftSource, write_draft
from smartcity_kb.intake.draft_read import read_draft
from smartcity_kb.intake.extract import find_proposals
from smartcity_kb.intake.linking import Gazetteer
from smartcity_kb.intake.patterns_load import read_patterns
from smartcity_kb.intake.proposal import KINDS, OpenQuestion, Proposal, ProposedEntity, Row, Statement
from smartcity_kb.model.claim import Noise
from smartcity_kb.model.errors import InputProblemsError

ARTICLE = (
    "Cầu mới ở Huế\n\nNgày 3/7/2018, UBND tỉnh Hậu Giang ký kết biên bản ghi nhớ với "
    "Tập đoàn Tân Long, Sacomtel.\n"
    "Ông Đinh Quang Hải, Giám đốc Sở Công Thương tỉnh Cà Mau, dự lễ.\n"
)


def draft_of(article: str) -> Draft:
    found = find_proposals(article, read_patterns(), Gazetteer())
    source = DraftSource("cau-moi", "0" * 64, found.language, found.title, place=found.place)
    return Draft(source, found.noise, found.entities, found.proposals, found.open)


def test_a_draft_is_read_back_as_it_was_written() -> None:
    draft = draft_of(ARTICLE)
    assert draft.proposals
    assert read_draft(write_draft(draft), ARTICLE) == draft
    assert write_draft(draft) == write_draft(draft_of(ARTICLE))


def test_statements_are_those_of_the_claims_format() -> None:
    agreement = next(p for p in draft_of(ARTICLE).proposals if p.kind == "agreement")
    slug = agreement.states[0].subject
    assert set(agreement.states) == {
        Statement(slug, "localParty", "ubnd-tinh-hau-giang"),
        Statement(slug, "partner", "tap-doan-tan-long"),
        Statement(slug, "partner", "sacomtel"),
        Statement(slug, "when", "2018-07-03"),
    }
    assert [row.object for row in agreement.rows] == ["Tập đoàn Tân Long", "Sacomtel"]


def test_an_edited_text_is_told_with_line_and_proposal() -> None:
    text = write_draft(draft_of(ARTICLE))
    moved = ARTICLE.replace("Cầu mới", "Cây cầu mới")
    with pytest.raises(InputProblemsError) as error:
        read_draft(text, moved, "d.yaml")
    problems = error.value.problems
    assert [p.claim for p in problems] == ["proposal 1", "proposal 2"]
    assert all(p.file == "d.yaml" and p.line and "it stands at" in p.message for p in problems)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("format: 1", "format: 9", "this is not draft format 1"),
        ("confidence: 0.95", "confidence: much", "'confidence' has to lie between 0 and 1"),
        ("kind: person_post", "kind: gossip", "kind 'gossip' is none of"),
        ("start: 15", "start: here", "'start' has to be a whole number"),
        ("sha256:", "sha:", "'sha256' is missing"),
        ("open:", "closed:", ""),
    ],
)
def test_faults_of_hand_editing(old: str, new: str, why: str) -> None:
    text = write_draft(draft_of(ARTICLE))
    assert old in text
    if not why:
        assert read_draft(text.replace(old, new, 1), ARTICLE).open == ()
        return
    with pytest.raises(InputProblemsError) as error:
        read_draft(text.replace(old, new, 1), ARTICLE)
    assert any(why in problem.message and problem.line for problem in error.value.problems)


names = st.text(alphabet="aăâbcdđê -:'\"#&*ửựợ“”\n", min_size=1, max_size=20).map(str.strip).filter(bool)
slugs = st.from_regex(r"[a-z][a-z0-9-]{0,10}", fullmatch=True)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_any_draft_survives_the_round_trip(data: st.DataObject) -> None:
    article = data.draw(st.text(alphabet="Aâbđ .,\n“”", min_size=5, max_size=60))
    start = data.draw(st.integers(0, len(article) - 2))
    end = data.draw(st.integers(start + 1, len(article)))
    row = Row(
        data.draw(names), "held", data.draw(st.none() | names), data.draw(st.none() | st.just("2016-03"))
    )
    statement = Statement(data.draw(slugs), "title", data.draw(names), data.draw(st.sampled_from(["", "vi"])))
    proposal = Proposal(
        data.draw(st.sampled_from(KINDS)),
        "p",
        0.5,
        article[start:end],
        start,
        (row,),
        (statement,),
        "hedged",
        "n",
    )
    entity = ProposedEntity(data.draw(slugs), data.draw(names), "x", ("org:Post",), (data.draw(names),))
    draft = Draft(
        DraftSource("s", "0" * 64, "vi", data.draw(names), page="page.html", place="Huế"),
        (Noise(0, 1, data.draw(names)),),
        (entity,),
        (proposal,),
        (OpenQuestion("s", "date", data.draw(names), (data.draw(slugs),)),),
    )
    assert read_draft(write_draft(draft), article) == draft
