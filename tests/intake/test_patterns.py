"""The pattern language, the shipped patterns with their examples, and what a wrong file is told."""

from __future__ import annotations

import pickle
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartcity_kb.intake.canonical import canonical_keeping_offsets
from smartcity_kb.intake.finding import FINDERS, find_facts
from smartcity_kb.intake.mentions import Reading
from smartcity_kb.intake.patterns_load import Pattern, read_patterns
from smartcity_kb.intake.patterns_match import _run, find_matches
from smartcity_kb.intake.patterns_syntax import PatternSyntaxError, Program, compile_pattern
from smartcity_kb.intake.proposal import SPEAKER
from smartcity_kb.intake.sentences import MAX_SENTENCE, sentence_spans
from smartcity_kb.intake.speakers import People, reported
from smartcity_kb.intake.tokens import Sentence
from smartcity_kb.model.errors import InputProblemsError

PATTERNS = read_patterns()
IDS = [pattern.id for pattern in PATTERNS.patterns]


def facts(text: str, pattern: Pattern) -> list[tuple[str, str, str]]:
    """What one pattern finds in a sentence: subject, object, date."""
    if pattern.kind == SPEAKER:
        reading = read(text, pattern.language == "en")
        said = [one.speaker for one in reported(reading, [pattern], People())]
        return [(reading.sentence.quote(one.low, one.high), "", "") for one in said]
    canonical = canonical_keeping_offsets(text)
    found = []
    sentences = find_facts(
        text, canonical, sentence_spans(canonical, text), PATTERNS, pattern.language == "en"
    )
    for fact in (fact for facts in sentences for fact in facts):
        if fact.pattern.id == pattern.id:
            for subject in fact.subjects:
                names = [fact.text_of(other) for other in fact.objects] or [""]
                found += [(fact.text_of(subject), name, fact.date or "") for name in names]
    return found


@pytest.mark.parametrize("pattern", PATTERNS.patterns, ids=IDS)
def test_positive_example(pattern: Pattern) -> None:
    example = pattern.example
    assert (example.subject, example.object, example.date) in facts(example.positive, pattern)


@pytest.mark.parametrize("pattern", PATTERNS.patterns, ids=IDS)
def test_negative_example(pattern: Pattern) -> None:
    assert facts(pattern.example.negative, pattern) == []


@pytest.mark.parametrize("pattern", PATTERNS.patterns, ids=IDS)
def test_states_use_known_terms(pattern: Pattern) -> None:
    import json

    context = Path(__file__).parents[2] / "data" / "context.jsonld"
    terms = json.loads(context.read_text(encoding="utf-8"))["@context"]
    used = {template.term.partition("@")[0] for template in pattern.states if "{" not in template.term}
    assert used <= set(terms)


