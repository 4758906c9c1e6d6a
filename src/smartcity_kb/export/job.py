"""One export under way: where it reads, its temporary folder, its options, what it has written so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyoxigraph

    from .scratch import Scratch


class Options(Record):
    """What was asked for beside the format; see ``write.export``."""

    evidence: bool = False
    rdf12: bool = False
    flavour: str = ""
    lang: str = "vi"
    on_progress: Callable[[int], None] | None = None


class Job:
    """What every writer is given. Writers yield bytes and count what they write."""

    def __init__(self, engine: pyoxigraph.Store, scratch: Scratch, options: Options) -> None:
        self.engine = engine
        self.scratch = scratch
        self.options = options
        self.counts: dict[str, int] = {}

    def count(self, what: str, number: int = 1) -> None:
        """Add to the number of triples, nodes, edges or rows written."""
        self.counts[what] = self.counts.get(what, 0) + number

    @property
    def done(self) -> int:
        """Everything written so far, of whatever kind."""
        return sum(self.counts.values())
