"""``diff``: what changed between two knowledge bases, in words."""

from __future__ import annotations

from pyoxigraph import NamedNode

from ...model.prefixes import curie
from ...store.open import open_store
from ...views.difference import difference
from ...views.labels import words_for
from ..layout import paragraphs
from ..output import painted, put, put_json, put_rows, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...store.base import Store
    from ...views.difference import Difference, FactChange
    from ...views.labels import Words
    from ..output import Settings

    Row = tuple[str, str, str, str]

_GREEN, _RED, _YELLOW = "32", "31", "33"
_SIGNS = {"added": ("+", _GREEN), "removed": ("-", _RED), "changed": ("~", _YELLOW)}
_KINDS = {
    "source": ("nguồn", "source"),
    "entity": ("thực thể", "entity"),
    "fact": ("dữ kiện", "fact"),
    "evidence": ("dẫn chứng", "evidence"),
    "claim": ("phát biểu", "claim"),
}


def run(
    settings: Settings,
    old: str,
    new: str,
    exit_status: bool = False,
    format: str = "table",  # noqa: A002 - the option's name
) -> int:
    """Write what changed; 1 under ``exit_status`` when anything did, else 0."""
    with open_store(old) as before, open_store(new) as after:
        changes = difference(before, after)
        rows = list(_rows(changes, before, after, settings.lang))
    if format == "json":
        put_json(changes)
    elif format == "table":
        _put(rows, settings)
    else:
        put_rows(("change", "kind", "id", "words"), rows, format)
    return 1 if exit_status and not changes.is_empty else 0


def _put(rows: list[Row], settings: Settings) -> None:
    for change, kind, _, words in rows:
        sign, colour = _SIGNS[change]
        name = _KINDS[kind][0 if settings.lang == "vi" else 1]
        for number, line in enumerate(paragraphs(f"{name}: {words}", 2)):
            put((painted(sign, colour) + line[1:]) if not number else line)
    if not rows:
        say("no differences", settings)


def _rows(changes: Difference, before: Store, after: Store, lang: str) -> Iterator[Row]:
    """(change, kind, id, words) in the order of a page: sources, entities, facts, evidence, claims."""
    mentioned = _mentioned(changes)
    old, new = words_for(before, mentioned, lang), words_for(after, mentioned, lang)
    for change, iris, words in (
        ("added", changes.sources_added, new),
        ("removed", changes.sources_removed, old),
        ("changed", (*changes.sources_changed, *changes.sources_redescribed), new),
    ):
        yield from ((change, "source", curie(iri), f"{curie(iri)} {words.name(iri)}") for iri in iris)
    for change, iris, words in (
        ("added", changes.entities_added, new),
        ("removed", changes.entities_removed, old),
        ("changed", changes.entities_redescribed, new),
    ):
        yield from ((change, "entity", curie(iri), f"{words.name(iri)} ({curie(iri)})") for iri in iris)
    for renamed in changes.entities_relabelled:
        labels = (", ".join(text for _, text in side) for side in (renamed.old, renamed.new))
        yield "changed", "entity", curie(renamed.entity), " → ".join(labels)
    yield from (("added", "fact", *_fact(fact, new)) for fact in changes.facts_added)
    yield from (("removed", "fact", *_fact(fact, old)) for fact in changes.facts_removed)
    yield from (("changed", "evidence", *_fact(fact, new)) for fact in changes.evidence_changed)
    yield from (("changed", "claim", curie(iri), curie(iri)) for iri in changes.claims_changed)


def _fact(fact: FactChange, words: Words) -> tuple[str, str]:
    sentence = f"{words.name(fact.subject)} {words.relation(fact.term)} {words.value(fact.object)}"
    return curie(fact.subject), sentence


def _mentioned(changes: Difference) -> set[str]:
    iris = {
        iri
        for field in ("sources_added", "sources_removed", "sources_changed", "sources_redescribed")
        for iri in getattr(changes, field)
    }
    iris |= {*changes.entities_added, *changes.entities_removed, *changes.entities_redescribed}
    for fact in (*changes.facts_added, *changes.facts_removed, *changes.evidence_changed):
        iris |= {fact.subject, fact.term}
        if isinstance(fact.object, NamedNode):
            iris.add(fact.object.value)
    return iris
