"""The JSON Schema (draft 2020-12) of ``claims.yaml``, made from the context and the vocabulary.

Editors complete and check claims files with it. It checks form alone; that quotes stand in the article
and entities are defined is what loading checks.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from ..model.prefixes import BASE, PREFIXES, curie
from ..model.terms import CERTAINTIES, COMMENT, DERIVED_PROPERTIES, LABEL, XSD_BOOLEAN, XSD_INTEGER
from .folder import read_terms
from .labels import LABEL_LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..model.terms import Context, Term
    from .folder import Terms

    Schema = dict[str, object]

FILE_NAME = "claims.schema.json"
_DEFINITION = PREFIXES["skos"] + "definition"
_SLUG = "^[a-z0-9]+(-[a-z0-9]+)*$"
_LANGUAGE = "^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$"
_CERTAINTY_WORDS = {
    "stated": "The quote says it (the default).",
    "headline": "Only the title says it.",
    "inferred": "It takes a step of reasoning; 'note' says which.",
    "hedged": "The text itself is unclear; 'note' says how.",
}


def claims_schema(terms: Terms) -> Schema:
    """The schema of claims files that are written in these terms."""
    words = _words(terms)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": BASE + FILE_NAME,
        "title": "Claims of a source",
        "description": "One article, the entities that it speaks of, and what each of its quotes states.",
        "type": "object",
        "required": ["source"],
        "additionalProperties": False,
        "properties": {
            "source": {"$ref": "#/$defs/source"},
            "noise": _list("Parts of the article's file that are not the article.", "noise"),
            "entities": _keyed("What facts are about, by slug.", "entity"),
            "claims": _list("What the source states, one entry a quote.", "claim"),
        },
        "$defs": _definitions(terms, words),
    }


def render_schema(folder: str) -> str:
    """The text of the schema for the context and vocabulary of a knowledge base folder.

    Raises InputError when these are damaged.
    """
    return json.dumps(claims_schema(read_terms(folder)), ensure_ascii=False, indent=1) + "\n"


def write_schema(folder: str) -> str:
    """Write the schema of a knowledge base folder into it; returns the path."""
    path = os.path.join(folder, FILE_NAME)
    temporary = f"{path}.{os.getpid()}"
    with open(temporary, "w", encoding="utf-8") as file:
        file.write(render_schema(folder))
    os.replace(temporary, path)
    return path


def _definitions(terms: Terms, words: Mapping[str, str]) -> Schema:
    return {
        "slug": {"type": "string", "pattern": _SLUG, "description": "a-z, 0-9 and single hyphens"},
        "text": {"type": "string", "minLength": 1},
        "texts": {
            "description": "A text, or several, per language.",
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"pattern": _LANGUAGE},
            "additionalProperties": _one_or_more({"$ref": "#/$defs/text"}),
        },
        "position": {
            "description": "Counted in Unicode code points of the article's file, from 0.",
            "anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": "^[0-9]+$"}],
        },
        "class": {
            "anyOf": [
                {
                    "oneOf": [
                        _named(curie(iri), words.get(iri, "")) for iri in sorted(terms.classes, key=curie)
                    ]
                },
                {"type": "string", "pattern": "^https?://"},
            ]
        },
        "source": _source(),
        "noise": _noise(),
        "entity": _entity(),
        "claim": _claim(),
        "about": _about(terms.context, words),
    }


def _source() -> Schema:
    properties = {
        "id": {"$ref": "#/$defs/slug", "description": "The source's id; its folder bears the same name."},
        "type": {"$ref": "#/$defs/class", "description": "What kind of text it is, e.g. schema:NewsArticle."},
        "text": {
            "type": "string",
            "pattern": r"^[^/\\]+$",
            "description": "The article's file beside claims.yaml, stored verbatim.",
        },
        "sha256": {
            "type": "string",
            "pattern": "^[0-9a-f]{64}$",
            "description": "SHA-256 of the article's bytes; a changed article is refused.",
        },
        "language": {"type": "string", "pattern": _LANGUAGE, "description": "BCP 47, e.g. vi."},
        "title": {"$ref": "#/$defs/texts", "description": "The article's title, per language."},
        "as_of": _scalar("The time that the source reports on, in EDTF, e.g. 2017-11-25/2017-11-27."),
        "note": _note("What a reader has to know about the source."),
    }
    required = ["id", "type", "text", "sha256", "language"]
    return _object("The article.", properties, required)


def _noise() -> Schema:
    properties = {
        "start": {"$ref": "#/$defs/position"},
        "end": {"$ref": "#/$defs/position", "description": "End-exclusive."},
        "reason": {"$ref": "#/$defs/text", "description": "Why this is not the article."},
    }
    return _object("A stretch of the file that is not the article.", properties, list(properties))


def _entity() -> Schema:
    label = _object(
        "What it is called: one text per language; Vietnamese and English have to be there.",
        {language: {"$ref": "#/$defs/text"} for language in LABEL_LANGUAGES},
        list(LABEL_LANGUAGES),
    )
    label["additionalProperties"] = {"$ref": "#/$defs/text"}
    label["propertyNames"] = {"pattern": _LANGUAGE}
    properties = {
        "type": {**_one_or_more({"$ref": "#/$defs/class"}), "description": "Its class, or several."},
        "label": label,
        "aliases": {"$ref": "#/$defs/texts", "description": "Other names."},
        "misspellings": {"$ref": "#/$defs/texts", "description": "How the source misspells it."},
        "note": _note("What a reader has to know about the entity."),
    }
    return _object("An entity.", properties, ["type", "label"])


def _claim() -> Schema:
    properties = {
        "quote": {"$ref": "#/$defs/text", "description": "An exact substring of the article."},
        "states": {
            **_keyed("What the quote states: subject (a slug), then term, then value.", "about"),
            "minProperties": 1,
        },
        "start": {
            "$ref": "#/$defs/position",
            "description": "Where the quote starts; needed when it occurs more than once.",
        },
        "speaker": {"$ref": "#/$defs/slug", "description": "The person who says it; none: the article."},
        "certainty": {
            "description": "How plainly it is said.",
            "oneOf": [_named(name, _CERTAINTY_WORDS[name]) for name in CERTAINTIES],
        },
        "note": _note("What a reader has to know; needed unless the claim is plainly stated."),
    }
    claim = _object("One quote and what it states.", properties, ["quote", "states"])
    unstated = {"properties": {"certainty": {"not": {"const": "stated"}}}, "required": ["certainty"]}
    return {**claim, "if": unstated, "then": {"required": ["note"]}}


def _about(context: Context, words: Mapping[str, str]) -> Schema:
    terms = [term for name, term in sorted(context.terms.items()) if term.iri not in DERIVED_PROPERTIES]
    properties: Schema = {
        term.name: {**_values(term, context), "description": _described(term, words)} for term in terms
    }
    return {**_object("Terms of context.jsonld with their values.", properties, []), "minProperties": 1}


def _values(term: Term, context: Context) -> Schema:
    if term.kind == "language":
        return {"$ref": "#/$defs/texts"}
    if term.kind == "entity":
        return _one_or_more({"$ref": "#/$defs/slug"})
    if term.kind == "name":
        return _one_or_more({"enum": sorted(context.names)})
    if term.kind == "date":
        pattern = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
        # A bare year is a number to YAML.
        return _one_or_more({"anyOf": [{"type": "string", "pattern": pattern}, {"type": "integer"}]})
    if term.datatype == XSD_BOOLEAN:
        return _one_or_more({"enum": [True, False, "true", "false"]})
    if term.datatype == XSD_INTEGER:
        return _one_or_more({"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^-?[0-9]+$"}]})
    return _one_or_more({"type": ["string", "number"]})


def _described(term: Term, words: Mapping[str, str]) -> str:
    kinds = {
        "entity": "an entity",
        "language": "a text per language",
        "name": "a name",
        "date": "YYYY, YYYY-MM or YYYY-MM-DD",
        "plain": "a text",
    }
    kind = kinds.get(term.kind) or curie(term.datatype.value if term.datatype else "")
    label = words.get(term.iri.value, "")
    return f"{label + ' ' if label else ''}({curie(term.iri.value)}; value: {kind})"


def _words(terms: Terms) -> dict[str, str]:
    """IRI -> its English label, with its English definition where the vocabulary has one."""
    found: dict[str, dict[str, str]] = {}
    for quad in terms.quads:
        if isinstance(quad.object, Literal) and quad.object.language == "en":
            iri = getattr(quad.subject, "value", "")
            found.setdefault(iri, {}).setdefault(quad.predicate.value, quad.object.value)
    words = {}
    for iri, texts in found.items():
        label = texts.get(LABEL.value, "")
        more = texts.get(_DEFINITION, "") or texts.get(COMMENT.value, "")
        words[iri] = f"{label}: {more}" if label and more else label or more
    return words


def _object(description: str, properties: Mapping[str, object], required: list[str]) -> Schema:
    return {
        "description": description,
        "type": "object",
        "required": required,
        "additionalProperties": False,
        "properties": dict(properties),
    }


def _keyed(description: str, definition: str) -> Schema:
    # A key without anything under it is null to YAML.
    return {
        "description": description,
        "type": ["object", "null"],
        "propertyNames": {"$ref": "#/$defs/slug"},
        "additionalProperties": {"$ref": f"#/$defs/{definition}"},
    }


def _list(description: str, definition: str) -> Schema:
    items = {"$ref": f"#/$defs/{definition}"}
    return {"description": description, "type": ["array", "null"], "items": items}


def _one_or_more(value: Schema) -> Schema:
    return {"anyOf": [value, {"type": "array", "minItems": 1, "items": value}]}


def _named(name: str, description: str) -> Schema:
    return {"const": name, "description": description} if description else {"const": name}


def _scalar(description: str) -> Schema:
    return {"type": ["string", "number"], "description": description}


def _note(description: str) -> Schema:
    return {"$ref": "#/$defs/text", "description": description}
