"""What a client may ask of the server: sizes in bytes, times in seconds."""

from __future__ import annotations

from ..model.record import Record

# Bytes of the request line and the headers together, of a body, and of the query inside it.
HEAD_BYTES = 32 * 1024
BODY_BYTES = 1024 * 1024
# Seconds for a whole request to come in, and for each piece of an answer to be taken.
REQUEST_SECONDS = 10.0
SENDING_SECONDS = 30.0
CONNECTIONS = 512
# A page or a form value that a person writes.
FIELD_CHARACTERS = 2000


class Limits(Record):
    """What one query may take.

    ``deadline`` in seconds, ``answer_bytes`` the largest answer, ``services`` the IRIs that SERVICE may
    ask, ``workers`` the number of worker processes.
    """

    deadline: float = 10.0
    answer_bytes: int = 64 * 1024 * 1024
    services: tuple[str, ...] = ()
    workers: int = 4
