"""Edits of a claim: each does one thing, checks it, and leaves the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_kb.intake.proposal import Statement
from smartcity_kb.intake.review_edit import (
    check_statement,
    renamed,
    slugs_in,
    with_added,
    with_certainty,
    with_date,
    with_quote_end,
    with_speaker,
    with_statement,
    with_subject,
    without_statement,
)
from smartcity_kb.model.claim import Noise
from smartcity_kb.model.errors import InputError
from smartcity_kb.store.folder import read_terms

from .drafts import AGREEMENT, ARTICLE, EMPTY, POST, SHIPPED, draft

CONTEXT = read_terms(str(SHIPPED)).context
NOISE = draft().noise


def test_a_subject_changes_wherever_the_claim_speaks_of_it() -> None:
    changed = with_subject(AGREEMENT, 1, "bien-ban")
    assert [s.subject for s in changed.states] == ["bien-ban"] * 4
    with pytest.raises(InputError, match="no slug"):
        with_subject(AGREEMENT, 0, "Biên bản")
    with pytest.raises(InputError, match="statements 1 to 4, not 5"):
        with_subject(AGREEMENT, 4, "x")


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        (Statement("a", "partnr", "b"), "did you mean partner"),
        (Statement("a", "partner", "Đông Á"), "no slug"),
        (Statement("a", "when", "tháng 3"), "EDTF"),
        (Statement("a", "when", "2018-02-30"), "no day 30"),
        (Statement("a", "startDate", "2018-33"), "month from 01 to 12"),
        (Statement("a", "listIsOpen", "yes"), "true or false"),
        (Statement("a", "position", "two"), "whole number"),
        (Statement("a", "pairing", "maybe"), "one of unresolved"),
        (Statement("a", "title", "Tên"), "text in a language"),
        (Statement("A b", "partner", "b"), "no slug"),
    ],
)
def test_a_statement_of_the_wrong_type_is_refused(statement: Statement, says: str) -> None:
    with pytest.raises(InputError, match=says):
        check_statement(statement, CONTEXT)
    with pytest.raises(InputError):
        with_statement(AGREEMENT, 0, statement, CONTEXT)


def test_statements_come_and_go() -> None:
    extra = Statement("thoa-thuan", "about", "do-thi")
    grown = with_added(AGREEMENT, extra, CONTEXT)
    assert grown.states == (*AGREEMENT.states, extra)
    assert with_added(grown, extra, CONTEXT) == grown
    assert without_statement(grown, 4) == AGREEMENT
    assert renamed(AGREEMENT, "so-xay-dung", "becamex-idc", CONTEXT).states[0].value == "becamex-idc"
    assert slugs_in(POST, CONTEXT) == ["tran-van-a", "giam-doc-so-xay-dung", "so-xay-dung"]
    # A slug that is no entity's but a text stays what it is.
    named = POST.replace(states=(Statement("a", "identifier", "tran-van-a"),))
    assert renamed(named, "tran-van-a", "b", CONTEXT) == named


def test_a_date_changes_in_every_term_that_can_say_it() -> None:
    states = tuple(
        Statement("hop", term, value)
        for term, value in (
            ("when", "2017-11-25/2017-11-27"),
            ("startDate", "2017-11-25"),
            ("endDate", "2017-11-27"),
        )
    )
    dated = POST.replace(states=states)

    def values(edtf: str) -> dict[str, str]:
        return {s.term: s.value for s in with_date(dated, edtf, CONTEXT).states}

    assert values("2018-01/2018-02-03") == {
        "when": "2018-01/2018-02-03", "startDate": "2018-01", "endDate": "2018-02-03",
    }  # fmt: skip
    assert values("2018-05") == {"when": "2018-05", "startDate": "2018-05"}
    assert values("2018-33") == {"when": "2018-33"}
    assert values("2018~") == {"when": "2018~"}
    assert values("") == {}
    assert with_date(POST, "2018", CONTEXT).states[-1] == Statement("tran-van-a", "when", "2018")
    for wrong in ("15/8/2016", "2018-13", "XXXX"):
        with pytest.raises(InputError):
            values(wrong + "x")
    with pytest.raises(InputError, match="states nothing yet"):
        with_date(EMPTY, "2018", CONTEXT)


def test_quote_ends_move_by_words_and_characters() -> None:
    def quote(side: str, steps: int, unit: str = "word") -> str:
        return with_quote_end(POST, side, steps, unit, ARTICLE, NOISE).quote

    assert quote("end", 2).endswith("Sở Xây dựng, phát")
    assert quote("end", -2) == "Ông Trần Văn A, Giám đốc Sở"
    assert quote("start", 1) == "Trần Văn A, Giám đốc Sở Xây dựng"
    assert quote("end", 1, "character").endswith("Sở Xây dựng,")
    assert quote("start", 4, "character") == "Trần Văn A, Giám đốc Sở Xây dựng"
    assert quote("start", -3) == POST.quote
    for side, steps, unit in (("start", 99, "word"), ("end", -99, "character"), ("start", -1, "character")):
        with pytest.raises(InputError, match="leave the article"):
            quote(side, steps, unit)
    with pytest.raises(InputError, match="there is noise"):
        quote("end", 40)


@given(st.sampled_from(["start", "end"]), st.integers(-300, 300), st.sampled_from(["word", "character"]))
def test_wherever_an_end_goes_the_quote_is_the_article(side: str, steps: int, unit: str) -> None:
    try:
        moved = with_quote_end(AGREEMENT, side, steps, unit, ARTICLE, NOISE)
    except InputError:
        return
    assert ARTICLE[moved.start : moved.end] == moved.quote != ""
    assert not any(moved.start < span.end and span.start < moved.end for span in NOISE)
    kept = (moved.end, AGREEMENT.end) if side == "start" else (moved.start, AGREEMENT.start)
    assert kept[0] == kept[1]


def test_noise_inside_a_long_quote_is_noticed() -> None:
    with pytest.raises(InputError, match="noise"):
        with_quote_end(POST, "end", 1, "word", ARTICLE, (Noise(5, 6, "in the middle"),))


def test_anything_but_stated_needs_a_note() -> None:
    with pytest.raises(InputError, match="needs a note"):
        with_certainty(POST, "hedged", "")
    with pytest.raises(InputError, match="one of stated"):
        with_certainty(POST, "sure", "x")
    hedged = with_certainty(POST, "hedged", "vague")
    assert (hedged.certainty, hedged.note) == ("hedged", "vague")


def test_the_speaker_comes_goes_and_is_merged_with_the_person() -> None:
    spoken = with_speaker(AGREEMENT, "tran-van-a")
    assert spoken.speaker == "tran-van-a"
    assert "tran-van-a" in slugs_in(spoken, CONTEXT)
    assert renamed(spoken, "tran-van-a", "becamex-idc", CONTEXT).speaker == "becamex-idc"
    assert with_speaker(spoken, "") == AGREEMENT
    with pytest.raises(InputError, match="no slug"):
        with_speaker(AGREEMENT, "Trần Văn A")
