"""Parts of answering: rows counted in bytes, forms decoded, answers kept, connections passed on."""

from __future__ import annotations

import json
import os
import socket
from urllib.parse import parse_qsl

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat

from smartcity_kb.web.answer_cache import AnswerCache, changes
from smartcity_kb.web.messages import Answer
from smartcity_kb.web.output import SPOOL_BYTES, Output
from smartcity_kb.web.passing import CONNECTION, Passed, close, pair, receive, send
from smartcity_kb.web.replies import RefusedError
from smartcity_kb.web.row_count import row_count
from smartcity_kb.web.sparql_request import decoded

FORMATS = [QueryResultsFormat.JSON, QueryResultsFormat.XML, QueryResultsFormat.CSV, QueryResultsFormat.TSV]
# What might be taken for the end of a row, and what a writer escapes.
NASTY = st.text(st.sampled_from('},{"\\\n\r\t<>&[]:a,ă '), max_size=12)


def answer(values: list[str], form: QueryResultsFormat) -> bytes:
    """A result of two columns, the second one sometimes empty."""
    store = pyoxigraph.Store()
    store.extend(
        Quad(NamedNode(f"urn:{number}"), NamedNode("urn:p"), Literal(value))
        for number, value in enumerate(values)
    )
    results = store.query("SELECT ?o ?x { ?s ?p ?o OPTIONAL { ?s <urn:none> ?x } }")
    assert isinstance(results, pyoxigraph.QuerySolutions)
    written = results.serialize(format=form)
    assert written is not None
    return written


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.file_extension)
@given(values=st.lists(NASTY, min_size=2, max_size=8), sizes=st.lists(st.integers(1, 40), min_size=1))
def test_rows_are_counted_in_any_pieces(
    form: QueryResultsFormat, values: list[str], sizes: list[int]
) -> None:
    written, counter, at = answer(values, form), row_count(form), 0
    while at < len(written):
        size = sizes[at % len(sizes)]
        counter.feed(written[at : at + size])
        at += size
    assert counter.rows == len(values)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.file_extension)
def test_as_many_rows_as_allowed_and_not_one_more(form: QueryResultsFormat) -> None:
    written = answer(["}},{"] * 50, form)
    for most, fits in ((50, True), (49, False)):
        output = Output(1 << 20, most, form)
        output.write(written)
        if fits:
            assert output.value() == written
        else:
            with pytest.raises(RefusedError, match="more than 49 rows"):
                output.value()


def test_a_large_answer_waits_in_a_file_and_is_the_same() -> None:
    output = Output(4 * SPOOL_BYTES)
    pieces = [os.urandom(100_000) for _ in range(25)]
    for piece in pieces:
        output.write(piece)
    body, file = output.finish()
    assert file is not None
    with file:
        assert body + file.read() == b"".join(pieces)
    with pytest.raises(RefusedError, match="larger than 4 MiB"):
        output.write(bytes(2 * SPOOL_BYTES))


@given(st.text(st.characters(codec="utf-8")))
def test_a_form_decodes_as_urllib_decodes_it(text: str) -> None:
    from urllib.parse import quote, quote_plus

    for encoded in (quote(text, safe=""), quote_plus(text), quote(text, safe="/?:@=$!*'(),;")):
        assert decoded(encoded.encode("ascii")) == text


@given(st.text(st.sampled_from("%=+aF09 \n\r#"), max_size=12))
def test_a_form_that_is_not_encoded_right_is_left_to_urllib(text: str) -> None:
    found = decoded(text.encode("ascii"))
    if found is not None:
        fields = parse_qsl(f"query={text}", keep_blank_values=True)
        assert fields == [("query", found)]


@pytest.mark.parametrize(
    "query", ["SELECT (RAND() AS ?r) {}", "SELECT (now() AS ?n) {}", "ASK { BIND(StrUUID() AS ?u) }",
              "SELECT * { SERVICE <urn:a> {} }", "SELECT (BNODE() AS ?b) {}"],
)  # fmt: skip
def test_what_changes_is_not_kept(query: str) -> None:
    assert changes(query)
    assert not changes("SELECT ?l { id:vnpt skos:prefLabel ?l }")


def test_a_cache_stays_within_its_bytes_and_lets_the_oldest_go() -> None:
    cache = AnswerCache(10_000)
    keys = [(f"/sparql?query={number}".encode(), "", "", b"") for number in range(20)]
    for number, key in enumerate(keys):
        answer = Answer(b"head", json.dumps(number).encode() * 300)
        cache.keep(key, answer, "ASK {}")
        assert cache.get(key) is None
        cache.keep(key, answer, "ASK {}")
        assert cache.get(key) == answer
        cache.get(keys[0])
    kept = [number for number, key in enumerate(keys) if cache.get(key) is not None]
    assert kept[0] == 0
    assert kept[1:] == list(range(20 - len(kept) + 1, 20))
    assert 5 < len(kept) < 12
    for _ in range(2):
        cache.keep((b"large", "", "", b""), Answer(b"", bytes(9_999)), "ASK {}")
        cache.keep((b"now", "", "", b""), Answer(b"", b""), "SELECT (NOW() AS ?n) {}")
    assert cache.get((b"large", "", "", b"")) is None
    assert cache.get((b"now", "", "", b"")) is None


@pytest.mark.parametrize("size", [0, 10, 100_000, 1_500_000], ids=str)
def test_a_connection_passes_whole(size: int) -> None:
    raw, unsent = os.urandom(size), os.urandom(size // 3)
    one, other = pair()
    client, server = socket.socketpair()
    with one, other, client, server:
        send(one, Passed(CONNECTION, server.fileno(), -1, raw, 3, unsent, 1.5))
        got = receive(other)
        assert got is not None
        assert got.replace(client=-1) == Passed(CONNECTION, -1, -1, raw, 3, unsent, 1.5)
        os.write(got.client, b"the same socket")
        assert client.recv(100) == b"the same socket"
        close(got)
        with pytest.raises(BlockingIOError):
            receive(other)
        one.close()
        assert receive(other) is None
