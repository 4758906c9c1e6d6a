"""The commands that read and write files and stores: parse here, work in ``commands``."""

from __future__ import annotations

from typing import Annotated

import click
import typer

from .completion import complete_location
from .group import settings_of
from .options import EXPORT_FORMATS, Engine, Format, Kb, Lang, Master, Quiet


def declare(app: typer.Typer) -> None:
    """Add the commands to the application."""
    for command in (load, export, validate, diff):
        app.command()(command)


def load(
    ctx: typer.Context,
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT...",
            help="Knowledge base folders, single source folders, RDF files (also .gz).",
            autocompletion=complete_location,
        ),
    ] = None,
    into: Annotated[
        str,
        typer.Option(
            "--into", metavar="STORE", help="A store folder, made when missing, or the URL of an endpoint."
        ),
    ] = "",
    remove: Annotated[
        list[str] | None,
        typer.Option("--remove", metavar="SOURCE", help="Take a source out of the store; repeatable."),
    ] = None,
    engine: Engine = "one",
    master: Master = "local[*]",
    staging: Annotated[
        str | None,
        typer.Option(
            "--staging",
            metavar="FOLDER",
            help="spark: keep the verified Parquet and N-Quads here; all machines have to see it.",
        ),
    ] = None,
    format: Format = "table",  # noqa: A002 - the option's name
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Verify inputs and load them into a store; every quote is checked, all problems are told at once.

    A source is loaded whole or not at all; loading it again changes nothing.

    \b
    Examples:
      smartcity-kb load my-articles --into my.store
      smartcity-kb load export.trig more.nq.gz --into my.store
      smartcity-kb load my-articles --into https://example.org/sparql
      smartcity-kb load --remove binh-duong-2017 --into my.store
      smartcity-kb load all-articles --into big.store --engine spark --master spark://host:7077
    """
    from .commands import load as command
    from .engines import Where

    if not into:
        raise click.UsageError("Missing option '--into'.", ctx)
    if not inputs and not remove:
        raise click.UsageError("Missing argument 'INPUT...'.", ctx)
    settings = settings_of(ctx, None, lang, quiet)
    where = Where(engine, master, staging)
    command.run(settings, inputs or (), into, remove or (), where, format)


def export(
    ctx: typer.Context,
    target: Annotated[
        str,
        typer.Argument(
            metavar="FILE|-",
            help="Where to write; the format follows the ending. - is standard output.",
            autocompletion=complete_location,
        ),
    ],
    format: Annotated[  # noqa: A002
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="The format, where the file's ending does not say it.",
            click_type=click.Choice(EXPORT_FORMATS),
        ),
    ] = None,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="turtle and kin: also an rdf:Statement per fact and claim.")
    ] = False,
    rdf12: Annotated[
        bool, typer.Option("--rdf12", help="turtle and kin: evidence as RDF 1.2 reifiers instead.")
    ] = False,
    flavour: Annotated[
        str | None,
        typer.Option(
            "--flavour", help="graphml: yed writes labels for yEd.", click_type=click.Choice(("yed",))
        ),
    ] = None,
    kb: Kb = None,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Write the knowledge base as a file for other tools.

    \b
    Examples:
      smartcity-kb export graph.graphml --lang en
      smartcity-kb export facts.ttl --evidence
      smartcity-kb export everything.trig --kb my.store
      smartcity-kb export explorer.html
      smartcity-kb export - --format csv | head
    """
    from .commands import export as command

    settings = settings_of(ctx, kb, lang, quiet)
    command.run(settings, target, format, evidence, rdf12, flavour or "")


def validate(
    ctx: typer.Context,
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[INPUT...]",
            help="Folders and RDF files (default: --kb, else the shipped knowledge base).",
            autocompletion=complete_location,
        ),
    ] = None,
    format: Format = "table",  # noqa: A002
    kb: Kb = None,
    lang: Lang = None,
    quiet: Quiet = False,
) -> int:
    """Check evidence and shapes (SHACL); each finding with file, line, claim and what to do.

    Exits with 1 when there is a finding of severity violation.

    \b
    Examples:
      smartcity-kb validate
      smartcity-kb validate my-articles
      smartcity-kb validate export.trig --format json
    """
    from .commands import validate as command

    return command.run(settings_of(ctx, kb, lang, quiet), inputs or (), format)


def diff(
    ctx: typer.Context,
    old: Annotated[
        str,
        typer.Argument(metavar="OLD", help="A LOCATION, as --kb takes.", autocompletion=complete_location),
    ],
    new: Annotated[
        str,
        typer.Argument(metavar="NEW", help="A LOCATION, as --kb takes.", autocompletion=complete_location),
    ],
    exit_status: Annotated[bool, typer.Option("--exit-status", help="Exit with 1 when they differ.")] = False,
    format: Format = "table",  # noqa: A002
    lang: Lang = None,
    quiet: Quiet = False,
) -> int:
    """Say in words what changed between two knowledge bases.

    \b
    Examples:
      smartcity-kb diff old.store new.store
      smartcity-kb diff published.trig my-articles --exit-status
    """
    from .commands import diff as command

    return command.run(settings_of(ctx, None, lang, quiet), old, new, exit_status, format)
