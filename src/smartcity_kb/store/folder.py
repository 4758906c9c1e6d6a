"""A knowledge base folder: its terms, vocabulary, links and sources, read and checked as one."""

from __future__ import annotations

from pyoxigraph import NamedNode, Quad

from ..model.errors import InputError, InputProblemsError, Problem
from ..model.record import Record
from ..model.terms import (
    GRAPH_LINKS,
    GRAPH_VOCABULARY,
    LABEL,
    TYPE,
    Context,
    parse_context,
)
from .files import ExaminedSource, SourceFile, examine_source
from .folder_layout import shipped_vocabulary, source_folders, term_files
from .quads import quads_from_content
from .rdf_files import read_rdf
from .yaml_nodes import decode, read_bounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Terms(Record):
    """What the sources of a knowledge base are written in: context, vocabulary and links.

    ``classes`` are the IRIs that the vocabulary describes, ``quads`` the vocabulary and the links, each
    in its own graph.
    """

    context: Context
    classes: frozenset[str]
    quads: tuple[Quad, ...]


class FolderContent(Record):
    """A whole knowledge base folder: its terms and its sources, ordered by id."""

    terms: Terms
    sources: tuple[SourceFile, ...]

    def quads(self) -> Iterator[Quad]:
        """Everything in the folder as quads; some may come twice."""
        yield from self.terms.quads
        for source in self.sources:
            yield from quads_from_content(source.content)


def read_terms(folder: str) -> Terms:
    """Read the context, vocabulary and links that hold for a folder.

    Raises InputError, with file, line and column, when one of them is damaged.
    """
    context_path, vocabulary_path, *links = term_files(folder)
    context = parse_context(decode(read_bounded(context_path), context_path), context_path)
    # A folder's own vocabulary adds to the shipped one: nobody has to copy the standard terms.
    vocabularies = dict.fromkeys((shipped_vocabulary(), vocabulary_path))
    quads = [
        Quad(q.subject, q.predicate, q.object, GRAPH_VOCABULARY)
        for path in vocabularies
        for q in read_rdf(path)
    ]
    classes = classes_in(quads)
    for path in links:
        quads += [Quad(q.subject, q.predicate, q.object, GRAPH_LINKS) for q in read_rdf(path)]
    return Terms(context, classes, tuple(quads))


def classes_in(vocabulary: Iterable[Quad]) -> frozenset[str]:
    """The IRIs of the classes that a vocabulary labels.

    What it says to be a class is one, what it gives another type is none; of words for foreign terms,
    which it gives no type, the classes are those that are capitalised (as in all vocabularies in use).
    """
    types: dict[str, set[str]] = {}
    labelled: set[str] = set()
    for quad in vocabulary:
        if isinstance(quad.subject, NamedNode) and quad.predicate == LABEL:
            labelled.add(quad.subject.value)
        elif isinstance(quad.subject, NamedNode) and quad.predicate == TYPE:
            types.setdefault(quad.subject.value, set()).add(str(quad.object).rstrip(">"))
    return frozenset(
        iri
        for iri in labelled
        if any(type_.endswith("#Class") for type_ in types.get(iri, ()))
        or (iri not in types and iri.replace("#", "/").rpartition("/")[2][:1].isupper())
    )


def read_folder(folder: str) -> FolderContent:
    """Read and check a whole knowledge base folder, or one source's folder.

    Raises InputProblemsError with every problem of every file, or InputError when there is no source.
    """
    folders = source_folders(folder)
    if not folders:
        raise InputError(
            f"{folder}: no source in it; a knowledge base folder has a folder per source,"
            " each with article.txt and claims.yaml"
        )
    terms = read_terms(folder)
    examined = [examine_source(path, terms.context, terms.classes) for path in folders]
    problems = [problem for source in examined for problem in source.problems] + check_together(examined)
    if problems:
        raise InputProblemsError(problems)
    sources = [source.source for source in examined if source.source]
    return FolderContent(terms, tuple(sorted(sources, key=lambda source: source.content.source.id)))


def check_together(sources: Iterable[ExaminedSource]) -> list[Problem]:
    """What can be wrong only between sources: ids given twice, entities undefined or defined differently."""
    from .definitions import Definitions, summary_of

    with Definitions() as definitions:
        for source in sources:
            definitions.add(summary_of(source))
        return definitions.problems()
