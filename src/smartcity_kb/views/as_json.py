"""Records as JSON, in the shapes that docs/json.md describes."""

from __future__ import annotations

import json

from ..model.record import Record


def to_json(value: object, indent: int | None = None) -> str:
    """Records as JSON text: fields by name, IRIs as texts, literals as objects.

    >>> class Row(Record):
    ...     label: str
    >>> to_json((Row("Đà Nẵng"),))
    '[{"label": "Đà Nẵng"}]'
    """
    return json.dumps(value, ensure_ascii=False, indent=indent, default=jsonable)


def jsonable(value: object) -> object:
    """What ``json`` can write for a record, a set, an RDF term."""
    if isinstance(value, Record):
        return value.asdict()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    language, datatype = getattr(value, "language", None), getattr(value, "datatype", None)
    if language:
        return {"value": getattr(value, "value", ""), "language": language}
    if datatype is not None:
        return {"value": getattr(value, "value", ""), "datatype": datatype.value}
    return getattr(value, "value", str(value))
