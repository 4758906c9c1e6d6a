"""Entries of a claims file as YAML text, in the style of the shipped files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from ..model.prefixes import curie
from ..model.terms import XSD_BOOLEAN, XSD_INTEGER
from .draft import states_as_mapping

if TYPE_CHECKING:
    from pyoxigraph import Literal

    from ..model.claim import Entity
    from ..model.terms import Context
    from .draft import Draft
    from .proposal import Proposal, ProposedEntity

_WIDTH = 100
# So wide that nothing is folded.
_ENDLESS = 1 << 30


def claim_entry(claim: Proposal, article: str, context: Context) -> dict[str, object]:
    """A claim as the mapping of its entry; ``start`` only where the quote stands more than once."""
    body: dict[str, object] = {"quote": claim.quote}
    if article.find(claim.quote) != claim.start or article.find(claim.quote, claim.start + 1) >= 0:
        body["start"] = claim.start
    if claim.speaker:
        body["speaker"] = claim.speaker
    if claim.certainty != "stated":
        body["certainty"] = claim.certainty
    if claim.note:
        body["note"] = claim.note
    states = states_as_mapping(claim.states)
    body["states"] = {
        subject: {term: _natural(term, value, context) for term, value in terms.items()}
        for subject, terms in states.items()
    }
    return body


def proposed_entry(entity: ProposedEntity) -> dict[str, object]:
    """A new entity of a draft as the mapping of its entry."""
    body: dict[str, object] = {"type": _one_or_many(list(entity.types))}
    body["label"] = {"vi": entity.label_vi, "en": entity.label_en}
    if entity.aliases:
        body["aliases"] = {"vi": list(entity.aliases)}
    if entity.note:
        body["note"] = entity.note
    return body


def known_entry(entity: Entity) -> dict[str, object]:
    """An entity of a knowledge base as the mapping of its entry: the same definition, letter for letter."""
    body: dict[str, object] = {"type": _one_or_many([curie(type_.value) for type_ in entity.types])}
    body["label"] = {str(label.language): label.value for label in entity.labels}
    for key, names in (("aliases", entity.aliases), ("misspellings", entity.misspellings)):
        if names:
            body[key] = _by_language(names)
    if entity.note:
        body["note"] = entity.note
    return body


def source_text(draft: Draft) -> str:
    """A claims file without entities and claims for the source of a draft."""
    source = draft.source
    body: dict[str, object] = {"id": source.id, "type": source.type, "text": source.text}
    body |= {"sha256": source.sha256, "language": source.language}
    if source.title:
        body["title"] = {source.language: source.title}
    noise = [{"start": n.start, "end": n.end, "reason": n.reason} for n in draft.noise]
    head = f"# The facts of {source.text}, each with the quote that states it.\n\n"
    parts = [as_yaml({"source": body}), as_yaml({"noise": noise}), "entities:\n", "claims:\n"]
    return head + "\n".join(parts)


def as_yaml(value: object, plain: bool = True) -> str:
    """Block YAML of a mapping or list; lists of texts and texts by language stand in brackets on one line.

    With ``plain`` false every text is double-quoted and unfolded: the form in which any text survives.
    """
    return yaml.dump(
        _styled(value, plain),
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=_WIDTH if plain else _ENDLESS,
        default_style=None if plain else '"',
    )


class _Bracketed(dict[str, object]):
    """A mapping that stands in braces."""


class _Dumper(yaml.SafeDumper):
    """Writes what ``_styled`` marked in brackets, and nothing by reference."""

    def ignore_aliases(self, data: object) -> bool:
        return True


_Dumper.add_representer(
    _Bracketed, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True)
)
_Dumper.add_representer(
    list,
    lambda dumper, data: dumper.represent_sequence(
        "tag:yaml.org,2002:seq", data, flow_style=not (data and isinstance(data[0], dict))
    ),
)
_Dumper.add_representer(
    dict, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=False)
)


def _styled(value: object, plain: bool, depth: int = 0, key: str = "") -> object:
    """The value with the mappings marked that are texts by language; only texts unless ``plain``."""
    if isinstance(value, list):
        return [_styled(item, plain, depth + 1) for item in value]
    if not isinstance(value, dict):
        return value if plain or isinstance(value, str) else str(value).lower()
    made = {name: _styled(item, plain, depth + 1, name) for name, item in value.items()}
    # Depth 4 is a value under a term: claim, states, subject, term.
    by_language = depth >= 4 or key in ("label", "aliases", "misspellings", "title")
    return _Bracketed(made) if by_language else made


def _natural(term: str, value: object, context: Context) -> object:
    """Numbers and booleans as YAML writes them; every other value is a text."""
    known = context.terms.get(term)
    if known is None or not isinstance(value, str):
        return value
    if known.datatype == XSD_BOOLEAN and value in ("true", "false"):
        return value == "true"
    if known.datatype == XSD_INTEGER and value.isascii() and value.isdigit() and str(int(value)) == value:
        return int(value)
    return value


def _one_or_many(values: list[str]) -> object:
    return values[0] if len(values) == 1 else values


def _by_language(names: tuple[Literal, ...]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for name in names:
        grouped.setdefault(str(name.language), []).append(name.value)
    return grouped
