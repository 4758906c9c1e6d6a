"""``review`` line by line: a letter a line, on any terminal, over ssh or out of a pipe."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ..intake.review_words import ClaimWords
from ..model.errors import KnowledgeBaseError, UnwritableError
from ..model.terms import source_iri
from ..model.text import nfc
from ..views.facts import CONTEXT, EvidenceRow
from .layout import paragraphs
from .output import BOLD, CYAN, DIM, YELLOW, painted, put
from .quotes import put_quote
from .review_edits import EDIT_HELP, edited, entity_named
from .review_text import (
    chosen,
    entity_lines,
    fact_lines,
    heading,
    keys_line,
    new_entities,
    next_open,
    say_word,
)

if TYPE_CHECKING:
    from ..intake.review import Item, Review

_KEYS = frozenset("aremspuq?")
_WORDS = frozenset(["accept", "reject", "edit", "merge", "skip", "previous", "undo"])


def review_lines(review: Review, lang: str, keep_names: bool = False) -> None:
    """Go through the open proposals, reading commands from standard input until ``q`` or its end.

    With ``keep_names`` no English label is asked for: the Vietnamese name stands. Off a terminal each
    question is shown with what was read for it, so that a mistaken line is seen.
    """
    _LineReview(review, lang, keep_names).run()


class _LineReview:
    def __init__(self, review: Review, lang: str, keep_names: bool) -> None:
        self.review, self.lang, self.keep_names = review, lang, keep_names
        self.words = ClaimWords(review, lang)
        self.index = next_open(review, -1)
        self.prompting = sys.stdin.isatty()

    def run(self) -> None:
        while True:
            self.show()
            line = self.ask("> ")
            if line is None or line.lower() in ("q", "quit"):
                return
            word = line.lower()
            try:
                self.take(word[:1] if word in _WORDS else word)
            except KnowledgeBaseError as error:
                # Nobody is there to make room and try again: a pipe would read on and lose every verdict.
                if isinstance(error, UnwritableError) and not self.prompting:
                    raise
                put(painted(error.message, YELLOW))

    def take(self, letter: str) -> None:
        """Do what a letter asks for; behind the last proposal only going back and undoing mean anything."""
        if letter == "u":
            self.undo()
        elif letter == "p":
            self.index = max(0, (len(self.review.items) if self.index is None else self.index) - 1)
        elif letter == "?":
            for line in EDIT_HELP[self.lang]:
                put(f"  {line}")
        elif self.index is not None:
            self.decide(letter, self.index)

    def decide(self, letter: str, index: int) -> None:
        item = self.review.items[index]
        if letter == "a":
            self.accept(item, index)
        elif letter == "r":
            self.review.reject(item.id)
            self.index = next_open(self.review, index)
        elif letter in ("s", ""):
            self.skip(index)
        elif letter == "e":
            self.edit(item)
        elif letter == "m":
            self.merge(item)
        else:
            put(f"'{letter}' {say_word('not a key', self.lang)}")

    def accept(self, item: Item, index: int) -> None:
        labels: dict[str, str] = {}
        for slug in self.review.missing_labels(item.id):
            name = self.review.state.entities[slug].label_vi
            if self.keep_names:
                labels[slug] = name
                continue
            answer = self.ask(
                f"{say_word('english label', self.lang)} “{name}” ({say_word('keep', self.lang)}): "
            )
            if answer is None or answer == "-":
                put(say_word("nothing done", self.lang))
                return
            if answer.lower() in _KEYS:
                # Typed ahead, or out of step with the questions: no entity is named by one of the keys.
                put(f"'{answer}' {say_word('key as name', self.lang)}")
                return
            labels[slug] = answer or name
        self.review.accept(item.id, labels)
        self.index = next_open(self.review, index)

    def skip(self, index: int) -> None:
        """To the next open proposal behind this one; behind the last there is no more to skip to."""
        behind = next_open(self.review, index)
        self.index = behind if behind is not None and behind > index else None

    def undo(self) -> None:
        undone = self.review.undo()
        if not undone:
            put(say_word("nothing undone", self.lang))
            return
        put(f"{say_word('undone', self.lang)}: {', '.join(dict.fromkeys(v.verdict for v in undone))}")
        ids = [item.id for item in self.review.items]
        about = [ids.index(v.proposal) for v in undone if v.proposal in ids]
        if about:
            self.index = min(about)

    def edit(self, item: Item) -> None:
        for line in EDIT_HELP[self.lang]:
            put(painted(f"  {line}", DIM))
        while (typed := self.ask("edit> ")) and typed != "done":
            try:
                claim = self.review.item(item.id).claim
                self.review.edit(item.id, edited(self.review, claim, typed, self.lang))
                self.show_claim(self.review.item(item.id))
            except KnowledgeBaseError as error:
                put(painted(error.message, YELLOW))

    def merge(self, item: Item) -> None:
        slugs = new_entities(self.review, item)
        if not slugs:
            put(say_word("no new", self.lang))
            return
        for number, slug in enumerate(slugs, 1):
            put(f"  {number}. {slug}: {self.review.label_of(slug, self.lang)}")
        which = self.ask(f"{say_word('which', self.lang)}: ")
        into = self.ask(f"{say_word('into', self.lang)}: ") if which else None
        if not which or not into:
            put(say_word("nothing done", self.lang))
            return
        old = chosen(slugs, which)
        self.review.merge(old, entity_named(self.review, into, self.lang, old))

    def ask(self, prompt: str) -> str | None:
        """A line of standard input without its end; None when there is no more, or the terminal is gone."""
        if self.prompting:
            sys.stdout.write(painted(prompt, CYAN))
        sys.stdout.flush()
        try:
            line = sys.stdin.readline()
        except OSError:
            # A terminal that is gone is the end of what is typed, too.
            return None
        typed = nfc(line.strip()) if line else None
        if typed is not None and not self.prompting:
            put(painted(f"{prompt}{typed}", CYAN))
        return typed

    def show(self) -> None:
        put()
        items = self.review.items
        if self.index is None or self.index >= len(items):
            self.index = None
            put(say_word("end", self.lang))
        else:
            put(painted(heading(items[self.index], self.index + 1, len(items), self.lang), BOLD))
            self.show_claim(items[self.index])
        put(painted(keys_line(self.lang), DIM))

    def show_claim(self, item: Item) -> None:
        put_quote(_evidence(self.review, item), "", {}, self.lang, 1)
        for line in fact_lines(item, self.words, self.lang):
            for part in paragraphs(line, 2):
                put(part)
        for line in entity_lines(self.review, item, self.lang):
            for part in paragraphs(line, 2):
                put(painted(part, DIM))


def _evidence(review: Review, item: Item) -> EvidenceRow:
    claim, article = item.claim, review.opened.article
    before = article[max(0, claim.start - CONTEXT) : claim.start]
    after = article[claim.end : claim.end + CONTEXT]
    source = source_iri(review.opened.draft.source.id).value
    return EvidenceRow("", claim.quote, source, claim.start, claim.end, "stated", "", "", before, after)
