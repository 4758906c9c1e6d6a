"""A disk that takes nothing more: told in one line, with an exit code, and nothing half-written is left."""

from __future__ import annotations

import resource
import subprocess
from pathlib import Path

import pytest

from ..intake.drafts import ARTICLE, POST, write
from .process import PATIENCE, Program, Result


def on_a_full_disk(program: Program, *arguments: str, stdin: str = "", room: int = 0) -> Result:
    """Run where files cannot grow beyond so many bytes: the kernel refuses as it does on a full disk."""
    done = subprocess.run(
        [str(program.executable), *arguments], input=stdin.encode(), capture_output=True, cwd=program.cwd,
        env=program.environment({"PYTHONDONTWRITEBYTECODE": "1"}), timeout=PATIENCE, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )  # fmt: skip
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.mark.parametrize("stdin", ["", "r\ns\nr\nq\n"], ids=["batch", "pipe"])
def test_a_review_that_cannot_keep_a_verdict_ends(stdin: str, tmp_path: Path, program: Program) -> None:
    folder = write(tmp_path / "bai-bao")
    batch = () if stdin else ("--accept-above", "0.5", "--keep-names")
    result = on_a_full_disk(program, "review", str(folder), *batch, stdin=stdin)
    assert result.code == 3
    assert result.err.count("\n") == 1
    assert "review.jsonl: File too large; the verdict is not kept" in result.err
    assert not (folder / "claims.yaml").exists()
    again = program("review", str(folder), "--accept-pattern", POST.pattern, "--keep-names", "--lang", "en")
    assert (again.code, again.out.split(",")[0]) == (0, "1 accepted")


def test_a_claims_file_that_cannot_be_written_is_written_by_the_next_review(
    tmp_path: Path, program: Program
) -> None:
    folder = write(tmp_path / "bai-bao")
    keep = ("--accept-pattern", POST.pattern, "--keep-names", "--lang", "en")
    program("review", str(folder), *keep)
    claims, verdicts = (folder / "claims.yaml").read_bytes(), (folder / "review.jsonl").read_bytes()
    (folder / "claims.yaml").unlink()
    (folder / "review.jsonl").unlink()
    # Claims files are longer than the verdicts behind them once much stands in them by hand.
    by_hand = claims + b"# " + b"x" * 9000 + b"\n"
    (folder / "claims.yaml").write_bytes(by_hand)
    batch = ("--accept-above", "0.6", "--keep-names")
    result = on_a_full_disk(program, "review", str(folder), *batch, room=len(verdicts) + 4000)
    assert (result.code, result.err.count("\n")) == (3, 1)
    assert "the verdict is kept, the next review writes it there" in result.err
    assert (folder / "claims.yaml").read_bytes() == by_hand
    assert sorted(path.name for path in folder.iterdir()) == [
        "article.txt", "claims.yaml", "draft.yaml", "review.jsonl",
    ]  # fmt: skip
    recovered = program("review", str(folder), "--lang", "en", stdin="q\n")
    assert "its last verdict is now in claims.yaml" in recovered.err
    assert b"localParty" in (folder / "claims.yaml").read_bytes()


def test_a_draft_that_cannot_be_written_leaves_nothing_half_written(tmp_path: Path, program: Program) -> None:
    article = tmp_path / "bai bao.txt"
    article.write_text(ARTICLE, "utf-8")
    into = tmp_path / "drafts"
    result = on_a_full_disk(program, "extract", str(article), "--into", str(into))
    assert (result.code, result.err.count("\n")) == (3, 1)
    assert "bai-bao: cannot be written: File too large" in result.err
    assert [path for path in into.rglob("*") if path.is_file()] == []
