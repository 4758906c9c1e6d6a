"""A knowledge base folder: its terms, vocabulary, links and sources, read and checked as one."""

from __future__ import annotations

from pyoxigraph import NamedNode, Quad

from ..model.errors import InputError, InputProblemsError, Problem
from ..model.record import Record
from ..model.terms import (
    GRAPH_LINKS,
    GRAPH_VOCABULARY,
    LABEL,
    Context,
    parse_context,
)
from .files import SourceFile, read_source
from .folder_layout import source_folders, term_files
from .quads import quads_from_content
from .rdf_files import read_rdf
from .yaml_nodes import decode, read_bounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..model.claim import Entity


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
    quads = [Quad(q.subject, q.predicate, q.object, GRAPH_VOCABULARY) for q in read_rdf(vocabulary_path)]
    classes = frozenset(
        q.subject.value for q in quads if q.predicate == LABEL and isinstance(q.subject, NamedNode)
    )
    for path in links:
        quads += [Quad(q.subject, q.predicate, q.object, GRAPH_LINKS) for q in read_rdf(path)]
    return Terms(context, classes, tuple(quads))


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
    problems: list[Problem] = []
    sources: list[SourceFile] = []
    for path in folders:
        read = read_source(path, terms.context, terms.classes)
        if isinstance(read, SourceFile):
            sources.append(read)
        else:
            problems += read
    if not problems:
        problems = check_together(sources)
    if problems:
        raise InputProblemsError(problems)
    return FolderContent(terms, tuple(sorted(sources, key=lambda source: source.content.source.id)))


def check_together(sources: Iterable[SourceFile], known: Iterable[tuple[Entity, str]] = ()) -> list[Problem]:
    """What can be wrong only between sources: ids given twice, entities undefined or defined differently.

    ``known`` are entities defined elsewhere (in the store that is loaded into), each with the name of
    the place that defines it.
    """
    problems: list[Problem] = []
    defined: dict[str, tuple[Entity, str]] = {entity.slug: (entity, place) for entity, place in known}
    ids: dict[str, str] = {}
    sources = list(sources)
    for source in sources:
        id_ = source.content.source.id
        if id_ in ids:
            problems.append(Problem(f"source id '{id_}' is also that of {ids[id_]}", source.path))
        ids[id_] = source.path
        for entity in source.content.entities:
            problems += _define(entity, source, defined)
    for source in sources:
        problems += _undefined(source, defined)
    problems += [
        Problem(f"'{slug}' is the id of a source ({ids[slug]}) and cannot be an entity", place)
        for slug, (_, place) in defined.items()
        if slug in ids
    ]
    return problems


def _define(entity: Entity, source: SourceFile, defined: dict[str, tuple[Entity, str]]) -> Iterator[Problem]:
    line = source.entity_lines[entity.slug]
    place = f"{source.path}:{line}"
    if entity.slug not in defined:
        defined[entity.slug] = (entity, place)
        return
    other, elsewhere = defined[entity.slug]
    if other != entity:
        differs = ", ".join(
            name for name in entity.__fields__ if getattr(entity, name) != getattr(other, name)
        )
        message = f"entity '{entity.slug}' is defined otherwise at {elsewhere} ({differs} differ); keep one"
        yield Problem(message, source.path, line)


def _undefined(source: SourceFile, defined: dict[str, tuple[Entity, str]]) -> Iterator[Problem]:
    for use in source.uses:
        if use.slug not in defined:
            from difflib import get_close_matches

            near = get_close_matches(use.slug, defined, n=3)
            hint = f"did you mean {' or '.join(near)}?" if near else "define it under 'entities'"
            yield Problem(f"unknown entity '{use.slug}'; {hint}", source.path, use.line, claim=use.claim)
