"""Quotes on screen: the quote in its context, and under it where it stands, how sure, who says it."""

from __future__ import annotations

from ..model.prefixes import PREFIXES
from .layout import columns_of, flow
from .output import BOLD, CYAN, DIM, YELLOW, painted, put, width
from .words import word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..views.facts import EvidenceRow

_BEFORE, _AFTER = 70, 70


def put_quote(row: EvidenceRow, mark: str, words: Mapping[str, str], lang: str, indent: int = 0) -> None:
    """Write a quote with its context dimmed; ``mark`` stands before it, such as ``[1]``."""
    left = indent + columns_of(mark) + (1 if mark else 0)
    room = _room(left)
    before, after = trimmed_context(row)
    lead = " " * indent + painted(mark, CYAN) + (" " if mark else "")
    for line in flow(((before, DIM), (f"«{row.quote}»", BOLD), (after, DIM)), room):
        put(lead + line)
        lead = " " * left
    for line in flow(((_where(row, words, lang), YELLOW if _unsure(row) else DIM),), room):
        put(lead + line)


def trimmed_context(row: EvidenceRow) -> tuple[str, str]:
    """What stands before and after a quote, on its own line of the article, cut at a word, with ellipses."""
    before = row.before.rpartition("\n")[2]
    if len(before) > _BEFORE:
        before = "… " + before[-_BEFORE:].partition(" ")[2]
    elif before and row.start > len(before) and "\n" not in row.before:
        before = "… " + before
    after = row.after.partition("\n")[0]
    if len(after) > _AFTER:
        after = after[:_AFTER].rpartition(" ")[0] + " …"
    return before, after


def _where(row: EvidenceRow, words: Mapping[str, str], lang: str) -> str:
    source = row.source.removeprefix(PREFIXES["src"])
    parts = [source, f"{word('characters', lang)} {row.start}–{row.end}"]
    if row.speaker:
        parts.append(f"{word('said by', lang)} {words.get(row.speaker, row.speaker)}")
    if _unsure(row):
        parts.append(word(row.certainty, lang))
    return " · ".join(parts) + (f" — {row.note}" if row.note else "")


def _unsure(row: EvidenceRow) -> bool:
    return row.certainty != "stated"


def _room(left: int) -> int | None:
    columns = width()
    return None if columns is None else max(20, columns - left)
