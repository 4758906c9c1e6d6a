"""What the tools answer, worked out in a worker process: views as JSON, each with quotes and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions

from ..model.errors import KnowledgeBaseError
from ..model.prefixes import BASE, PREFIXES
from ..model.terms import EVIDENCE
from ..views.as_json import to_json
from ..views.entity import entity_page
from ..views.evidence import evidence
from ..views.facts import evidence_of
from ..views.paths import paths
from ..views.resolve import resolve
from ..views.search import search
from ..views.timeline import first_of_timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..store.base import Object, Store
    from ..views.facts import EvidenceRow
    from ..workers.wire import Head

    Arguments = dict[str, Any]

# Enough for a model to read; more rows are better asked for by a narrower query.
MOST_ROWS = 200
_MOST_EVIDENCE = 60
_MOST_BYTES = 4 * 1024 * 1024


def _search(store: Store, given: Arguments) -> object:
    hits = search(store, given["text"], given["lang"], given["limit"])
    proofs = _first_claims(store, [hit.iri for hit in hits])
    rows = evidence_of(store, proofs.values())
    return {"hits": [{**hit.asdict(), "evidence": rows.get(proofs.get(hit.iri, ""))} for hit in hits]}


def _show(store: Store, given: Arguments) -> object:
    return entity_page(store, resolve(store, given["entity"], given["lang"]), given["lang"])


def _path(store: Store, given: Arguments) -> object:
    start, end = (resolve(store, given[name], given["lang"]) for name in ("start", "end"))
    return paths(store, start, end, given["max_length"], lang=given["lang"])


def _timeline(store: Store, given: Arguments) -> object:
    around = resolve(store, given["entity"], given["lang"]) if given["entity"] else None
    found = first_of_timeline(store, around, given["since"] or None, given["until"] or None, given["lang"])
    return {**found.asdict(), "more": found.more}


def _evidence(store: Store, given: Arguments) -> object:
    return evidence(store, given["subject"], given["term"] or None, given["object"] or None, given["lang"])


def _query(store: Store, given: Arguments) -> object:
    results = store.query(given["sparql"])
    if isinstance(results, QueryBoolean):
        return {"answer": bool(results), "evidence": []}
    if isinstance(results, QuerySolutions):
        columns = [variable.value for variable in results.variables]
        rows, truncated = _taken(tuple(row) for row in results)
        table: list[object] = [dict(zip(columns, row, strict=True)) for row in rows]
    else:
        rows, truncated = _taken((t.subject, t.predicate, t.object) for t in results)
        columns = ["subject", "predicate", "object"]
        table = [dict(zip(columns, row, strict=True)) for row in rows]
    proof = _evidence_of_rows(store, rows)
    return {"columns": columns, "rows": table, "truncated": truncated, "evidence": proof}


def _taken(
    rows: Iterable[tuple[Object | None, ...]],
) -> tuple[list[tuple[Object | None, ...]], bool]:
    taken: list[tuple[Object | None, ...]] = []
    for row in rows:
        if len(taken) == MOST_ROWS:
            return taken, True
        taken.append(row)
    return taken, False


def _evidence_of_rows(store: Store, rows: list[tuple[Object | None, ...]]) -> list[EvidenceRow]:
    """The evidence of claims in a result, of facts that tie two values of a row, else of its entities."""
    claims = {cell.value for row in rows for cell in row if isinstance(cell, NamedNode) and _is_claim(cell)}
    if not claims:
        claims = _stating(store, rows)
    if not claims:
        entities = {cell.value for row in rows for cell in row if isinstance(cell, NamedNode)}
        ours = sorted(iri for iri in entities if iri.startswith(PREFIXES["id"]))
        claims = set(_first_claims(store, ours[:_MOST_EVIDENCE]).values())
    found = evidence_of(store, sorted(claims)[:_MOST_EVIDENCE])
    return sorted(found.values(), key=lambda row: row.key)


def _stating(store: Store, rows: list[tuple[Object | None, ...]]) -> set[str]:
    """The claims that state a fact between two values of one row."""
    pairs = {
        (str(subject), str(value))
        for row in rows[:_MOST_EVIDENCE]
        for subject in row
        if isinstance(subject, NamedNode) and subject.value.startswith(BASE)
        for value in row
        if value is not None and value != subject and isinstance(value, (NamedNode, Literal))
    }
    if not pairs:
        return set()
    values = " ".join(f"({subject} {value})" for subject, value in sorted(pairs)[:500])
    query = (
        f"SELECT DISTINCT ?claim WHERE {{ VALUES (?s ?o) {{ {values} }} GRAPH ?claim {{ ?s ?p ?o }}"
        f" ?claim {EVIDENCE} ?quote }} LIMIT {_MOST_EVIDENCE}"
    )
    return {getattr(row[0], "value", "") for row in store.select(query)}


def _first_claims(store: Store, entities: list[str]) -> dict[str, str]:
    """Entity -> one claim that states something of it, as its subject if there is one."""
    found: dict[str, str] = {}
    for iri in entities:
        entity = NamedNode(iri)
        for pattern in (f"{entity} ?p ?o", f"?s ?p {entity}"):
            query = (
                f"SELECT DISTINCT ?claim WHERE {{ GRAPH ?claim {{ {pattern} }}"
                f" ?claim {EVIDENCE} ?quote }} LIMIT 1"
            )
            for row in store.select(query) if iri not in found else ():
                found[iri] = getattr(row[0], "value", "")
    return found


def _is_claim(cell: NamedNode) -> bool:
    return cell.value.startswith(PREFIXES["claim"])


def _job(do: Callable[[Store, Arguments], object]) -> Callable[[Store, Head, bytes], tuple[Head, bytes]]:
    def call(store: Store, head: Head, body: bytes) -> tuple[Head, bytes]:
        try:
            text = to_json(do(store, head["given"])).encode("utf-8", "replace")
        except KnowledgeBaseError as error:
            return {"error": error.message}, b""
        if len(text) > _MOST_BYTES:
            return {"error": "the answer is too long to read; ask for less"}, b""
        return {}, text

    return call


JOBS = {
    "search": _job(_search),
    "show": _job(_show),
    "path": _job(_path),
    "timeline": _job(_timeline),
    "evidence": _job(_evidence),
    "query": _job(_query),
}
