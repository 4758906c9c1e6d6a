"""The program: a short way for plain calls of reading commands, Typer for everything else.

Importing Typer takes longer than answering a question does. A call that the table of commands
understands in full goes straight to its command; help, completion, mistakes and all other commands go
through Typer, which the table is generated from.
"""

from __future__ import annotations

import gc
import os
import sys

from .wall import PROGRAM, guarded, tell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with these arguments (default: the process's); returns the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    call = _plain_call(arguments)
    return guarded(call) if call else _by_typer(arguments)


def run() -> int:
    """The program itself: ``main``, but a plain call ends the process; returns the exit code of others.

    Plain calls only read, and have closed and flushed what they used: to take the engine and the interpreter
    apart as well takes longer than some of the questions do.
    """
    # What starting and one question leave behind is not worth looking for garbage in again and again.
    usual = gc.get_threshold()
    gc.set_threshold(100_000)
    arguments = sys.argv[1:]
    call = _plain_call(arguments)
    if call is None:
        gc.set_threshold(*usual)
        return _by_typer(arguments)
    code = guarded(call)
    sys.stderr.flush()
    os._exit(code)


def _plain_call(arguments: list[str]) -> Callable[[], int | None] | None:
    """The call that the short way understands, if it does; the process is ready for any command then."""
    _use_utf8()
    if f"_{PROGRAM.upper().replace('-', '_')}_COMPLETE" in os.environ:
        return None
    from .interrupt import watch

    watch()
    from .short_way import understood

    return understood(arguments)


def _use_utf8() -> None:
    """Vietnamese goes out as UTF-8 whatever the locale says; what cannot be encoded is escaped."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            # Closed by whoever started the program; files opened later must not take its place.
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - open to the end
    for stream in (sys.stdout, sys.stderr):
        if stream.encoding.lower() != "utf-8" or stream.errors == "strict":
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


def _by_typer(arguments: list[str]) -> int:
    import click
    import typer.main

    from .app import app

    command = typer.main.get_command(app)

    def call() -> int | None:
        try:
            code: int | None = command.main(arguments, prog_name=PROGRAM, standalone_mode=False)
            return code
        except click.exceptions.NoArgsIsHelpError as error:
            sys.stderr.write(error.format_message() + "\n")
            return error.exit_code
        except click.UsageError as error:
            at = (
                error.ctx.command_path
                if error.ctx
                else _command_of(arguments, getattr(command, "commands", ()))
            )
            tell(f"{error.format_message()} (see '{at} --help')")
            return error.exit_code
        except click.Abort:
            raise KeyboardInterrupt from None

    return guarded(call)


def _command_of(arguments: Sequence[str], commands: Container[str]) -> str:
    """The program and the command that was called: some mistakes do not say in which they were made."""
    return " ".join([PROGRAM, *(word for word in arguments if word in commands)][:2])


if __name__ == "__main__":
    sys.exit(run())
