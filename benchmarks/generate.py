"""Made-up knowledge bases of any size: Vietnamese articles whose every sentence states a claim.

    python benchmarks/generate.py CLAIMS OUT.nq [--entities N] [--seed S]
    python benchmarks/generate.py --articles N OUTDIR [--seed S]

The same arguments give the same bytes. Articles are made one at a time, so memory does not grow. Degrees
are skewed (entity 0, a province, takes part in about a tenth of the claims), and every hundredth article
is an island that shares no entity with the others, so that there are pairs without a path.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import sys
from hashlib import sha256
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from smartcity_kb.model.claim import Claim, Entity, Evidence, Noise, Source, SourceContent
from smartcity_kb.model.prefixes import PREFIXES
from smartcity_kb.model.terms import GRAPH_VOCABULARY, XSD_BOOLEAN, XSD_INTEGER, expand, source_iri
from smartcity_kb.model.text import slug
from smartcity_kb.store.folder import read_terms
from smartcity_kb.store.folder_layout import shipped_folder
from smartcity_kb.store.quads import quads_from_content
from smartcity_kb.store.values import object_from_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smartcity_kb.model.terms import Context

CLAIMS_PER_ARTICLE = 50
_ISLAND_EVERY = 100
_PLACE, _COMPANY, _OFFICE, _PERSON, _SCHEME, _CONFERENCE, _AGREEMENT, _DOCUMENT = range(8)
# By kind: types, and the Vietnamese and English beginnings of labels.
_KINDS = (
    (("schema:AdministrativeArea",), "Tỉnh", "Province of"),
    (("org:FormalOrganization", "schema:Corporation"), "Tập đoàn", "Corporation"),
    (
        ("org:FormalOrganization", "schema:GovernmentOrganization"),
        "Sở Thông tin",
        "Department of Information",
    ),
    (("foaf:Person",), "Nguyễn", "Nguyễn"),
    (("sckb:Initiative",), "Đề án thành phố thông minh", "Smart City Scheme"),
    (("sckb:Conference",), "Hội nghị đô thị thông minh", "Smart City Conference"),
    (("sckb:Agreement",), "Thỏa thuận hợp tác", "Cooperation Agreement"),
    (("sckb:OfficialDocument",), "Quyết định phê duyệt", "Decision of Approval"),
)
# Each syllable folds to other letters than all others, so labels made of different ones differ folded too.
_SYLLABLES = re.findall(
    r"\S+",
    "Bình Dương Hòa Phát Thủ Đức Cần Giờ Vĩnh Long Sơn Trà Quảng Nam Khánh Lộc Phú Mỹ Tân Uyên Bắc Ninh"
    " Hải Châu Liên Chiểu Kiên Giang Đồng Tháp Yên Bái Lạng Tiền",
)
# (subject's kind, sentence, ((term, object's kind or how a value is made), ...))
_TEMPLATES = (
    (_AGREEMENT, "{s} đã được ký với {0}.", (("partner", _COMPANY),)),
    (_AGREEMENT, "{0} là bên ký kết {s}.", (("localParty", _OFFICE),)),
    (_AGREEMENT, "Danh sách đối tác của {s} vẫn còn để mở.", (("listIsOpen", "open"),)),
    (_SCHEME, "{0} đã phê duyệt {s}.", (("approvedBy", _OFFICE),)),
    (_SCHEME, "{s} được triển khai tại {0}.", (("spatial", _PLACE),)),
    (_SCHEME, "{s} được đánh giá là {0}.", (("assessment", "praise"),)),
    (_CONFERENCE, "{0} và {1} phối hợp tổ chức {s}.", (("organizer", _OFFICE), ("organizer", _COMPANY))),
    (_CONFERENCE, "Ông {0} dự {s}.", (("attendee", _PERSON),)),
    (_CONFERENCE, "{s} diễn ra vào {0}.", (("when", "month"),)),
    (_CONFERENCE, "{s} là hội nghị lần thứ {0}.", (("position", "number"),)),
    (_PERSON, "{s} là thành viên của {0}.", (("memberOf", _COMPANY),)),
    (_PERSON, "{s} là người đứng đầu {0}.", (("headOf", _OFFICE),)),
    (_COMPANY, "{s} có trụ sở tại {0}.", (("location", _PLACE),)),
    (_OFFICE, "{s} quản lý địa bàn {0}.", (("areaServed", _PLACE),)),
    (_DOCUMENT, "{0} ban hành {s}.", (("creator", _OFFICE),)),
    (_DOCUMENT, "{s} được ban hành {0}.", (("issued", "month"),)),
    (_PLACE, "{s} học hỏi kinh nghiệm của {0}.", (("seeksExperienceFrom", _PLACE),)),
)
_PRAISE = ('một bước tiến "quan trọng"', "thành công & bền vững", "hiệu quả, <đúng hướng>", "mô hình mẫu")


class World:
    """The pool of entities that all articles draw from; an entity is known by its number."""

    def __init__(self, claims: int, entities: int, seed: int) -> None:
        self.claims = claims
        self.articles = -(-claims // CLAIMS_PER_ARTICLE)
        self.entities = max(16, entities)
        self.seed = seed
        # Each article defines this many, a multiple of the kinds so that an island has some of each.
        self.share = -(-self.entities // (self.articles * 8)) * 8
        self.context: Context = read_terms(shipped_folder()).context

    def is_island(self, article: int) -> bool:
        """Whether an article shares no entity with others; small worlds have none."""
        return article % _ISLAND_EVERY == _ISLAND_EVERY - 1

    def defined_by(self, article: int) -> range:
        """The numbers of the entities that an article defines."""
        return range(article * self.share, (article + 1) * self.share)

    def pick(self, rng: random.Random, article: int, kind: int) -> int:
        """The number of an entity of a kind, the low ones far more often than the high ones."""
        own = self.defined_by(article)
        if self.is_island(article):
            return own[0] + rng.randrange(self.share // 8) * 8 + kind
        if kind == _PLACE and rng.random() < 0.4:
            return 0
        number = int(self.articles * self.share * rng.random() ** 3) // 8 * 8 + kind
        return kind if self.is_island(number // self.share) else number


def entity(number: int) -> Entity:
    """The entity with this number, with labels in Vietnamese and English and one alias."""
    types, vi, en = _KINDS[number % 8]
    rest = number // 8
    syllables: list[str] = []
    while rest or len(syllables) < 2:
        rest, digit = divmod(rest, len(_SYLLABLES))
        syllables.append(_SYLLABLES[digit])
    name = " ".join(syllables)
    label = f"{vi} {name}"
    return Entity(
        slug(label),
        tuple(sorted((iri for iri in map(expand, types) if iri), key=str)),
        (Literal(f"{en} {name}", language="en"), Literal(label, language="vi")),
        (Literal(name, language="vi"),) if number % 4 == 0 else (),
    )


def article(world: World, number: int) -> SourceContent:
    """One article with its entities and claims; every sentence is the quote of one claim or two."""
    rng = random.Random(f"{world.seed}/{number}")
    source_id = f"bai-viet-{number:07d}"
    title = f"Bản tin đô thị thông minh số {number}"
    count = min(CLAIMS_PER_ARTICLE, world.claims - number * CLAIMS_PER_ARTICLE)
    text, said = title + "\n\n", set[str]()
    claims: list[Claim] = []
    while len(claims) < count:
        bare, states = _sentence(world, rng, number)
        if bare in said:
            continue
        said.add(bare)
        sentence, speaker = _spoken(world, rng, number, bare)
        evidence = Evidence(source_iri(source_id), len(text), len(text) + len(sentence), sentence)
        claims.append(Claim(states, evidence, speaker=speaker))
        inferred = _second_claim(world, rng, number, evidence)
        if rng.random() < 0.3 and len(claims) < count and inferred.states != states:
            claims.append(inferred)
        text += sentence + ("\n" if rng.random() < 0.25 else " ")
    noise = (Noise(len(text), len(text) + 24, "links to other pages"),)
    text += "Xem thêm: tin thể thao.\n"
    digest = sha256(text.encode()).hexdigest()
    type_ = NamedNode(PREFIXES["schema"] + "NewsArticle")
    titles = (Literal(title, language="vi"),)
    source = Source(source_id, type_, text, digest, "vi", titles, noise=noise)
    return SourceContent(source, tuple(entity(n) for n in world.defined_by(number)), tuple(claims))


def _sentence(world: World, rng: random.Random, number: int) -> tuple[str, frozenset[Triple]]:
    kind, template, terms = rng.choice(_TEMPLATES)
    subject = entity(world.pick(rng, number, kind))
    states, words = [], []
    for name, what in terms:
        word, value = _object(world, rng, number, name, what)
        if value == subject.iri:
            return _sentence(world, rng, number)
        words.append(word)
        states.append(Triple(subject.iri, world.context.terms[name].iri, value))
    return template.format(*words, s=subject.labels[1].value), frozenset(states)


def _spoken(world: World, rng: random.Random, number: int, sentence: str) -> tuple[str, NamedNode | None]:
    """One sentence in ten is put into somebody's mouth."""
    if rng.random() >= 0.1:
        return sentence, None
    person = entity(world.pick(rng, number, _PERSON))
    return f"Theo ông {person.labels[1].value}: {sentence}", person.iri


