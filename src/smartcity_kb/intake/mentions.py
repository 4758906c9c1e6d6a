"""What stands where in a sentence: mentions of people, posts, organisations, dates, and so on.

A mention is found by word lists and the shape of words; one place may carry several readings (an
organisation's name may be long or short), and the patterns choose. Each kind is looked for only when a
pattern asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from .lexicon import Lexicon
from .tokens import Sentence


class Mention(NamedTuple):
    """A stretch of tokens that reads as something.

    Tokens ``first`` to ``last`` (exclusive) are the whole of it, ``low`` to ``high`` its core (the name
    without the honorific, the title without its quotation marks). ``value`` is what it comes to: an EDTF
    date, a document's number, ``generic``; ``inner`` is a mention inside (the organisation of a post), the
    title that follows an event's day, or the one that this stands for, in the earlier sentence ``elsewhere``.
    """

    kind: str
    first: int
    last: int
    low: int
    high: int
    value: str = ""
    inner: Mention | None = None
    elsewhere: Reading | None = None


# The ``value`` of an event's mention that names none but stands for one: "Hội nghị diễn ra …".
BARE = "bare"
# The ``value`` of a party that only its head names: "Công ty đã ký …".
LONE = "lone"

_NONE: dict[int, int] = {}
Finder = Callable[["Reading"], Iterable[Mention]]


class Reading:
    """A sentence with the mentions in it, each kind found once, when first asked for.

    ``known`` are short names that earlier sentences gave, ``day`` is the day that the last of them to name
    one did. ``cues`` are its words, and the ``<names>`` of the
    word lists of which it has an entry; ``tags`` what
    ``Lexicon.tags`` says of it.
    """

    __slots__ = ("_found", "_lexicon", "cues", "day", "english", "finders", "known", "sentence", "tags")

    def __init__(
        self, sentence: Sentence, lexicon: Lexicon, finders: dict[str, Finder], english: bool
    ) -> None:
        self.sentence = sentence
        self.finders = finders
        self.english = english
        self.known: Container[tuple[str, ...]] = ()
        self.day = ""
        self._lexicon = lexicon
        self._found: dict[str, dict[int, list[Mention]]] = {}

    if TYPE_CHECKING:
        tags: dict[str, dict[int, int]]
        cues: set[str]
    else:

        def __getattr__(self, name: str) -> object:
            """Look the words up when first asked for, and again after ``forget``."""
            if name not in ("tags", "cues"):
                raise AttributeError(name)
            self.tags = self._lexicon.tags(self.sentence.words)
            self.cues = {*self.sentence.words, *[f"<{one}>" for one in self.tags]}
            return getattr(self, name)

    def forget(self) -> None:
        """Let go of all that was found; what is asked for afterwards is found again."""
        self._found = {}
        for name in ("tags", "cues"):
            with suppress(AttributeError):
                delattr(self, name)

    def at(self, kind: str, index: int) -> list[Mention]:
        """The mentions of a kind that start at a token, the longest first."""
        return self.table(kind).get(index, [])

    def table(self, kind: str) -> dict[int, list[Mention]]:
        """All mentions of a kind by the token where they start."""
        found = self._found.get(kind)
        if found is None:
            found = {}
            # Set before the finder runs: finders look at each other, and must not run in circles.
            self._found[kind] = found
            for mention in self.finders[kind](self):
                found.setdefault(mention.first, []).append(mention)
            for mentions in found.values():
                mentions.sort(key=lambda m: -m.last)
        return found

    def all(self, kind: str) -> list[Mention]:
        """All mentions of a kind in the order of the sentence; where several start, the longest first."""
        table = self.table(kind)
        return [mention for index in sorted(table) for mention in table[index]]

    def longest(self, kind: str, index: int) -> Mention | None:
        """The longest mention of a kind that starts at a token."""
        found = self.at(kind, index)
        return found[0] if found else None

    def matches(self, name: str, index: int) -> int:
        """Where the longest entry of a word list ends that starts at a token; ``index`` when none does."""
        return self.tags.get(name, _NONE).get(index, index)

    def listed(self, name: str) -> dict[int, int]:
        """The longest entries of a word list: the token where each starts -> where it ends."""
        return self.tags.get(name, _NONE)

    def starts(self, *names: str) -> list[int]:
        """The tokens where an entry of any of these word lists starts, in the order of the sentence."""
        return sorted({at for name in names for at in self.listed(name)})

    def past(self, name: str, index: int) -> int:
        """The token to go on with inside a name; ``index`` itself where an ending word of a list starts.

        A compound that begins like an ending word ("giao thông", "sáng tạo") is passed whole.
        """
        compound = self.matches("compound", index)
        if compound > index:
            return compound
        return index if self.matches(name, index) > index else index + 1

    def closing(self, index: int, limit: int = 12) -> int:
        """The token after what closes the bracket or quotation mark at ``index``; 0 when nothing does."""
        words = self.sentence.words
        opening = words[index]
        closer = {"(": ")", "[": "]"}.get(opening, opening)
        for at in range(index + 1, min(len(words), index + limit)):
            if words[at] == closer:
                return at + 1
        return 0


def name_of(reading: Reading, mention: Mention) -> str:
    """The text of a mention's core; of an event with its title, which a day may stand before."""
    text = reading.sentence.quote(mention.low, mention.high)
    title = mention.inner if mention.kind == "event" else None
    return text if title is None else f"{text} {reading.sentence.quote(title.first, title.last)}"
