"""Query files and the query library: found, read, and bound to the values of their parameters.

A query file is SPARQL 1.1 in UTF-8 (``.rq`` or ``.sparql``) with grlc's header and parameters. A value
is bound as an RDF term in the place of its variable: it cannot become part of the query.
"""

from __future__ import annotations

import os

from ..model.errors import InputError, NotFoundError, Problem, UsageError
from ..model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .query_header import Header
    from .query_parameters import Parameter, Resolve

ENDINGS = (".rq", ".sparql")
MAX_BYTES = 1024 * 1024


class QueryFile(Record):
    """A query with what its header says.

    ``name`` is the file's name without its ending, ``text`` the whole file, header included; ``summary_vi``
    and ``description_vi`` are the Vietnamese texts, empty where the header has none.
    """

    name: str
    path: str
    summary: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    text: str
    summary_vi: str = ""
    description_vi: str = ""


def library_folder() -> str:
    """The folder of the shipped queries: inside the package, or the repository's in a checkout."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    inside = os.path.join(package, "queries")
    if os.path.isdir(inside):
        return inside
    return os.path.join(os.path.dirname(os.path.dirname(package)), "queries")


def library(folder: str | None = None) -> tuple[QueryFile, ...]:
    """The queries of a folder, the shipped ones by default, ordered by name.

    Raises InputError when the folder or one of its queries cannot be read.
    """
    home = folder or library_folder()
    return tuple(read_query(os.path.join(home, file)) for file in _query_files(home))


def find_query(name_or_path: str, folder: str | None = None) -> QueryFile:
    """The query that a path or a name of the library stands for.

    What ends in ``.rq`` or ``.sparql`` or has a folder in it is a path, anything else a name. Raises
    NotFoundError, with the nearest names, when there is none, and what ``read_query`` raises.
    """
    home = folder or library_folder()
    if not name_or_path.endswith(ENDINGS) and os.path.basename(name_or_path) == name_or_path:
        for ending in ENDINGS:
            path = os.path.join(home, name_or_path + ending)
            if os.path.isfile(path):
                return read_query(path)
    if os.path.exists(name_or_path):
        return read_query(name_or_path)
    raise _not_found(name_or_path, home)


def read_query(path: str) -> QueryFile:
    """Read a query file.

    Raises NotFoundError when there is no such file, InputError, with file and line, when it cannot be
    read, is not UTF-8, is larger than MAX_BYTES, or its header or a parameter is malformed.
    """
    name = os.path.splitext(os.path.basename(path))[0]
    return query_from_text(_decoded(_bytes(path), path), name, path)


def query_from_text(text: str, name: str = "query", path: str = "") -> QueryFile:
    """A query from its text, which may have a header and parameters like a file's.

    ``path`` (else ``name``) is named in errors. Raises InputError for a malformed header or parameter.
    """
    if "#+" not in text and not _may_have_parameters(text):
        return QueryFile(name, path, "", "", (), (), text)
    from .query_header import read_header

    header = read_header(text, path or name)
    parameters = _parameters(text, header, path or name)
    said = (header.summary, header.description, header.tags)
    return QueryFile(name, path, *said, parameters, text, header.summary_vi, header.description_vi)


def bind(query: QueryFile | str, values: Mapping[str, str], resolve: Resolve) -> str:
    """The SPARQL text of a query with its parameters replaced by the values, as RDF terms.

    ``values`` holds texts by parameter name; ``resolve`` finds the entity that a text names. Raises
    UsageError for a parameter that is unknown or missing, InputError for a value of the wrong type or a
    parameter where no term can stand, and what ``resolve`` raises.
    """
    file = query if isinstance(query, QueryFile) else query_from_text(query)
    known = {parameter.name: parameter for parameter in file.parameters}
    for name in values:
        if name not in known:
            raise _unknown(name, file)
    if not known:
        return file.text
    from .query_binding import bind_terms
    from .query_parameters import term

    terms: dict[str, str] = {}
    for parameter in file.parameters:
        text = values.get(parameter.name, parameter.default)
        if text is not None:
            terms[parameter.variable] = str(term(parameter, text, resolve))
        elif parameter.required:
            raise UsageError(
                f"query '{file.name}' needs '{parameter.name}': {parameter.takes};"
                f" for example {parameter.example}"
            )
    return bind_terms(file.text, terms, file.path or file.name)


def _may_have_parameters(text: str) -> bool:
    return "?_" in text or "$_" in text


def _parameters(text: str, header: Header, file: str) -> tuple[Parameter, ...]:
    found: dict[str, Parameter] = {}
    for variable, line in _underscored(text):
        parameter = _parameter(variable, header)
        other = found.setdefault(parameter.name, parameter).variable
        if other != variable:
            message = f"parameter '{parameter.name}' is both ?{other} and ?{variable}; write one of them"
            raise InputError(str(Problem(message, file, line)))
    for name, (_, line) in header.defaults.items():
        if name not in found:
            message = f"in the header: a default for '{name}', but the query has no parameter ?_{name}"
            raise InputError(str(Problem(message, file, line)))
    return tuple(found.values())


def _underscored(text: str) -> Iterator[tuple[str, int]]:
    """The variables that may be parameters, each with its line."""
    if not _may_have_parameters(text):
        return
    from ..store.sparql_text import tokens

    for kind, token, start, _ in tokens(text):
        if kind == "variable" and token[1] == "_" and token.strip("?$_"):
            yield token[1:], text.count("\n", 0, start) + 1


def _parameter(variable: str, header: Header) -> Parameter:
    from .query_parameters import Parameter, is_optional, name_and_type

    name, type_ = name_and_type(variable)
    default = header.defaults[name][0] if name in header.defaults else None
    return Parameter(name, variable, type_, default, default is None and not is_optional(variable))


def _query_files(folder: str) -> list[str]:
    try:
        return sorted(file for file in os.listdir(folder) if file.endswith(ENDINGS))
    except OSError as error:
        raise InputError(f"{folder}: cannot be read: {error.strerror}") from None


def _bytes(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise NotFoundError(f"{path}: no such query file") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise InputError(f"{path}: cannot be read: {reason}") from None
    if len(content) > MAX_BYTES:
        raise InputError(f"{path}: larger than {MAX_BYTES // 1024} KiB; this is no query file")
    return content


def _decoded(content: bytes, path: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(str(Problem("not UTF-8; save the file as UTF-8", path, line))) from None


def _not_found(name: str, folder: str) -> NotFoundError:
    from difflib import get_close_matches

    known = [os.path.splitext(file)[0] for file in _query_files(folder)]
    wanted = os.path.splitext(os.path.basename(name))[0]
    nearest = get_close_matches(wanted, known, n=3)
    what = f"no query file '{name}'" if name != wanted else f"no query named '{name}'"
    hint = f"did you mean {' or '.join(nearest)}?" if nearest else "'queries' lists the library"
    return NotFoundError(f"{what}; {hint}", nearest)


def _unknown(name: str, query: QueryFile) -> UsageError:
    from difflib import get_close_matches

    known = [parameter.name for parameter in query.parameters]
    near = get_close_matches(name, known, n=1)
    hint = f"did you mean '{near[0]}'? " if near else ""
    takes = f"it takes {', '.join(known)}" if known else "it takes none"
    return UsageError(f"query '{query.name}' has no parameter '{name}'; {hint}{takes}")
