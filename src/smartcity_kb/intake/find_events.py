"""Events: conferences, workshops, forums, ceremonies, with the whole of their name."""

from __future__ import annotations

from collections.abc import Iterator

from .event_ends import event_name_end
from .event_heads import RANKS, event_head_end, foreign_start, joint_head
from .event_meetings import met_with
from .event_times import is_year
from .find_english_events import find_english_events
from .mentions import BARE, Mention, Reading
from .quantities import is_count

# Where events are held: "Cung Triển lãm".
_HOUSES = frozenset({"cung", "nhà", "sàn"})
_SAYS = frozenset({"đã", "sẽ", "đang", "vừa", "là", "được", "rất", ",", "có"})
_EDITIONS = frozenset({"khóa", "mùa", "kì"})
_OTHER_YEARS = frozenset({"trước", "ngoái", "tới", "sau"})
_OPENERS = frozenset({"các", "nhiều", "những", "buổi", "cuộc", "chuỗi", "một"})


def find_events(reading: Reading) -> Iterator[Mention]:
    """Events by the head of their name; a head alone only where it says enough ("buổi họp báo")."""
    if reading.english:
        yield from find_english_events(reading)
        return
    words = reading.sentence.words
    index = 0
    while index < len(words):
        head = event_head_end(reading, index)
        if head == index:
            if (edition := _edition_end(reading, index)) > index:
                yield Mention("event", index, edition, index, edition)
            index += 1
            continue
        if _in_organisation(reading, index):
            index = head
            continue
        first = index = foreign_start(reading, index)
        if (closed := _title_end(reading, index, head)) > head:
            # “Tuần lễ không tiền mặt”: the quotation marks say where the name ends.
            yield Mention("event", index - 1, closed, index, closed - 1)
            index = closed
            continue
        generic = reading.matches("event_generic", index) == head
        second = head + 1 if words[head : head + 1] == ["và"] else head
        if generic and second < len(words) and event_head_end(reading, second) > second:
            # "sự kiện Hội nghị …", "chuỗi sự kiện và Tuần lễ …": the name begins with the second head.
            index, head = second, event_head_end(reading, second)
        last = event_name_end(reading, joint_head(reading, head))
        while first > 0 and _opens_name(words[first - 1]) and first > index - 2:
            first -= 1
        if words[index] == "diễn" and _acts(reading, last):
            # "Diễn đàn Cộng đồng thông minh (ICF) công bố …": a body that is called so.
            index = max(last, index + 1)
            continue
        if (before := _before_adverb(words, last)) > head:
            last = before
        if words[first] == "nhiều":
            # "nhiều buổi hội thảo" is a series, which has no name without its number.
            index = first
        if _only_general(reading, index, head, last):
            index = max(last, index + 1)
            continue
        alone = reading.matches("event_bare", index) == head or _is_dated(reading, index, head)
        alone = alone or _is_organised(reading, first, index, head)
        if last == head and (title := _title_behind(reading, head)) is not None:
            yield Mention("event", first, last, index, last, inner=title)
        elif last > head or alone or _is_held_by(reading, index, head):
            yield Mention("event", first, last, index, last)
            if first < index:
                yield Mention("event", index, last, index, last)
        elif not generic and (other := reading.matches("event_other", head)) > head:
            # "Hội nghị tiếp theo": told from others by which one it is.
            first -= first > 0 and words[first - 1] == "kì"
            yield Mention("event", first, other, first, other)
            last = other
        elif _stands_for_another(reading, index, head):
            yield Mention("event", index, head, index, head, BARE)
        index = max(last, index + 1)


def _opens_name(word: str) -> bool:
    """Whether a word before the head counts or numbers what is held: "các", "14"."""
    return word in _OPENERS or is_count(word)


def _edition_end(reading: Reading, index: int) -> int:
    """Behind an edition told of alone, which is held: "khóa thứ hai | sẽ được tổ chức"; else ``index``."""
    words = reading.sentence.words
    if words[index] not in _EDITIONS:
        return index
    at = index + 1 + (words[index + 1 : index + 2] in (["thi"], ["giải"]))
    if words[at : at + 1] not in (["thứ"], ["đầu"], ["tiếp"]):
        return index
    end = at + 2
    return end if reading.matches("hold_clear", end) > end else index


def _before_adverb(words: list[str], last: int) -> int:
    """Where a name ends before "lần đầu (tiên)" that says how it was held: "… lần đầu | được tổ chức"."""
    first = last - 2 if words[last - 2 : last] == ["lần", "đầu"] else last - 3
    if words[first : first + 2] != ["lần", "đầu"]:
        return 0
    behind = words[last : last + 1] if words[last - 1 : last] != ["đầu"] else words[last : last + 2][-1:]
    return first if behind in (["được"], ["diễn"], ["tổ"], ["đến"], ["có"]) else 0


def _title_end(reading: Reading, index: int, head: int) -> int:
    """Behind the title in quotation marks that the head opens: “Tuần lễ không tiền mặt”; 0 for none."""
    words = reading.sentence.words
    closed = reading.closing(index - 1, 20) if index > 0 and words[index - 1] == '"' else 0
    inside = range(head, closed - 1)
    # What somebody says is no title.
    said = any(reading.matches("hold_clear", at) > at or words[at] in _SAYS for at in inside)
    return closed if closed > head + 2 and not said else 0


