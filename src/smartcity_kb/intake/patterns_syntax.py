"""The pattern language, compiled to a small program that runs in time linear in the sentence.

    word word       words in this order, compared in canonical spelling ("Uỷ ban" is "Ủy ban")
    , ; : ( ) -     written as ``,`` ``;`` ``:`` ``\\(`` ``\\)`` ``-`` (any dash)
    <list>          any entry of a word list
    {slot}          a mention of that kind; ``{person:who}`` names it; ``{party:who+}`` is a list of them
    {gap} {gap:6}   up to ten (six) tokens, as few as possible, never over ``;`` or ``:``
    {far}           any tokens up to the end of the sentence, as few as possible
    {clause}        the same, but not over the subject of another clause or a verb of saying
    {clause:6}      a gap of up to six tokens, not over the subject of another clause
    (a | b)  x?     alternatives; an optional part
    [ … ]           the quote is what stands between; without them it is the whole match
    ^               the start of the sentence

There is no ``*`` and no ``+`` on groups: what may repeat is bounded, and a program never visits the same
instruction at the same token twice, so no pattern can be slow, whoever wrote it.
"""

from __future__ import annotations

import re

from ..model.errors import InputError
from ..model.record import Record
from .canonical import canonical
from .patterns_steps import Instruction, Steps, steps_of
from .tokens import words_of

DEFAULT_GAP, MAX_GAP, MAX_INSTRUCTIONS = 10, 40, 2000

SLOTS = (
    "person", "post", "organisation", "name", "place", "party", "actor", "subject", "body", "event", "scheme",
    "document", "moment", "goal", "topic", "matter", "date", "quoted", "honorific",
    "group", "speaker", "named_event", "recipient",
)  # fmt: skip

_PIECE = re.compile(
    r"\s*(?:(?P<slot>\{(?P<kind>\w+)(?::(?P<name>\w+))?(?P<many>\+)?\})|(?P<list><(?P<words>\w+)>)|"
    r"(?P<escaped>\\.)|(?P<mark>[()|?\[\]^])|(?P<word>[^\s{}<>()|?\[\]^\\]+))"
)


Need = tuple[tuple[str, str], ...]


class Program(Record):
    """A compiled pattern.

    ``steps`` are what runs. ``cues`` are alternatives of which a sentence must have one each (words and
    ``<lists>``, as ``Reading.cues`` has them), ``needs`` the same where a slot is among them, ``starts``
    that with which a match can begin (empty: anything). All three only save time.
    """

    code: tuple[Instruction, ...]
    steps: Steps
    slots: tuple[str, ...]
    lists: frozenset[str]
    needs: tuple[Need, ...]
    cues: tuple[frozenset[str], ...]
    starts: Need


class PatternSyntaxError(InputError):
    """A pattern that does not parse; the message says where and why."""


def compile_pattern(text: str) -> Program:
    """Compile a pattern; raises PatternSyntaxError with the column of what is wrong."""
    return _Compiler(text).program()


