"""Answers kept to be given again: what is served is a snapshot, so the same question has the same answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .messages import Answer

    # What the answer of the SPARQL endpoint depends on: the address, Accept, Content-Type, and the body.
    Key = tuple[bytes, str, str, bytes]

_LARGEST = 128 * 1024
# What the entry itself takes, about.
_ENTRY = 500
_MOST_SEEN = 16 * 1024


def changes(query: str) -> bool:
    """Whether the answer may be another one next time although the data are the same; rather yes than no.

    >>> changes("SELECT (NOW() AS ?n) {}"), changes("ASK {}")
    (True, False)
    """
    # Functions whose value is another one each time (SPARQL 1.1, section 17.4), and other endpoints.
    text = query.upper()
    if "NOW" in text or "RAND" in text or "UUID" in text:
        return True
    return "BNODE" in text or "SERVICE" in text or "\\U" in text


class AnswerCache:
    """Answers of one process's snapshot, at most so many bytes; what was asked longest ago goes first.

    An answer is kept when it is given for the second time: most are never asked for again.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._seen: set[int] = set()
        self._answers: dict[Key, tuple[Answer, int]] = {}

    def get(self, key: Key) -> Answer | None:
        """The answer to the same request, if it is kept."""
        kept = self._answers.pop(key, None)
        if kept is None:
            return None
        self._answers[key] = kept
        return kept[0]

    def keep(self, key: Key, answer: Answer, query: str) -> None:
        """Keep an answer that was given before, unless it is large or the query's answers change."""
        number, seen = hash(key), self._seen
        if number not in seen:
            if len(seen) >= _MOST_SEEN:
                seen.clear()
            seen.add(number)
            return
        if changes(query):
            return
        size = len(key[0]) + len(key[3]) + len(answer.head) + len(answer.body) + _ENTRY
        if size > _LARGEST or size > self._most or key in self._answers:
            return
        self._answers[key] = answer, size
        self._size += size
        while self._size > self._most:
            _, gone = self._answers.pop(next(iter(self._answers)))
            self._size -= gone
