"""Shell completion: entities, terms, query names, locations."""

from __future__ import annotations

import os
from collections.abc import Iterator

import click  # Typer evaluates the annotations, so these are imported for real

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..store.base import Store

_MOST = 50


class EntityName(click.types.StringParamType):
    """A text that names an entity, completed by the entities that it may mean.

    A type of Click, because Typer's own completion leaves out what does not start with what was typed.
    """

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        """Slugs of entities that start so, or whose label is like what was typed, with their labels."""
        from click.shell_completion import CompletionItem

        from ..model.prefixes import PREFIXES

        labels = _entities(_location(ctx), incomplete)
        return [CompletionItem(iri.removeprefix(PREFIXES["id"]), help=labels[iri]) for iri in labels]


def _entities(location: str | None, incomplete: str) -> dict[str, str]:
    """IRI -> label."""
    from ..store.open import open_store
    from ..views.labels import labels_of
    from ..views.search import search
    from .output import language

    try:
        with open_store(location) as store:
            slugs = _slugs(store, incomplete)
            if incomplete and len(slugs) < _MOST:
                slugs += [hit.iri for hit in search(store, incomplete, limit=10) if hit.iri not in slugs]
            return labels_of(store, slugs, language(None))
    except Exception:  # noqa: BLE001 - a shell waiting for completions must never see a traceback
        return {}


def _slugs(store: Store, start: str) -> list[str]:
    from pyoxigraph import Literal

    from ..model.prefixes import PREFIXES
    from ..model.terms import PREF_LABEL

    begins = Literal(PREFIXES["id"] + start)
    query = (
        f"SELECT DISTINCT ?e WHERE {{ ?e {PREF_LABEL} ?l FILTER(STRSTARTS(STR(?e), {begins})) }}"
        f" ORDER BY ?e LIMIT {_MOST}"
    )
    return [getattr(row[0], "value", "") for row in store.select(query)]


def complete_term(ctx: click.Context, incomplete: str) -> Iterator[str]:
    """Names of the terms of the shipped context that start so."""
    from ..model.terms import parse_context
    from ..store.folder_layout import shipped_folder

    with open(os.path.join(shipped_folder(), "context.jsonld"), encoding="utf-8") as file:
        context = parse_context(file.read(), "context.jsonld")
    yield from sorted(name for name in context.terms if name.startswith(incomplete))


def complete_query(incomplete: str) -> Iterator[tuple[str, str]]:
    """Names of the query library that start so, with their summaries; files are the shell's own."""
    from ..views.queries import library

    for query in library():
        if query.name.startswith(incomplete):
            yield query.name, query.summary


def complete_location(incomplete: str) -> Iterator[str]:
    """Files and folders that start so."""
    folder, start = os.path.split(incomplete)
    try:
        with os.scandir(folder or ".") as entries:
            names = sorted(entry.name + ("/" if entry.is_dir() else "") for entry in entries)
    except OSError:
        return
    yield from (os.path.join(folder, name) for name in names if name.startswith(start))


def complete_language(incomplete: str) -> Iterator[str]:
    """The languages that there are labels in."""
    yield from (lang for lang in ("vi", "en") if lang.startswith(incomplete))


def _location(ctx: click.Context) -> str | None:
    """``--kb`` of the command, else of the program."""
    at: click.Context | None = ctx
    while at is not None:
        if at.params.get("kb"):
            return str(at.params["kb"])
        at = at.parent
    return None
