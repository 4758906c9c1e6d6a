"""Which endpoints the user has agreed to send articles to, remembered in the user's state folder."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from ..model.errors import InputError
from .whole_file import whole_file

if TYPE_CHECKING:
    from collections.abc import Mapping

_MAX_BYTES = 256 * 1024


def consent_path(environment: Mapping[str, str]) -> str:
    """``$XDG_STATE_HOME/smartcity-kb/assist-consent.json``, else under ``~/.local/state``."""
    home = environment.get("XDG_STATE_HOME") or os.path.join(os.path.expanduser("~"), ".local", "state")
    return os.path.join(home, "smartcity-kb", "assist-consent.json")


def has_consented(url: str, environment: Mapping[str, str]) -> bool:
    """Whether the user agreed to this endpoint before; a damaged file counts as never."""
    return url in _read(consent_path(environment))


def record_consent(url: str, when: str, environment: Mapping[str, str]) -> None:
    """Remember that the user agreed to this endpoint; ``when`` is UTC, ISO 8601.

    Raises InputError when it cannot be kept: without that, nothing is sent.
    """
    path = consent_path(environment)
    endpoints = {**_read(path), url: when}
    text = json.dumps({"endpoints": endpoints}, ensure_ascii=False, indent=1)
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with whole_file(path) as file:
            file.write(text.encode("utf-8"))
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}; your agreement is not kept") from None


def _read(path: str) -> dict[str, str]:
    try:
        with open(path, "rb") as file:
            content = json.loads(file.read(_MAX_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    endpoints = content.get("endpoints") if isinstance(content, dict) else None
    if not isinstance(endpoints, dict):
        return {}
    return {str(url): str(when) for url, when in endpoints.items()}
