"""Cells of TSV rows, as Oxigraph writes them, turned into what each format writes.

A cell is a term in bytes: ``<iri>``, ``"text"``, ``"text"@vi``, ``"text"^^<datatype>`` with the escapes
``\\t \\n \\r \\" \\\\``, a bare integer, decimal or boolean, ``_:blank`` or ``<<( s p o )>>``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..model.prefixes import PREFIXES, curie

_NAMESPACES = {namespace.encode(): prefix.encode() + b":" for prefix, namespace in PREFIXES.items()}
# A safe part of Turtle's PN_LOCAL; anything else is written as a full IRI.
_local_name = re.compile(rb"[A-Za-z0-9_][A-Za-z0-9_-]*").fullmatch
_XSD = PREFIXES["xsd"].encode()
_ESCAPED = re.compile(rb'\\(["\\tnr])')
_UNESCAPED = {b'"': b'"', b"\\": b"\\", b"t": b"\t", b"n": b"\n", b"r": b"\r"}
_CONTROLS = bytes(c for c in (*range(0x20), 0x7F) if c not in (0x09, 0x0A, 0x0D))
_CONTROL = re.compile(b"[" + re.escape(_CONTROLS) + b"]")
_REPLACEMENT = "\ufffd".encode()
# What XML 1.0 cannot hold even as a reference: most control characters, U+FFFE, U+FFFF.
_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_SPECIAL_IN_TEXT = re.compile(rb"[&<>\r]|" + _NOT_XML.pattern)
_PERHAPS_SPECIAL = b"&<>\r\xef" + _CONTROLS
_SPECIAL_IN_ATTRIBUTE = re.compile(rb'[&<>"\r\n\t]|' + _NOT_XML.pattern)
_REFERENCES = {b"&": b"&amp;", b"<": b"&lt;", b">": b"&gt;", b'"': b"&quot;", b"\r": b"&#13;"}
_IN_ATTRIBUTE = {**_REFERENCES, b"\n": b"&#10;", b"\t": b"&#9;"}


def is_iri(cell: bytes) -> bool:
    """Whether a cell is an IRI."""
    return cell[:1] == b"<" and cell[:3] != b"<<("


def text(cell: bytes) -> bytes:
    """The IRI without brackets, or the literal's text without escapes."""
    first = cell[:1]
    if first == b"<":
        return cell[1:-1]
    if first != b'"':
        return cell
    inner = cell[1 : cell.rfind(b'"')]
    return _ESCAPED.sub(lambda found: _UNESCAPED[found[1]], inner) if b"\\" in inner else inner


def language(cell: bytes) -> bytes:
    """The language tag of a literal, with its direction where it has one; empty for anything else."""
    end = cell.rfind(b'"')
    return cell[end + 2 :] if end > 0 and cell[end + 1 : end + 2] == b"@" else b""


def datatype(cell: bytes) -> bytes:
    """The datatype's IRI of a literal without a language; empty for an IRI or a blank node."""
    first = cell[:1]
    if first == b'"':
        end = cell.rfind(b'"')
        return cell[end + 4 : -1] if cell[end + 1 : end + 3] == b"^^" else _XSD + b"string"
    if first in (b"<", b"_"):
        return b""
    if cell in (b"true", b"false"):
        return _XSD + b"boolean"
    return _XSD + (b"decimal" if b"." in cell else b"integer")


def short(cell: bytes) -> str:
    """The CURIE of an IRI cell, else the IRI; a blank node's name."""
    return curie(text(cell).decode())


def in_turtle(cell: bytes) -> bytes:
    """The cell in Turtle, shortened with our prefixes."""
    first = cell[:1]
    if first == b"<":
        return _prefixed_triple(cell) if cell[:3] == b"<<(" else _prefixed(cell)
    if first == b'"' and cell[-1:] == b">":
        start = cell.rfind(b'"') + 3
        return cell[:start] + _prefixed(cell[start:])
    return cell


# Predicates, types and hubs come again and again; what is not kept is worked out once more.
@lru_cache(1 << 14)
def _prefixed(cell: bytes) -> bytes:
    cut = (cell.rfind(b"#") if b"#" in cell else cell.rfind(b"/")) + 1
    prefix = _NAMESPACES.get(cell[1:cut])
    if prefix is None or not _local_name(cell[cut:-1]):
        return cell
    return prefix + cell[cut:-1]


def _prefixed_triple(cell: bytes) -> bytes:
    subject, predicate, value = cell[4:-4].split(b" ", 2)
    return b"<<( %s %s %s )>>" % (_prefixed(subject), _prefixed(predicate), in_turtle(value))


def in_ntriples(cell: bytes) -> bytes:
    """The cell in N-Triples: full IRIs, datatypes spelt out."""
    first = cell[:1]
    if first in (b'"', b"_") or (first == b"<" and cell[:3] != b"<<("):
        return cell
    if first == b"<":
        return _triple_term(cell)
    return b'"' + cell + b'"^^<' + datatype(cell) + b">"


def _triple_term(cell: bytes) -> bytes:
    from pyoxigraph import RdfFormat, parse

    (quad,) = parse(b"<urn:s> <urn:p> " + cell + b" .", format=RdfFormat.TURTLE)
    return b"<<( " + str(quad.object).encode() + b" )>>"


def escape_controls(block: bytes) -> bytes:
    """Control characters as ``\\uXXXX``: legal as they are, but other parsers stumble over them."""
    if len(block.translate(None, _CONTROLS)) == len(block):
        return block
    return _CONTROL.sub(lambda found: b"\\u%04X" % found[0][0], block)


def has_no_xml(raw: bytes) -> bool:
    """Whether a text has characters that XML 1.0 cannot hold in any way."""
    return _NOT_XML.search(raw) is not None


def in_xml(raw: bytes) -> bytes:
    """A text as XML character data; what XML cannot hold becomes U+FFFD."""
    # Deleting bytes is the quickest search for them; U+FFFE and U+FFFF begin with 0xEF.
    if len(raw.translate(None, _PERHAPS_SPECIAL)) == len(raw):
        return raw
    return _SPECIAL_IN_TEXT.sub(lambda found: _REFERENCES.get(found[0], _REPLACEMENT), raw)


def in_attribute(raw: bytes) -> bytes:
    """A text as an XML attribute's value, line ends kept; what XML cannot hold becomes U+FFFD."""
    if _SPECIAL_IN_ATTRIBUTE.search(raw) is None:
        return raw
    return _SPECIAL_IN_ATTRIBUTE.sub(lambda found: _IN_ATTRIBUTE.get(found[0], _REPLACEMENT), raw)
