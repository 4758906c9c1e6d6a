"""When Spark pays: below these sizes one process is quicker and needs nothing else."""

from __future__ import annotations

import os

from ..model.errors import UsageError

# One process did the components of 10^8 random edges in 30 s and 4 GiB; it reads some 300 articles a
# second and core. Starting Spark and moving rows between machines costs 20 to 40 s to begin with.
EDGES_FROM = 100_000_000
SOURCES_FROM = 200_000
VARIABLE = "SMARTCITY_KB_SPARK_FROM"


def spark_pays(size: int, usual: int) -> bool:
    """Whether work of this size (edges, or sources) is worth Spark.

    ``usual`` is the size from which it is; ``$SMARTCITY_KB_SPARK_FROM`` takes its place where set, for
    machines with other proportions and for tests. Raises UsageError when that is no number.
    """
    text = os.environ.get(VARIABLE)
    if text is None:
        return size >= usual
    if not (text.isascii() and text.isdigit()):
        raise UsageError(f"${VARIABLE} takes a whole number, not '{text}'")
    return size >= int(text)
