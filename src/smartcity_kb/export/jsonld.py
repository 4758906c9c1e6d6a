"""JSON-LD 1.1 with the terms of context.jsonld as keys: one node object for each subject, streamed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ..model.errors import InputError
from ..model.prefixes import PREFIXES, curie
from ..model.terms import (
    ALT_LABEL,
    HIDDEN_LABEL,
    PREF_LABEL,
    TYPE,
    XSD_BOOLEAN,
    XSD_INTEGER,
    Context,
    Term,
    parse_context,
)
from ..views.whole_numbers import is_exact_integer
from .cells import datatype, is_iri, language, text
from .triples import subjects, triple_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .job import Job

# What claims files write under 'label', 'aliases' and 'misspellings' has no term there, but reads well.
_LABEL_TERMS = {
    term.value.partition("#")[2]: Term(term.value.partition("#")[2], term, "language")
    for term in (PREF_LABEL, ALT_LABEL, HIDDEN_LABEL)
}
_STRING = PREFIXES["xsd"] + "string"


def jsonld(job: Job) -> Iterator[bytes]:
    """Facts and descriptions, with evidence where the job asks for it, as JSON-LD."""
    entries, context = _context()
    terms = {term.iri.value: term for term in (*context.terms.values(), *_LABEL_TERMS.values())}
    names = {iri.value: name for name, iri in context.names.items()}
    writer = _NodeWriter(terms, names)
    yield b'{\n"@context": ' + json.dumps(entries, ensure_ascii=False, indent=1).encode() + b',\n"@graph": ['
    comma = b"\n"
    for subject, rows in subjects(triple_lines(job.engine, job.scratch, job.options.evidence, False)):
        job.count("triples", len(rows))
        yield comma + json.dumps(writer.node(subject, rows), ensure_ascii=False, indent=1).encode()
        comma = b",\n"
    yield b"\n]\n}\n"


def _context() -> tuple[dict[str, Any], Context]:
    """The shipped context with the prefixes and label terms that it lacks, and its terms."""
    from ..store.folder_layout import shipped_folder, term_files

    path = term_files(shipped_folder())[0]
    with open(path, encoding="utf-8") as file:
        written = file.read()
    labels = {
        name: {"@id": curie(term.iri.value), "@container": "@language"} for name, term in _LABEL_TERMS.items()
    }
    entries = json.loads(written)["@context"]
    return {**PREFIXES, **labels, **entries}, parse_context(written, path)


class _NodeWriter:
    """Rows of a subject as a node object, under terms where these mean just the value at hand."""

    def __init__(self, terms: dict[str, Term], names: dict[str, str]) -> None:
        self.terms = terms
        self.names = names

    def node(self, subject: bytes, rows: list[list[bytes]]) -> dict[str, Any]:
        """The node object: ``@id``, ``@type``, then the properties by name."""
        node: dict[str, Any] = {"@id": _id(subject)}
        properties: dict[str, list[Any]] = {}
        by_language: dict[str, dict[str, list[str]]] = {}
        for _, predicate, cell in rows:
            iri = text(predicate).decode()
            term = self.terms.get(iri)
            if iri == TYPE.value and is_iri(cell):
                properties.setdefault("@type", []).append(_id(cell))
            elif term and term.kind == "language" and _has_plain_language(cell):
                texts = by_language.setdefault(term.name, {})
                texts.setdefault(language(cell).decode(), []).append(text(cell).decode())
            else:
                key, value = self._value(iri, term, cell)
                properties.setdefault(key, []).append(value)
        single = {key: values[0] if len(values) == 1 else values for key, values in properties.items()}
        maps = {
            key: {tag: each[0] if len(each) == 1 else each for tag, each in texts.items()}
            for key, texts in by_language.items()
        }
        return {**node, **dict(sorted({**single, **maps}.items()))}

    def _value(self, iri: str, term: Term | None, cell: bytes) -> tuple[str, Any]:
        if term is not None:
            short = self._under_term(term, cell)
            if short is not None:
                return term.name, short
        # Without a term of its own the key is a compact IRI, which no rule of the context touches.
        return curie(iri), _expanded(cell)

    def _under_term(self, term: Term, cell: bytes) -> Any:
        """The value as the term's rule reads it; None where the rule means something else."""
        if is_iri(cell) or cell[:1] == b"_":
            if term.kind == "name" and is_iri(cell):
                return self.names.get(text(cell).decode())
            return _id(cell) if term.kind == "entity" else None
        if language(cell):
            return _expanded(cell) if term.kind in ("date", "plain") else None
        type_ = datatype(cell).decode()
        if term.kind == "typed" and term.datatype is not None and term.datatype.value == type_:
            return _plain(cell, type_)
        return _expanded(cell) if term.kind in ("date", "plain") else None


def _has_plain_language(cell: bytes) -> bool:
    """Whether a cell is a text in a language with no direction, so that a language map can hold it."""
    tag = language(cell)
    return bool(tag) and b"--" not in tag


def _plain(cell: bytes, type_: str) -> Any:
    value = text(cell).decode()
    if type_ == XSD_BOOLEAN.value and value in ("true", "false"):
        return value == "true"
    # Readers may hold numbers as doubles: only what those hold exactly is written as one.
    if type_ == XSD_INTEGER.value and is_exact_integer(value) and str(int(value)) == value:
        return int(value)
    return value


def _id(cell: bytes) -> str:
    if cell[:1] == b"_":
        return cell.decode()
    if not is_iri(cell):
        raise InputError(f"JSON-LD 1.1 cannot hold the triple term {cell.decode()}; export as turtle")
    return curie(text(cell).decode())


def _expanded(cell: bytes) -> Any:
    if cell[:1] in (b"<", b"_"):
        return {"@id": _id(cell)}
    value, tag = text(cell).decode(), language(cell).decode()
    if tag:
        plain, _, direction = tag.partition("--")
        return {"@value": value, "@language": plain, **({"@direction": direction} if direction else {})}
    type_ = datatype(cell).decode()
    plain_value = _plain(cell, type_)
    if type_ == _STRING or not isinstance(plain_value, str):
        return plain_value
    return {"@value": value, "@type": curie(type_)}
