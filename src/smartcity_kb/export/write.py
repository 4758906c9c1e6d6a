"""A store written as a file or to a stream: whole or not at all, the same store always as the same bytes."""

from __future__ import annotations

import os
from itertools import islice
from typing import IO, TYPE_CHECKING

from ..model.errors import InputError, StoreError, UsageError
from ..model.record import Record
from .formats import STANDARD_OUTPUT, check_options, format_named
from .gexf import gexf
from .graphml import graphml
from .html import html
from .html_front_end import front_end
from .job import Job, Options
from .jsonld import jsonld
from .nlines import nquads, ntriples
from .rdfxml import rdfxml
from .reading import local_store
from .scratch import Scratch
from .table import table
from .turtle import trig, turtle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..store.base import Store

LANGUAGES = ("vi", "en")
_WRITERS: dict[str, Callable[[Job], Iterator[bytes]]] = {
    "turtle": turtle,
    "trig": trig,
    "ntriples": ntriples,
    "nquads": nquads,
    "rdfxml": rdfxml,
    "jsonld": jsonld,
    "graphml": graphml,
    "gexf": gexf,
    "csv": table,
    "html": html,
}
# What has to be there before anything is read.
_NEEDS: dict[str, Callable[[], object]] = {"html": front_end}
# Pieces joined before they are written: few calls, and still a step of progress small enough to see.
_PIECES = 2000


class ExportReport(Record):
    """What was written: the format's name, and how many of each thing, such as ``(("nodes", 56),)``."""

    format: str
    counts: tuple[tuple[str, int], ...]

    def __str__(self) -> str:
        numbers = ", ".join(f"{number} {what}" for what, number in self.counts) or "nothing to write"
        return f"{self.format}, {numbers}"


def export(
    store: Store,
    target: str | IO[bytes],
    format: str,  # noqa: A002 - the word that everybody uses
    *,
    evidence: bool = False,
    rdf12: bool = False,
    flavour: str = "",
    lang: str = "vi",
    on_progress: Callable[[int], None] | None = None,
) -> ExportReport:
    """Write a store to a path or a binary stream, in one of ``formats.FORMATS``.

    ``evidence`` and ``rdf12`` add claims and quotes to formats without graphs, as ``rdf:Statement`` or RDF
    1.2 reifiers; ``flavour`` is a variant such as ``yed``; ``lang`` (vi or en) that of labels in graphs and
    tables. ``on_progress`` is called with the number of things written so far. Raises UsageError for a
    format or an option that there is not, MissingExtraError for HTML without the built front end, InputError
    when the file cannot be written or the format cannot hold a text or so much, StoreError when the store
    cannot be read or there is no room for temporary files.
    A stream that its reader closes raises BrokenPipeError.
    """
    row = format_named(format)
    check_options(row, {"evidence": evidence, "rdf12": rdf12}, flavour)
    if lang not in LANGUAGES:
        raise UsageError(f"no labels in '{lang}'; there are {' and '.join(LANGUAGES)}")
    _NEEDS.get(row.name, lambda: None)()
    options = Options(evidence, rdf12, flavour, lang, on_progress)
    try:
        with Scratch() as scratch:
            job = Job(local_store(store, scratch), scratch, options)
            _write(target, _blocks(job, _WRITERS[row.name](job)))
    except _TargetError as error:
        raise error.reason from None
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _cannot_export(store, error) from None
    return ExportReport(row.name, tuple(job.counts.items()))


class _TargetError(Exception):
    """Keeps what is wrong with the target apart from what is wrong with the store or temporary files."""

    def __init__(self, reason: Exception) -> None:
        super().__init__(str(reason))
        self.reason = reason


def _blocks(job: Job, pieces: Iterator[bytes]) -> Iterator[bytes]:
    while block := b"".join(islice(pieces, _PIECES)):
        yield block
        if job.options.on_progress is not None:
            job.options.on_progress(job.done)


def _write(target: str | IO[bytes], blocks: Iterator[bytes]) -> None:
    if isinstance(target, str):
        _write_file(target, blocks)
    else:
        _write_blocks(target, blocks, STANDARD_OUTPUT)


def _write_file(path: str, blocks: Iterator[bytes]) -> None:
    # A link stays a link, and a device or a pipe is written to, not replaced.
    place = os.path.realpath(path)
    if os.path.exists(place) and not os.path.isfile(place):
        with _opened(place, path) as file:
            _write_blocks(file, blocks, path)
        return
    temporary = os.path.join(os.path.dirname(place), f".{os.path.basename(place)}.{os.getpid()}")
    try:
        with _opened(temporary, path) as file:
            _write_blocks(file, blocks, path)
        _replace(temporary, place, path)
    except BaseException:
        _remove(temporary)
        raise


def _opened(place: str, path: str) -> IO[bytes]:
    try:
        # Unbuffered: blocks are large, and closing has nothing left to fail with.
        return open(place, "wb", buffering=0)
    except (OSError, ValueError) as error:
        raise _TargetError(_cannot_write(path, error)) from None


def _write_blocks(file: IO[bytes], blocks: Iterator[bytes], path: str) -> None:
    for block in blocks:
        try:
            _write_whole(file, block)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _TargetError(_cannot_write(path, error)) from None


def _write_whole(file: IO[bytes], block: bytes) -> None:
    """Write all of a block: unbuffered files may take a part of it. Raises OSError."""
    view = memoryview(block)
    while view:
        view = view[file.write(view) :]
    file.flush()


def _replace(temporary: str, place: str, path: str) -> None:
    try:
        os.replace(temporary, place)
    except OSError as error:
        raise _TargetError(_cannot_write(path, error)) from None


def _remove(path: str) -> None:
    try:
        os.remove(path)
    except (OSError, ValueError):
        return


def _cannot_write(path: str, error: OSError | ValueError) -> InputError:
    name = "standard output" if path == STANDARD_OUTPUT else path
    reason = getattr(error, "strerror", None) or str(error)
    return InputError(f"{name}: cannot be written: {reason}; nothing was left there")


def _cannot_export(store: Store, error: OSError) -> StoreError:
    return StoreError(
        f"{store.location}: cannot be exported: {error.strerror or error}"
        " (temporary files lie in the folder that TMPDIR names)"
    )
