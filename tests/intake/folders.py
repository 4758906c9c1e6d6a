"""Little knowledge base folders for tests: an article, its entities and claims, written as files."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

ARTICLE = (
    "Thị xã Sao hợp tác với Đèn Lửa.\n"
    "QUẢNG CÁO: mua Đèn Lửa ngay hôm nay!\n"
    "Ông Ba nói thị xã Sao học hỏi Đèn Lửa. Hội nghị họp tháng 3/2016.\n"
)
NOISE_START, NOISE_END = ARTICLE.index("QUẢNG CÁO"), ARTICLE.index("Ông Ba")
HEAD = """\
source:
  id: {id}
  type: schema:NewsArticle
  text: article.txt
  sha256: {sum}
  language: vi
  title: {{vi: Bài về thị xã Sao}}
noise:
- start: {start}
  end: {end}
  reason: quảng cáo
"""
ENTITIES = """\
entities:
  thi-xa-sao:
    type: schema:AdministrativeArea
    label: {vi: Thị xã Sao, en: Star Town}
  den-lua:
    type: ['org:FormalOrganization', 'schema:Corporation']
    label: {vi: Đèn Lửa, en: Fire Lamp}
  hoi-nghi:
    type: sckb:Conference
    label: {vi: Hội nghị, en: Conference}
"""
CLAIMS = """\
claims:
- quote: Thị xã Sao hợp tác với Đèn Lửa.
  states:
    thi-xa-sao:
      seeksExperienceFrom: den-lua
- quote: Hội nghị họp tháng 3/2016.
  states:
    hoi-nghi:
      when: 2016-03
      organizer: thi-xa-sao
"""


def write_source(
    folder: Path,
    claims: str = CLAIMS,
    entities: str = ENTITIES,
    article: str = ARTICLE,
    id_: str = "bai-sao",
    head: str = HEAD,
) -> Path:
    """Write a source's folder into a knowledge base folder; returns its claims file."""
    home = folder / id_
    home.mkdir(parents=True, exist_ok=True)
    (home / "article.txt").write_bytes(article.encode())
    digest = sha256(article.encode()).hexdigest()
    filled = head.format(id=id_, sum=digest, start=NOISE_START, end=NOISE_END)
    path = home / "claims.yaml"
    path.write_text(filled + entities + claims, encoding="utf-8")
    return path


def line_of(path: Path, text: str) -> int:
    """The line (from 1) of the first appearance of a text in a file."""
    before, found, _ = path.read_text(encoding="utf-8").partition(text)
    assert found, text
    return before.count("\n") + 1
