"""A tiny draft, written by hand, that the tests of review share."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from smartcity_kb.intake.draft import Draft, DraftSource, write_draft
from smartcity_kb.intake.proposal import OpenQuestion, Proposal, ProposedEntity, Row, Statement
from smartcity_kb.intake.review import Review
from smartcity_kb.model.claim import Noise

SHIPPED = Path(__file__).resolve().parents[2] / "data"
ARTICLE = (
    "Ông Trần Văn A, Giám đốc Sở Xây dựng, phát biểu tại hội thảo.\n"
    "Ngày 5/3/2018, Sở Xây dựng ký thỏa thuận với Công ty Đông Á về đô thị.\n"
    "Tin khác: bóng đá.\n"
    "Ông Trần Văn A thuộc Becamex IDC. Sở Xây dựng tổ chức Hội thảo mùa thu.\n"
)
NOON = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)


def proposal(kind: str, pattern: str, confidence: float, quote: str, *states: tuple[str, ...]) -> Proposal:
    """A proposal whose quote stands once in ARTICLE."""
    assert ARTICLE.count(quote) == 1, quote
    statements = tuple(Statement(*state) for state in states)
    rows = (Row(quote[:12], pattern, str(states)),)
    return Proposal(kind, pattern, confidence, quote, ARTICLE.index(quote), rows, statements)


POST = proposal(
    "person_post", "person-then-posts", 0.95, "Ông Trần Văn A, Giám đốc Sở Xây dựng",
    ("tran-van-a", "holds", "giam-doc-so-xay-dung"), ("giam-doc-so-xay-dung", "postIn", "so-xay-dung"),
)  # fmt: skip
AGREEMENT = proposal(
    "agreement", "signs-agreement-with", 0.9, "Ngày 5/3/2018, Sở Xây dựng ký thỏa thuận với Công ty Đông Á",
    ("thoa-thuan", "localParty", "so-xay-dung"), ("thoa-thuan", "partner", "cong-ty-dong-a"),
    ("thoa-thuan", "when", "2018-03-05"), ("thoa-thuan", "listIsOpen", "false"),
)  # fmt: skip
MEMBER = proposal(
    "person_post", "member-of", 0.7, "Ông Trần Văn A thuộc Becamex IDC",
    ("tran-van-a", "memberOf", "becamex-idc"),
)  # fmt: skip
EVENT = proposal(
    "event", "assist:some-model", 0.99, "Sở Xây dựng tổ chức Hội thảo mùa thu",
    ("hoi-thao-mua-thu", "organizer", "so-xay-dung"),
)  # fmt: skip
EMPTY = proposal("event", "no-actor", 0.6, "phát biểu tại hội thảo")
PROPOSALS = (POST, EMPTY, AGREEMENT, MEMBER, EVENT)
_BODY = ("org:FormalOrganization", "schema:GovernmentOrganization")
ENTITIES = (
    ProposedEntity("becamex-idc", "Tổng Công ty Becamex IDC", "Becamex IDC", existing=True),
    ProposedEntity("cong-ty-dong-a", "Công ty Đông Á", "Công ty Đông Á", ("schema:Corporation",)),
    ProposedEntity("giam-doc-so-xay-dung", "Giám đốc Sở Xây dựng", "Giám đốc Sở Xây dựng", ("org:Post",)),
    ProposedEntity("hoi-thao-mua-thu", "Hội thảo mùa thu", "Hội thảo mùa thu", ("sckb:Workshop",)),
    ProposedEntity("so-xay-dung", "Sở Xây dựng", "Sở Xây dựng", _BODY, ("Sở XD",), note='"Sở": the only one'),
    ProposedEntity("thoa-thuan", "Thỏa thuận", "Thỏa thuận", ("sckb:Agreement",)),
    ProposedEntity("tran-van-a", "Trần Văn A", "Trần Văn A", ("foaf:Person", "schema:Person")),
)
OPEN = tuple(
    OpenQuestion(entity.slug, "translation", f'the English label of "{entity.label_vi}"')
    for entity in ENTITIES
    if not entity.existing
)


def draft(article: str = ARTICLE, proposals: tuple[Proposal, ...] = PROPOSALS) -> Draft:
    """The draft of ARTICLE, or of another text with the same entities."""
    source = DraftSource("bai-bao", sha256(article.encode()).hexdigest(), "vi", "Bài báo")
    noise = (Noise(article.index("Tin khác"), article.index("Ông Trần Văn A thuộc"), "other news"),)
    return Draft(source, noise, ENTITIES, proposals, OPEN)


def write(folder: Path, written: Draft | None = None, article: str = ARTICLE) -> Path:
    """Write a draft's folder and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "article.txt").write_bytes(article.encode())
    (folder / "draft.yaml").write_text(write_draft(written or draft()), "utf-8")
    return folder


def review(folder: Path, who: str = "Lan", kb: str | None = None) -> Review:
    """The draft under review by a person with a clock that stands still."""
    return Review(str(folder), who, kb or str(SHIPPED), lambda: NOON)


def english(review_: Review, id_: str) -> dict[str, str]:
    """An English label for each new entity of a claim that has none."""
    return {slug: f"English {slug}" for slug in review_.missing_labels(id_)}


def accept(review_: Review, *claims: Proposal) -> None:
    """Accept claims one by one."""
    for claim in claims:
        review_.accept(claim.id, english(review_, claim.id))
