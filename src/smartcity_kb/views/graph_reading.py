"""A store read into nodes and edges with their attributes, for the networkx view."""

from __future__ import annotations

from pyoxigraph import DefaultGraph, Literal, NamedNode

from ..model.prefixes import PREFIXES, curie
from ..model.record import Record
from ..model.terms import (
    CERTAINTY,
    DERIVED_PROPERTIES,
    DESCRIPTION_PROPERTIES,
    EVIDENCE,
    EVIDENCE_PROPERTIES,
    EXACT,
    GRAPH_VOCABULARY,
    LABEL,
    PREF_LABEL,
    SHA256,
    SPEAKER,
    TITLE,
    TYPE,
    WHEN,
    XSD_BOOLEAN,
    XSD_INTEGER,
)
from .whole_numbers import is_exact_integer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..store.base import Object, Store

    Value = str | int | bool
    Attributes = dict[str, Value]
    Values = dict[NamedNode, set[Object]]

_CLAIMS = PREFIXES["claim"]
_SPAN = "#char="
_DESCRIPTIVE = DESCRIPTION_PROPERTIES | EVIDENCE_PROPERTIES | {LABEL}
_NAMES = (PREF_LABEL, LABEL, TITLE)
_FACTS = DefaultGraph()


class GraphContent(Record):
    """``nodes`` are (IRI, attributes); ``edges`` are (subject, object, key, attributes); both sorted."""

    nodes: tuple[tuple[str, Attributes], ...]
    edges: tuple[tuple[str, str, str, Attributes], ...]


def read_graph(store: Store, lang: str) -> GraphContent:
    """The entities of a store and the facts between them (see ``graph.graph`` for the attributes)."""
    content = _Content(store, lang)
    edges = sorted(content.edges(), key=lambda edge: edge[:3])
    return GraphContent(tuple(content.nodes(edges)), tuple(edges))


