"""``review`` on the whole screen: the article with the quote marked, beside it the claim in words."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from textual.app import App
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Footer, Static, TextArea
from textual.widgets.text_area import Selection

from ..intake.review_words import ClaimWords
from ..model.errors import KnowledgeBaseError
from .output import clean
from .review_edits import entity_named, moved
from .review_forms import ClaimForm, Question
from .review_hangup import end_with_terminal
from .review_text import (
    chosen,
    entity_lines,
    fact_lines,
    heading,
    new_entities,
    next_open,
    say_word,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from ..intake.proposal import Proposal
    from ..intake.review import Item, Review

# A longer article is shown from this many characters before the quote to as many behind it.
_AROUND = 20_000
# Key -> side of the quote, steps, unit.
_MOVES = {
    "left_square_bracket": ("start", -1, "word"),
    "right_square_bracket": ("start", 1, "word"),
    "left_curly_bracket": ("end", -1, "word"),
    "right_curly_bracket": ("end", 1, "word"),
    "left_parenthesis": ("start", -1, "character"),
    "right_parenthesis": ("start", 1, "character"),
    "less_than_sign": ("end", -1, "character"),
    "greater_than_sign": ("end", 1, "character"),
}
# Keys, action, word of the footer.
_ACTIONS = (
    ("a", "accept", "accept"),
    ("r", "reject", "reject"),
    ("e", "edit", "edit"),
    ("m", "merge", "merge"),
    ("s,right", "step(1)", "skip"),
    ("p,left", "step(-1)", "back"),
    ("u", "undo", "undo"),
    ("q", "quit", "quit"),
)
_CSS = """
#article { width: 3fr; border: round $primary; }
#side { width: 2fr; border: round $secondary; padding: 0 1; }
#moves { color: $text-muted; height: auto; }
.-narrow #panes { layout: vertical; }
.-narrow #article, .-narrow #side { width: 1fr; height: 1fr; }
.-narrow Keys { layout: grid; grid-rows: 1; height: auto; }
Question, ClaimForm { align: center middle; }
.form { width: 90%; height: auto; max-height: 90%; border: thick $primary; background: $surface; padding: 1; }
.row { height: 3; }
.row Input { width: 1fr; }
"""


def review_on_screen(review: Review, lang: str) -> None:
    """Go through the proposals on the screen until the reviewer quits or the terminal is gone."""
    end_with_terminal(sys.stdin.fileno(), review.opened.folder)
    ReviewApp(review, lang).run()


class Keys(Footer):
    """The keys in a row; where the terminal is narrow, in rows of three."""

    def compose(self) -> ComposeResult:
        """The keys; Textual's own would put all of them into one row of the grid."""
        yield from super().compose()
        self.styles.grid_size_columns = 3


