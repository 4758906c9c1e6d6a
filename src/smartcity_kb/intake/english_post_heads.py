"""Where the title of a post begins and ends in English: "Deputy Minister", "Chairman"."""

from __future__ import annotations

from .mentions import Reading

_POST_LISTS = ("english_post_state", "english_post_head", "english_post_member")


def post_head(reading: Reading, index: int) -> tuple[int, str, bool]:
    """Where the title ends ("Chairman and General Director" is one), its role, whether it stands alone."""
    end, role, alone = _title(reading, index)
    while end > index and reading.sentence.words[end : end + 1] == ["and"]:
        other, _, also = _title(reading, end + 1)
        if other == end + 1:
            break
        end, alone = other, alone and also
    return end, role, alone


def _title(reading: Reading, index: int) -> tuple[int, str, bool]:
    ends = {name: reading.matches(name, index) for name in _POST_LISTS}
    longest = max(ends.values())
    if longest == index:
        return index, "", False
    state = ends["english_post_state"] == longest and reading.sentence.capital[index]
    first = reading.sentence.words[index]
    lesser = ends["english_post_member"] == longest or first in ("deputy", "vice", "standing", "permanent")
    return longest, "memberOf" if lesser else "headOf", state
