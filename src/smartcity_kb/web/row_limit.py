"""How many rows a query can have, as far as its last words say so."""

from __future__ import annotations

import re
import sys

UNLIMITED = sys.maxsize
# At the very end, but for comments: only there it is the whole query's, and no subquery's. Nothing of it is
# tried in two ways, however long the comments are.
_LIMIT = re.compile(r"limit\s++(\d{1,9})\s*+(?:offset\s++\d++\s*+)?(?:#[^\r\n]*+\s*+)*+\Z")


def row_limit(lowered: str) -> int:
    """The LIMIT that a query, given in lower case, ends with; UNLIMITED where that is not certain.

    >>> row_limit("select * { ?s ?p ?o } limit 20 # few")
    20
    >>> row_limit("select * { ?s ?p ?o } # limit 20") == UNLIMITED
    True
    """
    at = lowered.rfind("limit")
    found = _LIMIT.match(lowered, at) if at > 0 else None
    # After the sign that begins a comment it may mean nothing, and an escape may be that sign.
    if found is None or "#" in lowered[lowered.rfind("\n", 0, at) + 1 : at] or "\\" in lowered:
        return UNLIMITED
    return int(found[1])
