"""Names looked up in the index of a store: whole, begun, by their words, in part, with typing errors."""

from __future__ import annotations

from ..model.text import edit_distance
from .name_index import LONGEST_WORD, spellings
from .names import CANDIDATES, tolerance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection

    from .name_index import Name

# More words than this are a sentence, not a name; those behind are not looked up.
_MOST_WORDS = 16
# Of the words that a misspelt or half-written word may be, so many are tried.
_MOST_SPELLINGS = 40
_LAST_CHARACTER = "\U0010ffff"


def look_up(db: Connection, folded: str, enough: int) -> list[Name]:
    """Pairs of (entity IRI, folded name) that are like a text; names of ``enough`` entities if there are.

    The ways in which a name can be like the text are tried from the likest on: the whole name, its
    beginning, all of its words, words begun or in part; words with typing errors where no name is the
    text itself. Each way gives the shortest names, CANDIDATES or ``enough`` of them. Raises sqlite3.Error
    when the index is damaged.
    """
    words = folded.split()[:_MOST_WORDS]
    found: dict[Name, None] = {}
    for names in _ways(db, folded, words, max(enough, CANDIDATES)):
        found.update(dict.fromkeys(names))
        if len(found) >= enough and len({iri for iri, _ in found}) >= enough:
            break
    return list(found)


def _ways(db: Connection, folded: str, words: list[str], most: int) -> Iterator[list[Name]]:
    named = _named(db, folded)
    yield named
    yield _beginning(db, folded, most)
    yield _with_words(db, [[word] for word in words], most)
    yield _in_part(db, words, most)
    # Who writes a name as it is made no typing error.
    if named:
        return
    yield _with_words(db, [_spelt_like(db, word, tolerance(word)) for word in words], most)
    # In a whole name one error may also bind two words, part one, or be in a short word.
    for others in _bound_or_parted(db, words):
        yield _with_words(db, [[word] for word in others], most)
    yield _with_words(db, [_spelt_like(db, word, max(1, tolerance(word))) for word in words], most)


def _named(db: Connection, folded: str) -> list[Name]:
    return db.execute("SELECT iri, name FROM names WHERE name = ?", (folded,)).fetchall()


def _beginning(db: Connection, folded: str, most: int) -> list[Name]:
    return db.execute(
        "SELECT iri, name FROM names WHERE id IN"
        " (SELECT id FROM names WHERE name >= ? AND name < ? ORDER BY id LIMIT ?) ORDER BY id",
        (folded, folded + _LAST_CHARACTER, most),
    ).fetchall()


def _with_words(db: Connection, choices: list[list[str]], most: int) -> list[Name]:
    """The names that have one word of each choice."""
    if not choices or not all(choices):
        return []
    asked = " AND ".join("(" + " OR ".join(f'"{word}"' for word in each) + ")" for each in choices)
    return db.execute(
        "SELECT iri, name FROM names WHERE id IN"
        " (SELECT rowid FROM found WHERE found MATCH ? ORDER BY rowid LIMIT ?) ORDER BY id",
        (asked, most),
    ).fetchall()


def _in_part(db: Connection, words: list[str], most: int) -> list[Name]:
    """The names in which the text stands anywhere: its first word may be an end, its last a beginning."""
    if len(words) == 1:
        whole = "SELECT word FROM words WHERE instr(word, ?) ORDER BY length(word) LIMIT ?"
        return _with_words(db, [_column(db, whole, words[0], _MOST_SPELLINGS)], most)
    ending = "SELECT word FROM words WHERE substr(word, -length(?1)) = ?1 ORDER BY length(word) LIMIT ?2"
    begun = (
        "SELECT word FROM words WHERE word >= ?1 AND word < ?1 || char(1114111)"
        " ORDER BY length(word) LIMIT ?2"
    )
    first = _column(db, ending, words[0], _MOST_SPELLINGS)
    last = _column(db, begun, words[-1], _MOST_SPELLINGS)
    return _with_words(db, [first, *([word] for word in words[1:-1]), last], most)


def _column(db: Connection, query: str, *values: str | int) -> list[str]:
    return [word for (word,) in db.execute(query, values)]


def _spelt_like(db: Connection, word: str, errors: int) -> list[str]:
    """The words of names within so many errors of a word, the nearest first."""
    if not errors:
        return [word]
    query = "SELECT word FROM spellings WHERE form = ?"
    others = {other for form in spellings(word) for other in _column(db, query, form)}
    near = [(edit_distance(word, other, errors), other) for other in others]
    return [other for distance, other in sorted(near) if distance <= errors][:_MOST_SPELLINGS]


def _bound_or_parted(db: Connection, words: list[str]) -> Iterator[list[str]]:
    """The words with a space too many taken out, or one too few put in, where that gives known words."""
    for at in range(len(words) - 1):
        bound = words[at] + words[at + 1]
        if _is_word(db, bound):
            yield [*words[:at], bound, *words[at + 2 :]]
    for at, word in enumerate(words):
        for cut in range(1, min(len(word), LONGEST_WORD)):
            head, tail = word[:cut], word[cut:]
            if _is_word(db, head) and _is_word(db, tail):
                yield [*words[:at], head, tail, *words[at + 1 :]]


def _is_word(db: Connection, word: str) -> bool:
    return db.execute("SELECT 1 FROM words WHERE word = ?", (word,)).fetchone() is not None
