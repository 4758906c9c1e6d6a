"""A source as N-Quads text: the quads of ``quads_from_content``, those of claims without making them."""

from __future__ import annotations

from pyoxigraph import Literal

from ..model.terms import (
    CERTAINTY,
    CLAIM,
    COMMENT,
    END,
    EVIDENCE,
    EXACT,
    HAS_SOURCE,
    QUOTE,
    SPEAKER,
    START,
    TYPE,
    WHEN,
    XSD_INTEGER,
)
from .quads import CERTAINTY_IRIS, derived_triples, quads_from_entity, quads_from_source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model.claim import Claim, SourceContent

_CERTAIN = {name: f"{CERTAINTY} {iri} .\n" for name, iri in CERTAINTY_IRIS.items()}
_NUMBER = f'"^^{XSD_INTEGER} .\n'
_IS_CLAIM, _IS_QUOTE = f"{TYPE} {CLAIM} .\n", f"{TYPE} {QUOTE} .\n"
_EVIDENCE, _SOURCE, _EXACT = str(EVIDENCE), str(HAS_SOURCE), str(EXACT)
_STARTS, _ENDS = f'{START} "', f'{END} "'


def nquads_of(content: SourceContent) -> bytes:
    """Everything that a source adds to a knowledge base, as N-Quads in UTF-8, each line once.

    Lines are written as oxigraph writes them.
    """
    source = content.source
    lines = [f"{quad} .\n" for quad in quads_from_source(source)]
    for entity in content.entities:
        lines += [f"{quad} .\n" for quad in quads_from_entity(entity, source.iri)]
    for claim in content.claims:
        lines += _claim_lines(claim)
    return "".join(dict.fromkeys(lines)).encode()


def _claim_lines(claim: Claim) -> Iterator[str]:
    iri, evidence = str(claim.iri), claim.evidence
    quote = str(evidence.iri)
    derived = [
        each for triple in claim.states if triple.predicate == WHEN for each in derived_triples(triple)
    ]
    for statement in (*claim.statements, *[f"{triple} ." for triple in derived]):
        yield f"{statement}\n"
        yield f"{statement[:-1]}{iri} .\n"
    yield f"{iri} {_IS_CLAIM}"
    yield f"{iri} {_CERTAIN[claim.certainty]}"
    yield f"{iri} {_EVIDENCE} {quote} .\n"
    if claim.speaker is not None:
        yield f"{iri} {SPEAKER} {claim.speaker} .\n"
    if claim.note:
        yield f"{iri} {COMMENT} {Literal(claim.note)} .\n"
    yield f"{quote} {_IS_QUOTE}"
    yield f"{quote} {_SOURCE} {evidence.source} .\n"
    yield f"{quote} {_STARTS}{evidence.start}{_NUMBER}"
    yield f"{quote} {_ENDS}{evidence.end}{_NUMBER}"
    yield f"{quote} {_EXACT} {Literal(evidence.quote, language=evidence.language)} .\n"
