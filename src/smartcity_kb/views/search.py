"""Search: entities by label, alias and misspelling, without diacritics, with typing errors, ranked."""

from __future__ import annotations

from ..model.prefixes import curie
from ..model.record import Record
from ..model.text import edit_distance, fold
from ..store.names import tolerance, with_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..store.base import Store
    from ..store.names import Names, Shown


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
    folded = fold(text)
    return with_names(store, lambda names: _hits(names, folded, lang, limit)) if folded else ()


def _hits(names: Names, folded: str, lang: str, limit: int) -> tuple[Hit, ...]:
    best: dict[str, tuple[int, str]] = {}
    errors = Errors()
    for iri, name in names.like(folded, limit):
        score = likeness(folded, name, errors)
        if score and (score, name) > best.get(iri, (0, "")):
            best[iri] = (score, name)
    # Of equal scores the shorter name is the closer one.
    ranked = sorted(best, key=lambda iri: (-best[iri][0], len(best[iri][1]), iri))[:limit]
    shown = names.shown(ranked, lang)
    return tuple(_hit(iri, shown.get(iri, ("", "", "")), *best[iri]) for iri in ranked)


def _hit(iri: str, shown: Shown, score: int, matched: str) -> Hit:
    label, type_, called = shown
    return Hit(iri, label or curie(iri), called or curie(type_), matched, score)


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
