"""The options that commands share, declared once."""

from __future__ import annotations

from typing import Annotated

import click
import typer

from .completion import EntityName, complete_language, complete_location, complete_query, complete_term

FORMATS = ("table", "json", "csv", "tsv")
QUERY_FORMATS = (
    "table",
    "json",
    "csv",
    "tsv",
    "xml",
    "turtle",
    "ntriples",
    "rdfxml",
    "jsonld",
    "trig",
    "nquads",
)
EXPORT_FORMATS = (
    "turtle", "trig", "ntriples", "nquads", "rdfxml", "jsonld", "graphml", "gexf", "csv", "html",
)  # fmt: skip

Kb = Annotated[
    str | None,
    typer.Option(
        "--kb",
        metavar="LOCATION",
        help="Knowledge base folder, RDF file, store folder or endpoint URL (default: $SMARTCITY_KB, else the"
        " shipped knowledge base).",
        autocompletion=complete_location,
    ),
]
Lang = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="vi|en",
        help="Language of labels (default: the locale's, else vi).",
        autocompletion=complete_language,
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Nothing on stderr but errors.")]
Format = Annotated[
    str,
    typer.Option("--format", "-f", help="How to write the answer.", click_type=click.Choice(FORMATS)),
]
Engine = Annotated[
    str,
    typer.Option(
        "--engine",
        help="one: this machine; spark: Apache Spark, if the work is large enough (extra 'spark', Java 17).",
        click_type=click.Choice(("one", "spark")),
    ),
]
Master = Annotated[
    str, typer.Option("--master", metavar="URL", help="The Spark master: local[*], spark://host:7077, ….")
]
EntityArgument = Annotated[
    str,
    typer.Argument(
        metavar="ENTITY",
        help="A slug, IRI, CURIE or label in any language, with or without diacritics.",
        click_type=EntityName(),
    ),
]
OptionalEntity = Annotated[
    str | None,
    typer.Argument(
        metavar="[ENTITY]",
        help="Only this entity and what is one relation away.",
        click_type=EntityName(),
    ),
]
OptionalTerm = Annotated[
    str | None,
    typer.Argument(
        metavar="[TERM]",
        help="A term of context.jsonld, a CURIE, an IRI or a label.",
        autocompletion=complete_term,
    ),
]
QueryArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[FILE|NAME|-]",
        help="A query file, a name of the library, or - for standard input.",
        autocompletion=complete_query,
    ),
]
