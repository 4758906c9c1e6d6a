"""``KnowledgeBase``: everything that the views offer, on one opened location."""

from __future__ import annotations

from pyoxigraph import NamedNode

from .results import Rows
from .views.queries import bind, find_query, query_from_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    import networkx
    import rdflib

    from .store.base import Store
    from .views.entity import EntityPage
    from .views.evidence import EvidenceReport
    from .views.neighbours import Neighbourhood
    from .views.paths import PathReport
    from .views.search import Hit
    from .views.sources import SourceRow
    from .views.timeline import TimelineRow


class KnowledgeBase:
    """An opened knowledge base; use it in a ``with`` statement or call ``close``.

    Wherever an entity is asked for, a slug, an IRI, a CURIE or a label in any language will do, with or
    without diacritics. Labels in answers are in ``lang`` (vi or en). Every error raised on purpose is a
    ``KnowledgeBaseError``.
    """

    def __init__(self, store: Store, lang: str = "vi") -> None:
        self.store = store
        self.lang = lang

    @classmethod
    def open(cls, location: str | None = None, lang: str = "vi") -> Self:
        """Open a folder, RDF file, store folder or endpoint URL; without one, the default knowledge base.

        Raises NotFoundError, UsageError, InputError or StoreError as ``store.open.open_store`` does.

        >>> with KnowledgeBase.open() as kb:
        ...     [hit.label for hit in kb.search("eindhovn")]
        ['Eindhoven']
        """
        from .store.open import open_store

        return cls(open_store(location), lang)

    def resolve(self, name: str) -> NamedNode:
        """The IRI of the one entity that a name stands for; raises NotFoundError or AmbiguousError.

        >>> KnowledgeBase.open().resolve("tinh uy binh duong").value
        'https://w3id.org/sckb/id/tinh-uy-binh-duong'
        """
        from .views.resolve import resolve

        return resolve(self.store, name, self.lang)

    def show(self, entity: str) -> EntityPage:
        """An entity's page: names, types, facts in words by relation, and the quotes behind them.

        >>> page = KnowledgeBase.open(lang="en").show("Mai Hùng Dũng")
        >>> page.relations[0].words
        'holds the post'
        """
        from .views.entity import entity_page

        return entity_page(self.store, self.resolve(entity), self.lang)

    def search(self, text: str, limit: int = 20) -> tuple[Hit, ...]:
        """The entities whose names are like a text, the likest first.

        >>> [hit.iri.rpartition("/")[2] for hit in KnowledgeBase.open().search("UBND", limit=1)]
        ['ubnd-tinh-binh-duong']
        """
        from .views.search import search

        return search(self.store, text, self.lang, limit)

    def neighbours(
        self, entity: str, depth: int = 1, relations: tuple[str, ...] = (), direction: str = "both"
    ) -> Neighbourhood:
        """The relations around an entity as a tree; ``relations`` are terms to follow (none: all).

        >>> tree = KnowledgeBase.open(lang="en").neighbours("eindhoven", direction="out")
        >>> [(branch.words, branch.label) for branch in tree.branches]
        [('lies in', 'Netherlands')]
        """
        from .views.evidence import find_term
        from .views.neighbours import neighbours

        terms = [find_term(self.store, name).value for name in relations]
        return neighbours(self.store, self.resolve(entity), depth, terms, direction, self.lang)

    def path(self, start: str, end: str, max_length: int = 6, every: bool = False) -> PathReport:
        """The shortest path between two entities (all of them with ``every``), each hop with its evidence.

        >>> report = KnowledgeBase.open().path("Philips Lighting", "Tỉnh ủy Bình Dương")
        >>> len(report.paths[0].hops)
        4
        """
        from .views.paths import paths

        return paths(self.store, self.resolve(start), self.resolve(end), max_length, every, self.lang)

    def timeline(
        self, entity: str | None = None, since: str | None = None, until: str | None = None
    ) -> tuple[TimelineRow, ...]:
        """Dated things in order, all or around an entity; ``since`` and ``until`` are EDTF dates.

        >>> [row.shown for row in KnowledgeBase.open().timeline(until="2016")]
        ['tháng 3/2016', '15/8/2016']
        """
        from .views.timeline import timeline

        around = self.resolve(entity) if entity else None
        return timeline(self.store, around, since, until, self.lang)

    def evidence(self, subject: str, term: str | None = None, object: str | None = None) -> EvidenceReport:  # noqa: A002
        """Every claim for what is said about a subject, with quotes in context.

        >>> report = KnowledgeBase.open().evidence("de-an-tptm-binh-duong", "approvedBy")
        >>> "đã phê duyệt" in report.proofs[0].evidence[0].quote
        True
        """
        from .views.evidence import evidence

        return evidence(self.store, subject, term, object, self.lang)

    def sources(self) -> tuple[SourceRow, ...]:
        """The sources, with how much each states.

        >>> [source.id for source in KnowledgeBase.open().sources()]
        ['binh-duong-2017']
        """
        from .views.sources import sources

        return sources(self.store, self.lang)

    def query(self, query: str, parameters: Mapping[str, str] | None = None) -> Rows:
        """The rows of a SELECT query: SPARQL text, a name of the query library, or a path to a file.

        Parameters are bound as RDF terms. Raises QuerySyntaxError, UsageError for wrong parameters.

        >>> rows = KnowledgeBase.open().query("SELECT ?e WHERE { ?e a sckb:Conference } ORDER BY ?e")
        >>> rows.columns, len(rows)
        (('e',), 2)
        """
        asked = query_from_text(query) if "{" in query else find_query(query)
        values = dict(parameters or {})
        for parameter in asked.parameters:
            if parameter.name == "lang":
                values.setdefault("lang", self.lang)
        return Rows(self.store.select(bind(asked, values, self.resolve)))

    def ask(self, query: str) -> bool:
        """The answer of an ASK query.

        >>> KnowledgeBase.open().ask("ASK { id:vnpt a schema:Corporation }")
        True
        """
        return self.store.ask(query)

    def rdflib(self) -> rdflib.Dataset:
        """An ``rdflib.Dataset`` over the same store: nothing is copied.

        >>> len(KnowledgeBase.open().rdflib()) > 0
        True
        """
        from .views.rdflib_dataset import rdflib_dataset

        return rdflib_dataset(self.store)

    def graph(self) -> networkx.MultiDiGraph[str]:
        """Entities and the facts between them as a graph, with evidence on the edges.

        >>> graph = KnowledgeBase.open().graph()
        >>> graph.has_edge(
        ...     "https://w3id.org/sckb/id/thoa-thuan-hop-tac-tptm", "https://w3id.org/sckb/id/vnpt"
        ... )
        True
        """
        from .views.graph import graph

        return graph(self.store, self.lang)

    def close(self) -> None:
        """Let go of files and connections."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
