"""Folders and RDF files into a store: read, verify everything, then write source by source, and report.

Nothing is written before all inputs are known to be sound, by themselves and together with what the
store holds. A new store is built beside its place and moved there at the end; a store that is there
already changes one source at a time, each as one change.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ..model.errors import InputError, InputProblemsError, NotFoundError, Problem
from ..model.terms import GRAPH_LINKS, GRAPH_VOCABULARY, source_iri
from ..store.definitions import Definitions
from ..store.disk import open_to_write
from ..store.folder import Terms, read_terms
from ..store.folder_layout import shipped_folder
from ..store.names import ensure_index
from ..store.open import is_url
from ..store.quads import quads_from_content
from .building import StoreBuilder, bulk_load_file, staging_store
from .inputs import gather_inputs
from .rdf_intake import search_quads, verify_rdf
from .report import LoadReport, added, change_between
from .source_stream import read_sources
from .stored import content_of, source_ids, totals
from .updating import Spool, Update

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pyoxigraph import NamedNode, Quad

    from ..store.base import Store
    from ..store.definitions import SourceSummary
    from ..store.oxigraph import OxigraphStore
    from .inputs import Folder, Inputs
    from .rdf_intake import RdfSource
    from .report import SourceChange
    from .source_stream import ReadSource

    Progress = Callable[[str, int, int], None]
    Reader = Callable[[Sequence[Folder]], Iterator[ReadSource]]


def load(
    inputs: Sequence[str], into: str, *, on_progress: Progress | None = None, reader: Reader | None = None
) -> LoadReport:
    """Verify folders and RDF files and load them into a store folder or an endpoint.

    ``inputs`` are knowledge base folders, folders of single sources, and RDF files (also gzipped);
    ``into`` is a store folder (made when it is not there) or the URL of a SPARQL 1.1 endpoint.
    ``on_progress`` is called with "reading" or "writing", how many sources are done and how many there
    are (0 when that is not known). ``reader`` reads the sources of folders elsewhere than in this process
    and its children. Sources of the store that the inputs do not hold stay as they are.

    Raises InputProblemsError with every problem of every input, and StoreError when the store cannot be
    written; nothing is half-loaded then.
    """
    gathered = gather_inputs(inputs)
    progress = on_progress or _silent
    if _is_new(into):
        with StoreBuilder(into) as builder:
            return _build(gathered, builder, progress, reader or read_sources)
    with _open_to_change(into) as store:
        return _update(gathered, store, progress, reader or read_sources)


def remove(location: str, source_id: str) -> LoadReport:
    """Remove a source from a store folder or an endpoint, with exactly those facts that only it states.

    Raises NotFoundError when the store has no such source, InputProblemsError when other sources use an
    entity that only this one defines.
    """
    if not is_url(location) and _is_new(location):
        raise NotFoundError(f"{location}: no such store")
    with _open_to_change(location) as store, Definitions() as nothing:
        old = content_of(store, source_id)
        if old is None:
            from difflib import get_close_matches

            near = get_close_matches(source_id, sorted(source_ids(store)), n=3)
            hint = f"; did you mean {' or '.join(near)}?" if near else ""
            raise NotFoundError(f"{location}: no source '{source_id}' in it{hint}", near)
        _raise_all(Update(store, nothing, [source_id]).dropped_but_used({}))
        store.replace_source(source_iri(source_id), [])
        return _report(store, [change_between(source_id, old, None)], ())


def _build(inputs: Inputs, builder: StoreBuilder, progress: Progress, reader: Reader) -> LoadReport:
    """Verify everything while building; the builder throws all away when something is wrong."""
    changes: list[SourceChange] = []
    with Definitions() as definitions:

        def take_rdf(source: RdfSource) -> None:
            definitions.add(source.summary)
            builder.add_quads(search_quads(source.content))
            changes.append(change_between(source.content.source.id, None, source.content))

        def take(source: ReadSource) -> None:
            definitions.add(source.summary)
            builder.add_nquads(source.nquads)
            changes.append(added(source.summary.id, source.claims, source.facts))

        problems = _read_rdf(inputs, builder.store, take_rdf)
        problems += _read_folders(inputs, take, progress, reader)
        _raise_all([*problems, *definitions.problems()])
    for quads in _term_graphs(inputs, builder.store, builder.store).values():
        builder.add_quads(quads)
    builder.flush()
    report = _report(builder.store, changes, inputs.drafts, builder.into)
    builder.finish()
    return report


def _update(inputs: Inputs, store: Store, progress: Progress, reader: Reader) -> LoadReport:
    """Verify everything into a temporary file, then change the store."""
    places: dict[str, str] = {}
    with Definitions() as definitions, Spool() as spool, staging_store(bool(inputs.rdf_files)) as staged:

        def take_rdf(source: RdfSource) -> None:
            keep(source.summary, _nquads(quads_from_content(source.content)))

        def take(source: ReadSource) -> None:
            keep(source.summary, source.nquads)

        def keep(summary: SourceSummary, nquads: bytes) -> None:
            definitions.add(summary)
            if summary.id:
                places[summary.id] = summary.path
                spool.add(summary.id, nquads)

        problems = _read_rdf(inputs, staged, take_rdf) + _read_folders(inputs, take, progress, reader)
        update = Update(store, definitions, spool.ids)
        update.learn_known()
        _raise_all([*problems, *definitions.problems(), *update.dropped_but_used(places)])
        changes: list[SourceChange] = []
        for change in update.write(spool):
            changes.append(change)
            progress("writing", len(changes), len(spool.ids))
        for graph, quads in _term_graphs(inputs, staged, store).items():
            store.clear_graph(graph, quads)
    ensure_index(store)
    return _report(store, changes, inputs.drafts)


def _read_folders(
    inputs: Inputs, take: Callable[[ReadSource], None], progress: Progress, reader: Reader
) -> list[Problem]:
    total = sum(len(folder.sources) for folder in inputs.folders)
    problems: list[Problem] = []
    for number, source in enumerate(reader(inputs.folders), 1):
        problems += source.problems
        take(source)
        progress("reading", number, total)
    return problems


def _read_rdf(inputs: Inputs, staged: OxigraphStore, take: Callable[[RdfSource], None]) -> list[Problem]:
    """Bring the RDF files into a store of their own and verify what stands there."""
    problems: list[Problem] = []
    for path in inputs.rdf_files:
        try:
            bulk_load_file(staged, path)
        except InputError as error:
            problems.append(Problem(error.message))
    if problems or not inputs.rdf_files:
        return problems
    for source in verify_rdf(staged, _shipped_terms(), " + ".join(inputs.rdf_files)):
        if isinstance(source, list):
            problems += source
        else:
            take(source)
    return problems


def _shipped_terms() -> Terms:
    return read_terms(shipped_folder())


def _term_graphs(inputs: Inputs, staged: OxigraphStore, store: Store) -> dict[NamedNode, set[Quad]]:
    """The vocabulary and links that take the place of the store's.

    Only what an input brings itself does; the shipped vocabulary fills a store that has none.
    """
    found: dict[NamedNode, set[Quad]] = {}
    for graph in (GRAPH_VOCABULARY, GRAPH_LINKS):
        quads = {q for folder in inputs.folders if _owns(folder, graph) for q in folder.terms.quads}
        quads = {q for q in quads if q.graph_name == graph} | set(staged.quads(graph=graph))
        if not quads and graph == GRAPH_VOCABULARY and next(store.quads(graph=graph), None) is None:
            terms = inputs.folders[0].terms if inputs.folders else _shipped_terms()
            quads = {q for q in terms.quads if q.graph_name == graph}
        if quads:
            found[graph] = quads
    return found


def _owns(folder: Folder, graph: NamedNode) -> bool:
    return folder.own_links if graph == GRAPH_LINKS else folder.own_vocabulary


def _report(
    store: Store, changes: Iterable[SourceChange], drafts: tuple[str, ...], location: str = ""
) -> LoadReport:
    now = totals(store)
    return LoadReport(
        location or store.location, tuple(changes), now.sources, now.claims, now.facts, now.entities, drafts
    )


def _is_new(into: str) -> bool:
    return not is_url(into) and (not os.path.lexists(into) or (os.path.isdir(into) and not os.listdir(into)))


def _open_to_change(into: str) -> Store:
    if not is_url(into):
        return open_to_write(into)
    from ..store.endpoint import open_endpoint

    return open_endpoint(into)


def _nquads(quads: Iterator[Quad]) -> bytes:
    return "".join({f"{quad} .\n" for quad in quads}).encode()


def _raise_all(problems: Iterable[Problem]) -> None:
    found = list(problems)
    if found:
        raise InputProblemsError(found)


def _silent(_phase: str, _done: int, _total: int) -> None:
    return
