"""Writes docs/queries.md from the headers of the query library; ``--check`` fails when it is out of date."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from smartcity_kb.views.queries import library
from smartcity_kb.views.query_parameters import LAST_DAY_NAMES, TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smartcity_kb.views.queries import QueryFile
    from smartcity_kb.views.query_parameters import Parameter

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "queries.md"
INTRODUCTION = """\
# Queries

Generated from the headers of `queries/*.rq` (`make docs`).

```console
smartcity-kb queries
smartcity-kb query partners -p organisation="Becamex IDC" -p lang=en
smartcity-kb query my-own.rq -p since=2016-03
```

Every query is a file of SPARQL 1.1 that says all its prefixes, so that other engines run it too, and
means the same on stores whose default graph is the union of all graphs. A column such as `partner`
holds the name of an entity in the language that `lang` asks for (else the other one), the column
`partnerIri` its IRI. `quote`, `source` and `start` say who says so and where: `start` counts Unicode
code points from 0. `certainty` is `stated`, `headline`, `inferred` or `hedged`.

## Parameters

A variable whose name begins with `_` is a parameter; the end of its name is its type. A value is bound
as an RDF term and cannot become part of the query.

| variable | written | takes |
| --- | --- | --- |
"""
NOTES = """\

- An entity is looked up by its name in any language, its slug, CURIE or IRI. A CURIE or IRI outside
  `id:` (`sckb:partner`, `wd:Q55`) is taken as it is.
- A date may name a month or a year. It is then the first day, `2016` being `2016-01-01`; in a parameter
  named {last_day} it is the last day, `2016-12-31`.
- Texts are normalised to NFC.
- `?__name`, with two underscores, may be left out: it then stays a free variable, which matches anything.
  Any other parameter needs a value or a default.
- A parameter may be selected, grouped and ordered by. It cannot be assigned (`AS`, `VALUES`) or selected
  in a nested `SELECT`; `BOUND` of it tells whether it was given.

## Header

Lines that begin with `#+` at the top of the file, in [grlc's](https://github.com/CLARIAH/grlc) way:

```sparql
#+ summary: Partners of an organisation
#+ description: >
#+   As many lines
#+   as it takes.
#+ summary_vi: Đối tác của một tổ chức
#+ tags: [agreements, organisations]
#+ defaults:
#+   lang: vi
```

`summary_vi` and `description_vi` are what the explorer's Vietnamese pages show.

grlc's keys for serving over HTTP (`endpoint`, `method`, ...) are read over; any other key is an error.

## The library
"""


def page() -> str:
    """The text of docs/queries.md."""
    queries = library()
    last_day = ", ".join(f"`{name}`" for name in sorted(LAST_DAY_NAMES))
    parts = [INTRODUCTION, *_types(), NOTES.replace("{last_day}", last_day), "\n", *_overview(queries)]
    return "".join([*parts, *(part for query in queries for part in _section(query))])


def _types() -> Iterator[str]:
    for type_, (takes, example) in TYPES.items():
        variable = "?_name" if type_ == "string" else f"?_name_{type_}"
        yield f"| `{variable}` | `-p name={example!r}` | {takes} |\n".replace("'", '"')


def _overview(queries: tuple[QueryFile, ...]) -> Iterator[str]:
    by_tag: dict[str, list[str]] = {}
    for query in queries:
        for tag in query.tags:
            by_tag.setdefault(tag, []).append(f"[{query.name}](#{query.name})")
    yield "| about | queries |\n| --- | --- |\n"
    for tag in sorted(by_tag):
        yield f"| {tag} | {', '.join(by_tag[tag])} |\n"


def _section(query: QueryFile) -> Iterator[str]:
    yield f"\n### {query.name}\n\n**{query.summary}.** {query.description}\n"
    if query.parameters:
        yield "\n| parameter | takes | without it |\n| --- | --- | --- |\n"
    for parameter in query.parameters:
        yield f"| `{parameter.name}` | {parameter.takes} | {_without(parameter)} |\n"


def _without(parameter: Parameter) -> str:
    if parameter.default is not None:
        return f"`{parameter.default}`"
    return "an error" if parameter.required else "any"


def main() -> int:
    """Write the page, or check it."""
    text = page()
    if PAGE.exists() and PAGE.read_text("utf-8") == text:
        return 0
    if "--check" in sys.argv:
        print(f"{PAGE.relative_to(ROOT)} is out of date; run 'make docs'", file=sys.stderr)
        return 1
    temporary = PAGE.with_suffix(".new")
    temporary.write_text(text, "utf-8")
    os.replace(temporary, PAGE)
    print(f"wrote {PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
