"""What extraction proposes: claims with quotes, entities, noise, and what stays open. Frozen records."""

from __future__ import annotations

from base64 import b32encode
from hashlib import sha256

from ..model.claim import Noise
from ..model.record import Record

# Kinds of proposals, in the order in which they are shown and scored.
KINDS = (
    "person_post",
    "official_document",
    "event",
    "agreement",
    "body_established",
    "place_event",
    "goal",
    "partner",
)


# Patterns of this kind propose nothing: they say whose words a sentence reports.
SPEAKER = "speaker"


class Row(Record):
    """The plain view of one fact: who, what, whom, when (EDTF). ``object`` and ``date`` may be None."""

    subject: str
    relation: str
    object: str | None = None
    date: str | None = None


class Statement(Record):
    """One triple of a proposal in the claims format: slug, term of ``context.jsonld``, value.

    ``value`` is its lexical form ("2016-03", "1", "true"), a slug where the term takes entities;
    ``language`` is set for texts per language.
    """

    subject: str
    term: str
    value: str
    language: str = ""


class Proposal(Record):
    """A proposed claim: one quote, where it stands, what it states, and who proposed it.

    ``start`` counts code points of the text, and ``text[start:start + len(quote)] == quote`` always.
    ``pattern`` is the id of the pattern; ``confidence`` lies between 0 and 1 and is the pattern's own.
    ``rows`` is the plain view of the same claim. ``certainty`` is as in claims; a ``note`` goes with
    anything but ``stated``. ``speaker`` is the slug of the person whose words the quote reports, empty for
    the article's own voice.
    """

    kind: str
    pattern: str
    confidence: float
    quote: str
    start: int
    rows: tuple[Row, ...]
    states: tuple[Statement, ...] = ()
    certainty: str = "stated"
    note: str = ""
    speaker: str = ""

    @property
    def end(self) -> int:
        """Where the quote ends (exclusive)."""
        return self.start + len(self.quote)

    @property
    def id(self) -> str:
        """The first ten characters of the base32 SHA-256 over kind, place, quote and rows.

        The same proposal has the same id on every run, whatever pattern found it and whoever is read as its
        speaker: verdicts refer to it.
        """
        parts = [self.kind, str(self.start), self.quote]
        for row in self.rows:
            parts += [row.subject, row.relation, row.object or "", row.date or ""]
        digest = sha256("\x1f".join(parts).encode()).digest()
        return b32encode(digest).decode().lower()[:10]


class ProposedEntity(Record):
    """An entity that proposals speak of.

    ``existing`` entities stand in the knowledge base already, and are only named. A new one has types
    and labels; ``label_en`` repeats ``label_vi`` until somebody translates it, which stays an open
    question. ``note`` says how a name was read ("UBND tỉnh" through the article's own place).
    """

    slug: str
    label_vi: str
    label_en: str
    types: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    existing: bool = False
    note: str = ""


class OpenQuestion(Record):
    """What extraction did not find or did not decide.

    ``about`` is a slug or a proposal's id; ``reason`` one of ``translation``, ``same_entity``, ``actor``,
    ``date``, ``term``, ``generic_name``, ``duplicate_source``; ``candidates`` are slugs
    or source ids to choose from.
    """

    about: str
    reason: str
    question: str
    candidates: tuple[str, ...] = ()


class Extraction(Record):
    """Everything that was found in one text; a pure function of text, patterns and gazetteer.

    ``cores`` are (a proposal's id, start, end): where the words of the fact stand when they are less than its
    quote, which also holds who is named far before them.
    """

    language: str
    title: str
    place: str
    noise: tuple[Noise, ...]
    entities: tuple[ProposedEntity, ...]
    proposals: tuple[Proposal, ...]
    open: tuple[OpenQuestion, ...]
    cores: tuple[tuple[str, int, int], ...] = ()
