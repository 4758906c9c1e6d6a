"""Folders and RDF files into a store: read, verify everything, then write source by source, and report.

Nothing is written before all inputs are known to be sound, by themselves and together with what the
store holds. A new store is built beside its place and moved there at the end; a store that is there
already changes one source at a time, each as one change.
"""

from __future__ import annotations

import os
from itertools import count
from typing import TYPE_CHECKING

from ..model.errors import InputError, InputProblemsError, NotFoundError, Problem
from ..model.record import Record
from ..model.terms import GRAPH_LINKS, GRAPH_VOCABULARY, source_iri
from ..store.definitions import Definitions
from ..store.disk import open_to_write
from ..store.folder import Terms, read_terms
from ..store.folder_layout import shipped_folder
from ..store.names import ensure_index
from ..store.open import is_url
from .building import StoreBuilder, bulk_load_file, staging_store
from .inputs import gather_inputs
from .pipe_load import can_pipe
from .rdf_intake import verify_rdf
from .rdf_stream import SourceStream, UnprovenError, can_stream
from .report import LoadReport, change_between
from .source_stream import read_sources
from .stored import content_of, source_ids, totals
from .taking import Building, Updating
from .updating import Update

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pyoxigraph import NamedNode, Quad

    from ..store.base import Store
    from ..store.oxigraph import OxigraphStore
    from .inputs import Folder, Inputs
    from .rdf_intake import RdfSource
    from .rdf_sections import Section
    from .report import SourceChange
    from .source_stream import ReadSource
    from .tally import Totals

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
    change = _build if _is_new(into) else _update
    reading = Reading(on_progress or _silent, reader or read_sources)
    while True:
        try:
            return change(gathered, into, reading)
        except UnprovenError as unproven:
            following = reading.after(unproven)
        # Not within the handler: what it holds on to keeps the store open.
        reading = following


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
        return _report(store.location, [change_between(source_id, old, None)], totals(store), ())


class Reading(Record):
    """How inputs are read: whom to tell, who reads folders, and how RDF files are.

    ``way`` is "ordered" when sources are checked as their text comes by, "scattered" when lines are brought
    together first, "closely" when everything goes into a store to be looked at there.
    """

    progress: Progress
    reader: Reader
    way: str = "ordered"
    suspects: frozenset[str] = frozenset()

    def after(self, unproven: UnprovenError) -> Reading:
        """How to read on when that did not prove the files; nothing was written then.

        Looking closely finds the words for what is wrong, or that nothing is.
        """
        scattered = unproven.scattered and self.way == "ordered"
        return self.replace(way="scattered" if scattered else "closely", suspects=unproven.sources)

    def streams(self, inputs: Inputs) -> bool:
        """Whether the RDF files are checked as their text comes by."""
        return self.way != "closely" and can_pipe() and can_stream(inputs.rdf_files)


def _build(inputs: Inputs, into: str, reading: Reading) -> LoadReport:
    """Verify everything while building; the builder throws all away when something is wrong."""
    with StoreBuilder(into) as builder:
        with Building(builder) as building:
            problems, terms = _read_into_new(inputs, building, reading)
            problems += _read_folders(inputs, building.take_source, reading)
            # Between sources while the engine is still sorting what came last.
            _raise_all([*problems, *building.definitions.problems()])
        builder.flush()
        for quads in _term_graphs(inputs, terms, builder.store).values():
            builder.add_quads(quad for quad in quads if quad not in builder.store.inner)
        builder.finish()
        now = building.tally.totals()
        return _report(into, building.changes, now, inputs.drafts)


def _read_into_new(inputs: Inputs, building: Building, reading: Reading) -> tuple[list[Problem], set[Quad]]:
    """Bring the RDF files into the new store; (problems, vocabulary and links)."""
    builder = building.builder
    if not reading.streams(inputs):
        problems = _read_rdf(inputs, builder.store, building.take_rdf, reading)
        return problems, _terms_in(builder.store)
    with builder.stream() as feed:
        stream = _stream(inputs, reading, building.take_section, feed)
    return [], stream.term_quads