def _object(
    world: World, rng: random.Random, number: int, name: str, what: int | str
) -> tuple[str, NamedNode | Literal]:
    if isinstance(what, int):
        found = entity(world.pick(rng, number, what))
        return found.labels[1].value, found.iri
    if what == "open":
        return "", Literal("true", datatype=XSD_BOOLEAN)
    if what == "number":
        position = str(rng.randint(1, 30))
        return position, Literal(position, datatype=XSD_INTEGER)
    if what == "praise":
        praise = rng.choice(_PRAISE)
        return praise, Literal(praise, language="vi")
    year, month = rng.randint(2012, 2026), rng.randint(1, 12)
    value = object_from_text(world.context.terms[name], f"{year}-{month:02d}", world.context)
    return f"tháng {month}/{year}", value


def _second_claim(world: World, rng: random.Random, number: int, evidence: Evidence) -> Claim:
    """What a careful reader infers from the same sentence."""
    office, place = entity(world.pick(rng, number, _OFFICE)), world.pick(rng, number, _PLACE)
    states = frozenset([Triple(office.iri, world.context.terms["areaServed"].iri, entity(place).iri)])
    return Claim(states, evidence, "inferred", note="By its name the office serves the province.")


def nquads(world: World) -> Iterator[str]:
    """The world as N-Quads lines, the terms first, then article by article; a fact may come again."""
    for quad in read_terms(shipped_folder()).quads:
        if quad.graph_name == GRAPH_VOCABULARY:
            yield f"{quad} .\n"
    for number in range(world.articles):
        yield from dict.fromkeys(f"{quad} .\n" for quad in quads_from_content(article(world, number)))


