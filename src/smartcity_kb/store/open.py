"""A location (folder, file, store, URL) becomes a Store."""

from __future__ import annotations

import os

from ..model.errors import NotFoundError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph

    from .base import Store

LOCATION_VARIABLE = "SMARTCITY_KB"


def default_location() -> str:
    """``$SMARTCITY_KB``, else the knowledge base that ships with the package."""
    from .folder_layout import shipped_folder

    return os.environ.get(LOCATION_VARIABLE) or shipped_folder()


def is_url(location: str) -> bool:
    """Whether a location is the URL of an endpoint."""
    return location.startswith(("http://", "https://"))


def open_store(location: str | None = None) -> Store:
    """Open a location to read; without one, the default location.

    A location is a knowledge base folder (claims.yaml files), an RDF file (also gzipped), a store folder
    written by ``load``, or the URL of a SPARQL 1.1 endpoint. Raises NotFoundError when there is nothing,
    UsageError when it is none of these, and what reading it raises.
    """
    place = location or default_location()
    if is_url(place):
        from .endpoint import open_endpoint

        return open_endpoint(place)
    if os.path.isdir(place):
        return _open_folder(place)
    if os.path.isfile(place):
        return _open_file(place)
    raise NotFoundError(
        f"{place}: no such folder or file; a location is one of these or the URL of an endpoint"
    )


def open_store_to_search(location: str | None = None) -> Store:
    """Open a location for search alone, which a store on disk has an index for; see ``open_store``."""
    from .disk import is_store_folder, open_to_search

    place = location or default_location()
    return open_to_search(place) if is_store_folder(place) else open_store(place)


def _open_folder(path: str) -> Store:
    from .disk import is_store_folder, open_to_read

    if is_store_folder(path):
        return open_to_read(path)
    from .compiled import open_compiled
    from .oxigraph import OxigraphStore

    return OxigraphStore(open_compiled(path), path)


def _open_file(path: str) -> Store:
    import pyoxigraph

    from .oxigraph import OxigraphStore
    from .rdf_files import rdf_format, read_rdf
    from .reified import from_reified

    if rdf_format(path) is None:
        raise UsageError(f"{path}: not an RDF file; a location is .ttl .trig .nt .nq .rdf .jsonld, also .gz")
    store = pyoxigraph.Store()
    store.extend(from_reified(read_rdf(path)))
    store.extend(list(_folded_names(store)))
    return OxigraphStore(store, path)


def _folded_names(store: pyoxigraph.Store) -> Iterator[pyoxigraph.Quad]:
    """What search works on; a file of others, or an export of facts alone, comes without it."""
    from pyoxigraph import DefaultGraph, Literal, Quad

    from ..model.terms import ALT_LABEL, FOLDED_LABEL, GRAPH_SEARCH, HIDDEN_LABEL, PREF_LABEL
    from ..model.text import fold

    for kind in (PREF_LABEL, ALT_LABEL, HIDDEN_LABEL):
        for quad in store.quads_for_pattern(None, kind, None, DefaultGraph()):
            if isinstance(quad.object, Literal):
                yield Quad(quad.subject, FOLDED_LABEL, Literal(fold(quad.object.value)), GRAPH_SEARCH)