def _only_general(reading: Reading, index: int, head: int, last: int) -> bool:
    """Whether a general word with what it is like names no event: "sự kiện quốc tế", "các sự kiện lớn"."""
    if reading.matches("event_generic", index) != head or last == head:
        return False
    words, capital = reading.sentence.words, reading.sentence.capital
    if words[head - 1] == "thảo" and words[head] == "về":
        # "chuỗi hội thảo về đô thị ven sông" says which.
        return False
    return not any(capital[at] or words[at] == '"' or words[at][0].isdigit() for at in range(head, last))


def _acts(reading: Reading, at: int) -> bool:
    """Whether a verb follows that only bodies and people take, not what they hold."""
    return any(reading.matches(name, at) > at for name in ("announce", "issue", "saying", "asking"))


def _in_organisation(reading: Reading, index: int) -> bool:
    """Whether the head is part of what a company or a centre is called: "Công ty Hội chợ Sao Mai"."""
    words = reading.sentence.words
    if index > 0 and words[index - 1] in _HOUSES and reading.sentence.capital[index]:
        return True
    organised = words[max(0, index - 2) : index] == ["tổ", "chức"] and words[max(0, index - 3)] != "ban"
    if organised or not reading.sentence.capital[index]:
        return False
    tables = reading.table("organisation").items()
    # "tổ chức Khai mạc Tuần lễ …": to hold, no organisation.
    around = (ms for first, ms in tables if first < index and words[first : first + 2] != ["tổ", "chức"])
    # The shortest reading: a longer one may have run over the end of the name.
    return any(ms[-1].last > index for ms in around)


def find_named_events(reading: Reading) -> Iterator[Mention]:
    """Events with a name of their own, so that to be there is to say that they were held.

    A name has a title in quotation marks, an edition or a year, or it is written with a capital letter;
    a meeting has the body that is met.
    """
    for mentions in list(reading.table("event").values()):
        yield from (mention for mention in mentions if _is_named(reading, mention))


def _is_named(reading: Reading, event: Mention) -> bool:
    sentence = reading.sentence
    if reading.english:
        return event.value != BARE and sum(sentence.capital[event.low : event.high]) > 1
    head = event_head_end(reading, event.low)
    if event.value == BARE or reading.matches("event_part", event.low) == head:
        return False
    if sentence.words[head : head + 1] == ["với"]:
        others = any(sentence.capital[head + 1 : event.high])
        if others or met_with(reading, head) > head + 1:
            return True
    words = sentence.words[event.low : event.high]
    numbers = reading.listed("numbering")
    numbered = all(at in numbers or sentence.words[at].isdigit() for at in range(head, event.high))
    if numbered and ("năm" in words[head - event.low :] or sentence.words[head - 1] == "họp"):
        # "triển lãm năm 2016", "kỳ họp thứ 8" only tell one from another.
        return False
    if '"' in words or any(is_year(word) for word in words):
        return True
    edition = any(reading.matches("edition", at) > at for at in range(head, event.high - 1))
    proper = sentence.capital[event.low] and not sentence.opens(event.low)
    return edition or (proper and event.high - head >= 2)


def _is_dated(reading: Reading, index: int, head: int) -> bool:
    """Whether a day right behind a head alone makes it an event of its own: "cuộc họp chiều 5/3"."""
    heads = ("event_meeting", "event_pronoun")
    plain = any(reading.matches(name, index) == head for name in heads)
    days = [one for one in reading.at("moment", head) if len(one.value) >= len("XXXX-03-05")]
    return plain and not reading.sentence.capital[index] and bool(days)


def _is_organised(reading: Reading, first: int, index: int, head: int) -> bool:
    """Whether a head that says what it is for is held on a day: "Sở sẽ tổ chức hội nghị đánh giá vào …"."""
    held = first in reading.listed("organise").values() or reading.matches("hold_clear", head) > head
    return head - index >= 4 and held and any(True for _ in reading.all("moment"))


def _title_behind(reading: Reading, head: int) -> Mention | None:
    """The title that follows the day of an event without a name: "tọa đàm hôm 5/3 với chủ đề | “…”"."""
    for day in reading.at("moment", head):
        theme = reading.matches("event_theme", day.last)
        title = reading.longest("quoted", theme) if theme > day.last else None
        if title is not None:
            return title
    return None


def _is_held_by(reading: Reading, index: int, head: int) -> bool:
    """Whether who holds it makes a head alone an event of its own: "nói tại hội thảo do A tổ chức …"."""
    words = reading.sentence.words
    points = reading.sentence.capital[index] or words[max(0, index - 2) : index] == ["đây", "là"]
    if points or words[head : head + 1] != ["do"] or reading.matches("event_generic", index) == head:
        return False
    plain = reading.matches("event_pronoun", index) == head
    return plain and any(
        reading.matches("organise", at) > at for at in range(head + 1, min(len(words), head + 30))
    )


def _stands_for_another(reading: Reading, index: int, head: int) -> bool:
    """Whether a head alone means the event that the article is about: "Hội nghị diễn ra …"."""
    if reading.matches("event_pronoun", index) != head:
        return False
    words = reading.sentence.words
    if words[head : head + 2] == ["tiếp", "theo"]:
        return False
    before = words[max(0, index - 2) : index]
    this = words[head : head + 1] == ["này"] or before == ["đây", "là"]
    # "giải nhất | cuộc thi", not that of another year
    ranked = [word for word in words[max(0, index - 3) : index] if word != "của"][-2:]
    prize = ranked[:1] == ["giải"] and ranked[1] in RANKS and _OTHER_YEARS.isdisjoint(words)
    return reading.sentence.capital[index] or this or prize
