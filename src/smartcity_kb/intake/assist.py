"""A language model asked for proposals: it helps, a person decides, and no accuracy is claimed for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.errors import InputError
from ..model.record import Record
from .assist_answer import REASONS, Answered, Piece, read_answer
from .assist_client import ask
from .assist_prompt import messages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..model.claim import Noise
    from ..store.folder import Terms
    from .assist_config import AssistConfig
    from .draft import Draft
    from .proposal import Proposal

# Characters sent with one request, and how many requests an article may take.
_MOST_CHARACTERS = 12_000
_MOST_REQUESTS = 40


class AssistReport(Record):
    """What a model's help came to: the draft with its proposals added, how many, and what was dropped.

    ``dropped`` maps each reason of ``assist_answer.REASONS`` to a count.
    """

    draft: Draft
    requests: int
    added: int
    dropped: dict[str, int]


def pattern_id(config: AssistConfig) -> str:
    """The id that a model's proposals bear in the place of a pattern's."""
    return f"assist:{config.model}"


def assist(
    draft: Draft, article: str, terms: Terms, config: AssistConfig, link: Callable[[str], str]
) -> AssistReport:
    """Send an article, without its noise, to the configured model and add what it proposes to the draft.

    ``link`` gives the slug of the one entity of the knowledge base with a name or slug, else the empty
    text. What the draft has already is not added again. Raises InputError for an article that would take
    more than 40 requests (nothing is sent then), StoreError when the endpoint fails.
    """
    pieces = list(pieces_of(article, draft.noise))
    if len(pieces) > _MOST_REQUESTS:
        raise InputError(
            f"the article has {len(article)} characters; a model is asked about"
            f" {_MOST_CHARACTERS * _MOST_REQUESTS} at most: split it, or extract it without --assist"
        )
    dropped = dict.fromkeys(REASONS, 0)
    grown = draft
    for piece in pieces:
        content = ask(config, messages(piece.text, grown, terms))
        known = {entity.slug: entity for entity in grown.entities}
        answered = read_answer(content, piece, pattern_id(config), terms, known, link)
        for reason, count in answered.dropped.items():
            dropped[reason] += count
        stated = {_stated(proposal) for proposal in grown.proposals}
        new = tuple(p for p in answered.proposals if _stated(p) not in stated)
        dropped["known already"] += len(answered.proposals) - len(new)
        grown = _grown(grown, answered.replace(proposals=new))
    return AssistReport(grown, len(pieces), len(grown.proposals) - len(draft.proposals), dropped)


def pieces_of(article: str, noise: tuple[Noise, ...]) -> Iterator[Piece]:
    """The article in stretches of at most 12,000 characters that end at a line's end where they can."""
    start = 0
    while start < len(article):
        end = min(len(article), start + _MOST_CHARACTERS)
        if end < len(article):
            line = article.rfind("\n", start, end) + 1
            end = line if line > start else end
        inside = tuple(span for span in noise if span.start < end and start < span.end)
        piece = Piece(article, start, end, inside)
        if piece.text.strip():
            yield piece
        start = end


def _stated(proposal: Proposal) -> tuple[int, str, frozenset[object]]:
    return (proposal.start, proposal.quote, frozenset(proposal.states))


def _grown(draft: Draft, answered: Answered) -> Draft:
    """The draft with the proposals of an answer, and the entities and questions that go with them."""
    used = {part for p in answered.proposals for s in p.states for part in (s.subject, s.value)}
    entities = (*draft.entities, *(entity for entity in answered.entities if entity.slug in used))
    return draft.replace(
        proposals=(*draft.proposals, *answered.proposals),
        entities=tuple(sorted(entities, key=lambda entity: entity.slug)),
        open=(*draft.open, *(question for question in answered.open if question.about in used)),
    )
