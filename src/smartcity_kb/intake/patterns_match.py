"""Running compiled patterns over a sentence: each instruction at each token at most once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .mentions import LONE, Mention, Reading
from .organisation_words import in_consortium
from .patterns_steps import Step
from .patterns_syntax import Program

_PAIRS = (
    ("và", "cùng"),
    ("cùng", "với"),
    (",", "và"),
    (",", "cùng"),
    (";", "và"),
    (",", "and"),
    ("and", "the"),
    (",", "the"),
    (",", "kiêm"),
)
_SINGLE = frozenset({",", ";", "và", "cùng", "and", "&"})
# Behind ";" the posts of the next person begin.
_POST_SINGLE = frozenset({",", "và", "kiêm", "and"})
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


def find_matches(program: Program, reading: Reading) -> Iterable[Match]:
    """The matches of a pattern in a sentence, left to right, without overlaps.

    Takes at most (instructions x tokens) steps a match: a step that failed at a token is never retried.
    """
    cues = reading.cues
    for needed in program.cues:
        if needed.isdisjoint(cues):
            return ()
    if not all(any(_present(reading, op, name) for op, name in need) for need in program.needs):
        return ()
    return _matches(program, reading)


def _matches(program: Program, reading: Reading) -> Iterator[Match]:
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
    if op == "slot":
        return bool(reading.table(name))
    return (name if op == "word" else f"<{name}>") in reading.cues


def _places(program: Program, reading: Reading) -> Iterable[int]:
    """The tokens at which a match may begin."""
    if not program.starts:
        return range(len(reading.sentence))
    places: set[int] = set()
    words = {name for op, name in program.starts if op == "word"}
    if not words.isdisjoint(reading.cues):
        places.update(at for at, word in enumerate(reading.sentence.words) if word in words)
    for op, name in program.starts:
        if op != "word":
            places.update(reading.listed(name) if op == "list" else reading.table(name))
    return sorted(places)


def _run(
    program: Program, reading: Reading, start: int, failed: set[tuple[int, int]]
) -> tuple[Match, int] | None:
    steps = program.steps
    stack: list[tuple[int, int, _Trail | None]] = [(0, start, None)]
    while stack:
        place, at, trail = stack.pop()
        if place == _DONE:
            return _match(trail, start, at), at
        if (place, at) in failed:
            continue
        failed.add((place, at))
        # The best is pushed last, so that it is tried first.
        for step in reversed(steps[place]):
            _push(step, reading, at, trail, stack)
    return None


_DONE = -1


def _push(
    step: Step, reading: Reading, at: int, trail: _Trail | None, stack: list[tuple[int, int, _Trail | None]]
) -> None:
    """Put on the stack where reading goes on after a step, if the step can be taken here."""
    op, argument, name, to, marks = step
    words = reading.sentence.words
    if op == "match":
        to, end = _DONE, at
    elif op == "start":
        end = at if at == 0 else -1
    elif at >= len(words):
        return
    elif op == "word":
        end = at + 1 if words[at] == argument else -1
    elif op == "list":
        end = reading.listed(argument).get(at, -1)
    elif op == "slot":
        found = reading.at(argument, at)
        if found:
            for mark in marks:
                trail = _Trail(mark, None, at, trail)
            stack.extend((to, one.last, _Trail(name, one, at, trail)) for one in reversed(found))
        return
    elif op == "separator":
        end = _separator(reading, at, argument)
        end = end if end > at else -1
    else:
        end = at + 1 if _may_pass(reading, at, argument) else -1
    if end >= 0:
        for mark in marks:
            trail = _Trail(mark, None, at, trail)
        stack.append((to, end, trail))


def _may_pass(reading: Reading, at: int, gap: str) -> bool:
    """Whether a gap of this kind may take in the token."""
    if gap == "near":
        # "A cho biết vừa ban hành …" says what A did, "A cho biết B vừa …" what B did.
        return not _breaks(reading, at) and not reading.at("subject", at)
    if gap == "clause":
        said = reading.sentence.words[at] == ":" or reading.matches("saying", at) > at
        return not said and not reading.at("subject", at)
    return gap == "far" or not _breaks(reading, at)


def _breaks(reading: Reading, at: int) -> bool:
    """Whether a mark ends what stands before it; that of a scale ("1:500") does not."""
    return reading.sentence.words[at] in _BREAKS and not reading.sentence.in_number(at)


def _separator(reading: Reading, at: int, kind: str) -> int:
    words = reading.sentence.words
    if words[at] == "-":
        joined = kind == "post" or (kind == "party" and in_consortium(reading, at))
        return at + 1 if joined else at
    pair = (words[at], words[at + 1]) if at + 1 < len(words) else ("", "")
    if kind == "document" and not _numbered_next(words, at):
        return at
    if kind == "party" and _begins_clause(reading, at):
        return at
    if pair in _PAIRS and not (kind == "post" and words[at] == ";"):
        return at + 2
    return at + 1 if words[at] in (_POST_SINGLE if kind == "post" else _SINGLE) else at


def _begins_clause(reading: Reading, at: int) -> bool:
    """Whether another clause begins behind the mark here, not one more party: "A ký với B; | C ký với D"."""
    word = reading.sentence.words[at]
    following = reading.at("party", at + 1)
    alone = bool(following) and all(one.value == LONE for one in following)
    return (word == "," and alone) or (word == ";" and bool(reading.at("subject", at + 1)))


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
