"""``mcp``: the knowledge base for language models."""

from __future__ import annotations

from ...store.open import default_location

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..output import Settings


def run(settings: Settings) -> None:
    """Answer on standard input and output until the input ends."""
    from ...mcp_server.server import serve

    serve(settings.kb or default_location(), settings.lang)
