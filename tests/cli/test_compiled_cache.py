"""The compiled cache is never noticed: not when files change, when it is damaged, or when it cannot be."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from .process import SHIPPED, Program


@pytest.fixture
def kb(tmp_path: Path) -> Path:
    """A copy of the shipped knowledge base, free to be changed."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "kb"))


@pytest.fixture
def fresh(tmp_path: Path) -> Program:
    """The program in a home where it never ran."""
    return Program(tmp_path / "home")


def cached(program: Program) -> list[Path]:
    return sorted((program.home / "cache" / "smartcity-kb").glob("*"))


def relabel(kb: Path, label: str) -> None:
    claims = kb / "binh-duong-2017" / "claims.yaml"
    text = claims.read_text("utf-8")
    old = "label: {vi: Eindhoven, en: Eindhoven}"
    assert text.count(old) == 1 or label == "Eindhoven"
    claims.write_text(text.replace(old, f"label: {{vi: {label}, en: {label}}}"), "utf-8")


def test_a_changed_file_has_a_new_answer(kb: Path, fresh: Program) -> None:
    assert fresh("show", "eindhoven", "--kb", str(kb)).out.startswith("Eindhoven  ")
    before = (kb / "binh-duong-2017" / "claims.yaml").stat()
    relabel(kb, "Eindhofen")
    # Same size, same time of change: only the content tells.
    os.utime(kb / "binh-duong-2017" / "claims.yaml", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert fresh("show", "eindhoven", "--kb", str(kb)).out.startswith("Eindhofen  ")


@pytest.mark.parametrize("file", ["context.jsonld", "vocabulary.ttl", "links.ttl"])
def test_every_file_counts(file: str, kb: Path, fresh: Program) -> None:
    assert fresh("show", "eindhoven", "--kb", str(kb)).code == 0
    (kb / file).write_text("this is neither JSON nor Turtle", "utf-8")
    result = fresh("show", "eindhoven", "--kb", str(kb))
    assert result.code == 3
    assert file in result.err


def test_a_changed_article_is_refused(kb: Path, fresh: Program) -> None:
    assert fresh("show", "eindhoven", "--kb", str(kb)).code == 0
    with open(kb / "binh-duong-2017" / "article.txt", "a", encoding="utf-8") as article:
        article.write("!")
    result = fresh("show", "eindhoven", "--kb", str(kb))
    assert result.code == 3
    assert "sha256" in result.err


def damages() -> Iterator[tuple[str, bytes]]:
    yield "empty", b""
    yield "cut", b"half"
    yield "garbage", b"\0\1\2" * 100
    yield "without its checksum", b'<a:a> <a:b> "forged" .\n'
    yield "with a wrong checksum", b"# smartcity-kb compiled " + b"0" * 64 + b'\n<a:a> <a:b> "forged" .\n'


@pytest.mark.parametrize(("damage", "content"), list(damages()))
def test_a_damaged_cache_is_built_again(damage: str, content: bytes, kb: Path, fresh: Program) -> None:
    answer = fresh("show", "eindhoven", "--kb", str(kb))
    (file,) = cached(fresh)
    sound = file.read_bytes()
    file.write_bytes(sound[: len(sound) // 2] if damage == "cut" else content)
    assert fresh("show", "eindhoven", "--kb", str(kb)) == answer
    assert cached(fresh) == [file]
    assert file.read_bytes() == sound


def test_one_changed_letter_is_noticed(kb: Path, fresh: Program) -> None:
    answer = fresh("show", "eindhoven", "--kb", str(kb))
    (file,) = cached(fresh)
    forged = file.read_bytes().replace(b"Eindhoven", b"Eindhofen")
    file.write_bytes(forged)
    assert fresh("show", "eindhoven", "--kb", str(kb)) == answer
    assert file.read_bytes() != forged


def test_many_may_build_it_at_once(kb: Path, fresh: Program) -> None:
    runs = [fresh.start("show", "eindhoven", "--kb", str(kb)) for _ in range(4)]
    answers = {run.communicate() for run in runs}
    assert [run.returncode for run in runs] == [0] * 4
    assert len(answers) == 1
    assert len(cached(fresh)) == 1


def test_the_cache_is_for_its_owner_alone(fresh: Program) -> None:
    assert fresh("show", "eindhoven").code == 0
    assert (fresh.home / "cache" / "smartcity-kb").stat().st_mode & 0o077 == 0


def test_the_cache_does_not_grow_for_ever(kb: Path, fresh: Program) -> None:
    folder = fresh.home / "cache" / "smartcity-kb"
    folder.mkdir(parents=True)
    for number in range(40):
        old = folder / f"{number:064x}.nq"
        old.write_bytes(b"old")
        os.utime(old, (number, number))
    assert fresh("show", "eindhoven", "--kb", str(kb)).code == 0
    assert len(cached(fresh)) <= 16


@pytest.mark.parametrize(
    "env",
    [
        {"XDG_CACHE_HOME": "/proc/nowhere"},
        {"XDG_CACHE_HOME": "/dev/null"},
        {"XDG_CACHE_HOME": "", "HOME": "/proc/nowhere"},
        {"XDG_CACHE_HOME": "", "HOME": ""},
    ],
    ids=str,
)
def test_where_nothing_can_be_kept_the_answer_is_the_same(env: dict[str, str], fresh: Program) -> None:
    answer = fresh("show", "eindhoven")
    assert fresh("show", "eindhoven", env=env) == answer
    assert list(fresh.cwd.iterdir()) == []


def test_a_cache_file_that_cannot_be_replaced_is_no_error(fresh: Program) -> None:
    answer = fresh("show", "eindhoven")
    (file,) = cached(fresh)
    file.unlink()
    file.mkdir()
    assert fresh("show", "eindhoven") == answer
    assert cached(fresh) == [file]
