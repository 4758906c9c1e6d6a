"""A draft's folder opened for review, and its claims file written and checked."""

from __future__ import annotations

import os
from hashlib import sha256
from typing import TYPE_CHECKING

from ..model.errors import InputError, NotFoundError, Problem, UnwritableError
from ..model.record import Record
from ..model.text import is_nfc
from ..store.claim_reading import read_claims
from ..store.entity_reading import read_entities
from ..store.folder import read_terms
from ..store.reading import Reading
from ..store.source_reading import read_head
from ..store.yaml_nodes import Mapping, decode, parse_yaml, read_bounded
from .draft_read import read_draft
from .whole_file import whole_file

if TYPE_CHECKING:
    from ..store.folder import Terms
    from ..store.reading import Use
    from .draft import Draft

DRAFT, CLAIMS = "draft.yaml", "claims.yaml"


class OpenedDraft(Record):
    """A draft's folder: what the draft says, its text, and the terms of the knowledge base around it."""

    folder: str
    draft: Draft
    article: str
    terms: Terms

    @property
    def claims_path(self) -> str:
        """Where accepted claims go."""
        return os.path.join(self.folder, CLAIMS)


def open_draft(path: str) -> OpenedDraft:
    """Open a draft, given its folder or its ``draft.yaml``.

    Raises NotFoundError when there is none, and InputError with file, line and proposal when it does not
    read, when its text is not the one that it was made from, or when a quote is not where it says.
    """
    folder = os.path.dirname(path) or "." if os.path.basename(path) == DRAFT else path
    file = os.path.join(folder, DRAFT)
    if not os.path.isfile(file):
        raise NotFoundError(
            f"{path}: no {DRAFT} there; 'smartcity-kb extract ARTICLE --into FOLDER' writes one"
        )
    text = decode(read_bounded(file), file)
    name = _article_name(text, file)
    article_path = os.path.join(folder, name)
    data = read_bounded(article_path)
    article = decode(data, article_path)
    draft = read_draft(text, article, file)
    if sha256(data).hexdigest() != draft.source.sha256:
        raise InputError(f"{article_path}: not the text that {DRAFT} was made from; extract it again")
    if not is_nfc(article):
        raise InputError(
            f"{article_path}: not in Unicode NFC, which load demands; normalise it, extract again"
        )
    home = folder if os.path.isfile(os.path.join(folder, "context.jsonld")) else _parent(folder)
    return OpenedDraft(folder, draft, article, read_terms(home))


def read_claims_text(opened: OpenedDraft) -> str | None:
    """The text of the claims file beside a draft; None when there is none yet."""
    if not os.path.exists(opened.claims_path):
        return None
    return decode(read_bounded(opened.claims_path), opened.claims_path)


def fingerprint(text: str | None) -> str:
    """A short name of a claims file's text, for telling whether it changed; "none" where there is no file."""
    return "none" if text is None else sha256(text.encode("utf-8")).hexdigest()[:16]


def write_claims_text(opened: OpenedDraft, text: str | None) -> None:
    """Put a claims file in its place as a whole; None removes it.

    Raises UnwritableError when the folder cannot be written to.
    """
    path = opened.claims_path
    try:
        if text is not None:
            with whole_file(path) as file:
                file.write(text.encode("utf-8"))
                file.flush()
                os.fsync(file.fileno())
        elif os.path.exists(path):
            os.remove(path)
    except OSError as error:
        raise UnwritableError(
            f"{path}: cannot be written: {error.strerror}; the verdict is kept,"
            " the next review writes it there"
        ) from None


def problems_of(opened: OpenedDraft, text: str) -> tuple[list[Problem], list[Use]]:
    """What loading would find wrong with a claims file of this text, and the entities that it refers to.

    The checks are those of ``read_source``, on a text that need not be on disk.
    """
    path = opened.claims_path
    root = parse_yaml(text.encode("utf-8"), path)
    reading = Reading(path, opened.terms.context, opened.terms.classes)
    if not isinstance(root, Mapping):
        return [Problem("a claims file has the keys source, noise, entities and claims", path)], []
    source = read_head(reading, root)
    read_entities(reading, root.get("entities"))
    if source is not None:
        read_claims(reading, root.get("claims"), source)
    return reading.problems, reading.uses


def _article_name(text: str, file: str) -> str:
    """The file beside the draft that holds its text."""
    root = parse_yaml(text.encode("utf-8"), file)
    source = root.get("source") if isinstance(root, Mapping) else None
    node = source.get("text") if isinstance(source, Mapping) else None
    name = getattr(node, "text", "article.txt")
    if not name or os.path.basename(name) != name or name in (".", ".."):
        raise InputError(f"{file}: 'text' is a file beside the draft, not '{name}'")
    return str(name)


def _parent(folder: str) -> str:
    return os.path.dirname(os.path.abspath(folder))
