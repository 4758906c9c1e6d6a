"""The server: binds an address, keeps the workers, and serves until it is told to end."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

from ..model.errors import MissingExtraError, StoreError
from .limits import CONNECTIONS, Limits

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.applications import Starlette
    from uvicorn import Config


def serve(
    location: str,
    host: str = "127.0.0.1",
    port: int = 8000,
    limits: Limits | None = None,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve a location until SIGINT or SIGTERM.

    ``port`` 0 takes a free one; ``ready`` is called with the URL once requests are answered. Raises
    StoreError when the address cannot be used, MissingExtraError without the extra 'web', and what
    opening the location raises.
    """
    _check_extra()
    listening = _bound(host, port)
    try:
        asyncio.run(_serve(location, listening, limits or Limits(), ready))
    finally:
        listening.close()


def url_of(listening: socket.socket) -> str:
    """The URL of a bound socket."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


async def _serve(
    location: str, listening: socket.socket, limits: Limits, ready: Callable[[str], None] | None
) -> None:
    from uvicorn import Server

    from ..workers.pool import WorkerPool
    from .app import make_app

    async with WorkerPool(location, "smartcity_kb.web.jobs", limits.workers, limits.deadline) as pool:
        server = Server(_config(make_app(pool, limits)))
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        while not server.started and not serving.done():
            await asyncio.sleep(0.01)
        if ready is not None and server.started:
            ready(url_of(listening))
        await serving


def _config(app: Starlette) -> Config:
    from uvicorn import Config

    from .http_protocol import BoundedHttpProtocol

    return Config(
        app,
        http=BoundedHttpProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=15,
        # Whoever ends the server does not wait for the slowest query.
        timeout_graceful_shutdown=0,
    )


def _bound(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
    except OSError as error:
        raise StoreError(
            f"cannot serve on {host} port {port}: {error.strerror or error}; --port 0 takes a free port"
        ) from None
    except OverflowError:
        raise StoreError(f"{port} is no port; ports are 0 to 65535") from None
    return listening


def _check_extra() -> None:
    try:
        import httptools  # noqa: F401 - only whether it is there
        import jinja2  # noqa: F401
        import starlette  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError as error:
        raise MissingExtraError(
            f"the server needs the package {error.name}: pip install 'smartcity-kb[web]'"
        ) from None
