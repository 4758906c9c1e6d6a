"""From a text to proposals: a pure function of the text, the patterns and the known entities."""

from __future__ import annotations

from itertools import groupby

from .canonical import Canonical, canonical_keeping_offsets
from .clean import find_noise, title_of
from .event_rows import EventRows, says_when
from .fact_years import with_year_of_name
from .finding import FINDERS, find_facts
from .language import language_of
from .linking import Gazetteer
from .mentions import Reading
from .names import abbreviations_of
from .naming import Naming
from .patterns_load import PatternSet
from .proposal import Extraction, OpenQuestion, Proposal
from .selecting import select
from .sentences import sentence_spans
from .setting import Setting, setting_of
from .stating import proposals_of, questions_of
from .tokens import Sentence

_SETTING_SENTENCES = 200


def find_proposals(text: str, patterns: PatternSet, gazetteer: Gazetteer) -> Extraction:
    """Everything that the patterns find in a text.

    Pure and deterministic: no file, no clock, no global; patterns and gazetteer pickle, so that it runs in
    other processes and under Spark. Takes time in proportion to the text. Every quote is the exact
    substring of the text at its position and touches no noise.
    """
    noise = find_noise(text)
    language = language_of(text)
    canonical = canonical_keeping_offsets(text)
    spans = list(sentence_spans(canonical, text, noise))
    title = title_of(text)
    titles = 1 if spans and title and text[canonical.offsets[spans[0][0]] :].startswith(title) else 0
    abbreviations = abbreviations_of(patterns.lexicon)
    found = select(find_facts(text, canonical, spans, patterns, language == "en"), abbreviations, titles)
    setting = _setting(text, canonical, spans, patterns, language == "en", titles)
    naming = Naming(gazetteer.index(abbreviations), setting)
    proposals: dict[str, Proposal] = {}
    cores: dict[str, tuple[str, int, int]] = {}
    questions: list[OpenQuestion] = []
    for _, facts in groupby(found, key=lambda fact: fact.number):
        for fact in map(with_year_of_name, facts):
            for proposal in proposals_of(fact, naming):
                if fact.number < titles and proposal.certainty == "stated":
                    proposal = proposal.replace(certainty="headline", note="Only the title says it.")
                proposals.setdefault(proposal.id, proposal)
                if fact.core != fact.span:
                    cores.setdefault(proposal.id, (proposal.id, *fact.core))
                questions += questions_of(fact, proposal)
        fact.reading.forget()
    entities = tuple(naming.entities[key] for key in sorted(naming.entities))
    place = naming.setting.name
    return Extraction(
        language,
        title,
        place,
        noise,
        entities,
        tuple(proposals.values()),
        (*dict.fromkeys(questions), *naming.open),
        tuple(cores.values()),
    )


def gold_rows(extraction: Extraction) -> list[dict[str, str | int | None]]:
    """The proposals as plain rows, one a fact, in the form in which annotated articles are written.

    Keys: kind, subject, relation, object, date (EDTF or None), quote, start (code points). The quote is the
    fact's own words, as annotators mark them; that of the proposal may begin earlier. An event has one
    row, where it is told first or with its day, and one for each who holds it where other words say by whom
    it is held, or that several hold it on a par; what else is told of it are proposals like others.
    """
    cores = {id_: (start, end) for id_, start, end in extraction.cores}
    rows: list[dict[str, str | int | None]] = []
    events = EventRows()
    for proposal in sorted(extraction.proposals, key=says_when):
        if proposal.kind == "event" and not events.take(proposal):
            continue
        start, end = cores.get(proposal.id, (proposal.start, proposal.end))
        quote = proposal.quote[start - proposal.start : end - proposal.start]
        rows += [
            {"kind": proposal.kind, **row.asdict(), "quote": quote, "start": start} for row in proposal.rows
        ]
    return sorted(rows, key=lambda row: int(str(row["start"])))


def _setting(
    text: str,
    canonical: Canonical,
    spans: list[tuple[int, int]],
    patterns: PatternSet,
    english: bool,
    titles: int,
) -> Setting:
    readings = (
        Reading(Sentence(text, canonical, low, high), patterns.lexicon, FINDERS, english)
        for low, high in spans[:_SETTING_SENTENCES]
    )
    return setting_of(readings, titles, patterns.lexicon)
