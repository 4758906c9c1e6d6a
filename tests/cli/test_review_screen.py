"""The review screen, driven by keys: what is marked, what each key does, what is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static, TextArea
from textual.widgets._footer import FooterKey

from smartcity_kb.cli.review_screen import ReviewApp
from smartcity_kb.intake.review import ACCEPTED, OPEN, REJECTED, Review

from ..intake.drafts import AGREEMENT, ARTICLE, EMPTY, MEMBER, POST, draft, review, write

Script = Callable[[ReviewApp, Pilot[None]], Awaitable[None]]


def play(folder: Path, script: Script, size: tuple[int, int] = (120, 40)) -> None:
    """Run the screen over a draft and drive it."""

    async def run() -> None:
        with review(folder) as r:
            app = ReviewApp(r, "en")
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                await script(app, pilot)

    asyncio.run(run())


def marked(app: ReviewApp) -> str:
    return app.screen_stack[0].query_one("#article", TextArea).selected_text


def shown(app: ReviewApp) -> str:
    return str(app.screen_stack[0].query_one("#claim", Static).content)


def statuses(review_: Review) -> dict[str, str]:
    return {item.id: item.status for item in review_.items}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "bai-bao")


def test_the_quote_is_marked_and_the_claim_is_in_words(folder: Path) -> None:
    async def script(app: ReviewApp, pilot: Pilot[None]) -> None:
        assert marked(app) == POST.quote
        assert "Trần Văn A — holds the post — Giám đốc Sở Xây dựng" in shown(app)
        await pilot.press("s", "s")
        assert marked(app) == AGREEMENT.quote
        await pilot.press("left")
        assert marked(app) == EMPTY.quote

    play(folder, script)


def test_accepting_asks_for_english_labels_first(folder: Path) -> None:
    async def script(app: ReviewApp, pilot: Pilot[None]) -> None:
        await pilot.press("a")
        assert app.screen.query_one("#answer", Input).value == "Trần Văn A"
        await pilot.press("enter")
        await pilot.press("escape")
        assert statuses(app.review)[POST.id] == OPEN
        await pilot.press("a", "enter")
        answer = app.screen.query_one("#answer", Input)
        answer.value = ""
        await pilot.press(*"Director", "enter", "enter")
        assert statuses(app.review)[POST.id] == ACCEPTED
        assert app.review.state.entities["giam-doc-so-xay-dung"].label_en == "Director"
        assert marked(app) == EMPTY.quote
        await pilot.press("a")
        assert statuses(app.review)[EMPTY.id] == OPEN

    play(folder, script)
    assert POST.quote in (folder / "claims.yaml").read_text("utf-8")


def test_rejecting_undoing_and_quitting(folder: Path) -> None:
    async def script(app: ReviewApp, pilot: Pilot[None]) -> None:
        await pilot.press("r", "r")
        assert [statuses(app.review)[c.id] for c in (POST, EMPTY, AGREEMENT)] == [REJECTED, REJECTED, OPEN]
        await pilot.press("u")
        assert marked(app) == EMPTY.quote
        await pilot.press("u", "u")
        assert set(statuses(app.review).values()) == {OPEN}
        await pilot.press("r", "q")
        assert not app.is_running

    play(folder, script)
    with review(folder) as r:
        assert statuses(r)[POST.id] == REJECTED


def test_the_ends_of_the_quote_move_with_keys(folder: Path) -> None:
    async def script(app: ReviewApp, pilot: Pilot[None]) -> None:
        await pilot.press("s", "s", "right_square_bracket", "right_curly_bracket", "right_curly_bracket")
        assert marked(app) == "5/3/2018, Sở Xây dựng ký thỏa thuận với Công ty Đông Á về đô"
        await pilot.press(
            "left_square_bracket", "left_curly_bracket", "right_parenthesis", "greater_than_sign"
        )
        assert marked(app) == "gày 5/3/2018, Sở Xây dựng ký thỏa thuận với Công ty Đông Á về "
        await pilot.press("left_parenthesis", "less_than_sign", "u")
        assert marked(app) == "Ngày 5/3/2018, Sở Xây dựng ký thỏa thuận với Công ty Đông Á về "
        await pilot.press("p", "p", "left_parenthesis")
        assert marked(app) == POST.quote

    play(folder, script)


def test_editing_in_the_form(folder: Path) -> None:
    async def script(app: ReviewApp, pilot: Pilot[None]) -> None:
        async def fill(**values: str) -> None:
            await pilot.press("e")
            for field, value in values.items():
                app.screen.query_one(f"#{field.replace('_', '-')}", Input).value = value
            await pilot.press("ctrl+s")

        await pilot.press("s", "s")
        await fill(date="15/8/2018")
        assert len(app.screen_stack) == 2
        await pilot.press("escape")
        await fill(
            date="2018-08", object_1="Becamex IDC", subject_4="thoa-thuan", term_4="title", object_4="en:Deal"
        )
        states = [s.astuple() for s in app.review.item(AGREEMENT.id).claim.states]
        assert states == [
            ("thoa-thuan", "localParty", "so-xay-dung", ""), ("thoa-thuan", "partner", "becamex-idc", ""),
            ("thoa-thuan", "when", "2018-08", ""), ("thoa-thuan", "listIsOpen", "false", ""),
            ("thoa-thuan", "title", "Deal", "en"),
        ]  # fmt: skip
        await fill(
            subject_3="", term_3="", object_3="", certainty="hedged", note="không rõ", object_0="+Sở Mới"
        )
        claim = app.review.item(AGREEMENT.id).claim
        assert [s.term for s in claim.states] == ["localParty", "partner", "when", "title"]
        assert claim.states[0].value == "so-moi"
        assert (claim.certainty, claim.note) == ("hedged", "không rõ")
        assert app.review.state.entities["so-moi"].types == app.review.state.entities["so-xay-dung"].types

    play(folder, script)


def test_merging(folder: Path) -> None:
    async def script(app: ReviewApp, pilot: Pilot[None]) -> None:
        await pilot.press("s", "s", "m")
        app.screen.query_one("#answer", Input).value = "cong-ty-dong-a"
        await pilot.press("enter")
        app.screen.query_one("#answer", Input).value = "VNPT"
        await pilot.press("enter")
        assert app.review.item(AGREEMENT.id).claim.states[1].value == "vnpt"
        assert "— has partner — VNPT" in shown(app)

    play(folder, script)


def test_markup_and_escapes_in_an_article_are_shown_as_they_are(tmp_path: Path) -> None:
    article = ARTICLE.replace("hội thảo.", "[bold]hội[/] \x1b[31mthảo\x07.", 1)
    proposals = tuple(p.replace(start=article.index(p.quote)) for p in (POST, MEMBER))
    evil = POST.states[0].replace(term="identifier", value="[red]x[/red] [")
    proposals = (proposals[0].replace(states=(evil,)), proposals[1])
    folder = write(tmp_path / "bai-bao", draft(article, proposals), article)

    async def script(app: ReviewApp, pilot: Pilot[None]) -> None:
        assert marked(app) == POST.quote
        assert "[red]x[/red] [" in shown(app)
        area = app.query_one("#article", TextArea)
        assert "[bold]hội[/]  [31mthảo ." in area.text
        await pilot.press("s")
        assert marked(app) == MEMBER.quote

    play(folder, script)


@pytest.mark.parametrize("size", [(30, 8), (200, 60)])
def test_any_size_of_terminal_will_do(size: tuple[int, int], folder: Path) -> None:
    async def script(app: ReviewApp, pilot: Pilot[None]) -> None:
        await pilot.press("s", "r", "e", "escape", "u")
        assert marked(app) == EMPTY.quote

    play(folder, script, size)


def test_a_book_is_shown_around_the_quote(tmp_path: Path) -> None:
    article = "Lời đầu sách dài. " * 20_000 + "\n" + ARTICLE
    proposals = tuple(p.replace(start=article.index(p.quote)) for p in (POST, AGREEMENT))
    folder = write(tmp_path / "bai-bao", draft(article, proposals), article)

    async def script(app: ReviewApp, pilot: Pilot[None]) -> None:
        assert marked(app) == POST.quote
        assert len(app.query_one("#article", TextArea).text) < 50_000
        await pilot.press("s")
        assert marked(app) == AGREEMENT.quote

    play(folder, script)


def test_a_draft_without_proposals_says_so(tmp_path: Path) -> None:
    folder = write(tmp_path / "bai-bao", draft(proposals=()))

    async def script(app: ReviewApp, pilot: Pilot[None]) -> None:
        assert shown(app) == "no open proposals left"
        await pilot.press("a", "r", "e", "m", "s", "p", "u", "right_curly_bracket")

    play(folder, script)


@pytest.mark.parametrize(("columns", "stacked"), [(120, False), (60, True), (40, True)])
def test_on_a_narrow_terminal_the_claim_stands_below_the_article_and_every_key_is_shown(
    columns: int, stacked: bool, tmp_path: Path
) -> None:
    async def script(app: ReviewApp, pilot: Pilot[None]) -> None:
        # The keys are put there, and laid out, by messages of Textual's own after the first pause.
        while not all(key.region.width for key in app.query(FooterKey)) or not app.query(FooterKey):
            await pilot.pause()
        article, side = app.query_one("#article").region, app.query_one("#side").region
        assert (side.y >= article.bottom) is stacked
        keys = app.query(FooterKey)
        assert {key.key for key in keys} >= set("aremspuq")
        assert all(key.region.right <= columns and key.region.width > 3 for key in keys)
        assert all(0 < key.region.y < 24 for key in keys)

    play(write(tmp_path / "bai-bao"), script, (columns, 24))
