"""RDF files, plain and gzipped: formats by file ending, errors with line and column."""

from __future__ import annotations

import os
import zlib

from pyoxigraph import RdfFormat, parse

from ..model.errors import InputError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    from pyoxigraph import Quad

# What reading a damaged file raises: the parser, the file system, and gunzipping.
READING_ERRORS = (SyntaxError, OSError, EOFError, zlib.error)
FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
}


def rdf_format(path: str) -> RdfFormat | None:
    """The RDF format that a file's ending names, ``.gz`` set aside; None for any other ending."""
    bare = path[:-3] if path.endswith(".gz") else path
    return FORMATS.get(os.path.splitext(bare)[1].lower())


def open_bytes(path: str) -> IO[bytes]:
    """The file opened for reading bytes, gunzipped on the way when it ends in ``.gz``.

    Raises InputError when it cannot be opened.
    """
    try:
        if path.endswith(".gz"):
            import gzip

            return gzip.open(path, "rb")  # type: ignore[return-value]
        return open(path, "rb")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None


def read_rdf(path: str) -> Iterator[Quad]:
    """The quads of an RDF file, as they are parsed.

    JSON-LD contexts are never fetched. Raises UsageError for an unknown ending, and InputError with line
    and column when the file cannot be read or is not what its ending says.
    """
    format_ = rdf_format(path)
    if format_ is None:
        raise UsageError(f"{path}: unknown kind of file; RDF files end in {', '.join(FORMATS)} (and .gz)")
    with open_bytes(path) as file:
        try:
            # lenient is off: IRIs and language tags are checked while parsing.
            yield from parse(input=file, format=format_, base_iri="file:///")
        except READING_ERRORS as error:
            raise unreadable(path, error) from None


def unreadable(path: str, error: Exception) -> InputError:
    """The error, with line and column where it has them, for an RDF file that cannot be read."""
    if not isinstance(error, SyntaxError):
        return InputError(f"{path}: cannot be read: {error}")
    # The parser says the place twice; one line has to do.
    why = " ".join(str(error.msg).split())
    if why.startswith("Parser error") and ": " in why:
        why = why.partition(": ")[2]
    place = f":{error.lineno}:{error.offset}" if error.lineno else ""
    format_ = rdf_format(path)
    return InputError(f"{path}{place}: not {format_.name if format_ else 'RDF'}: {why}")