class _Compiler:
    """A recursive-descent parser that writes instructions as it goes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces: list[re.Match[str]] = []
        self.at = 0
        self.code: list[Instruction] = []
        self.needs: list[Need] = []
        self.slots: dict[str, str] = {}

    def program(self) -> Program:
        self._split()
        self._alternatives()
        if self.at < len(self.pieces):
            raise self._wrong("')' without '('")
        self._emit("match")
        code = tuple(self.code)
        lists = frozenset(i.argument for i in code if i.op == "list")
        order = {"word": 0, "list": 1, "slot": 2}
        needs = sorted(dict.fromkeys(self.needs), key=lambda need: (max(order[op] for op, _ in need), need))
        told = [need for need in needs if all(op != "slot" for op, _ in need)]
        cues = tuple(frozenset(name if op == "word" else f"<{name}>" for op, name in need) for need in told)
        rest = tuple(need for need in needs if need not in told)
        return Program(code, steps_of(code), tuple(self.slots), lists, rest, cues, _starts(code))

    def _split(self) -> None:
        at = 0
        while at < len(self.text.rstrip()):
            piece = _PIECE.match(self.text, at)
            if piece is None:
                raise PatternSyntaxError(
                    f"column {at + 1}: {self.text[at : at + 12]!r} is not part of the language"
                )
            self.pieces.append(piece)
            at = piece.end()

    def _wrong(self, why: str) -> PatternSyntaxError:
        piece = self.pieces[min(self.at, len(self.pieces) - 1)] if self.pieces else None
        column = piece.end() - len(piece.group().lstrip()) + 1 if piece else 1
        return PatternSyntaxError(f"column {column}: {why}")

    def _mark(self) -> str:
        return (self.pieces[self.at].group("mark") or "") if self.at < len(self.pieces) else "end"

    def _emit(self, op: str, argument: str = "", name: str = "", to: tuple[int, ...] = ()) -> int:
        if len(self.code) >= MAX_INSTRUCTIONS:
            raise self._wrong(f"the pattern is longer than {MAX_INSTRUCTIONS} steps")
        self.code.append(Instruction(op, argument, name, to))
        return len(self.code) - 1

    def _alternatives(self) -> None:
        """``a | b | c``: each starts after a split and jumps to the common end."""
        ends: list[int] = []
        before = len(self.needs)
        needed: list[Need] = []
        while True:
            split = self._emit("split")
            self._sequence()
            # Of several alternatives a sentence needs what one of them needs first.
            needed.append(self.needs[before] if len(self.needs) > before else ())
            if self._mark() != "|":
                self.code[split] = Instruction("split", to=(split + 1,))
                break
            ends.append(self._emit("jump"))
            self.code[split] = Instruction("split", to=(split + 1, len(self.code)))
            del self.needs[before:]
            self.at += 1
        if ends:
            del self.needs[before:]
            if all(needed):
                self.needs.append(tuple(dict.fromkeys(item for need in needed for item in need)))
        for end in ends:
            self.code[end] = Instruction("jump", to=(len(self.code),))

    def _sequence(self) -> None:
        while self._mark() not in ("end", "|", ")"):
            start = len(self.code)
            needed = len(self.needs)
            self._emit("split")
            self._atom()
            if self._mark() == "?":
                self.at += 1
                self.code[start] = Instruction("split", to=(start + 1, len(self.code)))
                del self.needs[needed:]
            else:
                self.code[start] = Instruction("split", to=(start + 1,))

    def _atom(self) -> None:
        piece = self.pieces[self.at]
        mark = piece.group("mark")
        if mark == "(":
            self._group()
            return
        if mark == "?":
            raise self._wrong("nothing stands before '?'")
        if piece.group("slot"):
            self._slot(piece)
        elif piece.group("list"):
            self._emit("list", piece.group("words"))
            self._need("list", piece.group("words"))
        elif mark:
            self._emit({"[": "open", "]": "close", "^": "start"}[mark])
        else:
            text = piece.group("escaped")[1:] if piece.group("escaped") else piece.group("word")
            for word in words_of(canonical(text)):
                self._emit("word", word)
                self._need("word", word)
        self.at += 1

    def _group(self) -> None:
        self.at += 1
        self._alternatives()
        if self._mark() != ")":
            raise self._wrong("'(' is never closed")
        self.at += 1

    def _need(self, op: str, argument: str) -> None:
        self.needs.append(((op, argument),))

    def _slot(self, piece: re.Match[str]) -> None:
        kind, name = piece.group("kind"), piece.group("name")
        if kind in ("gap", "far", "clause"):
            self._gap(kind, name)
            return
        if kind not in SLOTS:
            raise self._wrong(f"no slot '{kind}'; there are {', '.join(SLOTS)}, gap, far and clause")
        label = name or kind
        if self.slots.get(label, kind) != kind:
            raise self._wrong(f"'{label}' is a {self.slots[label]} already")
        self.slots[label] = kind
        start = self._emit("slot", kind, label)
        self._need("slot", kind)
        if piece.group("many"):
            # slot (separator slot)*: the loop moves on at every turn, so it is bounded by the sentence.
            split = self._emit("split")
            self._emit("separator", kind)
            if kind == "subject":
                # Of joined actors only the first stands as a subject.
                self._emit("slot", "actor", label)
                self._emit("jump", to=(split,))
            else:
                self._emit("jump", to=(start,))
            self.code[split] = Instruction("split", to=(split + 1, len(self.code)))

    def _gap(self, kind: str, size: str | None) -> None:
        if kind == "far" or (kind == "clause" and size is None):
            split = self._emit("split")
            self._emit("any", kind)
            self._emit("jump", to=(split,))
            self.code[split] = Instruction("split", to=(len(self.code), split + 1))
            return
        if size is not None and not (size.isascii() and size.isdigit() and int(size) <= MAX_GAP):
            raise self._wrong(f"a gap has a size up to {MAX_GAP}, not '{size}'")
        length = int(size) if size else DEFAULT_GAP
        splits = []
        for _ in range(length):
            splits.append(self._emit("split"))
            self._emit("any", "gap" if kind == "gap" else "near")
        for split in splits:
            self.code[split] = Instruction("split", to=(len(self.code), split + 1))


def _starts(code: tuple[Instruction, ...]) -> Need:
    """With what a match can begin; empty when that may be anything."""
    waiting, seen, found = [0], set[int](), []
    while waiting:
        pc = waiting.pop()
        if pc in seen:
            continue
        seen.add(pc)
        step = code[pc]
        if step.op in ("split", "jump"):
            waiting.extend(step.to)
        elif step.op in ("open", "close", "start"):
            waiting.append(pc + 1)
        elif step.op in ("word", "list", "slot"):
            found.append((step.op, step.argument))
        else:
            return ()
    return tuple(dict.fromkeys(found))
