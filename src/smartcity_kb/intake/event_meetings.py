"""With whom a meeting is: "buổi làm việc với Bộ Xây dựng", "chia sẻ kinh nghiệm với các tỉnh bạn"."""

from __future__ import annotations

from .mentions import Reading
from .quantities import is_count


def met_with(reading: Reading, head: int) -> int:
    """Behind who is met: "buổi làm việc với Bộ Xây dựng", "cuộc gặp giữa A và B"; else ``head``."""
    words = reading.sentence.words
    meets = any(reading.matches("event_meeting", start) == head for start in range(max(0, head - 6), head))
    if not meets or words[head] not in ("với", "giữa", "cùng"):
        return head
    after = head + 1
    while after < len(words) and reading.matches("met_noun", after) > after:
        after = reading.matches("met_noun", after)
    other = reading.longest("party", after)
    if other is None or reading.at("post", after):
        # Others than a body: "với đoàn doanh nghiệp Nhật Bản", "với người dân", "với Bộ trưởng Trần A".
        official = official_end(reading, after)
        return official if official > after else head + (words[head] == "với")
    second = words[other.last : other.last + 1] in (["và"], ["với"]) and reading.longest(
        "party", other.last + 1
    )
    return second.last if second else other.last


def official_end(reading: Reading, at: int) -> int:
    """Behind the post and the name of who is met; ``at`` when no person is named here."""
    post = reading.longest("post", at)
    person = reading.longest("person", post.last if post is not None else at)
    return person.last if person is not None else at


def at_with(reading: Reading, head: int, at: int) -> int | None:
    """Over "với" or "giữa" that goes with a verb of the name."""
    joins = reading.sentence.words[at] in ("với", "giữa") and _shared_with(reading, head, at)
    return at + 1 if joins else None


def _shared_with(reading: Reading, head: int, at: int) -> bool:
    """Whether "với" goes with a verb of the name: "hội nghị chia sẻ kinh nghiệm với các tỉnh bạn"."""
    words = reading.sentence.words
    joint = any(reading.matches("with_others", k) > k for k in range(max(0, head - 4, at - 6), at))
    if joint and at == head and words[at + 1 : at + 2] in (["hơn"], ["gần"]):
        # "tọa đàm với hơn 100 hộ kinh doanh"
        return at + 3 < len(words) and is_count(words[at + 2]) and words[at + 3].isalpha()
    return joint and words[at + 1 : at + 2] not in (
        ["sự"],
        ["chủ"],
        ["hơn"],
        ["gần"],
        ["nội"],
        ["mục"],
        ["tên"],
    )
