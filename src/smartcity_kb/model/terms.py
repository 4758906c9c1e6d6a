"""The vocabulary's IRIs that the code itself uses, and the terms of ``context.jsonld``."""

from __future__ import annotations

from pyoxigraph import NamedNode

from .errors import InputError
from .prefixes import PREFIXES, curie
from .record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


def _iri(prefix: str, name: str) -> NamedNode:
    return NamedNode(PREFIXES[prefix] + name)


TYPE = _iri("rdf", "type")
LABEL = _iri("rdfs", "label")
COMMENT = _iri("rdfs", "comment")
DEFINED_BY = _iri("rdfs", "isDefinedBy")
PREF_LABEL = _iri("skos", "prefLabel")
ALT_LABEL = _iri("skos", "altLabel")
HIDDEN_LABEL = _iri("skos", "hiddenLabel")
CLAIM = _iri("sckb", "Claim")
QUOTE = _iri("sckb", "Quote")
NOISE = _iri("sckb", "Noise")
CERTAINTY = _iri("sckb", "certainty")
EVIDENCE = _iri("sckb", "evidence")
SPEAKER = _iri("prov", "wasAttributedTo")
HAS_SOURCE = _iri("oa", "hasSource")
START = _iri("oa", "start")
END = _iri("oa", "end")
EXACT = _iri("oa", "exact")
SHA256 = _iri("sckb", "sha256")
CHAR_LENGTH = _iri("sckb", "charLength")
EXCLUDED_SPAN = _iri("sckb", "excludedSpan")
AS_OF = _iri("sckb", "asOf")
WHEN = _iri("sckb", "when")
EARLIEST = _iri("sckb", "earliest")
LATEST = _iri("sckb", "latest")
FOLDED_LABEL = _iri("sckb", "foldedLabel")
INVERSE_LABEL = _iri("sckb", "inverseLabel")
TITLE = _iri("dcterms", "title")
LANGUAGE = _iri("dcterms", "language")
ARTICLE_BODY = _iri("schema", "articleBody")
XSD_INTEGER = _iri("xsd", "integer")
XSD_BOOLEAN = _iri("xsd", "boolean")
XSD_DATE = _iri("xsd", "date")
XSD_G_YEAR_MONTH = _iri("xsd", "gYearMonth")
XSD_G_YEAR = _iri("xsd", "gYear")
EDTF = _iri("edtf", "EDTF")
CERTAINTIES = ("stated", "headline", "inferred", "hedged")

GRAPH_LINKS = _iri("graph", "links")
GRAPH_VOCABULARY = _iri("graph", "vocabulary")
GRAPH_SEARCH = _iri("graph", "search")
GRAPH_FACTS = _iri("graph", "facts")

# Values of these are typed by their lexical form (year, year and month, or day): a JSON-LD context
# can name only one datatype for a term.
DATE_PROPERTIES = frozenset(
    {_iri("schema", "startDate"), _iri("schema", "endDate"), _iri("dcterms", "issued")}
)
# What can have one value only: two claims that differ here contradict each other.
SINGLE_VALUED = DATE_PROPERTIES | {WHEN, _iri("schema", "position"), _iri("sckb", "listIsOpen")}
# What loading derives from a fact of the source; never written in a claims file.
DERIVED_PROPERTIES = frozenset({EARLIEST, LATEST})
# What describes claims, quotes and sources rather than the world.
EVIDENCE_PROPERTIES = frozenset(
    {
        CERTAINTY, EVIDENCE, SPEAKER, HAS_SOURCE, START, END, EXACT, SHA256, CHAR_LENGTH,
        EXCLUDED_SPAN, AS_OF, LANGUAGE, ARTICLE_BODY,
    }
)  # fmt: skip
# What describes an entity rather than states a fact about it.
DESCRIPTION_PROPERTIES = frozenset({TYPE, PREF_LABEL, ALT_LABEL, HIDDEN_LABEL, COMMENT, DEFINED_BY})


def entity_iri(slug: str) -> NamedNode:
    """The IRI of the entity with this slug."""
    return NamedNode(PREFIXES["id"] + slug)


