"""``queries``: the query library with descriptions and parameters."""

from __future__ import annotations

from ...views.queries import find_query, library
from ..layout import flow, paragraphs, put_table
from ..output import BOLD, DIM, painted, put, put_json, put_rows, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...views.queries import QueryFile
    from ...views.query_parameters import Parameter
    from ..output import Settings


def run(settings: Settings, name: str | None = None, format: str = "table") -> None:  # noqa: A002
    """Write the queries of the library, or all that is to know about one of them."""
    found = (find_query(name),) if name else library()
    if format == "json":
        put_json(found if not name else found[0])
    elif format != "table":
        rows = [
            (q.name, q.summary, " ".join(_usage(p) for p in q.parameters), " ".join(q.tags)) for q in found
        ]
        put_rows(("name", "summary", "parameters", "tags"), rows, format)
    elif name:
        _put_one(found[0])
    else:
        put_table(("name", "summary", "parameters"), [(q.name, q.summary, _short(q)) for q in found])


def _put_one(query: QueryFile) -> None:
    for line in flow(((query.name, BOLD), (f" — {query.summary}" if query.summary else "", "")), width()):
        put(line)
    for line in paragraphs(query.description):
        put(line)
    for parameter in query.parameters:
        for line in paragraphs(f"-p {_usage(parameter)}", 2):
            put(line)
    put()
    for line in query.text.rstrip().splitlines():
        put(painted(line, DIM) if line.startswith("#") else line)


def _short(query: QueryFile) -> str:
    return ", ".join(parameter.name for parameter in query.parameters)


def _usage(parameter: Parameter) -> str:
    default = "" if parameter.default is None else f" ({parameter.default})"
    return f"{parameter.name}=<{parameter.type}>{default}"
