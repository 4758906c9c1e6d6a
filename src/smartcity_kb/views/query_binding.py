"""Terms put in the place of a query's parameters, wherever SPARQL 1.1 lets a term stand."""

from __future__ import annotations

from ..model.errors import InputError, Problem
from ..store.sparql_text import tokens

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

# Words that begin a stretch in which a variable is more than a value, and words that end one.
_CLAUSES = frozenset(["SELECT", "BY", "VALUES"])
_ENDS = frozenset(["WHERE", "FROM", "HAVING", "LIMIT", "OFFSET"])


def bind_terms(text: str, terms: Mapping[str, str], file: str) -> str:
    """The query with its parameters replaced by terms.

    ``terms`` holds the N-Triples form of a term by the name of its variable. A projected parameter
    becomes ``(term AS ?variable)``, so that its column stays; in GROUP BY and ORDER BY a term stands in
    parentheses, as the grammar wants it; ``BOUND`` of it is true. Strings, IRIs and comments are left
    alone. Raises InputError, with ``file``, line and column, where a variable cannot give way to a term.

    >>> bind_terms("SELECT ?_of ?x { ?x a ?_of }", {"_of": "<urn:a>"}, "")
    'SELECT (<urn:a> AS ?_of) ?x { ?x a <urn:a> }'
    """
    parts: list[str] = []
    copied = scanned = 0
    place = _Place()
    for kind, token, start, end in tokens(text):
        place.pass_over(text[scanned:start])
        scanned = end
        if kind == "comment":
            continue
        term = terms.get(token[1:]) if kind == "variable" else None
        if term is not None:
            reason = place.forbids()
            if reason:
                raise _refused(text, start, f"the parameter {token} {reason}", file)
            begin, stop = place.span(text, start, end)
            parts += [text[copied:begin], place.form(term, token)]
            copied = stop
        place.take(kind, token, start)
    return "".join([*parts, text[copied:]])


class _Place:
    """Where in a query the reading is: the clause, the nesting, the word before."""

    def __init__(self) -> None:
        self.clause = ""
        self.parens = 0
        self.outer: list[tuple[str, int]] = []
        self.word = ""
        self.word_start = 0

    def pass_over(self, gap: str) -> None:
        """Take in what stands between two tokens: it holds no strings and no names, so signs count."""
        for char in gap:
            if char == "{":
                self.outer.append(("" if self.clause == "VALUES" else self.clause, self.parens))
                self.clause, self.parens = "", 0
            elif char == "}" and self.outer:
                self.clause, self.parens = self.outer.pop()
            elif char == "(":
                self.parens += 1
            elif char == ")":
                self.parens -= 1

    def take(self, kind: str, token: str, start: int) -> None:
        """Take in a token; only words change the clause."""
        self.word, self.word_start = (token.upper() if kind == "word" else ""), start
        if self.word in _CLAUSES:
            self.clause, self.parens = self.word, 0
        elif self.word in _ENDS:
            self.clause = ""

    def forbids(self) -> str:
        """Why the variable that comes next cannot be a parameter; empty when it can."""
        if self.word == "AS":
            return "has its value from outside and cannot be assigned with AS"
        if self.clause == "VALUES":
            return "has its value from outside and cannot be given VALUES"
        if self.clause == "SELECT" and self.parens == 0 and self.outer:
            return "has its value everywhere; leave it out of the nested SELECT's variables"
        return ""

    def span(self, text: str, start: int, end: int) -> tuple[int, int]:
        """What the term replaces: the variable, or the whole BOUND(variable)."""
        if self.word != "BOUND":
            return start, end
        close = text.find(")", end)
        return (self.word_start, close + 1) if close >= 0 else (start, end)

    def form(self, term: str, token: str) -> str:
        """How the term is written here."""
        if self.word == "BOUND":
            return "(true)"
        if self.clause == "SELECT" and self.parens == 0:
            return f"({term} AS {token})"
        if self.clause == "BY" and self.parens == 0:
            return f"({term})"
        return term


def _refused(text: str, start: int, message: str, file: str) -> InputError:
    line = text.count("\n", 0, start) + 1
    column = start - text.rfind("\n", 0, start)
    return InputError(str(Problem(message, file, line, column)))
