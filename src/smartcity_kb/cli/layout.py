"""Text laid out in columns of a terminal: display width, wrapping, tables."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

from .output import BOLD, painted, put, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_GAP = "  "
_NARROWEST = 8


def columns_of(text: str) -> int:
    """How many terminal columns a text takes: wide East Asian letters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if combining(char) or char in "\u200b\u200d\ufe0f" else 2 if east_asian_width(char) in "WF" else 1
        for char in text
    )


def wrap(text: str, room: int | None) -> list[str]:
    """The text in lines of at most ``room`` columns, broken at spaces, inside words only where it must be.

    >>> wrap("Thành phố thông minh", 10)
    ['Thành phố', 'thông minh']
    """
    if room is None:
        return [" ".join(text.split())] if "\n" in text else [text]
    lines: list[str] = []
    line, used = "", 0
    for word in text.split():
        size = columns_of(word)
        if line and used + 1 + size <= room:
            line, used = f"{line} {word}", used + 1 + size
            continue
        if line:
            lines.append(line)
        while size > room:
            head = _cut(word, room)
            lines.append(head)
            word = word[len(head) :]
            size = columns_of(word)
        line, used = word, size
    return [*lines, line] if line or not lines else lines


def _cut(word: str, room: int) -> str:
    used = 0
    for index, char in enumerate(word):
        used += columns_of(char)
        if used > room and index:
            return word[:index]
    return word


def paragraphs(text: str, indent: int = 0) -> list[str]:
    """The text wrapped to the terminal, each line indented; unwrapped off a terminal."""
    room = width()
    return [" " * indent + line for line in wrap(text, None if room is None else max(10, room - indent))]


def put_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a table: a header, a rule, rows. Wrapped to a terminal's width; never cut anywhere."""
    widths = [columns_of(name) for name in header]
    for row in rows:
        for index, cell in enumerate(row):
            widths[index] = max(widths[index], columns_of(cell))
    widths = _fitted(widths, width())
    _put_row([painted(cell, BOLD) for cell in header], [columns_of(cell) for cell in header], widths)
    put(_GAP.join("─" * size for size in widths))
    for row in rows:
        cells = [
            wrap(cell, size) if columns_of(cell) > size else [cell]
            for cell, size in zip(row, widths, strict=True)
        ]
        for depth in range(max(map(len, cells), default=0)):
            line = [cell[depth] if depth < len(cell) else "" for cell in cells]
            _put_row(line, [columns_of(cell) for cell in line], widths)


def _put_row(cells: Sequence[str], sizes: Sequence[int], widths: Sequence[int]) -> None:
    padded = [cell + " " * (room - size) for cell, size, room in zip(cells, sizes, widths, strict=True)]
    put(_GAP.join(padded).rstrip())


def _fitted(widths: list[int], room: int | None) -> list[int]:
    """The column widths, the widest made narrower until all fit."""
    if room is None:
        return widths
    fitted = list(widths)
    available = room - len(_GAP) * (len(fitted) - 1)
    while sum(fitted) > available and max(fitted) > _NARROWEST:
        widest = fitted.index(max(fitted))
        others = max((size for size in fitted if size < fitted[widest]), default=_NARROWEST)
        excess = sum(fitted) - available
        fitted[widest] = max(_NARROWEST, min(fitted[widest] - 1, max(others, fitted[widest] - excess)))
    return fitted
