"""Several questions in one request: an endpoint is asked once where a page needs different things."""

from __future__ import annotations

from ..model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..store.base import Object, Store

    Row = tuple[Object | None, ...]


class Part(Record):
    """A question: the variables of its answer, without ``?``, and the pattern that binds them."""

    variables: tuple[str, ...]
    pattern: str


def ask(store: Store, part: Part) -> list[Row]:
    """The rows of one question."""
    wanted = " ".join(f"?{name}" for name in part.variables)
    return [tuple(row) for row in store.select(f"SELECT DISTINCT {wanted} WHERE {{ {part.pattern} }}")]


def ask_together(store: Store, parts: Sequence[Part]) -> list[list[Row]]:
    """The rows of several questions, by one query: a UNION whose branches are told apart by a number."""
    names = list(dict.fromkeys(name for part in parts for name in part.variables))
    branches = " UNION ".join(
        f"{{ {part.pattern} BIND({number} AS ?part) }}" for number, part in enumerate(parts)
    )
    wanted = " ".join(f"?{name}" for name in names)
    places = [[1 + names.index(name) for name in part.variables] for part in parts]
    rows: list[list[Row]] = [[] for _ in parts]
    for row in store.select(f"SELECT DISTINCT ?part {wanted} WHERE {{ {branches} }}"):
        number = int(getattr(row[0], "value", "0"))
        rows[number].append(tuple(row[place] for place in places[number]))
    return rows
