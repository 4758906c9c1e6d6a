"""Running compiled patterns over a sentence: each instruction at each token at most once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .mentions import Mention, Reading
from .patterns_syntax import Program

_PAIRS = (
    ("và", "cùng"),
    ("cùng", "với"),
    (",", "và"),
    (",", "cùng"),
    (";", "và"),
    (",", "and"),
    (",", "kiêm"),
)
_SINGLE = frozenset({",", ";", "và", "cùng", "and", "&"})
# Behind ";" the posts of the next person begin.
_POST_SINGLE = frozenset({",", "và", "kiêm", "-", "and"})
# Breaks that a gap does not cross.
_BREAKS = frozenset({";", ":"})


class Match(NamedTuple):
    """A match: the tokens of the quote, and the mentions that each slot took, in order."""

    first: int
    last: int
    slots: dict[str, list[Mention]]


class _Trail(NamedTuple):
    """What was taken on the way, as a chain, so that going back costs nothing."""

    name: str
    mention: Mention | None
    token: int
    before: _Trail | None


def find_matches(program: Program, reading: Reading) -> Iterator[Match]:
    """The matches of a pattern in a sentence, left to right, without overlaps.

    Takes at most (instructions x tokens) steps a match: a step that failed at a token is never retried.
    """
    if not all(any(_present(reading, op, name) for op, name in need) for need in program.needs):
        return
    failed: set[tuple[int, int]] = set()
    end = 0
    for at in _places(program, reading):
        if at < end:
            continue
        found = _run(program, reading, at, failed)
        if found is not None:
            match, end = found
            yield match
            failed = set()


def _present(reading: Reading, op: str, name: str) -> bool:
    if op == "word":
        return name in reading.present
    return bool(reading.listed(name) if op == "list" else reading.table(name))


def _places(program: Program, reading: Reading) -> Iterable[int]:
    """The tokens at which a match may begin."""
    if not program.starts:
        return range(len(reading.sentence))
    places: set[int] = set()
    words = {name for op, name in program.starts if op == "word"}
    if not words.isdisjoint(reading.present):
        places.update(at for at, word in enumerate(reading.sentence.words) if word in words)
    for op, name in program.starts:
        if op != "word":
            places.update(reading.listed(name) if op == "list" else reading.table(name))
    return sorted(places)


def _run(
    program: Program, reading: Reading, start: int, failed: set[tuple[int, int]]
) -> tuple[Match, int] | None:
    code = program.code
    length = len(reading.sentence)
    stack: list[tuple[int, int, _Trail | None]] = [(0, start, None)]
    while stack:
        pc, at, trail = stack.pop()
        if (pc, at) in failed:
            continue
        failed.add((pc, at))
        step = code[pc]
        op = step.op
        if op == "match":
            return _match(trail, start, at), at
        if op in ("split", "jump"):
            stack.extend((to, at, trail) for to in reversed(step.to))
        elif op == "open" or op == "close":
            stack.append((pc + 1, at, _Trail(op, None, at, trail)))
        elif op == "start":
            if at == 0:
                stack.append((pc + 1, at, trail))
        elif at >= length:
            continue
        elif op == "word":
            if reading.sentence.words[at] == step.argument:
                stack.append((pc + 1, at + 1, trail))
        elif op == "slot":
            found = reading.at(step.argument, at)
            stack.extend((pc + 1, m.last, _Trail(step.name, m, at, trail)) for m in reversed(found))
        elif op == "list":
            end = reading.listed(step.argument).get(at)
            if end is not None:
                stack.append((pc + 1, end, trail))
        elif op == "separator":
            end = _separator(reading, at, step.argument)
            if end > at:
                stack.append((pc + 1, end, trail))
        elif _may_pass(reading, at, step.argument):
            stack.append((pc + 1, at + 1, trail))
    return None


def _may_pass(reading: Reading, at: int, gap: str) -> bool:
    """Whether a gap of this kind may take in the token."""
    if gap == "clause":
        said = reading.sentence.words[at] == ":" or reading.matches("saying", at) > at
        return not said and not reading.at("subject", at)
    return gap == "far" or reading.sentence.words[at] not in _BREAKS


def _separator(reading: Reading, at: int, kind: str) -> int:
    words = reading.sentence.words
    pair = (words[at], words[at + 1]) if at + 1 < len(words) else ("", "")
    if kind == "document" and not _numbered_next(words, at):
        return at
    if pair in _PAIRS and not (kind == "post" and words[at] == ";"):
        return at + 2
    return at + 1 if words[at] in (_POST_SINGLE if kind == "post" else _SINGLE) else at


def _numbered_next(words: list[str], at: int) -> bool:
    """Whether a number follows: documents in a list share the type before them, and so their issuer."""
    following = words[at + 1 : at + 3]
    return bool(following) and (following[0][0].isdigit() or following[0] == "số")


def _match(trail: _Trail | None, start: int, end: int) -> Match:
    slots: dict[str, list[Mention]] = {}
    first, last = start, end
    while trail is not None:
        if trail.mention is not None:
            slots.setdefault(trail.name, []).insert(0, trail.mention)
        elif trail.name == "open":
            first = trail.token
        else:
            last = min(last, trail.token) if last == end else last
        trail = trail.before
    return Match(first, last, slots)
