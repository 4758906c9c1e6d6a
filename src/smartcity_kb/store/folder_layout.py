"""Where things lie in a knowledge base folder: its sources, its context, vocabulary and links."""

from __future__ import annotations

import os

from ..model.errors import InputError


def shipped_folder() -> str:
    """The knowledge base folder that ships with the package (in a checkout: the repository's)."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    inside = os.path.join(package, "data")
    return (
        inside if os.path.isdir(inside) else os.path.join(os.path.dirname(os.path.dirname(package)), "data")
    )


def shipped_vocabulary() -> str:
    """The vocabulary that ships with the package; a folder's own adds to it."""
    return os.path.join(shipped_folder(), "vocabulary.ttl")


def source_folders(folder: str) -> list[str]:
    """The folders of a knowledge base folder that hold a source, sorted; the folder itself if it is one.

    Raises InputError when the folder cannot be read.
    """
    if os.path.isfile(os.path.join(folder, "claims.yaml")):
        return [folder]
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if entry.is_dir())
    except OSError as error:
        raise InputError(f"{folder}: cannot be read: {error.strerror}") from None
    paths = [os.path.join(folder, name) for name in names]
    return [path for path in paths if os.path.isfile(os.path.join(path, "claims.yaml"))]


def term_files(folder: str) -> list[str]:
    """The paths of context.jsonld, vocabulary.ttl and links.ttl that hold for a folder.

    A folder without its own context or vocabulary uses the shipped one; links are only its own, and its own
    vocabulary adds to the shipped one.
    A source's own folder takes those of the knowledge base around it.
    """
    homes = [folder, os.path.dirname(os.path.abspath(folder)), shipped_folder()]
    if not os.path.isfile(os.path.join(folder, "claims.yaml")):
        homes.pop(1)
    found: list[str] = []
    for name in ("context.jsonld", "vocabulary.ttl"):
        candidates = [os.path.join(home, name) for home in homes]
        found.append(next((path for path in candidates if os.path.isfile(path)), candidates[-1]))
    links = os.path.join(folder, "links.ttl")
    return [*found, links] if os.path.isfile(links) else found
