"""``neighbours``: the relations around an entity, as a tree."""

from __future__ import annotations

from ...model.prefixes import curie
from ...model.record import Record
from ...store.open import open_store
from ...views.evidence import find_term
from ...views.neighbours import neighbours
from ...views.resolve import resolve
from ..layout import flow, put_heading
from ..output import DIM, put, put_json, put_rows, width
from ..words import word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...views.neighbours import Branch, More
    from ..output import Settings


_NARROWEST = 12


class _Line(Record):
    """A line of the tree in parts, each with its style; what hangs below it, where it is a branch."""

    parts: tuple[tuple[str, str], ...]
    branch: Branch | None = None


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
        put_heading(tree.label, curie(tree.iri))
        _put_branches(tree.branches, tree.more, "", settings.lang)
    else:
        header = ("depth", "from", "term", "relation", "inverse", "to", "label", "claims")
        put_rows(header, list(_rows(tree.branches, tree.iri, 1)), format)


def _put_branches(branches: Sequence[Branch], more: Sequence[More], margin: str, lang: str) -> None:
    total = width()
    rest = [_Line(((f"{each.words}:", DIM), (" " + _how_many(each, lang), DIM))) for each in more]
    lines = [_Line(((f"{b.words}:", DIM), (f" {b.label}", "")), b) for b in branches] + rest
    for index, line in enumerate(lines):
        last = index == len(lines) - 1
        room = None if total is None else max(_NARROWEST, total - len(margin) - 3)
        below = margin + ("   " if last else "│  ")
        lead = margin + ("└─ " if last else "├─ ")
        for text in flow(line.parts, room):
            put(lead + text)
            lead = below
        if line.branch is not None:
            _put_branches(line.branch.branches, line.branch.more, below, lang)


def _how_many(more: More, lang: str) -> str:
    return word("more", lang).format(f"{more.number:,}")


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
