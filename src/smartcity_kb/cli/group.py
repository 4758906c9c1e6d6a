"""The application's command group: where errors meet the wall, and settings come together."""

from __future__ import annotations

import typer
from typer.core import TyperGroup

from .output import Settings, language


class Group(TyperGroup):
    """Typer's group, with commands listed in the order in which they are declared."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """The commands in the order of the documentation."""
        return list(self.commands)


def settings_of(ctx: typer.Context, kb: str | None, lang: str | None, quiet: bool) -> Settings:
    """A command's own options, else those given before the command, else what the environment says."""
    parent = ctx.find_root().params
    return Settings(
        kb or parent.get("kb"), language(lang or parent.get("lang")), quiet or bool(parent.get("quiet"))
    )
