"""Whole numbers in data of others, which may hold anything in their place."""

from __future__ import annotations

from ..model.errors import InputError

# More digits are no position in a text, and are not exact in programs that hold numbers as doubles.
_MOST_DIGITS = 14


def whole_number(text: str, what: str) -> int:
    """The number, not negative, that digits stand for.

    Raises InputError, saying of ``what`` the text is, when it is none.
    """
    if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS:
        return int(text)
    raise InputError(f"{what}: '{text[:40]}' is no whole number; 'validate' tells all that is wrong")


def is_exact_integer(text: str) -> bool:
    """Whether a text is a whole number, also a negative one, that every program can hold exactly."""
    digits = text.removeprefix("-")
    return digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS
