"""``serve``: the explorer and the SPARQL endpoint."""

from __future__ import annotations

from ...store.open import default_location
from ..allocator import keep_freed_memory_at_hand
from ..output import say
from ..wall import warn

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..output import Settings

_LOOPBACK = ("127.", "localhost", "::1")


def run(
    settings: Settings,
    port: int = 8000,
    host: str = "127.0.0.1",
    open_: bool = False,
    deadline: float = 10.0,
    max_answer: int = 64,
    max_rows: int = 1_000_000,
    allow_service: Sequence[str] = (),
    workers: int = 4,
) -> None:
    """Serve until Ctrl-C; the URL goes to stderr once it answers."""
    keep_freed_memory_at_hand()
    # The one place where the command line meets the server; nothing else here knows of it.
    from ...web.front_end import is_built
    from ...web.limits import Limits
    from ...web.server import serve

    if not host.startswith(_LOOPBACK):
        warn(f"other machines can read this knowledge base at {host} port {port}")

    def ready(url: str) -> None:
        if not is_built():
            say("the pages are plain: 'make web' in a clone adds the graph, the editor and more", settings)
        say(f"serving at {url} (Ctrl-C ends it)", settings)
        if open_:
            import webbrowser

            webbrowser.open(url)

    limits = Limits(deadline, max_answer * 1024**2, tuple(allow_service), workers, max_rows)
    serve(settings.kb or default_location(), host, port, limits, ready)
