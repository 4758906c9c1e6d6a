"""A store folder: the Oxigraph database and the mark that says what wrote it."""

from __future__ import annotations

import os

from ..model.errors import StoreError
from .oxigraph import OxigraphStore

TYPE_CHECKING = False
if TYPE_CHECKING:
    import pyoxigraph

FORMAT_VERSION = 1
_MARK_FILE = "smartcity-kb-store"
_MARK = "smartcity-kb store "
_DATABASE = "oxigraph"
# Seconds between the tries to open a store beside its writer.
_PATIENCE = (0.01, 0.05, 0.25)


def is_store_folder(path: str) -> bool:
    """Whether a folder was written as a store by ``load``."""
    return os.path.isfile(os.path.join(path, _MARK_FILE))


class StoreToSearch(OxigraphStore):
    """A store folder whose database is opened when it is first asked: search has an index and never asks.

    Raises then what ``open_to_read`` raises.
    """

    def __init__(self, path: str) -> None:
        self.location = path
        self.names = path

    def __getattr__(self, name: str) -> object:
        """Open the database where it is not yet."""
        if name != "inner":
            raise AttributeError(name)
        self.inner = _snapshot(self.location, _PATIENCE)
        return self.inner

    def close(self) -> None:
        """Let go of the files, if any are open."""
        self.__dict__.pop("inner", None)


def open_to_read(path: str) -> OxigraphStore:
    """Open a store folder to read: a snapshot of what was last written, also while another process writes.

    Raises StoreError when it is not a store folder, of a newer version, or damaged.
    """
    _check_version(path)
    return OxigraphStore(_snapshot(path, _PATIENCE), path, path)


def open_to_search(path: str) -> StoreToSearch:
    """Open a store folder for search alone; raises StoreError when it is none or of a newer version."""
    _check_version(path)
    return StoreToSearch(path)


def _snapshot(path: str, patience: tuple[float, ...]) -> pyoxigraph.Store:
    import pyoxigraph

    try:
        return pyoxigraph.Store.read_only(os.path.join(path, _DATABASE))
    except (OSError, ValueError, RuntimeError) as error:
        # A writer may have merged files away since the list of them was read.
        if not patience or "No such file" not in str(error):
            raise StoreError(f"{path}: the store is damaged or cannot be read: {error}") from None
    from time import sleep

    sleep(patience[0])
    return _snapshot(path, patience[1:])


def open_to_write(path: str) -> OxigraphStore:
    """Open a store folder to write, making a new one where there is nothing.

    Raises StoreError when the folder holds something else, is of a newer version, cannot be written, or
    another process is writing to it.
    """
    if is_store_folder(path):
        _check_version(path)
    else:
        _make(path)
    import pyoxigraph

    try:
        return OxigraphStore(pyoxigraph.Store(os.path.join(path, _DATABASE)), path, path)
    except OSError as error:
        if "LOCK" in str(error) or "lock" in str(error):
            raise StoreError(
                f"{path}: another process is writing to this store; try again when it is done"
                " (reading goes on meanwhile)"
            ) from None
        raise StoreError(f"{path}: the store cannot be opened for writing: {error}") from None


def _make(path: str) -> None:
    from .name_index import build

    try:
        os.makedirs(path, exist_ok=True)
        if os.listdir(path):
            raise StoreError(f"{path}: the folder holds something else; name a new or an empty one")
        os.mkdir(os.path.join(path, _DATABASE))
        temporary = os.path.join(path, f".{_MARK_FILE}.{os.getpid()}")
        with open(temporary, "w", encoding="ascii") as file:
            file.write(f"{_MARK}{FORMAT_VERSION}\n")
        os.replace(temporary, os.path.join(path, _MARK_FILE))
        build(path, (), lambda _: {})
    except OSError as error:
        raise StoreError(f"{path}: no store can be made here: {error.strerror}") from None


def _check_version(path: str) -> None:
    try:
        with open(os.path.join(path, _MARK_FILE), encoding="utf-8") as file:
            mark = file.read(100)
    except (OSError, UnicodeDecodeError):
        raise StoreError(f"{path}: not a store; 'load … --into {path}' writes one") from None
    number = mark.removeprefix(_MARK).strip()
    if not mark.startswith(_MARK) or not number.isdigit():
        raise StoreError(f"{path}: the mark in {_MARK_FILE} is damaged; load the store again")
    if int(number) > FORMAT_VERSION:
        raise StoreError(
            f"{path}: written in version {number} of the store format, this program knows"
            f" {FORMAT_VERSION}; upgrade it"
        )
