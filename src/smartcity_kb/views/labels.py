"""Labels: what entities, terms, types and sources are called in the reader's language."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from ..model.prefixes import curie
from ..model.terms import EDTF, INVERSE_LABEL, LABEL, XSD_BOOLEAN, XSD_DATE, XSD_G_YEAR, XSD_G_YEAR_MONTH
from ..store.labels import label_pattern, label_rank
from .asking import Part, ask

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..store.base import Object, Store
    from .asking import Row

_BATCH = 500
_DATES = frozenset({EDTF, XSD_DATE, XSD_G_YEAR_MONTH, XSD_G_YEAR})
_BOOLEANS = {("true", "vi"): "có", ("false", "vi"): "không", ("true", "en"): "yes", ("false", "en"): "no"}


class Words:
    """What to call things in one language; made by ``words_for``."""

    def __init__(self, lang: str, names: dict[str, str], inverse: dict[str, str]) -> None:
        self.lang = lang
        self._names = names
        self._inverse = inverse

    def name(self, iri: str) -> str:
        """The label of an entity, term, type or source; its CURIE when it has none."""
        return self._names.get(iri) or curie(iri)

    def relation(self, term: str, inverse: bool = False) -> str:
        """The words for a relation, read from subject to object, or the other way round."""
        if not inverse:
            return self.name(term)
        return self._inverse.get(term) or f"← {self.name(term)}"

    def value(self, value: Object) -> str:
        """An object in words: a label, a date as people write it, yes or no, or the text itself."""
        if isinstance(value, NamedNode):
            return self.name(value.value)
        if not isinstance(value, Literal):
            return str(value)
        if value.datatype in _DATES:
            from ..model.dates import display

            return display(value.value, self.lang)
        if value.datatype == XSD_BOOLEAN:
            return _BOOLEANS.get((value.value, self.lang), value.value)
        return value.value


def words_for(store: Store, iris: Iterable[str], lang: str) -> Words:
    """The words for these entities, terms, types and sources, asked for in as few queries as possible."""
    wanted = sorted(set(iris))
    rows: list[Row] = []
    for start in range(0, len(wanted), _BATCH):
        rows += ask(store, words_part(wanted[start : start + _BATCH]))
    return words_from(rows, lang)


def words_part(iris: Iterable[str], also: Sequence[str] = ()) -> Part:
    """The question for the labels of these IRIs, and of what the patterns ``also`` bind to ``?e``."""
    named = [f"VALUES ?e {{ {' '.join(str(NamedNode(iri)) for iri in iris)} }}", *also]
    whose = " UNION ".join(f"{{ {pattern} }}" for pattern in named)
    return Part(("e", "kind", "label"), f"{whose} {label_pattern(LABEL, INVERSE_LABEL)}")


def words_from(rows: Iterable[Row], lang: str) -> Words:
    """The words that the answer to ``words_part`` gives in a language."""
    found: dict[str, list[tuple[int, str]]] = {}
    inverse: dict[str, list[tuple[int, str]]] = {}
    for entity, kind, label in rows:
        if not isinstance(entity, NamedNode) or not isinstance(label, Literal):
            continue
        rank = label_rank(kind, label.language or "", lang)
        words = inverse if kind == INVERSE_LABEL else found
        words.setdefault(entity.value, []).append((rank, label.value))
    names = {iri: min(labels)[1] for iri, labels in found.items()}
    return Words(lang, names, {iri: min(labels)[1] for iri, labels in inverse.items()})


def labels_of(store: Store, iris: Iterable[str], lang: str) -> dict[str, str]:
    """IRI -> label in the language, else in the other one, else the CURIE."""
    wanted = list(iris)
    words = words_for(store, wanted, lang)
    return {iri: words.name(iri) for iri in wanted}
