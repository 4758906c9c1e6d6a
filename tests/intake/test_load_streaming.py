"""N-Quads checked as their text comes by: never taken where a closer look would refuse them."""

from __future__ import annotations

import os
import random
import re
import tempfile
from collections import deque
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat

from smartcity_kb.intake import pipe_load
from smartcity_kb.intake.building import bulk_load_file
from smartcity_kb.intake.load import load
from smartcity_kb.intake.pipe_load import PipeLoad
from smartcity_kb.intake.rdf_intake import search_quads, verify_rdf
from smartcity_kb.intake.rdf_sections import Cutter
from smartcity_kb.intake.rdf_stream import SourceStream, UnprovenError
from smartcity_kb.intake.stored import totals
from smartcity_kb.intake.tally import Totals
from smartcity_kb.model.errors import InputError, InputProblemsError
from smartcity_kb.store.definitions import Definitions
from smartcity_kb.store.folder import read_terms
from smartcity_kb.store.folder_layout import shipped_folder
from smartcity_kb.store.open import open_store
from smartcity_kb.store.oxigraph import OxigraphStore
from smartcity_kb.store.quads import contents_from_quads, quads_from_content

from .folders import write_source

MORE_CLAIMS = """\
claims:
- quote: Ông Ba nói thị xã Sao học hỏi Đèn Lửa.
  certainty: hedged
  note: 'Bài chỉ nói "học hỏi".'
  speaker: ong-ba
  states:
    thi-xa-sao:
      seeksExperienceFrom: den-lua
- quote: Hội nghị họp tháng 3/2016.
  states:
    hoi-nghi:
      startDate: 2016-03
      position: 3
      pairing: unresolved
      assessment: {vi: "một \\"bước\\" tiến"}
"""
MORE_ENTITIES = """\
entities:
  ong-ba:
    type: foaf:Person
    label: {vi: Ông Ba, en: Mr Ba}
    aliases: {vi: Ba}
    note: người nói
"""


@cache
def sound_lines() -> tuple[str, ...]:
    """Two sources as N-Quads, source by source; the second uses entities of the first."""
    with tempfile.TemporaryDirectory() as folder:
        kb = Path(folder, "kb")
        write_source(kb)
        write_source(kb, MORE_CLAIMS, MORE_ENTITIES, id_="bai-thu-hai")
        with open_store(str(kb)) as store:
            contents = contents_from_quads(store.quads())
    return tuple(
        line
        for content in contents
        for line in dict.fromkeys(f"{quad} .\n" for quad in quads_from_content(content))
    )


def closely(path: str) -> tuple[set[str], set[pyoxigraph.Quad]]:
    """The problems that a close look finds, and what would be loaded."""
    staged = OxigraphStore(pyoxigraph.Store())
    try:
        bulk_load_file(staged, path)
    except InputError as error:
        return {error.message}, set()
    problems: set[str] = set()
    with Definitions() as definitions:
        for source in verify_rdf(staged, read_terms(shipped_folder()), path):
            if isinstance(source, list):
                problems |= {str(problem) for problem in source}
            else:
                definitions.add(source.summary)
                staged.add(search_quads(source.content))
        problems |= {str(problem) for problem in definitions.problems()}
    return problems, set(staged.quads())


def streamed(path: str, scattered: bool) -> tuple[set[str], set[pyoxigraph.Quad]]:
    """The same by the text as it comes by, or brought together; raises UnprovenError."""
    fed: list[bytes] = []
    with Definitions() as definitions:
        stream = SourceStream(
            read_terms(shipped_folder()), path, lambda section: definitions.add(section.summary), fed.append
        )
        (stream.read_scattered if scattered else stream.read)([path])
        problems = {str(problem) for problem in definitions.problems()}
    return problems, set(pyoxigraph.parse(b"".join(fed), RdfFormat.N_QUADS))


def compared(lines: list[str], ways: tuple[bool, ...] = (False, True)) -> bool:
    """Whether the text is proven as it comes by, or brought together; then a close look must say the same."""
    proven = False
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file.nq")
        path.write_bytes("".join(lines).encode("utf-8", "surrogatepass"))
        for scattered in ways:
            try:
                found = streamed(str(path), scattered)
            except UnprovenError:
                continue
            assert found == closely(str(path))
            proven = True
    return proven


STATEMENT = re.compile(r'(\S+) (\S+) (<[^>]*>|".*"(?:@\S+|\^\^<[^>]*>)?)( <[^>]*>)? \.\n')
Mutation = Callable[[list[str]], list[str]]
at = st.integers(0, 10_000)


