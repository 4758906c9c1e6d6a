"""One question to an OpenAI-compatible endpoint: bounded in time and size, sent nowhere else."""

from __future__ import annotations

import json
import ssl
import time
from typing import TYPE_CHECKING

from ..model.errors import StoreError
from ..store.http_client import first_line
from .assist_config import AssistConfig

if TYPE_CHECKING:
    from collections.abc import Sequence

    import httpx

MAX_ANSWER = 4 * 1024 * 1024
_MAX_SHOWN = 200


def ask(config: AssistConfig, messages: Sequence[dict[str, str]]) -> str:
    """What the model answers to chat messages (``role``, ``content``), as text.

    Proxies, netrc files and redirects are left alone: the request goes to the endpoint itself or fails.
    Raises StoreError, saying why, when there is no whole answer of at most MAX_ANSWER bytes in time or it
    is not what the protocol says.
    """
    body = _body(config, messages)
    try:
        answer = json.loads(body)
        content = answer["choices"][0]["message"]["content"]
    except (ValueError, RecursionError):
        raise StoreError(f"{config.url}: the answer is not JSON: {_shown(body)}") from None
    except (KeyError, IndexError, TypeError):
        raise StoreError(f"{config.url}: the answer has no choices[0].message.content") from None
    if not isinstance(content, str):
        raise StoreError(f"{config.url}: the model's message is not a text")
    return content


def _body(config: AssistConfig, messages: Sequence[dict[str, str]]) -> bytes:
    import httpx

    payload = {"model": config.model, "messages": list(messages), "temperature": 0, "stream": False}
    payload["response_format"] = {"type": "json_object"}
    headers = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "smartcity-kb"}
    if config.key:
        headers["Authorization"] = f"Bearer {config.key}"
    deadline = time.monotonic() + config.seconds
    timeout = httpx.Timeout(config.seconds, connect=min(10.0, config.seconds))
    try:
        with (
            httpx.Client(
                trust_env=False, follow_redirects=False, timeout=timeout, verify=_trusted()
            ) as client,
            client.stream("POST", config.completions_url, json=payload, headers=headers) as response,
        ):
            return _read(config, response, deadline)
    except httpx.TimeoutException:
        raise StoreError(f"{config.url}: no whole answer within {config.seconds:g} s") from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise StoreError(f"{config.url}: cannot be asked: {error or type(error).__name__}") from None


def _read(config: AssistConfig, response: httpx.Response, deadline: float) -> bytes:
    """The whole body of a good answer; errors say what the endpoint said."""
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise StoreError(f"{config.url}: the answer is compressed, which was not asked for")
    parts: list[bytes] = []
    size = 0
    for part in response.iter_raw():
        size += len(part)
        if size > MAX_ANSWER:
            raise StoreError(f"{config.url}: the answer is larger than {MAX_ANSWER >> 20} MiB")
        if time.monotonic() > deadline:
            raise StoreError(f"{config.url}: no whole answer within {config.seconds:g} s")
        parts.append(part)
    body = b"".join(parts)
    if response.is_redirect:
        target = first_line(response.headers.get("location", ""))[:_MAX_SHOWN]
        raise StoreError(f"{config.url}: redirects to {target}; the text goes only where you configured")
    if response.status_code in (401, 403):
        raise StoreError(f"{config.url}: refuses the key ({response.status_code}); see key_env")
    if response.status_code != 200:
        raise StoreError(f"{config.url}: answers {response.status_code}: {_shown(body)}")
    return body


def _trusted() -> ssl.SSLContext:
    """certifi's authorities and the system's (or those of SSL_CERT_FILE), as stores have it."""
    import certifi

    context = ssl.create_default_context(cafile=certifi.where())
    context.load_default_certs()
    return context


def _shown(body: bytes) -> str:
    return first_line(body[: 4 * _MAX_SHOWN].decode("utf-8", "replace"))[:_MAX_SHOWN]
