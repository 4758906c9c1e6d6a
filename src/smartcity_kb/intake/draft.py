"""``draft.yaml``: proposals written and read back, as text; what the format is, and what may be wrong in it.

A draft is a folder with ``article.txt`` (the bytes as given, or the text of a page kept beside it as
``page.html``) and ``draft.yaml``. It has no ``claims.yaml``, so that ``load`` cannot take it for a source.

    format: 1
    source:    id, type, text, page, sha256 (of article.txt), language, title, place
    noise:     start, end, reason
    entities:  slug -> existing: true | type, label {vi, en}, aliases {vi}, note
    proposals: id, kind, pattern, confidence, quote, start, speaker, certainty, note, states, rows
    open:      about, reason, question, candidates

``states`` is what the claim states, exactly as in ``claims.yaml``; ``rows`` is the same in plain words.
"""

from __future__ import annotations

from collections.abc import Sequence as Items

from ..model.claim import Noise
from ..model.record import Record
from .proposal import OpenQuestion, Proposal, ProposedEntity, Statement

FORMAT = 1
HEADER = (
    "# Proposals, not facts: nothing here is in the knowledge base until it is accepted in review.\n"
    "# Positions are Unicode code points of the text, 0-based, end-exclusive.\n"
)


class DraftSource(Record):
    """The article that a draft is about; ``page`` is empty unless the text came out of an HTML page."""

    id: str
    sha256: str
    language: str
    title: str
    type: str = "schema:NewsArticle"
    text: str = "article.txt"
    page: str = ""
    place: str = ""


class Draft(Record):
    """A draft as data: what ``draft.yaml`` says."""

    source: DraftSource
    noise: tuple[Noise, ...] = ()
    entities: tuple[ProposedEntity, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    open: tuple[OpenQuestion, ...] = ()


def write_draft(draft: Draft) -> str:
    """The text of ``draft.yaml``; the same draft gives the same bytes."""
    import yaml

    body = {
        "format": FORMAT,
        "source": _source(draft.source),
        "noise": [noise.asdict() for noise in draft.noise],
        "entities": {entity.slug: _entity(entity) for entity in draft.entities},
        "proposals": [_proposal(proposal) for proposal in draft.proposals],
        "open": [_question(question) for question in draft.open],
    }
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text: str = yaml.dump(body, Dumper=dumper, allow_unicode=True, sort_keys=False, width=100)
    return HEADER + text


def states_as_mapping(states: Items[Statement]) -> dict[str, dict[str, object]]:
    """Statements in the nested form of ``claims.yaml``: subject -> term -> value, values or language map."""
    nested: dict[str, dict[str, object]] = {}
    for item in states:
        terms = nested.setdefault(item.subject, {})
        if item.language:
            terms.setdefault(item.term, {})
            texts = terms[item.term]
            assert isinstance(texts, dict)  # noqa: S101 - a term has one kind of value
            texts[item.language] = item.value
        elif item.term not in terms:
            terms[item.term] = item.value
        else:
            before = terms[item.term]
            terms[item.term] = [*(before if isinstance(before, list) else [before]), item.value]
    return nested


def _source(source: DraftSource) -> dict[str, object]:
    body: dict[str, object] = {"id": source.id, "type": source.type, "text": source.text}
    if source.page:
        body["page"] = source.page
    body |= {"sha256": source.sha256, "language": source.language}
    body["title"] = {source.language: source.title}
    if source.place:
        body["place"] = source.place
    return body


def _entity(entity: ProposedEntity) -> dict[str, object]:
    label = {"vi": entity.label_vi, "en": entity.label_en}
    body: dict[str, object] = {"existing": True} if entity.existing else {"type": list(entity.types)}
    body["label"] = label
    if entity.aliases:
        body["aliases"] = {"vi": list(entity.aliases)}
    if entity.note:
        body["note"] = entity.note
    return body


def _proposal(proposal: Proposal) -> dict[str, object]:
    body: dict[str, object] = {
        "id": proposal.id,
        "kind": proposal.kind,
        "pattern": proposal.pattern,
        "confidence": proposal.confidence,
        "quote": proposal.quote,
        "start": proposal.start,
    }
    if proposal.speaker:
        body["speaker"] = proposal.speaker
    if proposal.certainty != "stated":
        body["certainty"] = proposal.certainty
    if proposal.note:
        body["note"] = proposal.note
    body["states"] = states_as_mapping(proposal.states)
    body["rows"] = [row.asdict() for row in proposal.rows]
    return body


def _question(question: OpenQuestion) -> dict[str, object]:
    body: dict[str, object] = {"about": question.about, "reason": question.reason}
    body["question"] = question.question
    if question.candidates:
        body["candidates"] = list(question.candidates)
    return body
