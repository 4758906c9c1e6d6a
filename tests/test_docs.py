"""The generated documents and tables say what the commands are."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_the_reference_and_the_table_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "generate_cli.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_no_document_names_a_command_or_option_that_does_not_exist() -> None:
    reference = (ROOT / "docs" / "cli.md").read_text("utf-8")
    commands = set(re.findall(r"^## (\S+)$", reference, re.MULTILINE))
    options = set(re.findall(r"(?<![\w-])--[a-z][a-z0-9-]+", reference))
    for path in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        for line in re.findall(r"^\$? ?smartcity-kb .+$", path.read_text("utf-8"), re.MULTILINE):
            words = [word for word in line.lstrip("$ ").split()[1:] if not word.startswith("-")]
            named = commands & set(words)
            assert named, f"{path.name}: {line}"
            unknown = set(re.findall(r"(?<![\w-])--[a-z][a-z0-9-]+", line)) - options
            assert not unknown, f"{path.name}: {line}"
