"""Requests to one endpoint: bounded, timed, retried where that is safe, and never to another host."""

from __future__ import annotations

import time
from tempfile import SpooledTemporaryFile

import httpx

from ..model.errors import StoreError, UsageError
from ..model.record import Record
from .credentials import HOW_TO_LOG_IN, BearerAuth, credentials

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping
    from typing import IO

TIMEOUT_VARIABLE = "SMARTCITY_KB_TIMEOUT"
MAX_ANSWER_VARIABLE = "SMARTCITY_KB_MAX_ANSWER_MB"
_CONNECT_SECONDS = 10.0
_READ_SECONDS = 60.0
_MAX_ANSWER_MB = 4096.0
_IN_MEMORY = 8_000_000
_MAX_MESSAGE = 64_000
_MAX_REDIRECTS = 5
# Seconds before the second, third and fourth try; a server's Retry-After up to the limit goes first.
_PAUSES = (0.2, 0.4, 0.8)
_MAX_RETRY_AFTER = 30.0
_BUSY = frozenset([429, 502, 503, 504])
_REDIRECTS = frozenset([301, 302, 303, 307, 308])


class Answer(Record):
    """A whole answer: its body as a file at the start, in memory or on disk, and its headers."""

    body: IO[bytes]
    headers: Mapping[str, str]

    @property
    def media_type(self) -> str:
        """The media type without its parameters, in lower case; empty when there is none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class RefusedError(StoreError):
    """The endpoint answered with an error status; ``said`` is its message, ``headers`` are its headers."""

    def __init__(self, url: str, status: int, said: str, headers: Mapping[str, str]) -> None:
        self.status = status
        self.said = said
        self.headers = headers
        super().__init__(f"{url}: {_explained(status, first_line(said))}")


class HttpClient:
    """Sends requests to the host of one URL and gives whole answers.

    Answers go to a temporary file, not to memory, and are let go of once they are larger than
    ``SMARTCITY_KB_MAX_ANSWER_MB``. ``requests`` counts what was sent, tries included.
    """

    def __init__(self, url: str, environment: Mapping[str, str]) -> None:
        """Prepare for a URL; nothing is sent yet. Raises UsageError for a URL that cannot be used."""
        self.url = _checked(url)
        self.requests = 0
        seconds = _number(environment, TIMEOUT_VARIABLE, _READ_SECONDS)
        self._seconds = seconds
        self._max_bytes = int(_number(environment, MAX_ANSWER_VARIABLE, _MAX_ANSWER_MB) * 1_000_000)
        self._auth = credentials(self.url.host, environment)
        self._client = httpx.Client(
            # Proxies of the environment are left alone: a request goes to the host that was asked for.
            trust_env=False,
            follow_redirects=False,
            timeout=httpx.Timeout(seconds, connect=min(seconds, _CONNECT_SECONDS)),
            verify=_certificates() if self.url.scheme == "https" else True,
            auth=self._auth,
        )

    @property
    def has_login(self) -> bool:
        """Whether there are a user and a password to log in with."""
        return self._auth is not None and not isinstance(self._auth, BearerAuth)

    def send(self, url: str, fields: Mapping[str, str], accept: str) -> Answer:
        """Send a form. Raises RefusedError for an error status, StoreError when there is no whole answer."""
        return self._send(url, accept, {"data": dict(fields)})

    def send_body(self, url: str, body: bytes, media_type: str) -> Answer:
        """Send a body of its own media type; raises as ``send`` does."""
        return self._send(url, "*/*", {"content": body}, media_type)

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def _send(self, url: str, accept: str, payload: dict[str, object], media_type: str = "") -> Answer:
        # All that is sent may be sent again: queries only read, and updates put in and take out ground
        # quads (INSERT DATA, DELETE DATA), which the second time changes nothing.
        headers = {"Accept": accept, "User-Agent": "smartcity-kb"}
        if media_type:
            headers["Content-Type"] = media_type
        for pause in (*_PAUSES, None):
            try:
                return self._once(self._client.build_request("POST", url, headers=headers, **payload))  # type: ignore[arg-type]
            except RefusedError as error:
                if error.status not in _BUSY or pause is None:
                    raise
                pause = max(pause, _retry_after(error.headers))
            except httpx.TimeoutException:
                # Not again: what was too slow once would only add to the server's load.
                raise self._too_slow(url) from None
            except httpx.TransportError as error:
                if pause is None:
                    raise StoreError(f"{url}: {_broken(error)}") from None
            except httpx.HTTPError as error:
                raise StoreError(f"{url}: the answer cannot be read: {clean(str(error))}") from None
            time.sleep(pause)
        raise AssertionError("the last try returns or raises")

    def _once(self, request: httpx.Request) -> Answer:
        for _ in range(_MAX_REDIRECTS):
            self.requests += 1
            response = self._client.send(request, stream=True)
            try:
                if response.status_code in _REDIRECTS and "location" in response.headers:
                    request = self._redirected(request, response.headers["location"])
                    continue
                if response.status_code >= 300:
                    said = self._read(response, _MAX_MESSAGE, keep_start=True).read()
                    message = said.decode("utf-8", "replace")
                    raise RefusedError(str(request.url), response.status_code, message, response.headers)
                return Answer(self._read(response, self._max_bytes), response.headers)
            finally:
                response.close()
        raise StoreError(f"{request.url}: redirected more than {_MAX_REDIRECTS} times; check the URL")

    def _redirected(self, request: httpx.Request, location: str) -> httpx.Request:
        try:
            target = request.url.join(location)
        except httpx.InvalidURL:
            raise StoreError(f"{request.url}: redirects to something that is no URL; check the URL") from None
        here, there = _origin(request.url), _origin(target)
        upgraded = here[:2] == ("http", there[1]) and there[0] == "https"
        if here != there and not upgraded:
            raise StoreError(
                f"{request.url}: redirects to {target.scheme}://{clean(target.host)}, which was not asked"
                " for; give that URL if you trust it"
            )
        headers = {k: v for k, v in request.headers.items() if k not in ("host", "authorization")}
        return self._client.build_request("POST", target, headers=headers, content=request.content)

    def _read(self, response: httpx.Response, limit: int, keep_start: bool = False) -> IO[bytes]:
        """The body as a file; over the limit it is an error, or cut when the start is all that matters."""
        file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - it goes when it is let go of
        size = 0
        for chunk in response.iter_bytes():
            size += len(chunk)
            if size > limit and not keep_start:
                file.close()
                raise StoreError(
                    f"{response.url}: the answer is larger than {limit / 1_000_000:g} MB and was let go of;"
                    f" ask for less, or allow more with {MAX_ANSWER_VARIABLE}"
                )
            try:
                file.write(chunk)
            except OSError as error:
                raise StoreError(f"{response.url}: the answer cannot be kept: {error.strerror}") from None
            if size > limit:
                break
        file.seek(0)
        return file

    def _too_slow(self, url: str) -> StoreError:
        return StoreError(
            f"{url}: no answer within {self._seconds:g} s; ask for less,"
            f" or allow more time with {TIMEOUT_VARIABLE} (seconds)"
        )


def clean(text: str) -> str:
    """A foreign text without control characters, which could steer the terminal; line ends stay."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


