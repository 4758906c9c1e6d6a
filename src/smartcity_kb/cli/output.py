"""The two streams: data to stdout, talk to stderr; when to colour, how wide, which format."""

from __future__ import annotations

import os
import sys

from ..model.errors import UsageError
from ..model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import IO

    Cell = str | int | None

BOLD, DIM, RED, YELLOW, CYAN = "1", "2", "31", "33", "36"
_STYLES = frozenset(f"[{style}" for style in ("0", BOLD, DIM, RED, YELLOW, CYAN))
# Embeddings, overrides and isolates; those that end one do nothing alone.
_BIDI = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"
_UNESCAPED_BY_JSON = _BIDI + "".join(map(chr, range(0x7F, 0xA0)))
# As the Windows and Unix terminals have it where nothing says otherwise.
_USUAL_WIDTH = 80


class Settings(Record):
    """What holds for any command: the location, the language of labels, whether to keep quiet."""

    kb: str | None = None
    lang: str = "vi"
    quiet: bool = False


def language(asked: str | None) -> str:
    """The language of labels: what was asked for, else the locale's when that is one of ours, else vi.

    Raises UsageError for a language that there are no labels in.
    """
    if asked:
        if asked not in ("vi", "en"):
            raise UsageError(f"--lang is vi or en, not '{asked}'")
        return asked
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        locale = os.environ.get(name)
        if locale:
            return "en" if locale.startswith("en") else "vi"
    return "vi"


def colours(stream: IO[str]) -> bool:
    """Whether to colour what goes to a stream (no-color.org, force-color.org)."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def painted(text: str, style: str, stream: IO[str] | None = None) -> str:
    """The text in a style where the stream (default stdout) takes colour; control characters are shown."""
    text = plain(text)
    if not text or not colours(stream or sys.stdout):
        return text
    return f"\033[{style}m{text}\033[0m"


def width() -> int | None:
    """The columns to lay text out in; None off a terminal: nothing is wrapped or cut there."""
    columns = os.environ.get("COLUMNS", "")
    if not sys.stdout.isatty():
        return None
    if columns.isascii() and columns.isdigit() and int(columns) > 0:
        return max(20, int(columns))
    try:
        return max(20, os.get_terminal_size(sys.stdout.fileno()).columns or _USUAL_WIDTH)
    except OSError:
        return _USUAL_WIDTH


def put(text: str = "") -> None:
    """Write a line of data."""
    sys.stdout.write(clean(text) + "\n")


def say(text: str, settings: Settings) -> None:
    """Write a line of talk, unless quiet was asked for."""
    if not settings.quiet:
        sys.stderr.write(plain(text) + "\n")


def plain(text: str) -> str:
    """The text with every character that could drive the terminal shown as U+FFFD; line ends and tabs stay.

    Labels and quotes come from files of others: an escape sequence in them is shown, not obeyed, and a
    bidirectional override (Unicode TR 36) turns nothing around.
    """
    if text.isprintable():
        return text
    return "".join(["\ufffd" if _drives(char) else char for char in text])


def counted(number: int, one: str, many: str = "") -> str:
    """A number with the noun in its form: "1 source", "2 sources"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def clean(text: str) -> str:
    """The text without characters that could drive the terminal; our own colours stay."""
    if text.isprintable():
        return text
    first, *others = text.split("\033")
    kept = [plain(first)]
    for part in others:
        style, end, rest = part.partition("m")
        ours = end and style in _STYLES
        kept.append(f"\033{style}m{plain(rest)}" if ours else plain("\033" + part))
    return "".join(kept)


def _drives(char: str) -> bool:
    control = char < " " or "\x7f" <= char <= "\x9f"
    return (control and char not in "\n\t") or char in _BIDI


def put_json(value: object) -> None:
    """Write records as JSON: fields by name, IRIs as texts, literals as objects; UTF-8, two spaces."""
    from ..views.as_json import to_json

    text = to_json(value, 2)
    for char in _UNESCAPED_BY_JSON:
        text = text.replace(char, f"\\u{ord(char):04x}")
    sys.stdout.write(text + "\n")


def put_written(write: Callable[[IO[bytes]], object]) -> None:
    """Let a writer of bytes write to stdout as they are; on a terminal without what could drive it."""
    sys.stdout.flush()
    if not sys.stdout.isatty():
        write(sys.stdout.buffer)
        return
    from io import BytesIO

    written = BytesIO()
    write(written)
    sys.stdout.write(plain(written.getvalue().decode().replace("\r\n", "\n")))


def put_rows(header: Sequence[str], rows: Iterable[Sequence[Cell]], format_: str) -> None:
    """Write rows as csv (RFC 4180) or tsv (tabs and line ends inside cells become spaces)."""
    if sys.stdout.isatty():
        rows = ([plain(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    if format_ == "csv":
        import csv

        writer = csv.writer(sys.stdout, lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
        return
    put_tsv(header)
    for row in rows:
        put_tsv(row)


def put_tsv(row: Sequence[Cell]) -> None:
    """Write one row of tab-separated values."""
    cells = ["" if cell is None else " ".join(str(cell).split("\t")) for cell in row]
    sys.stdout.write("\t".join(" ".join(cell.splitlines()) for cell in cells) + "\n")
