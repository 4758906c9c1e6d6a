"""What an HTTP request asks of a SPARQL endpoint (SPARQL 1.1 Protocol, section 2.1)."""

from __future__ import annotations

from binascii import a2b_qp
from typing import NamedTuple
from urllib.parse import parse_qsl

from .replies import RefusedError

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
_UPDATE = "application/sparql-update"
_MOST_FIELDS = 1000


class SparqlRequest(NamedTuple):
    """A query and the dataset that the client chose; no query asks for the service description."""

    query: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def read_get(query_string: bytes) -> SparqlRequest:
    """A query by GET; raises RefusedError when it is none."""
    if query_string.startswith(b"query=") and b"&" not in query_string and query_string.isascii():
        query = decoded(query_string[6:])
        if query is not None:
            return SparqlRequest(query)
    return _from_fields(_fields(query_string, "the address"))


def read_post(query_string: bytes, media_type: str, body: bytes) -> SparqlRequest:
    """A query by POST, direct or as a form.

    ``media_type`` is the Content-Type header. Raises RefusedError: 403 for updates, 415 for any other
    kind of content, 400 for what is no query in UTF-8.
    """
    kind, _, parameters = media_type.partition(";")
    kind = kind.strip().lower()
    if kind == _UPDATE:
        raise RefusedError(403, "updates are refused; this endpoint only reads")
    if kind not in (FORM, DIRECT):
        raise RefusedError(415, f"POST a query as {DIRECT} or {FORM}, not as '{kind[:100]}'")
    charset = parameters.lower().partition("charset=")[2].strip(' "')
    if charset and charset not in ("utf-8", "utf8"):
        raise RefusedError(415, "a query is sent in UTF-8")
    if kind == FORM:
        return _from_fields(_fields(body, "the form"))
    return _from_fields([("query", _utf8(body, "the query")), *_fields(query_string, "the address")])


def decoded(value: bytes) -> str | None:
    """The text of a form's value; None when it is not percent-encoded UTF-8 throughout.

    Percent-encoding is quoted-printable with another sign, which the standard library decodes in native
    code: several times as fast as urllib.

    >>> decoded(b"ASK+%7B%7D"), decoded(b"100%")
    ('ASK {}', None)
    """
    if b"\n" in value or b"\r" in value:
        # Line ends mean something in quoted-printable, and do not occur in addresses.
        return None
    plain = a2b_qp(value.replace(b"=", b"=3D").replace(b"%", b"=").replace(b"+", b" "))
    # Each escape is three bytes that become one; where one is none, urllib decides what it means.
    if len(plain) != len(value) - 2 * value.count(b"%"):
        return None
    try:
        return plain.decode()
    except UnicodeDecodeError:
        return None


def _from_fields(fields: list[tuple[str, str]]) -> SparqlRequest:
    queries = [value for name, value in fields if name == "query"]
    if any(name == "update" for name, _ in fields):
        raise RefusedError(403, "updates are refused; this endpoint only reads")
    if len(queries) > 1:
        raise RefusedError(400, f"one query at a time, not {len(queries)}")
    return SparqlRequest(
        queries[0] if queries else None,
        tuple(value for name, value in fields if name == "default-graph-uri"),
        tuple(value for name, value in fields if name == "named-graph-uri"),
    )


def _fields(encoded: bytes, where: str) -> list[tuple[str, str]]:
    try:
        text = encoded.decode("ascii")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except UnicodeDecodeError:
        raise RefusedError(400, f"{where} is not percent-encoded UTF-8") from None
    except ValueError:
        raise RefusedError(400, f"{where} has more than {_MOST_FIELDS} fields") from None


def _utf8(data: bytes, what: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(400, f"{what} is not UTF-8 (byte {error.start})") from None
