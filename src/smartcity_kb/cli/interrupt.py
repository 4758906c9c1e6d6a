"""Ctrl-C and deadlines that hold while native code runs.

A native query or bulk load does not return to the interpreter, so Python's own SIGINT handling waits
for it. Here the signal wakes a thread, which cleans up and ends the process: stores on disk survive it,
they are only read, or written in transactions or under a temporary name.
"""

from __future__ import annotations

import os
import sys
from _thread import start_new_thread

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

INTERRUPTED = 130
_TIMED_OUT = 5
# What to run before the process ends; set by long work, such as removing a temporary folder.
cleanups: list[Callable[[], None]] = []


def watch() -> None:
    """From now on Ctrl-C ends the process at once with exit code 130."""
    # The built-in module: ``signal`` wraps it in enums that cost more than reading a page does.
    import _signal as signal

    ready, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.signal(signal.SIGINT, lambda *_: None)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    interrupt = int(signal.SIGINT)

    def wait() -> None:
        while os.read(ready, 1)[0] != interrupt:
            pass
        _end("interrupted", INTERRUPTED)

    start_new_thread(wait, ())


def set_deadline(seconds: float) -> None:
    """End the process with exit code 5 unless it ends by itself within so many seconds."""
    from select import select

    def wait() -> None:
        select([], [], [], seconds)
        _end(f"stopped after {seconds:g} s (--timeout)", _TIMED_OUT)

    start_new_thread(wait, ())


def _end(message: str, code: int) -> None:
    for cleanup in reversed(cleanups):
        cleanup()
    try:
        os.write(sys.stderr.fileno(), f"smartcity-kb: {message}\n".encode())
    finally:
        os._exit(code)
