"""The head of a claims file: the source, its article checked against its checksum, its noise."""

from __future__ import annotations

import os
from hashlib import sha256

from ..model.claim import Noise, Source
from ..model.errors import InputError, Problem
from ..model.terms import EDTF, Term, source_iri
from ..model.text import is_nfc
from .reading import is_language_tag
from .values import is_slug, object_from_text
from .yaml_nodes import Mapping, Scalar, decode, read_bounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .reading import Reading
    from .yaml_nodes import Node

_SOURCE_KEYS = ("id", "type", "text", "sha256", "language", "title", "as_of", "note")
_AS_OF = Term("as_of", source_iri("as-of"), "typed", EDTF)


def read_head(reading: Reading, root: Mapping) -> Source | None:
    """The source that a claims file is about; None (with problems noted) when it cannot be told."""
    node = root.get("source")
    if not isinstance(node, Mapping):
        reading.wrong(node or root, "a claims file needs 'source' with id, type, text, sha256, language")
        return None
    reading.check_keys(node, _SOURCE_KEYS, "source")
    id_ = reading.needed(node, "id", "source")
    if id_ and not is_slug(id_):
        reading.wrong(node, f"'{id_}' cannot be a source id; use a-z, 0-9 and hyphens")
    type_ = reading.type_iri(node.get("type"), node)
    language = _language(reading, node)
    article = _article(reading, node)
    if article is None or type_ is None or not id_ or not language:
        return None
    text, checksum = article
    return Source(
        id_,
        type_,
        text,
        checksum,
        language,
        tuple(reading.by_language(node.get("title"), "title")),
        _as_of(reading, node.get("as_of")),
        reading.text(node.get("note"), "note"),
        tuple(_noise(reading, root.get("noise"), len(text))),
    )


def _language(reading: Reading, source: Mapping) -> str:
    language = reading.needed(source, "language", "source")
    if language and not is_language_tag(language):
        reading.wrong(source, f"'{language}' is no language tag (BCP 47); write vi, en, …")
        return ""
    return language.lower()


def _article(reading: Reading, source: Mapping) -> tuple[str, str] | None:
    """The text and checksum of the article beside the claims file, which has to be what was quoted from."""
    name = reading.needed(source, "text", "source")
    stated = reading.needed(source, "sha256", "source")
    if not name or not stated:
        return None
    if os.path.basename(name) != name or name in (".", ".."):
        reading.wrong(source, f"'text' is a file beside claims.yaml, not '{name}'")
        return None
    path = os.path.join(os.path.dirname(reading.path), name)
    try:
        data = read_bounded(path)
        text = decode(data, path)
    except InputError as error:
        reading.problems.append(Problem(error.message))
        return None
    checksum = sha256(data).hexdigest()
    if checksum != stated:
        reading.wrong(
            source,
            f"{name} has changed: its sha256 is {checksum}, 'sha256' says {stated}; restore the article,"
            " or check every quote against it and update 'sha256'",
        )
        return None
    if not is_nfc(text):
        reading.problems.append(Problem("the article is not in Unicode NFC; store it normalised", path))
        return None
    return text, checksum


def _as_of(reading: Reading, node: Node | None) -> str:
    if node is None:
        return ""
    if not isinstance(node, Scalar):
        reading.wrong(node, "'as_of' takes a plain value")
        return ""
    try:
        return object_from_text(_AS_OF, node.text, reading.context).value
    except InputError as error:
        reading.wrong(node, error.message)
        return ""


def _noise(reading: Reading, node: Node | None, length: int) -> list[Noise]:
    spans: list[Noise] = []
    for item in reading.items(node, "noise"):
        if not isinstance(item, Mapping):
            reading.wrong(item, "a noise span has start, end and reason")
            continue
        reading.check_keys(item, ("start", "end", "reason"), "a noise span")
        start = reading.whole_number(item.get("start") or item, "'start' of noise")
        end = reading.whole_number(item.get("end") or item, "'end' of noise")
        reason = reading.needed(item, "reason", "a noise span")
        if start is None or end is None:
            continue
        if not start < end <= length:
            reading.wrong(
                item, f"noise from {start} to {end} is not inside the article of {length} characters"
            )
        elif spans and start < spans[-1].end:
            reading.wrong(item, "noise spans overlap or are out of order")
        else:
            spans.append(Noise(start, end, reason))
    return spans
