"""The order of the Vietnamese alphabet: a ă â … d đ e ê … o ô ơ … u ư, marks of tone after letters."""

from __future__ import annotations

from unicodedata import normalize

# Letters of their own, behind the letter that they are made of; everything else of NFD is a tone.
_QUALITIES = {"\u0306": 1, "\u0302": 2, "\u031b": 3}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def alphabetical(text: str) -> tuple[str, str, str]:
    """What to sort names by so that a Vietnamese reader finds them: letters, then tones, then the text.

    Case and punctuation matter last; the same text always has the same key, on every machine. Tones stand
    in the order of the schoolbooks: none, huyền, hỏi, ngã, sắc, nặng.

    >>> sorted(["Đông Á", "Ea Súp", "Dĩ An", "Ân Thi", "An Giang", "Ô Môn", "Oai"], key=alphabetical)
    ['An Giang', 'Ân Thi', 'Dĩ An', 'Đông Á', 'Ea Súp', 'Oai', 'Ô Môn']
    """
    letters: list[str] = []
    tones: list[str] = []
    for char in normalize("NFD", text.lower()):
        if char in _TONES:
            if tones:
                tones[-1] = chr(_TONES[char])
        elif char in _QUALITIES:
            if letters:
                letters[-1] = letters[-1][0] + chr(_QUALITIES[char])
        elif char.isalnum() or char == " ":
            letters.append("d\x01" if char == "đ" else f"{char}\x00")
            tones.append("\x00")
    return "".join(letters), "".join(tones), text
