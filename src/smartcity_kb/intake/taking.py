"""Where sources go that were read and found sound, whichever way they were read: a new store or a spool."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..store.definitions import Definitions
from ..store.nquads_text import nquads_of
from ..store.search_entry import entry_of, restated_in
from .rdf_intake import search_quads
from .report import added
from .tally import Tally
from .updating import Spool

if TYPE_CHECKING:
    from typing import Self

    from ..store.definitions import SourceSummary
    from .building import StoreBuilder
    from .rdf_intake import RdfSource
    from .rdf_sections import Section
    from .report import SourceChange
    from .source_stream import ReadSource


class Building:
    """Sources on their way into a new store; a context manager, within which ``definitions`` are kept."""

    def __init__(self, builder: StoreBuilder) -> None:
        self.builder = builder
        self.definitions = Definitions()
        self.tally = Tally()
        self.changes: list[SourceChange] = []

    def take_section(self, section: Section) -> None:
        """A source whose text the store is given another way."""
        self.builder.add_entries(section.entries)
        self.tally.facts.update(section.facts)
        self._count(section.summary, len(section.claims), len(section.facts))

    def take_rdf(self, source: RdfSource) -> None:
        """A source that is in the store already, but for the names to search by."""
        self.builder.add_quads(search_quads(source.content))
        self.builder.add_entries(map(entry_of, source.content.entities), restated_in(source.content.claims))
        facts = {triple for claim in source.content.claims for triple in claim.states}
        self.tally.facts.update([f"{triple} .".encode() for triple in facts])
        self._count(source.summary, len(source.content.claims), len(facts))

    def take_source(self, source: ReadSource) -> None:
        """A source that was read from a folder."""
        self.builder.add_nquads(source.nquads)
        self.builder.add_entries(source.entries, source.restated)
        self.tally.facts.update(source.facts)
        self._count(source.summary, source.claims, len(source.facts))

    def _count(self, summary: SourceSummary, claims: int, facts: int) -> None:
        self.definitions.add(summary)
        self.tally.sources.update((summary.id,))
        self.tally.claims += claims
        self.tally.entities.update([definition.slug for definition in summary.definitions])
        self.changes.append(added(summary.id, claims, facts))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.definitions.close()


class Updating:
    """Sources on their way into a store that is there already; a context manager.

    ``places`` says which file the new version of a source comes from.
    """

    def __init__(self) -> None:
        self.definitions = Definitions()
        self.spool = Spool()
        self.places: dict[str, str] = {}

    def take_section(self, section: Section) -> None:
        """A source that was proven as its text came by."""
        self._keep(section.summary, section.nquads)

    def take_rdf(self, source: RdfSource) -> None:
        """A source of an RDF file that was looked at closely."""
        self._keep(source.summary, nquads_of(source.content))

    def take_source(self, source: ReadSource) -> None:
        """A source that was read from a folder."""
        self._keep(source.summary, source.nquads)

    def _keep(self, summary: SourceSummary, nquads: bytes) -> None:
        self.definitions.add(summary)
        if summary.id:
            self.places[summary.id] = summary.path
            self.spool.add(summary.id, nquads)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.spool.__exit__()
        self.definitions.close()
