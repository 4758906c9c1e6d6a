"""CSV (RFC 4180, UTF-8): one row for each fact and claim.

Texts are written as they are: one that starts with ``=``, ``+``, ``-`` or ``@`` is a formula to a
spreadsheet that opens the file without being told that all columns are text (docs/exports.md).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model.prefixes import PREFIXES, curie
from .cells import datatype, is_iri, language, short, text
from .facts import read_facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .facts import FactRow
    from .job import Job

COLUMNS = (
    "subject", "subject_label", "term", "object", "object_label", "datatype", "language", "claim", "quote",
    "source", "start", "end", "certainty", "speaker", "when",
)  # fmt: skip
_SPECIAL = re.compile(rb'[",\r\n]|^\s|\s$')
_LANG_STRING = PREFIXES["rdf"] + "langString"


def table(job: Job) -> Iterator[bytes]:
    """The header, then the facts ordered by quote and claim."""
    yield ",".join(COLUMNS).encode() + b"\r\n"
    for row in read_facts(job, links_only=False).rows:
        job.count("rows")
        yield b",".join(map(_quoted, _values(row))) + b"\r\n"


def _values(row: FactRow) -> tuple[bytes, ...]:
    linked = is_iri(row.object)
    tag = language(row.object)
    type_ = _LANG_STRING if tag else datatype(row.object).decode()
    label = text(row.object_label) or (short(row.object).encode() if linked else b"")
    return (
        text(row.subject), text(row.subject_label) or short(row.subject).encode(), short(row.term).encode(),
        text(row.object), label, curie(type_).encode(), tag, text(row.claim), text(row.quote),
        row.source, row.start, row.end, row.certainty, text(row.speaker), row.when,
    )  # fmt: skip


def _quoted(value: bytes) -> bytes:
    if _SPECIAL.search(value) is None:
        return value
    return b'"' + value.replace(b'"', b'""') + b'"'
