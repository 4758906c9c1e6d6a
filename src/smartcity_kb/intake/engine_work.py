"""Long work of the engine in a thread of its own: it goes on without the interpreter's lock."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyoxigraph import Store


class EngineWork:
    """Work that has begun, while the caller goes on with something else."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._work: Callable[[], None] | None = work
        self._error: BaseException | None = None
        self._thread = Thread(target=self._run, name="engine")
        self._thread.start()

    def wait(self) -> None:
        """Wait until the work has ended, whatever came of it."""
        self._thread.join()

    def finish(self) -> None:
        """Wait until the work is done; raises what the work raised."""
        self.wait()
        if self._error is not None:
            raise self._error

    def _run(self) -> None:
        # The work and a traceback would hold on to the store, and so keep it open.
        work, self._work = self._work, None
        try:
            if work is not None:
                work()
        except BaseException as error:  # noqa: BLE001 - raised again where someone waits for it
            self._error = error.with_traceback(None)


def bulk_load(store: Store, path: str) -> None:
    """Bring N-Quads that were checked into a store, all or nothing.

    Raises OSError when the store cannot be written, SyntaxError when the text is no N-Quads.
    """
    # Lenient: what comes here was checked more strictly than the parser does.
    store.bulk_load(path=path, format=RdfFormat.N_QUADS, lenient=True)
