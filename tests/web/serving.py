"""The real server as a process on a free port."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 60
_URL = re.compile(r"serving at (http://\S+/)")


class Server:
    """A running server: its process and its URL, without the slash at the end."""

    def __init__(self, process: subprocess.Popen[str], said: str) -> None:
        self.process = process
        self.said = said
        found = _URL.search(said)
        assert found, said
        self.url = found[1].rstrip("/")
        self.port = int(self.url.rpartition(":")[2])


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "smartcity_kb.cli.main", *arguments]


def environment(home: Path, changes: dict[str, str] | None = None) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return {**kept, "HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "LANG": "C.UTF-8"} | (
        changes or {}
    )


@contextmanager
def serving(
    home: Path, *arguments: str, port: int = 0, changes: dict[str, str] | None = None
) -> Iterator[Server]:
    """A server over the shipped knowledge base, or what the arguments say."""
    process = subprocess.Popen(
        command("serve", "--port", str(port), *arguments),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(home, changes),
        cwd=home,
    )
    try:
        assert process.stderr is not None
        said = ""
        for line in process.stderr:
            said += line
            if _URL.search(line):
                break
        yield Server(process, said)
    finally:
        process.terminate()
        process.wait(PATIENCE)
        if process.stderr is not None:
            process.stderr.close()
