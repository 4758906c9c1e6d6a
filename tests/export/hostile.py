"""A knowledge base in which every text tries to become markup, script, or the end of a block of data."""

from __future__ import annotations

from hashlib import sha256

from pyoxigraph import Literal, Quad, Triple

from smartcity_kb.model.claim import Claim, Entity, Evidence, Noise, Source, SourceContent
from smartcity_kb.model.terms import GRAPH_VOCABULARY, LABEL, WHEN, entity_iri, source_iri
from smartcity_kb.store.oxigraph import OxigraphStore
from smartcity_kb.store.quads import quads_from_content

from .world import in_memory, iri

# Each would do harm somewhere: in HTML, in an attribute, in a script element, in a string of a script.
ATTACKS = (
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]></style><img src=x onerror=alert(2)>",
    '" onmouseover="alert(3)" x="',
    "line\u2028separator\u2029end",
    "\\u003c/script>\\",
    "a\r\nb\rc",
    "<main></main></main>",
    "𡨸 </SCRIPT >",
)
TEXT = "Đầu. " + " | ".join(ATTACKS) + " Cuối."


def _claims() -> tuple[Claim, ...]:
    one, other = entity_iri("mot"), entity_iri("hai")
    claims = []
    for attack in ATTACKS:
        start = TEXT.index(attack)
        states = Triple(one, iri("sckb:assessment"), Literal(attack, language="vi"))
        link = Triple(one, iri("schema:organizer"), other)
        evidence = Evidence(source_iri("bai-doc"), start, start + len(attack), attack)
        claims.append(Claim(frozenset({states, link}), evidence, "hedged", other, f"Ghi chú {attack}"))
    dated = Triple(one, WHEN, Literal("2016-03", datatype=iri("edtf:EDTF")))
    return (*claims, Claim(frozenset({dated}), Evidence(source_iri("bai-doc"), 0, 4, "Đầu.")))


def hostile_store() -> OxigraphStore:
    """The knowledge base, in memory."""
    source = Source(
        "bai-doc", iri("schema:NewsArticle"), TEXT, sha256(TEXT.encode()).hexdigest(), "vi",
        (Literal(f"Bài {ATTACKS[0]}", language="vi"),), "2016-04", ATTACKS[1], (Noise(0, 2, ATTACKS[0]),),
    )  # fmt: skip
    entities = tuple(
        Entity(
            slug, (iri("sckb:Conference"),),
            (Literal(f"{slug} {attack}", language="vi"), Literal(f"{slug} {attack}", language="en")),
            tuple(Literal(text, language="vi") for text in ATTACKS), note=attack,
        )
        for slug, attack in (("mot", ATTACKS[0]), ("hai", ATTACKS[2]))
    )  # fmt: skip
    words = Quad(iri("schema:organizer"), LABEL, Literal(ATTACKS[0], language="vi"), GRAPH_VOCABULARY)
    return in_memory([*quads_from_content(SourceContent(source, entities, _claims())), words])
