"""SHACL validation with pySHACL, through its API: its command's exit code says nothing reliable."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..model.errors import InputError
from ..model.record import Record
from ..store.rdf_files import read_rdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad
    from rdflib import Graph
    from rdflib.term import Node

SEVERITIES = {"Violation": "violation", "Warning": "warning", "Info": "info"}


class ShaclResult(Record):
    """One result of a SHACL report: IRIs of the focus node and (or empty) the value, and its message."""

    severity: str
    focus: str
    value: str
    message: str


def check_shapes(quads: Iterable[Quad], shape_files: Iterable[str], lang: str) -> list[ShaclResult]:
    """The results of checking triples (graphs are ignored) against shapes files.

    Messages are those in ``lang`` where a shape has them. Raises InputError when a shapes file is damaged.
    """
    with _quiet():
        data = _graph(quads)
        shapes = _graph(quad for path in shape_files for quad in read_rdf(path))
        report = _report(data, shapes)
        return sorted(_results(report, _translations(shapes), lang), key=lambda result: result.astuple())


def _report(data: Graph, shapes: Graph) -> Graph:
    from pyshacl import validate
    from pyshacl.errors import ReportableRuntimeError, ShapeLoadError
    from rdflib import Graph

    try:
        _, report, text = validate(data, shacl_graph=shapes, inference="none", do_owl_imports=False)
    except (ReportableRuntimeError, ShapeLoadError) as error:
        raise InputError(f"the shapes cannot be used: {' '.join(str(error).split())}") from None
    if not isinstance(report, Graph):
        raise InputError(f"the shapes cannot be used: {' '.join(str(text).split())}")
    return report


def _results(report: Graph, translations: dict[str, dict[str, str]], lang: str) -> Iterator[ShaclResult]:
    from rdflib import SH

    for result in report.objects(None, SH.result):
        severity = str(report.value(result, SH.resultSeverity)).rpartition("#")[2]
        given = min((str(message) for message in report.objects(result, SH.resultMessage)), default="")
        by_language = translations.get(given, {})
        yield ShaclResult(
            SEVERITIES.get(severity, "violation"),
            str(report.value(result, SH.focusNode) or ""),
            str(report.value(result, SH.value) or ""),
            " ".join((by_language.get(lang) or by_language.get("en") or given).split()),
        )


def _translations(shapes: Graph) -> dict[str, dict[str, str]]:
    """Each message of the shapes -> the messages of the same constraint, by language.

    Reports hold one message of a SPARQL constraint only, in whichever language came first.
    """
    from rdflib import SH

    by_constraint: dict[Node, dict[str, str]] = {}
    for constraint, message in shapes.subject_objects(SH.message):
        language = getattr(message, "language", None) or ""
        by_constraint.setdefault(constraint, {})[language] = str(message)
    return {text: messages for messages in by_constraint.values() for text in messages.values()}


def _graph(quads: Iterable[Quad]) -> Graph:
    from rdflib import Graph

    graph = Graph()
    lines = {f"{quad.triple} .\n" for quad in quads}
    graph.parse(data="".join(sorted(lines)), format="nt")
    return graph


@contextmanager
def _quiet() -> Iterator[None]:
    """Without rdflib's log lines about odd literals: the shapes say what is wrong with them."""
    logger = logging.getLogger("rdflib")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)
