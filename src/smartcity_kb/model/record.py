"""Frozen, typed records, defined at a fraction of the start-up cost of dataclasses.

Importing ``dataclasses`` (it pulls in ``inspect``) takes longer than answering a query on the shipped
knowledge base, and each frozen class with slots adds to it. A ``Record`` is to a type checker what a
frozen dataclass is (PEP 681).
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, ClassVar, Self, dataclass_transform
else:

    def dataclass_transform(**_):  # noqa: ANN003, ANN201, D103 - the run-time stand-in for typing's
        return lambda cls: cls


@dataclass_transform(frozen_default=True)
class RecordType(type):
    """The metaclass of records: turns the annotated names of the class body into slots.

    ``__remembered__`` names further slots for what follows from the fields and is kept once it was worked
    out; they are no part of the value.
    """

    def __new__(mcs, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> RecordType:
        """Make the class: annotated names become slots, the values beside them defaults."""
        own = tuple(body.get("__annotations__", ()))
        defaults = {field: body.pop(field) for field in own if field in body}
        body["__slots__"] = own + body.pop("__remembered__", ())
        cls = super().__new__(mcs, name, bases, body)
        inherited = [base for base in bases if isinstance(base, RecordType)]
        fields = tuple(field for base in inherited for field in base.__fields__) + own
        for base in reversed(inherited):
            defaults = {**base.__defaults__, **defaults}
        type.__setattr__(cls, "__fields__", fields)
        type.__setattr__(cls, "__defaults__", defaults)
        type.__setattr__(cls, "__setters__", tuple(getattr(cls, field).__set__ for field in fields))
        return cls

    if TYPE_CHECKING:
        __fields__: tuple[str, ...]
        __defaults__: dict[str, object]
        __setters__: tuple[Callable[[object, object], None], ...]


class Record(metaclass=RecordType):
    """Base class of all records.

    Fields are the annotated names of the class body, in order; a value assigned there is the default.
    Records compare and hash by value and cannot be changed.

    >>> class Point(Record):
    ...     x: int
    ...     y: int = 0
    >>> Point(1) == Point(1, 0)
    True
    >>> Point(1).replace(y=2)
    Point(x=1, y=2)
    """

    if TYPE_CHECKING:
        # ClassVar, said so that importing typing is not needed: they are no fields.
        __fields__: ClassVar[tuple[str, ...]]
        __defaults__: ClassVar[dict[str, object]]
        __setters__: ClassVar[tuple[Callable[[object, object], None], ...]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        fields, defaults = self.__fields__, self.__defaults__
        if len(args) > len(fields):
            raise TypeError(f"{type(self).__name__} takes {len(fields)} values, got {len(args)}")
        # Through the slots themselves: half the time of looking each up by its name.
        for put, value in zip(self.__setters__, args):  # noqa: B905 - the length was checked above
            put(self, value)
        if len(args) == len(fields) and not kwargs:
            return
        for field in fields[len(args) :]:
            if field in kwargs:
                object.__setattr__(self, field, kwargs.pop(field))
            elif field in defaults:
                object.__setattr__(self, field, defaults[field])
            else:
                raise TypeError(f"{type(self).__name__} needs {field!r}")
        if kwargs:
            raise TypeError(f"{type(self).__name__} has no field {next(iter(kwargs))!r}")

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen; use .replace({name}=...)")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def astuple(self) -> tuple[Any, ...]:
        """The field values in order."""
        return tuple(getattr(self, field) for field in self.__fields__)

    def asdict(self) -> dict[str, Any]:
        """The fields by name, nested records left as they are."""
        return {field: getattr(self, field) for field in self.__fields__}

    def replace(self, **changes: Any) -> Self:
        """A copy with some fields changed; raises TypeError for a name that is no field."""
        return type(self)(**{**self.asdict(), **changes})

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self.astuple() == other.astuple()

    def __hash__(self) -> int:
        return hash((type(self), self.astuple()))

    def __repr__(self) -> str:
        inside = ", ".join(f"{name}={value!r}" for name, value in self.asdict().items())
        return f"{type(self).__name__}({inside})"

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        return type(self), self.astuple()
