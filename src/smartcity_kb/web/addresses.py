"""Addresses of pages: where an IRI is shown, and how the language is carried along."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from ..model.prefixes import PREFIXES
from .words import LANGUAGES

_FOLDERS = {PREFIXES["id"]: "/id/", PREFIXES["src"]: "/source/", PREFIXES["claim"]: "/claim/"}


def place_of(iri: str) -> str:
    """The path at which this server shows what an IRI names.

    >>> place_of("https://w3id.org/sckb/id/vnpt"), place_of("http://example.org/a b")
    ('/id/vnpt', '/entity?iri=http%3A%2F%2Fexample.org%2Fa%20b')
    """
    for namespace, folder in _FOLDERS.items():
        rest = iri.removeprefix(namespace)
        if rest != iri and rest and "/" not in rest and "#" not in rest:
            return folder + quote(rest, safe="")
    return "/entity?iri=" + quote(iri, safe="")


class Addresses:
    """Builds links of one page.

    ``lang`` is the page's language; it is carried along when it was ``chosen`` in the address.
    """

    def __init__(self, lang: str, chosen: bool, path: str, fields: list[tuple[str, str]]) -> None:
        self.lang = lang
        self.chosen = chosen
        self._path = path
        self._fields = fields

    def to(self, path: str, **fields: str) -> str:
        """The link to a path of ours with these fields."""
        pairs = [(name.rstrip("_"), value) for name, value in fields.items() if value]
        if self.chosen:
            pairs.append(("lang", self.lang))
        if not pairs:
            return path
        return f"{path}{'&' if '?' in path else '?'}{urlencode(pairs)}"

    def thing(self, iri: str) -> str:
        """The link to what an IRI names."""
        return self.to(place_of(iri))

    @staticmethod
    def place(iri: str) -> str:
        """The path of a thing that has an address of its own here, else nothing."""
        place = place_of(iri)
        return "" if "?" in place else place

    def quote(self, source: str, start: int, end: int) -> str:
        """The link to a quote, marked in its article."""
        return self.to(place_of(source), quote=f"{start},{end}") + "#quote"

    def here(self, lang: str) -> str:
        """This same page in another language."""
        kept = [(name, value) for name, value in self._fields if name != "lang"]
        return f"{self._path}?{urlencode([*kept, ('lang', lang)])}"

    def instead(self, asked: str, name: str) -> str:
        """This same page with a name in the place of the one asked for; nothing where no field holds that."""
        if not asked or all(value.strip() != asked for _, value in self._fields):
            return ""
        pairs = [(field, name if value.strip() == asked else value) for field, value in self._fields]
        return f"{self._path}?{urlencode(pairs)}"

    def download(self, kind: str) -> str:
        """This same page's result as a file of a kind (csv, json, ...)."""
        kept = [(name, value) for name, value in self._fields if name not in ("lang", "as") and value]
        return f"{self._path}?{urlencode([*kept, ('as', kind)])}"

    @staticmethod
    def outside(iri: str) -> str:
        """The IRI itself where a browser may follow it, else nothing: a link runs no script."""
        return iri if iri.startswith(("https://", "http://")) else ""

    @property
    def other_languages(self) -> tuple[str, ...]:
        """The languages that the page is not in."""
        return tuple(lang for lang in LANGUAGES if lang != self.lang)
