"""A compiled pattern as it is run: what may be read next at each place, all splits and jumps gone through.

Reading a token is the only thing that takes time while a pattern runs; where a program may go without
reading anything is known beforehand.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..model.record import Record


class Instruction(Record):
    """One step: ``op`` with its argument; ``to`` are the places where it may go on, best first."""

    op: str
    argument: str = ""
    name: str = ""
    to: tuple[int, ...] = ()


class Step(NamedTuple):
    """What may be read next: an instruction, the place behind it, and the marks passed on the way to it.

    ``marks`` are "open" and "close", where the quote begins and ends.
    """

    op: str
    argument: str
    name: str
    to: int
    marks: tuple[str, ...]


Steps = tuple[tuple[Step, ...], ...]
_FREE = ("split", "jump", "open", "close")


def steps_of(code: Sequence[Instruction]) -> Steps:
    """For each instruction what may be read from it on, the best first; empty where a program never stops."""
    places = {0, *(at + 1 for at, one in enumerate(code[:-1]) if one.op not in _FREE)}
    return tuple(_following(code, at) if at in places else () for at in range(len(code)))


def _following(code: Sequence[Instruction], start: int) -> tuple[Step, ...]:
    found: list[Step] = []
    seen: set[int] = set()
    waiting: list[tuple[int, tuple[str, ...]]] = [(start, ())]
    while waiting:
        at, marks = waiting.pop()
        if at in seen:
            continue
        seen.add(at)
        one = code[at]
        if one.op in ("split", "jump"):
            waiting.extend((to, marks) for to in reversed(one.to))
        elif one.op in ("open", "close"):
            waiting.append((at + 1, (*marks, one.op)))
        else:
            found.append(Step(one.op, one.argument, one.name, at + 1, marks))
    return tuple(found)
