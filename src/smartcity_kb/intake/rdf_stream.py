"""N-Quads files read once: each source checked as its text comes by, and handed on.

What is not proven on the way ends it: the caller then brings the files into a store and looks closely.
"""

from __future__ import annotations

import os
import zlib
from typing import TYPE_CHECKING

from ..model.errors import InputError
from ..model.terms import GRAPH_VOCABULARY
from ..store.rdf_files import open_bytes, rdf_format
from .fact_lines import FactLines
from .rdf_intake import known_terms
from .rdf_sections import Cutter, check_section, source_of, term_quads
from .regrouping import Regrouping
from .tally import DistinctCount

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pyoxigraph import Quad

    from ..store.folder import Terms
    from .rdf_sections import Section

_BLOCK = 4 * 1024 * 1024
# A source with its claims is smaller; a larger one is no stream of sources.
_MOST_KEPT = 64 * 1024 * 1024
# When so many sources at the start cannot be proven this way, none will be.
_TRIED = 20
# So many sources to look at closely are enough to tell a person what is wrong.
_MOST_SUSPECTS = 200


class UnprovenError(Exception):
    """The files were not proven on the way.

    ``sources`` are the IRIs of those that could not be, when they are few and known; ``scattered`` says that
    the files do not come source by source.
    """

    def __init__(self, sources: frozenset[str] = frozenset(), scattered: bool = False) -> None:
        super().__init__("not proven")
        self.sources = sources
        self.scattered = scattered


def can_stream(paths: Sequence[str]) -> bool:
    """Whether files can be read this way: N-Quads, gzipped or not, and at least one."""
    return bool(paths) and all(_is_nquads(path) for path in paths)


class SourceStream:
    """Reads files; ``take`` is given each source when it is proven, ``feed`` all text in the order of it."""

    def __init__(
        self, terms: Terms, file: str, take: Callable[[Section], None], feed: Callable[[bytes], None]
    ) -> None:
        """``terms`` are the context and the known types; ``file`` is what sources are said to come from."""
        self.term_quads: set[Quad] = set()
        self._terms = terms
        self._file = file
        self._take = take
        self._feed = feed
        self._suspects: list[str] = []
        self._tried = 0
        self._sources = DistinctCount()
        self._claims = DistinctCount()
        self._entities = DistinctCount()
        self._definitions = DistinctCount()
        self._learn()

    def read(self, paths: Sequence[str]) -> None:
        """Read the files.

        Raises UnprovenError, also for a file that cannot be read to its end; what was fed until then has
        to be dropped.
        """
        try:
            for path in paths:
                self._read(path)
        except (SyntaxError, ValueError, InputError):
            raise UnprovenError from None
        self._check_all()

    def read_scattered(self, paths: Sequence[str]) -> None:
        """Read files whose lines are in any order; raises as ``read`` does."""

        def lines() -> Iterator[bytes]:
            for path in paths:
                for block in _blocks(path):
                    yield from block.splitlines(keepends=True)

        try:
            with Regrouping(lines, sum(map(os.path.getsize, paths))) as regrouping:
                for number, section in enumerate(regrouping.sections()):
                    if not number:
                        self._head(regrouping.head)
                    self._section(section)
        except (SyntaxError, ValueError, KeyError, InputError):
            raise UnprovenError from None
        self._check_all()

    def _check_all(self) -> None:
        if self._suspects:
            raise UnprovenError(frozenset(self._suspects), len(self._suspects) == self._tried)
        # Two sources, or claims, of one name, or two descriptions of one entity: they are to be read as one.
        once = all(count.distinct() == len(count) for count in (self._sources, self._claims))
        if not once or self._entities.distinct() != self._definitions.distinct():
            raise UnprovenError

    def _read(self, path: str) -> None:
        cutter = Cutter()
        headless = True
        for block in _blocks(path):
            for section in cutter.feed(block):
                if headless:
                    self._head(cutter.head or b"")
                    headless = False
                self._section(section)
            if cutter.kept > _MOST_KEPT:
                raise UnprovenError(scattered=True)
        last = cutter.end()
        if headless:
            self._head(cutter.head or b"")
        if last:
            self._section(last)

    def _head(self, text: bytes) -> None:
        quads = term_quads(text)
        if quads is None:
            raise UnprovenError(scattered=True)
        # What was checked already would have to be checked again with other terms.
        if self._tried and any(quad.graph_name == GRAPH_VOCABULARY for quad in quads):
            raise UnprovenError
        self.term_quads |= quads
        self._learn()
        self._feed(text)

    def _learn(self) -> None:
        self._known = known_terms(self._terms, self.term_quads)
        self._rules = FactLines(self._known)

    def _section(self, text: bytes) -> None:
        section = check_section(text, self._known, self._rules, self._file)
        self._tried += 1
        if section is None:
            self._suspects.append(source_of(text))
            if len(self._suspects) == self._tried == _TRIED:
                raise UnprovenError(scattered=True)
            if len(self._suspects) == _MOST_SUSPECTS:
                raise UnprovenError(frozenset(self._suspects))
        elif not self._suspects:
            self._count(section)
            self._take(section)
            self._feed(section.nquads)

    def _count(self, section: Section) -> None:
        definitions = section.summary.definitions
        self._sources.update((section.summary.id,))
        self._claims.update(section.claims)
        self._entities.update([definition.slug for definition in definitions])
        self._definitions.update([(definition.slug, definition.description) for definition in definitions])


def _is_nquads(path: str) -> bool:
    format_ = rdf_format(path)
    return format_ is not None and format_.file_extension == "nq"


def _blocks(path: str) -> Iterator[bytes]:
    """The file in blocks of whole lines; raises UnprovenError when it cannot be read to its end."""
    with open_bytes(path) as file:
        while True:
            try:
                block = file.read(_BLOCK)
                if block and not block.endswith(b"\n"):
                    block += file.readline(_MOST_KEPT)
            except (OSError, EOFError, zlib.error):
                raise UnprovenError from None
            if not block:
                return
            yield block if block.endswith(b"\n") else block + b"\n"
