"""``validate``: evidence and shapes checked, each finding with its place and what to do."""

from __future__ import annotations

from ...intake.validate import validate
from ...store.open import default_location
from ..layout import paragraphs
from ..output import DIM, RED, YELLOW, counted, painted, put, put_json, put_rows, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...intake.validate import Finding
    from ..output import Settings

_STYLES = {"violation": RED, "warning": YELLOW, "info": DIM}


def run(settings: Settings, inputs: Sequence[str] = (), format: str = "table") -> int:  # noqa: A002
    """Write the findings; 1 when there is a violation among them, else 0."""
    checked = list(inputs) or [settings.kb or default_location()]
    findings = validate(checked, lang=settings.lang)
    if format == "json":
        put_json(findings)
    elif format == "table":
        for finding in findings:
            _put(finding)
    else:
        fields = ("severity", "file", "line", "claim", "message", "advice")
        put_rows(fields, [finding.astuple() for finding in findings], format)
    violations = sum(finding.severity == "violation" for finding in findings)
    others = len(findings) - violations
    say(
        f"{', '.join(checked)}: {counted(violations, 'violation')}, {counted(others, 'other finding')}"
        if findings
        else f"{', '.join(checked)}: no findings",
        settings,
    )
    return 1 if violations else 0


def _put(finding: Finding) -> None:
    place = finding.file + (f":{finding.line}" if finding.line else "")
    head = ": ".join(part for part in (place, finding.severity, finding.claim) if part)
    lines = paragraphs(f"{head}: {finding.message}")
    for line in lines:
        put(line.replace(finding.severity, painted(finding.severity, _STYLES.get(finding.severity, DIM)), 1))
    if finding.advice:
        for line in paragraphs(finding.advice, 4):
            put(line)
