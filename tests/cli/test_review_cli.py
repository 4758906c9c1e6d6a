"""``review`` as people run it: from a pipe, on a terminal line by line, on the whole screen."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pyte
import pytest

from ..intake.drafts import AGREEMENT, ARTICLE, EVENT, POST, review, write
from ..intake.model_server import model_server
from .process import PATIENCE, SHIPPED, Program


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "bai-bao")


def verdicts(folder: Path) -> list[tuple[str, str]]:
    """(who, verdict) of each line of the file."""
    path = folder / "review.jsonl"
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []
    return [(line["who"], line["verdict"]) for line in lines]


def test_a_session_from_a_pipe(folder: Path, program: Program) -> None:
    script = ["a", "Tran Van A", "", "Department of Construction", "s", "r", "x", "?", "q"]
    result = program(
        "review", str(folder), "--reviewer", "Lan", "--lang", "en", stdin="\n".join(script) + "\n"
    )
    assert (result.code, result.err) == (0, "")
    assert "«Ông Trần Văn A, Giám đốc Sở Xây dựng», phát biểu tại hội thảo." in result.out
    assert "  1. Trần Văn A — holds the post — Giám đốc Sở Xây dựng\n" in result.out
    assert "a accept · r reject · e edit · m merge an entity · s skip · p back · u undo" in result.out
    assert "'x' is no key" in result.out
    assert "1 accepted, 1 rejected, 3 open" in result.out
    assert verdicts(folder) == [
        ("Lan", verdict) for verdict in ("label", "label", "label", "accept", "reject")
    ]
    text = (folder / "claims.yaml").read_text("utf-8")
    assert "label: {vi: Trần Văn A, en: Tran Van A}" in text
    assert "label: {vi: Giám đốc Sở Xây dựng, en: Giám đốc Sở Xây dựng}" in text
    assert program("load", str(folder), "--into", str(folder.parent / "kb.store")).code == 0


def test_the_end_of_the_pipe_ends_the_review_and_keeps_what_was_decided(
    folder: Path, program: Program
) -> None:
    result = program("review", str(folder), "--reviewer", "Lan", stdin="r\na\nThỏa thuận")
    assert result.code == 0
    assert verdicts(folder) == [("Lan", "reject")]
    assert program("review", str(folder), stdin="").code == 0


def test_a_pipe_shows_what_was_read_and_can_keep_names(folder: Path, program: Program) -> None:
    asked = program("review", str(folder), "--lang", "en", stdin="a\nr\nq\n")
    assert "> a" in asked.out
    assert "(Enter keeps the name, - leaves it for later): r" in asked.out
    assert "'r' is a key and no name; nothing changed" in asked.out
    assert "0 accepted, 0 rejected" in asked.out
    kept = program("review", str(folder), "--keep-names", "--lang", "en", stdin="p\nu\na\nq\n")
    assert "English label" not in kept.out.replace("no English label yet", "")


def test_help_is_in_the_language_of_the_review(folder: Path, program: Program) -> None:
    vietnamese = program("review", str(folder), "--lang", "vi", stdin="?\nq\n").out
    english = program("review", str(folder), "--lang", "en", stdin="?\nq\n").out
    assert "đổi ngày, ví dụ 2016-03" in vietnamese
    assert "another date" not in vietnamese
    assert "done, or Enter        ends editing" in english
    for command in ("subject", "term", "object", "add", "drop", "date", "start", "speaker", "note"):
        assert f"\n  {command} " in english
        assert f"\n  {command} " in vietnamese


def test_edits_in_the_plain_mode(folder: Path, program: Program) -> None:
    script = [
        "s", "s", "e", "date 2018-03", "start +1", "end -2c", "object 2 vnpt", "subject 1 +Biên bản ghi nhớ",
        "add thoa-thuan about 'Đô thị thông minh'", "certainty hedged", "certainty hedged câu không rõ",
        "term 1 nope",
        "fly away", "done", "u", "m", "1", "Becamex IDC", "u", "q",
    ]  # fmt: skip
    result = program(
        "review", str(folder), "--reviewer", "Lan", "--lang", "en", stdin="\n".join(script) + "\n"
    )
    assert result.code == 0
    for told in (
        "needs a note that says why", "unknown term 'nope'", "'fly' is no edit; there are subject, term",
        "— March 2018", "— has partner — VNPT", "«5/3/2018, Sở Xây dựng ký thỏa thuận với Công ty Đông»",
        "hedged: câu không rõ",
    ):  # fmt: skip
        assert told in result.out, told
    with review(folder) as r:
        claim = r.item(AGREEMENT.id).claim
    assert claim.quote == "5/3/2018, Sở Xây dựng ký thỏa thuận với Công ty Đông"
    assert [s.astuple()[:3] for s in claim.states] == [
        ("bien-ban-ghi-nho", "localParty", "so-xay-dung"),
        ("bien-ban-ghi-nho", "partner", "vnpt"),
        ("bien-ban-ghi-nho", "when", "2018-03"),
        ("bien-ban-ghi-nho", "listIsOpen", "false"),
        ("thoa-thuan", "about", "do-thi-thong-minh"),
    ]
    assert (claim.certainty, claim.note) == ("stated", "")  # the last edit was taken back


def test_batches(folder: Path, program: Program) -> None:
    result = program("review", str(folder), "--accept-above", "0.8", "--keep-names", "--lang", "en")
    assert result.code == 0
    assert "2 accepted, 0 rejected, 3 open" in result.out
    result = program("review", str(folder), "--accept-pattern", EVENT.pattern, "--lang", "en")
    assert "no English label for hoi-thao-mua-thu" in result.err
    assert "2 accepted" in result.out
    for wrong in (("--accept-above", "7"), ("--accept-above", "much")):
        assert program("review", str(folder), *wrong).code == 2, wrong
    unknown = program("review", str(folder), "--accept-pattern", "nope")
    assert (unknown.code, "there are assist:some-model, member-of" in unknown.err) == (3, True)


def test_what_is_wrong_is_told_in_a_line(folder: Path, program: Program) -> None:
    assert program("review", str(folder.parent)).code == 4
    path = folder / "draft.yaml"
    path.write_text(path.read_text("utf-8").replace(f"start: {POST.start}\n", "start: 3\n", 1), "utf-8")
    result = program("review", str(folder))
    assert result.code == 3
    assert "proposal 1: the quote is not at 3; it stands at 0" in result.err
    assert "Traceback" not in result.err


def test_hostile_text_does_not_reach_the_terminal(tmp_path: Path, program: Program) -> None:
    folder = write(tmp_path / "bai-bao")
    with review(folder, "Lan\x1b[2J\nMinh") as r:
        r.edit(POST.id, POST.replace(note="\x1b]0;owned\x07"))
    result = program("review", str(folder), stdin="q\n")
    assert "\x1b" not in result.out + result.err
    assert "\ufffd]0;owned" in result.out


class Terminal:
    """The program in a pseudo-terminal that is typed into; what it shows is what pyte makes of it."""

    def __init__(
        self,
        program: Program,
        *arguments: str,
        env: dict[str, str] | None = None,
        before: Callable[[], object] | None = None,
    ) -> None:
        self.ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 140, 0, 0))
        self.process = subprocess.Popen(
            [str(program.executable), *arguments],
            stdin=theirs, stdout=theirs, stderr=theirs, env=program.environment(env), start_new_session=True,
            preexec_fn=before,
        )  # fmt: skip
        os.close(theirs)
        self.screen = pyte.Screen(140, 40)
        self.stream = pyte.ByteStream(self.screen)

    def until(self, text: str) -> str:
        """Read until the screen shows a text; the screen."""
        deadline = time.monotonic() + PATIENCE
        while text not in self.shown():
            assert time.monotonic() < deadline, self.shown()
            assert self.read(), self.shown()
        return self.shown()

    def read(self) -> bool:
        """Take in what was written; False at the end."""
        if not select.select([self.ours], [], [], PATIENCE)[0]:
            return False
        try:
            data = os.read(self.ours, 65536)
        except OSError:
            return False
        self.stream.feed(data)
        return bool(data)

    def shown(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def type(self, keys: str) -> None:
        os.write(self.ours, keys.encode())

    def end(self) -> int:
        while self.read():
            pass
        os.close(self.ours)
        return self.process.wait(PATIENCE)


def test_line_by_line_on_a_terminal(folder: Path, program: Program) -> None:
    terminal = Terminal(program, "review", str(folder), "--plain", "--reviewer", "Lan", "--lang", "en")
    terminal.until("[1/5] person_post")
    terminal.type("r\n")
    terminal.until("[2/5]")
    terminal.type("s\n")
    terminal.until("[3/5] agreement")
    terminal.type("u\n")
    terminal.until("undone: reject")
    terminal.type("q\n")
    assert terminal.end() == 0
    assert verdicts(folder) == [("Lan", "reject"), ("Lan", "undo")]


def test_interrupting_loses_nothing(folder: Path, program: Program) -> None:
    terminal = Terminal(program, "review", str(folder), "--plain", "--reviewer", "Lan")
    terminal.until("[1/5]")
    terminal.type("r\n")
    terminal.until("[2/5]")
    terminal.process.send_signal(2)
    assert terminal.end() == 130
    assert verdicts(folder) == [("Lan", "reject")]


def test_the_whole_screen(folder: Path, program: Program) -> None:
    terminal = Terminal(program, "review", str(folder), "--reviewer", "Lan", "--lang", "en")
    # The screen is drawn in pieces: each has to come, in whatever order.
    for piece in ("[1/5] person_post", "Trần Văn A — holds the post", "Tin khác: bóng đá."):
        terminal.until(piece)
    terminal.until("a accept")
    terminal.type("r")
    terminal.until("[2/5]")
    terminal.type("s")
    terminal.until("[3/5]")
    terminal.type("u")
    terminal.until("[1/5]")
    terminal.type("q")
    assert terminal.end() == 0
    assert verdicts(folder) == [("Lan", "reject"), ("Lan", "undo")]


def no_hangup() -> None:
    """The child gets a controlling terminal and ignores the signal that tells its end."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)


