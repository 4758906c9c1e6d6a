"""What can be wrong only between sources: ids given twice, entities undefined or defined differently.

Definitions and uses are kept in a temporary SQLite database, which moves to disk by itself when it
grows: checking needs no more memory for 20,000 sources than for one.
"""

from __future__ import annotations

import sqlite3

from ..model.errors import Problem
from ..model.record import Record
from .reading import Use

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Self

    from ..model.claim import Entity
    from .files import ExaminedSource

# Looking for near names takes a pass over all of them: enough for a person to see what is going on.
_MOST_HINTS = 50
_SEPARATOR = "\x1f"
_FIELDS = ("types", "labels", "aliases", "misspellings", "note")
_TABLES = """
    CREATE TABLE source (number INTEGER PRIMARY KEY, id TEXT, path TEXT);
    CREATE TABLE definition (slug TEXT, description TEXT, source INTEGER, line INTEGER, place TEXT);
    CREATE TABLE use (slug TEXT, source INTEGER, line INTEGER, claim TEXT);
    CREATE INDEX definition_by_slug ON definition (slug);
"""


class Definition(Record):
    """An entity as one source defines it.

    ``line`` is None where the source is no claims file, ``description`` where it is not sound.
    """

    slug: str
    description: str | None
    line: int | None


class SourceSummary(Record):
    """What has to be known of a source to check it against others.

    ``uses`` are those of entities that the source does not define itself. The id of a source that is not
    sound is empty; of one that is not ``readable``, not even its definitions are known.
    """

    path: str
    id: str
    definitions: tuple[Definition, ...]
    uses: tuple[Use, ...]
    readable: bool = True


def summary_of(examined: ExaminedSource) -> SourceSummary:
    """The summary of a source that was read from its folder, sound or not."""
    path, lines = examined.path, examined.entity_lines
    uses = tuple(use for use in examined.uses if use.slug not in lines)
    if examined.source is None:
        definitions = tuple(Definition(slug, None, line) for slug, line in lines.items())
        return SourceSummary(path, "", definitions, uses, examined.readable)
    content = examined.source.content
    definitions = tuple(Definition(e.slug, describe(e), lines[e.slug]) for e in content.entities)
    return SourceSummary(path, content.source.id, definitions, uses)


def describe(entity: Entity) -> str:
    """Everything that a definition says, as one text: equal texts are equal definitions."""
    return _SEPARATOR.join(str(getattr(entity, field)) for field in _FIELDS)


class Definitions:
    """The definitions and uses of entities over any number of sources."""

    def __init__(self) -> None:
        # The empty name is SQLite's for a private database that is in memory while it is small.
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.executescript(f"{_TABLES} BEGIN;")
        self._all_readable = True

    def add(self, source: SourceSummary) -> None:
        """Take in a source that is to be checked."""
        run, many = self._database.execute, self._database.executemany
        number = run("INSERT INTO source (id, path) VALUES (?, ?)", (source.id, source.path)).lastrowid
        self._all_readable = self._all_readable and source.readable
        rows = [
            (d.slug, d.description, number, d.line, _place(source.path, d.line)) for d in source.definitions
        ]
        many("INSERT INTO definition VALUES (?, ?, ?, ?, ?)", rows)
        many("INSERT INTO use VALUES (?, ?, ?, ?)", [(u.slug, number, u.line, u.claim) for u in source.uses])

    def know(self, slug: str, description: str, place: str) -> None:
        """Take in a definition that holds already, once; ``place`` says where, and is named in problems.

        It counts as the first: a source that says otherwise is what is wrong.
        """
        self._database.execute("INSERT INTO definition VALUES (?, ?, 0, NULL, ?)", (slug, description, place))

    def slugs(self) -> Iterator[str]:
        """Every slug that the sources define or use, once."""
        query = "SELECT slug FROM definition UNION SELECT slug FROM use ORDER BY slug"
        for (slug,) in self._database.execute(query):
            yield slug

    def description(self, slug: str) -> str | None:
        """How the first source that defines an entity describes it; None when none does."""
        query = "SELECT description FROM definition WHERE slug = ? AND source > 0 ORDER BY rowid LIMIT 1"
        row = self._database.execute(query, (slug,)).fetchone()
        return row[0] if row else None

    def problems(self) -> list[Problem]:
        """Everything that does not fit together, by kind, then in the order of the sources."""
        return [*self._ids_twice(), *self._disagreeing(), *self._undefined(), *self._ids_as_slugs()]

    def _ids_twice(self) -> Iterator[Problem]:
        query = (
            "SELECT b.id, a.path, b.path FROM source b JOIN (SELECT id, min(number) AS first FROM source"
            " WHERE id != '' GROUP BY id HAVING count(*) > 1) d ON d.id = b.id"
            " JOIN source a ON a.number = d.first WHERE b.number > d.first ORDER BY b.number"
        )
        for id_, first, path in self._database.execute(query):
            yield Problem(f"source id '{id_}' is also that of {first}; give it another", path)

    def _disagreeing(self) -> Iterator[Problem]:
        query = (
            "SELECT b.slug, a.description, b.description, a.place, s.path, b.line FROM definition b"
            " JOIN (SELECT slug, min(source) AS first FROM definition WHERE description IS NOT NULL"
            " GROUP BY slug HAVING count(DISTINCT description) > 1) d ON d.slug = b.slug"
            " JOIN definition a ON a.slug = d.slug AND a.source = d.first"
            " JOIN source s ON s.number = b.source"
            " WHERE a.description != b.description ORDER BY b.rowid"
        )
        for slug, first, other, elsewhere, path, line in self._database.execute(query):
            pairs = zip(_FIELDS, first.split(_SEPARATOR), other.split(_SEPARATOR), strict=False)
            differs = ", ".join(field for field, a, b in pairs if a != b)
            message = f"entity '{slug}' is defined otherwise at {elsewhere} ({differs} differ); keep one"
            yield Problem(message, path, line)

    def _undefined(self) -> Iterator[Problem]:
        query = (
            "SELECT u.slug, s.path, u.line, u.claim FROM use u JOIN source s ON s.number = u.source"
            " WHERE NOT EXISTS (SELECT 1 FROM definition d WHERE d.slug = u.slug) ORDER BY u.rowid"
        )
        rows = self._database.execute(query).fetchall()
        # A file that cannot be read may define them all: whoever mends it will be told then.
        if not rows or not self._all_readable:
            return
        known = [slug for (slug,) in self._database.execute("SELECT DISTINCT slug FROM definition")]
        hints: dict[str, str] = {}
        for slug, path, line, claim in rows:
            if slug not in hints:
                hints[slug] = _hint(slug, known if len(hints) < _MOST_HINTS else [])
            yield Problem(f"unknown entity '{slug}'; {hints[slug]}", path, line or None, claim=claim)

    def _ids_as_slugs(self) -> Iterator[Problem]:
        query = (
            "SELECT d.slug, s.path, d.place FROM definition d JOIN source s ON s.id = d.slug ORDER BY d.rowid"
        )
        for slug, path, place in self._database.execute(query):
            yield Problem(f"'{slug}' is the id of a source ({path}) and cannot be an entity", place)

    def close(self) -> None:
        """Drop the temporary database."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _place(path: str, line: int | None) -> str:
    return path if line is None else f"{path}:{line}"


def _hint(slug: str, known: list[str]) -> str:
    from rapidfuzz import process

    near = [name for name, _, _ in process.extract(slug, known, limit=3, score_cutoff=70)]
    return f"did you mean {' or '.join(near)}?" if near else "define it under 'entities'"
