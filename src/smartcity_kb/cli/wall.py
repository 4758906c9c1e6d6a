"""The one place where errors become a line on stderr and an exit code."""

from __future__ import annotations

import os
import sys

from ..model.errors import KnowledgeBaseError
from .output import RED, YELLOW, painted, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

PROGRAM = "smartcity-kb"


def guarded(command: Callable[[], int | None]) -> int:
    """Run a command; its exit code, or that of the error it ended with, told on stderr.

    A reader that closes the pipe early is no error: the exit code is 0 then.
    """
    try:
        code = command() or 0
        sys.stdout.flush()
    except KnowledgeBaseError as error:
        tell(error.message)
        code = error.exit_code
    except BrokenPipeError:
        code = 0
    except OSError as error:
        tell(f"{error.filename or 'output'}: {error.strerror or error}")
        code = 3
    except MemoryError:
        tell("not enough memory for this; ask for less, or load the data into a store on disk")
        code = 5
    except KeyboardInterrupt:
        # No error: somebody wanted it. The same words as where a native query is cut off.
        sys.stderr.write(f"{PROGRAM}: interrupted\n")
        code = 130
    _settle_output()
    return code


def _settle_output() -> None:
    try:
        sys.stdout.flush()
    except OSError:
        # What is still buffered would fail again when the interpreter shuts down.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def tell(message: str) -> None:
    """Write an error to stderr, whatever --quiet says."""
    sys.stderr.write(f"{PROGRAM}: {painted('error:', RED, sys.stderr)} {plain(message)}\n")


def warn(message: str) -> None:
    """Write a warning to stderr, whatever --quiet says."""
    sys.stderr.write(f"{PROGRAM}: {painted('warning:', YELLOW, sys.stderr)} {plain(message)}\n")
