"""``serve`` as a process: where it listens, what it says, how it ends, what it serves."""

from __future__ import annotations

import os
import re
import select
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest

from smartcity_kb.store.open import open_store

from .serving import PATIENCE, command, environment, serving

SHIPPED = Path(__file__).resolve().parents[2] / "data"
LABEL = {"query": "SELECT ?l { id:vnpt skos:prefLabel ?l FILTER(LANG(?l) = 'vi') }"}


def children(pid: int) -> set[int]:
    """The processes that a process started (Linux)."""
    return {int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}


def watched(pids: set[int]) -> list[int]:
    """A descriptor for each process, which becomes readable when the process ends."""
    return [os.pidfd_open(pid) for pid in pids]


def assert_ended(processes: list[int]) -> None:
    """All of them end, however late the machine gets round to it."""
    for process in processes:
        assert select.select([process], [], [], PATIENCE)[0]
        os.close(process)


def test_it_listens_on_the_loopback_interface_alone(home: Path) -> None:
    with serving(home) as server:
        assert server.url.startswith("http://127.0.0.1:")
        assert "warning" not in server.said
        table = Path("/proc/net/tcp").read_text().splitlines()[1:]
        listening = [row.split()[1] for row in table if row.split()[3] == "0A"]
        assert [address for address in listening if int(address[-4:], 16) == server.port] == [
            f"0100007F:{server.port:04X}"
        ]


def test_another_address_only_with_a_warning(home: Path) -> None:
    with serving(home, "--host", "0.0.0.0") as server:
        assert "warning: other machines can read this knowledge base" in server.said
        assert httpx.get(f"http://127.0.0.1:{server.port}/", timeout=PATIENCE).status_code == 200


@pytest.mark.parametrize("busy", [False, True], ids=["idle", "in a native query"])
def test_ctrl_c_ends_it_and_its_workers_with_130(busy: bool, home: Path) -> None:
    with serving(home, "--deadline", "600") as server:
        workers = watched(children(server.process.pid))
        assert len(workers) == 4
        asking = None
        if busy:
            runaway = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
            asking = socket.create_connection(("127.0.0.1", server.port))
            body = runaway.encode()
            asking.sendall(
                b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
                b"Content-Length: " + str(len(body)).encode() + b"\r\n\r\n" + body
            )
            # Answered on another connection, so the first one has been taken by now.
            assert httpx.get(f"{server.url}/id/vnpt", timeout=PATIENCE).status_code == 200
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(PATIENCE) == 130
        if asking is not None:
            asking.close()
        assert_ended(workers)


def test_workers_end_with_a_server_that_is_killed(home: Path) -> None:
    with serving(home) as server:
        workers = watched(children(server.process.pid))
        server.process.kill()
        server.process.wait(PATIENCE)
        assert_ended(workers)


def run(home: Path, *arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments),
        capture_output=True,
        text=True,
        env=environment(home, env),
        cwd=home,
        timeout=PATIENCE,
        check=False,
    )


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({}, {"GLIBC_TUNABLES": "glibc.malloc.tcache_count=127"}),
        ({"GLIBC_TUNABLES": "glibc.malloc.perturb=1"}, {"GLIBC_TUNABLES": "glibc.malloc.perturb=1"}),
    ],
    ids=["ours", "the user's"],
)
def test_it_runs_with_the_allocator_that_suits_it_unless_told(
    chosen: dict[str, str], found: dict[str, str], home: Path
) -> None:
    with serving(home, changes=chosen) as server:
        variables = Path(f"/proc/{server.process.pid}/environ").read_text().split("\0")
        assert found.items() <= dict(pair.partition("=")[::2] for pair in variables).items()
        assert httpx.get(f"{server.url}/sparql", params=LABEL, timeout=PATIENCE).status_code == 200
    assert server.said.count("serving at") == 1


def test_a_port_in_use_is_said_in_one_line(home: Path) -> None:
    with serving(home) as server:
        done = run(home, "serve", "--port", str(server.port))
    assert done.returncode == 5
    assert f"cannot serve on 127.0.0.1 port {server.port}" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_an_address_that_is_not_this_machines_is_not_blamed_on_the_port(home: Path) -> None:
    done = run(home, "serve", "--host", "192.0.2.1", "--port", "0", "--quiet")
    assert done.returncode == 5
    assert "--host takes an address of this machine, such as 127.0.0.1" in done.stderr


@pytest.mark.parametrize(
    ("location", "code"), [("nowhere", 4), ("broken.ttl", 3)], ids=["missing", "damaged"]
)
def test_a_location_that_cannot_be_served_is_said_as_ever(location: str, code: int, home: Path) -> None:
    (home / "broken.ttl").write_text("<urn:a> nope")
    done = run(home, "serve", "--port", "0", "--kb", location)
    assert done.returncode == code
    assert location in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "package", "extra"),
    [(("serve", "--port", "0"), "jinja2", "web"), (("mcp",), "mcp", "mcp")],
)
def test_a_missing_extra_is_named(arguments: tuple[str, ...], package: str, extra: str, home: Path) -> None:
    hide = (
        "import sys, importlib.abc\n"
        "class Hidden(importlib.abc.MetaPathFinder):\n"
        "    def find_spec(self, name, path, target=None):\n"
        f"        if name.split('.')[0] == {package!r}: raise ModuleNotFoundError(name, name=name)\n"
        "sys.meta_path.insert(0, Hidden())\n"
        "from smartcity_kb.cli.main import main\n"
        f"sys.exit(main({list(arguments)!r}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", hide],
        capture_output=True, text=True, env=environment(home), cwd=home, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert f"pip install 'smartcity-kb[{extra}]'" in done.stderr


