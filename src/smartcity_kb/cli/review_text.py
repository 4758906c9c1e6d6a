"""A proposal under review as lines of text: what it says, what it needs, what is open about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..intake.review import ACCEPTED, OPEN
from ..intake.review_edit import slugs_in

if TYPE_CHECKING:
    from ..intake.review import Item, Review
    from ..intake.review_words import ClaimWords

# key -> (Vietnamese, English); the keys are the same in both languages.
_SAY = {
    "open": ("chưa xét", "open"),
    "accepted": ("đã nhận", "accepted"),
    "rejected": ("đã loại", "rejected"),
    "edited": ("đã sửa", "edited"),
    "in file": ("đã có trong claims.yaml", "stands in claims.yaml"),
    "by": ("bởi", "by"),
    "new entity": ("thực thể mới", "new entity"),
    "no label": ("chưa có nhãn tiếng Anh", "no English label yet"),
    "nothing": ("chưa nói gì; hãy sửa (e)", "states nothing yet; edit it (e)"),
    "confidence": ("độ tin", "confidence"),
    "model": ("do mô hình ngôn ngữ đề xuất", "proposed by a language model"),
    "english label": ("Nhãn tiếng Anh của", "English label of"),
    "keep": ("Enter: giữ nguyên tên, -: để sau", "Enter keeps the name, - leaves it for later"),
    "accept": ("nhận", "accept"),
    "reject": ("loại", "reject"),
    "edit": ("sửa", "edit"),
    "merge": ("gộp thực thể", "merge an entity"),
    "skip": ("bỏ qua", "skip"),
    "back": ("trước", "back"),
    "undo": ("hoàn tác", "undo"),
    "help": ("trợ giúp", "help"),
    "quit": ("thoát", "quit"),
    "moves": (
        "[ ] đầu câu trích ±từ   { } cuối ±từ   ( ) đầu ±ký tự   < > cuối ±ký tự",
        "[ ] start ±word   { } end ±word   ( ) start ±character   < > end ±character",
    ),
    "end": ("hết đề xuất chưa xét", "no open proposals left"),
    "which": ("Gộp thực thể nào (số hoặc mã)", "Merge which entity (number or slug)"),
    "into": ("vào thực thể nào (mã hoặc nhãn)", "into which entity (slug or label)"),
    "nothing undone": ("không có gì để hoàn tác", "there is nothing to undo"),
    "undone": ("đã hoàn tác", "undone"),
    "no new": ("ở đây không có thực thể mới nào", "there is no new entity here"),
    "nothing done": ("không đổi gì", "nothing changed"),
    "key as name": ("là phím lệnh, không phải tên; không đổi gì", "is a key and no name; nothing changed"),
    "not a key": ("không phải phím lệnh", "is no key"),
    "save": ("Lưu", "Save"),
    "cancel": ("Hủy", "Cancel"),
    "speaker": ("Người nói", "Speaker"),
    "date": ("Ngày (EDTF)", "Date (EDTF)"),
    "note": ("Ghi chú", "Note"),
    "certainty": ("Độ chắc chắn", "Certainty"),
    "recovered": (
        "lần trước bị ngắt giữa chừng; đã ghi nốt vào claims.yaml",
        "the last review was cut off; its last verdict is now in claims.yaml",
    ),
}


# The kinds of proposals, whose names are English.
_KINDS_VI = {
    "agreement": "thỏa thuận",
    "body_established": "cơ quan được lập",
    "event": "sự kiện",
    "goal": "mục tiêu",
    "official_document": "văn bản chính thức",
    "partner": "đối tác",
    "person_post": "người và chức vụ",
}


def say_word(key: str, lang: str) -> str:
    """A word that review itself says, in Vietnamese or English."""
    return _SAY[key][0 if lang == "vi" else 1]


def heading(item: Item, number: int, total: int, lang: str) -> str:
    """The first line: which proposal, what kind, from which pattern, how sure, what was decided."""
    claim = item.claim
    kind = _KINDS_VI.get(claim.kind, claim.kind) if lang == "vi" else claim.kind
    parts = [f"[{number}/{total}] {kind}", claim.pattern]
    parts.append(f"{say_word('confidence', lang)} {claim.confidence:g}")
    if claim.pattern.startswith("assist:"):
        parts.append(say_word("model", lang))
    if item.edited:
        parts.append(say_word("edited", lang))
    parts.append(status_words(item, lang))
    return " · ".join(parts)


def status_words(item: Item, lang: str) -> str:
    """What was decided, by whom and when."""
    if item.status == OPEN:
        return say_word("open", lang)
    if not item.who:
        return say_word("in file" if item.status == ACCEPTED else item.status, lang)
    return f"{say_word(item.status, lang)} {say_word('by', lang)} {item.who}, {item.when}"


def fact_lines(item: Item, words: ClaimWords, lang: str) -> list[str]:
    """The statements in words, numbered; speaker, certainty and note below."""
    facts = words.facts(item.claim)
    lines = [f"{n}. {fact.subject} — {fact.relation} — {fact.object}" for n, fact in enumerate(facts, 1)]
    if not lines:
        rows = [
            " — ".join(
                part for part in row.astuple() if part
            )  # what the pattern read, in the article's words
            for row in item.claim.rows
        ]
        lines = [*rows, f"({say_word('nothing', lang)})"]
    if item.claim.speaker:
        lines.append(f"   {say_word('speaker', lang)}: {words.name(item.claim.speaker)}")
    if item.claim.certainty != "stated" or item.claim.note:
        lines.append(f"   {item.claim.certainty}: {item.claim.note}".rstrip(": "))
    return lines


def entity_lines(review: Review, item: Item, lang: str) -> list[str]:
    """The new entities of a claim, and what is open about them and about the claim."""
    slugs = slugs_in(item.claim, review.context)
    lines: list[str] = []
    for slug in slugs:
        entity = review.state.entities.get(slug)
        if entity is None:
            continue
        label = say_word("no label", lang) if slug in review.state.unlabelled else entity.label_en
        types = ", ".join(entity.types)
        lines.append(f"+ {say_word('new entity', lang)} {slug}: {entity.label_vi} ({types}; {label})")
        if entity.note:
            lines.append(f"  {entity.note}")
    for question in review.opened.draft.open:
        if question.about in (*slugs, item.id) and question.reason != "translation":
            candidates = f": {', '.join(question.candidates)}" if question.candidates else ""
            lines.append(f"? {question.question}{candidates}")
    return lines


def keys_line(lang: str) -> str:
    """The keys of the plain mode."""
    keys = (("a", "accept"), ("r", "reject"), ("e", "edit"), ("m", "merge"), ("s", "skip"))
    more = (("p", "back"), ("u", "undo"), ("?", "help"), ("q", "quit"))
    return " · ".join(f"{key} {say_word(word, lang)}" for key, word in (*keys, *more))


def chosen(slugs: list[str], typed: str) -> str:
    """The entity meant by its number in a list, else what was typed.

    >>> chosen(["cong-ty-a", "cong-ty-b"], "2"), chosen(["cong-ty-a"], "cong-ty-c")
    ('cong-ty-b', 'cong-ty-c')
    """
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0
    return slugs[number - 1] if 0 < number <= len(slugs) else typed


def new_entities(review: Review, item: Item) -> list[str]:
    """The slugs of the new entities of a claim: those that can be merged into others."""
    return [slug for slug in slugs_in(item.claim, review.context) if slug in review.state.entities]


def next_open(review: Review, after: int) -> int | None:
    """The index of the first open proposal behind an index, from the start where there is none behind it."""
    items = review.items
    order = [*range(after + 1, len(items)), *range(min(after + 1, len(items)))]
    return next((index for index in order if items[index].status == OPEN), None)