@pytest.mark.parametrize("mode", [(), ("--plain",)], ids=["screen", "plain"])
def test_a_terminal_that_vanishes_ends_the_review_and_keeps_its_work(
    mode: tuple[str, ...], folder: Path, program: Program
) -> None:
    terminal = Terminal(program, "review", str(folder), "--reviewer", "Lan", *mode, before=no_hangup)
    terminal.until("[1/5] người và chức vụ")
    terminal.type("r" if not mode else "r\n")
    terminal.until("[2/5]")
    os.close(terminal.ours)
    code = terminal.process.wait(PATIENCE)
    assert code == 129 or mode
    assert verdicts(folder) == [("Lan", "reject")]


def test_a_terminal_that_cannot_draw_gets_lines(folder: Path, program: Program) -> None:
    terminal = Terminal(program, "review", str(folder), "--lang", "en", env={"TERM": "dumb"})
    terminal.until("q quit")
    terminal.type("q\n")
    assert terminal.end() == 0
    assert "\x1b" not in terminal.shown()


@pytest.mark.parametrize(
    ("env", "name"),
    [({"USER": "thu"}, "thu"), ({"USER": "thu", "GIT_CONFIG_COUNT": "1"}, "Lan Trần")],
    ids=["user", "git"],
)
def test_who_reviews(env: dict[str, str], name: str, folder: Path, program: Program) -> None:
    git = {"GIT_CONFIG_KEY_0": "user.name", "GIT_CONFIG_VALUE_0": "Lan Trần"}
    program("review", str(folder), stdin="r\n", env=env | git | {"GIT_CONFIG_NOSYSTEM": "1"})
    assert verdicts(folder) == [(name, "reject")]


