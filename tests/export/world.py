"""A tiny made-up knowledge base with a bit of everything that an export has to hold."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, Triple

from smartcity_kb.model.claim import Claim, Entity, Evidence, Noise, Source, SourceContent
from smartcity_kb.model.prefixes import PREFIXES
from smartcity_kb.model.terms import (
    EDTF,
    GRAPH_LINKS,
    GRAPH_VOCABULARY,
    LABEL,
    WHEN,
    XSD_BOOLEAN,
    XSD_INTEGER,
    entity_iri,
    expand,
    source_iri,
)
from smartcity_kb.store.oxigraph import OxigraphStore
from smartcity_kb.store.quads import quads_from_content

if TYPE_CHECKING:
    from collections.abc import Iterable

_TEXT = (
    'Quảng cáo. Hội nghị Đô thị thông minh lần 1 do Thành phố Hoa Sen và Công ty "Đèn & Đóm" tổ chức vào'
    ' tháng 3/2016.\nÔng Lê An cho biết: hội nghị <rất> thành công; đối tác gồm Công ty "Đèn & Đóm",…'
)


def iri(curie: str) -> NamedNode:
    """The IRI of a CURIE with one of our prefixes."""
    found = expand(curie)
    assert found is not None
    return found


def _entity(
    slug: str,
    type_: str,
    vi: str,
    en: str,
    aliases: tuple[Literal, ...] = (),
    wrong: tuple[Literal, ...] = (),
) -> Entity:
    labels = (Literal(en, language="en"), Literal(vi, language="vi"))
    return Entity(slug, (iri(type_),), labels, aliases, wrong)


def _claim(quote: str, *states: Triple, **more: object) -> Claim:
    start = _TEXT.index(quote)
    evidence = Evidence(source_iri("bai-1"), start, start + len(quote), quote)
    return Claim(frozenset(states), evidence, **more)  # type: ignore[arg-type]


def _content() -> SourceContent:
    meeting, town, firm, deal = map(entity_iri, ("hoi-nghi-1", "hoa-sen", "den-dom", "thoa-thuan"))
    person = entity_iri("le-an")
    organised = Triple(meeting, iri("schema:organizer"), firm)
    source = Source(
        "bai-1", iri("schema:NewsArticle"), _TEXT, sha256(_TEXT.encode()).hexdigest(), "vi",
        (Literal("Hội nghị ở Hoa Sen", language="vi"),), "2016-04", "Bịa ra.", (Noise(0, 10, "quảng cáo"),),
    )  # fmt: skip
    hedged = {"certainty": "hedged", "note": "Danh sách để mở."}
    claims = (
        _claim(
            "Hội nghị Đô thị thông minh lần 1 do Thành phố Hoa Sen và Công ty \"Đèn & Đóm\" tổ chức",
            organised, Triple(meeting, iri("schema:organizer"), town),
        ),
        _claim(
            "Hội nghị Đô thị thông minh lần 1",
            Triple(meeting, iri("schema:position"), Literal("1", datatype=XSD_INTEGER)), certainty="inferred",
            note="Nói \"lần 1\".",
        ),
        _claim("vào tháng 3/2016", Triple(meeting, WHEN, Literal("2016-03", datatype=EDTF))),
        _claim(
            "hội nghị <rất> thành công",
            Triple(meeting, iri("sckb:assessment"), Literal("<rất> thành công", language="vi")),
            Triple(meeting, iri("sckb:assessment"), Literal("a <great> success", language="en")),
            speaker=person,
        ),
        _claim(
            "đối tác gồm Công ty \"Đèn & Đóm\",…",
            organised,
            Triple(deal, iri("sckb:partner"), firm),
            Triple(deal, iri("sckb:pairing"), iri("sckb:unresolved")),
            Triple(deal, iri("sckb:listIsOpen"), Literal("true", datatype=XSD_BOOLEAN)),
            **hedged,
        ),
        _claim("Ông Lê An cho biết", Triple(source.iri, iri("dcterms:source"), person)),
    )  # fmt: skip
    entities = (
        _entity("den-dom", "schema:Corporation", "Công ty \"Đèn & Đóm\"", "Lamp & Light"),
        _entity("hoa-sen", "schema:City", "Thành phố Hoa Sen", "Lotus City"),
        _entity("hoi-nghi-1", "sckb:Conference", "Hội nghị lần 1", "First Conference",
                (Literal("HN1", language="vi"),), (Literal("Hội ngị", language="vi"),)),
        _entity("le-an", "foaf:Person", "Lê An", "Lê An"),
        _entity("thoa-thuan", "sckb:Agreement", "Thỏa thuận", "Agreement"),
    )  # fmt: skip
    return SourceContent(source, entities, claims)


def world_quads() -> list[Quad]:
    """The quads of the world, each once, in the order in which they are made."""
    words = {
        "schema:organizer": ("do", "organised by"), "sckb:partner": ("có đối tác", "has partner"),
        "sckb:unresolved": ("không xác định", "unresolved"), "dcterms:source": ("theo", "according to"),
    }  # fmt: skip
    vocabulary = [
        Quad(iri(term), LABEL, Literal(label, language=lang), GRAPH_VOCABULARY)
        for term, labels in words.items()
        for lang, label in zip(("vi", "en"), labels, strict=True)
    ]
    outside = NamedNode(PREFIXES["wd"] + "Q1")
    link = Quad(entity_iri("hoa-sen"), iri("owl:sameAs"), outside, GRAPH_LINKS)
    return list(dict.fromkeys([*quads_from_content(_content()), *vocabulary, link]))


def in_memory(quads: Iterable[Quad]) -> OxigraphStore:
    """A store in memory that holds these quads."""
    store = pyoxigraph.Store()
    store.extend(quads)
    return OxigraphStore(store)
