"""The header of a query file: grlc's ``#+`` lines, a small part of YAML, read without a YAML parser.

A query has to start within milliseconds and importing a YAML parser takes longer than that. What is
read here means the same to a YAML parser; what it would read otherwise is refused, with its line.
"""

from __future__ import annotations

from ..model.errors import InputError, Problem
from ..model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import NoReturn

MARK = "#+"
KEYS = ("summary", "description", "summary_vi", "description_vi", "tags", "defaults")
# grlc's own keys (its wiki, "Query decorators") that only say how it serves a query over HTTP.
WEB_KEYS = frozenset(
    ["endpoint", "endpoint_in_url", "method", "mime", "pagination", "enumerate", "transform"]
)


class Header(Record):
    """What a header says. ``defaults`` holds a value (always a text) and its line by parameter name.

    ``summary_vi`` and ``description_vi`` say in Vietnamese what the two without an ending say in English.
    """

    summary: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    defaults: Mapping[str, tuple[str, int]] = {}
    summary_vi: str = ""
    description_vi: str = ""


class _Line(Record):
    """A header line without its mark: its number in the file (from 1), indentation and text."""

    number: int
    indent: int
    text: str


class _Block(Record):
    """A key with the text beside it and the lines under it."""

    line: _Line
    key: str
    beside: str
    under: list[_Line]


def read_header(text: str, file: str) -> Header:
    """Read the header of a query; empty when it has none.

    ``file`` is named in errors. Raises InputError, with file and line, for a header that is malformed,
    has an unknown key, or stands after the query began.
    """
    if MARK not in text:
        return Header()
    reader = _Reader(file)
    return reader.header(reader.lines(text))


