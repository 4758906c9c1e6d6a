"""Where the name of a journey ends: "chuyến thăm của Thị trưởng Seoul", "chuyến công tác tại Lào"."""

from __future__ import annotations

from .event_meetings import official_end
from .mentions import Reading


def journey_end(reading: Reading, head: int) -> int:
    """Behind who travels or where to; ``head`` where no journey is told of."""
    words = reading.sentence.words
    heads = reading.listed("visit_head")
    if head >= len(words) or not any(heads.get(at) == head for at in range(max(0, head - 9), head)):
        return head
    end = head
    if words[end] == "của":
        who = max((one.last for kind in ("post", "party") for one in reading.at(kind, end + 1)), default=end)
        end = max(who, official_end(reading, end + 1)) if who > end else end
    to = end + (end < len(words) and words[end] in ("tại", "tới", "đến", "sang", "ở"))
    place = reading.longest("place", to) if to < len(words) else None
    if place is None:
        return end
    closed = reading.closing(place.last, 6) if words[place.last : place.last + 1] == ["("] else 0
    return closed or place.last
