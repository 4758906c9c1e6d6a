"""A store that is there already: checked against what it holds, then changed source by source."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse

from ..model.errors import Problem, StoreError
from ..model.terms import entity_iri, source_iri
from ..store.quads import contents_from_quads
from .report import change_between
from .stored import content_of, entities_defined_by, known_entities, users_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Self

    from pyoxigraph import Quad

    from ..model.claim import SourceContent
    from ..store.base import Store
    from ..store.definitions import Definitions
    from .report import SourceChange


class Spool:
    """Verified sources, kept in a temporary file until all of them are known to be sound."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by __exit__
        self._stretches: dict[str, tuple[int, int]] = {}

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the sources, in the order in which they came."""
        return tuple(self._stretches)

    def add(self, source_id: str, nquads: bytes) -> None:
        """Keep what a source adds to a store."""
        start = self._file.seek(0, os.SEEK_END)
        try:
            self._file.write(nquads)
            self._file.flush()
        except OSError as error:
            where = tempfile.gettempdir()
            raise StoreError(
                f"{where}: no room to keep what was read ({error.strerror}); set TMPDIR"
            ) from None
        self._stretches[source_id] = (start, len(nquads))

    def quads(self, source_id: str) -> list[Quad]:
        """What a source adds to a store."""
        start, length = self._stretches[source_id]
        self._file.seek(start)
        return list(parse(self._file.read(length), RdfFormat.N_QUADS, lenient=True))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


class Update:
    """New versions of sources on their way into a store that holds others."""

    def __init__(self, store: Store, definitions: Definitions, replaced: Iterable[str]) -> None:
        """``definitions`` are those of the new versions, ``replaced`` the ids of their sources."""
        self.store = store
        self.definitions = definitions
        self.replaced = frozenset(replaced)
        self._shared: dict[str, set[str]] = {}

    def learn_known(self) -> None:
        """Let the definitions know what other sources of the store define, and what changes for several."""
        for known in known_entities(self.store, self.definitions.slugs()):
            slug = known.entity.slug
            others = [id_ for id_ in known.definers if id_ not in self.replaced]
            if others:
                place = f"source '{others[0]}' in {self.store.location}"
                self.definitions.know(slug, known.description, place)
            elif len(known.definers) > 1 and self.definitions.description(slug) != known.description:
                for id_ in known.definers:
                    self._shared.setdefault(id_, set()).add(slug)

    def dropped_but_used(self, places: dict[str, str]) -> Iterator[Problem]:
        """Entities that no source would define any more although others use them.

        ``places`` says for each source which file its new version comes from.
        """
        dropped = {
            known.entity.slug: known.definers
            for known in entities_defined_by(self.store, self.replaced)
            if self.replaced.issuperset(known.definers)
            and self.definitions.description(known.entity.slug) is None
        }
        for slug, user in sorted(set(users_of(self.store, dropped))):
            if user not in self.replaced:
                id_ = dropped[slug][0]
                yield Problem(
                    f"source '{id_}' no longer defines '{slug}', but source '{user}' in"
                    f" {self.store.location} uses it; keep its definition, or load '{user}' changed too",
                    places.get(id_, ""),
                )

    def write(self, spool: Spool) -> Iterator[SourceChange]:
        """Write the sources, each as one change, and say what changed."""
        before = {id_: content_of(self.store, id_) for id_ in self._shared if id_ in spool.ids}
        for id_ in before:
            # A description that several sources share goes only when none of them gives it any more.
            slugs = {entity_iri(slug) for slug in self._shared[id_]}
            self._replace(id_, [quad for quad in spool.quads(id_) if quad.subject not in slugs])
        for id_ in spool.ids:
            quads = spool.quads(id_)
            old = before[id_] if id_ in before else content_of(self.store, id_)
            new = _content(quads, id_)
            if old != new or id_ in before:
                self._replace(id_, quads)
            yield change_between(id_, old, new)

    def _replace(self, id_: str, quads: list[Quad]) -> None:
        self.store.replace_source(source_iri(id_), quads)


def _content(quads: Iterable[Quad], id_: str) -> SourceContent:
    return next(content for content in contents_from_quads(quads) if content.source.id == id_)
