"""A real ``oxigraph serve`` process for as long as a test needs it."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SERVER = Path(sys.executable).with_name("oxigraph")


@contextmanager
def served(*options: str) -> Iterator[str]:
    """The URL of an empty server on the loopback interface that answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = free.getsockname()
    command = [str(_SERVER), "serve", "--bind", f"{place[0]}:{place[1]}", *options]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(server, place)
        yield f"http://{place[0]}:{place[1]}"
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(server: subprocess.Popen[bytes], place: tuple[str, int]) -> None:
    until = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection(place, 1).close()
            return
        except OSError:
            continue
    raise RuntimeError("the server did not come up")
