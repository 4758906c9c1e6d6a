"""N-Quads lines in any order, brought together source by source, in temporary files.

An export is sorted, another program's file may be in any order. The lines are read twice: once to learn
which source each claim and entity belongs to, once to put them where they belong. A fact stands once in the
default graph however many sources state it: each of them gets it, and that the file has neither more nor
fewer of them is checked for all at once.
"""

from __future__ import annotations

import os
import re
import tempfile
from typing import TYPE_CHECKING

from ..model.errors import StoreError
from ..model.prefixes import PREFIXES
from ..model.terms import (
    DEFINED_BY,
    DESCRIPTION_PROPERTIES,
    EVIDENCE,
    GRAPH_LINKS,
    GRAPH_SEARCH,
    GRAPH_VOCABULARY,
)
from .fact_lines import ENTITY_MARK
from .tally import DistinctCount, fact_in_graph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Self

    Lines = Callable[[], Iterator[bytes]]

_CLAIM = re.compile(b"<" + re.escape(PREFIXES["claim"]).encode() + rb"([^>]*)> (.*)", re.DOTALL)
_SOURCE = re.compile(b"<" + re.escape(PREFIXES["src"]).encode() + rb"([^>#]*)[>#]")
_ENTITY = re.compile(re.escape(ENTITY_MARK) + rb"([^>]*)> (<[^>]*>) (.*)", re.DOTALL)
_EVIDENCE = f"{EVIDENCE} ".encode()
_DEFINED_BY = str(DEFINED_BY).encode()
_DESCRIPTIVE = frozenset(str(iri).encode() for iri in DESCRIPTION_PROPERTIES)
_SEARCH = f" {GRAPH_SEARCH} .\n".encode()
_TERM_GRAPHS = tuple(f" {graph} .\n".encode() for graph in (GRAPH_VOCABULARY, GRAPH_LINKS))
_IN_A_FILE = 16 * 1024 * 1024
_MOST_FILES = 128
_BUFFERED = 256 * 1024
# Before each line in a temporary file stands the number of its source.
_NUMBER = 8


class Regrouping:
    """Lines brought together; a context manager that takes its temporary files along.

    ``lines`` gives all lines, each time it is called; ``size`` is about how many bytes they are.
    """

    def __init__(self, lines: Lines, size: int) -> None:
        self.head = b""
        self._lines = lines
        self._numbers: dict[bytes, int] = {}
        self._claims: dict[bytes, int] = {}
        self._definers: dict[bytes, tuple[int, ...]] = {}
        self._folder = tempfile.TemporaryDirectory(prefix="smartcity-kb-")
        files = min(size // _IN_A_FILE + 1, _MOST_FILES)
        self._buffers = [bytearray() for _ in range(files)]

    def sections(self) -> Iterator[bytes]:
        """The text of each source.

        ``head`` is the vocabulary and links by then. Raises ValueError when a line belongs to no source, or
        the facts of the default graph are not those that the claims state.
        """
        try:
            self._learn()
            self._distribute()
            for number in range(len(self._buffers)):
                yield from self._grouped(self._path(number))
        except OSError as error:
            where = tempfile.gettempdir()
            raise StoreError(
                f"{where}: no room to sort what is read ({error.strerror}); set TMPDIR"
            ) from None

    def _learn(self) -> None:
        """Which source each claim and entity belongs to."""
        numbers, claims, definers = self._numbers, self._claims, self._definers
        for line in self._lines():
            if found := _CLAIM.match(line):
                name, tail = found.groups()
                source = tail.startswith(_EVIDENCE) and _SOURCE.match(tail, len(_EVIDENCE))
                if source:
                    claims[name] = numbers.setdefault(source[1], len(numbers))
            elif (found := _ENTITY.match(line)) and found[2] == _DEFINED_BY:
                source = _SOURCE.match(found[3])
                if source:
                    number = numbers.setdefault(source[1], len(numbers))
                    definers[found[1]] = (*definers.get(found[1], ()), number)

    def _distribute(self) -> None:
        stated, claimed = DistinctCount(), DistinctCount()
        head: list[bytes] = []
        for line in self._lines():
            if line.endswith(_TERM_GRAPHS):
                head.append(line)
                continue
            fact, claim = fact_in_graph(line)
            if fact:
                claimed.update((fact,))
                self._put(self._claims[claim], line + fact + b"\n")
            elif found := _CLAIM.match(line):
                self._put(self._claims[found[1]], line)
            elif found := _SOURCE.match(line):
                self._put(self._numbers.setdefault(found[1], len(self._numbers)), line)
            elif found := _ENTITY.match(line):
                if found[2] in _DESCRIPTIVE or line.endswith(_SEARCH):
                    for number in self._definers[found[1]]:
                        self._put(number, line)
                else:
                    stated.update((line[:-1],))
            elif line.strip():
                raise ValueError(line)
        if not stated.same_as(claimed):
            raise ValueError("facts")
        self.head = b"".join(head)
        for number in range(len(self._buffers)):
            self._write(number)

    def _put(self, number: int, lines: bytes) -> None:
        file = number % len(self._buffers)
        buffer = self._buffers[file]
        for line in lines.splitlines(keepends=True):
            buffer += b"%08x" % number + line
        if len(buffer) >= _BUFFERED:
            self._write(file)

    def _write(self, number: int) -> None:
        with open(self._path(number), "ab") as file:
            file.write(self._buffers[number])
        self._buffers[number].clear()

    def _path(self, number: int) -> str:
        return os.path.join(self._folder.name, f"{number}.nq")

    def _grouped(self, path: str) -> Iterator[bytes]:
        sections: dict[bytes, list[bytes]] = {}
        with open(path, "rb") as file:
            for line in file:
                sections.setdefault(line[:_NUMBER], []).append(line[_NUMBER:])
        os.remove(path)
        for number in sorted(sections):
            # A fact that several claims of a source state was put here once for each.
            yield b"".join(dict.fromkeys(sections[number]))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()
