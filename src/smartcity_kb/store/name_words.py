"""Which names have which words: kept in blocks of names, so that words are brought together block by block.

A name has a number, given in the order of length; 65,536 consecutive numbers are a block. For each word of
a block's names there is a row with their places in it: the places themselves (16 bits each, little-endian)
where there are few, else a bit for each name of the block (as in Roaring bitmaps, Lemire et al. 2016). The
syllables that Vietnamese names are made of come so often that a list of names per word would be read too
long; bits of a block are compared as one number.
"""

from __future__ import annotations

import sys
from array import array
from itertools import groupby

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from sqlite3 import Connection

    # As a set where they are few, else as the bits of a number.
    Places = set[int] | int

BLOCK_BITS = 16
_PLACES = 1 << BLOCK_BITS
# More places than this are written as bits.
_FEW = 512
_BITS_SIZE = _PLACES // 8
# Of what was read so much is kept for further questions, 8 KiB each.
_MOST_KEPT = 2000
TABLES = """
CREATE TABLE places(word TEXT, block INTEGER, places BLOB NOT NULL);
CREATE TABLE blocks(block INTEGER PRIMARY KEY, longest INTEGER);
"""
# Blocks of names that came after the index was built are in no order of length.
_LONG_ENOUGH = """
SELECT block FROM blocks WHERE longest IS NULL OR longest >= ? ORDER BY longest IS NOT NULL, block
"""
INDEX = "CREATE UNIQUE INDEX by_word ON places(word, block)"


def fill(db: Connection, names: Iterable[tuple[int, str]]) -> None:
    """Write the words of all names, which come as (number, folded name) in the order of their numbers."""
    for block, members in groupby(names, lambda row: row[0] >> BLOCK_BITS):
        found: dict[str, array[int]] = {}
        longest = 0
        for number, name in members:
            longest = max(longest, len(name))
            place = number & (_PLACES - 1)
            for word in set(name.split()):
                if word in found:
                    found[word].append(place)
                else:
                    found[word] = array("H", (place,))
        _write(db, block, found)
        db.execute("INSERT INTO blocks VALUES (?, ?)", (block, longest))
    db.execute(INDEX)


def _write(db: Connection, block: int, found: dict[str, array[int]]) -> None:
    rows = [(word, block, _packed(places)) for word, places in found.items()]
    db.executemany("INSERT INTO places VALUES (?, ?, ?)", rows)


def add(db: Connection, number: int, name: str) -> None:
    """Add the words of one name; those of a name that is gone stay, and find nothing."""
    block, place = number >> BLOCK_BITS, number & (_PLACES - 1)
    db.execute("INSERT OR IGNORE INTO blocks VALUES (?, NULL)", (block,))
    for word in set(name.split()):
        places = _places(db, word, block)
        known = sorted({*places, place} if isinstance(places, set) else {*_set_bits(places), place})
        row = (word, block, _packed(array("H", known)))
        db.execute("REPLACE INTO places VALUES (?, ?, ?)", row)


def first_later_number(db: Connection) -> int:
    """The number of the first name that comes after the index was built: those have blocks of their own."""
    last = db.execute("SELECT max(block) FROM blocks WHERE longest IS NOT NULL").fetchone()[0]
    return 0 if last is None else (int(last) + 1) << BLOCK_BITS


class NameWords:
    """The words of names, to ask; what was read once is kept for further questions."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._read: dict[tuple[str, int], Places] = {}

    def having(self, choices: Sequence[Sequence[str]]) -> Iterator[int]:
        """The numbers of the names that have one word of each choice.

        What came after the index was built is first, the rest is in the order of length.
        """
        blocks = self._db.execute(_LONG_ENOUGH, (_least_length(choices),)).fetchall()
        for (block,) in blocks:
            for place in self._in_all(block, choices):
                yield block << BLOCK_BITS | place

    def _in_all(self, block: int, choices: Sequence[Sequence[str]]) -> Iterable[int]:
        """The places in a block of the names that have one word of each choice, in order."""
        few: set[int] | None = None
        bits = -1
        for words in choices:
            places = self._of_any(block, words)
            if isinstance(places, set):
                few = places if few is None else few & places
            else:
                bits &= places
            if few == set() or not bits:
                return ()
        if few is None:
            return _set_bits(bits)
        if bits == -1:
            return sorted(few)
        raw = bits.to_bytes(_BITS_SIZE, "little")
        return [place for place in sorted(few) if raw[place >> 3] >> (place & 7) & 1]

    def _of_any(self, block: int, words: Sequence[str]) -> Places:
        few: set[int] = set()
        bits = 0
        for word in words:
            places = self._read.get((word, block))
            if places is None:
                places = _places(self._db, word, block)
                if len(self._read) < _MOST_KEPT:
                    self._read[word, block] = places
            if isinstance(places, set):
                few |= places
            else:
                bits |= places
        if not bits:
            return few
        return bits | int.from_bytes(_as_bits(few), "little") if few else bits


def _least_length(choices: Sequence[Sequence[str]]) -> int:
    """How long a name is at least that has one word of each choice."""
    seen: set[str] = set()
    lengths: list[int] = []
    for words in choices:
        # One word of a name may be of several choices.
        if seen.isdisjoint(words):
            lengths.append(min(map(len, words)))
        seen.update(words)
    return sum(lengths) + len(lengths) - 1


def _places(db: Connection, word: str, block: int) -> Places:
    """The places of a word's names in a block."""
    row = db.execute("SELECT places FROM places WHERE word = ? AND block = ?", (word, block)).fetchone()
    if row is None:
        return set()
    if len(row[0]) == _BITS_SIZE:
        return int.from_bytes(row[0], "little")
    places = array("H", row[0])
    if sys.byteorder == "big":
        places.byteswap()
    return set(places)


def _packed(places: array[int]) -> bytes:
    if len(places) > _FEW:
        return bytes(_as_bits(places))
    if sys.byteorder == "big":
        places.byteswap()
    return places.tobytes()


def _as_bits(places: Iterable[int]) -> bytearray:
    bits = bytearray(_BITS_SIZE)
    for place in places:
        bits[place >> 3] |= 1 << (place & 7)
    return bits


def _set_bits(bits: int) -> Iterator[int]:
    """The places of the bits that are set, in order."""
    for at, byte in enumerate(bits.to_bytes(_BITS_SIZE, "little")):
        while byte:
            lowest = byte & -byte
            yield at << 3 | lowest.bit_length() - 1
            byte ^= lowest
