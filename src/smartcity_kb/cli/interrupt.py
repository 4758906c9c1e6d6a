"""Ctrl-C and deadlines that hold while native code runs.

A native query or bulk load does not return to the interpreter, so Python's own SIGINT handling waits
for it. Here the signal also wakes a thread, which gives the interpreter a moment to end in good order
and then ends the process. Stores on disk survive that: they are only read, or written in transactions
or under a temporary name.
"""

from __future__ import annotations

import os
import sys
from _thread import start_new_thread

INTERRUPTED = 130
_TIMED_OUT = 5
# Ctrl-C has to end any command within half a second.
_GRACE = 0.35


def watch() -> None:
    """From now on Ctrl-C ends the process within half a second, with exit code 130."""
    # The built-in module: ``signal`` wraps it in enums that cost more than reading a page does.
    import _signal as signal  # type: ignore[import-not-found]

    ready, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)

    def wait() -> None:
        while os.read(ready, 1)[0] != signal.SIGINT:
            pass
        from select import select

        select([], [], [], _GRACE)
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
    try:
        os.write(sys.stderr.fileno(), f"smartcity-kb: {message}\n".encode())
    finally:
        os._exit(code)
