"""The short way to an answer: GET and POST at /sparql, straight from the request's bytes to the answer's."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING

from ..model.errors import KnowledgeBaseError
from ..store.oxigraph import OxigraphStore
from .answer_cache import AnswerCache, changes, key_of
from .messages import Answer, head_start
from .negotiation import content_type
from .replies import RefusedError, as_text
from .sparql_query import write_answer
from .sparql_request import read_get, read_post

if TYPE_CHECKING:
    from typing import IO

    from ..store.base import Store
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

    @staticmethod
    def takes(request: Request) -> bool:
        """Whether the request is a query (or an update); the application answers all others."""
        path, _, fields = request.url.partition(b"?")
        if path != b"/sparql":
            return False
        return request.method == b"POST" or (request.method == b"GET" and b"query=" in fields)

    def kept(self, request: Request) -> Answer | None:
        """The answer, if it was given before."""
        return self._cache.get(key_of(request))

    @staticmethod
    def is_dangerous(request: Request) -> bool:
        """Whether the query might end the process that answers it."""
        text = request.body or request.url
        if len(text) > _LONG:
            return True
        return len(text) > _MANY_BRACKETS and sum(map(text.count, _BRACKETS)) > _MANY_BRACKETS

    def answer(self, request: Request) -> Answer:
        """The answer to a request that the lane takes."""
        limits = self._limits
        try:
            asked = _read(request)
            query = _query_of(asked)
            type_, output = write_answer(
                self._store,
                query,
                request.header(b"accept").decode("latin-1"),
                asked.default_graphs,
                asked.named_graphs,
                limits.services,
                limits.answer_bytes,
                limits.answer_rows,
            )
            body, file = output.finish()
        except KnowledgeBaseError as error:
            reply = as_text(error)
            return self._answer(reply.status, reply.media_type, reply.body, None, reply.headers)
        answer = self._answer(200, type_, body, file, {"vary": "Accept"})
        if file is None and not changes(query):
            self._cache.keep(key_of(request), answer)
        return answer

    def _answer(
        self, status: int, type_: str, body: bytes, file: IO[bytes] | None, headers: dict[str, str] | None
    ) -> Answer:
        length = len(body) if file is None else os.fstat(file.fileno()).st_size
        start = self._start(status, type_, tuple((headers or {}).items()))
        return Answer(b"%bcontent-length: %d\r\n" % (start, length), body, file)

    @lru_cache(maxsize=64)  # noqa: B019 - one lane a process, as long as it lives
    def _start(self, status: int, media_type: str, more: tuple[tuple[str, str], ...]) -> bytes:
        own = [("content-type", content_type(media_type)), *more]
        written = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in own]
        names = {name for name, _ in written}
        return head_start(status, [*written, *(pair for pair in self._headers if pair[0] not in names)])


def _read(request: Request) -> SparqlRequest:
    fields = request.url.partition(b"?")[2]
    if request.method == b"GET":
        return read_get(fields)
    coding = request.header(b"content-encoding")
    if coding.lower() not in (b"", b"identity"):
        raise RefusedError(415, "send the query as it is, without a content coding")
    return read_post(fields, request.header(b"content-type").decode("latin-1"), request.body)


def _query_of(asked: SparqlRequest) -> str:
    if asked.query is None:
        raise RefusedError(400, "there is no 'query' in the request")
    return asked.query
