"""The reading commands as data, generated from their declarations; do not edit.

``python docs/generate_cli.py`` writes it. A parameter is (name, flags, kind, repeatable, default,
required); kind is "text", "flag", "other", a range of whole numbers, or the values to choose from.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    Kind = str | range | tuple[str, ...]
    Param = tuple[str, tuple[str, ...], Kind, bool, object, bool]

PROGRAM_OPTIONS: tuple[Param, ...] = (
    ("kb", ("--kb",), "text", False, None, False),
    ("lang", ("--lang",), "text", False, None, False),
    ("quiet", ("--quiet", "-q"), "flag", False, False, False),
)
COMMANDS: dict[str, tuple[str, tuple[Param, ...]]] = {
    "show": (
        "show",
        (
            ("entity", (), "text", False, None, True),
            ("format", ("--format", "-f"), ("table", "json", "csv", "tsv"), False, "table", False),
            ("kb", ("--kb",), "text", False, None, False),
            ("lang", ("--lang",), "text", False, None, False),
            ("quiet", ("--quiet", "-q"), "flag", False, False, False),
        ),
    ),
    "search": (
        "search",
        (
            ("text", (), "text", False, None, True),
            ("limit", ("--limit",), range(1, 1001), False, 20, False),
            ("format", ("--format", "-f"), ("table", "json", "csv", "tsv"), False, "table", False),
            ("kb", ("--kb",), "text", False, None, False),
            ("lang", ("--lang",), "text", False, None, False),
            ("quiet", ("--quiet", "-q"), "flag", False, False, False),
        ),
    ),
    "neighbours": (
        "neighbours",
        (
            ("entity", (), "text", False, None, True),
            ("depth", ("--depth",), range(1, 21), False, 1, False),
            ("relation", ("--relation",), "text", True, None, False),
            ("direction", ("--direction",), ("in", "out", "both"), False, "both", False),
            ("format", ("--format", "-f"), ("table", "json", "csv", "tsv"), False, "table", False),
            ("kb", ("--kb",), "text", False, None, False),
            ("lang", ("--lang",), "text", False, None, False),
            ("quiet", ("--quiet", "-q"), "flag", False, False, False),
        ),
    ),
    "path": (
        "path",
        (
            ("from_", (), "text", False, None, True),
            ("to", (), "text", False, None, True),
            ("max_length", ("--max-length",), range(1, 51), False, 6, False),
            ("all_", ("--all",), "flag", False, False, False),
            ("format", ("--format", "-f"), ("table", "json", "csv", "tsv"), False, "table", False),
            ("kb", ("--kb",), "text", False, None, False),
            ("lang", ("--lang",), "text", False, None, False),
            ("quiet", ("--quiet", "-q"), "flag", False, False, False),
        ),
    ),
    "timeline": (
        "timeline",
        (
            ("entity", (), "text", False, None, False),
            ("from_", ("--from",), "text", False, None, False),
            ("to", ("--to",), "text", False, None, False),
            ("format", ("--format", "-f"), ("table", "json", "csv", "tsv"), False, "table", False),
            ("kb", ("--kb",), "text", False, None, False),
            ("lang", ("--lang",), "text", False, None, False),
            ("quiet", ("--quiet", "-q"), "flag", False, False, False),
        ),
    ),
    "evidence": (
        "evidence",
        (
            ("subject", (), "text", False, None, True),
            ("term", (), "text", False, None, False),
            ("object_", (), "text", False, None, False),
            ("format", ("--format", "-f"), ("table", "json", "csv", "tsv"), False, "table", False),
            ("kb", ("--kb",), "text", False, None, False),
            ("lang", ("--lang",), "text", False, None, False),
            ("quiet", ("--quiet", "-q"), "flag", False, False, False),
        ),
    ),
    "sources": (
        "sources",
        (
            ("format", ("--format", "-f"), ("table", "json", "csv", "tsv"), False, "table", False),
            ("kb", ("--kb",), "text", False, None, False),
            ("lang", ("--lang",), "text", False, None, False),
            ("quiet", ("--quiet", "-q"), "flag", False, False, False),
        ),
    ),
    "query": (
        "query",
        (
            ("query", (), "text", False, None, False),
            ("text", ("--text",), "text", False, None, False),
            ("param", ("--param", "-p"), "text", True, None, False),
            (
                "format",
                ("--format", "-f"),
                (
                    "table",
                    "json",
                    "csv",
                    "tsv",
                    "xml",
                    "turtle",
                    "ntriples",
                    "rdfxml",
                    "jsonld",
                    "trig",
                    "nquads",
                ),
                False,
                None,
                False,
            ),
            ("timeout", ("--timeout",), "other", False, None, False),
            ("exit_status", ("--exit-status",), "flag", False, False, False),
            ("kb", ("--kb",), "text", False, None, False),
            ("lang", ("--lang",), "text", False, None, False),
            ("quiet", ("--quiet", "-q"), "flag", False, False, False),
        ),
    ),
    "queries": (
        "queries",
        (
            ("name", (), "text", False, None, False),
            ("format", ("--format", "-f"), ("table", "json", "csv", "tsv"), False, "table", False),
            ("lang", ("--lang",), "text", False, None, False),
            ("quiet", ("--quiet", "-q"), "flag", False, False, False),
        ),
    ),
}
