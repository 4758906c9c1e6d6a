"""Facts with their claims and quotes, joined by sorting, so that memory does not grow with the store.

Facts are sorted by what is joined next: by subject, which gives the entities too (see ``entities``), for
tables by object, which gives its label, then by claim, then by quote. In the lines in between,
``key \\t 0 \\t …`` is what is known about a key and comes just before ``key \\t 1 \\t …``, the facts with it.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from ..model.prefixes import PREFIXES
from ..model.terms import (
    CERTAINTY,
    DESCRIPTION_PROPERTIES,
    EVIDENCE,
    EVIDENCE_PROPERTIES,
    EXACT,
    PREF_LABEL,
    SHA256,
    SPEAKER,
    TYPE,
)
from .entities import entity_facts, split_claims, stated
from .reading import NOT_OURS, SPAN, read_rows, vocabulary_labels
from .scratch import in_chunks, lines_of, sorted_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from .job import Job

_Known = TypeVar("_Known")

# Only what is joined or shown, chosen by predicate: decoding is what reading costs, and nearly all claims
# are plainly stated. SHA256 marks the sources.
_WANTED = (EVIDENCE, PREF_LABEL, SPEAKER, SHA256)
_DESCRIPTIVE = ", ".join(sorted(map(str, DESCRIPTION_PROPERTIES | EVIDENCE_PROPERTIES)))
_ENTITIES_AND_CLAIMS = (
    f"SELECT ?s ?p ?o WHERE {{ VALUES ?p {{ {' '.join(map(str, _WANTED))} }} ?s ?p ?o }}",
    f"SELECT ?s ({TYPE} AS ?p) ?o WHERE {{ ?s a ?o FILTER(?o NOT IN (sckb:Claim, sckb:Quote, sckb:Noise)) }}",
    f"SELECT ?s ({CERTAINTY} AS ?p) ?o WHERE {{ ?s {CERTAINTY} ?o FILTER(?o != sckb:stated) }}",
    f"SELECT ?s ?p ?o WHERE {{ ?s ?p ?o FILTER(?p NOT IN ({_DESCRIPTIVE})) }}",
)
_STATED = f"SELECT ?s ?p ?o ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {NOT_OURS} }}"
_QUOTES = f"SELECT ?quote ?exact WHERE {{ ?quote {EXACT} ?exact }}"
_EVIDENCE, _CERTAINTY, _SPEAKER = (str(term).encode() for term in (EVIDENCE, CERTAINTY, SPEAKER))
_SCKB = b"<" + PREFIXES["sckb"].encode()
_STATED_WORD = b"stated"


class FactRow(NamedTuple):
    """A fact as one claim states it.

    ``subject`` to ``object_label``, ``claim``, ``speaker``, ``quote_iri`` and ``quote`` are cells (see
    ``cells``), the others plain texts in bytes; empty where there is none. ``when`` are the EDTF dates of
    the subject; ``source``, ``start`` and ``end`` are those that the quote's IRI says. A fact without a
    claim has neither claim nor quote.
    """

    subject: bytes
    term: bytes
    object: bytes
    subject_label: bytes
    when: bytes
    object_label: bytes
    claim: bytes
    certainty: bytes
    speaker: bytes
    quote_iri: bytes
    quote: bytes
    source: bytes
    start: bytes
    end: bytes


class Facts(NamedTuple):
    """``entities`` is a file for ``read_entities``; ``words`` are the vocabulary's labels by cell."""

    entities: str
    rows: Iterator[FactRow]
    words: dict[bytes, str]


