"""Evidence and SHACL checks on folders and RDF files: every finding with its place and what to do."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pyoxigraph

from ..model.errors import InputError, InputProblemsError, Problem
from ..model.record import Record
from ..store.definitions import Definitions, summary_of
from ..store.files import examine_source
from ..store.folder import read_terms
from ..store.folder_layout import shipped_folder
from ..store.oxigraph import OxigraphStore
from ..store.quads import FACTS, quads_from_content
from .building import bulk_load_file
from .findings_places import Places
from .inputs import gather_inputs
from .rdf_intake import verify_rdf
from .shacl import check_shapes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pyoxigraph import Quad

    from ..store.files import SourceFile
    from .inputs import Inputs


class Finding(Record):
    """Something that validation found; ``severity`` is violation, warning or info (SHACL's words).

    ``line`` counts from 1 and is None where there is none (RDF files, whole files); ``claim`` says which
    claim it is about ("claim 7", or its CURIE in an RDF file), else it is empty; ``advice`` is what to do.
    """

    severity: str
    file: str
    line: int | None
    claim: str
    message: str
    advice: str = ""


def validate(inputs: Sequence[str], *, lang: str = "en") -> tuple[Finding, ...]:
    """Check knowledge base folders, single sources and RDF files.

    First evidence, as ``load`` does; when that holds, the shapes (``shapes.ttl`` of the folder, else of
    the knowledge base around it, else the shipped one). Messages of shapes come in ``lang``. Findings are
    sorted by file and line. Raises InputError for shapes or terms that are damaged themselves.
    """
    try:
        gathered = gather_inputs(inputs)
    except InputProblemsError as error:
        return _sorted(_finding(problem) for problem in error.problems)
    findings = list(_notes(gathered))
    quads: list[Quad] = []
    sources: list[SourceFile] = []
    errors = [*_check_together(gathered, sources, quads)]
    findings += [_finding(problem) for problem in errors]
    findings += [
        Finding(
            "warning", source.path, 1, "", "the source has no claims", "add what it states under 'claims'"
        )
        for source in sources
        if not source.content.claims
    ]
    if not errors:
        findings += _shape_findings(quads, _shape_files(gathered), Places(sources, gathered.rdf_files), lang)
    return _sorted(findings)


def _check_together(inputs: Inputs, sources: list[SourceFile], quads: list[Quad]) -> Iterator[Problem]:
    """Every problem of evidence; what is sound goes into ``sources`` and ``quads``."""
    with Definitions() as definitions:
        for folder in inputs.folders:
            for path in folder.sources:
                examined = examine_source(path, folder.terms.context, folder.terms.classes)
                yield from examined.problems
                definitions.add(summary_of(examined))
                if examined.source:
                    sources.append(examined.source)
                    quads += [q for q in quads_from_content(examined.source.content) if q.graph_name == FACTS]
        yield from _check_rdf(inputs, definitions, quads)
        yield from definitions.problems()


def _check_rdf(inputs: Inputs, definitions: Definitions, quads: list[Quad]) -> Iterator[Problem]:
    if not inputs.rdf_files:
        return
    staged = OxigraphStore(pyoxigraph.Store())
    try:
        for path in inputs.rdf_files:
            bulk_load_file(staged, path)
    except InputError as error:
        yield Problem(error.message)
        return
    for source in verify_rdf(staged, read_terms(shipped_folder()), " + ".join(inputs.rdf_files)):
        if isinstance(source, list):
            yield from source
        else:
            definitions.add(source.summary)
    quads += staged.quads(graph=FACTS)


def _notes(inputs: Inputs) -> Iterator[Finding]:
    """Folders that hold an article and no facts of it yet."""
    for path in inputs.drafts:
        file = os.path.join(path, "draft.yaml")
        yield Finding("info", file, None, "", "a draft, not loaded", f"review it: review {path}")
    for folder in inputs.folders:
        if folder.sources == (folder.path,):
            continue
        with os.scandir(folder.path) as entries:
            names = sorted(entry.path for entry in entries if entry.is_dir())
        for path in names:
            article = os.path.join(path, "article.txt")
            if os.path.isfile(article) and not _has_facts(path):
                yield Finding(
                    "warning",
                    article,
                    None,
                    "",
                    "an article without claims",
                    f"extract them: extract {article}",
                )


def _has_facts(folder: str) -> bool:
    return any(os.path.isfile(os.path.join(folder, name)) for name in ("claims.yaml", "draft.yaml"))


def _shape_files(inputs: Inputs) -> list[str]:
    files: dict[str, None] = {}
    for folder in inputs.folders:
        homes = [folder.path, shipped_folder()]
        if os.path.isfile(os.path.join(folder.path, "claims.yaml")):
            homes.insert(1, os.path.dirname(os.path.abspath(folder.path)))
        paths = [os.path.join(home, "shapes.ttl") for home in homes]
        files[next((path for path in paths if os.path.isfile(path)), paths[-1])] = None
    return list(files) or [os.path.join(shipped_folder(), "shapes.ttl")]


def _shape_findings(
    quads: list[Quad], shape_files: list[str], places: Places, lang: str
) -> Iterator[Finding]:
    for result in check_shapes(quads, shape_files, lang):
        file, line, claim, about = places.of(result.focus, result.value)
        message, advice = _told_apart(result.message, ": ")
        yield Finding(result.severity, file, line, claim, f"{about}: {message}" if about else message, advice)


def _finding(problem: Problem) -> Finding:
    file, line, message = problem.file, problem.line, problem.message
    if not file:
        file, line, message = _place_in(message)
    message, advice = _told_apart(message, "; ")
    return Finding("violation", file, line, problem.claim, message, advice)


def _place_in(message: str) -> tuple[str, int | None, str]:
    """File, line and the rest of a message that starts with its place (``file:line:column: …``)."""
    place, separator, rest = message.partition(": ")
    if not separator:
        return "", None, message
    parts = place.split(":")
    numbers = [part for part in parts[-2:] if part.isdigit()]
    file = ":".join(parts[: len(parts) - len(numbers)])
    return file, int(numbers[0]) if numbers else None, rest


def _told_apart(message: str, separator: str) -> tuple[str, str]:
    """What is wrong and what to do about it: messages say both, with a separator between."""
    wrong, found, advice = message.rpartition(separator)
    return (wrong, advice) if found else (message, "")


def _sorted(findings: Iterator[Finding] | list[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(set(findings), key=lambda f: (f.file, f.line or 0, f.claim, f.severity, f.message)))
