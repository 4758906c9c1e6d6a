"""YAML text as a tree that remembers lines: every scalar a string, bounded, without aliases.

Claims files are read by YAML's failsafe schema, so that ``2016-03``, ``no`` or ``1.10`` stay what was
written; the term decides the type. Aliases are refused: a few lines of them can expand to gigabytes.
"""

from __future__ import annotations

import yaml

from ..model.errors import InputError

MAX_BYTES = 32 * 1024 * 1024
MAX_DEPTH = 32
MAX_NODES = 500_000


class Scalar:
    """A text with the line and column (from 1) where it starts."""

    __slots__ = ("column", "line", "text")

    def __init__(self, text: str, line: int, column: int) -> None:
        self.text, self.line, self.column = text, line, column


class Sequence:
    """A list of nodes."""

    __slots__ = ("column", "items", "line")

    def __init__(self, line: int, column: int) -> None:
        self.items: list[Node] = []
        self.line, self.column = line, column

    def put(self, node: Node) -> None:
        """Take the next node of the file."""
        self.items.append(node)


class Mapping:
    """Keys with their nodes in the order of the file."""

    __slots__ = ("_index", "_key", "column", "entries", "line")

    def __init__(self, line: int, column: int) -> None:
        self.entries: list[tuple[Scalar, Node]] = []
        self.line, self.column = line, column
        self._index: dict[str, Node] = {}
        self._key: Scalar | None = None

    def put(self, node: Node) -> None:
        """Take the next node of the file: a key and its value in turn."""
        if self._key is not None:
            self.entries.append((self._key, node))
            self._index[self._key.text] = node
            self._key = None
        elif not isinstance(node, Scalar):
            raise _Refused("a key has to be a plain text", node.line, node.column)
        elif node.text in self._index:
            raise _Refused(f"'{node.text}' stands here a second time", node.line, node.column)
        else:
            self._key = node

    def get(self, key: str) -> Node | None:
        """The node under a key, None when there is none."""
        return self._index.get(key)


Node = Scalar | Sequence | Mapping
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Refused(Exception):  # noqa: N818 - never leaves this module
    def __init__(self, why: str, line: int, column: int) -> None:
        self.why, self.line, self.column = why, line, column


def read_yaml(path: str) -> Node:
    """Read a YAML file.

    Raises InputError, naming file, line and column, when it cannot be read, is larger than MAX_BYTES, not
    UTF-8, empty, not YAML, nested deeper than MAX_DEPTH, has more than MAX_NODES values, an alias or the
    same key twice.
    """
    return parse_yaml(read_bounded(path), path)


def read_bounded(path: str) -> bytes:
    """The bytes of a file; raises InputError when it cannot be read or is larger than MAX_BYTES."""
    try:
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // (1024 * 1024)
        raise InputError(f"{path}: larger than {limit} MiB; split it into several sources")
    return data


def decode(data: bytes, path: str) -> str:
    """The text of UTF-8 bytes; raises InputError with the byte position and line when it is not UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{path}:{line}: not UTF-8 (byte {error.start} is 0x{data[error.start]:02x}); save it as UTF-8"
        ) from None


def parse_yaml(data: bytes, path: str) -> Node:
    """Parse YAML bytes; ``path`` is named in errors, which are those of ``read_yaml``."""
    text = decode(data, path)
    try:
        root = _tree(text)
    except _Refused as refused:
        raise InputError(f"{path}:{refused.line}:{refused.column}: {refused.why}") from None
    except yaml.MarkedYAMLError as error:
        place = error.problem_mark or error.context_mark
        where = f":{place.line + 1}:{place.column + 1}" if place else ""
        raise InputError(f"{path}{where}: not YAML: {error.problem or error.context}") from None
    except yaml.YAMLError as error:
        raise InputError(f"{path}: not YAML: {str(error).splitlines()[0]}") from None
    if root is None:
        raise InputError(f"{path}: empty; a claims file has source, entities and claims")
    return root


def _tree(text: str) -> Node | None:
    """The tree of the only document, built from parser events with a stack of our own.

    PyYAML's composer recurses in C and crashes on deep nesting; it also expands aliases. Events are
    told apart by their class, the most frequent first: this loop is where reading spends its time.
    """
    root: Node | None = None
    stack: list[Sequence | Mapping] = []
    left = MAX_NODES
    loader = _Loader(text)
    next_event = loader.get_event
    while True:
        event = next_event()
        kind = event.__class__
        if kind is yaml.ScalarEvent:
            mark = event.start_mark
            node: Node = Scalar(event.value, mark.line + 1, mark.column + 1)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            stack.pop()
            continue
        elif kind is yaml.StreamEndEvent:
            return root
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            mark = event.start_mark
            made = Mapping if kind is yaml.MappingStartEvent else Sequence
            node = made(mark.line + 1, mark.column + 1)
        else:
            _check_rare(event, root is not None)
            continue
        left -= 1
        if left < 0:
            raise _Refused(f"more than {MAX_NODES} values; split it into several", node.line, node.column)
        if stack:
            stack[-1].put(node)
        else:
            root = node
        if kind is not yaml.ScalarEvent:
            stack.append(node)  # type: ignore[arg-type]
            if len(stack) > MAX_DEPTH:
                raise _Refused(f"nested deeper than {MAX_DEPTH} levels", node.line, node.column)


def _check_rare(event: yaml.Event, has_root: bool) -> None:
    """Refuse aliases and second documents; other events carry nothing."""
    mark = event.start_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if isinstance(event, yaml.AliasEvent):
        raise _Refused("aliases (*name) are not allowed; write the value out", line, column)
    if isinstance(event, yaml.DocumentStartEvent) and has_root:
        raise _Refused("a second YAML document; a file is one", line, column)
