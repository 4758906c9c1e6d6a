"""Writing to an endpoint: batches that shrink when the engine balks, each verified by what is there after."""

from __future__ import annotations

from ..model.errors import StoreError
from .batches import batches, checked, insertion, removal
from .credentials import HOW_TO_LOG_IN
from .difference import Difference
from .http_client import RefusedError, first_line
from .presence import canonical, held

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pyoxigraph import NamedNode, Quad

    from .dialects import Dialect
    from .presence import Select

    Operation = Callable[[Iterable[Quad], NamedNode | None], str]

# Answers that may mean "too much at once": a parser out of memory is a 400 or a 500 at Virtuoso.
_TOO_MUCH = frozenset([400, 413, 500])
# How often what verification finds missing is sent again.
_AGAIN = 2


class EndpointWriter:
    """Writes quads to one endpoint.

    ``update`` sends a SPARQL update, ``select`` asks; both raise StoreError.
    """

    def __init__(
        self, location: str, dialect: Dialect, update: Callable[[str], None], select: Select
    ) -> None:
        self._location = location
        self._dialect = dialect
        self._facts = dialect.facts_graph
        self._update = update
        self._select = select
        self._max_triples = dialect.max_triples
        # Whether quads are looked for before they are sent, so that a load that was cut resumes.
        self._resumes = True

    def add(self, quads: Iterable[Quad]) -> None:
        """Add quads of any number; what is there already is not sent again.

        Raises InputError for a blank node, StoreError when a batch is refused or is not there afterwards;
        the batches before it stay, and the next run goes on from there.
        """
        for batch in batches(checked(quads), self._max_triples, self._dialect.max_bytes):
            self._add_batch(batch)

    def remove(self, quads: Iterable[Quad]) -> None:
        """Take quads out. Raises StoreError when a batch is refused or one is still there afterwards."""
        for batch in batches(quads, self._max_triples, self._dialect.max_bytes):
            self._send(removal, batch)
            self._check_gone(batch)

    def replace(self, old: Iterable[Quad], new: Iterable[Quad]) -> None:
        """Put quads in place of others; only what differs is sent.

        As one update, which engines with transactions do whole or not at all, when it is small enough.
        Otherwise additions first and removals last, each in an order in which the next run finds what an
        interruption left undone.
        """
        change = Difference(old, checked(new))
        try:
            count, size = change.size()
            fits = count <= self._max_triples and size <= self._dialect.max_bytes
            if count and not (fits and self._at_once(change)):
                self.add(change.come())
                self.remove(change.gone())
            # What an interrupted run left out may count as old, for its claim stands there already.
            for batch in batches(change.kept(), self._max_triples, self._dialect.max_bytes):
                self._complete(batch)
        finally:
            change.close()

    def _at_once(self, change: Difference) -> bool:
        gone, come = list(change.gone()), list(change.come())
        operations = [removal(gone, self._facts)] if gone else []
        if come:
            operations.append(insertion(come, self._facts))
        text = ";\n".join(operations)
        try:
            self._update(text)
        except RefusedError as error:
            if error.status in _TOO_MUCH and not _is_login(error):
                return False
            raise self._refused(error, [*gone, *come]) from None
        self._complete(come)
        self._check_gone(gone)
        return True

    def _add_batch(self, batch: list[Quad]) -> None:
        if self._resumes:
            missing = self._missing(batch)
            # Nothing of a batch is there: this is new ground, and looking first would only cost time.
            self._resumes = len(missing) < len(batch)
            if not missing:
                return
            batch = missing
        self._send(insertion, batch)
        self._complete(batch)

    def _complete(self, batch: list[Quad]) -> None:
        missing = self._missing(batch)
        for _ in range(_AGAIN):
            if not missing:
                return
            self._send(insertion, missing)
            missing = self._missing(missing)
        if missing:
            raise self._lost(missing)

    def _send(self, operation: Operation, batch: Sequence[Quad]) -> None:
        try:
            self._update(operation(batch, self._facts))
        except RefusedError as error:
            if len(batch) == 1 or error.status not in _TOO_MUCH or _is_login(error):
                raise self._refused(error, batch) from None
            middle = len(batch) // 2
            self._max_triples = min(self._max_triples, max(1, middle))
            self._send(operation, batch[:middle])
            self._send(operation, batch[middle:])

    def _missing(self, batch: Sequence[Quad]) -> list[Quad]:
        there = self._held(batch)
        return [quad for quad in batch if not canonical([quad]) <= there]

    def _check_gone(self, batch: Sequence[Quad]) -> None:
        there = self._held(batch) & canonical(batch)
        if there:
            raise StoreError(
                f"{self._location}: {len(there)} quads are still there after removal, such as {there.pop()}"
            )

    def _held(self, batch: Sequence[Quad]) -> set[Quad]:
        if not batch:
            return set()
        return held(batch, self._select, self._default_graph())

    def _default_graph(self) -> str:
        return f"GRAPH {self._facts}" if self._facts is not None else ""

    def _lost(self, missing: list[Quad]) -> StoreError:
        first = missing[0]
        place = (first.subject, first.predicate, first.graph_name)
        instead = [q.object for q in self._held([first]) if (q.subject, q.predicate, q.graph_name) == place]
        kept = f"; it holds {', '.join(map(str, instead))} there" if instead else ""
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        return StoreError(
            f"{self._location}: the engine took but does not hold {first}{more}{kept};"
            " use an engine that keeps such values apart, or change the value"
        )

    def _refused(self, error: RefusedError, batch: Sequence[Quad]) -> StoreError:
        if _is_login(error):
            return StoreError(
                f"{self._location}: not allowed to write ({first_line(error.said)}); {HOW_TO_LOG_IN}"
            )
        if len(batch) == 1 and error.status in _TOO_MUCH:
            return StoreError(f"{error.message}; refused was {batch[0]}")
        return error


def _is_login(error: RefusedError) -> bool:
    # Virtuoso answers 500 where others answer 401.
    return error.status in (401, 403) or "SECURITY:" in error.said
