"""``review``: the proposals of a draft accepted, edited or rejected."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from ...intake.review import ACCEPTED, OPEN, REJECTED, Review
from ...intake.review_batch import accept_batch
from ...model.errors import UsageError
from ..output import put, say
from ..review_text import say_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..output import Settings


def run(
    settings: Settings,
    draft: str,
    reviewer: str | None = None,
    accept_above: float | None = None,
    accept_pattern: Sequence[str] = (),
    keep_names: bool = False,
    plain: bool = False,
) -> None:
    """Review a draft on the screen, line by line, or in a batch."""
    with Review(draft, reviewer_name(reviewer), settings.kb) as review:
        if review.recovered:
            say(say_word("recovered", settings.lang), settings)
        if accept_above is not None or accept_pattern:
            _batch(review, settings, accept_above, accept_pattern, keep_names)
        elif keep_names and not plain and _has_screen():
            raise UsageError("--keep-names goes with --accept-above, --accept-pattern or --plain")
        elif plain or not _has_screen():
            from ..review_lines import review_lines

            _use_utf8_input()
            review_lines(review, settings.lang, keep_names)
        else:
            from ..review_screen import review_on_screen

            review_on_screen(review, settings.lang)
        put(_summary(review, settings.lang))


def reviewer_name(given: str | None) -> str:
    """Who reviews: the name given, else git's, else the user's; control characters and line ends left out.

    Raises UsageError when none is known.
    """
    for name in (given or "", _git_name(), _user_name()):
        shown = " ".join("".join(char for char in name if char.isprintable()).split())
        if shown:
            return shown[:200]
    raise UsageError("who reviews? Say it with --reviewer NAME")


def _git_name() -> str:
    import subprocess

    try:
        found = subprocess.run(
            ["git", "config", "user.name"],  # noqa: S607 - the user's own git
            capture_output=True, timeout=5, check=False,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return ""
    return found.stdout.decode("utf-8", "replace").strip()


def _user_name() -> str:
    import getpass

    try:
        return os.environ.get("USER") or getpass.getuser()
    except (OSError, KeyError):
        # No such user in the password database, as in some containers.
        return ""


def _batch(
    review: Review,
    settings: Settings,
    above: float | None,
    patterns: Sequence[str],
    keep_names: bool,
) -> None:
    if above is not None and not 0 <= above <= 1:
        raise UsageError(f"--accept-above takes a confidence from 0 to 1, not {above:g}")
    report = accept_batch(review, above, patterns, keep_names)
    for id_, why in report.left:
        say(f"{id_}: {why}", settings)


def _has_screen() -> bool:
    """Whether there is a terminal to draw on, and Textual to draw with."""
    from importlib.util import find_spec

    on_terminal = sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"
    return on_terminal and find_spec("textual") is not None


def _use_utf8_input() -> None:
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")


def _summary(review: Review, lang: str) -> str:
    counts = dict.fromkeys((ACCEPTED, REJECTED, OPEN), 0)
    for item in review.items:
        counts[item.status] += 1
    parts = ", ".join(f"{count} {say_word(status, lang)}" for status, count in counts.items())
    where = f"; {review.opened.claims_path}" if os.path.isfile(review.opened.claims_path) else ""
    return f"{parts}{where}"
