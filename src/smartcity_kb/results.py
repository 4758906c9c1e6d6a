"""Rows of a SELECT query, as they come from the store."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas
    from pyoxigraph import QuerySolution, QuerySolutions


class Rows:
    """The rows of a SELECT query: iterate once and rows stream; ``len`` and indexing read them all first.

    A row is a pyoxigraph ``QuerySolution``: values by position or by name, terms or None.
    """

    def __init__(self, solutions: QuerySolutions) -> None:
        self._solutions = solutions
        self._read: list[QuerySolution] | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the variables, in the order of a row's values."""
        return tuple(variable.value for variable in self._solutions.variables)

    def __iter__(self) -> Iterator[QuerySolution]:
        return iter(self._solutions if self._read is None else self._read)

    def __len__(self) -> int:
        return len(self._all())

    def __getitem__(self, index: int) -> QuerySolution:
        return self._all()[index]

    def _all(self) -> list[QuerySolution]:
        if self._read is None:
            self._read = list(self._solutions)
        return self._read

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a DataFrame of texts and None, one column a variable.

        Raises MissingExtraError when pandas is not installed.
        """
        try:
            import pandas
        except ImportError:
            from .model.errors import MissingExtraError

            raise MissingExtraError(
                "pandas is not installed; install 'smartcity-kb[pandas]' for to_pandas()"
            ) from None
        records = [[getattr(value, "value", None) for value in row] for row in self._all()]
        return pandas.DataFrame(records, columns=list(self.columns))