class _Reader:
    """Reads the header of one file; knows its name for errors."""

    def __init__(self, file: str) -> None:
        self.file = file

    def refuse(self, line: int, message: str) -> NoReturn:
        raise InputError(str(Problem(f"in the header: {message}", self.file, line)))

    def lines(self, text: str) -> list[_Line]:
        found: list[_Line] = []
        begun = False
        for number, line in enumerate(text.split("\n"), 1):
            if line.startswith(MARK):
                if begun:
                    self.refuse(number, f"a {MARK} line after the query began; move it to the top")
                found.append(self.line(number, line[len(MARK) :].rstrip(" \r")))
            elif line.strip() and not line.startswith("#"):
                begun = True
        return found

    def line(self, number: int, content: str) -> _Line:
        text = content.lstrip(" ")
        for char in text:
            # Tabs, line separators and the like: YAML gives each a meaning of its own.
            if not char.isprintable():
                self.refuse(number, f"the character U+{ord(char):04X}; write a space instead")
        return _Line(number, len(content) - len(text), text)

    def header(self, lines: list[_Line]) -> Header:
        found: dict[str, _Block] = {}
        for block in self.blocks(lines):
            if block.key in found:
                self.refuse(block.line.number, f"'{block.key}' stands here a second time")
            found[block.key] = block
        texts = ("summary", "description", "summary_vi", "description_vi")
        summary, description, *vietnamese = (self.text(found[key]) if key in found else "" for key in texts)
        return Header(
            summary,
            description,
            self.list(found["tags"]) if "tags" in found else (),
            self.mapping(found["defaults"]) if "defaults" in found else {},
            *vietnamese,
        )

    def blocks(self, lines: list[_Line]) -> Iterator[_Block]:
        block: _Block | None = None
        indent = next((line.indent for line in lines if line.text), 0)
        for line in lines:
            is_item = line.indent == indent and line.text.startswith("- ")
            if block and (not line.text or line.indent > indent or (is_item and not block.beside)):
                block.under.append(line)
            elif line.text:
                if block:
                    yield block
                block = self.block(line, indent)
        if block:
            yield block

    def block(self, line: _Line, indent: int) -> _Block:
        key, beside = self.pair(line)
        if line.indent != indent:
            self.refuse(line.number, f"'{key}' is not in line with the keys above it")
        if key not in KEYS and key not in WEB_KEYS:
            self.refuse(line.number, f"unknown key '{key}'; the keys are {', '.join(KEYS)}")
        return _Block(line, key, beside, [])

    def pair(self, line: _Line) -> tuple[str, str]:
        key, colon, rest = line.text.partition(":")
        is_name = key.replace("_", "").replace("-", "").isalnum()
        if not colon or not is_name or (rest and not rest.startswith(" ")):
            self.refuse(line.number, f"'{line.text}' is not 'key: value'")
        return key, rest.strip(" ")

    def text(self, block: _Block) -> str:
        if block.beside in ("|", "|-", ">", ">-"):
            text = self.literal(block) if block.beside[0] == "|" else _folded(self.level(block))
        elif block.under and block.beside[:1] in ("'", '"'):
            self.refuse(block.line.number, "a text in quotes ends on its line; write it after '>'")
        else:
            lines = [self.plain(line.text, line.number) for line in block.under]
            text = _folded([self.scalar(block.beside, block.line.number), *lines])
        if not text.strip():
            self.refuse(block.line.number, f"'{block.key}' has no text")
        return text.strip("\n")

    def literal(self, block: _Block) -> str:
        indent = min(line.indent for line in [*block.under, block.line.replace(indent=99)] if line.text)
        if block.under and next(line for line in [*block.under, block.line] if line.text).indent > indent:
            self.refuse(
                block.line.number, f"the first line under '{block.key}' is indented more than another"
            )
        return "\n".join(
            " " * (line.indent - indent) + line.text if line.text else "" for line in block.under
        )

    def level(self, block: _Block) -> list[str]:
        """The lines under a key, which have to be indented alike."""
        indents = {line.indent for line in block.under if line.text}
        if len(indents) > 1:
            self.refuse(block.line.number, f"the lines under '{block.key}' are not indented alike")
        return [line.text for line in block.under]

    def list(self, block: _Block) -> tuple[str, ...]:
        self.level(block)
        under = [line for line in block.under if line.text]
        number = block.line.number
        if block.beside:
            if under or not (block.beside[0] == "[" and block.beside[-1] == "]"):
                self.refuse(number, f"'{block.key}' takes [one, two] or a line '- one' for each")
            parts = [part.strip(" ") for part in block.beside[1:-1].split(",")]
            for part in parts:
                if part[:1] not in ("'", '"') and any(mark in part for mark in "[]{}:?"):
                    self.refuse(number, f"put '{part}' in single quotes")
            return tuple(self.item(part, number) for part in parts)
        for line in under:
            if not line.text.startswith("- "):
                self.refuse(line.number, f"'{line.text}' is not '- value'")
        return tuple(self.item(line.text[2:].strip(" "), line.number) for line in under)

    def item(self, text: str, line: int) -> str:
        if not text:
            self.refuse(line, "an empty value in a list")
        return self.scalar(text, line)

    def mapping(self, block: _Block) -> dict[str, tuple[str, int]]:
        if block.beside:
            self.refuse(block.line.number, f"'{block.key}' takes a line 'name: value' for each, indented")
        self.level(block)
        under = [line for line in block.under if line.text]
        # grlc's own examples write a list of pairs; both ways are read.
        if under and all(line.text.startswith("- ") for line in under):
            under = [line.replace(text=line.text[2:].lstrip(" ")) for line in under]
        found: dict[str, tuple[str, int]] = {}
        for line in under:
            name, value = self.pair(line)
            if name in found:
                self.refuse(line.number, f"'{name}' stands here a second time")
            if value in ("", "~", "null"):
                message = f"'{name}' has no value; a parameter that may be left out is ?__{name}"
                self.refuse(line.number, message)
            found[name] = (self.scalar(value, line.number), line.number)
        return found

    def scalar(self, text: str, line: int) -> str:
        if text[:1] not in ("'", '"'):
            return self.plain(text, line)
        mark, inside = text[0], text[1:-1]
        if len(text) < 2 or text[-1] != mark:
            self.refuse(line, f"the quote that begins {text} does not end")
        if mark == "'":
            if "'" in inside.replace("''", ""):
                self.refuse(line, f"in {text} write '' for '")
            return inside.replace("''", "'")
        if "\\" in inside or '"' in inside:
            self.refuse(line, f"{text} has an escape; write it in single quotes")
        return inside

    def plain(self, text: str, line: int) -> str:
        # What YAML reads as something other than a text.
        special = text[:1] in tuple("[]{}&*!|>%@`#,\"'") or text[:2] in ("- ", "? ", ": ", "-", "?", ":")
        if special or ": " in text or text.endswith(":") or " #" in text:
            self.refuse(line, f"put '{text}' in single quotes")
        return text


def _folded(lines: list[str]) -> str:
    """Lines joined by spaces, each empty line as a line break: YAML's folding."""
    text = ""
    for line in lines:
        if not line:
            text += "\n"
        elif not text or text.endswith("\n"):
            text += line
        else:
            text += " " + line
    return text
