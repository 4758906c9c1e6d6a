"""``neighbours``: the relations around an entity, as a tree."""

from __future__ import annotations

from ...model.terms import curie
from ...store.open import open_store
from ...views.evidence import find_term
from ...views.neighbours import neighbours
from ...views.search import resolve
from ..layout import wrap
from ..output import BOLD, DIM, painted, put, put_json, put_rows, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...views.neighbours import Branch
    from ..output import Settings


def run(
    settings: Settings,
    entity: str,
    depth: int = 1,
    relation: Sequence[str] = (),
    direction: str = "both",
    format: str = "table",  # noqa: A002 - the option's name
) -> None:
    """Write the tree of relations around an entity."""
    with open_store(settings.kb) as store:
        terms = [find_term(store, name).value for name in relation]
        about = resolve(store, entity, settings.lang)
        tree = neighbours(store, about, depth, terms, direction, settings.lang)
    if format == "json":
        put_json(tree)
    elif format == "table":
        put(painted(tree.label, BOLD) + "  " + painted(curie(tree.iri), DIM))
        _put_branches(tree.branches, "")
    else:
        header = ("depth", "from", "term", "relation", "inverse", "to", "label", "claims")
        put_rows(header, list(_rows(tree.branches, tree.iri, 1)), format)


def _put_branches(branches: Sequence[Branch], margin: str) -> None:
    total = width()
    for index, branch in enumerate(branches):
        last = index == len(branches) - 1
        text = f"{branch.words}: {branch.label}"
        room = None if total is None else max(20, total - len(margin) - 3)
        below = margin + ("   " if last else "│  ")
        for number, line in enumerate(wrap(text, room)):
            lead = below if number else margin + ("└─ " if last else "├─ ")
            shown = line
            if not number and line.startswith(branch.words + ":"):
                shown = painted(branch.words + ":", DIM) + line[len(branch.words) + 1 :]
            put(lead + shown)
        _put_branches(branch.branches, below)


def _rows(branches: Sequence[Branch], origin: str, depth: int) -> Iterator[tuple[str | int, ...]]:
    for branch in branches:
        yield (
            depth,
            origin,
            curie(branch.term),
            branch.words,
            str(branch.inverse).lower(),
            branch.iri,
            branch.label,
            " ".join(map(curie, branch.claims)),
        )
        yield from _rows(branch.branches, branch.iri, depth + 1)
