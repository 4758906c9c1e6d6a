"""``queries``: the query library with descriptions and parameters."""

from __future__ import annotations

from ...views.queries import find_query, library
from ..layout import flow, paragraphs, put_table
from ..output import BOLD, DIM, painted, put, put_json, put_rows, width
from ..words import word

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
        _put_one(found[0], settings.lang)
    else:
        header = tuple(word(key, settings.lang) for key in ("name", "what", "parameters"))
        put_table(header, [(q.name, _told(q, settings.lang)[0], _short(q)) for q in found])


def _told(query: QueryFile, lang: str) -> tuple[str, str]:
    """Summary and description, in Vietnamese where the query has them."""
    if lang == "vi" and query.summary_vi:
        return query.summary_vi, query.description_vi or query.description
    return query.summary, query.description


def _put_one(query: QueryFile, lang: str) -> None:
    summary, description = _told(query, lang)
    for line in flow(((query.name, BOLD), (f" — {summary}" if summary else "", "")), width()):
        put(line)
    for line in paragraphs(description):
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
