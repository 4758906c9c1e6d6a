"""The entities of a claims file: slugs, types, and labels in Vietnamese and English."""

from __future__ import annotations

from ..model.claim import Entity
from .labels import LABEL_LANGUAGES
from .values import is_slug
from .yaml_nodes import Mapping, Scalar, Sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pyoxigraph import Literal

    from .reading import Reading
    from .yaml_nodes import Node

_ENTITY_KEYS = ("type", "label", "aliases", "misspellings", "note")


def read_entities(reading: Reading, node: Node | None) -> tuple[list[Entity], dict[str, int]]:
    """The entities that a claims file defines, and the line of each slug."""
    if node is None or (isinstance(node, Scalar) and not node.text):
        return [], {}
    if not isinstance(node, Mapping):
        reading.wrong(node, "'entities' has a slug per entity")
        return [], {}
    found = [_entity(reading, key, value) for key, value in node.entries]
    lines = {key.text: key.line for key, _ in node.entries}
    return [entity for entity in found if entity is not None], lines


def _entity(reading: Reading, key: Scalar, node: Node) -> Entity | None:
    slug = key.text
    if not is_slug(slug):
        reading.wrong(key, f"'{slug}' cannot be a slug; use a-z, 0-9 and hyphens")
        return None
    if not isinstance(node, Mapping):
        reading.wrong(node, f"entity '{slug}' has type and label")
        return None
    reading.check_keys(node, _ENTITY_KEYS, f"entity '{slug}'")
    type_node = node.get("type")
    type_nodes = type_node.items if isinstance(type_node, Sequence) else [type_node]
    if not type_nodes:
        reading.wrong(type_node or node, f"entity '{slug}' needs a type")
    types = {reading.type_iri(item, node) for item in type_nodes}
    return Entity(
        slug,
        tuple(sorted((t for t in types if t is not None), key=lambda t: t.value)),
        tuple(_labels(reading, node, f"label of '{slug}'")),
        tuple(reading.by_language(node.get("aliases"), f"aliases of '{slug}'")),
        tuple(reading.by_language(node.get("misspellings"), f"misspellings of '{slug}'")),
        reading.text(node.get("note"), "note"),
    )


def _labels(reading: Reading, entity: Mapping, what: str) -> list[Literal]:
    """One text in each language, Vietnamese and English among them."""
    node = entity.get("label")
    labels = reading.by_language(node, what)
    languages = [label.language for label in labels]
    tried = {key.text.lower() for key, _ in node.entries} if isinstance(node, Mapping) else set()
    for language in LABEL_LANGUAGES:
        if language not in tried:
            reading.wrong(node or entity, f"{what}: the {language} text is missing")
    for language in sorted({str(tag) for tag in languages if languages.count(tag) > 1}):
        reading.wrong(node or entity, f"{what}: one text in {language}; other names go under 'aliases'")
    return labels
