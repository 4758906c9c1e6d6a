"""RDF/XML: one rdf:Description for each subject, our prefixes.

Written here because pyoxigraph 0.5.13 leaves carriage returns bare, which XML parsers turn into line
feeds, and writes characters that XML cannot hold.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model.errors import InputError
from ..model.prefixes import PREFIXES
from .cells import datatype, has_no_xml, in_attribute, in_turtle, in_xml, is_iri, language, text
from .triples import subjects, triple_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .job import Job

_STRING = PREFIXES["xsd"].encode() + b"string"
# The part of an IRI that can be the local part of an XML name (ASCII alone, which all readers take).
_local_part = re.compile(rb"[A-Za-z_][A-Za-z0-9_.-]*$").search
_prefixed_name = re.compile(rb"[a-z]+:[A-Za-z_][A-Za-z0-9_.-]*").fullmatch


def rdfxml(job: Job) -> Iterator[bytes]:
    """Facts and descriptions, with evidence where the job asks for it, as RDF/XML.

    Raises InputError for what RDF/XML cannot hold: control characters, and predicates that end in a
    character that no XML name can end in.
    """
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF'
    for prefix, namespace in sorted(PREFIXES.items()):
        yield f'\n  xmlns:{prefix}="{namespace}"'.encode()
    yield b">\n"
    for subject, rows in subjects(triple_lines(job.engine, job.scratch, job.options.evidence, False)):
        job.count("triples", len(rows))
        yield b"<rdf:Description %s>\n" % _reference(b"rdf:about", subject)
        yield b"".join(_property(predicate, value) for _, predicate, value in rows)
        yield b"</rdf:Description>\n"
    yield b"</rdf:RDF>\n"


def _reference(attribute: bytes, cell: bytes) -> bytes:
    if cell.startswith(b"_:"):
        return b'rdf:nodeID="%s"' % cell[2:]
    if cell.startswith(b"<<("):
        raise InputError(f"RDF/XML cannot hold the triple term {cell.decode()}; export as turtle")
    return b'%s="%s"' % (attribute, in_attribute(text(cell)))


def _property(predicate: bytes, value: bytes) -> bytes:
    name, declared = _name(predicate)
    if is_iri(value) or value[:1] in (b"_", b"<"):
        return b"  <%s%s %s/>\n" % (name, declared, _reference(b"rdf:resource", value))
    raw = text(value)
    if has_no_xml(raw):
        shown = raw.decode()[:40]
        raise InputError(f"RDF/XML cannot hold a control character in {shown!r}; export as turtle or jsonld")
    kind = b""
    tag, type_ = language(value), datatype(value)
    if tag:
        kind = b' xml:lang="%s"' % tag
    elif type_ != _STRING:
        kind = b' rdf:datatype="%s"' % in_attribute(type_)
    return b"  <%s%s%s>%s</%s>\n" % (name, declared, kind, in_xml(raw), name)


def _name(predicate: bytes) -> tuple[bytes, bytes]:
    """A predicate as an XML name, and the declaration that it needs where it has none of our prefixes."""
    short = in_turtle(predicate)
    if _prefixed_name(short):
        return short, b""
    iri = text(predicate)
    local = _local_part(iri)
    if local is None:
        raise InputError(f"RDF/XML cannot hold the predicate <{iri.decode()}>; export as turtle")
    return b"p:" + local[0], b' xmlns:p="%s"' % in_attribute(iri[: local.start()])