class _Content:
    """The quads of a store by what they are about."""

    def __init__(self, store: Store, lang: str) -> None:
        self.lang = lang
        self.about: dict[str, Values] = {}
        self.claims: dict[str, Values] = {}
        self.quotes: dict[str, str] = {}
        self.vocabulary: dict[str, Values] = {}
        # (subject, term, object) -> the claims that state it.
        self.facts: dict[tuple[str, NamedNode, Object], set[str]] = {}
        for quad in store.quads():
            self._take(quad.graph_name, quad.subject, quad.predicate, quad.object)
        self.words = {iri: self._label(values) for iri, values in self.vocabulary.items()}

    def _take(self, graph: object, subject: object, term: NamedNode, value: Object) -> None:
        iri = subject.value if isinstance(subject, NamedNode) else str(subject)
        if graph == _FACTS:
            self._describe(iri, term, value)
        elif graph == GRAPH_VOCABULARY:
            self.vocabulary.setdefault(iri, {}).setdefault(term, set()).add(value)
        elif isinstance(graph, NamedNode) and graph.value.startswith(_CLAIMS):
            self.facts.setdefault((iri, term, value), set()).add(graph.value)

    def _describe(self, iri: str, term: NamedNode, value: Object) -> None:
        if iri.startswith(_CLAIMS):
            self.claims.setdefault(iri, {}).setdefault(term, set()).add(value)
        elif _SPAN in iri:
            if term == EXACT and isinstance(value, Literal):
                self.quotes[iri] = value.value
        else:
            self.about.setdefault(iri, {}).setdefault(term, set()).add(value)
            if term not in _DESCRIPTIVE:
                self.facts.setdefault((iri, term, value), set())

    def _is_source(self, iri: str) -> bool:
        return SHA256 in self.about.get(iri, {})

    def _counted(self) -> list[tuple[str, NamedNode, Object, set[str]]]:
        """The facts: of what no claim states about a source, all is description."""
        return [
            (subject, term, value, claims)
            for (subject, term, value), claims in self.facts.items()
            if claims or not self._is_source(subject)
        ]

    def _is_entity(self, value: Object) -> bool:
        return not isinstance(value, Literal) and _name(value) not in self.words

    def edges(self) -> list[tuple[str, str, str, Attributes]]:
        """One edge for each fact between entities and claim that states it."""
        found: list[tuple[str, str, str, Attributes]] = []
        for subject, term, value, claims in self._counted():
            if not self._is_entity(value) or term in DERIVED_PROPERTIES:
                continue
            name = curie(term.value)
            about: Attributes = {"label": self.words.get(term.value) or name, "term": name, "iri": term.value}
            whens = {_name(when) for when in self.about.get(subject, {}).get(WHEN, ())}
            dated: Attributes = {"when": " | ".join(sorted(whens))} if whens else {}
            for claim in sorted(claims) or [""]:
                key = f"{name} {curie(claim)}".strip()
                found.append((subject, _name(value), key, {**about, **self._evidence(claim), **dated}))
        return found

    def _evidence(self, claim: str) -> Attributes:
        if not claim:
            return {}
        about = self.claims.get(claim, {})
        quote = min(map(_name, about.get(EVIDENCE, ())), default="")
        certainty = min(map(_name, about.get(CERTAINTY, ())), default="stated")
        found: Attributes = {"claim": claim, "certainty": certainty.removeprefix(PREFIXES["sckb"])}
        if quote in self.quotes:
            found["quote"] = self.quotes[quote]
        source, _, span = quote.partition(_SPAN)
        start, _, end = span.partition(",")
        if is_exact_integer(start) and is_exact_integer(end):
            found |= {"source": source, "start": int(start), "end": int(end)}
        if SPEAKER in about:
            found["speaker"] = min(map(_name, about[SPEAKER]))
        return found

    def nodes(self, edges: list[tuple[str, str, str, Attributes]]) -> list[tuple[str, Attributes]]:
        """What is described or has facts; a source only when a fact is about it or mentions it."""
        values: dict[str, dict[NamedNode, set[Object]]] = {}
        mentioned = {edge[1] for edge in edges}
        for subject, term, value, _ in self._counted():
            if term not in DERIVED_PROPERTIES:
                mentioned.add(subject)
            if not self._is_entity(value):
                values.setdefault(subject, {}).setdefault(term, set()).add(value)
        described = {
            iri for iri, about in self.about.items() if not about.keys().isdisjoint((TYPE, PREF_LABEL, LABEL))
        }
        entities = sorted(mentioned | {iri for iri in described if not self._is_source(iri)})
        kinds = _kinds(values)
        return [(iri, self._node(iri, values.get(iri, {}), kinds)) for iri in entities]

    def _node(self, iri: str, values: Values, kinds: dict[NamedNode, NamedNode | None]) -> Attributes:
        about = self.about.get(iri, {})
        node: Attributes = {"label": self._label(about) or curie(iri), "iri": iri}
        for language in ("vi", "en"):
            label = self._label(about, language)
            if label:
                node[f"label_{language}"] = label
        types = [curie(_name(type_)) for type_ in about.get(TYPE, ())]
        if types:
            node["type"] = " ".join(sorted(types))
        for term in sorted(values, key=_name):
            node[curie(term.value)] = self._joined(values[term], kinds[term])
        return node

    def _joined(self, values: set[Object], kind: NamedNode | None) -> Value:
        ordered = sorted(values, key=str)
        texts = [v for v in ordered if getattr(v, "language", None) == self.lang] or ordered
        joined = " | ".join(self.words.get(_name(v)) or _name(v) for v in texts)
        if kind == XSD_BOOLEAN:
            return joined == "true"
        return int(joined) if kind == XSD_INTEGER else joined

    def _label(self, about: Values, only: str = "") -> str:
        """The label in the language of the view, else in another; or only that of one language."""
        for term in _NAMES:
            labels = [value for value in about.get(term, ()) if isinstance(value, Literal)]
            ranked = sorted(
                (label.language != self.lang, label.language or "", label.value) for label in labels
            )
            for _, language, text in ranked:
                if only in ("", language):
                    return text
        return ""


def _name(term: object) -> str:
    return str(getattr(term, "value", term))


def _kind(value: Literal) -> NamedNode | None:
    """The datatype, None for what calls itself a number and is none, or is too large for other programs."""
    fits = is_exact_integer(value.value) or value.datatype != XSD_INTEGER
    return value.datatype if fits else None


def _kinds(nodes: dict[str, dict[NamedNode, set[Object]]]) -> dict[NamedNode, NamedNode | None]:
    """For each term the datatype of its values, None where they differ or an entity has several."""
    kinds: dict[NamedNode, NamedNode | None] = {}
    for values in nodes.values():
        for term, objects in values.items():
            one = next(iter(objects))
            kind = _kind(one) if len(objects) == 1 and isinstance(one, Literal) else None
            kinds[term] = kind if kinds.get(term, kind) == kind else None
    return kinds
