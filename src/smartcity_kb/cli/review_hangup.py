"""A review whose terminal is gone ends, also where no signal says so (ignored SIGHUP, a closed window)."""

from __future__ import annotations

import os
import threading

from ..intake.review_verdicts import locked_verdicts

# As a shell reports a process that a hang-up ended: 128 + SIGHUP.
EXIT_CODE = 129


def end_with_terminal(terminal: int, folder: str) -> None:
    """End this process when the terminal with this file descriptor is gone; returns at once.

    Every verdict is on disk as soon as it is given, and the end waits for one that is being written to the
    draft's ``folder``. The screen cannot be closed: writing to a terminal that is gone blocks its threads
    for good, so the process ends without asking them.
    """
    import select

    poll = getattr(select, "poll", None)
    if poll is None:
        return  # Windows closes the process with its window.
    waiting = poll()
    # No events asked for: what poll tells anyway are the hang-up and errors.
    waiting.register(terminal, 0)

    def watch() -> None:
        gone = False
        while not gone:
            events = waiting.poll()
            if any(event & select.POLLNVAL for _, event in events):
                return
            gone = any(event & (select.POLLHUP | select.POLLERR) for _, event in events)
        with locked_verdicts(folder):
            os._exit(EXIT_CODE)

    threading.Thread(target=watch, name="terminal-watch", daemon=True).start()
