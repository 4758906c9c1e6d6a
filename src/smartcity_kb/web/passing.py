"""Connections passed from process to process: sockets, with what was read and not yet answered.

Messages travel over a pair of connected SOCK_SEQPACKET sockets, which keep them whole and in order and
end with the process at the other side. The kernel duplicates the descriptors on the way (SCM_RIGHTS).
"""

from __future__ import annotations

import os
import select
import socket
import struct
import tempfile

from ..model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO

# What a message says: the store is open, or why not; a connection, one that ends with its answer; a query
# that takes long, something of ours that does, either answered after all.
READY, FAILED, CONNECTION, LAST, HEAVY, LONG, DONE = b"R", b"F", b"C", b"L", b"H", b"P", b"D"

# Kind, what the descriptors are, requests answered already, bytes not yet sent, since when.
_HEAD = struct.Struct(">cBIId")
_CLIENT, _SPOOL, _FILE = 1, 2, 4
# Larger contents travel as a file: the kernel bounds the size of a message.
_INLINE = 32 * 1024


class Passed(Record):
    """A message between the supervisor and a serving process.

    ``client`` is the descriptor of a connection and ``spool`` of a file whose rest is still to be sent on
    it, -1 for none; ``raw`` the bytes read from it since it was last idle, of which the first ``skip``
    requests are answered; ``unsent`` the rest of an answer, to be sent before the spool's. ``since`` is
    the monotonic time at which the request began to be worked on, 0 for not yet.
    """

    kind: bytes
    client: int = -1
    spool: int = -1
    raw: bytes = b""
    skip: int = 0
    unsent: bytes = b""
    since: float = 0.0


def pair() -> tuple[socket.socket, socket.socket]:
    """The two ends of a channel; neither blocks."""
    ends = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    for end in ends:
        end.setblocking(False)
    return ends


def send(channel: socket.socket, message: Passed) -> None:
    """Send a message, keeping its descriptors; raises BlockingIOError when the channel is full."""
    content = message.unsent + message.raw
    file = _filed(content) if len(content) > _INLINE else None
    flags, descriptors = 0, []
    for flag, descriptor in ((_CLIENT, message.client), (_SPOOL, message.spool)):
        if descriptor >= 0:
            flags |= flag
            descriptors.append(descriptor)
    if file is not None:
        flags |= _FILE
        descriptors.append(file.fileno())
    head = _HEAD.pack(message.kind, flags, message.skip, len(message.unsent), message.since)
    try:
        socket.send_fds(channel, [head, b"" if file else content], descriptors)
    finally:
        if file is not None:
            file.close()


def send_patiently(channel: socket.socket, message: Passed) -> None:
    """Send a message, waiting until the channel takes it."""
    while True:
        try:
            return send(channel, message)
        except BlockingIOError:
            select.select([], [channel], [])


def receive(channel: socket.socket) -> Passed | None:
    """The next message, None when the other side has ended; raises BlockingIOError when there is none yet."""
    try:
        data, descriptors, _, _ = socket.recv_fds(channel, _HEAD.size + _INLINE, 3)
    except ConnectionError:
        return None
    if not data:
        return None
    kind, flags, skip, unsent, since = _HEAD.unpack_from(data)
    content = data[_HEAD.size :]
    client = descriptors.pop(0) if flags & _CLIENT else -1
    spool = descriptors.pop(0) if flags & _SPOOL else -1
    if flags & _FILE:
        with open(descriptors.pop(0), "rb") as file:
            content = file.read()
    return Passed(kind, client, spool, content[unsent:], skip, content[:unsent], since)


def close(message: Passed) -> None:
    """Close the descriptors of a message that were received, or sent for good."""
    for descriptor in (message.client, message.spool):
        if descriptor >= 0:
            os.close(descriptor)


def _filed(content: bytes) -> IO[bytes]:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by whoever sends it
    file.write(content)
    file.seek(0)
    return file
