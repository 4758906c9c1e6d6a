"""The short way to an answer: GET and POST at /sparql, straight from the request's bytes to the answer's."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ..model.errors import KnowledgeBaseError
from ..store.oxigraph import OxigraphStore
from .answer_cache import AnswerCache
from .messages import Answer, head_start
from .negotiation import content_type
from .replies import RefusedError, as_text
from .sparql_query import write_answer
from .sparql_request import read_get, read_post

if TYPE_CHECKING:
    from ..store.base import Store
    from .answer_cache import Key
    from .limits import Limits
    from .messages import Headers, Request
    from .sparql_request import SparqlRequest

# The parser and the planner recurse: so deep a query might end the process, which must then be alone in it.
_BRACKETS = (b"{", b"(", b"[", b"%7B", b"%7b", b"%28", b"%5B", b"%5b")
_MANY_BRACKETS = 1000
_LONG = 16 * 1024


class SparqlLane:
    """Answers queries over a store; ``headers`` are those that every answer of the endpoint carries."""

    def __init__(self, store: Store, limits: Limits, headers: Headers) -> None:
        self._store = store
        self._limits = limits
        self._headers = headers
        # What another endpoint answers is not ours to keep.
        kept = limits.cache_bytes if isinstance(store, OxigraphStore) else 0
        self._cache = AnswerCache(kept)
        self.kept = self._cache.get
        # Media type -> how the head of an answer in it begins.
        self._found: dict[str, bytes] = {}

    @staticmethod
    def takes(request: Request) -> bool:
        """Whether the request is a query (or an update); the application answers all others."""
        url = request.url
        if request.method == b"GET":
            return url.startswith(b"/sparql?") and b"query=" in url
        return request.method == b"POST" and (url == b"/sparql" or url.startswith(b"/sparql?"))

    @staticmethod
    def is_dangerous(request: Request) -> bool:
        """Whether the query might end the process that answers it."""
        text = request.body or request.url
        if len(text) > _LONG:
            return True
        return len(text) > _MANY_BRACKETS and sum(map(text.count, _BRACKETS)) > _MANY_BRACKETS

    def answer(self, request: Request, key: Key) -> Answer:
        """The answer to a request that the lane takes, and its key."""
        limits = self._limits
        try:
            fields = request.url.partition(b"?")[2]
            asked = read_get(fields) if request.method == b"GET" else _posted(request, fields)
            query = asked.query
            if query is None:
                raise RefusedError(400, "there is no 'query' in the request")
            type_, body, file = write_answer(
                self._store,
                query,
                request.accept,
                asked.default_graphs,
                asked.named_graphs,
                limits.services,
                limits.answer_bytes,
                limits.answer_rows,
            )
        except KnowledgeBaseError as error:
            reply = as_text(error)
            start = self._start(reply.status, reply.media_type, reply.headers or {})
            return Answer(_with_length(start, len(reply.body)), reply.body)
        found = self._found.get(type_)
        if found is None:
            found = self._found[type_] = self._start(200, type_, {"vary": "Accept"})
        if file is not None:
            return Answer(_with_length(found, os.fstat(file.fileno()).st_size), b"", file)
        answer = Answer(b"%bcontent-length: %d\r\n" % (found, len(body)), body)
        self._cache.keep(key, answer, query)
        return answer

    def _start(self, status: int, media_type: str, more: dict[str, str]) -> bytes:
        own = {"content-type": content_type(media_type), **more}
        written = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in own.items()]
        names = {name for name, _ in written}
        return head_start(status, [*written, *(pair for pair in self._headers if pair[0] not in names)])


def _with_length(start: bytes, length: int) -> bytes:
    return b"%bcontent-length: %d\r\n" % (start, length)


def _posted(request: Request, fields: bytes) -> SparqlRequest:
    coding = request.header(b"content-encoding")
    if coding.lower() not in ("", "identity"):
        raise RefusedError(415, "send the query as it is, without a content coding")
    return read_post(fields, request.content_type, request.body)
