"""The entities that a review may use: those of the knowledge base around the draft, and of another."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ..store.folder_layout import source_folders
from ..store.open import default_location, open_store
from .claims_entry import known_entry
from .stored import KnownEntity, known_entities

if TYPE_CHECKING:
    from ..store.base import Store


class KnownEntities:
    """Entities looked up by slug, first in the folder around a draft, then in the knowledge base named.

    Stores are opened when the first entity is asked for, and kept open until ``close``.
    """

    def __init__(self, folder: str, source_id: str, location: str | None) -> None:
        self._folder = os.path.abspath(folder)
        self._source_id = source_id
        self._location = location or default_location()
        self._found: dict[str, KnownEntity | None] = {}
        self._around: dict[str, bool] = {}
        self._stores: list[tuple[Store, bool]] | None = None

    def get(self, slug: str) -> KnownEntity | None:
        """The entity as another source defines it; None when none does."""
        if slug not in self._found:
            self._look_up(slug)
        return self._found[slug]

    def is_around(self, slug: str) -> bool:
        """Whether another source of the draft's own knowledge base folder defines the entity."""
        return self.get(slug) is not None and self._around[slug]

    def entry(self, slug: str) -> dict[str, object] | None:
        """The entry that defines the entity in a claims file; None where none is needed or none is known."""
        known = self.get(slug)
        return None if known is None or self._around[slug] else known_entry(known.entity)

    def label(self, slug: str, lang: str) -> str:
        """The entity's label in a language, else its first; empty when it is not known."""
        known = self.get(slug)
        labels = {label.language: label.value for label in known.entity.labels} if known else {}
        return labels.get(lang) or next(iter(labels.values()), "")

    def stores(self) -> list[Store]:
        """The stores that entities are looked up in."""
        return [store for store, _ in self._opened()]

    def close(self) -> None:
        """Close the stores."""
        for store in self.stores() if self._stores else ():
            store.close()
        self._stores = None

    def _look_up(self, slug: str) -> None:
        self._found[slug], self._around[slug] = None, False
        for store, around in self._opened():
            for known in known_entities(store, [slug]):
                if any(definer != self._source_id for definer in known.definers) or not around:
                    self._found[slug], self._around[slug] = known, around
                    return

    def _opened(self) -> list[tuple[Store, bool]]:
        if self._stores is None:
            self._stores = []
            parent = os.path.dirname(self._folder)
            around = any(
                os.path.realpath(f) != os.path.realpath(self._folder) for f in source_folders(parent)
            )
            if around:
                self._stores.append((open_store(parent), True))
            if not around or not _same(self._location, parent):
                self._stores.append((open_store(self._location), False))
        return self._stores


def _same(location: str, folder: str) -> bool:
    return os.path.exists(location) and os.path.realpath(location) == os.path.realpath(folder)