def test_from_article_to_answer(tmp_path: Path, program: Program) -> None:
    kb = tmp_path / "kb"
    article = tmp_path / "hoi-nghi.txt"
    article.write_bytes((SHIPPED / "binh-duong-2017" / "article.txt").read_bytes())
    extracted = program("extract", str(article), "--into", str(kb))
    assert extracted.code == 0
    assert f"{kb}/hoi-nghi: " in extracted.out
    assert "the knowledge base has this article already: binh-duong-2017" in extracted.out
    refused = program("load", str(kb), "--into", str(tmp_path / "kb.store"))
    assert (refused.code, "review it first" in refused.err) == (3, True)
    assert program("review", str(kb / "hoi-nghi"), stdin="r\n").code == 0
    again = program("extract", str(article), "--into", str(kb))
    assert "(1 rejected before)" in again.out
    done = program("review", str(kb / "hoi-nghi"), "--accept-above", "0.9", "--keep-names", "--lang", "en")
    assert done.code == 0
    assert " 0 accepted" not in done.out
    assert program("load", str(kb), "--into", str(tmp_path / "kb.store")).code == 0
    shown = program("show", "Mai Hùng Dũng", "--kb", str(kb), "--lang", "en")
    assert (shown.code, "[1]" in shown.out) == (0, True)
    # What was accepted is not lost when the article is extracted once more.
    before = (kb / "hoi-nghi" / "claims.yaml").read_bytes()
    assert program("extract", str(article), "--into", str(kb)).code == 0
    assert (kb / "hoi-nghi" / "claims.yaml").read_bytes() == before
    summary = program("review", str(kb / "hoi-nghi"), "--lang", "en", stdin="").out.splitlines()[-1]
    assert summary.split(" accepted")[0] == done.out.splitlines()[-1].split(" accepted")[0]


