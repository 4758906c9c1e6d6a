"""The stores that exports are made from, and golden files: ``UPDATE_GOLDEN=1`` writes them anew."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from smartcity_kb.export.formats import FORMATS
from smartcity_kb.export.write import export
from smartcity_kb.store.folder_layout import shipped_folder
from smartcity_kb.store.open import open_store

from .world import in_memory, world_quads

if TYPE_CHECKING:
    from collections.abc import Callable

    from smartcity_kb.store.base import Store
    from smartcity_kb.store.oxigraph import OxigraphStore

# Every format but the one that needs the built front end; tests/browser has that one.
FORMATS_OF_DATA = tuple(name for name in FORMATS if name != "html")
_GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="session")
def article() -> Store:
    """The shipped knowledge base."""
    return open_store(shipped_folder())


@pytest.fixture
def world() -> OxigraphStore:
    """The made-up world, in memory."""
    return in_memory(world_quads())


@pytest.fixture
def golden() -> Callable[[str, bytes], None]:
    """Compares bytes with a golden file, or with UPDATE_GOLDEN=1 writes it."""

    def check(name: str, written: bytes) -> None:
        place = _GOLDEN / name
        if os.environ.get("UPDATE_GOLDEN") == "1":
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(written)
        assert written == place.read_bytes(), f"{name} differs; UPDATE_GOLDEN=1 accepts what is written now"

    return check


def exported(store: Store, format_: str, **options: object) -> bytes:
    """The bytes of an export."""
    target = BytesIO()
    export(store, target, format_, **options)  # type: ignore[arg-type]
    return target.getvalue()
