"""SPARQL text taken apart into tokens: enough to find words and variables outside strings and IRIs."""

from __future__ import annotations

import re

from ..model.errors import QuerySyntaxError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# SPARQL 1.1, section 19.8: the terminals in which a word or a variable is not what it looks like.
_TOKENS = re.compile(
    r'''(?P<string>"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^'\\]|\\.|'(?!\'\'))*\'\'\''''
    r"""|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')"""
    r"""|(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)"""
    r"""|(?P<comment>\#[^\n\r]*)"""
    r"""|(?P<variable>[?$]\w+)"""
    r"""|(?P<name>[^\W\d_][\w.\-]*:[\w.\-:%\\]*|:[\w.\-:%\\]+|_:[\w.\-]+)"""
    r"""|(?P<word>[^\W\d_]\w*)""",
    re.DOTALL,
)
_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"])
_FORMS = frozenset(["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"])


def tokens(text: str) -> Iterator[tuple[str, str, int, int]]:
    """The tokens that matter: (kind, text, start, end); kind is a group name of the grammar above."""
    for match in _TOKENS.finditer(text):
        yield match.lastgroup or "", match.group(), match.start(), match.end()


def variables(text: str) -> set[str]:
    """The names of the variables of a query, without ``?`` or ``$``."""
    return {token[1:] for kind, token, _, _ in tokens(text) if kind == "variable"}


def replace_variables(text: str, value_of: Callable[[str], str | None]) -> str:
    """The query with some of its variables replaced by written terms.

    ``value_of`` gives the N-Triples form of the term for a variable's name, or None to leave it. Strings,
    IRIs and comments are left alone, and a term's own form is escaped, so a value cannot leave its place.
    """
    parts: list[str] = []
    last = 0
    for kind, token, start, end in tokens(text):
        value = value_of(token[1:]) if kind == "variable" else None
        if value is not None:
            parts += [text[last:start], value]
            last = end
    parts.append(text[last:])
    return "".join(parts)


def update_keyword(text: str) -> str:
    """The keyword that makes a text an update, empty for a query."""
    words = (token.upper() for kind, token, _, _ in tokens(text) if kind == "word")
    for word in words:
        if word in _FORMS:
            return ""
        if word in _UPDATES:
            return word
    return ""


def services(text: str) -> Iterator[str]:
    """What each SERVICE clause of a query asks: an IRI without brackets, a name or a variable."""
    waiting = False
    for kind, token, _, _ in tokens(text):
        if kind == "comment":
            continue
        if kind == "word" and token.upper() == "SERVICE":
            waiting = True
        elif waiting and not (kind == "word" and token.upper() == "SILENT"):
            yield token[1:-1] if kind == "iri" else token
            waiting = False


def refuse_service(text: str) -> None:
    """Raise QuerySyntaxError when a query would send a request to another endpoint (SERVICE)."""
    for target in services(text):
        raise QuerySyntaxError(
            f"SERVICE {target} would send a request from this machine; it is not allowed here"
        )
