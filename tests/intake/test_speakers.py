"""Whose words a proposal reports: the person that the sentence names, and nobody else."""

from __future__ import annotations

import pytest

from smartcity_kb.intake.extract import find_proposals
from smartcity_kb.intake.linking import Gazetteer
from smartcity_kb.intake.patterns_load import read_patterns
from smartcity_kb.intake.proposal import Proposal

PATTERNS = read_patterns()
FACT = "Hội thảo Rừng đước diễn ra ngày 5/5/2019"


def proposals(text: str) -> list[Proposal]:
    return list(find_proposals("Chuyện hôm nay\n\n" + text, PATTERNS, Gazetteer()).proposals)


def speakers(text: str, kind: str = "event") -> list[str]:
    return [proposal.speaker for proposal in proposals(text) if proposal.kind == kind]


@pytest.mark.parametrize(
    "text",
    [
        f"Bà Lò Thị Mây cho biết, {FACT}.",
        f"Bà Lò Thị Mây, Giám đốc Sở Du lịch tỉnh Cà Mau, khẳng định {FACT}.",
        f"Phát biểu khai mạc, Giám đốc Sở Du lịch tỉnh Cà Mau Lò Thị Mây nhấn mạnh: {FACT}.",
        f"Theo bà Lò Thị Mây, {FACT}.",
        f"Theo bà Lò Thị Mây - Phó Chủ tịch UBND tỉnh Cà Mau, {FACT}.",
        f"“{FACT}”, bà Lò Thị Mây chia sẻ.",
        f"Bà Lò Thị Mây đi thăm rừng. “{FACT}” - bà Mây nói.",
        f"Bà Lò Thị Mây đi thăm rừng. Bà Mây cho biết {FACT}.",
        f"Bà Lò Thị Mây gặp ông Cù Huy Tập. Theo bà Mây, {FACT}.",
    ],
)
def test_the_person_who_says_it(text: str) -> None:
    assert speakers(text) == ["lo-thi-may"]


@pytest.mark.parametrize(
    "text",
    [
        f"{FACT}.",
        f"{FACT}, bà Lò Thị Mây có mặt.",
        f"Bà Lò Thị Mây dự họp. {FACT}.",
        f"Bà Lò Thị Mây cho biết trời sẽ mưa. {FACT}.",
        f"Bà Lò Thị Mây gặp bà Cù Thị Mây. Bà Mây cho biết {FACT}.",
        f"Bà Mây cho biết {FACT}.",
        f"Ban tổ chức cho biết {FACT}.",
    ],
)
def test_nobody_who_does_not_say_it(text: str) -> None:
    assert speakers(text) == [""]


def test_the_post_of_the_speaker_is_the_articles_own_voice() -> None:
    text = f"Bà Lò Thị Mây, Giám đốc Sở Du lịch tỉnh Cà Mau, cho biết {FACT}."
    assert speakers(text, "person_post") == [""]


def test_the_nearest_speaker_counts() -> None:
    text = f"Theo ông Cù Huy Tập, bà Lò Thị Mây khẳng định {FACT}."
    assert speakers(text) == ["lo-thi-may"]


@pytest.mark.parametrize(
    "text",
    [
        "Ms Trinh Thi Lua, director of the Ca Mau Department of Tourism, said the Mangrove Workshop was held"
        " in Ca Mau on 3 May 2018.",
        "According to Ms Trinh Thi Lua, the Mangrove Workshop was held in Ca Mau on 3 May 2018.",
        "The Mangrove Workshop was held in Ca Mau on 3 May 2018, said Ms Trinh Thi Lua.",
    ],
)
def test_in_english(text: str) -> None:
    body = "The board of the city met in the hall and it was told of the plan by the people.\n\n" + text
    assert speakers(body) == ["trinh-thi-lua"]


def test_the_id_of_a_proposal_does_not_depend_on_who_says_it() -> None:
    own, *_ = (p for p in proposals(f"{FACT}.") if p.kind == "event")
    assert own.id == own.replace(speaker="lo-thi-may").id
