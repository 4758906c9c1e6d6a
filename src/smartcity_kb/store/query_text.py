"""A query made ready to be sent: checked, our prefixes declared, its form known; errors put back in place."""

from __future__ import annotations

import re

import pyoxigraph

from ..model.errors import QuerySyntaxError
from ..model.prefixes import PREFIXES
from ..model.record import Record
from .base import syntax_error
from .oxigraph import readable_syntax_error
from .sparql_text import refuse_service, tokens, update_keyword

_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
# "line 3, column 8" (Jena, RDF4J, Stardog), "error at 3:8: ..." (Oxigraph), "line 3:8 ..." (ANTLR: QLever).
_PLACE = re.compile(r"(?:\berror at |\bline:? ?)(\d+)(?:,? *col(?:umn)?\.?:? ?|:)(\d+):?\s*", re.IGNORECASE)
_MAX_MESSAGE = 160


class Query(Record):
    """A query as written and as sent.

    ``form`` is SELECT, ASK, CONSTRUCT or DESCRIBE. ``sent`` is ``written`` after ``shift`` characters of
    PREFIX declarations on its first line, so that the lines in the server's errors stay right.
    """

    written: str
    sent: str
    shift: int
    form: str


def prepare(text: str) -> Query:
    """Make a query ready to be sent.

    Raises QuerySyntaxError for an update, for SERVICE, and for what is neither a SELECT, an ASK, a
    CONSTRUCT nor a DESCRIBE: none of these is sent.
    """
    refuse_service(text)
    form = _form(text)
    declarations = _declarations(text)
    return Query(text, declarations + text, len(declarations), form)


def rejected(query: Query, said: str) -> QuerySyntaxError:
    """The error for a query that the server did not take, with the line shown.

    The place is the server's own where it gives line and column, else that of our parser, which knows
    the same grammar; where our parser takes the query, the engine's message stands alone.
    """
    place = _PLACE.search(said)
    if place:
        line, column = int(place[1]), int(place[2])
        message = " ".join((said[: place.start()] + said[place.end() :]).split()).lstrip(": ")
        if len(message) > _MAX_MESSAGE:
            message = message[:_MAX_MESSAGE].rsplit(" ", 1)[0] + " …"
        return syntax_error(query.written, message, line, column - query.shift if line == 1 else column)
    error = _our_error(query.written)
    if error:
        return error
    return QuerySyntaxError(f"the endpoint does not take the query: {' '.join(said.split())[:_MAX_MESSAGE]}")


def masked(text: str) -> str:
    """The query with strings, IRIs and comments blanked out, of the same length."""
    parts: list[str] = []
    last = 0
    for kind, token, start, end in tokens(text):
        if kind in ("string", "iri", "comment"):
            parts += [text[last:start], " " * len(token)]
            last = end
    parts.append(text[last:])
    return "".join(parts)


def _form(text: str) -> str:
    for kind, token, _, _ in tokens(text):
        word = token.upper() if kind == "word" else ""
        if word in _FORMS:
            return word
        # What comes before the form is the prologue; any other word makes it something else.
        if word and word not in ("PREFIX", "BASE"):
            break
    keyword = update_keyword(text)
    if keyword:
        raise QuerySyntaxError(f"{keyword} is an update; queries only read (to write, use load)")
    raise _our_error(text) or QuerySyntaxError(
        "the query does not parse: it has to begin with SELECT or its kin"
    )


def _declarations(text: str) -> str:
    declared: set[str] = set()
    used: dict[str, None] = {}
    declares = False
    for kind, token, _, _ in tokens(text):
        if kind == "name":
            prefix = token.partition(":")[0]
            if declares:
                declared.add(prefix)
            else:
                used[prefix] = None
        declares = kind == "word" and token.upper() == "PREFIX"
    missing = [prefix for prefix in used if prefix in PREFIXES and prefix not in declared]
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in missing)


def _our_error(text: str) -> QuerySyntaxError | None:
    try:
        pyoxigraph.Store().query(text, prefixes=PREFIXES)
    except SyntaxError as error:
        return readable_syntax_error(text, error)
    except (OSError, ValueError):
        return None
    return None
