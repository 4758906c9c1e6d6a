"""The parameters of a query: grlc's ``?_name`` variables, their types, and values as RDF terms."""

from __future__ import annotations

from ..model.errors import InputError
from ..model.record import Record
from ..model.text import nfc

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from pyoxigraph import Literal, NamedNode

    Resolve = Callable[[str], NamedNode]

# Type -> what a value is, and an example of one.
TYPES = {
    "string": ("a text", "VNPT"),
    "iri": ("an entity: its name, slug, CURIE or IRI", "Eindhoven"),
    "date": ("a date: YYYY, YYYY-MM or YYYY-MM-DD", "2016-03"),
    "integer": ("a whole number", "2017"),
    "boolean": ("true or false", "true"),
    "vi": ("a Vietnamese text", "thành công"),
    "en": ("an English text", "success"),
}
# A date that names a month or a year is its first day, but "until 2017" and "after 2017" mean its last.
LAST_DAY_NAMES = frozenset(["until", "to", "through", "after"])
_MAX_DIGITS = 18


class Parameter(Record):
    """A parameter of a query.

    ``name`` is what a caller writes, ``variable`` the variable without its question mark, ``type`` a key
    of TYPES. ``default`` is the text of the default, None when there is none. ``required`` says that
    there is neither a default nor leave to go without a value: a parameter written ``?__name`` stays a
    free variable, which matches anything.
    """

    name: str
    variable: str
    type: str
    default: str | None
    required: bool

    @property
    def takes(self) -> str:
        """What a value has to be, in words."""
        return TYPES[self.type][0]

    @property
    def example(self) -> str:
        """A value in the form that the command line takes, for messages and documentation."""
        value = TYPES[self.type][1]
        return f"-p {self.name}='{value}'" if " " in value else f"-p {self.name}={value}"


def name_and_type(variable: str) -> tuple[str, str]:
    """The public name and the type of a parameter's variable; an empty name for any other variable.

    >>> name_and_type("_since_date"), name_and_type("__entity_iri"), name_and_type("_first_name")
    (('since', 'date'), ('entity', 'iri'), ('first_name', 'string'))
    """
    if not variable.startswith("_"):
        return "", ""
    body = variable.removeprefix("_").removeprefix("_")
    name, _, type_ = body.rpartition("_")
    if name and type_ in TYPES and type_ != "string":
        return name, type_
    return body, "string"


def is_optional(variable: str) -> bool:
    """Whether a parameter may go without a value: grlc's double underscore."""
    return variable.startswith("__")


def term(parameter: Parameter, text: str, resolve: Resolve) -> Literal | NamedNode:
    """The RDF term that a text stands for under a parameter.

    ``resolve`` finds the entity that a name means. Raises InputError, saying what the parameter takes,
    when the text is not of its type, and what ``resolve`` raises.
    """
    from pyoxigraph import Literal

    if parameter.type == "iri":
        return _iri(parameter, text, resolve)
    if parameter.type == "date":
        return _date(parameter, text)
    if parameter.type == "integer":
        return _integer(parameter, text)
    if parameter.type == "boolean":
        return _boolean(parameter, text)
    value = _writable(parameter, nfc(text))
    return Literal(value) if parameter.type == "string" else Literal(value, language=parameter.type)


def _iri(parameter: Parameter, text: str, resolve: Resolve) -> NamedNode:
    from ..model.prefixes import PREFIXES
    from ..model.terms import expand

    if not text.strip():
        raise _wrong(parameter, text)
    iri = expand(text)
    # Terms, sources and links are no entities: what names them in full is taken as it is.
    if iri is not None and not iri.value.startswith(PREFIXES["id"]):
        return iri
    return resolve(text)


def _date(parameter: Parameter, text: str) -> Literal:
    from pyoxigraph import Literal

    from ..model.dates import EdtfError, parse
    from ..model.terms import XSD_DATE

    if len(text) not in (4, 7, 10) or not (text.isascii() and text.replace("-", "").isdigit()):
        raise _wrong(parameter, text)
    try:
        date = parse(text)
    except EdtfError as error:
        raise _wrong(parameter, text, f" ({error.message.partition(': ')[2]})") from None
    if len(text) == 7 and int(text[5:]) > 12:
        raise _wrong(parameter, text, f" (there is no month {text[5:]})")
    last = parameter.name.rpartition("_")[2] in LAST_DAY_NAMES
    return Literal(str(date.latest if last else date.earliest), datatype=XSD_DATE)


def _integer(parameter: Parameter, text: str) -> Literal:
    from pyoxigraph import Literal

    from ..model.terms import XSD_INTEGER

    digits = text[1:] if text[:1] == "-" else text
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _MAX_DIGITS):
        raise _wrong(parameter, text)
    return Literal(str(int(text)), datatype=XSD_INTEGER)


def _boolean(parameter: Parameter, text: str) -> Literal:
    from pyoxigraph import Literal

    from ..model.terms import XSD_BOOLEAN

    if text not in ("true", "false"):
        raise _wrong(parameter, text)
    return Literal(text, datatype=XSD_BOOLEAN)


def _writable(parameter: Parameter, text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        # Bytes of a command line that are not UTF-8 arrive as lone surrogates.
        raise _wrong(parameter, text.encode(errors="replace").decode(), " (not UTF-8)") from None
    return text


def _wrong(parameter: Parameter, text: str, why: str = "") -> InputError:
    shown = text if len(text) <= 60 else text[:60] + "…"
    return InputError(
        f"-p {parameter.name}={shown}: '{parameter.name}' takes {parameter.takes}{why};"
        f" for example {parameter.example}"
    )
