"""What all tests share: the programs that some of them need, named at the end when they are missing."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    import pytest

# Neither how fast a machine is nor luck may decide whether a test passes; new examples are looked for
# with --hypothesis-profile=search.
_ANY_SPEED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("house", _ANY_SPEED, derandomize=True)
settings.register_profile("search", _ANY_SPEED, max_examples=1000)
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
