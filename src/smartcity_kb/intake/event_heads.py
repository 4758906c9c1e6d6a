"""Where the head of an event's name stands: "Hội nghị", "Lễ …", "Rice Expo", "Ngày Phần Lan"."""

from __future__ import annotations

from .mentions import Reading

# Capital letters at the start of a sentence, no part of a foreign name: "Tại Festival …".
_BEFORE = frozenset(
    {"tại", "trong", "sau", "trước", "với", "ở", "từ", "cùng", "theo", "đến", "và", "khi", "nhân"}
)
_WON = frozenset({"nhận", "giành", "đoạt", "đạt", "trao", "được"})
RANKS = frozenset({
    "nhất", "nhì", "ba", "tư", "đặc", "khuyến", "phóng", "quán", "á", "bạc", "vàng",
    "đồng", "a", "b", "c", "nobel",
})  # fmt: skip


def foreign_start(reading: Reading, index: int) -> int:
    """Where the foreign name begins that ends with the head at ``index``: "Mekong Rice Expo"."""
    if reading.matches("foreign_event_head", index) == index:
        return index
    capital = reading.sentence.capital
    words = reading.sentence.words
    while (
        index > 0
        and capital[index - 1]
        and words[index - 1] not in _BEFORE
        and event_head_end(reading, index - 1) == index - 1
    ):
        index -= 1
    return index


def joint_head(reading: Reading, head: int) -> int:
    """Behind the second head of "Diễn đàn và Triển lãm …", which is one event; else ``head``."""
    if reading.sentence.words[head : head + 1] != ["và"]:
        return head
    other = event_head_end(reading, head + 1)
    # "Vòng chung kết và lễ trao giải diễn ra …": both parts of one event that neither names.
    parts = reading.matches("event_end", other) > other and reading.matches("event_bare", head + 1) == other
    return other if other > head + 1 and (reading.sentence.capital[head + 1] or parts) else head


def event_head_end(reading: Reading, index: int) -> int:
    """Behind the head of an event's name that begins at ``index``, else ``index``."""
    sentence = reading.sentence
    foreign = reading.matches("foreign_event_head", index)
    if foreign > index and index > 0 and sentence.capital[index] and sentence.capital[index - 1]:
        return foreign
    if _is_day_of(reading, index) or _is_prize(reading, index):
        return index + 1
    if _is_course(reading, index):
        return index + 2
    end = reading.matches("event_head", index)
    # "khóa học viên": those who are taught.
    return index if sentence.words[end - 1 : end + 1] == ["học", "viên"] else end


def _is_course(reading: Reading, index: int) -> bool:
    """Whether a course is held that says what it is about: "tổ chức tập huấn chữ ký số cho …"."""
    words = reading.sentence.words
    if words[index : index + 2] != ["tập", "huấn"] or index not in reading.listed("organise").values():
        return False
    following = words[index + 2 : index + 3]
    goes_on = bool(following) and following[0].isalpha() and following != ["và"]
    return goes_on and reading.matches("event_end", index + 2) == index + 2


def _is_prize(reading: Reading, index: int) -> bool:
    """Whether a prize has a name and is no rank: "trao giải Sao Khuê", not "giải Nhất", "giải Cuộc thi …".

    In lower case it is told by what it is for: "nhận giải đô thị xanh".
    """
    sentence = reading.sentence
    if sentence.words[index : index + 1] == ["giải"]:
        titled = sentence.words[index + 1 : index + 2] == ['"'] and reading.closing(index + 1, 20)
        if titled and index > 0 and sentence.words[index - 1] in _WON:
            return True
        if reading.matches("event_head", index + 1) > index + 1:
            return False
        field = reading.matches("prize_field", index + 1)
        won = index > 0 and reading.sentence.words[index - 1] in _WON
        if field > index + 1 and (won or sentence.capital[index]):
            goes_on = field < len(sentence) and sentence.words[field].isalpha()
            return goes_on and reading.matches("event_end", field) == field
    named = sentence.words[index : index + 1] == ["giải"] and sentence.capital[index + 1 : index + 2] == [
        True
    ]
    return named and sentence.words[index + 1] not in RANKS


def _is_day_of(reading: Reading, index: int) -> bool:
    """Whether a day has a name and not a number: "tổ chức Ngày Phần Lan tại Huế"."""
    sentence = reading.sentence
    if not 0 < index < len(sentence) - 1 or sentence.words[index] != "ngày":
        return False
    return sentence.capital[index] and sentence.capital[index + 1] and sentence.words[index + 1].isalpha()
