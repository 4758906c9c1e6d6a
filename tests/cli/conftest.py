"""The program and small knowledge bases, made once for all tests of the command line."""

from __future__ import annotations

import pytest

from .process import Program


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The program with a home of its own, shared by the tests of one worker: its cache is warm."""
    return Program(tmp_path_factory.mktemp("home"))
