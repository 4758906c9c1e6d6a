"""The commands that turn articles into reviewed claims: parse here, work in ``commands``."""

from __future__ import annotations

from typing import Annotated

import click
import typer

from .completion import complete_location
from .group import settings_of
from .options import Engine, Kb, Lang, Master, Quiet


def declare(app: typer.Typer) -> None:
    """Add the commands to the application."""
    for command in (extract, review):
        app.command()(command)


def extract(
    ctx: typer.Context,
    articles: Annotated[
        list[str],
        typer.Argument(
            metavar="ARTICLE...",
            help="Text files, saved web pages, or folders of them.",
            autocompletion=complete_location,
        ),
    ],
    into: Annotated[
        str,
        typer.Option("--into", metavar="FOLDER", help="Where the draft folders go, one an article."),
    ] = ".",
    patterns: Annotated[
        list[str] | None,
        typer.Option("--patterns", metavar="FOLDER", help="Patterns of your own; repeatable."),
    ] = None,
    workers: Annotated[
        int, typer.Option("--workers", min=0, help="Processes for many articles (0: one a core).")
    ] = 0,
    assist: Annotated[
        bool,
        typer.Option("--assist", help="Also ask the language model of your configuration file."),
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="With --assist: agree that the text goes to the endpoint.")
    ] = False,
    engine: Engine = "one",
    master: Master = "local[*]",
    format: Annotated[  # noqa: A002 - the option's name
        str,
        typer.Option(
            "--format",
            "-f",
            help="text: write drafts and say what is in them; jsonl: write no draft, print each proposal as a"
            " line of JSON (kind, subject, relation, object, date, quote, start).",
            click_type=click.Choice(("text", "jsonl")),
        ),
    ] = "text",
    kb: Kb = None,
    lang: Lang = None,
    quiet: Quiet = False,
) -> int:
    """Turn raw articles into drafts: proposed claims with their quotes, for review.

    Nothing leaves the machine, unless --assist asks for it. Proposals are no facts until accepted.

    \b
    Examples:
      smartcity-kb extract article.txt --into my-articles
      smartcity-kb extract saved-page.html --into my-articles --kb my-articles
      smartcity-kb extract downloads/ --into drafts
      smartcity-kb extract article.txt --format jsonl
    """
    from .commands import extract as command
    from .engines import Where

    settings = settings_of(ctx, kb, lang, quiet)
    if format == "jsonl":
        return command.run_rows(settings, articles, patterns or ())
    where = Where(engine, master)
    return command.run(settings, articles, into, patterns or (), workers, where, assist, yes)


def review(
    ctx: typer.Context,
    draft: Annotated[
        str,
        typer.Argument(
            metavar="DRAFT",
            help="A folder that extract wrote, or its draft.yaml.",
            autocompletion=complete_location,
        ),
    ],
    reviewer: Annotated[
        str | None,
        typer.Option(
            "--reviewer", metavar="NAME", help="Who reviews (default: git's user.name, else $USER)."
        ),
    ] = None,
    accept_above: Annotated[
        float | None,
        typer.Option(
            "--accept-above",
            metavar="CONFIDENCE",
            help="Accept what is open with this confidence or more (0 to 1), and end.",
        ),
    ] = None,
    accept_pattern: Annotated[
        list[str] | None,
        typer.Option(
            "--accept-pattern",
            metavar="ID",
            help="Accept only what this pattern proposed, and end; repeatable, and goes with --accept-above.",
        ),
    ] = None,
    keep_names: Annotated[
        bool,
        typer.Option(
            "--keep-names",
            help="In a batch or line by line: Vietnamese names stand as English labels where there are none.",
        ),
    ] = False,
    plain: Annotated[bool, typer.Option("--plain", help="Line by line, also on a terminal.")] = False,
    kb: Kb = None,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Accept, edit or reject the proposals of a draft; accepted claims go into its claims.yaml.

    On a terminal with the extra 'tui' installed: the article beside each claim. Else line by line: a
    letter a line, from a terminal or a pipe. review.jsonl keeps every verdict at once, with who and when.

    \b
    Examples:
      smartcity-kb review my-articles/article
      smartcity-kb review my-articles/article --plain --reviewer "Lan"
      smartcity-kb review my-articles/article --accept-above 0.9 --keep-names
      printf 'r\\ns\\nq\\n' | smartcity-kb review my-articles/article
    """
    from .commands import review as command

    settings = settings_of(ctx, kb, lang, quiet)
    command.run(settings, draft, reviewer, accept_above, accept_pattern or (), keep_names, plain)
