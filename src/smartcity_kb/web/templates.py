"""Jinja2 templates with autoescape: what comes from the store is text, never markup."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..model.dates import display
from ..model.prefixes import curie
from ..views.facts import CONTEXT
from .front_end import is_built
from .words import words_in

if TYPE_CHECKING:
    from jinja2 import Environment

    from .addresses import Addresses

HERE = Path(__file__).parent


def rendered(template: str, values: dict[str, object], to: Addresses) -> bytes:
    """A page as HTML in UTF-8; ``values`` are the template's own, ``to`` builds its links."""
    shown = {"lang": to.lang, "w": words_in(to.lang), "to": to, "curie": curie, "built": is_built(), **values}
    # A lone surrogate in a label can be shown nowhere.
    return _environment().get_template(f"{template}.html").render(shown).encode("utf-8", "replace")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["as_written"] = display
    environment.filters["context_before"] = context_before
    environment.filters["context_after"] = context_after
    return environment


def context_before(text: str) -> str:
    """What stands before a quote on its own line of the article, from the first whole word on.

    >>> context_before("one line\\nand the")
    'and the'
    """
    line = text.rpartition("\n")[2]
    return f"… {line.partition(' ')[2]}" if len(line) >= CONTEXT else line


def context_after(text: str) -> str:
    """What stands after a quote on its own line of the article, up to the last whole word."""
    line = text.partition("\n")[0]
    return f"{line.rpartition(' ')[0]} …" if len(line) >= CONTEXT else line
