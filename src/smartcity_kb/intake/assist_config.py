"""Which language model may help with extraction: the ``[assist]`` section of the user's configuration file.

[assist]
url = "https://models.example.org/v1"   # OpenAI-compatible; /chat/completions is put to it
model = "some-model"
key_env = "MODELS_KEY"                  # the environment variable that holds the key; may be left out
timeout = 120                           # seconds for one answer; may be left out
"""

from __future__ import annotations

import os
import tomllib
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..model.errors import InputError, UsageError
from ..model.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

_MAX_BYTES = 64 * 1024
_KEYS = ("url", "model", "key_env", "timeout")
_DEFAULT_SECONDS = 120.0


class AssistConfig(Record):
    """The endpoint, the model, the key itself (empty for none) and the seconds that an answer may take."""

    url: str
    model: str
    key: str = ""
    seconds: float = _DEFAULT_SECONDS

    @property
    def completions_url(self) -> str:
        """Where requests go."""
        base = self.url.rstrip("/")
        return base if base.endswith("/chat/completions") else f"{base}/chat/completions"


def config_path(environment: Mapping[str, str]) -> str:
    """``$XDG_CONFIG_HOME/smartcity-kb/config.toml``, else under ``~/.config``."""
    home = environment.get("XDG_CONFIG_HOME") or os.path.join(os.path.expanduser("~"), ".config")
    return os.path.join(home, "smartcity-kb", "config.toml")


def read_assist_config(environment: Mapping[str, str]) -> AssistConfig:
    """The configured model.

    Raises UsageError, saying what to write where, when there is no configuration or the key's variable is
    not set; InputError for a file that is not as it has to be, a URL that is none, or a key that would go
    over the network in the clear.
    """
    path = config_path(environment)
    section = _section(path)
    for key in section:
        if key not in _KEYS:
            raise InputError(f"{path}: [assist] has no '{key}'; it may have {', '.join(_KEYS)}")
    url, model = _text(section, "url", path), _text(section, "model", path)
    if not url or not model:
        raise UsageError(f"{path}: [assist] needs url and model")
    _check_url(url, path)
    key = _key(section, url, path, environment)
    seconds = section.get("timeout", _DEFAULT_SECONDS)
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or not 0 < seconds <= 3600:
        raise InputError(f"{path}: 'timeout' takes seconds, up to 3600")
    return AssistConfig(url, model, key, float(seconds))


def _section(path: str) -> dict[str, object]:
    try:
        with open(path, "rb") as file:
            content = tomllib.loads(file.read(_MAX_BYTES).decode("utf-8"))
    except FileNotFoundError:
        raise UsageError(
            f"--assist needs {path} with a section [assist] that has url, model and, where the endpoint wants"
            " a key, key_env"
        ) from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: not TOML: {error}") from None
    section = content.get("assist")
    if not isinstance(section, dict):
        raise UsageError(f"{path}: no section [assist] in it")
    return section


def _text(section: Mapping[str, object], key: str, path: str) -> str:
    value = section.get(key, "")
    if not isinstance(value, str) or not value.isprintable():
        raise InputError(f"{path}: '{key}' has to be a text")
    return value.strip()


def _check_url(url: str, path: str) -> None:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or parts.query or parts.fragment or parts.username is not None:
        raise InputError(f"{path}: '{url}' is no URL of an endpoint, such as https://models.example.org/v1")


def _key(section: Mapping[str, object], url: str, path: str, environment: Mapping[str, str]) -> str:
    name = _text(section, "key_env", path)
    if not name:
        return ""
    key = environment.get(name, "").strip()
    if not key:
        raise UsageError(f"the environment variable {name} (key_env in {path}) is not set")
    if not (key.isascii() and key.isprintable()):
        raise InputError(f"the environment variable {name} holds no key: it has characters that none has")
    if url.startswith("http://") and not _is_loopback(urlsplit(url).hostname or ""):
        raise InputError(f"{path}: a key goes over https only, and {url} is http")
    return key


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
