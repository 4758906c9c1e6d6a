"""Who asks: Basic, Digest and bearer authentication from the environment or a netrc file."""

from __future__ import annotations

import os

import httpx

from ..model.errors import StoreError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

USER_VARIABLE = "SMARTCITY_KB_USER"
PASSWORD_VARIABLE = "SMARTCITY_KB_PASSWORD"  # noqa: S105 - a variable's name
TOKEN_VARIABLE = "SMARTCITY_KB_TOKEN"  # noqa: S105 - a variable's name
HOW_TO_LOG_IN = (
    f"set {USER_VARIABLE} and {PASSWORD_VARIABLE}, or {TOKEN_VARIABLE}, or add the host to ~/.netrc"
)


class BearerAuth(httpx.Auth):
    """Sends a bearer token (RFC 6750)."""

    def __init__(self, token: str) -> None:
        self._header = f"Bearer {token}"

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Add the header."""
        request.headers["Authorization"] = self._header
        yield request


class PasswordAuth(httpx.Auth):
    """User and password, sent as the server asks for them: Digest where it can, Basic otherwise.

    Nothing is sent before the server asks, so a server that wants Digest never sees the password.
    """

    def __init__(self, user: str, password: str) -> None:
        self._basic = httpx.BasicAuth(user, password)
        self._digest = httpx.DigestAuth(user, password)
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send the request; when the server asks who it is, send it again with the answer."""
        if self._chosen is not None:
            yield from self._chosen.auth_flow(request)
            return
        response = yield request
        asked = response.headers.get("www-authenticate", "").lower()
        if response.status_code == 401 and "digest" in asked:
            self._chosen = self._digest
        elif response.status_code == 401 and "basic" in asked:
            self._chosen = self._basic
        if self._chosen is not None:
            yield from self._chosen.auth_flow(request)


def credentials(host: str, environment: Mapping[str, str]) -> httpx.Auth | None:
    """How to authenticate at a host: a token, else user and password, else the host's netrc entry.

    None when there is nothing of the kind. The netrc file is ``$NETRC`` or ``~/.netrc``; its default
    entry is left alone, for it would go to every host. Raises UsageError for half a login, StoreError
    for a netrc file that cannot be read.
    """
    token = environment.get(TOKEN_VARIABLE, "").strip()
    if token:
        return BearerAuth(token)
    user = environment.get(USER_VARIABLE)
    password = environment.get(PASSWORD_VARIABLE)
    if user is not None and password is not None:
        return PasswordAuth(user, password)
    if user is not None or password is not None:
        missing = PASSWORD_VARIABLE if password is None else USER_VARIABLE
        raise UsageError(f"{missing} is not set; a login needs both {USER_VARIABLE} and {PASSWORD_VARIABLE}")
    return _from_netrc(host, environment)


def _from_netrc(host: str, environment: Mapping[str, str]) -> httpx.Auth | None:
    import netrc

    path = environment.get("NETRC") or os.path.join(os.path.expanduser("~"), ".netrc")
    if not os.path.isfile(path):
        return None
    try:
        entry = netrc.netrc(path).hosts.get(host)
    except netrc.NetrcParseError as error:
        place = f"{path}:{error.lineno}" if error.lineno else path
        raise StoreError(f"{place}: the netrc file cannot be used: {error.msg}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{path}: the netrc file cannot be read: {error}") from None
    if entry is None:
        return None
    return PasswordAuth(entry[0] or entry[1] or "", entry[2] or "")
