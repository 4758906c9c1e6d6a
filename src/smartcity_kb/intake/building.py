"""A new store, built in a folder beside its place and moved there at the end: whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
import zlib
from contextlib import contextmanager, suppress
from errno import EEXIST, ENOTEMPTY
from functools import partial
from gzip import BadGzipFile
from itertools import chain, count
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import RdfFormat

from ..model.errors import InputError, StoreError
from ..model.terms import GRAPH_LINKS, PREF_LABEL
from ..store.disk import open_to_write
from ..store.labels import labels_in
from ..store.name_index import build
from ..store.oxigraph import OxigraphStore
from ..store.rdf_files import open_bytes, rdf_format, read_rdf, unreadable
from ..store.search_entry import SearchEntry, entries_in
from .engine_work import EngineWork, bulk_load
from .pipe_load import PipeLoad

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from io import BufferedWriter
    from typing import Self

    from pyoxigraph import Quad

# A bulk load of this many bytes is as fast as a larger one (measured) and takes a quarter of the memory.
_CHUNK = 64 * 1024 * 1024
# A store of so few sorted runs is read as fast as one that was merged, and is a third smaller (measured).
_FEW_RUNS = 2


class StoreBuilder:
    """A store in the making; a context manager that leaves nothing behind unless ``finish`` was called."""

    def __init__(self, into: str) -> None:
        """Raises StoreError when nothing can be written beside ``into``."""
        self.into = into
        parent, name = os.path.split(os.path.abspath(into))
        self._folder = os.path.join(parent, f".{name}.building-{os.getpid()}")
        _remove_abandoned(parent, name)
        try:
            os.makedirs(parent, exist_ok=True)
            os.mkdir(self._folder)
        except OSError as error:
            raise StoreError(f"{into}: no store can be made here: {error.strerror}") from None
        self._runs = 0
        self._work: EngineWork | None = None
        self._numbers = count()
        try:
            self.store: OxigraphStore = open_to_write(os.path.join(self._folder, "store"))
            self._spool = self._new_spool()
            entries = os.path.join(self._folder, "entries.jsonl")
            self._entries = open(entries, "w+", encoding="utf-8")  # noqa: SIM115 - closed by finish and __exit__
            self._restated: set[str] = set()
        except OSError as error:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise StoreError(f"{into}: no store can be made here: {error.strerror}") from None
        except StoreError as error:
            shutil.rmtree(self._folder, ignore_errors=True)
            # Where it is being built is no name that the user gave.
            raise StoreError(error.message.replace(os.path.join(self._folder, "store"), into)) from None

    def add_nquads(self, nquads: bytes) -> None:
        """Add N-Quads text; it is in the store after ``flush``."""
        try:
            self._spool.write(nquads)
            if self._spool.tell() >= _CHUNK:
                self._hand_over()
        except OSError as error:
            raise self._cannot_write(error) from None

    def add_entries(self, entries: Iterable[SearchEntry], restated: Iterable[str] = ()) -> None:
        """Add what search has to know of entities, whose quads come another way.

        ``restated`` are the IRIs of those of which claims state what descriptions say: what is shown of
        them follows from the store only.
        """
        self._restated.update(restated)
        try:
            self._entries.writelines([json.dumps(entry.astuple()) + "\n" for entry in entries])
        except OSError as error:
            raise self._cannot_write(error) from None

    @contextmanager
    def stream(self) -> Iterator[Callable[[bytes], None]]:
        """A function that takes N-Quads text of any size; all of it is in the store after ``flush``, or none.

        Raises StoreError when the store cannot be written, SyntaxError when
        the text is no N-Quads.
        """
        self._settle()
        pipe = PipeLoad(self.store.inner)
        try:
            yield pipe.write
        except OSError as error:
            pipe.abort()
            raise self._cannot_write(error) from None
        except BaseException:
            pipe.abort()
            raise
        self._work = pipe.end()
        self._runs += pipe.runs

    def add_quads(self, quads: Iterable[Quad]) -> None:
        """Add quads; they are in the store after ``flush``."""
        self.add_nquads("".join([f"{quad} .\n" for quad in quads]).encode())

    def flush(self) -> None:
        """Bring what was added into the store."""
        try:
            if self._spool.tell():
                self._hand_over()
            self._settle()
        except OSError as error:
            raise self._cannot_write(error) from None

    def _hand_over(self) -> None:
        """Let the spool be loaded while the next one is filled; no more than two are there at once."""
        self._settle()
        self._spool.close()
        self._work = EngineWork(partial(_take_in, self.store.inner, self._spool.name))
        self._runs += 1
        self._spool = self._new_spool()

    def _settle(self) -> None:
        """Wait for what the engine is doing."""
        work, self._work = self._work, None
        try:
            if work is not None:
                work.finish()
        except SyntaxError as error:
            raise InputError(f"{self.into}: the verified quads do not parse: {error}") from None

    def _new_spool(self) -> BufferedWriter:
        return open(os.path.join(self._folder, f"spool-{next(self._numbers)}.nq"), "xb")

    def finish(self) -> None:
        """Put the store in its place."""
        self.flush()
        self._spool.close()
        try:
            # Many sorted runs merged once: paths are found in two thirds of the time from then on.
            if self._runs > _FEW_RUNS:
                self._work = EngineWork(self.store.inner.optimize)
            self._entries.seek(0)
            spooled = (SearchEntry(*json.loads(line)) for line in self._entries)
            build(
                self.store.location, chain(spooled, self._restated_entries()), partial(labels_in, self.store)
            )
            self._entries.close()
            self._settle()
            self.store.inner.flush()
            self.store.close()
            os.rename(os.path.join(self._folder, "store"), self.into)
        except OSError as error:
            raise self._cannot_write(error) from None

    def _restated_entries(self) -> Iterator[SearchEntry]:
        linked = self.store.quads(predicate=PREF_LABEL, graph=GRAPH_LINKS)
        return entries_in(
            self.store, self._restated | {getattr(quad.subject, "value", "") for quad in linked}
        )

    def _cannot_write(self, error: OSError) -> StoreError:
        if error.errno in (ENOTEMPTY, EEXIST):
            return StoreError(
                f"{self.into}: another store was put here meanwhile, nothing was loaded; "
                "load again to bring the sources into it"
            )
        return StoreError(f"{self.into}: cannot be written, nothing was loaded: {error.strerror or error}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._work is not None:
            self._work.wait()
        with suppress(OSError):
            # Closing writes what is still buffered, which a full disk refuses; the file goes anyway.
            self._spool.close()
            self._entries.close()
        if hasattr(self.store, "inner"):
            self.store.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def _take_in(store: pyoxigraph.Store, path: str) -> None:
    bulk_load(store, path)
    os.unlink(path)


@contextmanager
def staging_store(wanted: bool) -> Iterator[OxigraphStore]:
    """A store for RDF files to be verified in; on disk and gone afterwards, empty when not ``wanted``."""
    if not wanted:
        yield OxigraphStore(pyoxigraph.Store())
        return
    with TemporaryDirectory(prefix="smartcity-kb-") as folder:
        store = OxigraphStore(pyoxigraph.Store(folder), folder)
        try:
            yield store
        finally:
            store.close()


def bulk_load_file(store: OxigraphStore, path: str) -> None:
    """Bring all quads of an RDF file into a store.

    Raises InputError, with line and column, when it is not what its ending says; StoreError when the
    store cannot be written.
    """
    format_ = rdf_format(path)
    try:
        if format_ is None or not format_.supports_datasets or format_ == RdfFormat.JSON_LD:
            from ..store.reified import from_reified

            # Files of triples may hold claims as rdf:Statement, which turn into graphs.
            store.inner.bulk_extend(from_reified(read_rdf(path)))
            return
        with open_bytes(path) as file:
            store.inner.bulk_load(file, format_)
    except (SyntaxError, EOFError, BadGzipFile, zlib.error) as error:
        raise unreadable(path, error) from None
    except OSError as error:
        raise StoreError(f"{store.location}: cannot be written, nothing was loaded: {error}") from None


def _remove_abandoned(parent: str, name: str) -> None:
    """Remove what killed loads of the same store left behind: folders of processes that are no more."""
    prefix = f".{name}.building-"
    try:
        with os.scandir(parent) as entries:
            found = [entry.path for entry in entries if entry.name.startswith(prefix)]
    except OSError:
        return
    for path in found:
        number = path.rpartition("-")[2]
        if number.isdigit() and not _is_running(int(number)):
            shutil.rmtree(path, ignore_errors=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return process != os.getpid()