def _update(inputs: Inputs, into: str, reading: Reading) -> LoadReport:
    """Verify everything into a temporary file, then change the store."""
    staging = staging_store(bool(inputs.rdf_files) and not reading.streams(inputs))
    with _open_to_change(into) as store, Updating() as updating, staging as staged:
        if reading.streams(inputs):
            problems, terms = [], _stream(inputs, reading, updating.take_section).term_quads
        else:
            problems = _read_rdf(inputs, staged, updating.take_rdf, reading)
            terms = _terms_in(staged)
        problems += _read_folders(inputs, updating.take_source, reading)
        update = Update(store, updating.definitions, updating.spool.ids)
        update.learn_known()
        dropped = update.dropped_but_used(updating.places)
        _raise_all([*problems, *updating.definitions.problems(), *dropped])
        changes: list[SourceChange] = []
        for change in update.write(updating.spool):
            changes.append(change)
            reading.progress("writing", len(changes), len(updating.spool.ids))
        for graph, quads in _term_graphs(inputs, terms, store).items():
            store.clear_graph(graph, quads)
        ensure_index(store)
        return _report(store.location, changes, totals(store), inputs.drafts)


def _read_folders(inputs: Inputs, take: Callable[[ReadSource], None], reading: Reading) -> list[Problem]:
    total = sum(len(folder.sources) for folder in inputs.folders)
    problems: list[Problem] = []
    for number, source in enumerate(reading.reader(inputs.folders), 1):
        problems += source.problems
        take(source)
        reading.progress("reading", number, total)
    return problems


def _stream(
    inputs: Inputs,
    reading: Reading,
    take: Callable[[Section], None],
    feed: Callable[[bytes], None] | None = None,
) -> SourceStream:
    """Check the RDF files while reading them; raises UnprovenError."""
    file = " + ".join(inputs.rdf_files)
    stream = SourceStream(_shipped_terms(), file, _counted(take, reading), feed or _drop)
    read = stream.read if reading.way == "ordered" else stream.read_scattered
    read(inputs.rdf_files)
    return stream


def _counted(take: Callable[[Section], None], reading: Reading) -> Callable[[Section], None]:
    """``take``, telling how far reading is."""
    numbers = count(1)

    def counted(section: Section) -> None:
        take(section)
        reading.progress("reading", next(numbers), 0)

    return counted


def _read_rdf(
    inputs: Inputs, staged: OxigraphStore, take: Callable[[RdfSource], None], reading: Reading
) -> list[Problem]:
    """Bring the RDF files into a store of their own and verify what stands there."""
    problems: list[Problem] = []
    for path in inputs.rdf_files:
        try:
            bulk_load_file(staged, path)
        except InputError as error:
            problems.append(Problem(error.message))
    if problems or not inputs.rdf_files:
        return problems
    file = " + ".join(inputs.rdf_files)
    for number, source in enumerate(verify_rdf(staged, _shipped_terms(), file, reading.suspects), 1):
        if isinstance(source, list):
            problems += source
        else:
            take(source)
        reading.progress("reading", number, 0)
    return problems


def _shipped_terms() -> Terms:
    return read_terms(shipped_folder())


def _terms_in(store: Store) -> set[Quad]:
    return {quad for graph in (GRAPH_VOCABULARY, GRAPH_LINKS) for quad in store.quads(graph=graph)}


def _term_graphs(inputs: Inputs, given: set[Quad], store: Store) -> dict[NamedNode, set[Quad]]:
    """The vocabulary and links that take the place of the store's; ``given`` are those of RDF files.

    Only what an input brings itself does; the shipped vocabulary fills a store that has none.
    """
    found: dict[NamedNode, set[Quad]] = {}
    for graph in (GRAPH_VOCABULARY, GRAPH_LINKS):
        quads = {q for folder in inputs.folders if _owns(folder, graph) for q in folder.terms.quads} | given
        quads = {q for q in quads if q.graph_name == graph}
        if not quads and graph == GRAPH_VOCABULARY and next(store.quads(graph=graph), None) is None:
            terms = inputs.folders[0].terms if inputs.folders else _shipped_terms()
            quads = {q for q in terms.quads if q.graph_name == graph}
        if quads:
            found[graph] = quads
    return found


def _owns(folder: Folder, graph: NamedNode) -> bool:
    return folder.own_links if graph == GRAPH_LINKS else folder.own_vocabulary


def _report(
    location: str, changes: Iterable[SourceChange], now: Totals, drafts: tuple[str, ...]
) -> LoadReport:
    return LoadReport(location, tuple(changes), now.sources, now.claims, now.facts, now.entities, drafts)


def _is_new(into: str) -> bool:
    return not is_url(into) and (not os.path.lexists(into) or (os.path.isdir(into) and not os.listdir(into)))


def _open_to_change(into: str) -> Store:
    if not is_url(into):
        return open_to_write(into)
    from ..store.endpoint import open_endpoint

    return open_endpoint(into)


def _raise_all(problems: Iterable[Problem]) -> None:
    found = list(problems)
    if found:
        raise InputProblemsError(found)


def _silent(_phase: str, _done: int, _total: int) -> None:
    return


def _drop(_text: bytes) -> None:
    return
