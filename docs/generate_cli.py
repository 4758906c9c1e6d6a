"""Writes what follows from the declared commands: docs/cli.md and the table of the short way.

``python docs/generate_cli.py`` rewrites both; ``--check`` fails when either is out of date.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import typer.main

from smartcity_kb.cli.app import app
from smartcity_kb.cli.wall import PROGRAM

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "cli.md"
TABLE = ROOT / "src" / "smartcity_kb" / "cli" / "command_table.py"
# The reading commands, whose start-up time is a feature.
SHORT = ("show", "search", "neighbours", "path", "timeline", "evidence", "sources", "query", "queries")
_HEAD = '''"""The reading commands as data, generated from their declarations; do not edit.

``python docs/generate_cli.py`` writes it. A parameter is (name, flags, kind, repeatable, default,
required); kind is "text", "flag", "other", a range of whole numbers, or the values to choose from.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    Kind = str | range | tuple[str, ...]
    Param = tuple[str, tuple[str, ...], Kind, bool, object, bool]

'''


def command() -> click.Group:
    """The click group behind the Typer application."""
    group = typer.main.get_command(app)
    assert isinstance(group, click.Group)
    return group


def table() -> str:
    """The source of command_table.py."""
    group = command()
    program = [_param(param) for param in group.params if param.name in ("kb", "lang", "quiet")]
    commands = {
        name: (name, tuple(_param(param) for param in group.commands[name].params if param.name != "help"))
        for name in SHORT
    }
    text = (
        _HEAD
        + f"PROGRAM_OPTIONS: tuple[Param, ...] = {tuple(program)!r}\n"
        + f"COMMANDS: dict[str, tuple[str, tuple[Param, ...]]] = {commands!r}\n"
    )
    formatter = [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(TABLE), "-"]
    return subprocess.run(formatter, input=text, text=True, capture_output=True, check=True).stdout


def _param(param: click.Parameter) -> tuple[object, ...]:
    flags = tuple(param.opts) if isinstance(param, click.Option) else ()
    default = param.default if isinstance(param.default, (str, int, float, bool)) else None
    return (str(param.name), flags, _kind(param), bool(param.multiple), default, bool(param.required))


def _kind(param: click.Parameter) -> object:
    kind = param.type
    if isinstance(param, click.Option) and param.is_flag:
        return "flag"
    if isinstance(kind, click.Choice):
        return tuple(kind.choices)
    if isinstance(kind, click.IntRange) and kind.min is not None and kind.max is not None:
        return range(int(kind.min), int(kind.max) + 1)
    return "text" if kind.name == "text" else "other"


def reference() -> str:
    """The text of docs/cli.md: the help of every command."""
    group = command()
    parts = ["# Command line", "", "Generated from the commands (`make docs`).", "", _help(group, PROGRAM)]
    for name, sub in group.commands.items():
        parts += ["", f"## {name}", "", _help(sub, f"{PROGRAM} {name}")]
    return "\n".join(parts) + "\n"


def _help(of: click.Command, path: str) -> str:
    context = click.Context(of, info_name=path, max_content_width=100, terminal_width=100)
    return f"```text\n{of.get_help(context).rstrip()}\n```"


def main() -> int:
    """Write the files, or check them."""
    wanted = {REFERENCE: reference(), TABLE: table()}
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is out of date; run 'make docs'", file=sys.stderr)
        return 1 if stale else 0
    for path in stale:
        temporary = path.with_suffix(".new")
        temporary.write_text(wanted[path], "utf-8")
        os.replace(temporary, path)
        print(f"wrote {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
