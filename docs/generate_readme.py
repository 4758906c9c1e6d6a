"""Runs the commands shown in README.md and puts their real output under them.

A block that starts with ``$ smartcity-kb …`` is run by the shell in a terminal of 100 columns without
colour. ``--check`` fails when an output differs from what stands there.
"""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
_BLOCK = re.compile(r"```console\n\$ (?P<command>smartcity-kb [^\n]*)\n.*?```", re.DOTALL)


def regenerated(text: str) -> str:
    """The README's text with every output renewed."""
    with tempfile.TemporaryDirectory() as folder:
        return _BLOCK.sub(lambda match: _block(match["command"], folder), text)


def _block(command: str, folder: str) -> str:
    return f"```console\n$ {command}\n{_output(command, folder)}\n```"


def _output(command: str, folder: str) -> str:
    reader, writer = pty.openpty()
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": folder,
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "LANG": "C.UTF-8",
        "TERM": "xterm",
    }
    running = subprocess.Popen(
        ["sh", "-c", command],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=writer,
        stderr=writer,
    )
    os.close(writer)
    chunks = []
    while True:
        try:
            chunk = os.read(reader, 65536)
        except OSError:  # what Linux says when the other end of a terminal is closed
            break
        if not chunk:
            break
        chunks.append(chunk)
    os.close(reader)
    running.wait()
    lines = b"".join(chunks).decode().replace("\r\n", "\n").rstrip().split("\n")
    return "\n".join(line.rstrip() for line in lines)


def main() -> int:
    """Renew README.md, or check it."""
    text = README.read_text("utf-8")
    new = regenerated(text)
    if "--check" in sys.argv:
        if new != text:
            print("README.md shows output that is out of date; run 'make docs'", file=sys.stderr)
        return int(new != text)
    if new != text:
        temporary = README.with_suffix(".new")
        temporary.write_text(new, "utf-8")
        os.replace(temporary, README)
        print("wrote README.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
