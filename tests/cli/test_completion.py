"""Completion, by the protocol that all three shells speak, and in the shells that are there."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from .process import SHIPPED, Program

CASES = [
    (["show", "eind"], "eindhoven"),
    (["show", ""], "becamex-idc"),
    (["show", "mai-h"], "mai-hung-dung"),
    (["show", '"mai hung d'], "mai-hung-dung"),
    (["show", '"Mai Hùng'], "mai-hung-dung"),
    (["path", "eindhoven", "beca"], "becamex-idc"),
    (["evidence", "eindhoven", "contained"], "containedInPlace"),
    (["evidence", "eindhoven", "containedInPlace", "ha"], "ha-lan"),
    (["neighbours", "eindhoven", "--relation", "appr"], "approvedBy"),
    (["query", "part"], "partners"),
    (["queries", "conf"], "conferences"),
    (["tim"], "timeline"),
    (["show", "eindhoven", "--for"], "--format"),
    (["show", "eindhoven", "--format", "j"], "json"),
    (["show", "eindhoven", "--lang", "e"], "en"),
    (["export", "graph.out", "--format", "graph"], "graphml"),
]


def offered(program: Program, shell: str, words: list[str]) -> list[str]:
    """What is offered for the last of the words, by the protocol of a shell."""
    env = {"_SMARTCITY_KB_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    if shell == "bash":
        # As bash's own script does it: the words joined by the first letter of IFS, a newline.
        env |= {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)}
    else:
        env |= {"_TYPER_COMPLETE_ARGS": " ".join(words)}
    result = program(env=env)
    assert (result.code, result.err) == (0, "")
    return [line for line in result.out.splitlines() if line]


@pytest.mark.parametrize(("words", "wanted"), CASES, ids=str)
def test_what_is_offered(words: list[str], wanted: str, program: Program) -> None:
    assert wanted in offered(program, "bash", ["smartcity-kb", *words])


@pytest.mark.parametrize(
    ("shell", "line"),
    [
        ("zsh", """_arguments '*: :(("eindhoven":"Eindhoven"))'"""),
        ("fish", "eindhoven\tEindhoven"),
        ("bash", "eindhoven"),
    ],
)
def test_how_each_shell_is_told(shell: str, line: str, program: Program) -> None:
    assert offered(program, shell, ["smartcity-kb", "show", "eindh"]) == [line]


def test_entities_come_from_the_given_knowledge_base(program: Program, tmp_path: Path) -> None:
    kb = tmp_path / "kb"
    kb.mkdir()
    assert offered(program, "bash", ["smartcity-kb", "--kb", str(kb), "show", "eindh"]) == []
    (kb / "binh-duong-2017").symlink_to(SHIPPED / "binh-duong-2017")
    for words in (["--kb", str(kb), "show", "eindh"], ["show", "--kb", str(kb), "eindh"]):
        assert offered(program, "bash", ["smartcity-kb", *words]) == ["eindhoven"]


def test_files_and_folders_are_offered_as_locations(program: Program, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "dates.ttl").touch()
    (tmp_path / "other").touch()
    found = offered(program, "bash", ["smartcity-kb", "--kb", f"{tmp_path}/da"])
    assert found == [f"{tmp_path}/data/", f"{tmp_path}/dates.ttl"]


SHELLS = {
    "bash": """
        source <(env _SMARTCITY_KB_COMPLETE=source_bash smartcity-kb)
        COMP_WORDS=(smartcity-kb show eindh) COMP_CWORD=2
        $(complete -p smartcity-kb | sed 's/.*-F \\([^ ]*\\).*/\\1/') smartcity-kb eindh show
        printf '%s\\n' "${COMPREPLY[@]}"
    """,
    "zsh": """
        autoload -Uz compinit; compinit -u
        _arguments() { print -r -- "$2$1" }
        words=(smartcity-kb show eindh) CURRENT=3
        eval "$(env _SMARTCITY_KB_COMPLETE=source_zsh smartcity-kb)"
        _smartcity_kb_completion
    """,
    "fish": """
        env _SMARTCITY_KB_COMPLETE=source_fish smartcity-kb | source
        complete --do-complete "smartcity-kb show eindh"
    """,
}


@pytest.mark.parametrize("shell", [shell for shell in SHELLS if shutil.which(shell)])
def test_in_the_shell_itself(shell: str, program: Program) -> None:
    done = subprocess.run(
        [shutil.which(shell) or shell, "-c", SHELLS[shell]],
        capture_output=True,
        text=True,
        env=program.environment(),
        cwd=program.cwd,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "eindhoven" in done.stdout
    assert "becamex" not in done.stdout
