"""The forms of the review screen: a question with one answer, and the form that a claim is edited in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Label

from ..intake.review_edit import with_certainty, with_date
from ..model.errors import KnowledgeBaseError
from ..model.text import nfc
from .output import clean
from .review_edits import rewritten, shown_date, shown_value, spoken
from .review_text import say_word

if TYPE_CHECKING:
    from typing import ClassVar

    from textual.app import ComposeResult

    from ..intake.proposal import Proposal
    from ..intake.review import Review


class Question(ModalScreen[str | None]):
    """Asks for one line; Enter gives it, Escape gives None."""

    BINDINGS: ClassVar = [Binding("escape", "cancel", "Esc")]

    def __init__(self, question: str, lang: str, value: str = "") -> None:
        super().__init__()
        self._question, self._lang, self._value = question, lang, value

    def compose(self) -> ComposeResult:
        """The question above its field, the keys below."""
        with VerticalScroll(classes="form"):
            yield Label("\n".join(map(clean, self._question.splitlines())), markup=False)
            yield Input(clean(self._value), id="answer")
            yield Label(f"Enter: OK · Esc: {say_word('cancel', self._lang)}")

    def on_mount(self) -> None:
        """Typing goes into the field at once."""
        self.query_one("#answer", Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: the answer."""
        self.dismiss(nfc(event.value.strip()))

    def action_cancel(self) -> None:
        """Escape: no answer."""
        self.dismiss(None)


class ClaimForm(ModalScreen["Proposal | None"]):
    """A claim's statements, date, speaker, certainty and note in fields; Enter saves, Escape leaves."""

    BINDINGS: ClassVar = [Binding("ctrl+s", "save", "Ctrl+S"), Binding("escape", "cancel", "Esc")]

    def __init__(self, review: Review, claim: Proposal, lang: str) -> None:
        super().__init__()
        self._review, self._claim, self._lang = review, claim, lang

    def compose(self) -> ComposeResult:
        """A row of three fields a statement, an empty row for one more, and the claim's own fields."""
        rows = [(s.subject, s.term, shown_value(s)) for s in self._claim.states]
        with VerticalScroll(classes="form"):
            for number, row in enumerate([*rows, ("", "", "")]):
                with Horizontal(classes="row"):
                    for name, value in zip(("subject", "term", "object"), row, strict=True):
                        yield Input(value, placeholder=name, id=f"{name}-{number}")
            claim = self._claim
            own = (("date", shown_date(claim)), ("speaker", claim.speaker), ("certainty", claim.certainty))
            for name, value in (*own, ("note", claim.note)):
                yield Label(say_word(name, self._lang), markup=False)
                yield Input(value, id=name)
            yield Label(
                f"Enter, Ctrl+S: {say_word('save', self._lang)} · Esc: {say_word('cancel', self._lang)}"
            )

    def on_mount(self) -> None:
        """Typing goes into the first field at once."""
        self.query(Input).first().focus()

    def on_input_submitted(self) -> None:
        """Enter in any field saves."""
        self.action_save()

    def action_save(self) -> None:
        """Give the edited claim back; what is wrong with it is told, and the form stays."""
        try:
            self.dismiss(self._edited())
        except KnowledgeBaseError as error:
            self.notify(clean(error.message), severity="warning", markup=False)

    def action_cancel(self) -> None:
        """Leave the claim as it is."""
        self.dismiss(None)

    def _edited(self) -> Proposal:
        rows = [
            (self._text(f"subject-{n}"), self._text(f"term-{n}"), self._text(f"object-{n}"))
            for n in range(len(self._claim.states) + 1)
        ]
        claim = rewritten(self._review, self._claim, rows, self._lang)
        if self._text("date") != shown_date(self._claim):
            claim = with_date(claim, self._text("date"), self._review.context)
        if self._text("speaker") != claim.speaker:
            claim = spoken(self._review, claim, self._text("speaker"), self._lang)
        certainty, note = self._text("certainty"), self._text("note")
        if (certainty, note) != (claim.certainty, claim.note):
            claim = with_certainty(claim, certainty, note)
        return claim

    def _text(self, field: str) -> str:
        return nfc(self.query_one(f"#{field}", Input).value.strip())
