"""The application's command group: where errors meet the wall, and settings come together."""

from __future__ import annotations

import click
import typer
from typer.core import TyperGroup

from .output import Settings, language


class Group(TyperGroup):
    """Typer's group, with commands listed in the order in which they are declared."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """The commands in the order of the documentation."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, each with its whole first sentence: wrapped, where Click would cut it."""
        shown = [(name, command) for name, command in self.commands.items() if not command.hidden]
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.get_short_help_str(limit=1000)) for name, command in shown])


def settings_of(ctx: typer.Context, kb: str | None, lang: str | None, quiet: bool) -> Settings:
    """A command's own options, else those given before the command, else what the environment says."""
    parent = ctx.find_root().params
    return Settings(
        kb or parent.get("kb"), language(lang or parent.get("lang")), quiet or bool(parent.get("quiet"))
    )