def swap_parts(part: int, one: int, other: int) -> Mutation:
    """A term of one line takes the place of another line's: types, terms, entities, quotes, graphs."""

    def mutate(lines: list[str]) -> list[str]:
        here, there = one % len(lines), other % len(lines)
        found, given_ = STATEMENT.fullmatch(lines[here]), STATEMENT.fullmatch(lines[there])
        if not found or not given_:
            return lines
        terms = [group or "" for group in found.groups()]
        terms[part] = given_[part + 1] or ""
        return [*lines[:here], f"{terms[0]} {terms[1]} {terms[2]}{terms[3]} .\n", *lines[here + 1 :]]

    return mutate


def edit(one: int, place: int, text: str, length: int) -> Mutation:
    """Some letters of a line replaced."""

    def mutate(lines: list[str]) -> list[str]:
        line = lines[one % len(lines)]
        start = place % len(line)
        changed = line[:start] + text + line[start + length :]
        return [*lines[: one % len(lines)], changed, *lines[one % len(lines) + 1 :]]

    return mutate


def count_on(one: int, which: int, by: int) -> Mutation:
    """A number in a line is another: an offset, a date, a length, a checksum."""

    def mutate(lines: list[str]) -> list[str]:
        line = lines[one % len(lines)]
        numbers = list(re.finditer(r"\d+", line))
        if not numbers:
            return lines
        number = numbers[which % len(numbers)]
        changed = f"{line[: number.start()]}{int(number[0]) + by}{line[number.end() :]}"
        return [changed if each is line else each for each in lines]

    return mutate


def move(one: int, other: int, keep: bool) -> Mutation:
    """A line stands elsewhere, or there too."""

    def mutate(lines: list[str]) -> list[str]:
        line = lines[one % len(lines)]
        rest = list(lines) if keep else [each for each in lines if each is not line]
        return [*rest[: other % len(lines)], line, *rest[other % len(lines) :]]

    return mutate


def drop(one: int) -> Mutation:
    return lambda lines: [line for line in lines if line is not lines[one % len(lines)]]


LETTERS = st.sampled_from(
    [
        "",
        "a",
        "1",
        " ",
        "á",
        "\u0301",
        "\\",
        "\\n",
        "\\t",
        "\\u00e1",
        '"',
        "<",
        ">",
        "\n",
        "\r",
        "\x01",
        "@en",
        "#",
    ]
)
mutations = st.one_of(
    st.builds(drop, at),
    st.builds(move, at, at, st.booleans()),
    st.builds(swap_parts, st.integers(0, 3), at, at),
    st.builds(edit, at, at, LETTERS, st.integers(0, 2)),
    st.builds(count_on, at, at, st.sampled_from([-1, 1, 10])),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(mutations, min_size=1, max_size=3))
def test_what_is_proven_by_its_text_is_what_a_close_look_finds_sound(changes: list[Mutation]) -> None:
    lines = list(sound_lines())
    for change in changes:
        lines = change(lines) or lines
    compared(lines)