def claims_yaml(content: SourceContent, context: Context) -> str:
    """A claims file; its values are written as JSON, which is YAML."""
    source = content.source
    lines = ["source:", f"  id: {source.id}", "  type: schema:NewsArticle", "  text: article.txt"]
    lines += [
        f"  sha256: {source.sha256}",
        "  language: vi",
        f"  title: {{vi: {_json(source.title[0].value)}}}",
    ]
    lines += ["noise:"]
    lines += [f"- {{start: {n.start}, end: {n.end}, reason: {_json(n.reason)}}}" for n in source.noise]
    lines += ["entities:"]
    for each in content.entities:
        types = [
            f"{p}:{iri.value.removeprefix(ns)}"
            for iri in each.types
            for p, ns in PREFIXES.items()
            if iri.value.startswith(ns)
        ]
        label = {label.language: label.value for label in each.labels}
        lines += [f"  {each.slug}:", f"    type: {_json(types)}", f"    label: {_json(label)}"]
        if each.aliases:
            lines.append(f"    aliases: {_json({'vi': [alias.value for alias in each.aliases]})}")
    lines += ["claims:"]
    for claim in content.claims:
        lines += _claim_lines(claim, context)
    return "\n".join(lines) + "\n"


def _claim_lines(claim: Claim, context: Context) -> Iterator[str]:
    yield f"- quote: {_json(claim.evidence.quote)}"
    if claim.certainty != "stated":
        yield f"  certainty: {claim.certainty}"
        yield f"  note: {_json(claim.note)}"
    if claim.speaker is not None:
        yield f"  speaker: {claim.speaker.value.removeprefix(PREFIXES['id'])}"
    values: dict[str, dict[str, list[object]]] = {}
    for triple in sorted(claim.states, key=str):
        term = context.by_iri[triple.predicate.value]
        about = values.setdefault(str(_plain(triple.subject)), {})
        about.setdefault(term.name, []).append(_plain(triple.object))
    states = {
        subject: {term: each[0] if len(each) == 1 else each for term, each in said.items()}
        for subject, said in values.items()
    }
    yield f"  states: {_json(states)}"


def _plain(value: object) -> object:
    if isinstance(value, NamedNode):
        return value.value.removeprefix(PREFIXES["id"])
    if not isinstance(value, Literal):
        raise TypeError(type(value).__name__)
    if value.language:
        return {value.language: value.value}
    if value.datatype == XSD_BOOLEAN:
        return value.value == "true"
    return int(value.value) if value.datatype == XSD_INTEGER else value.value


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def write_articles(world: World, folder: str) -> None:
    """The world as a knowledge base folder: per article a folder with article.txt and claims.yaml."""
    for number in range(world.articles):
        content = article(world, number)
        place = os.path.join(folder, content.source.id)
        os.makedirs(place)
        with open(os.path.join(place, "article.txt"), "w", encoding="utf-8", newline="") as file:
            file.write(content.source.text)
        with open(os.path.join(place, "claims.yaml"), "w", encoding="utf-8") as file:
            file.write(claims_yaml(content, world.context))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("claims", nargs="?", type=int, help="how many claims to write as N-Quads")
    parser.add_argument("out", help="the N-Quads file, or with --articles the folder")
    parser.add_argument("--articles", type=int, help="write a folder with this many articles")
    parser.add_argument("--entities", type=int, help="how many entities (default: a tenth of the claims)")
    parser.add_argument("--seed", type=int, default=20171125)
    options = parser.parse_args()
    if (options.claims is None) == (options.articles is None):
        parser.error("give either CLAIMS or --articles N")
    claims = options.claims or options.articles * CLAIMS_PER_ARTICLE
    world = World(claims, options.entities or claims // 10, options.seed)
    if options.articles:
        write_articles(world, options.out)
        return
    with sys.stdout if options.out == "-" else open(options.out, "w", encoding="utf-8", newline="\n") as file:
        file.writelines(nquads(world))


if __name__ == "__main__":
    main()
