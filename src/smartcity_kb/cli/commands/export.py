"""``export``: the knowledge base as a file for other tools."""

from __future__ import annotations

import sys

from ...export.formats import format_for
from ...export.heap import one_heap
from ...export.write import export
from ...store.open import open_store
from ..output import say
from ..progress import progress_bar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..output import Settings


def run(
    settings: Settings,
    target: str,
    format: str | None = None,  # noqa: A002 - the option's name
    evidence: bool = False,
    rdf12: bool = False,
    flavour: str = "",
) -> None:
    """Write the file, or to standard output, and say what was written."""
    chosen = format_for(target, format)
    one_heap()
    with open_store(settings.kb) as store, progress_bar(settings) as advance:
        report = export(
            store,
            sys.stdout.buffer if target == "-" else target,
            chosen,
            evidence=evidence,
            rdf12=rdf12,
            flavour=flavour,
            lang=settings.lang,
            on_progress=(lambda done: advance("export", done, 0)) if advance else None,
        )
    say(f"{target}: {report}", settings)
