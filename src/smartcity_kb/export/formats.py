"""The formats there are, as a table: names, file endings, media types, and the options each takes."""

from __future__ import annotations

import os

from ..model.errors import UsageError
from ..model.record import Record

STANDARD_OUTPUT = "-"


class Format(Record):
    """A format that a knowledge base can be written in.

    ``endings`` are file endings, the first one preferred; ``takes`` the names of options (``evidence``,
    ``rdf12``) and ``flavours`` the flavours that it knows beside its plain form.
    """

    name: str
    endings: tuple[str, ...]
    media_type: str
    takes: tuple[str, ...] = ()
    flavours: tuple[str, ...] = ()


_ALL = (
    Format("turtle", (".ttl",), "text/turtle", ("evidence", "rdf12")),
    Format("trig", (".trig",), "application/trig"),
    Format("ntriples", (".nt",), "application/n-triples", ("evidence", "rdf12")),
    Format("nquads", (".nq",), "application/n-quads"),
    Format("rdfxml", (".rdf", ".owl"), "application/rdf+xml", ("evidence",)),
    Format("jsonld", (".jsonld",), "application/ld+json", ("evidence",)),
    Format("graphml", (".graphml",), "application/graphml+xml", (), ("yed",)),
    Format("gexf", (".gexf",), "application/gexf+xml"),
    Format("csv", (".csv",), "text/csv"),
    Format("html", (".html", ".htm"), "text/html"),
)
FORMATS = {row.name: row for row in _ALL}


def format_for(target: str, name: str | None = None) -> str:
    """The name of the format to write: the one asked for, else the one that the file's ending says.

    ``target`` is a path, or ``-`` for standard output. Raises UsageError when neither says it.
    """
    if name:
        return format_named(name).name
    ending = os.path.splitext(target)[1].lower()
    for row in _ALL:
        if ending in row.endings:
            return row.name
    where = "standard output" if target == STANDARD_OUTPUT else f"'{target}'"
    raise UsageError(
        f"{where}: which format? Give --format ({', '.join(FORMATS)}) or a file ending such as .ttl"
    )


def format_named(name: str) -> Format:
    """The row of the table; raises UsageError for a name that it does not have."""
    if name not in FORMATS:
        raise UsageError(f"unknown format '{name}'; there are {', '.join(FORMATS)}")
    return FORMATS[name]


def check_options(row: Format, options: dict[str, bool], flavour: str) -> None:
    """Raise UsageError, naming the formats that take it, for an option or flavour that this one lacks."""
    for option, wanted in options.items():
        if wanted and option not in row.takes:
            others = ", ".join(other.name for other in _ALL if option in other.takes)
            raise UsageError(f"{row.name} takes no --{option}; {others} do")
    if flavour and flavour not in row.flavours:
        known = "; ".join(f"{other.name}: {', '.join(other.flavours)}" for other in _ALL if other.flavours)
        raise UsageError(f"{row.name} has no flavour '{flavour}'; there is {known}")
