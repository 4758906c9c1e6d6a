"""Folded names of entities, found by likeness, and what is shown of who bears them: what search asks for."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Protocol, TypeVar

    from .base import Store
    from .name_index import Name

    Answer = TypeVar("Answer")
    # Label, IRI of the main type, what that is called; each empty where there is none.
    Shown = tuple[str, str, str]

    class Names(Protocol):
        """The names of a store."""

        def like(self, folded: str, enough: int) -> list[Name]:
            """Pairs of (entity IRI, folded name) that share enough with a folded text to be looked at.

            Among them are the names of the ``enough`` likest entities.
            """

        def shown(self, iris: Sequence[str], lang: str) -> dict[str, Shown]:
            """What is shown of entities in a language, by IRI."""


# So many names are looked at closely for one search.
CANDIDATES = 400


def with_names(store: Store, ask: Callable[[Names], Answer]) -> Answer:
    """The answer of the names of a store.

    A store on disk has an index of them; without one, or where it is damaged or behind the store, the
    store itself is asked.
    """
    folder = getattr(store, "names", None)
    if folder:
        from .name_index import open_index

        db = open_index(folder)
        if db is not None:
            from _sqlite3 import Error

            from .name_lookup import IndexedNames

            try:
                return ask(IndexedNames(db))
            except Error:
                pass
            finally:
                db.close()
    from .name_query import QueriedNames

    return ask(QueriedNames(store))


def ensure_index(store: Store) -> None:
    """Build the index of a store on disk anew where there is none to be trusted."""
    folder = getattr(store, "names", None)
    if folder:
        from .labels import labels_in
        from .name_index import build, is_trusted
        from .search_entry import all_entries

        if not is_trusted(folder):
            build(folder, all_entries(store), lambda iris: labels_in(store, iris))


def tolerance(word: str) -> int:
    """As many typing errors as people make in a word of this length before it is another word."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2
