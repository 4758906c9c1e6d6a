"""A tiny made-up world, and the stores that the contract runs over: two of this process, two servers."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import httpx
import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, Triple

from smartcity_kb.model.claim import Claim, Entity, Evidence, Noise, Source, SourceContent
from smartcity_kb.model.prefixes import PREFIXES
from smartcity_kb.model.terms import EDTF, GRAPH_FACTS, WHEN, entity_iri, source_iri
from smartcity_kb.store.disk import open_to_write
from smartcity_kb.store.endpoint import EndpointStore
from smartcity_kb.store.oxigraph import OxigraphStore

from .failing_server import FailingServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smartcity_kb.store.base import Store

PARTNER = NamedNode(PREFIXES["sckb"] + "partner")
PATIENCE = 60.0


class World(NamedTuple):
    """Two sources: both define the town and both state that it works with the lamp maker."""

    first: SourceContent
    second: SourceContent
    shared: Triple


def _entity(slug: str, vi: str, en: str, note: str = "") -> Entity:
    labels = (Literal(en, language="en"), Literal(vi, language="vi"))
    types = (NamedNode(PREFIXES["schema"] + "Organization"),)
    return Entity(slug, types, labels, (Literal(f"{vi} (tắt)", language="vi"),), note=note)


def _source(id_: str, text: str) -> Source:
    digest = sha256(text.encode()).hexdigest()
    title = (Literal(f"Bài {id_}", language="vi"),)
    noise = (Noise(0, 3, "số thứ tự"),)
    return Source(
        id_,
        NamedNode(PREFIXES["schema"] + "NewsArticle"),
        text,
        digest,
        "vi",
        title,
        "2020-05",
        "Bịa ra.",
        noise,
    )


def _claim(source: Source, quote: str, states: list[Triple], **more: object) -> Claim:
    start = source.text.index(quote)
    evidence = Evidence(source.iri, start, start + len(quote), quote)
    return Claim(frozenset(states), evidence, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def world() -> World:
    town, maker = _entity("thi-xa-sao", "Thị xã Sao", "Star Town"), _entity("den-lua", "Đèn Lửa", "Fire Lamp")
    school = _entity("truong-gio", "Trường Gió", "Wind School", note="chỉ nguồn hai biết")
    shared = Triple(town.iri, PARTNER, maker.iri)
    one = _source("mot-2020", "01. Thị xã Sao hợp tác với Đèn Lửa. 😀 Hội nghị họp tháng 3/2016.")
    two = _source("hai-2021", "02. Thị xã Sao đã ký với Đèn Lửa và Trường Gió, ông Ba nói.")
    when = Triple(town.iri, WHEN, Literal("2016-03", datatype=EDTF))
    first = SourceContent(
        one,
        (maker, town),
        (
            _claim(one, "Thị xã Sao hợp tác với Đèn Lửa.", [shared]),
            _claim(one, "Hội nghị họp tháng 3/2016.", [when], certainty="hedged", note="Hội nghị nào?"),
        ),
    )
    both = [shared, Triple(town.iri, PARTNER, school.iri)]
    second = SourceContent(
        two,
        (town, school),
        (_claim(two, "Thị xã Sao đã ký với Đèn Lửa và Trường Gió", both, speaker=entity_iri("ong-ba")),),
    )
    assert source_iri("mot-2020") == one.iri
    return World(first, second, shared)


@pytest.fixture
def server() -> Iterator[FailingServer]:
    """A server that answers as the test says."""
    with FailingServer() as failing:
        thread = threading.Thread(target=failing.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield failing
        finally:
            failing.released.set()
            failing.shutdown()
            thread.join()


def free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return int(place.getsockname()[1])


def wait_for(process: subprocess.Popen[bytes], url: str) -> None:
    """Return once the URL answers; fail when the process ends or patience does."""
    import time

    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            httpx.get(url, timeout=5, trust_env=False)
        except httpx.TransportError:
            try:
                code = process.wait(timeout=0.05)
            except subprocess.TimeoutExpired:
                continue
            pytest.fail(f"the server for {url} ended with {code}")
        else:
            return
    pytest.fail(f"{url} did not answer in {PATIENCE} s")


@pytest.fixture(scope="session")
def oxigraph_server() -> Iterator[str]:
    """The URL of a real Oxigraph server over an empty store in memory."""
    yield from _oxigraph_server()


@pytest.fixture(scope="session")
def union_server() -> Iterator[str]:
    """The URL of a real Oxigraph server whose default graph shows all graphs."""
    yield from _oxigraph_server("--union-default-graph")


def _oxigraph_server(*options: str) -> Iterator[str]:
    port = free_port()
    program = Path(sys.executable).with_name("oxigraph")
    command = [str(program), "serve", "--bind", f"127.0.0.1:{port}", *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(process, f"http://127.0.0.1:{port}/")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


_VIRTUOSO_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
ServerThreads = 10
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
[HTTPServer]
ServerPort = 127.0.0.1:{http_port}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 500
"""


@pytest.fixture(scope="session")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a real Virtuoso server that cuts answers at 500 rows; user and password are dba."""
    program = shutil.which("virtuoso-t")
    assert program is not None
    folder = tmp_path_factory.mktemp("virtuoso")
    port = free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO_INI.format(sql_port=free_port(), http_port=port))
    command = [program, "+foreground", "+configfile", "virtuoso.ini"]
    output = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=folder, stdout=output, stderr=output) as process:
        try:
            wait_for(process, f"http://127.0.0.1:{port}/sparql?query=ASK%7B%7D")
            yield f"http://127.0.0.1:{port}/sparql"
        finally:
            process.kill()


VIRTUOSO_LOGIN = {"SMARTCITY_KB_USER": "dba", "SMARTCITY_KB_PASSWORD": "dba"}


def oxigraph_endpoint(url: str, dialect: str = "oxigraph") -> EndpointStore:
    """An endpoint over the server, emptied."""
    httpx.post(
        f"{url}/update",
        content="CLEAR ALL",
        headers={"Content-Type": "application/sparql-update"},
        trust_env=False,
    )
    return EndpointStore(f"{url}/query", {"SMARTCITY_KB_DIALECT": dialect})


def virtuoso_endpoint(url: str) -> EndpointStore:
    """An endpoint over the server, emptied of all graphs that are not the server's own."""
    store = EndpointStore(url, VIRTUOSO_LOGIN)
    graphs = {str(quad.graph_name) for quad in store.quads() if isinstance(quad.graph_name, NamedNode)}
    for graph in {*graphs, str(GRAPH_FACTS)}:
        store._send_update(f"CLEAR SILENT GRAPH {graph}")
    return store


KINDS = ["memory", "disk", "oxigraph", "union"]
KINDS += ["virtuoso"] if shutil.which("virtuoso-t") else []


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind, to write and to read."""
    opened: Store
    if request.param == "memory":
        opened = OxigraphStore(pyoxigraph.Store())
    elif request.param == "disk":
        opened = open_to_write(str(tmp_path / "store"))
    elif request.param == "oxigraph":
        opened = oxigraph_endpoint(request.getfixturevalue("oxigraph_server"))
    elif request.param == "union":
        opened = oxigraph_endpoint(request.getfixturevalue("union_server"), "generic-union")
    else:
        opened = virtuoso_endpoint(request.getfixturevalue("virtuoso_server"))
    with opened:
        yield opened
