"""What a client may ask of the server: sizes in bytes, times in seconds."""

from __future__ import annotations

from ..model.record import Record

# Bytes of the request line and the headers together, of a body, and of the query inside it.
HEAD_BYTES = 32 * 1024
BODY_BYTES = 1024 * 1024
# Seconds for a whole request to come in, for each piece of an answer to be taken, and between requests.
REQUEST_SECONDS = 10.0
SENDING_SECONDS = 30.0
IDLE_SECONDS = 15.0
CONNECTIONS = 512
# A page or a form value that a person writes.
FIELD_CHARACTERS = 2000


class Limits(Record):
    """What one query, and one client, may take.

    ``deadline`` in seconds, ``answer_bytes`` and ``answer_rows`` the largest answer, ``services`` the IRIs
    that SERVICE may ask, ``workers`` the number of serving processes (at least two). ``request_seconds``
    are for a request to come in, ``sending_seconds`` for each piece of an answer to be taken,
    ``idle_seconds`` between requests on one connection, of which there are ``connections`` at once.
    ``cache_bytes`` of small answers are kept by each process, 0 for none.
    """

    deadline: float = 10.0
    answer_bytes: int = 64 * 1024 * 1024
    services: tuple[str, ...] = ()
    workers: int = 4
    answer_rows: int = 1_000_000
    request_seconds: float = REQUEST_SECONDS
    sending_seconds: float = SENDING_SECONDS
    idle_seconds: float = IDLE_SECONDS
    connections: int = CONNECTIONS
    cache_bytes: int = 32 * 1024 * 1024
