"""The commands that answer questions about entities: parse here, work in ``commands``."""

from __future__ import annotations

from typing import Annotated

import click
import typer

from .completion import EntityName, complete_term
from .group import settings_of
from .options import (
    Engine,
    EntityArgument,
    Format,
    Kb,
    Lang,
    Master,
    OptionalEntity,
    OptionalTerm,
    Quiet,
)


def declare(app: typer.Typer) -> None:
    """Add the commands to the application."""
    for command in (show, search, neighbours, path, timeline, evidence, sources, stats):
        app.command()(command)


def show(
    ctx: typer.Context,
    entity: EntityArgument,
    format: Format = "table",  # noqa: A002 - the option's name
    kb: Kb = None,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Show an entity's page: names, types, facts in words with evidence numbers, the quotes below.

    \b
    Examples:
      smartcity-kb show "Mai Hùng Dũng"
      smartcity-kb show philips-lighting --lang en
      smartcity-kb show "binh duong" --format json
    """
    from .commands import show as command

    command.run(settings_of(ctx, kb, lang, quiet), entity, format)


def search(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="Part of a name, with or without diacritics.")],
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="The most entities to list.")] = 20,
    format: Format = "table",  # noqa: A002
    kb: Kb = None,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Find entities by label, alias or misspelling; without diacritics, with typing errors; ranked.

    \b
    Examples:
      smartcity-kb search "de an"
      smartcity-kb search eindhovn --lang en
      smartcity-kb search UBND --limit 3 --format tsv
    """
    from .commands import search as command

    command.run(settings_of(ctx, kb, lang, quiet), text, limit, format)


def neighbours(
    ctx: typer.Context,
    entity: EntityArgument,
    depth: Annotated[int, typer.Option("--depth", min=1, max=20, help="How many relations away to go.")] = 1,
    relation: Annotated[
        list[str] | None,
        typer.Option(
            "--relation",
            metavar="TERM",
            help="Follow only this relation; repeatable.",
            autocompletion=complete_term,
        ),
    ] = None,
    direction: Annotated[
        str,
        typer.Option(
            "--direction",
            help="Follow facts from subject to object (out), from object to subject (in), or both.",
            click_type=click.Choice(("in", "out", "both")),
        ),
    ] = "both",
    format: Format = "table",  # noqa: A002
    kb: Kb = None,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Show the relations around an entity as a tree.

    \b
    Examples:
      smartcity-kb neighbours "Becamex IDC"
      smartcity-kb neighbours binh-duong --depth 2 --relation founder --relation bodyFor
      smartcity-kb neighbours eindhoven --direction out --format json
    """
    from .commands import neighbours as command

    command.run(settings_of(ctx, kb, lang, quiet), entity, depth, relation or (), direction, format)


def path(
    ctx: typer.Context,
    from_: Annotated[
        str,
        typer.Argument(metavar="FROM", help="Where to start: any ENTITY.", click_type=EntityName()),
    ],
    to: Annotated[
        str, typer.Argument(metavar="TO", help="Where to end: any ENTITY.", click_type=EntityName())
    ],
    max_length: Annotated[
        int, typer.Option("--max-length", min=1, max=50, help="The longest path to look for, in hops.")
    ] = 6,
    all_: Annotated[bool, typer.Option("--all", help="Every shortest path, not only the first.")] = False,
    format: Format = "table",  # noqa: A002
    kb: Kb = None,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Show how two entities are connected: the shortest path, each hop a sentence with its quote.

    \b
    Examples:
      smartcity-kb path "Philips Lighting" "Tỉnh ủy Bình Dương"
      smartcity-kb path eindhoven becamex-idc --all --lang en
      smartcity-kb path vnpt brainport --format json
    """
    from .commands import path as command

    command.run(settings_of(ctx, kb, lang, quiet), from_, to, max_length, all_, format)


def timeline(
    ctx: typer.Context,
    entity: OptionalEntity = None,
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="DATE", help="Leave out what is wholly before this EDTF date."),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="DATE", help="Leave out what is wholly after this EDTF date."),
    ] = None,
    format: Format = "table",  # noqa: A002
    kb: Kb = None,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """List dated things in order, at the precision of the source.

    \b
    Examples:
      smartcity-kb timeline
      smartcity-kb timeline binh-duong --from 2016 --to 2017-06
      smartcity-kb timeline --format csv
    """
    from .commands import timeline as command

    command.run(settings_of(ctx, kb, lang, quiet), entity, from_, to, format)


def evidence(
    ctx: typer.Context,
    subject: Annotated[
        str,
        typer.Argument(
            metavar="SUBJECT", help="Whom or what is spoken of: any ENTITY.", click_type=EntityName()
        ),
    ],
    term: OptionalTerm = None,
    object_: Annotated[
        str | None,
        typer.Argument(
            metavar="[OBJECT]", help="Any ENTITY, or the text of a value.", click_type=EntityName()
        ),
    ] = None,
    format: Format = "table",  # noqa: A002
    kb: Kb = None,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Show every claim for what is said: quote in context, source, position, certainty, speaker.

    \b
    Examples:
      smartcity-kb evidence de-an-tptm-binh-duong approvedBy
      smartcity-kb evidence thoa-thuan-hop-tac-tptm partner "Philips Lighting"
      smartcity-kb evidence "Mai Hùng Dũng" --format csv
    """
    from .commands import evidence as command

    command.run(settings_of(ctx, kb, lang, quiet), subject, term, object_, format)


def sources(
    ctx: typer.Context,
    format: Format = "table",  # noqa: A002
    kb: Kb = None,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """List the sources with how many claims and facts each states.

    \b
    Examples:
      smartcity-kb sources
      smartcity-kb sources --kb my-articles --format json
    """
    from .commands import sources as command

    command.run(settings_of(ctx, kb, lang, quiet), format)


def stats(
    ctx: typer.Context,
    limit: Annotated[
        int, typer.Option("--limit", min=1, max=1000, help="How many of the most connected entities to list.")
    ] = 10,
    communities: Annotated[
        bool,
        typer.Option(
            "--communities", help="Also group the entities into communities (reads the whole graph)."
        ),
    ] = False,
    measures: Annotated[
        bool,
        typer.Option("--measures", help="Also degrees, components, PageRank and levels of the whole graph."),
    ] = False,
    engine: Engine = "one",
    master: Master = "local[*]",
    format: Format = "table",  # noqa: A002
    kb: Kb = None,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Count what is in the knowledge base; list the most connected entities and communities.

    \b
    Examples:
      smartcity-kb stats
      smartcity-kb stats --communities --lang en
      smartcity-kb stats --limit 50 --format tsv
      smartcity-kb stats --measures --engine spark --kb big.store
    """
    from .commands import stats as command
    from .engines import Where

    settings = settings_of(ctx, kb, lang, quiet)
    command.run(settings, limit, communities, measures, Where(engine, master), format)