@given(st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_lines_in_any_order_are_proven(rng: random.Random) -> None:
    lines = list(sound_lines())
    assert compared(sorted(set(lines)), (True,))
    rng.shuffle(lines)
    assert compared(lines, (True,))


# Folded names are made where they lack; the others a source, claim or entity may do without.
MAY_LACK = (
    "foldedLabel",
    "dc/terms/title",
    "wasAttributedTo",
    '"người nói"',
    "id/den-lua> <http://www.w3.org/1999",
)


def test_every_line_counts() -> None:
    lines = list(sound_lines())
    assert compared(lines, (False,))
    for index, line in enumerate(lines):
        proven = compared([*lines[:index], *lines[index + 1 :]])
        assert proven == (lines.count(line) > 1 or any(word in line for word in MAY_LACK)), line


@given(st.permutations(range(40)))
@settings(max_examples=20, deadline=None)
def test_the_order_of_lines_within_a_source_is_free(order: list[int]) -> None:
    lines = list(sound_lines())
    # The line that says that a new source begins stays first.
    starts = [n for n, line in enumerate(lines) if "schema.org/NewsArticle" in line]
    first = lines[starts[0] + 1 : starts[1]]
    shuffled = [first[n] for n in order if n < len(first)] + first[40:]
    assert compared([*lines[: starts[0] + 1], *shuffled, *lines[starts[1] :]], (False,))


@given(st.lists(st.integers(1, 30), min_size=1))
@settings(max_examples=50, deadline=None)
def test_sections_are_the_same_however_the_text_comes(sizes: list[int]) -> None:
    lines = sound_lines()
    whole = Cutter()
    sections = [*whole.feed("".join(lines).encode()), whole.end()]
    pieces: list[bytes] = []
    cutter, start = Cutter(), 0
    while start < len(lines):
        size = sizes[start % len(sizes)]
        pieces += cutter.feed("".join(lines[start : start + size]).encode())
        start += size
    assert [*pieces, cutter.end()] == sections
    assert (len(sections), whole.head, cutter.head) == (2, b"", b"")
    assert b"".join(sections).decode() == "".join(lines)


def many_sources(count: int) -> list[str]:
    """The first source again and again under other names; the first one defines the entities."""
    (content, *_) = contents_from_quads(pyoxigraph.parse("".join(sound_lines()).encode(), RdfFormat.N_QUADS))
    lines: list[str] = []
    for number in range(count):
        source = content.source.replace(id=f"bai-{number}")
        claims = tuple(c.replace(evidence=c.evidence.replace(source=source.iri)) for c in content.claims)
        copy = content.replace(source=source, claims=claims, entities=() if number else content.entities)
        lines += dict.fromkeys(f"{quad} .\n" for quad in quads_from_content(copy))
    return lines


@pytest.mark.parametrize("order", [list, sorted])
def test_one_wrong_source_among_many_is_told_by_name(
    tmp_path: Path, order: Callable[[list[str]], list[str]]
) -> None:
    lines = many_sources(1001)
    wrong = 'bai-700#char=0,31> <http://www.w3.org/ns/oa#exact> "Thị xã Sao'
    (bad,) = (line for line in lines if wrong in line)
    file = tmp_path / "many.nq"
    mended = [line.replace("hợp tác", "hợp lực") if line is bad else line for line in lines]
    file.write_text("".join(order(mended)), "utf-8")
    with pytest.raises(InputProblemsError) as raised:
        load([str(file)], str(tmp_path / "kho"))
    (problem,) = str(raised.value).splitlines()
    assert problem.startswith(f"{file}: claim:")
    assert problem.endswith(
        "the quote is not what stands at 0; the article has 'Thị xã Sao hợp tác với Đèn Lửa.'"
    )
    assert sorted(os.listdir(tmp_path)) == ["many.nq"]
    file.write_text("".join(order(lines)), "utf-8")
    report = load([str(file)], str(tmp_path / "kho"))
    assert (report.sources, report.claims, report.facts, report.entities) == (1001, 2002, 3, 3)


def test_totals_added_up_are_those_that_the_store_counts(tmp_path: Path) -> None:
    file = tmp_path / "two.nq"
    file.write_text("".join(sound_lines()), "utf-8")
    write_source(tmp_path / "more", entities="", id_="bai-ba")
    report = load([str(file), str(tmp_path / "more")], str(tmp_path / "kho"))
    with open_store(str(tmp_path / "kho")) as store:
        now = totals(store)
    assert (report.sources, report.claims, report.facts, report.entities) == (3, 6, 7, 4)
    assert now == Totals(3, 6, 7, 4)


def test_a_pipe_that_is_given_up_leaves_the_store_as_it_was() -> None:
    store = pyoxigraph.Store()
    pipe = PipeLoad(store)
    pipe.write(b"<http://a/s> <http://a/p> <http://a/o> .\n" * 100_000)
    pipe.abort()
    assert len(store) == 0
    pipe = PipeLoad(store)
    # More than a pipe holds: whoever writes must not wait for a reader that is gone.
    with pytest.raises(SyntaxError):
        pipe.write(b"no statement\n" * 1_000_000)
    pipe.abort()
    assert len(store) == 0
    pipe = PipeLoad(store)
    pipe.write(b"<http://a/s> <http://a/p> <http://a/o> .\n")
    pipe.end().finish()
    assert len(store) == 1


def test_many_bulk_loads_in_a_row_bring_what_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipe_load, "_RUN", 1_000)
    lines = [f"<http://a/{n}> <http://a/p> <http://a/o> .\n".encode() for n in range(10_500)]
    store = pyoxigraph.Store()
    pipe = PipeLoad(store)
    for start in range(0, len(lines), 500):
        pipe.write(b"".join(lines[start : start + 500]))
    pipe.end().finish()
    assert len(store) == len(lines)
    assert pipe.runs == 11


def test_a_bulk_load_that_goes_wrong_is_told_while_others_are_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipe_load, "_RUN", 10)
    pipe = PipeLoad(pyoxigraph.Store())
    pipe.write(b"no statement\n" * 10)
    line = b"<http://a/s> <http://a/p> <http://a/o> .\n"
    with pytest.raises(SyntaxError):
        deque(map(pipe.write, [line * 10] * 100))
    pipe.abort()
    pipe = PipeLoad(pyoxigraph.Store())
    pipe.write(line * 10)
    pipe.write(b"no statement\n")
    with pytest.raises(SyntaxError):
        pipe.end().finish()
