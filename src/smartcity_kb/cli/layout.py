"""Text laid out in columns of a terminal: display width, wrapping, tables."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

from .output import BOLD, DIM, painted, plain, put, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_GAP = "  "
# Narrower columns break most Vietnamese words and every identifier.
_NARROWEST = 16


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

    A no-break space holds two words together. Control characters of the text are shown, not obeyed.

    >>> wrap("Thành phố thông minh", 10)
    ['Thành phố', 'thông minh']
    """
    return flow(((text, ""),), room)


def flow(spans: Iterable[tuple[str, str]], room: int | None) -> list[str]:
    """Spans of (text, style) as one running text in lines of at most ``room`` columns, painted.

    >>> flow([("Bình ", ""), ("«Dương»", ""), (", 2017", "")], 8)
    ['Bình', '«Dương»,', '2017']
    """
    lines: list[str] = []
    line: list[tuple[str, str]] = []
    used = 0
    for word in _words(spans, room):
        size = sum(columns_of(text) for text, _ in word)
        if line and room is not None and used + 1 + size > room:
            lines.append(_painted_line(line))
            line, used = [], 0
        if line:
            # The gap belongs to a run of one style, so that a run is painted as a whole.
            line.append((" ", line[-1][1] if line[-1][1] == word[0][1] else ""))
            used += 1
        line += word
        used += size
    return [*lines, _painted_line(line)] if line or not lines else lines


def _words(spans: Iterable[tuple[str, str]], room: int | None) -> Iterator[list[tuple[str, str]]]:
    """The words of a running text, each as spans of its own; words wider than the room in pieces."""
    word: list[tuple[str, str]] = []
    for text, style in spans:
        first, *others = plain(text).replace("\n", " ").replace("\t", " ").split(" ")
        word.append((first, style))
        for other in others:
            yield from _pieces(word, room)
            word = [(other, style)]
    yield from _pieces(word, room)


def _pieces(word: list[tuple[str, str]], room: int | None) -> Iterator[list[tuple[str, str]]]:
    rest = [span for span in word if span[0]]
    while room is not None and sum(columns_of(text) for text, _ in rest) > room:
        head: list[tuple[str, str]] = []
        left = room
        while rest and left > 0:
            text, style = rest.pop(0)
            cut = _cut(text, left) if head else _cut(text, left) or text[:1]
            if len(cut) < len(text):
                rest.insert(0, (text[len(cut) :], style))
            if not cut:
                break
            head.append((cut, style))
            left -= columns_of(cut)
        yield head
    if rest:
        yield rest


def _cut(word: str, room: int) -> str:
    """The longest beginning of a word that fits, with the marks of its last letter."""
    used = 0
    for index, char in enumerate(word):
        used += columns_of(char)
        if used > room:
            return word[:index]
    return word


def _painted_line(line: list[tuple[str, str]]) -> str:
    runs: list[tuple[str, str]] = []
    for text, style in line:
        if runs and runs[-1][1] == style:
            runs[-1] = (runs[-1][0] + text, style)
        else:
            runs.append((text, style))
    return "".join(painted(text, style) if style else text for text, style in runs).replace("\u00a0", " ")


def paragraphs(text: str, indent: int = 0) -> list[str]:
    """The text wrapped to the terminal, each line indented; unwrapped off a terminal."""
    room = width()
    return [" " * indent + line for line in wrap(text, None if room is None else max(10, room - indent))]


def put_heading(label: str, name: str) -> None:
    """Write what a page is about: its label, and the short name to ask for it by."""
    for line in flow(((label, BOLD), ("\u00a0 ", ""), (name, DIM)), width()):
        put(line)


def put_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a table: a header, a rule, rows.

    On a terminal cells are wrapped, and where the columns would become unreadable each row is a block of
    lines, one per cell. Nothing is ever cut.
    """
    cells = [[" ".join(plain(cell).split()) for cell in row] for row in rows]
    widths = [columns_of(name) for name in header]
    for row in cells:
        widths = [max(size, columns_of(cell)) for size, cell in zip(widths, row, strict=True)]
    room = width()
    fitted = _fitted(widths, room)
    if room is not None and cells and sum(fitted) + len(_GAP) * (len(fitted) - 1) > room:
        _put_blocks(header, cells, room)
        return
    _put_row([painted(name, BOLD) for name in header], [columns_of(name) for name in header], fitted)
    put(_GAP.join("─" * size for size in fitted))
    for row in cells:
        wrapped = [wrap(cell, size) for cell, size in zip(row, fitted, strict=True)]
        for depth in range(max(map(len, wrapped), default=0)):
            line = [cell[depth] if depth < len(cell) else "" for cell in wrapped]
            _put_row(line, [columns_of(cell) for cell in line], fitted)


def _put_blocks(header: Sequence[str], rows: Sequence[Sequence[str]], room: int) -> None:
    names = max(map(columns_of, header))
    for number, row in enumerate(rows):
        if number:
            put()
        for name, cell in zip(header, row, strict=True):
            put_entry(name, wrap(cell, beside(names, room)), names, BOLD)


def beside(names: int, room: int) -> int:
    """How many columns are left for what stands beside (or, where that is too few, under) a name."""
    left = room - names - len(_GAP)
    return left if left >= _NARROWEST else max(10, room - len(_GAP))


def put_entry(name: str, lines: Sequence[str], names: int, style: str, indent: str = "") -> None:
    """Write a name and the lines that belong to it: beside it, or under it where the terminal is narrow."""
    room = width()
    heads = wrap(name, None if room is None else min(names, room - len(indent)))
    apart = room is not None and room - len(indent) - names - len(_GAP) < _NARROWEST
    if apart:
        for head in heads:
            put(indent + painted(head, style))
        for line in lines:
            put(indent + _GAP + line)
        return
    for index in range(max(len(heads), len(lines))):
        head = heads[index] if index < len(heads) else ""
        tail = lines[index] if index < len(lines) else ""
        put((indent + painted(head, style) + " " * (names - columns_of(head)) + _GAP + tail).rstrip())


def _put_row(cells: Sequence[str], sizes: Sequence[int], widths: Sequence[int]) -> None:
    padded = [cell + " " * (room - size) for cell, size, room in zip(cells, sizes, widths, strict=True)]
    put(_GAP.join(padded).rstrip())


def _fitted(widths: list[int], room: int | None) -> list[int]:
    """The column widths, the widest made narrower until all fit or none may become narrower."""
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
