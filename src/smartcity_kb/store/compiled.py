"""Knowledge base folders compiled to N-Quads, so that the first question waits for no YAML.

A compiled folder lies in the user's cache folder under a name made from every file that it was compiled
from: CRC-32, size and time of change, which notices edits and is no defence against the owner of the
cache folder. It starts with its own checksum and is thrown away when that does not hold. Writing goes
through a temporary name, so two processes may build it at once.
"""

from __future__ import annotations

import os
from zlib import crc32

import pyoxigraph

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# Part of every name: raise it when the quads of the same folder change.
COMPILER_VERSION = b"1"
_MARK = b"# smartcity-kb compiled "
_KEEP = 16


def cache_folder() -> str:
    """Where compiled folders lie: ``$XDG_CACHE_HOME/smartcity-kb``, else under ``~/.cache``."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(home, "smartcity-kb")


def open_compiled(folder: str) -> pyoxigraph.Store:
    """A knowledge base folder as a store in memory.

    Compiled first when there is no sound compiled form of just this content. Raises what ``read_folder``
    raises. A cache folder that cannot be written is no error: the next call compiles again.
    """
    cached = os.path.join(cache_folder(), content_key(folder) + ".nq")
    quads = _sound(cached)
    if quads is None:
        quads = compile_folder(folder)
        _keep(cached, quads)
    store = pyoxigraph.Store()
    store.bulk_load(quads, pyoxigraph.RdfFormat.N_QUADS)
    return store


def compile_folder(folder: str) -> bytes:
    """A knowledge base folder as N-Quads in a fixed order, each quad once."""
    from .folder import read_folder

    content = read_folder(folder)
    return "".join(sorted({f"{quad} .\n" for quad in content.quads()})).encode()


def content_key(folder: str) -> str:
    """A name for the content of all files that a folder is compiled from, in hexadecimal."""
    key, length = crc32(COMPILER_VERSION), 0
    for path in _files(folder):
        try:
            with open(path, "rb") as file:
                changed = os.fstat(file.fileno()).st_mtime_ns
                content = file.read()
        except OSError:
            # Reading the folder for real says what is wrong with it.
            changed, content = 0, b""
        key = crc32(f"\x1f{path}\x1f{changed}\x1f{len(content)}\x1f".encode(errors="surrogateescape"), key)
        key = crc32(content, key)
        length += len(content)
    return f"{key:08x}{length:x}"


def _files(folder: str) -> Iterator[str]:
    from .folder_layout import shipped_vocabulary, source_folders, term_files

    yield from dict.fromkeys((shipped_vocabulary(), *term_files(folder)))
    for source in source_folders(folder):
        with os.scandir(source) as entries:
            yield from sorted(entry.path for entry in entries if entry.is_file())


def _sound(path: str) -> bytes | None:
    """The quads of a compiled folder whose checksum holds; None when it is missing or damaged."""
    try:
        with open(path, "rb") as file:
            head = file.readline(len(_MARK) + 40)
            quads = file.read()
    except OSError:
        return None
    return quads if head == _head(quads) else None


def _head(quads: bytes) -> bytes:
    return _MARK + f"{crc32(quads):08x} {len(quads)}\n".encode()


def _keep(path: str, quads: bytes) -> None:
    temporary = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with open(temporary, "wb") as file:
            file.write(_head(quads))
            file.write(quads)
        os.replace(temporary, path)
        _forget_old(os.path.dirname(path))
    except OSError:
        # Full or read-only: answering matters more than remembering.
        _remove(temporary)


def _forget_old(folder: str) -> None:
    with os.scandir(folder) as entries:
        compiled = [(entry.stat().st_mtime, entry.path) for entry in entries if entry.name.endswith(".nq")]
    for _, path in sorted(compiled, reverse=True)[_KEEP:]:
        _remove(path)


def _remove(path: str) -> None:
    try:
        os.remove(path)
    except OSError:
        return
