"""Verdicts on proposals: an append-only file beside the draft, one JSON object a line, with who and when.

A line is on disk before anything else happens, so a crash loses at most the verdict being given. Several
reviewers may write at once: each holds the file's lock while it adds its lines.
"""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from ..model.errors import InputError, UnwritableError
from ..model.record import Record
from ..store.yaml_nodes import MAX_BYTES, decode
from .proposal import Proposal, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

FILE = "review.jsonl"
KINDS = ("accept", "reject", "edit", "merge", "label", "define", "undo")
_TEXTS = ("verdict", "who", "when", "proposal", "entity", "into", "label_vi", "label_en", "types", "base")
_NUMBERS = ("of", "batch")
_T = TypeVar("_T")


class Verdict(Record):
    """What a reviewer decided, and when (UTC, ISO 8601).

    ``accept``, ``reject`` and ``edit`` are about a ``proposal`` (its id) and hold it as it was decided
    on; ``merge`` puts the entity ``into`` in the place of ``entity``; ``label`` gives ``entity`` an English
    label; ``define`` makes a new ``entity`` (``types`` are CURIEs with spaces between); ``undo`` takes back
    the verdict on line ``of``. ``number`` is the line (from 1); ``batch`` the line of the first verdict that
    was given together with this one, 0 for one given alone; ``base`` the fingerprint of the claims file
    before the verdict changed it.
    """

    verdict: str
    who: str
    when: str
    proposal: str = ""
    claim: Proposal | None = None
    entity: str = ""
    into: str = ""
    label_vi: str = ""
    label_en: str = ""
    types: str = ""
    base: str = ""
    of: int = 0
    batch: int = 0
    number: int = 0


class VerdictFile:
    """The verdicts of one draft, open under its lock; made by ``locked_verdicts``."""

    def __init__(self, file: BinaryIO, path: str) -> None:
        self._file = file
        self._path = path
        self.verdicts = self._read()

    def append(self, verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
        """Add verdicts, numbered, in one write that is on disk when this returns."""
        first = len(self.verdicts) + 1
        batch = first if len(verdicts) > 1 else 0
        numbered = tuple(v.replace(number=first + i, batch=batch) for i, v in enumerate(verdicts))
        self._file.seek(0, os.SEEK_END)
        self._file.write("".join(_as_line(verdict) for verdict in numbered).encode())
        self._file.flush()
        os.fsync(self._file.fileno())
        self.verdicts = (*self.verdicts, *numbered)
        return numbered

    def _read(self) -> tuple[Verdict, ...]:
        """The verdicts; a last line that a crash tore off is cut away, for nobody else is writing."""
        data = self._file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise InputError(f"{self._path}: larger than {MAX_BYTES >> 20} MiB; that is no file of verdicts")
        whole = data.rfind(b"\n") + 1
        if whole < len(data):
            self._file.truncate(whole)
        return _verdicts(data[:whole], self._path)


@contextmanager
def locked_verdicts(folder: str) -> Iterator[VerdictFile]:
    """The verdicts of a draft's folder, while no other reviewer can add any; the file is made when missing.

    Raises UnwritableError when it cannot be written to, InputError when a line is no verdict (with its
    number).
    """
    path = os.path.join(folder, FILE)
    try:
        new = not os.path.exists(path)
        with open(path, "a+b") as file:
            _lock(file)
            file.seek(0)
            yield VerdictFile(file, path)
            if new:
                _sync_folder(folder)
    except OSError as error:
        raise UnwritableError(
            f"{error.filename or path}: {error.strerror or error}; the verdict is not kept"
        ) from None


def read_verdicts(folder: str) -> tuple[Verdict, ...]:
    """The verdicts of a draft's folder, nothing changed on disk; none where nobody has reviewed it."""
    path = os.path.join(folder, FILE)
    try:
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES)
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    return _verdicts(data[: data.rfind(b"\n") + 1], path)


def standing(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The verdicts that nobody took back, in their order."""
    undone = {verdict.of for verdict in verdicts if verdict.verdict == "undo"}
    return [v for v in verdicts if v.verdict != "undo" and v.number not in undone]


def rejected_ids(folder: str) -> frozenset[str]:
    """The ids of the proposals that were rejected in a draft's folder: not to be proposed again."""
    last = {
        v.proposal: v.verdict for v in standing(read_verdicts(folder)) if v.verdict in ("accept", "reject")
    }
    return frozenset(id_ for id_, verdict in last.items() if verdict == "reject")


def _lock(file: BinaryIO) -> None:
    try:
        import fcntl
    except ImportError:
        # Without fcntl (Windows) appending is still one write; two reviewers at once are not looked after.
        return
    fcntl.flock(file.fileno(), fcntl.LOCK_EX)


def _sync_folder(folder: str) -> None:
    """Make the new file's name last too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _verdicts(data: bytes, path: str) -> tuple[Verdict, ...]:
    lines = decode(data, path).split("\n")[:-1]
    return tuple(_verdict(line, number, path) for number, line in enumerate(lines, 1))


def _as_line(verdict: Verdict) -> str:
    body = {key: getattr(verdict, key) for key in (*_TEXTS, *_NUMBERS) if getattr(verdict, key)}
    if verdict.claim is not None:
        body["claim"] = _claim_body(verdict.claim)
    return json.dumps(body, ensure_ascii=False) + "\n"


def _claim_body(claim: Proposal) -> dict[str, object]:
    body = {key: getattr(claim, key) for key in ("kind", "pattern", "confidence", "quote", "start")}
    body |= {"certainty": claim.certainty, "note": claim.note}
    if claim.speaker:
        body["speaker"] = claim.speaker
    body["states"] = [list(statement.astuple()) for statement in claim.states]
    return body


def _verdict(line: str, number: int, path: str) -> Verdict:
    try:
        body = json.loads(line)
        if not isinstance(body, dict) or body.get("verdict") not in KINDS:
            raise ValueError(f"'verdict' is one of {', '.join(KINDS)}")
        texts = {key: _checked(body.get(key, ""), str, key) for key in _TEXTS}
        numbers = {key: _checked(body.get(key, 0), int, key) for key in _NUMBERS}
        claim = _claim(body["claim"]) if "claim" in body else None
        fields: dict[str, Any] = {**texts, **numbers}
        return Verdict(**fields, claim=claim, number=number)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        reason = error.args[0] if error.args else type(error).__name__
        raise InputError(f"{path}:{number}: not a verdict ({reason}); mend or delete the line") from None


def _claim(body: object) -> Proposal:
    if not isinstance(body, dict):
        raise ValueError("'claim' is an object")
    texts = [_checked(body[key], str, key) for key in ("kind", "pattern", "quote", "certainty", "note")]
    kind, pattern, quote, certainty, note = texts
    states = []
    for item in _checked(body["states"], list, "states"):
        parts = [_checked(part, str, "states") for part in _checked(item, list, "states")]
        states.append(Statement(*parts))
    confidence, start = float(body["confidence"]), _checked(body["start"], int, "start")
    speaker = _checked(body.get("speaker", ""), str, "speaker")
    return Proposal(kind, pattern, confidence, quote, start, (), tuple(states), certainty, note, speaker)


def _checked(value: object, type_: type[_T], key: str) -> _T:
    if not isinstance(value, type_) or isinstance(value, bool):
        raise ValueError(f"'{key}' is not of its type")
    return value
