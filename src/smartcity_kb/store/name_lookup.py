"""Names looked up in the index of a store: whole, begun, by their words, in part, with typing errors."""

from __future__ import annotations

from itertools import islice

from ..model.text import edit_distance
from .name_index import LONGEST_WORD, spellings
from .name_words import NameWords
from .names import CANDIDATES, tolerance

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from sqlite3 import Connection

    from .name_index import Name
    from .names import Shown

# More words than this are a sentence, not a name; those behind are not looked up.
_MOST_WORDS = 16
# Of the words that a misspelt or half-written word may be, so many are tried.
_MOST_SPELLINGS = 40
_SHOWN = (
    "SELECT e.vi, e.en, coalesce(t.vi, ''), coalesce(t.en, ''), e.type FROM entities e"
    " LEFT JOIN types t ON t.type = e.type WHERE e.iri = ?"
)
_NOTHING = ("",) * 5
_LAST_CHARACTER = "\U0010ffff"


class IndexedNames:
    """The names of a store in its index; every method raises sqlite3.Error when that is damaged."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._words = NameWords(db)

    def like(self, folded: str, enough: int) -> list[Name]:
        """Pairs of (entity IRI, folded name) that are like a text; names of ``enough`` entities if there are.

        The ways in which a name can be like the text are tried from the likest on: the whole name, its
        beginning, all of its words, words begun or in part; words with typing errors where no name is the
        text itself. Each way gives the shortest names, CANDIDATES or ``enough`` of them.
        """
        words = folded.split()[:_MOST_WORDS]
        found: dict[Name, None] = {}
        for names in self._ways(folded, words, max(enough, CANDIDATES)):
            found.update(dict.fromkeys(names))
            if len(found) >= enough and len({iri for iri, _ in found}) >= enough:
                break
        return list(found)

    def shown(self, iris: Sequence[str], lang: str) -> dict[str, Shown]:
        """What is shown of entities in a language, by IRI."""
        found = {iri: self._db.execute(_SHOWN, (iri,)).fetchone() or _NOTHING for iri in iris}
        first = 0 if lang == "vi" else 1
        return {iri: (row[first], row[4], row[2 + first]) for iri, row in found.items()}

    def _ways(self, folded: str, words: list[str], most: int) -> Iterator[list[Name]]:
        named = self._named(folded)
        yield named
        yield self._beginning(folded, most)
        yield self._with_words([[word] for word in words], most)
        # Who writes a name as it is left no part of it away, if it has several, and made no typing error.
        if not named or len(words) == 1:
            yield self._in_part(words, most)
        if named:
            return
        # A word that some name has is more likely meant than misspelt.
        spelt = [[word] if self._is_word(word) else self._spelt_like(word, tolerance(word)) for word in words]
        misspelt = self._with_words(spelt, most)
        yield misspelt
        if misspelt:
            return
        misspelt = self._with_words([self._spelt_like(word, tolerance(word)) for word in words], most)
        yield misspelt
        # In a whole name one error may also bind two words, part one …
        for others in self._bound_or_parted(words):
            yield self._with_words([[word] for word in others], most)
        # … or be in a short word, which is more like many others than like what was meant.
        if not misspelt:
            choices = [self._spelt_like(word, max(1, tolerance(word))) for word in words]
            yield self._with_words(choices, most)

    def _named(self, folded: str) -> list[Name]:
        return self._db.execute("SELECT iri, name FROM names WHERE name = ?", (folded,)).fetchall()

    def _beginning(self, folded: str, most: int) -> list[Name]:
        query = "SELECT id FROM names WHERE name >= ? AND name < ? ORDER BY length(name), id LIMIT ?"
        return self._names(
            [n for (n,) in self._db.execute(query, (folded, folded + _LAST_CHARACTER, most))], most
        )

    def _with_words(self, choices: list[list[str]], most: int) -> list[Name]:
        """The names that have one word of each choice."""
        if not choices or not all(choices):
            return []
        return self._names(self._words.having(choices), most)

    def _names(self, numbers: Iterable[int], most: int) -> list[Name]:
        """The names of these numbers, so many of them; some may be gone."""
        query = "SELECT iri, name FROM names WHERE id = ?"
        rows = (self._db.execute(query, (number,)).fetchone() for number in numbers)
        return list(islice((row for row in rows if row), most))

    def _in_part(self, words: list[str], most: int) -> list[Name]:
        """The names in which the text stands anywhere: its first word may be an end, its last a beginning."""
        if len(words) == 1:
            whole = "SELECT word FROM words WHERE instr(word, ?) ORDER BY length(word) LIMIT ?"
            return self._with_words([self._column(whole, words[0], _MOST_SPELLINGS)], most)
        ending = "SELECT word FROM words WHERE substr(word, -length(?1)) = ?1 ORDER BY length(word) LIMIT ?2"
        begun = (
            "SELECT word FROM words WHERE word >= ?1 AND word < ?1 || char(1114111)"
            " ORDER BY length(word) LIMIT ?2"
        )
        first = self._column(ending, words[0], _MOST_SPELLINGS)
        last = self._column(begun, words[-1], _MOST_SPELLINGS)
        return self._with_words([first, *([word] for word in words[1:-1]), last], most)

    def _column(self, query: str, *values: str | int) -> list[str]:
        return [word for (word,) in self._db.execute(query, values)]

    def _spelt_like(self, word: str, errors: int) -> list[str]:
        """The words of names within so many errors of a word, the nearest first."""
        if not errors:
            return [word]
        query = "SELECT word FROM spellings WHERE form = ?"
        others = {other for form in spellings(word) for other in self._column(query, form)}
        near = [(edit_distance(word, other, errors), other) for other in others]
        return [other for distance, other in sorted(near) if distance <= errors][:_MOST_SPELLINGS]

    def _bound_or_parted(self, words: list[str]) -> Iterator[list[str]]:
        """The words with a space too many taken out, or one too few put in, where that gives known words."""
        for at in range(len(words) - 1):
            bound = words[at] + words[at + 1]
            if self._is_word(bound):
                yield [*words[:at], bound, *words[at + 2 :]]
        for at, word in enumerate(words):
            for cut in range(1, min(len(word), LONGEST_WORD)):
                head, tail = word[:cut], word[cut:]
                if self._is_word(head) and self._is_word(tail):
                    yield [*words[:at], head, tail, *words[at + 1 :]]

    def _is_word(self, word: str) -> bool:
        return self._db.execute("SELECT 1 FROM words WHERE word = ?", (word,)).fetchone() is not None
