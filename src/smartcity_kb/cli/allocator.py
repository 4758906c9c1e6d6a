"""The C library's allocator, whose settings are read from the environment as a program starts."""

from __future__ import annotations

import contextlib
import os
import sys

_NAME = "GLIBC_TUNABLES"
# A query takes some hundred small pieces of memory and frees them all. glibc keeps 7 of a size at hand, which
# is soon too few, and finds the others among all that is free: a fifth of a small query's time.
_SETTINGS = "glibc.malloc.tcache_count=127"
# In a program with privileges of its own the loader takes the settings away: this says that they were given.
_GIVEN = "SMARTCITY_KB_ALLOCATOR"


def keep_freed_memory_at_hand() -> None:
    """Start this process's program anew, once, with an allocator that suits a server, where it is glibc's.

    Settings that the user chose stay as they are. Programs started from here inherit nothing of it.
    """
    if os.environ.pop(_GIVEN, None):
        os.environ.pop(_NAME, None)
        return
    if _NAME in os.environ or not sys.executable or not _is_glibc():
        return
    changed = {**os.environ, _NAME: _SETTINGS, _GIVEN: "1"}
    # Without it, the server is slower and the same.
    with contextlib.suppress(OSError):
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], changed)  # noqa: S606 - itself


def _is_glibc() -> bool:
    try:
        return "glibc" in (os.confstr("CS_GNU_LIBC_VERSION") or "")
    except (AttributeError, ValueError, OSError):
        return False
