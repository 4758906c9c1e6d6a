"""``evidence``: every claim for what is said, with its quote in context."""

from __future__ import annotations

from ...model.prefixes import curie
from ...store.open import open_store
from ...views.evidence import evidence
from ..layout import wrap
from ..output import BOLD, YELLOW, painted, put, put_json, put_rows, width
from ..quotes import put_quote
from ..words import word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...views.evidence import EvidenceReport, Proof
    from ...views.facts import EvidenceRow
    from ..output import Settings

_FIELDS = (
    "subject", "term", "object", "claim", "certainty", "speaker", "quote", "source", "start", "end", "note"
)  # fmt: skip


def run(
    settings: Settings,
    subject: str,
    term: str | None = None,
    object_: str | None = None,
    format: str = "table",  # noqa: A002 - the option's name
) -> None:
    """Write the proofs of what is said about a subject."""
    with open_store(settings.kb) as store:
        report = evidence(store, subject, term, object_, settings.lang)
    if format == "json":
        put_json(report)
    elif format == "table":
        _put_report(report, settings.lang)
    else:
        put_rows(_FIELDS, [_record(proof, row) for proof in report.proofs for row in proof.evidence], format)


def _record(proof: Proof, row: EvidenceRow) -> tuple[str | int, ...]:
    fact = proof.fact
    said = (fact.subject, curie(fact.term), getattr(fact.object, "value", str(fact.object)))
    stated = (row.claim, row.certainty, row.speaker)
    return (*said, *stated, row.quote, row.source, row.start, row.end, row.note)


def _put_report(report: EvidenceReport, lang: str) -> None:
    for number, proof in enumerate(report.proofs):
        if number:
            put()
        for line in wrap(f"{proof.subject} {proof.relation} {proof.object}", width()):
            put(painted(line, BOLD))
        if (proof.fact.subject, proof.fact.term) in report.conflicts:
            put(painted(f"  ⚠ {word('conflict', lang)}", YELLOW))
        for row in proof.evidence:
            put_quote(row, "", report.words, lang, 2)
        if not proof.evidence:
            put(painted(f"  [{word('no evidence', lang)}]", YELLOW))
