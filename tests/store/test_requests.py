"""How many requests a command sends to an endpoint: counted by a proxy before a real server."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from smartcity_kb.store.folder import read_folder
from smartcity_kb.store.folder_layout import shipped_folder

from .conftest import oxigraph_endpoint

_PASSED_ON = ("Content-Type", "Accept", "User-Agent")


class CountingProxy(ThreadingHTTPServer):
    """Passes requests on to a server and counts them."""

    daemon_threads = True

    def __init__(self, target: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.target = target
        self.count = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/query"


class _Handler(BaseHTTPRequestHandler):
    server: CountingProxy

    def do_POST(self) -> None:
        self._pass_on(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def do_GET(self) -> None:
        self._pass_on(None)

    def _pass_on(self, body: bytes | None) -> None:
        self.server.count += 1
        headers = {name: self.headers[name] for name in _PASSED_ON if name in self.headers}
        request = urllib.request.Request(self.server.target + self.path, body, headers)
        try:
            with urllib.request.urlopen(request) as answer:
                status, kind, data = answer.status, answer.headers["Content-Type"], answer.read()
        except urllib.error.HTTPError as error:
            status, kind, data = error.code, error.headers["Content-Type"], error.read()
        self.send_response(status)
        self.send_header("Content-Type", kind or "text/plain")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Server", "oxigraph")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        return


@pytest.fixture(scope="module")
def proxy(oxigraph_server: str) -> Iterator[CountingProxy]:
    endpoint = oxigraph_endpoint(oxigraph_server)
    endpoint.add(read_folder(shipped_folder()).quads())
    base = oxigraph_server.removesuffix("/query").rstrip("/")
    running = CountingProxy(base)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield running
    running.shutdown()
    running.server_close()


def _requests(proxy: CountingProxy, tmp_path: Path, *arguments: str) -> tuple[int, str]:
    before = proxy.count
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path), "LANG": "C.UTF-8"}
    program = str(Path(sys.executable).with_name("smartcity-kb"))
    ran = subprocess.run(
        [program, "--kb", proxy.url, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return proxy.count - before, ran.stdout


def test_show_sends_three_requests_at_most(proxy: CountingProxy, tmp_path: Path) -> None:
    for entity in ("mai hung dung", "id:binh-duong", "eindhoven", "hoi-nghi-tptm-binh-duong-2017"):
        count, page = _requests(proxy, tmp_path, "show", entity)
        assert count <= 3
        assert "[1]" in page


def test_path_sends_two_requests_a_level_at_most(proxy: CountingProxy, tmp_path: Path) -> None:
    # Two more find the ends, two more the facts, words and quotes of the answer.
    for ends, length in ((("vnpt", "brainport"), 2), (("Philips Lighting", "Tỉnh ủy Bình Dương"), 4)):
        count, answer = _requests(proxy, tmp_path, "path", *ends)
        assert f"({length} bước)" in answer
        assert count <= 2 * length + 4


def test_other_commands_send_a_bounded_number(proxy: CountingProxy, tmp_path: Path) -> None:
    assert _requests(proxy, tmp_path, "search", "eindhovn")[0] <= 3
    assert _requests(proxy, tmp_path, "timeline")[0] <= 4
    assert _requests(proxy, tmp_path, "evidence", "de-an-tptm-binh-duong", "implements")[0] <= 5
    assert _requests(proxy, tmp_path, "neighbours", "eindhoven", "--depth", "2")[0] <= 4