def longest_sentence(pattern: Pattern) -> str:
    """The pattern's own example over and over, without an end: as bad as a sentence can get for it."""
    once = pattern.example.positive.rstrip(".") + " "
    return (once * (MAX_SENTENCE // len(once) + 1))[:MAX_SENTENCE]


@pytest.mark.parametrize("pattern", PATTERNS.patterns, ids=IDS)
def test_steps_are_bounded_by_instructions_and_tokens(pattern: Pattern) -> None:
    reading = read(longest_sentence(pattern), pattern.language == "en")
    tokens = len(reading.sentence)
    visited: set[tuple[int, int]] = set()
    for start in range(tokens):
        _run(pattern.program, reading, start, visited)
    assert len(visited) <= len(pattern.program.code) * (tokens + 1)


VOCABULARY = (
    "ông Nguyễn Văn A", "Chủ tịch", "UBND tỉnh", "Bình Dương", "ký kết", "với", "và", ",", ";", "-", "(", ")",
    '"', "thành lập", "Ban Chỉ đạo", "ngày 5/5/2019", "Quyết định số 5/QĐ-TTg", "của", "hội thảo", "tổ chức",
    "đề án", "“X”", "tại TP", "được", "thỏa thuận", "giữa",
)  # fmt: skip
words = st.sampled_from(VOCABULARY)


@settings(max_examples=60, deadline=None)
@given(st.lists(words, max_size=120))
def test_any_sentence_is_read_and_every_match_lies_in_it(tokens: list[str]) -> None:
    reading = read(" ".join(tokens), False)
    for pattern in PATTERNS.patterns:
        for match in find_matches(pattern.program, reading):
            assert 0 <= match.first < match.last <= len(reading.sentence)
            assert pattern.subject in match.slots


def read(text: str, english: bool) -> Reading:
    canonical = canonical_keeping_offsets(text)
    sentence = Sentence(text, canonical, 0, len(canonical.text))
    return Reading(sentence, PATTERNS.lexicon, FINDERS, english)


def run(pattern: str, text: str) -> list[str]:
    reading = read(text, False)
    return [reading.sentence.quote(m.first, m.last) for m in find_matches(compile_pattern(pattern), reading)]


def test_the_language() -> None:
    text = "Uỷ ban nhân dân xã họp , rồi Ủy ban nhân dân huyện họp ."
    assert run("ủy ban {gap:3} họp", text) == ["Uỷ ban nhân dân xã họp", "Ủy ban nhân dân huyện họp"]
    assert run("ủy ban {gap:2} họp", text) == []
    assert run("rồi [ ủy ban ] nhân dân", text) == ["Ủy ban"]
    assert run("^ ủy ban", text) == ["Uỷ ban"]
    assert run("(xã | huyện) họp ,?", text) == ["xã họp ,", "huyện họp"]
    assert run("họp ( , rồi )?", text) == ["họp , rồi", "họp"]


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("a ( b", "never closed"),
        ("a ) b", "')' without '('"),
        ("? a", "nothing stands before '?'"),
        ("{nobody}", "no slot 'nobody'"),
        ("{gap:99}", "a gap has a size up to 40"),
        ("{person:x} {post:x}", "is a person already"),
        ("a { b", "not part of the language"),
        ("{gap:40}" * 40, "longer than"),
    ],
)
def test_a_wrong_pattern_is_told_where(pattern: str, why: str) -> None:
    with pytest.raises(PatternSyntaxError, match=r"^column \d+: .*") as error:
        compile_pattern(pattern)
    assert why in error.value.message


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab {}()|?[]^<>+:,gap0123\\", max_size=40))
def test_any_text_compiles_or_is_refused(text: str) -> None:
    with suppress(PatternSyntaxError):
        assert isinstance(compile_pattern(text), Program)


GOOD = """kind: event
patterns:
- id: my-fair
  pattern: "chợ phiên {place:where}"
  relation: held
  subject: where
  confidence: 0.9
  examples:
    positive: "Chợ phiên Hà Giang đông vui."
    negative: "Chợ đêm Hà Giang đông vui."
    finds: {subject: Hà Giang}
"""


def test_a_folder_of_the_user_is_added(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(GOOD, encoding="utf-8")
    mine = [p for p in read_patterns([str(tmp_path)]).patterns if p.id == "my-fair"]
    assert len(mine) == 1
    assert facts_of(mine[0]) == [("Hà Giang", "", "")]


def facts_of(pattern: Pattern) -> list[tuple[str, str, str]]:
    reading = read(pattern.example.positive, False)
    matches = find_matches(pattern.program, reading)
    return [
        (reading.sentence.quote(m.low, m.high), "", "") for match in matches for m in match.slots["where"]
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "why"),
    [
        ("kind: event", "kind: party", 1, "'kind' has to be one of"),
        ("{place:where}", "{place:where", 4, "not part of the language"),
        ("{place:where}", "{place:where} <nolist>", 4, "no word list 'nolist'"),
        ("subject: where", "subject: who", 3, "names 'who', which is no slot"),
        ("confidence: 0.9", "confidence: 3", 7, "'confidence' has to be a number"),
        ("relation: held", "relations: held", 5, "a pattern has no 'relations'"),
        ("id: my-fair", "id: event-held-date", 3, "a second pattern 'event-held-date'"),
    ],
)
def test_a_wrong_file_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: int, why: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputProblemsError) as error:
        read_patterns([str(tmp_path)])
    problem = error.value.problems[0]
    assert (problem.file, problem.line) == (str(path), line)
    assert why in problem.message


def test_patterns_travel_to_other_processes() -> None:
    copy = pickle.loads(pickle.dumps(PATTERNS))
    assert [p.program for p in copy.patterns] == [p.program for p in PATTERNS.patterns]


def test_what_was_added_for_an_article_is_left_out_for_it() -> None:
    marked = {p.added_for for p in PATTERNS.patterns if p.added_for}
    assert marked
    for article in marked:
        without = PATTERNS.without(article)
        assert not [p for p in without.patterns if p.added_for == article]
        assert all(w.added_for != article for words in without.lexicon.lists.values() for w in words)
