"""Where the entries of a claims file stand in its text, so that one can be put in or taken out alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from ..model.errors import InputError
from ..model.record import Record
from ..store.yaml_nodes import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

Data = str | list["Data"] | dict[str, "Data"]
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Entry(Record):
    """A claim or an entity in the text: whole lines from ``begin`` to ``end``, and what they say.

    ``name`` is an entity's slug, empty for a claim. Positions are indices of the text.
    """

    name: str
    begin: int
    end: int
    data: Data


class Section(Record):
    """The value of a top-level key: its entries, and where one would go at the top (``first``).

    ``indent`` is the column of the entries. ``brackets`` is the span of the ``[]`` or ``{}`` of an empty
    value, which has to go when an entry comes.
    """

    entries: tuple[Entry, ...]
    indent: int
    first: int
    brackets: tuple[int, int] = (0, 0)


class Layout(Record):
    """A claims file as text and as sections; ``data`` is all that it says, every scalar a text."""

    text: str
    data: dict[str, Data]
    entities: Section
    claims: Section


def lay_out(text: str, path: str) -> Layout:
    """Find the entries of a claims file.

    ``path`` is named in errors. Raises InputError when the text is no claims file, or when entities or
    claims stand in YAML's flow style, where no entry has lines of its own.
    """
    parse_yaml(text.encode("utf-8"), path)  # bounds size and depth, refuses aliases
    values = {value.name: value for value in _root(text, path)}
    missing = [key for key in ("entities", "claims") if key not in values]
    if missing:
        raise InputError(f"{path}: no '{missing[0]}:' in it; add the line, at the left margin")
    data = {name: value.data for name, value in values.items()}
    sections = {key: _section(text, values[key], path) for key in ("entities", "claims")}
    return Layout(text, data, sections["entities"], sections["claims"])


class _Value:
    """A node while it is built: its data, its first index, where its last character ends, its children."""

    def __init__(self, event: yaml.Event, name: str = "") -> None:
        self.name = name
        self.key_end = 0
        self.start = _begin(event)
        self.end = _end(event)
        self.flow = bool(getattr(event, "flow_style", False))
        self.data: Data = getattr(event, "value", "")
        self.children: list[_Value] = []


def _root(text: str, path: str) -> list[_Value]:
    events = iter(yaml.parse(text, Loader=_Loader))
    for event in events:
        if isinstance(event, yaml.MappingStartEvent):
            return _mapping(event, events).children
        if isinstance(event, (yaml.ScalarEvent, yaml.SequenceStartEvent)):
            break
    raise InputError(f"{path}: a claims file has the keys source, noise, entities and claims")


def _value(event: yaml.Event, events: Iterator[yaml.Event]) -> _Value:
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(event, events)
    if not isinstance(event, yaml.SequenceStartEvent):
        return _Value(event)
    made = _Value(event)
    items: list[Data] = []
    for inner in events:
        if isinstance(inner, yaml.SequenceEndEvent):
            _close(made, inner)
            break
        made.children.append(_value(inner, events))
        items.append(made.children[-1].data)
    made.data = items
    return made


def _mapping(event: yaml.Event, events: Iterator[yaml.Event]) -> _Value:
    made = _Value(event)
    data: dict[str, Data] = {}
    for key in events:
        if isinstance(key, yaml.MappingEndEvent):
            _close(made, key)
            break
        child = _value(next(events), events)
        child.name, child.key_end = str(getattr(key, "value", "")), _end(key)
        # An empty value has no place of its own after its key.
        child.end = max(child.end, child.key_end)
        if not made.flow:
            child.start = _begin(key)
        made.children.append(child)
        data[child.name] = child.data
    made.data = data
    return made


def _begin(event: yaml.Event) -> int:
    return event.start_mark.index if event.start_mark else 0


def _end(event: yaml.Event) -> int:
    return event.end_mark.index if event.end_mark else 0


def _close(made: _Value, end: yaml.Event) -> None:
    """A block ends with its last child: its end event stands behind the comments that follow."""
    if made.flow:
        made.end = _end(end)
    else:
        made.end = max([child.end for child in made.children], default=made.end)


def _section(text: str, value: _Value, path: str) -> Section:
    if not value.data:
        brackets = (value.key_end + 1, value.end) if value.end > value.key_end + 1 else (0, 0)
        return Section((), 0 if value.name == "claims" else 2, _line_end(text, value.end), brackets)
    if value.flow:
        raise InputError(f"{path}: write '{value.name}' as a list with an entry a line, not in brackets")
    first = _line_end(text, value.key_end)
    names = [child.name if isinstance(value.data, dict) else "" for child in value.children]
    entries = tuple(
        Entry(name, _line_start(text, child.start), _line_end(text, child.end), child.data)
        for name, child in zip(names, value.children, strict=True)
    )
    head = text[entries[0].begin : value.children[0].start]
    indent = len(head) - len(head.lstrip(" "))
    return Section(entries, indent, first)


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _line_end(text: str, index: int) -> int:
    """The index behind the line that ends at or after ``index``; a block scalar ends at a line's start."""
    if index > 0 and text[index - 1] == "\n":
        return index
    found = text.find("\n", index)
    return len(text) if found < 0 else found + 1
