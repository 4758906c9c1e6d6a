"""What all tests share: the programs that some of them need, named at the end when they are missing."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from hypothesis import settings

if TYPE_CHECKING:
    import pytest

# How fast a machine is must not decide whether a test passes.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

# Program -> what is not tested without it, and the Debian package that has it. The tests that need one
# ask shutil.which themselves and leave those cases out; nothing is skipped silently.
PROGRAMS = {
    "rapper": ("RDF exports read back by raptor", "raptor2-utils"),
    "zsh": ("completion in zsh itself", "zsh"),
    "fish": ("completion in fish itself", "fish"),
    "virtuoso-t": ("the Store contract over Virtuoso", "virtuoso-opensource-7-bin"),
}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    missing = {name: row for name, row in PROGRAMS.items() if shutil.which(name) is None}
    if not missing:
        return
    terminalreporter.section("LEFT OUT", sep="=", yellow=True, bold=True)
    for name, (what, package) in missing.items():
        terminalreporter.write_line(f"{what}: no program '{name}' here (Debian: {package})")
