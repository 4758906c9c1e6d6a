"""The Typer application: every command declared, nothing worked out."""

from __future__ import annotations

from typing import Annotated

import typer

from . import declare_files, declare_intake, declare_querying, declare_reading, declare_serving
from .group import Group
from .options import Kb, Lang, Quiet

app = typer.Typer(
    name="smartcity-kb",
    cls=Group,
    no_args_is_help=True,
    # Click suggests by itself; Typer would say the same once more.
    suggest_commands=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
declare_reading.declare(app)
declare_querying.declare(app)
declare_files.declare(app)
declare_intake.declare(app)
declare_serving.declare(app)


@app.callback(invoke_without_command=True)
def program(
    kb: Kb = None,
    lang: Lang = None,
    quiet: Quiet = False,
    version: Annotated[bool, typer.Option("--version", help="Show the version.", is_eager=True)] = False,
) -> None:
    """A knowledge base of smart-city initiatives in which every fact carries the sentence that states it.

    Nothing has to be loaded before the first question: without --kb the shipped knowledge base answers.

    \b
    Examples:
      smartcity-kb show "Mai Hùng Dũng"
      smartcity-kb path "Philips Lighting" "Tỉnh ủy Bình Dương"
      smartcity-kb --kb my-articles --lang en search "smart city"

    \b
    Exit codes: 0 ok; 1 findings (validate, diff --exit-status, ASK false under --exit-status);
    2 usage; 3 bad input; 4 not found or ambiguous; 5 store or endpoint; 130 interrupted.
    """
    if version:
        from .output import put

        put(installed_version())
        raise typer.Exit


def installed_version() -> str:
    """The version of the installed package."""
    from importlib.metadata import version

    return version("smartcity-kb")
