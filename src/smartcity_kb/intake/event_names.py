"""Whether two names, folded, are of one event: a part and the whole are, an event and news of it are not."""

from __future__ import annotations

# What a part of an event is called before the name of the whole.
_PARTS = ("phien ", "vong ", "le khai mac ", "le be mac ", "khai mac ", "be mac ", "chung ket ", "dem ")


def same_event(name: str, old: str) -> bool:
    """Whether two names are of one event: the same, or one is of its opening or of another part of it.

    >>> same_event("le khai mac hoi cho muoi sach", "hoi cho muoi sach")
    True
    >>> same_event("hop bao ve hoi cho muoi sach", "hoi cho muoi sach")
    False
    """
    short, long = sorted((name, old), key=len)
    return short == long or (long.startswith(_PARTS) and short.count(" ") > 2 and long.endswith(" " + short))