class ReviewApp(App[None]):
    """The review screen; every key does what the same letter does in the plain mode."""

    CSS = _CSS
    # Below that many columns article and claim stand one above the other, and the keys in several rows.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-wide")]  # noqa: RUF012 - as Textual declares it
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, review: Review, lang: str) -> None:
        super().__init__()
        self.review, self.lang = review, lang
        self.words = ClaimWords(review, lang)
        self.index = next_open(review, -1) or 0
        for keys, action, word in _ACTIONS:
            self.bind(keys, action, description=say_word(word, lang))
        for key in _MOVES:
            self.bind(key, f"move('{key}')", show=False)

    def compose(self) -> ComposeResult:
        """Article, claim, keys."""
        with Horizontal(id="panes"):
            article = TextArea("", read_only=True, soft_wrap=True, show_line_numbers=False, id="article")
            article.can_focus = False
            yield article
            with VerticalScroll(id="side"):
                yield Static("", id="claim", markup=False)
        yield Static(say_word("moves", self.lang), id="moves", markup=False)
        yield Keys()

    def on_mount(self) -> None:
        """Name the window and show the first open proposal."""
        self.title = self.review.opened.draft.source.id
        self.show()

    @property
    def item(self) -> Item | None:
        """The proposal on the screen; None in a draft without any."""
        items = self.review.items
        return items[self.index] if self.index < len(items) else None

    def show(self) -> None:
        """Bring the screen up to date."""
        item = self.item
        if item is None:
            self.query_one("#claim", Static).update(say_word("end", self.lang))
            return
        lines = [heading(item, self.index + 1, len(self.review.items), self.lang), ""]
        lines += [*fact_lines(item, self.words, self.lang), ""]
        lines += [*entity_lines(self.review, item, self.lang), "", f"{item.claim.start}–{item.claim.end}"]
        if next_open(self.review, -1) is None:
            lines += ["", say_word("end", self.lang)]
        self.query_one("#claim", Static).update(clean("\n".join(lines)))
        self._mark(item.claim)

    def action_accept(self) -> None:
        """Accept the claim; ask for the English labels that its new entities lack first."""
        if self.item is not None:
            self._ask_labels(self.item, list(self.review.missing_labels(self.item.id)), {})

    def action_reject(self) -> None:
        """Reject the claim."""
        item = self.item
        if item is not None and self._done(lambda: self.review.reject(item.id)):
            self._to_next()

    def action_edit(self) -> None:
        """Edit the claim in a form."""
        item = self.item
        if item is None:
            return

        def keep(claim: Proposal | None) -> None:
            if claim is not None:
                self._done(lambda: self.review.edit(item.id, claim))
                self.show()

        self.push_screen(ClaimForm(self.review, item.claim, self.lang), keep)

    def action_move(self, key: str) -> None:
        """Move an end of the quote."""
        item = self.item
        if item is not None:
            side, steps, unit = _MOVES[key]
            self._done(lambda: self.review.edit(item.id, moved(self.review, item.claim, side, steps, unit)))
            self.show()

    def action_merge(self) -> None:
        """Merge a new entity of the claim into a known one: which, then into which."""
        slugs = new_entities(self.review, self.item) if self.item else []
        if not slugs:
            self.notify(say_word("no new", self.lang), markup=False)
            return

        def into(old: str | None) -> None:
            if old:
                question = f"{chosen(slugs, old)}: {say_word('into', self.lang)}"
                self.push_screen(
                    Question(question, self.lang), lambda new: self._merge(chosen(slugs, old), new)
                )

        listed = [f"{number}. {slug}" for number, slug in enumerate(slugs, 1)]
        which = "\n".join([f"{say_word('which', self.lang)}:", *listed])
        self.push_screen(Question(which, self.lang, slugs[0]), into)

    def action_step(self, steps: int) -> None:
        """To the next or the previous proposal, decided or not."""
        self.index = min(max(0, self.index + steps), max(0, len(self.review.items) - 1))
        self.show()

    def action_undo(self) -> None:
        """Take back the reviewer's last verdict and go to what it was about."""

        def undo() -> None:
            undone = self.review.undo()
            ids = [item.id for item in self.review.items]
            about = [ids.index(verdict.proposal) for verdict in undone if verdict.proposal in ids]
            self.index = min(about, default=self.index)
            self.notify(say_word("undone" if undone else "nothing undone", self.lang), markup=False)

        self._done(undo)
        self.show()

    def _ask_labels(self, item: Item, missing: list[str], labels: dict[str, str]) -> None:
        """Ask for one label after the other, then accept."""
        if not missing:
            if self._done(lambda: self.review.accept(item.id, labels)):
                self._to_next()
            return
        slug, *rest = missing
        name = self.review.state.entities[slug].label_vi

        def keep(label: str | None) -> None:
            if label is not None and label != "-":
                self._ask_labels(item, rest, {**labels, slug: label or name})

        self.push_screen(Question(f"{say_word('english label', self.lang)} “{name}”", self.lang, name), keep)

    def _merge(self, old: str, new: str | None) -> None:
        if new:
            self._done(lambda: self.review.merge(old, entity_named(self.review, new, self.lang, old)))
            self.show()

    def _to_next(self) -> None:
        following = next_open(self.review, self.index)
        self.index = self.index if following is None else following
        self.show()

    def _done(self, step: Callable[[], object]) -> bool:
        """Whether a step went well; what is wrong is told on the screen."""
        try:
            step()
        except KnowledgeBaseError as error:
            self.notify(clean(error.message), severity="warning", markup=False)
            self.show()
            return False
        return True

    def _mark(self, claim: Proposal) -> None:
        """Show the article with the quote selected and in sight."""
        article = self.review.opened.article
        first = 0 if len(article) <= 2 * _AROUND else max(0, claim.start - _AROUND)
        text = _one_to_one(article[first : first + 2 * _AROUND + len(claim.quote)])
        area = self.query_one("#article", TextArea)
        if area.text != text:
            area.text = text
        area.selection = Selection(_place(text, claim.start - first), _place(text, claim.end - first))
        area.scroll_cursor_visible(center=True)


def _one_to_one(text: str) -> str:
    """The text with other line ends and control characters replaced one by one, so that positions hold."""
    return "".join(char if char == "\n" or char.isprintable() else " " for char in text)


def _place(text: str, index: int) -> tuple[int, int]:
    """The line and column (from 0) of a position."""
    return text.count("\n", 0, index), index - text.rfind("\n", 0, index) - 1
