"""Word lists: read from YAML, looked up by the longest entry at a place in a sentence."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence

from ..model.errors import InputProblemsError, Problem
from ..model.record import Record
from ..store.yaml_nodes import Mapping as Tree
from ..store.yaml_nodes import Node, Scalar, read_yaml
from ..store.yaml_nodes import Sequence as List
from .canonical import canonical
from .tokens import words_of

FOLDER = os.path.join(os.path.dirname(__file__), "wordlists")


class Word(Record):
    """An entry of a word list: its tokens, and for which article it was added (empty: for none)."""

    text: str
    tokens: tuple[str, ...]
    added_for: str = ""


class Lexicon:
    """Word lists by name, with the longest match at a place.

    Made from ``lists``: name -> words. Immutable once made, and it pickles (workers get a copy).
    """

    def __init__(self, lists: Mapping[str, Sequence[Word]]) -> None:
        self.lists = {name: tuple(words) for name, words in lists.items()}
        self._by_first = _by_first(self.lists)

    def names(self) -> frozenset[str]:
        """The names of all lists."""
        return frozenset(self.lists)

    def tags(self, words: Sequence[str]) -> dict[str, dict[int, int]]:
        """The longest entries of every list in a sentence: list -> token where it starts -> where it ends."""
        found: dict[str, dict[int, int]] = {}
        for at, word in enumerate(words):
            for more, entries in self._by_first.get(word, ()):
                end = at + 1 + more
                for name in entries.get(tuple(words[at + 1 : end]), ()):
                    found.setdefault(name, {}).setdefault(at, end)
        return found

    def without(self, article: str) -> Lexicon:
        """The same lists without the words that were added for an article (to measure it honestly)."""
        kept = {
            name: [word for word in words if word.added_for != article] for name, words in self.lists.items()
        }
        return Lexicon(kept)


def read_lexicon(folders: Iterable[str] = (FOLDER,)) -> Lexicon:
    """Read every ``*.yaml`` of the folders: list name -> words (text, or ``{word, added_for}``).

    Lists of the same name in several files are joined. Raises InputProblemsError with file and line.
    """
    lists: dict[str, list[Word]] = {}
    problems: list[Problem] = []
    for folder in folders:
        for name in sorted(os.listdir(folder)):
            if name.endswith(".yaml"):
                _read_file(os.path.join(folder, name), lists, problems)
    if problems:
        raise InputProblemsError(problems)
    return Lexicon(lists)


def _read_file(path: str, lists: dict[str, list[Word]], problems: list[Problem]) -> None:
    root = read_yaml(path)
    for key, node in root.entries if isinstance(root, Tree) else ():
        if not isinstance(node, List):
            problems.append(Problem(f"'{key.text}' has to be a list of words", path, node.line, node.column))
            continue
        words = lists.setdefault(key.text, [])
        for item in node.items:
            word = _word(item)
            if word is None:
                problems.append(
                    Problem("a word is a text or {word, added_for}", path, item.line, item.column)
                )
            else:
                words.append(word)


def _word(node: Node) -> Word | None:
    text, added_for = node, ""
    if isinstance(node, Tree):
        origin = node.get("added_for")
        found = node.get("word")
        if not isinstance(origin, Scalar) or found is None:
            return None
        text, added_for = found, origin.text
    if not isinstance(text, Scalar):
        return None
    tokens = tuple(words_of(canonical(text.text)))
    return Word(text.text, tokens, added_for) if tokens else None


def _by_first(
    lists: Mapping[str, Sequence[Word]],
) -> dict[str, list[tuple[int, dict[tuple[str, ...], tuple[str, ...]]]]]:
    """First token -> how many more, and these -> the lists that have the entry; the longest first."""
    entries: dict[tuple[str, ...], dict[str, None]] = {}
    for name, words in lists.items():
        for word in words:
            entries.setdefault(word.tokens, {})[name] = None
    found: dict[str, list[tuple[int, dict[tuple[str, ...], tuple[str, ...]]]]] = {}
    for tokens in sorted(entries, key=lambda t: (-len(t), t)):
        same = found.setdefault(tokens[0], [])
        if not same or same[-1][0] != len(tokens) - 1:
            same.append((len(tokens) - 1, {}))
        same[-1][1][tokens[1:]] = tuple(entries[tokens])
    return found
