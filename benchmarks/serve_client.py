"""A load generator for where wrk is missing: connections that ask again as soon as they are answered.

    python benchmarks/serve_client.py PORT SECONDS CONNECTIONS

Takes its requests and prints its figures as serve_load.lua does. One process: on a machine of few cores
it takes more of them than wrk does, from both servers alike.
"""

from __future__ import annotations

import json
import os
import selectors
import socket
import statistics
import sys
import time
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import httptools

if TYPE_CHECKING:
    from collections.abc import Callable


class Client:
    """One connection and its request under way."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.parser = httptools.HttpResponseParser(self)
        self.begun = 0.0
        self.complete = False
        self.status = 0

    def on_message_complete(self) -> None:
        """An answer came whole."""
        self.complete = True
        self.status = self.parser.get_status_code()

    def ask(self, request: bytes) -> None:
        """Send a request."""
        self.complete = False
        self.begun = time.perf_counter()
        self.socket.sendall(request)


def main(port: int, seconds: float, connections: int) -> None:
    """Ask for so many seconds over so many connections at once."""
    requests = written()
    numbers = count(1)
    waiting = selectors.DefaultSelector()
    for _ in range(connections):
        client = Client(port)
        waiting.register(client.socket, selectors.EVENT_READ, client)
        client.ask(requests(next(numbers)))
    took: list[float] = []
    errors = 0
    start = time.perf_counter()
    while time.perf_counter() - start < seconds:
        for key, _ in waiting.select(1):
            client = key.data
            client.parser.feed_data(client.socket.recv(65536))
            if client.complete:
                took.append(time.perf_counter() - client.begun)
                errors += client.status >= 400
                client.ask(requests(next(numbers)))
    found = statistics.quantiles(took, n=100)
    figures = {"requests": len(took), "seconds": time.perf_counter() - start, "p50": found[49],
               "p99": found[98], "errors": errors}  # fmt: skip
    print(json.dumps(figures))


def written() -> Callable[[int], bytes]:
    """The requests by their number."""
    prefix, accept = os.environ["BENCH_PREFIX"], os.environ["BENCH_ACCEPT"]
    lines = Path(os.environ["BENCH_REQUESTS"]).read_text(encoding="ascii").split()
    distinct = os.environ.get("BENCH_DISTINCT")

    def request(number: int) -> bytes:
        line = lines[number * 7919 % len(lines)]
        if distinct:
            line += f"%0A%23{distinct}.{number}"
        if os.environ["BENCH_METHOD"] == "GET":
            return f"GET {prefix}{line} HTTP/1.1\r\nHost: localhost\r\nAccept: {accept}\r\n\r\n".encode(
                "ascii"
            )
        head = (
            f"POST {prefix} HTTP/1.1\r\nHost: localhost\r\nAccept: {accept}\r\n"
            f"Content-Length: {len(line) + 6}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n\r\nquery="
        )
        return (head + line).encode("ascii")

    return request


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]))
