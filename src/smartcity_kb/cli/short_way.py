"""The short way: plain calls of reading commands, understood from a table, without importing Typer."""

from __future__ import annotations

from .command_table import COMMANDS, PROGRAM_OPTIONS
from .output import Settings, language

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .command_table import Param

    Given = dict[str, object]

_SETTINGS = ("kb", "lang", "quiet")


def understood(arguments: Sequence[str]) -> Callable[[], int | None] | None:
    """The call that these arguments ask for; None when Typer has to look at them.

    None for help, for commands outside the table, and for anything that might be a mistake: the wording
    of mistakes is Typer's alone.
    """
    rest = list(arguments)
    program = _options(rest, PROGRAM_OPTIONS, stop_at_argument=True)
    if program is None or not rest or rest[0] not in COMMANDS:
        return None
    module, params = COMMANDS[rest.pop(0)]
    given = _options(rest, params, stop_at_argument=False)
    if given is None or not _take_arguments(rest, params, given):
        return None
    for param in params:
        given.setdefault(param[0], () if param[3] else param[4])
    return _call(module, given, program)


def _call(module: str, given: Given, program: Given) -> Callable[[], int | None]:
    def call() -> int | None:
        kb, lang, quiet = (given.pop(name, None) or program.get(name) for name in _SETTINGS)
        settings = Settings(_text(kb), language(_text(lang)), bool(quiet))
        # importlib would be one more module to read.
        command = __import__(f"smartcity_kb.cli.commands.{module}", fromlist=("run",))
        result: int | None = command.run(settings, **given)
        return result

    return call


def _options(rest: list[str], params: Sequence[Param], stop_at_argument: bool) -> Given | None:
    """Take the options out of the arguments; None where one is not plainly right."""
    by_flag = {flag: param for param in params for flag in param[1]}
    given: Given = {}
    kept: list[str] = []
    waiting = iter(list(rest))
    for word in waiting:
        if word == "-" or not word.startswith("-"):
            kept.append(word)
            if stop_at_argument:
                kept += waiting
            continue
        flag, equals, value = word.partition("=")
        param = by_flag.get(flag)
        if param is None or (equals and not flag.startswith("--")):
            return None
        if param[2] == "flag":
            if equals:
                return None
            given[param[0]] = True
            continue
        text = value if equals else next(waiting, None)
        if text is None or (not equals and text.startswith("-") and text != "-"):
            return None
        if not _put(given, param, text):
            return None
    rest[:] = kept
    return given


def _take_arguments(words: list[str], params: Sequence[Param], given: Given) -> bool:
    places = [param for param in params if not param[1]]
    if len(words) > len(places):
        return False
    for param, word in zip(places, words, strict=False):
        if not _put(given, param, word):
            return False
    return all(param[0] in given or not param[5] for param in places)


def _put(given: Given, param: Param, text: str) -> bool:
    """Keep a value under its parameter; False when it may not be right."""
    name, _, kind, multiple, *_ = param
    value: object = text
    if isinstance(kind, tuple):
        if text not in kind:
            return False
    elif isinstance(kind, range):
        if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) in kind):
            return False
        value = int(text)
    elif kind != "text":
        return False
    if multiple:
        given[name] = (*_tuple(given.get(name)), value)
    elif name in given:
        return False
    else:
        given[name] = value
    return True


def _tuple(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