def source_iri(source_id: str) -> NamedNode:
    """The IRI of the source with this id."""
    return NamedNode(PREFIXES["src"] + source_id)


def quote_iri(source: NamedNode, start: int, end: int) -> NamedNode:
    """The IRI of a stretch of a source: RFC 5147 character positions as the fragment."""
    return NamedNode(f"{source.value}#char={start},{end}")


def expand(name: str) -> NamedNode | None:
    """The IRI that a CURIE with one of our prefixes, or an absolute IRI, names; None for anything else.

    >>> expand("id:vnpt").value
    'https://w3id.org/sckb/id/vnpt'
    """
    bare = name[1:-1] if name.startswith("<") and name.endswith(">") else name
    prefix, colon, rest = bare.partition(":")
    if not colon:
        return None
    try:
        if prefix in PREFIXES and not rest.startswith("//"):
            return NamedNode(PREFIXES[prefix] + rest)
        if rest.startswith("//") or prefix == "urn":
            return NamedNode(bare)
    except ValueError:
        return None
    return None


class Term(Record):
    """A short name of ``context.jsonld`` and how its values are written.

    ``kind`` is ``entity`` (values are entities), ``name`` (values are names of the context),
    ``language`` (a text per language), ``typed`` (literals of ``datatype``), ``date`` (typed by their
    lexical form) or ``plain`` (strings).
    """

    name: str
    iri: NamedNode
    kind: str
    datatype: NamedNode | None = None


class Context(Record):
    """The terms of a knowledge base, by name and by IRI, and the plain names that values may take."""

    terms: Mapping[str, Term]
    names: Mapping[str, NamedNode]
    by_iri: Mapping[str, Term]

    def term_name(self, iri: str) -> str:
        """The term that stands for this IRI, else its CURIE."""
        term = self.by_iri.get(iri)
        return term.name if term else curie(iri)


def parse_context(text: str, file: str) -> Context:
    """Read the terms of a JSON-LD 1.1 context.

    ``file`` is named in errors. Raises InputError when it is not JSON, or not a context whose terms are
    prefixes, names, or objects with ``@id``.
    """
    import json

    try:
        entries = json.loads(text)["@context"]
    except json.JSONDecodeError as error:
        raise InputError(f"{file}:{error.lineno}:{error.colno}: not JSON: {error.msg}") from None
    except (KeyError, TypeError):
        raise InputError(f"{file}: no '@context' object in it") from None
    if not isinstance(entries, dict):
        raise InputError(f"{file}: '@context' has to be one object")
    prefixes = {k: v for k, v in entries.items() if isinstance(v, str) and v[-1:] in "/#"}
    names: dict[str, NamedNode] = {}
    terms: dict[str, Term] = {}
    for name, value in entries.items():
        if isinstance(value, dict) and isinstance(value.get("@id"), str):
            terms[name] = _term(name, value, prefixes, file)
        elif isinstance(value, str) and name not in prefixes and not name.startswith("@"):
            names[name] = _absolute(value, prefixes, file)
    return Context(terms, names, {term.iri.value: term for term in terms.values()})


def _term(name: str, value: dict[str, str], prefixes: Mapping[str, str], file: str) -> Term:
    iri = _absolute(value["@id"], prefixes, file)
    kind = value.get("@type")
    if value.get("@container") == "@language":
        return Term(name, iri, "language")
    if kind == "@id":
        return Term(name, iri, "entity")
    if kind == "@vocab":
        return Term(name, iri, "name")
    if kind is not None:
        return Term(name, iri, "typed", _absolute(kind, prefixes, file))
    return Term(name, iri, "date" if iri in DATE_PROPERTIES else "plain")


def _absolute(name: str, prefixes: Mapping[str, str], file: str) -> NamedNode:
    prefix, _, rest = name.partition(":")
    try:
        return NamedNode(prefixes[prefix] + rest if prefix in prefixes else name)
    except ValueError:
        raise InputError(f"{file}: '{name}' is no IRI and has no known prefix") from None
