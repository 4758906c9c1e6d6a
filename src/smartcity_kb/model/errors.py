"""The one tree of errors: each kind knows the exit code that the command line gives it."""

from __future__ import annotations

from .record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class KnowledgeBaseError(Exception):
    """Base of every error that this library raises on purpose.

    The message is one line: what is wrong, where, and what to do. ``exit_code`` is what the command
    line returns for it.
    """

    exit_code = 3

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UsageError(KnowledgeBaseError):
    """The call itself is wrong: an unknown format, a parameter that is missing or unknown."""

    exit_code = 2


class InputError(KnowledgeBaseError):
    """An input (a file, a query, a value) is not what it has to be."""

    exit_code = 3


class Problem(Record):
    """One thing wrong with an input, and where.

    ``line`` and ``column`` count from 1; ``claim`` is the claim's place ("claim 7") or its quote.
    """

    message: str
    file: str = ""
    line: int | None = None
    column: int | None = None
    claim: str = ""

    def __str__(self) -> str:
        where = self.file
        if self.line is not None:
            where += f":{self.line}"
            if self.column is not None:
                where += f":{self.column}"
        parts = [part for part in (where, self.claim, self.message) if part]
        return ": ".join(parts)


class InputProblemsError(InputError):
    """Everything that is wrong with the inputs, told at once; ``problems`` holds them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class UnwritableError(InputError):
    """What had to be kept cannot be written: a full disk, a read-only folder. The next try fails too."""


class QuerySyntaxError(InputError):
    """A SPARQL query that does not parse; the message shows the line and points at the column."""


class NotFoundError(KnowledgeBaseError):
    """No such entity, term, query or source.

    ``nearest`` holds the names closest to it, ``name`` the one asked for where that is an entity's.
    """

    exit_code = 4

    def __init__(self, message: str, nearest: Sequence[str] = (), name: str = "") -> None:
        super().__init__(message)
        self.nearest = tuple(nearest)
        self.name = name


class AmbiguousError(KnowledgeBaseError):
    """A ``name`` that several entities bear; ``candidates`` holds (IRI, label) pairs."""

    exit_code = 4

    def __init__(self, message: str, candidates: Sequence[tuple[str, str]] = (), name: str = "") -> None:
        super().__init__(message)
        self.candidates = tuple(candidates)
        self.name = name


class StoreError(KnowledgeBaseError):
    """A store or an endpoint does not do what it has to: damaged, locked, too new, unreachable."""

    exit_code = 5


class MissingExtraError(KnowledgeBaseError):
    """An optional package that the call needs is not installed; the message names the extra."""

    exit_code = 2
