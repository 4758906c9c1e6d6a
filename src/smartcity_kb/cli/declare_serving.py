"""The commands that serve others: parse here, work in ``commands``."""

from __future__ import annotations

from typing import Annotated

import typer

from .group import settings_of
from .options import Kb, Lang, Quiet


def declare(app: typer.Typer) -> None:
    """Add the commands to the application."""
    for command in (serve, mcp):
        app.command()(command)


def serve(
    ctx: typer.Context,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port (0: a free one).")] = 8000,
    host: Annotated[
        str,
        typer.Option("--host", metavar="ADDR", help="The address; only this machine reaches the default."),
    ] = "127.0.0.1",
    open_: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    deadline: Annotated[
        float, typer.Option("--deadline", min=0.1, help="Seconds that a query may take.")
    ] = 10.0,
    max_answer: Annotated[
        int, typer.Option("--max-answer", min=1, max=1024, metavar="MIB", help="The largest answer, in MiB.")
    ] = 64,
    max_rows: Annotated[
        int, typer.Option("--max-rows", min=1, metavar="N", help="The most rows or triples of an answer.")
    ] = 1_000_000,
    allow_service: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-service",
            metavar="IRI",
            help="An endpoint that SERVICE may ask; repeatable.",
        ),
    ] = None,
    workers: Annotated[
        int, typer.Option("--workers", min=2, max=64, help="Processes that answer queries and pages.")
    ] = 4,
    kb: Kb = None,
    quiet: Quiet = False,
) -> None:
    """Serve the explorer and a SPARQL 1.1 endpoint, read only, on this machine (extra 'web').

    Pages are at /, the endpoint at /sparql, whole graphs at /store. Ctrl-C ends it.

    \b
    Examples:
      smartcity-kb serve
      smartcity-kb serve --kb my.store --port 8080 --open
      smartcity-kb serve --deadline 30 --allow-service https://query.wikidata.org/sparql
    """
    from .commands import serve as command

    command.run(
        settings_of(ctx, kb, None, quiet),
        port,
        host,
        open_,
        deadline,
        max_answer,
        max_rows,
        allow_service or (),
        workers,
    )


def mcp(ctx: typer.Context, kb: Kb = None, lang: Lang = None, quiet: Quiet = False) -> None:
    """Serve the knowledge base to language models: Model Context Protocol over standard input and output.

    Needs the extra 'mcp'. Tools: search, show, path, timeline, evidence, query; answers carry quotes.

    \b
    Examples:
      smartcity-kb mcp
      smartcity-kb mcp --kb my.store --lang en
    """
    from .commands import mcp as command

    command.run(settings_of(ctx, kb, lang, quiet))
