"""A bulk load of N-Quads in a thread of its own: the engine works without the interpreter's lock."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyoxigraph import Store


class BulkLoad:
    """Brings the text at a path into a store while the caller goes on; all of it or nothing."""

    def __init__(self, store: Store, path: str, at_end: Callable[[], None] | None = None) -> None:
        """``at_end`` is called in the thread when the engine is done with the path, whatever came of it."""
        self.path = path
        self._store: Store | None = store
        self._at_end = at_end
        self._error: BaseException | None = None
        self._thread = Thread(target=self._load, name="bulk load")
        self._thread.start()

    def wait(self) -> None:
        """Wait until the engine is done, whatever came of it."""
        self._thread.join()

    def finish(self) -> None:
        """Wait until everything is in the store.

        Raises OSError when the store cannot be written, SyntaxError when the text is no N-Quads.
        """
        self.wait()
        if self._error is not None:
            raise self._error

    def _load(self) -> None:
        store, self._store = self._store, None
        try:
            if store is not None:
                # Lenient: what comes here was checked more strictly than the parser does.
                store.bulk_load(path=self.path, format=RdfFormat.N_QUADS, lenient=True)
        except BaseException as error:  # noqa: BLE001 - raised again where someone waits for it
            # Its traceback would hold on to the store, and so keep it open.
            self._error = error.with_traceback(None)
        finally:
            if self._at_end is not None:
                self._at_end()
