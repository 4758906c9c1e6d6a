"""Names linked to the entities of the knowledge base; what is only near is asked, never merged."""

from __future__ import annotations

from collections.abc import Iterable

from ..model.record import Record
from .name_blocks import NameBlocks
from .names import Abbreviations

# rapidfuzz token_sort_ratio of folded names from which a name is near enough to ask about.
NEAR = 88
MAX_CANDIDATES = 3


class KnownEntity(Record):
    """An entity of the knowledge base as linking needs it: slug, labels, aliases and types (CURIEs)."""

    slug: str
    label_vi: str
    label_en: str
    aliases: tuple[str, ...] = ()
    types: tuple[str, ...] = ()


class Gazetteer:
    """The known entities by slug; it pickles, so that workers get a copy."""

    def __init__(self, entities: Iterable[KnownEntity] = ()) -> None:
        self.entities = {entity.slug: entity for entity in entities}
        self._index: NameIndex | None = None

    def index(self, abbreviations: Abbreviations) -> NameIndex:
        """The names folded and written out: made once for all articles read with the same abbreviations."""
        if self._index is None or self._index.abbreviations is not abbreviations:
            self._index = NameIndex(self, abbreviations)
        return self._index


class NameIndex:
    """Known entities by their comparable names."""

    def __init__(self, gazetteer: Gazetteer, abbreviations: Abbreviations) -> None:
        self.entities = gazetteer.entities
        self.abbreviations = abbreviations
        self._by_name: dict[str, set[str]] = {}
        for entity in gazetteer.entities.values():
            for name in (entity.label_vi, entity.label_en, *entity.aliases):
                if name:
                    self._by_name.setdefault(abbreviations.comparable(name), set()).add(entity.slug)
        self._blocks = NameBlocks(self._by_name)

    def exact(self, name: str) -> tuple[str, ...]:
        """The slugs of the entities with this label or alias (folded, abbreviations written out)."""
        return tuple(sorted(self._by_name.get(self.abbreviations.comparable(name), ())))

    def near(self, name: str) -> tuple[str, ...]:
        """The slugs of the entities with a name close to this one, the closest first."""
        slugs: dict[str, None] = {}
        for match in self._blocks.near(self.abbreviations.comparable(name), NEAR, MAX_CANDIDATES):
            slugs.update(dict.fromkeys(sorted(self._by_name[match])))
        return tuple(slugs)[:MAX_CANDIDATES]
