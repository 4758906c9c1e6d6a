"""Quotes on screen: the quote in its context, and under it where it stands, how sure, who says it."""

from __future__ import annotations

from ..model.terms import PREFIXES
from .layout import columns_of, wrap
from .output import BOLD, CYAN, DIM, YELLOW, painted, put, width
from .words import word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..views.facts import EvidenceRow

_BEFORE, _AFTER = 70, 70


def put_quote(row: EvidenceRow, mark: str, words: Mapping[str, str], lang: str, indent: int = 0) -> None:
    """Write a quote with its context dimmed; ``mark`` stands before it, such as ``[1]``."""
    head = " " * indent + painted(mark, CYAN) + (" " if mark else "")
    left = indent + columns_of(mark) + (1 if mark else 0)
    lines = _styled_lines(row, left)
    put(head + lines[0])
    for line in lines[1:]:
        put(" " * left + line)
    for number, line in enumerate(wrap(_where(row, words, lang), _room(left))):
        put(
            " " * left + painted(line, DIM)
            if number or not _unsure(row)
            else " " * left + painted(line, YELLOW)
        )


def _styled_lines(row: EvidenceRow, left: int) -> list[str]:
    """Context and quote as one flowing text; each word carries its own style, so lines can break anywhere."""
    before, after = trimmed_context(row)
    room = _room(left)
    styled: list[tuple[str, str]] = []
    for text, style in ((before, DIM), (f"«{' '.join(row.quote.split())}»", BOLD), (after, DIM)):
        if styled and text and not text[:1].isalnum() and style == DIM:
            # Punctuation right after the quote stays attached to it.
            first, _, rest = text.partition(" ")
            styled.append((first, f"+{style}"))
            text = rest
        styled += [(piece, style) for piece in text.split()]
    lines: list[str] = []
    line, used = "", 0
    for piece, style in styled:
        glued = style.startswith("+")
        size = columns_of(piece)
        gap = 0 if glued or not line else 1
        if line and room is not None and used + gap + size > room and not glued:
            lines.append(line)
            line, used, gap = "", 0, 0
        line += " " * gap + painted(piece, style.lstrip("+"))
        used += gap + size
    return [*lines, line]


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
