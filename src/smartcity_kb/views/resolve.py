"""The one entity or source that a name stands for."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from ..model.errors import AmbiguousError, NotFoundError
from ..model.prefixes import curie
from ..model.terms import (
    ALT_LABEL,
    FOLDED_LABEL,
    GRAPH_SEARCH,
    HIDDEN_LABEL,
    PREF_LABEL,
    entity_iri,
    expand,
    source_iri,
)
from ..model.text import fold, nfc, slug
from .asking import Part, ask

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..store.base import Store


def resolve(store: Store, name: str, lang: str = "vi") -> NamedNode:
    """The one entity (or source) that a slug, IRI, CURIE or label in any language names.

    Labels are compared letter for letter first, then without case and diacritics. Raises AmbiguousError
    with the candidates when several bear the name, NotFoundError with the nearest names when none does.
    """
    text = nfc(name.strip())
    if not text:
        raise NotFoundError("the name is empty; give a slug, an IRI or a label")
    ranks: dict[str, int] = {}
    for entity, kind, label in ask(store, _bearers_part(text)):
        rank = _bearing(text, kind, label)
        if isinstance(entity, NamedNode) and rank < ranks.get(entity.value, _NOT_BORNE):
            ranks[entity.value] = rank
    lowest = min(ranks.values(), default=_NOT_BORNE)
    bearers = sorted(iri for iri, rank in ranks.items() if rank == lowest)
    if len(bearers) == 1:
        return NamedNode(bearers[0])
    if bearers:
        raise _ambiguous(store, name, bearers, lang)
    raise _not_found(store, name, lang)


_NOT_BORNE = 99


def _bearers_part(text: str) -> Part:
    """The question for all that a name can stand for: an IRI, a slug, the id of a source, a label."""
    iri = expand(text)
    if iri is not None:
        named = [iri]
    else:
        named = [entity_iri(text), source_iri(text)] if text == slug(text) else []
    parts = [f"{{ SELECT (1 AS ?one) WHERE {{ {iri} ?p ?o }} LIMIT 1 }} BIND({iri} AS ?e)" for iri in named]
    if iri is None and fold(text):
        parts.append(
            f"GRAPH {GRAPH_SEARCH} {{ ?e {FOLDED_LABEL} {Literal(fold(text))} }}"
            # Not VALUES ?kind: an engine may then begin with all labels of the store.
            f" ?e ?kind ?label FILTER(?kind IN ({PREF_LABEL}, {ALT_LABEL}, {HIDDEN_LABEL}))"
        )
    pattern = " UNION ".join(f"{{ {part} }}" for part in parts) or "FILTER(false)"
    return Part(("e", "kind", "label"), pattern)


def _bearing(text: str, kind: object, label: object) -> int:
    """How an entity bears a name, the lowest best: by its IRI, letter for letter, but for case, folded."""
    if label is None:
        return 0
    if not isinstance(label, Literal) or fold(label.value) != fold(text):
        return _NOT_BORNE
    likeness_ = 1 if label.value == text else 3 if label.value.casefold() == text.casefold() else 5
    return likeness_ + (0 if kind == PREF_LABEL else 1)


def _ambiguous(store: Store, name: str, bearers: list[str], lang: str) -> AmbiguousError:
    from .labels import labels_of

    labels = labels_of(store, bearers, lang)
    shown = "; ".join(f"{curie(iri)} ({labels[iri]})" for iri in bearers[:8])
    message = f"'{name}' names {len(bearers)} entities: {shown}; say which by its slug"
    return AmbiguousError(message, tuple((iri, labels[iri]) for iri in bearers), name)


def _not_found(store: Store, name: str, lang: str) -> NotFoundError:
    from .search import search

    near = tuple(hit.label for hit in search(store, name, lang, limit=3))
    hint = "did you mean " + " or ".join(f"'{label}'" for label in near) + "?" if near else "try 'search'"
    return NotFoundError(f"no entity named '{name}'; {hint}", near, name)
