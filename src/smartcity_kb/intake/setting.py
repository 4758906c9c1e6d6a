"""The article's own place, and generic names ("UBND tỉnh", "Ban Chỉ đạo") read through it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ..model.record import Record
from .canonical import canonical
from .find_places import named_from
from .lexicon import Lexicon
from .mentions import Mention, Reading

_MUNICIPALITIES = frozenset({"hà nội", "hồ chí minh", "hải phòng", "đà nẵng", "cần thơ", "huế"})
# Heads of names that belong to a place, which the article leaves out when it is its own.
_LOCAL_HEADS = (
    "ủy ban nhân dân", "ubnd", "hội đồng nhân dân", "hđnd", "sở", "tỉnh ủy", "thành ủy", "ban chỉ đạo",
    "ban điều hành", "hội đồng cố vấn", "ban thường vụ", "ban chấp hành", "văn phòng ubnd", "ban quản lí",
    "hội đồng tư vấn", "tổ công tác", "tổ giúp việc", "ban cố vấn",
)  # fmt: skip
_PLACES = ("province", "city", "english_province")
_LONGEST_PLACE = 5
_UNIT_ENDS = ("tỉnh", "thành phố", "tp", "tp.")


class Setting(Record):
    """Where an article is set: the name of its province or municipality, its unit; empty when unclear.

    ``places`` are names of places (in canonical spelling): a name that ends with one leaves none out.
    """

    name: str = ""
    unit: str = ""
    places: frozenset[str] = frozenset()

    def completed(self, label: str, comparable: str) -> str:
        """The label with the article's place put to it where the name is generic, else the same label.

        >>> Setting("Bình Dương", "tỉnh").completed("UBND tỉnh", "ubnd tỉnh")
        'UBND tỉnh Bình Dương'
        """
        if not self.name or not self.is_generic(comparable):
            return label
        if comparable.startswith(("tỉnh ủy", "thành ủy")):
            return f"{label} {self.name}"
        for unit in ("tỉnh", "thành phố", "tp.", "tp"):
            if comparable == unit or comparable.endswith(f" {unit}"):
                return f"{label} {self.name}"
        return f"{label} {self.unit} {self.name}"

    def is_generic(self, comparable: str) -> bool:
        """Whether a name (in canonical spelling) leaves out the place that it belongs to.

        >>> Setting(places=frozenset({"đà nẵng"})).is_generic("sở xây dựng đà nẵng")
        False
        """
        words = comparable.split()
        ends = (" ".join(words[-width:]) for width in range(1, _LONGEST_PLACE + 1))
        return is_generic(comparable) and self.places.isdisjoint(ends)


def is_generic(comparable: str) -> bool:
    """Whether a name (in canonical spelling) leaves out the place that it belongs to, as far as it tells."""
    if comparable in _UNIT_ENDS or comparable in _LOCAL_HEADS:
        return True
    if comparable.endswith(tuple(f" {unit}" for unit in _UNIT_ENDS)):
        return True
    return comparable.startswith("sở ") and not any(f" {unit} " in f"{comparable} " for unit in _UNIT_ENDS)


def setting_of(readings: Iterable[Reading], title_sentences: int, lexicon: Lexicon) -> Setting:
    """The province or municipality that an article speaks of most, its title counting five times.

    Two that are named equally often leave the place open. ``lexicon`` tells which places there are.
    """
    counts: Counter[str] = Counter()
    names: dict[str, str] = {}
    for number, reading in enumerate(readings):
        if number >= 200:
            break
        weight = 5 if number < title_sentences else 1
        for mentions in reading.table("place").values():
            key = _province(reading, mentions[0])
            if key:
                counts[key] += weight
                first = named_from(reading, mentions[0])
                names.setdefault(key, reading.sentence.quote(first, mentions[0].high))
    places = frozenset(canonical(word.text) for kind in _PLACES for word in lexicon.lists.get(kind, ()))
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return Setting(places=places)
    key = ranked[0][0]
    if key == "hồ chí minh":
        return Setting("Hồ Chí Minh", "thành phố", places)
    return Setting(names[key], "thành phố" if key in _MUNICIPALITIES else "tỉnh", places)


def _province(reading: Reading, mention: Mention) -> str:
    words = reading.sentence.words
    for start in (mention.first, named_from(reading, mention)):
        if reading.matches("province", start) == mention.high:
            name = " ".join(words[start : mention.high])
            return "hồ chí minh" if name.endswith(("hcm", "hồ chí minh")) else name
    return ""
