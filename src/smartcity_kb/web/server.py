"""The server: binds an address, and serves until it is told to end."""

from __future__ import annotations

import asyncio
import errno
import gc
import socket
import sys
from typing import TYPE_CHECKING

from ..model.errors import KnowledgeBaseError, MissingExtraError, StoreError
from .limits import Limits

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..store.base import Store
    from .ledger import Ledger


def serve(
    location: str,
    host: str = "127.0.0.1",
    port: int = 8000,
    limits: Limits | None = None,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve a location until interrupted (KeyboardInterrupt).

    ``port`` 0 takes a free one; ``ready`` is called with the URL once requests are answered. Raises
    StoreError when the address cannot be used, MissingExtraError without the extra 'web', and what
    opening the location raises.
    """
    _check_extra()
    if sys.platform != "linux":
        raise StoreError("the server passes connections between processes as Linux does; serve on Linux")
    from .asgi import headers_of, nothing
    from .security import Security

    # Before anything is forked, so that a new process starts at once.
    from .serving_process import ServingProcess
    from .supervisor import Supervisor

    chosen = limits or Limits()
    headers = asyncio.run(headers_of(Security(nothing), "/sparql"))
    listening = _bound(host, port)

    def work(channel: socket.socket, ledger: Ledger, slot: int) -> None:
        store = _opened(location, channel)
        if store is not None:
            process = ServingProcess(store, channel, ledger, slot, chosen)
            # What is there now stays: it need not be looked through for garbage again and again; and requests
            # leave little that is.
            gc.freeze()
            gc.set_threshold(20_000, 20, 100)
            process.serve()

    def serving() -> None:
        if ready is not None:
            ready(url_of(listening))

    try:
        Supervisor(listening, chosen, work, headers).run(serving)
    finally:
        listening.close()


def url_of(listening: socket.socket) -> str:
    """The URL of a bound socket."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _opened(location: str, channel: socket.socket) -> Store | None:
    """The store of a forked process, which tells the supervisor that it is open, or why not."""
    import json

    from ..store.open import open_store
    from ..workers.process import bound_memory
    from .passing import FAILED, READY, Passed, send

    try:
        store = open_store(location)
    except KnowledgeBaseError as error:
        told = json.dumps({"error": error.message, "exit_code": error.exit_code})
        send(channel, Passed(FAILED, raw=told.encode("utf-8", "surrogatepass")))
        return None
    bound_memory()
    send(channel, Passed(READY))
    return store


def _bound(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
    except OSError as error:
        advice = "--port 0 takes a free port"
        if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
            advice = "--host takes an address of this machine, such as 127.0.0.1"
        elif error.errno == errno.EACCES:
            advice = "ports below 1024 are the system's; take a higher --port"
        raise StoreError(f"cannot serve on {host} port {port}: {error.strerror or error}; {advice}") from None
    except OverflowError:
        raise StoreError(f"{port} is no port; ports are 0 to 65535") from None
    return listening


def _check_extra() -> None:
    try:
        import httptools  # noqa: F401 - only whether it is there
        import jinja2  # noqa: F401
        import starlette  # noqa: F401
    except ImportError as error:
        raise MissingExtraError(
            f"the server needs the package {error.name}: pip install 'smartcity-kb[web]'"
        ) from None
