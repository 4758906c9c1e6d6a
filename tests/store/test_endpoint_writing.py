"""Writing to an endpoint that fails on purpose, or in the middle."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from smartcity_kb.model.errors import InputError, StoreError
from smartcity_kb.store.endpoint import EndpointStore
from smartcity_kb.store.endpoint_writer import EndpointWriter
from smartcity_kb.store.quads import quads_from_content
from smartcity_kb.store.removal import quads_only_of

from .conftest import oxigraph_endpoint
from .failing_server import JSON, NOTHING, FailingServer, Handler, P, S, says

if TYPE_CHECKING:
    from collections.abc import Iterator


class Updates:
    """A store that takes updates of at most ``limit`` quads and says what it holds when asked."""

    def __init__(self, limit: int, status: int = 413) -> None:
        self.limit = limit
        self.status = status
        self.lines: list[str] = []
        self.sizes: list[int] = []

    def __call__(self, handler: Handler) -> None:
        _, headers, body = handler.server.received[-1]
        if headers["Content-Type"] != "application/sparql-update":
            rows = [line.split(" ", 2) for line in self.lines]
            handler.answer(200, self.results(rows), JSON)
            return
        lines = [line for line in body.decode().splitlines() if line.endswith(" .")]
        self.sizes.append(len(lines))
        if len(lines) > self.limit:
            handler.answer(self.status, "too much", {})
            return
        self.lines += [line for line in lines if line not in self.lines]
        handler.answer(204, "", {})

    @staticmethod
    def results(rows: list[list[str]]) -> str:
        def term(text: str) -> dict[str, str]:
            return {"type": "uri", "value": text.strip(" .<>")}

        bindings = [{"s": term(s), "p": term(p), "o": term(o)} for s, p, o in rows]
        return json.dumps({"head": {"vars": ["g", "s", "p", "o"]}, "results": {"bindings": bindings}})


def some_quads(count: int) -> list[Quad]:
    return [Quad(S, P, NamedNode(f"https://example.org/o{number}")) for number in range(count)]


@pytest.mark.parametrize("status", [400, 413, 500])
def test_batches_shrink_until_the_endpoint_takes_them(server: FailingServer, status: int) -> None:
    taken = Updates(limit=30, status=status)
    server.responses = [taken]
    with EndpointStore(server.url, {"SMARTCITY_KB_DIALECT": "generic"}) as store:
        store.add(some_quads(100))
    assert len(taken.lines) == 100
    assert max(size for size in taken.sizes if size <= 30) == 25
    assert len(taken.sizes) == 7  # 100, 50, 25, 25, 50, 25, 25


def test_a_quad_that_is_refused_alone_is_named(server: FailingServer) -> None:
    server.responses = [Updates(limit=0, status=500)]
    with (
        EndpointStore(server.url, {"SMARTCITY_KB_DIALECT": "generic"}) as store,
        pytest.raises(StoreError) as caught,
    ):
        store.add(some_quads(8))
    assert str(caught.value).endswith(
        "refused was <https://example.org/s> <https://example.org/p> <https://example.org/o0>"
    )
    assert "\n" not in str(caught.value)


def test_a_load_without_permission_is_not_tried_in_pieces(server: FailingServer) -> None:
    def refuse(handler: Handler) -> None:
        if handler.headers["Content-Type"] == "application/sparql-update":
            handler.answer(500, "Virtuoso 42000 Error SR186:SECURITY: No permission to execute", {})
        else:
            handler.answer(200, NOTHING, JSON)

    server.responses = [refuse]
    with (
        EndpointStore(server.url, {"SMARTCITY_KB_DIALECT": "generic"}) as store,
        pytest.raises(StoreError) as caught,
    ):
        store.add(some_quads(100))
    assert "not allowed to write" in str(caught.value)
    assert "SMARTCITY_KB_USER" in str(caught.value)
    assert (
        sum(headers["Content-Type"] == "application/sparql-update" for _, headers, _ in server.received) == 1
    )


def test_what_the_endpoint_lost_is_sent_again_then_named(server: FailingServer) -> None:
    def forget(handler: Handler) -> None:
        update = handler.headers["Content-Type"] == "application/sparql-update"
        handler.answer(204 if update else 200, "" if update else NOTHING, {} if update else JSON)

    server.responses = [forget]
    with (
        EndpointStore(server.url, {"SMARTCITY_KB_DIALECT": "generic"}) as store,
        pytest.raises(StoreError) as caught,
    ):
        store.add(some_quads(2))
    assert "took but does not hold <https://example.org/s>" in str(caught.value)
    assert (
        sum(headers["Content-Type"] == "application/sparql-update" for _, headers, _ in server.received) == 3
    )


def test_a_load_that_was_cut_goes_on_where_it_was(server: FailingServer) -> None:
    taken = Updates(limit=10_000)
    server.responses = [taken]
    quads = some_quads(2500)
    settings = {"SMARTCITY_KB_DIALECT": "generic", "SMARTCITY_KB_TIMEOUT": "1"}

    def broken() -> Iterator[Quad]:
        yield from quads[:1700]
        raise KeyboardInterrupt

    with EndpointStore(server.url, settings) as store:
        with pytest.raises(KeyboardInterrupt):
            store.add(broken())
        assert taken.sizes == [1000]
        store.add(quads)
    assert taken.sizes == [1000, 1000, 500]
    assert len(taken.lines) == 2500


@pytest.mark.parametrize(
    "quad",
    [
        Quad(BlankNode("b"), P, Literal("x")),
        Quad(S, P, BlankNode("b")),
        Quad(S, P, Literal("x"), BlankNode("b")),
    ],
)
def test_blank_nodes_never_leave(server: FailingServer, quad: Quad) -> None:
    server.responses = [says(200, NOTHING)]
    with EndpointStore(server.url, {"SMARTCITY_KB_DIALECT": "generic"}) as store:
        for write in (store.add, lambda quads: store.clear_graph(S, quads)):
            with pytest.raises(InputError, match="a blank node cannot be written to an endpoint"):
                write([quad])
    assert all(headers["Content-Type"] != "application/sparql-update" for _, headers, _ in server.received)


class Interrupted:
    """Sends updates to a real server until it has sent so many, then is interrupted."""

    def __init__(self, store: EndpointStore, sends: int) -> None:
        self._store = store
        self._left = sends

    def __call__(self, text: str) -> None:
        if self._left == 0:
            raise KeyboardInterrupt
        self._left -= 1
        self._store._send_update(text)


def small_steps(store: EndpointStore, sends: int) -> EndpointWriter:
    """A writer whose updates hold at most seven quads."""
    store.ask("ASK {}")
    dialect = store._dialect.replace(max_triples=7)
    return EndpointWriter(store.location, dialect, Interrupted(store, sends), store.select)


@pytest.mark.parametrize("change", ["comes", "changes", "goes"])
def test_an_interrupted_change_is_completed_by_the_next_run(oxigraph_server: str, world, change: str) -> None:
    """Whatever the update it was interrupted at: what is left behind is found and finished."""
    second = set(quads_from_content(world.second))
    first = set(quads_from_content(world.first))
    smaller = set(quads_from_content(world.first.replace(claims=world.first.claims[:1])))
    before, after = {"comes": (set(), first), "changes": (first, smaller), "goes": (first, set())}[change]
    source = world.first.source.iri
    for sends in range(100):
        with oxigraph_endpoint(oxigraph_server) as store:
            store.add(before | second)
            try:
                small_steps(store, sends).replace(quads_only_of(store, source), after)
                completed = True
            except KeyboardInterrupt:
                completed = False
                store.replace_source(source, after)
            assert set(store.quads()) == after | second
        if completed:
            break
    assert sends >= {"comes": 5, "changes": 2, "goes": 5}[change]


@pytest.mark.parametrize("sends", range(4))
def test_an_interrupted_arrival_can_be_taken_back(oxigraph_server: str, world, sends: int) -> None:
    second = set(quads_from_content(world.second))
    with oxigraph_endpoint(oxigraph_server) as store:
        store.add(second)
        with pytest.raises(KeyboardInterrupt):
            small_steps(store, sends).replace([], quads_from_content(world.first))
        store.replace_source(world.first.source.iri, [])
        assert set(store.quads()) == second
