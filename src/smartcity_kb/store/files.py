"""``claims.yaml`` and its article, read and checked: every problem with file, line and claim."""

from __future__ import annotations

import os

from ..model.claim import SourceContent
from ..model.errors import InputError, Problem
from ..model.record import Record
from .claim_reading import read_claims, unknown_term
from .entity_reading import read_entities
from .reading import Reading, Use
from .source_reading import read_head
from .yaml_nodes import Mapping, read_yaml

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..model.terms import Context

__all__ = ["ExaminedSource", "SourceFile", "Use", "examine_source", "read_source", "unknown_term"]


class SourceFile(Record):
    """A claims file that was read: its content, and where in the file things stand.

    ``entity_lines`` maps slugs, ``claim_lines`` claim IRIs (in the order of the claims) to lines (from
    1); ``uses`` are the entities that it refers to.
    """

    path: str
    content: SourceContent
    entity_lines: dict[str, int]
    claim_lines: dict[str, int]
    uses: tuple[Use, ...]


class ExaminedSource(Record):
    """A claims file after reading: sound (``source``) or not (``problems``), and what it defines and uses.

    ``entity_lines`` and ``uses`` are known of a file with problems too, so that checks between sources
    can go on; ``readable`` says whether they are all there.
    """

    path: str
    problems: tuple[Problem, ...]
    source: SourceFile | None = None
    entity_lines: dict[str, int] = {}  # noqa: RUF012 - records are frozen, and this one stays empty
    uses: tuple[Use, ...] = ()
    readable: bool = True


def read_source(folder: str, context: Context, classes: frozenset[str]) -> SourceFile | list[Problem]:
    """Read a source's folder (``claims.yaml`` and its article) and check all that can be checked alone.

    ``classes`` are the IRIs of the known types. Returns the source, or every problem found in it.
    """
    examined = examine_source(folder, context, classes)
    return examined.source or list(examined.problems)


def examine_source(folder: str, context: Context, classes: frozenset[str]) -> ExaminedSource:
    """Read a source's folder like ``read_source``, keeping what is known of one with problems."""
    path = os.path.join(folder, "claims.yaml")
    try:
        root = read_yaml(path)
    except InputError as error:
        return ExaminedSource(path, (Problem(error.message),), readable=False)
    reading = Reading(path, context, classes)
    if not isinstance(root, Mapping):
        reading.wrong(root, "a claims file has the keys source, noise, entities and claims")
        return ExaminedSource(path, tuple(reading.problems), readable=False)
    reading.check_keys(root, ("source", "noise", "entities", "claims"), "a claims file")
    source = read_head(reading, root)
    entities, entity_lines = read_entities(reading, root.get("entities"))
    claims, claim_lines = read_claims(reading, root.get("claims"), source)
    uses = tuple(reading.uses)
    if source is None or reading.problems:
        return ExaminedSource(path, tuple(reading.problems), None, entity_lines, uses)
    content = SourceContent(source, tuple(entities), tuple(claims))
    file = SourceFile(path, content, entity_lines, claim_lines, uses)
    return ExaminedSource(path, (), file, entity_lines, uses)