def first_line(text: str) -> str:
    """The first line of a foreign message that says something, cleaned, at most 300 characters."""
    lines = (" ".join(line.split()) for line in clean(text).splitlines())
    line = next((line for line in lines if line), "")
    return line if len(line) <= 300 else line[:300].rsplit(" ", 1)[0] + " …"


def _checked(url: str) -> httpx.URL:
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise UsageError(f"{clean(url)}: not a URL: {error}") from None
    if parsed.userinfo:
        shown = parsed.copy_with(username=None, password=None)
        raise UsageError(
            f"{shown}: a password in the URL shows in the process list and in logs; {HOW_TO_LOG_IN}"
        )
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise UsageError(f"{clean(url)}: the URL of an endpoint begins with http:// or https:// and a host")
    return parsed


def _origin(url: httpx.URL) -> tuple[str, str, int]:
    return (url.scheme, url.host, url.port or {"http": 80, "https": 443}.get(url.scheme, 0))


def _certificates() -> ssl.SSLContext:
    """certifi's authorities and the system's (or those of SSL_CERT_FILE), so that a house's own work too."""
    import ssl

    import certifi

    context = ssl.create_default_context(cafile=certifi.where())
    context.load_default_certs()
    return context


def _number(environment: Mapping[str, str], variable: str, default: float) -> float:
    text = environment.get(variable, "").strip()
    try:
        number = float(text) if text else default
    except ValueError:
        number = 0.0
    if not 0 < number < 1e9:
        raise UsageError(f"{variable}={text}: has to be a number greater than 0")
    return number


def _retry_after(headers: Mapping[str, str]) -> float:
    text = headers.get("retry-after", "")
    return min(float(text), _MAX_RETRY_AFTER) if text.isascii() and text.isdigit() else 0.0


def _broken(error: httpx.TransportError) -> str:
    if isinstance(error, httpx.ConnectError):
        reason = first_line(str(error)) or "no connection"
        return f"no connection ({reason}); is the endpoint running, and is the URL right?"
    return f"the answer was cut off ({first_line(str(error)) or 'connection closed'}); try again"


def _explained(status: int, said: str) -> str:
    told = f": {said}" if said and not said.startswith("<") else ""
    if status in (401, 403):
        return f"not allowed ({status}){told}; {HOW_TO_LOG_IN}"
    if status in (404, 405):
        return f"no endpoint there ({status}){told}; give the URL that answers queries"
    if status in _BUSY:
        return f"the endpoint is too busy or down ({status}){told}; try again later"
    if status == 413:
        return f"the request is too large for the endpoint (413){told}"
    return f"the endpoint failed ({status}){told}; its own log says more"
