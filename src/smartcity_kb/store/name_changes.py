"""What a change of a store's quads means for the index of names."""

from __future__ import annotations

from ..model.prefixes import PREFIXES
from ..model.record import Record
from ..model.terms import FOLDED_LABEL, GRAPH_SEARCH, LABEL, PREF_LABEL, TITLE, TYPE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad

    from .name_index import Name

_ENTITY = PREFIXES["id"]
_SHOWN = frozenset({PREF_LABEL, TITLE, TYPE})
_CALLING = frozenset({LABEL, PREF_LABEL, TITLE})


class NamesChange(Record):
    """What changes for search.

    ``gone`` and ``come`` are names, ``described`` the IRIs of entities of which something that is shown
    may change, ``terms`` says whether what types are called may.
    """

    gone: tuple[Name, ...] = ()
    come: tuple[Name, ...] = ()
    described: frozenset[str] = frozenset()
    terms: bool = False


def names_change(gone: Iterable[Quad], come: Iterable[Quad]) -> NamesChange | None:
    """What quads that go and come mean for search; None when nothing of it changes."""
    old = [quad for quad in gone if matters(quad)]
    new = [quad for quad in come if matters(quad)]
    if not (old or new):
        return None
    both = [*old, *new]
    return NamesChange(
        _names(old),
        _names(new),
        frozenset(_subject(quad) for quad in both if _is_name(quad) or _is_entity(quad)),
        any(quad.predicate in _CALLING and not _is_entity(quad) for quad in both),
    )


def matters(quad: Quad) -> bool:
    """Whether search may find or show something else with this quad than without."""
    predicate = quad.predicate
    return (
        _is_name(quad)
        or (predicate in _SHOWN and _is_entity(quad))
        or (predicate in _CALLING and not _is_entity(quad))
    )


def _names(quads: Iterable[Quad]) -> tuple[Name, ...]:
    return tuple((_subject(quad), quad.object.value) for quad in quads if _is_name(quad))  # type: ignore[union-attr]


def _is_name(quad: Quad) -> bool:
    return quad.predicate == FOLDED_LABEL and quad.graph_name == GRAPH_SEARCH


def _is_entity(quad: Quad) -> bool:
    return _subject(quad).startswith(_ENTITY)


def _subject(quad: Quad) -> str:
    return getattr(quad.subject, "value", "")