@pytest.fixture(scope="module")
def places(home: Path) -> dict[str, str]:
    """The shipped knowledge base as a store on disk and as an RDF file."""
    assert (
        run(
            home, "load", str(Path(__file__).resolve().parents[2] / "data"), "--into", "disk.store"
        ).returncode
        == 0
    )
    assert run(home, "export", "facts.ttl").returncode == 0
    return {"store": str(home / "disk.store"), "file": str(home / "facts.ttl")}


@pytest.mark.parametrize("kind", ["store", "file", "endpoint"])
def test_any_location_is_served(kind: str, home: Path, places: dict[str, str], web: httpx.Client) -> None:
    location = f"{web.base_url}/sparql" if kind == "endpoint" else places[kind]
    with (
        serving(home, "--kb", location) as server,
        httpx.Client(base_url=server.url, timeout=PATIENCE) as client,
    ):
        rows = client.get("/sparql", params=LABEL).json()["results"]["bindings"]
        assert [row["l"]["value"] for row in rows] == [
            row["l"]["value"] for row in web.get("/sparql", params=LABEL).json()["results"]["bindings"]
        ]
        assert [hit["label"] for hit in client.get("/api/search?q=eindhovn").json()] == ["Eindhoven"]
        assert client.get("/id/vnpt").status_code == 200
        assert client.get("/store?default").status_code == 200
        if kind == "endpoint":
            chosen = client.get("/sparql", params={"query": "ASK {}", "default-graph-uri": "urn:a"})
            assert chosen.status_code == 400


def test_serving_a_store_leaves_it_to_be_written(home: Path, places: dict[str, str]) -> None:
    with serving(home, "--kb", places["store"]) as server:
        done = run(home, "load", "--remove", "binh-duong-2017", "--into", places["store"])
        assert done.returncode == 0, done.stderr
        # Workers read a snapshot: what they serve stays whole until the server is started again.
        rows = httpx.get(f"{server.url}/sparql", params=LABEL, timeout=PATIENCE).json()["results"]["bindings"]
        assert rows
    with open_store(places["store"]) as store:
        assert not store.ask("ASK { id:vnpt ?p ?o }")


SMALL = {"query": "ASK { id:vnpt a schema:Corporation }"}
RUNAWAY = {"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"}


def test_no_connection_is_lost_when_a_query_is_stopped(home: Path) -> None:
    """Connections that shared a process with a runaway query go on, and so do requests half sent."""
    with serving(home, "--deadline", "1", "--workers", "2") as server, ThreadPoolExecutor(4) as pool:
        request = f"GET /sparql?{urlencode(SMALL)} HTTP/1.1\r\nHost: a\r\n\r\n".encode()
        connections = [
            socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) for _ in range(12)
        ]
        for _ in range(3):
            for connection in connections:
                connection.sendall(request[:60])
            stopped = pool.submit(httpx.get, f"{server.url}/sparql", params=RUNAWAY, timeout=PATIENCE)
            assert stopped.result().status_code == 503
            for connection in connections:
                connection.sendall(request[60:])
            for connection in connections:
                answer = b""
                while not answer.endswith(b'{"head":{},"boolean":true}'):
                    piece = connection.recv(4096)
                    assert piece, answer
                    answer += piece
                assert answer.startswith(b"HTTP/1.1 200 ")
        for connection in connections:
            connection.close()


def test_requests_sent_at_once_are_answered_in_turn(home: Path, web: httpx.Client) -> None:
    port = web.base_url.port
    asked = [f"SELECT ({number} AS ?n) {{}}" for number in range(40)]
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        for number, query in enumerate(asked):
            # Every fourth one goes the long way, through the application.
            method = "HEAD" if number % 4 == 3 else "GET"
            end = "Connection: close\r\n" if number == len(asked) - 1 else ""
            connection.sendall(
                f"{method} /sparql?{urlencode({'query': query})} HTTP/1.1\r\nHost: a\r\n"
                f"Accept: text/csv\r\n{end}\r\n".encode()
            )
        answers = b""
        while piece := connection.recv(65536):
            answers += piece
    assert answers.count(b"HTTP/1.1 200 ") == len(asked)
    found = [int(n) for n in re.findall(rb"\r\n\r\nn\r\n(\d+)\r\n", answers)]
    assert found == [number for number in range(len(asked)) if number % 4 != 3]


def test_an_answer_is_given_again_and_is_the_same(web: httpx.Client) -> None:
    first, second = (web.get("/sparql", params=LABEL, headers={"accept": "text/csv"}) for _ in range(2))
    assert first.content == second.content
    other = web.get("/sparql", params=LABEL, headers={"accept": "application/sparql-results+json"})
    assert other.json()["results"]["bindings"]
    rolls = {web.get("/sparql", params={"query": "SELECT (STRUUID() AS ?u) {}"}).content for _ in range(4)}
    assert len(rolls) == 4
