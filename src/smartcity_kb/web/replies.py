"""What a worker answers: a status, headers and a body; errors as texts, JSON or pages."""

from __future__ import annotations

from ..model.errors import (
    AmbiguousError,
    InputError,
    KnowledgeBaseError,
    NotFoundError,
    QuerySyntaxError,
    StoreError,
    UsageError,
)
from ..model.record import Record
from .negotiation import content_type

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..workers.wire import Head

# The first kind that fits counts. Several entities of one name: the client may choose (RFC 9110, 15.4.1).
_STATUS: tuple[tuple[type[KnowledgeBaseError], int], ...] = (
    (QuerySyntaxError, 400),
    (NotFoundError, 404),
    (AmbiguousError, 300),
    (UsageError, 400),
    (InputError, 400),
    (StoreError, 502),
)


class Reply(Record):
    """An HTTP answer: ``media_type`` without its charset, ``headers`` beyond Content-Type."""

    status: int
    media_type: str
    body: bytes
    headers: dict[str, str] | None = None

    def message(self) -> tuple[Head, bytes]:
        """The reply as a worker's message."""
        headers = {"content-type": content_type(self.media_type), **(self.headers or {})}
        return {"status": self.status, "headers": headers}, self.body


class RefusedError(KnowledgeBaseError):
    """A request that is turned away with a status of its own."""

    def __init__(self, status: int, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers or {}


def status_of(error: KnowledgeBaseError) -> int:
    """The HTTP status that tells what kind of error it is."""
    if isinstance(error, RefusedError):
        return error.status
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


def as_text(error: KnowledgeBaseError) -> Reply:
    """An error as plain text, for programs."""
    headers = error.headers if isinstance(error, RefusedError) else {}
    return Reply(status_of(error), "text/plain", f"{error.message}\n".encode(errors="replace"), headers)


def as_json(error: KnowledgeBaseError) -> Reply:
    """An error as JSON, with the nearest names or the candidates where it has them."""
    from ..views.as_json import to_json

    said: dict[str, object] = {"error": error.message}
    if isinstance(error, NotFoundError):
        said["nearest"] = error.nearest
    if isinstance(error, AmbiguousError):
        said["candidates"] = [{"iri": iri, "label": label} for iri, label in error.candidates]
    return Reply(status_of(error), "application/json", to_json(said).encode(errors="replace"))
