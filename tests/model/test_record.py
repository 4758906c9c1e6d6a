"""Records: values that compare, hash, print, copy and cannot be changed."""

from __future__ import annotations

import pickle

import pytest

from smartcity_kb.model.record import Record


class Point(Record):
    x: int
    y: int = 0


class Named(Point):
    name: str = "điểm"


class Other(Record):
    x: int
    y: int = 0


def test_fields_come_by_place_and_by_name() -> None:
    assert Point(1, 2) == Point(x=1, y=2) == Point(1, y=2)
    assert Point(3).y == 0
    assert Named(1, 2, "a").astuple() == (1, 2, "a")
    assert Named(1).asdict() == {"x": 1, "y": 0, "name": "điểm"}


@pytest.mark.parametrize(
    ("args", "named", "message"),
    [
        ((), {}, "Point needs 'x'"),
        ((1, 2, 3), {}, "Point takes 2 values, got 3"),
        ((1,), {"z": 3}, "Point has no field 'z'"),
        ((1,), {"x": 3}, "Point has no field 'x'"),
    ],
)
def test_wrong_fields_are_type_errors(args: tuple[int, ...], named: dict[str, int], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        Point(*args, **named)


def test_records_cannot_be_changed() -> None:
    point = Point(1)
    with pytest.raises(AttributeError, match="frozen"):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(AttributeError, match="frozen"):
        del point.x
    with pytest.raises(AttributeError):
        point.z = 2
    assert point.replace(y=5) == Point(1, 5)
    assert point == Point(1)
    with pytest.raises(TypeError, match="no field"):
        point.replace(z=1)


def test_equality_is_of_kind_and_value() -> None:
    assert Point(1, 2) != Other(1, 2)
    assert Point(1, 2) != Named(1, 2)
    assert Point(1, 2) != (1, 2)
    assert len({Point(1, 2), Point(1, 2), Other(1, 2)}) == 2


def test_records_print_and_travel() -> None:
    point = Named(1, name="a")
    assert repr(point) == "Named(x=1, y=0, name='a')"
    assert pickle.loads(pickle.dumps(point)) == point
