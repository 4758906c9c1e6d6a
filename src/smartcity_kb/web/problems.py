"""The page that tells what went wrong: in its reader's language, with the form as it was sent."""

from __future__ import annotations

from collections import defaultdict

from ..model.errors import AmbiguousError, NotFoundError
from .pages import Page
from .query_pages import library_named
from .replies import status_of
from .words import words_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..model.errors import KnowledgeBaseError

_FORMS = ("path", "timeline", "graph", "library_query")
_TITLES = {300: "ambiguous", 404: "not found"}
_TOLD = {404: "nothing here", 502: "store fails"}


def problem_page(error: KnowledgeBaseError, name: str, fields: Mapping[str, str], lang: str) -> Page:
    """What to show for an error of the page with this name, which was asked for with these fields.

    The names nearest to one that nothing bears, or the entities that share one, are offered; where the page
    begins with a form, that stands there again, so that one word can be mended and sent.
    """
    words, status = words_in(lang), status_of(error)
    told, detail = _told(error, status, words, lang)
    values: dict[str, object] = {
        "title": words[_TITLES.get(status, "went wrong")],
        "told": told,
        "detail": detail,
        "asked": getattr(error, "name", ""),
        "nearest": getattr(error, "nearest", ()),
        "candidates": getattr(error, "candidates", ()),
        "form": name if name in _FORMS else "",
        "fields": defaultdict(str, fields),
    }
    if name == "library_query":
        values |= _query_form(fields)
    return Page("error", values, status)


def _told(error: KnowledgeBaseError, status: int, words: Mapping[str, str], lang: str) -> tuple[str, str]:
    """What went wrong in the page's language, and in English what that leaves out."""
    if isinstance(error, AmbiguousError) and error.name:
        return words["several bear"].format(error.name), ""
    if isinstance(error, NotFoundError) and error.name:
        return words["nobody bears"].format(error.name), ""
    if lang == "en":
        return error.message, ""
    return words[_TOLD.get(status, "cannot answer")], error.message


def _query_form(fields: Mapping[str, str]) -> dict[str, object]:
    try:
        return {"query": library_named(fields.get("name", ""))}
    except NotFoundError:
        return {"form": ""}
