"""Languages and encodings: the reader's locale decides the labels, never whether the output is readable."""

from __future__ import annotations

import json
import os
from collections.abc import Callable

import pytest

from .process import Program

ENGLISH, VIETNAMESE = "People's Committee of Bình Dương Province", "Ủy ban nhân dân tỉnh Bình Dương"


@pytest.mark.parametrize(
    ("env", "label"),
    [
        ({"LANG": "en_US.UTF-8"}, ENGLISH),
        ({"LANG": "en_GB"}, ENGLISH),
        ({"LANG": "vi_VN.UTF-8"}, VIETNAMESE),
        ({"LANG": "C"}, VIETNAMESE),
        ({"LANG": "POSIX"}, VIETNAMESE),
        ({"LANG": "C.UTF-8"}, VIETNAMESE),
        ({"LANG": ""}, VIETNAMESE),
        ({"LANG": "fr_FR.UTF-8"}, VIETNAMESE),
        ({"LANG": "vi_VN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, ENGLISH),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "vi_VN.UTF-8"}, VIETNAMESE),
    ],
    ids=str,
)
def test_labels_follow_the_locale(env: dict[str, str], label: str, program: Program) -> None:
    assert program("show", "ubnd-tinh-binh-duong", env=env).out.startswith(label + "  id:")


@pytest.mark.parametrize("before", [True, False])
def test_lang_overrules_the_locale(before: bool, program: Program) -> None:
    words = ["show", "ubnd-tinh-binh-duong"]
    words = ["--lang", "en", *words] if before else [*words, "--lang", "en"]
    assert program(*words, env={"LANG": "vi_VN.UTF-8"}).out.startswith(ENGLISH)


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1:strict"},
        {"LC_ALL": "vi_VN.TCVN"},
    ],
    ids=str,
)
def test_output_is_utf8_in_any_locale(env: dict[str, str], program: Program) -> None:
    assert program("show", "mai-hung-dung", env=env) == program("show", "mai-hung-dung")
    missing = program("show", "mai-hung-dunh", env=env)
    assert missing.code == 4
    assert "did you mean 'Mai Hùng Dũng'?" in missing.err


def test_bytes_that_are_no_utf8_end_in_one_line(program: Program) -> None:
    name = os.fsdecode(b"B\xecnh")
    result = program("show", name)
    assert result.code == 4
    assert "Traceback" not in result.err


@pytest.mark.parametrize(
    "arguments", [("sources",), ("timeline",), ("search", "x"), ("stats",), ("queries",)], ids=" ".join
)
def test_no_language_hides_data(arguments: tuple[str, ...], program: Program) -> None:
    shape: Callable[[str], object] = lambda text: [type(row) for row in json.loads(text)]  # noqa: E731
    answers = [program(*arguments, "--format", "json", "--lang", lang).out for lang in ("vi", "en")]
    assert shape(answers[0]) == shape(answers[1])