def read_facts(job: Job, links_only: bool) -> Facts:
    """The entities, and all facts, once for each claim that states them, ordered by quote and claim.

    ``links_only`` leaves out facts whose object is no entity, and does without the labels of objects.
    """
    scratch = job.scratch
    words = vocabulary_labels(job.engine, job.options.lang)
    *both, stating = read_rows(job.engine, (*_ENTITIES_AND_CLAIMS, _STATED), scratch)
    claims, entities = scratch.new_path(), scratch.new_path()
    plain = chain.from_iterable(rows.chunks() for rows in both)
    keyed = chain(split_claims(plain, words, claims), stated(stating.chunks(), words))
    facts = entity_facts(sorted_lines(keyed, scratch), entities, words, job.options.lang, links_only)
    # Wanted last: the engine reads them while the sorts go on.
    (quotes,) = read_rows(job.engine, (_QUOTES,), scratch)
    by_claim: Iterator[bytes]
    if links_only:
        by_claim = (b"%s\t1\t%s\t\n" % (claim, rest) for claim, _, rest in facts)
    else:
        by_object = (b"%s\t1\t%s\t%s\n" % (value, claim, rest) for claim, value, rest in facts)
        # The facts come first in each chain: drawing the last of them completes the file behind them.
        labelled = chain(in_chunks(by_object), in_chunks(_names(entities)))
        by_claim = _with_object_labels(sorted_lines(labelled, scratch), words)
    claimed = chain(in_chunks(by_claim), in_chunks(lines_of(claims)))
    by_quote = _with_claims(sorted_lines(claimed, scratch))
    exact = ([line.replace(b"\t", b"\t0\t", 1) for line in chunk] for chunk in quotes.chunks())
    quoted = sorted_lines(chain(in_chunks(by_quote), exact), scratch)
    # All facts are through their sorts by now, and the file of entities is complete.
    return Facts(entities, _rows(quoted), words)


def _names(entities: str) -> Iterator[bytes]:
    for line in lines_of(entities):
        iri, name, _ = line.split(b"\t", 2)
        yield b"%s\t0\t%s\n" % (iri, name)


def _attach(
    lines: Iterable[bytes], digest: Callable[[bytes, list[bytes]], _Known]
) -> Iterator[tuple[bytes, bytes, _Known]]:
    """Sorted lines as (key, a fact without key and tag, what is known about the key).

    ``digest`` is given the key and the lines of what is known, once for each key that has facts.
    """
    current = b""
    told: list[bytes] = []
    known = digest(current, told)
    fresh = False
    for line in lines:
        key, tag, rest = line[:-1].split(b"\t", 2)
        if key != current:
            current, told, fresh = key, [], True
        if tag == b"0":
            told.append(rest)
            continue
        if fresh:
            known, fresh = digest(key, told), False
        yield key, rest, known


def _with_object_labels(lines: Iterator[bytes], words: dict[bytes, str]) -> Iterator[bytes]:
    def label(value: bytes, told: list[bytes]) -> bytes:
        word = words.get(value)
        return told[0] if told and told[0] else b'"%s"' % word.encode() if word else b""

    for _, rest, name in _attach(lines, label):
        claim, fact = rest.split(b"\t", 1)
        yield b"%s\t1\t%s\t%s\n" % (claim, fact, name)


def _with_claims(lines: Iterator[bytes]) -> Iterator[bytes]:
    for _, fact, (quote, about) in _attach(lines, _claim):
        yield b"%s\t1\t%s\t%s\n" % (quote, fact, about)


def _claim(claim: bytes, told: list[bytes]) -> tuple[bytes, bytes]:
    """The quote, and the cells ``claim certainty speaker``; all empty for facts without a claim."""
    about: dict[bytes, bytes] = {}
    for line in told:
        term, value = line.split(b"\t")
        about.setdefault(term, value)
    certainty = about[_CERTAINTY][len(_SCKB) : -1] if _CERTAINTY in about else _STATED_WORD
    cells = (claim, certainty if claim else b"", about.get(_SPEAKER, b""))
    return about.get(_EVIDENCE, b""), b"\t".join(cells)


def _rows(lines: Iterator[bytes]) -> Iterator[FactRow]:
    for _, fact, about in _attach(lines, _quote):
        yield FactRow._make((*fact.split(b"\t"), *about))


def _quote(quote: bytes, told: list[bytes]) -> tuple[bytes, ...]:
    """The last cells of a row: the quote's IRI, its text, and what its IRI says."""
    source, _, place = quote[1:-1].partition(SPAN.encode())
    start, _, end = place.partition(b",")
    return quote, told[0] if told else b"", source, start, end
