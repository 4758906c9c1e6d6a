"""Servers that tests share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from .serving import PATIENCE, Server, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def server(home: Path) -> Iterator[Server]:
    """The shipped knowledge base, with time enough for a machine that does ten things at once."""
    with serving(home, "--deadline", "60") as running:
        yield running


@pytest.fixture(scope="session")
def web(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, timeout=PATIENCE) as client:
        yield client
