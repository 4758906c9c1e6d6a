"""Help: every command and option is described, and every example in it works."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
from pathlib import Path

import click
import pytest
import typer.main

from smartcity_kb.cli.app import app

from .process import SHIPPED, Program

GROUP = typer.main.get_command(app)
assert isinstance(GROUP, click.Group)
COMMANDS = GROUP.commands
EXAMPLE = re.compile(r"^ +(smartcity-kb .*)$", re.MULTILINE)


def examples(help_: str | None) -> list[str]:
    return EXAMPLE.findall((help_ or "").partition("Examples:")[2])


EXAMPLES = sorted(
    {line for help_ in [GROUP.help, *(c.help for c in COMMANDS.values())] for line in examples(help_)}
)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_what_it_does_with_examples(name: str) -> None:
    command = COMMANDS[name]
    first = (command.help or "").splitlines()[0]
    assert first.endswith(".")
    assert len(examples(command.help)) >= 2
    assert all(line.split()[1] == name for line in examples(command.help))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_parameter_is_described(name: str) -> None:
    for param in COMMANDS[name].params:
        if param.name != "help":
            text = getattr(param, "help", None)
            assert text, f"{name} {param.name}"
            assert text.rstrip(")").endswith((".", "]")), text


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory, program: Program) -> Path:
    """A folder with the files that the examples speak of, all made from the shipped knowledge base."""
    place = tmp_path_factory.mktemp("workplace")
    shutil.copytree(SHIPPED, place / "my-articles")
    (place / "my-question.rq").write_text("SELECT DISTINCT ?e WHERE { ?e a sckb:Conference }\n")
    for store in ("my.store", "old.store", "new.store"):
        assert program("load", "my-articles", "--into", store, cwd=place).code == 0
    for file in ("export.trig", "published.trig", "more.nq"):
        assert program("export", file, cwd=place).code == 0
    (place / "more.nq.gz").write_bytes(gzip.compress((place / "more.nq").read_bytes()))
    article = (SHIPPED / "binh-duong-2017" / "article.txt").read_text("utf-8")
    (place / "article.txt").write_text(article, "utf-8")
    (place / "downloads").mkdir()
    (place / "downloads" / "article.txt").write_text(article, "utf-8")
    (place / "saved-page.html").write_text(f"<html><body><article><p>{article}</p></article></body></html>")
    return place


# They need a network, a person at the keys, the optional PySpark, the built front end, or an end; their own
# tests run them.
ELSEWHERE = re.compile(
    r"://|review my-articles/article(?! --accept)|--engine spark|export \S+\.html|smartcity-kb (serve|mcp)"
)


@pytest.mark.parametrize("example", [line for line in EXAMPLES if not ELSEWHERE.search(line)])
def test_every_example_works(example: str, program: Program, workplace: Path, tmp_path: Path) -> None:
    shutil.copytree(workplace, tmp_path, dirs_exist_ok=True)
    if " review " in example:
        assert program("extract", "article.txt", "--into", "my-articles", cwd=tmp_path).code == 0
    # Some examples are for a shell: they pipe.
    done = subprocess.run(
        ["/bin/sh", "-c", example],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=program.environment(),
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "error:" not in done.stderr
    assert done.stdout or done.stderr or " diff " in example


def test_no_arguments_show_the_help_as_a_mistake_without_calling_it_one(program: Program) -> None:
    result = program()
    assert (result.code, result.out) == (2, "")
    assert result.err == program("--help").out


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_is_data(flag: str, program: Program) -> None:
    result = program("show", flag)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("Usage: smartcity-kb show [OPTIONS] ENTITY\n")
    assert "..." not in program("--help").out.partition("Commands:")[2]


def test_the_version_is_that_of_the_package(program: Program) -> None:
    from importlib.metadata import version

    assert program("--version").out == version("smartcity-kb") + "\n"
