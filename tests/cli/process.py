"""The real program as a process: off a terminal, and in a pseudo-terminal that pyte emulates."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pyte

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "data"
PROGRAM = Path(sys.executable).with_name("smartcity-kb")
ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
# Long enough for a machine that does ten things at once; nothing here waits for it to pass.
PATIENCE = 60


class Result(NamedTuple):
    """How a run ended: exit code, standard output, standard error."""

    code: int
    out: str
    err: str


class Shown(NamedTuple):
    """What a run left in a terminal: exit code, the bytes as text, the lines as pyte shows them."""

    code: int
    raw: str
    screen: list[str]

    @property
    def lines(self) -> list[str]:
        """The lines that were written, without colours, before a terminal wraps them."""
        return [line.rstrip("\r") for line in ANSI.sub("", self.raw).split("\n")]


class Program:
    """Runs the program in an environment of its own: an empty home, no settings of the caller."""

    def __init__(self, home: Path, executable: Path = PROGRAM) -> None:
        self.home = home
        self.executable = executable
        self.cwd = home / "elsewhere"
        self.cwd.mkdir(parents=True, exist_ok=True)

    def environment(self, changes: dict[str, str] | None = None) -> dict[str, str]:
        """The variables of a run."""
        base = {
            "PATH": f"{self.executable.parent}:/usr/bin:/bin",
            "HOME": str(self.home),
            "XDG_CACHE_HOME": str(self.home / "cache"),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
        }
        return base | (changes or {})

    def __call__(
        self,
        *arguments: str,
        env: dict[str, str] | None = None,
        stdin: str | bytes = b"",
        cwd: Path | None = None,
    ) -> Result:
        """Run with pipes for input and outputs."""
        done = subprocess.run(
            [str(self.executable), *arguments],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            env=self.environment(env),
            cwd=cwd or self.cwd,
            timeout=PATIENCE,
            check=False,
        )
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    def start(self, *arguments: str, env: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Start with pipes and do not wait."""
        return subprocess.Popen(
            [str(self.executable), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=self.environment(env),
            cwd=self.cwd,
        )

    def on_terminal(
        self,
        *arguments: str,
        columns: int = 80,
        lines: int = 400,
        env: dict[str, str] | None = None,
        stderr_apart: bool = False,
    ) -> Shown:
        """Run in a pseudo-terminal of this size; with ``stderr_apart`` only stdout is the terminal."""
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        process = subprocess.Popen(
            [str(self.executable), *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=subprocess.DEVNULL if stderr_apart else theirs,
            env=self.environment(env),
            cwd=self.cwd,
            start_new_session=True,
        )
        os.close(theirs)
        raw = _read_all(ours, process)
        os.close(ours)
        screen = pyte.Screen(columns, lines)
        pyte.Stream(screen).feed(raw)
        shown = [line.rstrip() for line in screen.display]
        while shown and not shown[-1]:
            shown.pop()
        return Shown(process.wait(PATIENCE), raw, shown)


def _read_all(terminal: int, process: subprocess.Popen[bytes]) -> str:
    """Everything that is written until the other end is closed."""
    parts: list[bytes] = []
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            part = os.read(terminal, 65536)
        except OSError:
            # EIO: on Linux the end of a pseudo-terminal's output.
            break
        if not part:
            break
        parts.append(part)
    else:
        process.kill()
    return b"".join(parts).decode()


def interrupt_when_busy(process: subprocess.Popen[bytes], seconds_of_work: float) -> None:
    """Send SIGINT once the process has worked so long, and wait for its end."""
    ticks = os.sysconf("SC_CLK_TCK")
    deadline = time.monotonic() + PATIENCE
    stat = Path(f"/proc/{process.pid}/stat")
    while time.monotonic() < deadline:
        fields = stat.read_text().rpartition(")")[2].split()
        if (int(fields[11]) + int(fields[12])) / ticks >= seconds_of_work:
            break
        # Not a wait for something to have happened: only keeps the poll from eating a whole core.
        select.select([], [], [], 0.02)
    process.send_signal(signal.SIGINT)
    process.wait(PATIENCE)


def write_source(folder: Path, article: str, claims: str) -> Path:
    """Write the folder of one source, SHA256 in its claims file filled in; returns the folder around it."""
    folder.mkdir(parents=True)
    (folder / "article.txt").write_text(article, "utf-8")
    (folder / "claims.yaml").write_text(
        claims.replace("SHA256", sha256(article.encode()).hexdigest()), "utf-8"
    )
    return folder.parent
