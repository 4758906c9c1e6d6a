"""Search: entities by label, alias and misspelling, without diacritics, with typing errors, ranked."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from ..model.errors import AmbiguousError, NotFoundError
from ..model.record import Record
from ..model.terms import (
    ALT_LABEL,
    FOLDED_LABEL,
    GRAPH_SEARCH,
    HIDDEN_LABEL,
    PREF_LABEL,
    TYPE,
    curie,
    entity_iri,
    expand,
    source_iri,
)
from ..model.text import edit_distance, fold, nfc, slug
from ..store.names import names_like, tolerance
from .asking import Part, ask

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..store.base import Store


class Hit(Record):
    """An entity that a search found.

    ``matched`` is the folded name that matched, ``score`` from 0 to 100; 100 is the whole name.
    """

    iri: str
    label: str
    type: str
    matched: str
    score: int


def search(store: Store, text: str, lang: str = "vi", limit: int = 20) -> tuple[Hit, ...]:
    """The entities whose names are like a text, the likest first.

    >>> from smartcity_kb.store.open import open_store
    >>> [hit.label for hit in search(open_store(), "eindhovn")]
    ['Eindhoven']
    """
    from .labels import words_for

    folded = fold(text)
    if not folded:
        return ()
    best: dict[str, tuple[int, str]] = {}
    errors = Errors()
    for iri, name in names_like(store, folded, limit):
        score = likeness(folded, name, errors)
        if score and (score, name) > best.get(iri, (0, "")):
            best[iri] = (score, name)
    # Of equal scores the shorter name is the closer one.
    ranked = sorted(best, key=lambda iri: (-best[iri][0], len(best[iri][1]), iri))[:limit]
    types = main_types(store, ranked)
    words = words_for(store, [*ranked, *types.values()], lang)
    return tuple(
        Hit(iri, words.name(iri), words.name(types[iri]) if iri in types else "", best[iri][1], best[iri][0])
        for iri in ranked
    )


class Errors(dict[tuple[str, str], int]):
    """(word meant, word written) -> typing errors between them; names share words, compared once each."""

    def __missing__(self, pair: tuple[str, str]) -> int:
        meant, written = pair
        found = self[pair] = edit_distance(meant, written, tolerance(meant))
        return found


def likeness(wanted: str, name: str, errors: Errors) -> int:
    """How like a folded name is to a folded text, from 0 (not at all) to 100 (the same).

    ``errors`` keeps what was found out about words from one name to the next.
    """
    if wanted == name:
        return 100
    if name.startswith(wanted + " "):
        return 92
    if f" {wanted} " in f" {name} ":
        return 88
    if name.startswith(wanted):
        return 84
    words, parts = wanted.split(), name.split()
    if all(word in parts for word in words):
        return 80
    if wanted in name:
        return 76
    return _with_typing_errors(wanted, name, words, parts, errors)


def _with_typing_errors(wanted: str, name: str, words: list[str], parts: list[str], errors: Errors) -> int:
    whole = edit_distance(wanted, name, tolerance(wanted))
    if whole <= tolerance(wanted):
        return 72 - 6 * whole
    many = 0
    for word in words:
        if word in parts:
            continue
        allowed = tolerance(word)
        nearest = min(errors[word, part] for part in parts) if allowed and parts else allowed + 1
        if nearest > allowed:
            return 0
        many += nearest
    return max(20, 60 - 6 * many)


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


def main_types(store: Store, iris: list[str]) -> dict[str, str]:
    """The most telling type of each entity: ours before those of others."""
    if not iris:
        return {}
    values = " ".join(str(NamedNode(iri)) for iri in iris)
    types: dict[str, str] = {}
    for row in store.select(f"SELECT DISTINCT ?e ?t WHERE {{ VALUES ?e {{ {values} }} ?e {TYPE} ?t }}"):
        iri, type_ = getattr(row[0], "value", ""), getattr(row[1], "value", "")
        if iri not in types or _telling(type_) < _telling(types[iri]):
            types[iri] = type_
    return types


_TELLING = ("sckb:", "schema:", "org:", "foaf:", "skos:")


def _telling(type_: str) -> tuple[int, str]:
    short = curie(type_)
    order = next((i for i, prefix in enumerate(_TELLING) if short.startswith(prefix)), len(_TELLING))
    # "Agent" and the generic Organization say less than any other type.
    generic = 10 if short in ("schema:Organization", "schema:Event", "foaf:Agent") else 0
    return (order + generic, type_)


def _ambiguous(store: Store, name: str, bearers: list[str], lang: str) -> AmbiguousError:
    from .labels import labels_of

    labels = labels_of(store, bearers, lang)
    shown = "; ".join(f"{curie(iri)} ({labels[iri]})" for iri in bearers[:8])
    message = f"'{name}' names {len(bearers)} entities: {shown}; say which by its slug"
    return AmbiguousError(message, tuple((iri, labels[iri]) for iri in bearers), name)


def _not_found(store: Store, name: str, lang: str) -> NotFoundError:
    near = tuple(hit.label for hit in search(store, name, lang, limit=3))
    hint = "did you mean " + " or ".join(f"'{label}'" for label in near) + "?" if near else "try 'search'"
    return NotFoundError(f"no entity named '{name}'; {hint}", near, name)
