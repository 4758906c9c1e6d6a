"""What in an article's text is not the article: spans with reasons. The text itself is never changed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model.claim import Noise
from ..model.text import fold
from .noise_lines import LINE_RULES, LINK_LINE, LIST_OPENERS, TAIL_RULES

# A run without spaces as long as this, which spells the title, is the title mashed into the text.
_MIN_MASHED = 16
_RUN = re.compile(r"\S{20,}")
_WORD = re.compile(r"\S+")
# Unaccented search phrases that link farms append to it have at most this many words.
_MAX_STUFFING = 10
# Words that open a sentence of news; one of them cut in two tells where the mashed-in text ends.
_OPENING_WORDS = frozenset({
    "theo", "tại", "trong", "ngày", "sáng", "chiều", "tối", "ông", "bà", "với", "để", "khi", "sau",
    "trước", "hiện", "nhằm", "từ", "trên", "đây", "việc", "những", "các", "một", "và", "được", "cùng",
    "nhân", "bên", "mới", "hôm", "vừa",
})  # fmt: skip
_MAX_NOISE_LINE = 400
_CJK = re.compile(r"[\u3400-\u9fff\u3040-\u30ff]")


class _Line:
    """A line with its place in the text; the line break is not part of it."""

    __slots__ = ("end", "start", "text")

    def __init__(self, start: int, text: str) -> None:
        self.start, self.end, self.text = start, start + len(text), text


def find_noise(text: str) -> tuple[Noise, ...]:
    """The spans of a text that are not the article, in order, without overlaps; code points, end-exclusive.

    Rules for lines (link lists, editor lines, image placeholders, share buttons, repeated captions,
    photographers), and for a title mashed into a line. Takes time in proportion to the text.
    """
    lines = list(_lines(text))
    spans = [*_noise_lines(lines), *_mashed_titles(lines), *_tails(lines)]
    return tuple(_joined(sorted(spans, key=lambda n: (n.start, -n.end)), text))


def title_of(text: str) -> str:
    """The first line with words in it: the article's title in a saved text; empty when there is none."""
    for line in _lines(text):
        if len(fold(line.text)) > 3 and not any(rule.fullmatch(line.text) for rule, _ in LINE_RULES):
            return line.text.strip()
    return ""


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for part in text.split("\n"):
        yield _Line(start, part.rstrip("\r"))
        start += len(part) + 1


def _noise_lines(lines: list[_Line]) -> Iterator[Noise]:
    seen: dict[str, int] = {}
    in_list = False
    for index, line in enumerate(lines):
        if not line.text.strip():
            in_list = False
            continue
        reason = _reason(line, lines, index, in_list)
        in_list = reason == _LINKS
        key = fold(line.text)
        if not reason and index > 0 and key in seen and len(key) > 20:
            reason = "a line that stands in the article already"
        seen[key] = index
        if reason:
            yield Noise(line.start, line.end, reason)


_LINKS = "links to other pages"


def _reason(line: _Line, lines: list[_Line], index: int, in_list: bool) -> str:
    if len(line.text) > _MAX_NOISE_LINE:
        return ""
    for rule, reason in LINE_RULES:
        if rule.fullmatch(line.text):
            return reason
    if _CJK.search(line.text) and len(line.text) < 60:
        return "the site editor line"
    if LINK_LINE.fullmatch(line.text) and (in_list or _list_here(lines, index)):
        return _LINKS
    if LIST_OPENERS.fullmatch(line.text):
        return _LINKS
    return ""


def _list_here(lines: list[_Line], index: int) -> bool:
    """Whether a neighbour looks like an entry of the same list of links."""
    around = [lines[i].text for i in (index - 1, index + 1) if 0 <= i < len(lines)]
    return any(LINK_LINE.fullmatch(text) for text in around) or lines[index].text.lstrip()[:4] == "- ·"


def _tails(lines: list[_Line]) -> Iterator[Noise]:
    for line in lines:
        # Captions are short; a longer line is the article, whatever its last words.
        if len(line.text) > 600 or ":" not in line.text[-80:]:
            continue
        for rule, reason in TAIL_RULES:
            match = rule.search(line.text, max(0, len(line.text) - 90))
            if match:
                yield Noise(line.start + match.start(), line.end, reason)


def _mashed_titles(lines: list[_Line]) -> Iterator[Noise]:
    """The title without its spaces in the middle of a word, with the search phrases behind it."""
    title = next((line for line in lines if line.text.strip()), None)
    if title is None:
        return
    squeezed = _squeezed(title.text)
    if len(squeezed) < _MIN_MASHED:
        return
    for line in lines:
        if line is title:
            continue
        for run in _RUN.finditer(line.text):
            span = _mashed_span(line.text, run.start(), run.end(), squeezed)
            if span:
                yield Noise(line.start + span[0], line.start + span[1], _MASHED)


_MASHED = "the page's title mashed into the text"


def _squeezed(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalpha())


def _mashed_span(line: str, start: int, end: int, squeezed: str) -> tuple[int, int] | None:
    """The part of a run of letters that spells the title (digits and the first letter may be lost)."""
    run = line[start:end].lower()
    low = _spelling_start(run, squeezed)
    if low is None:
        return None
    high = low + _spelled(run[low:], squeezed)
    if high - low < _MIN_MASHED:
        return None
    return start + low, _stuffing_end(line, start + high, line[start : start + low])


def _spelling_start(run: str, squeezed: str) -> int | None:
    """Where in a run the title begins, its first letter or two perhaps lost."""
    for skip in (0, 1, 2):
        at = run.find(squeezed[skip : skip + 8])
        if at >= 0:
            return at
    return None


def _spelled(run: str, squeezed: str) -> int:
    """How many letters of the run spell the title on: the longest common stretch from its start."""
    first = next((skip for skip in (0, 1, 2) if run.startswith(squeezed[skip : skip + 8])), 0)
    length = 0
    for a, b in zip(run, squeezed[first:], strict=False):
        if a != b:
            break
        length += 1
    return length


def _stuffing_end(line: str, end: int, before: str) -> int:
    """Where search phrases without accents, stuffed in behind the title, end.

    They end where the rest of a word together with the letters cut off before the title makes an opening
    word again ("The" + "o"), else at the first word with accents.
    """
    last = end
    for count, word in enumerate(_WORD.finditer(line, end)):
        for cut in range(1, len(word.group())):
            if (before + word.group()[cut:]).lower() in _OPENING_WORDS and before:
                return word.start() + cut
        if count >= _MAX_STUFFING or not word.group().isascii() or not word.group().islower():
            break
        last = word.end()
    return last


def _joined(spans: list[Noise], text: str) -> Iterator[Noise]:
    """Spans with only white space between them as one, their reasons joined; overlaps left out."""
    waiting: Noise | None = None
    for span in spans:
        if waiting is None:
            waiting = span
        elif span.start <= waiting.end or not text[waiting.end : span.start].strip():
            reasons = waiting.reason.split("; ")
            if span.reason not in reasons:
                reasons.append(span.reason)
            waiting = Noise(waiting.start, max(waiting.end, span.end), "; ".join(reasons))
        else:
            yield waiting
            waiting = span
    if waiting is not None:
        yield waiting
