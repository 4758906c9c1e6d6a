"""The Model Context Protocol server, asked by the official SDK's client over standard input and output."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

import anyio
import pytest
from mcp import Client, StdioServerParameters, stdio_client

from smartcity_kb import KnowledgeBase

from .serving import PATIENCE, command, environment

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from mcp.types import CallToolResult


def with_client(home: Path, use: Callable[[Client], Awaitable[Any]], *arguments: str) -> Any:
    program, *rest = command("mcp", "--lang", "en", *arguments)
    server = StdioServerParameters(command=program, args=rest, env=environment(home), cwd=home)

    async def run() -> Any:
        with anyio.fail_after(PATIENCE):
            async with Client(stdio_client(server)) as client:
                return await use(client)

    return anyio.run(run)


def call(home: Path, tool: str, **arguments: Any) -> CallToolResult:
    async def use(client: Client) -> CallToolResult:
        return await client.call_tool(tool, arguments)

    result: CallToolResult = with_client(home, use)
    return result


def answer(home: Path, tool: str, **arguments: Any) -> Any:
    result = call(home, tool, **arguments)
    assert not result.is_error, result.content
    assert result.structured_content is not None
    return result.structured_content


def test_the_tools_are_listed_with_what_they_take(home: Path) -> None:
    async def use(client: Client) -> Any:
        return await client.list_tools()

    tools = {tool.name: tool for tool in with_client(home, use).tools}
    assert set(tools) == {"search", "show", "path", "timeline", "evidence", "query"}
    for tool in tools.values():
        assert tool.description
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint is True
    assert set(tools["path"].input_schema["properties"]) == {"start", "end", "max_length"}


def quotes(value: Any) -> list[dict[str, Any]]:
    """Every quote in an answer, wherever it stands."""
    if isinstance(value, dict):
        own = [value] if {"quote", "source", "start", "end"} <= set(value) else []
        return own + [found for part in value.values() for found in quotes(part)]
    return [found for part in value for found in quotes(part)] if isinstance(value, list) else []


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("search", {"text": "binh duong"}),
        ("show", {"entity": "Mai Hùng Dũng"}),
        ("path", {"start": "philips lighting", "end": "tinh uy binh duong"}),
        ("timeline", {"since": "2016", "until": "2017"}),
        ("evidence", {"subject": "de-an-tptm-binh-duong", "term": "approvedBy"}),
        ("query", {"sparql": "SELECT ?s ?d { ?s sckb:when ?d }"}),
        ("query", {"sparql": "SELECT ?claim { ?claim a sckb:Claim } LIMIT 3"}),
        ("query", {"sparql": "SELECT ?s { ?s a sckb:Conference }"}),
        ("query", {"sparql": "CONSTRUCT WHERE { ?s sckb:approvedBy ?o }"}),
    ],
)
def test_every_answer_carries_quotes_that_are_in_their_source(
    tool: str, arguments: dict[str, Any], home: Path
) -> None:
    with KnowledgeBase.open() as kb:
        body = next(iter(kb.query("SELECT ?b { src:binh-duong-2017 schema:articleBody ?b }")))["b"].value
    found = quotes(answer(home, tool, **arguments))
    assert found
    for quote in found:
        assert quote["source"] == "https://w3id.org/sckb/source/binh-duong-2017"
        assert body[quote["start"] : quote["end"]] == quote["quote"]


def test_show_is_what_the_program_shows(home: Path) -> None:
    with KnowledgeBase.open(lang="en") as kb:
        page = kb.show("vnpt")
    shown = answer(home, "show", entity="vnpt")
    assert shown["label"] == page.label
    assert [relation["words"] for relation in shown["relations"]] == [r.words for r in page.relations]


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("show", {"entity": "eindhovn city hall"}, "no entity named"),
        ("query", {"sparql": "SELECT * { ?s"}, "does not parse"),
        ("query", {"sparql": "CLEAR ALL"}, "update"),
        ("query", {"sparql": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}, "not allowed"),
        ("timeline", {"since": "yesterday"}, "from"),
    ],
)
def test_what_is_wrong_is_told_as_an_error(
    tool: str, arguments: dict[str, Any], said: str, home: Path
) -> None:
    result = call(home, tool, **arguments)
    assert result.is_error
    assert said in str(result.content)


def test_it_ends_with_its_input_and_writes_nothing_else(home: Path) -> None:
    done = subprocess.run(
        command("mcp"),
        input="",
        capture_output=True,
        text=True,
        env=environment(home),
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_location_that_is_not_there_is_said_on_stderr(home: Path) -> None:
    done = subprocess.run(
        command("mcp", "--kb", "nowhere"),
        input="", capture_output=True, text=True, env=environment(home), timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (4, "")
    assert "nowhere" in done.stderr
