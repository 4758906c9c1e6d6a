"""Values of a claims file as RDF terms: the term of the context decides how a text is read."""

from __future__ import annotations

from unicodedata import category

from pyoxigraph import Literal, NamedNode

from ..model.dates import EdtfError, parse
from ..model.errors import InputError
from ..model.terms import (
    EDTF,
    XSD_BOOLEAN,
    XSD_DATE,
    XSD_G_YEAR,
    XSD_G_YEAR_MONTH,
    XSD_INTEGER,
    Context,
    Term,
    entity_iri,
)
from ..model.text import is_nfc

_SLUG_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
_DATE_TYPES = {4: XSD_G_YEAR, 7: XSD_G_YEAR_MONTH, 10: XSD_DATE}


def is_slug(text: str) -> bool:
    """Whether a text can be an entity's slug: a-z, 0-9 and single hyphens between them."""
    return (
        bool(text)
        and _SLUG_LETTERS.issuperset(text)
        and not (text.startswith("-") or text.endswith("-") or "--" in text)
    )


def check_text(text: str) -> str:
    """The text when it is clean; raises InputError when empty, not NFC, or with control characters."""
    if not text.strip():
        raise InputError("a text is empty")
    if not is_nfc(text):
        raise InputError(f"'{text[:40]}' is not NFC; normalise the file (Unicode NFC)")
    if text.isprintable():
        return text
    for char in text:
        if category(char) == "Cc" and char not in "\n\t\r":
            raise InputError(f"'{text[:40]}' has the control character U+{ord(char):04X}")
    return text


def object_from_text(term: Term, text: str, context: Context) -> NamedNode | Literal:
    """The RDF term that a text stands for under a term that is not by language.

    Raises InputError, saying what the term takes, when the text is not of its type.
    """
    if term.kind == "entity":
        if not is_slug(text):
            raise InputError(f"'{text}' is no slug of an entity; '{term.name}' takes one (a-z, 0-9, hyphens)")
        return entity_iri(text)
    if term.kind == "name":
        if text not in context.names:
            raise InputError(f"'{term.name}' takes one of {', '.join(sorted(context.names))}; not '{text}'")
        return context.names[text]
    if term.kind == "date":
        return _calendar_date(term, text)
    if term.kind == "typed" and term.datatype is not None:
        return _typed(term, text, term.datatype)
    return Literal(check_text(text))


def _calendar_date(term: Term, text: str) -> Literal:
    try:
        date = parse(text)
    except EdtfError as error:
        raise InputError(f"'{term.name}': {error.message}") from None
    datatype = _DATE_TYPES.get(len(text))
    if date.interval or datatype is None or not text.replace("-", "").isdigit():
        raise InputError(f"'{term.name}' takes YYYY, YYYY-MM or YYYY-MM-DD, not '{text}'; 'when' takes EDTF")
    if date.start and date.start.month and date.start.month > 12:
        raise InputError(f"'{term.name}' takes a month from 01 to 12, not '{text}'; 'when' takes EDTF")
    return Literal(text, datatype=datatype)


def _typed(term: Term, text: str, datatype: NamedNode) -> Literal:
    if datatype == EDTF:
        try:
            parse(text)
        except EdtfError as error:
            raise InputError(f"'{term.name}': {error.message}") from None
    elif datatype == XSD_BOOLEAN:
        if text not in ("true", "false"):
            raise InputError(f"'{term.name}' takes true or false, not '{text}'")
    elif datatype == XSD_INTEGER:
        digits = text[1:] if text[:1] == "-" else text
        if not (digits.isascii() and digits.isdigit()):
            raise InputError(f"'{term.name}' takes a whole number, not '{text}'")
        return Literal(str(int(text)), datatype=XSD_INTEGER)
    elif datatype == XSD_DATE:
        return _calendar_date(term, text)
    return Literal(check_text(text), datatype=datatype)
