"""The commands around SPARQL: parse here, work in ``commands``."""

from __future__ import annotations

from typing import Annotated

import click
import typer

from .completion import complete_query
from .group import settings_of
from .options import QUERY_FORMATS, Format, Kb, Lang, QueryArgument, Quiet


def declare(app: typer.Typer) -> None:
    """Add the commands to the application."""
    for command in (query, queries):
        app.command()(command)


def query(
    ctx: typer.Context,
    query: QueryArgument = None,
    text: Annotated[str | None, typer.Option("--text", metavar="SPARQL", help="The query itself.")] = None,
    param: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", metavar="NAME=VALUE", help="A parameter of the query; repeatable."),
    ] = None,
    format: Annotated[  # noqa: A002
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="table, json, csv, tsv or xml for rows; turtle and kin for graphs.",
            click_type=click.Choice(QUERY_FORMATS),
        ),
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option("--timeout", min=0.001, help="Stop after so many seconds, with exit code 5."),
    ] = None,
    exit_status: Annotated[
        bool, typer.Option("--exit-status", help="Exit with 1 when ASK is false.")
    ] = False,
    kb: Kb = None,
    lang: Lang = None,
    quiet: Quiet = False,
) -> int:
    """Run a SPARQL query: SELECT, ASK, CONSTRUCT or DESCRIBE, from a file, the library or the command line.

    Parameters are written ?_name in a query and bound as terms; one that takes an IRI takes any ENTITY.

    \b
    Examples:
      smartcity-kb query conferences
      smartcity-kb query partners -p organisation="Becamex IDC" --format csv
      smartcity-kb query my-question.rq --timeout 10
      smartcity-kb query --text "SELECT ?e WHERE { ?e a sckb:Conference }"
    """
    from .commands import query as command

    settings = settings_of(ctx, kb, lang, quiet)
    return command.run(settings, query, text, param or (), format, timeout, exit_status)


def queries(
    ctx: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]", help="Only this query, with its text.", autocompletion=complete_query
        ),
    ] = None,
    format: Format = "table",  # noqa: A002
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """List the query library with descriptions and parameters.

    \b
    Examples:
      smartcity-kb queries
      smartcity-kb queries partners
      smartcity-kb queries --format json
    """
    from .commands import queries as command

    command.run(settings_of(ctx, None, lang, quiet), name, format)
