"""Who asks: Basic, Digest and bearer, from the environment or a netrc file, and to nobody else."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

from smartcity_kb.model.errors import StoreError
from smartcity_kb.store.endpoint import EndpointStore, open_endpoint

from .failing_server import FINE, QUERY, FailingServer, Handler, says

if TYPE_CHECKING:
    from pathlib import Path

LOGIN = {"SMARTCITY_KB_USER": "lan", "SMARTCITY_KB_PASSWORD": "mật khẩu"}
BASIC = "Basic " + base64.b64encode("lan:mật khẩu".encode()).decode()
DIGEST = 'Digest realm="kb", nonce="abc", qop="auth", algorithm=MD5'


def asking(challenge: str):
    """Answer whoever shows credentials of the kind; ask everyone else."""

    def respond(handler: Handler) -> None:
        shown = handler.headers.get("Authorization", "")
        if shown.partition(" ")[0] == challenge.partition(" ")[0]:
            says(200, FINE)(handler)
        else:
            handler.answer(401, "", {"WWW-Authenticate": challenge})

    return respond


def shown(server: FailingServer) -> list[str]:
    return [headers.get("Authorization", "") for _, headers, _ in server.received]


def test_basic_is_sent_once_the_server_asks_and_from_then_on(server: FailingServer) -> None:
    server.responses = [asking('Basic realm="kb"')]
    with EndpointStore(server.url, LOGIN) as store:
        store.select(QUERY)
        store.select(QUERY)
    assert shown(server) == ["", BASIC, BASIC]


def test_digest_never_shows_the_password(server: FailingServer) -> None:
    server.responses = [asking(DIGEST)]
    with EndpointStore(server.url, LOGIN) as store:
        store.select(QUERY)
    assert shown(server)[-1].startswith('Digest username="lan"')
    assert not any(header.startswith("Basic") or "mật" in header for header in shown(server))


def test_a_token_goes_with_every_request(server: FailingServer) -> None:
    server.responses = [says(200, FINE)]
    with EndpointStore(server.url, {"SMARTCITY_KB_TOKEN": "t0ken", **LOGIN}) as store:
        store.select(QUERY)
    assert shown(server) == ["Bearer t0ken"]


def test_a_wrong_password_is_an_error(server: FailingServer) -> None:
    server.responses = [says(401, "", {"WWW-Authenticate": 'Basic realm="kb"'})]
    with EndpointStore(server.url, LOGIN) as store, pytest.raises(StoreError, match=r"not allowed \(401\)"):
        store.select(QUERY)
    assert shown(server) == ["", BASIC]


def netrc(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> str:
    path = folder / "netrc"
    path.write_text(text)
    path.chmod(0o600)
    monkeypatch.setenv("NETRC", str(path))
    return str(path)


def test_netrc_serves_the_hosts_that_it_names(
    server: FailingServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.responses = [asking('Basic realm="kb"')]
    netrc(tmp_path, monkeypatch, "machine 127.0.0.1 login lan password khau\n")
    with open_endpoint(server.url) as store:
        store.select(QUERY)
    assert shown(server)[-1] == "Basic " + base64.b64encode(b"lan:khau").decode()


def test_netrc_defaults_and_other_hosts_are_left_alone(
    server: FailingServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.responses = [asking('Basic realm="kb"')]
    netrc(tmp_path, monkeypatch, "machine other.org login a password b\ndefault login c password d\n")
    with open_endpoint(server.url) as store, pytest.raises(StoreError, match="not allowed"):
        store.select(QUERY)
    assert shown(server) == [""]


def test_a_damaged_netrc_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = netrc(tmp_path, monkeypatch, "machine 127.0.0.1 login\npassword\nmachin x\n")
    with pytest.raises(StoreError, match=f"{path}:"):
        open_endpoint("http://127.0.0.1:1/sparql")
