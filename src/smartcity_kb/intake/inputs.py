"""What is given to ``load`` and ``validate``: folders and RDF files, told apart, drafts refused."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ..model.errors import InputError, InputProblemsError, Problem
from ..model.record import Record
from ..store.disk import is_store_folder
from ..store.folder import Terms, read_terms
from ..store.folder_layout import source_folders, term_files
from ..store.rdf_files import FORMATS, rdf_format

if TYPE_CHECKING:
    from collections.abc import Sequence

_REVIEW_FIRST = "a draft holds proposals, not facts; review it first"


class Folder(Record):
    """A knowledge base folder, or a single source's, with the terms that hold for its sources.

    ``own_vocabulary`` and ``own_links`` say whether these files stand in the folder itself rather than
    around it or in the package.
    """

    path: str
    sources: tuple[str, ...]
    terms: Terms
    own_vocabulary: bool
    own_links: bool


class Inputs(Record):
    """Everything that is to be read; ``drafts`` are folders passed over because no one reviewed them."""

    folders: tuple[Folder, ...]
    rdf_files: tuple[str, ...]
    drafts: tuple[str, ...]


def gather_inputs(paths: Sequence[str]) -> Inputs:
    """Tell the inputs apart and find the sources in folders; a source given twice is read once.

    Raises InputProblemsError with every input that is missing, a draft, empty or of an unknown kind.
    """
    problems: list[Problem] = []
    folders: list[Folder] = []
    rdf_files: list[str] = []
    drafts: list[str] = []
    seen: set[str] = set()
    for path in paths:
        try:
            if os.path.isdir(path):
                folders.append(_folder(path, seen))
                drafts += drafts_in(path)
            elif _checked_rdf_file(path, seen):
                rdf_files.append(path)
        except InputProblemsError as error:
            problems += error.problems
        except InputError as error:
            problems.append(Problem(error.message))
    if problems:
        raise InputProblemsError(problems)
    return Inputs(tuple(folders), tuple(rdf_files), tuple(drafts))


def drafts_in(folder: str) -> list[str]:
    """The folders of a knowledge base folder that hold a draft and no claims yet."""
    if os.path.isfile(os.path.join(folder, "claims.yaml")):
        return []
    with os.scandir(folder) as entries:
        paths = sorted(entry.path for entry in entries if entry.is_dir())
    return [path for path in paths if _is_draft(path)]


def _is_draft(folder: str) -> bool:
    claims, draft = (os.path.isfile(os.path.join(folder, name)) for name in ("claims.yaml", "draft.yaml"))
    return draft and not claims


def _folder(path: str, seen: set[str]) -> Folder:
    if _is_draft(path):
        raise InputError(f"{path}: {_REVIEW_FIRST}")
    if is_store_folder(path):
        raise InputError(f"{path}: a store is no input; export it to .nq and load that")
    sources = source_folders(path)
    if not sources:
        hint = f"; {_REVIEW_FIRST}" if drafts_in(path) else ""
        raise InputError(
            f"{path}: no source in it{hint}; a knowledge base folder has a folder per source, each with"
            " article.txt and claims.yaml"
        )
    new = [source for source in sources if os.path.realpath(source) not in seen]
    seen.update(os.path.realpath(source) for source in sources)
    terms = read_terms(path)
    _refuse_blank_nodes(path, terms)
    _, vocabulary, *links = term_files(path)
    return Folder(path, tuple(new), terms, os.path.dirname(vocabulary) == path, bool(links))


def _refuse_blank_nodes(path: str, terms: Terms) -> None:
    from pyoxigraph import NamedNode

    problems = [
        Problem(
            f"a blank node in the {quad.graph_name.value.rsplit('/', 1)[-1]} ({quad.subject}"
            f" {quad.predicate} {quad.object}); give it an IRI",
            path,
        )
        for quad in terms.quads
        if isinstance(quad.graph_name, NamedNode)
        and (str(quad.subject).startswith("_:") or str(quad.object).startswith("_:"))
    ]
    if problems:
        raise InputProblemsError(problems)


def _checked_rdf_file(path: str, seen: set[str]) -> bool:
    """Whether an RDF file is new among the inputs."""
    if not os.path.isfile(path):
        raise InputError(f"{path}: no such folder or file")
    if rdf_format(path) is None:
        raise InputError(
            f"{path}: not an input; load takes folders with claims.yaml and RDF files"
            f" ({', '.join(FORMATS)}, also .gz)"
        )
    real = os.path.realpath(path)
    new = real not in seen
    seen.add(real)
    return new
