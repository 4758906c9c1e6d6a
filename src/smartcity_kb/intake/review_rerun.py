"""An article extracted again: what a reviewer rejected is not proposed a second time."""

from __future__ import annotations

import os

from ..model.errors import InputError
from ..store.yaml_nodes import decode, read_bounded
from .draft import Draft, write_draft
from .draft_read import read_draft
from .review_files import DRAFT, open_draft
from .review_verdicts import rejected_ids
from .whole_file import whole_file


def drop_rejected(folder: str) -> int:
    """Take the proposals out of a draft that were rejected in this folder before; returns how many.

    Raises what ``open_draft`` and ``read_verdicts`` raise.
    """
    rejected = rejected_ids(folder)
    if not rejected:
        return 0
    draft = open_draft(folder).draft
    kept = tuple(proposal for proposal in draft.proposals if proposal.id not in rejected)
    dropped = len(draft.proposals) - len(kept)
    if dropped:
        replace_draft(folder, draft.replace(proposals=kept))
    return dropped


def replace_draft(folder: str, draft: Draft) -> None:
    """Write ``draft.yaml`` anew, as a whole.

    Raises InputError when it cannot be written or would not read back against its text.
    """
    path = os.path.join(folder, DRAFT)
    article_path = os.path.join(folder, draft.source.text)
    text = write_draft(draft)
    read_draft(text, decode(read_bounded(article_path), article_path), path)
    try:
        with whole_file(path) as file:
            file.write(text.encode("utf-8"))
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}") from None