def test_one_bad_article_of_many_does_not_stop_the_others(tmp_path: Path, program: Program) -> None:
    downloads = tmp_path / "downloads"
    downloads.mkdir()
    (downloads / "good.txt").write_text(
        "Ngày 5/3/2018, UBND tỉnh Cà Mau ban hành Quyết định số 12/QĐ-UBND.\n"
    )
    (downloads / "empty.txt").write_text("")
    result = program("extract", str(downloads), "--into", str(tmp_path / "drafts"), "--workers", "1")
    assert result.code == 3
    assert "good: " in result.out
    assert "empty.txt: empty" in result.err
    assert (tmp_path / "drafts" / "good" / "draft.yaml").exists()


GOOD = {
    "entities": {},
    "claims": [{"kind": "partner", "quote": "Đông Á", "states": [["so-xay-dung", "partner", "nobody"]]}],
}


def assisted(tmp_path: Path, url: str) -> tuple[list[str], dict[str, str]]:
    """The arguments and the environment of an extraction that asks a model."""
    article = tmp_path / "bai.txt"
    article.write_text(ARTICLE, "utf-8")
    (tmp_path / "config" / "smartcity-kb").mkdir(parents=True)
    (tmp_path / "config" / "smartcity-kb" / "config.toml").write_text(
        f'[assist]\nurl = "{url}"\nmodel = "tiny"\nkey_env = "MODELS_KEY"\n', "utf-8"
    )
    env = {"XDG_CONFIG_HOME": str(tmp_path / "config"), "XDG_STATE_HOME": str(tmp_path / "state")}
    return ["extract", str(article), "--into", str(tmp_path / "kb"), "--assist"], env | {
        "MODELS_KEY": "s3cret"
    }


def test_a_model_is_asked_only_after_the_user_agreed(tmp_path: Path, program: Program) -> None:
    with model_server(lambda handler: handler.say(GOOD)) as server:
        call, env = assisted(tmp_path, server.url)
        refused = program(*call, env=env)
        assert refused.code == 2
        assert (
            f"sends the text of the articles, and the names that the draft has, to {server.url}"
            in refused.err
        )
        assert "--yes agrees to it" in refused.err
        terminal = Terminal(program, *call, env=env)
        terminal.until("Agree? [y/N]")
        terminal.type("n\n")
        assert terminal.end() == 2
        assert server.requests == []
        agreed = program(*call, "--yes", env=env)
        assert (agreed.code, len(server.requests)) == (0, 1)
        assert "tiny: 0 more proposals; dropped: 1 malformed" in agreed.out
        again = program(*call, env=env)
        assert (again.code, len(server.requests), "sends the text" in again.err) == (0, 2, False)
        assert "s3cret" not in agreed.out + agreed.err + again.out + again.err


def test_a_model_that_fails_leaves_the_draft_of_the_patterns(tmp_path: Path, program: Program) -> None:
    with model_server(lambda handler: handler.send(b"", 401)) as server:
        call, env = assisted(tmp_path, server.url)
        result = program(*call, "--yes", env=env)
    assert result.code == 5
    assert "refuses the key (401); see key_env" in result.err
    assert program("review", str(tmp_path / "kb" / "bai"), stdin="q\n").code == 0


def test_nothing_is_sent_without_being_asked_for(tmp_path: Path, program: Program) -> None:
    with model_server(lambda handler: handler.say(GOOD)) as server:
        call, env = assisted(tmp_path, server.url)
        assert program(*call[:-1], env=env).code == 0
        assert server.requests == []
    missing = program(*call, env={"XDG_CONFIG_HOME": str(tmp_path / "nowhere")})
    assert (missing.code, "section [assist]" in missing.err) == (2, True)
