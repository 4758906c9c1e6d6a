"""The folded names of a store on disk in an index beside it: built, kept up to date, opened.

The index is an SQLite file: names in the order of their length, a full-text table of their words (FTS5),
the words, and for each word the forms that it takes when letters are left out, by which a misspelt word
finds the right one. It only ever speeds search up: where it is missing, of another version, damaged or
behind the store, search asks the store itself.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from sqlite3 import Connection

    # (IRI of the entity, folded name)
    Name = tuple[str, str]

INDEX_FILE = "names.sqlite"
INDEX_VERSION = 1
# There while store and index are being changed: after a crash in between, the index is not trusted.
_CHANGING_FILE = "names.changing"
# A name's id starts with its length, so that what is found comes shortest first.
_LENGTH_SHIFT = 40
# Two letters are left out of words of these lengths, one of shorter ones: what search tolerates.
_LONG_WORD = range(8, 25)
# No one misspells a longer one; a hostile one would fill the memory with its forms.
LONGEST_WORD = 40
_CACHE_KIB = 32_000
_TABLES = """
CREATE TABLE names(id INTEGER PRIMARY KEY, name TEXT NOT NULL, iri TEXT NOT NULL);
CREATE VIRTUAL TABLE found USING fts5(name, content='', detail=none, columnsize=0, tokenize='ascii');
CREATE TABLE words(word TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE spellings(form INTEGER, word TEXT, PRIMARY KEY(form, word)) WITHOUT ROWID;
"""


def build(store_folder: str, names: Iterable[Name]) -> None:
    """Write the index of a store folder anew, from the names of all its entities, in bounded memory.

    A name may come more than once. Without SQLite's FTS5, or where the file cannot be written, there is
    no index afterwards.
    """
    import sqlite3

    path = os.path.join(store_folder, INDEX_FILE)
    temporary = f"{path}.{os.getpid()}"
    _remove(temporary)
    try:
        db = sqlite3.connect(temporary, isolation_level=None)
        try:
            _fill(db, names)
        finally:
            db.close()
        os.replace(temporary, path)
        _remove(os.path.join(store_folder, _CHANGING_FILE))
    except (OSError, sqlite3.Error):
        _remove(temporary)
        _remove(path)


def _fill(db: Connection, names: Iterable[Name]) -> None:
    # The file has a temporary name: a crash leaves nothing that a journal would have to undo.
    db.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-{_CACHE_KIB};")
    db.execute("BEGIN")
    for statement in _TABLES.strip().splitlines():
        db.execute(statement)
    # Several sources may define the same entity.
    db.execute("CREATE TEMP TABLE given(name TEXT, iri TEXT)")
    db.executemany("INSERT INTO given VALUES (?, ?)", ((name, iri) for iri, name in names))
    db.execute(
        "INSERT INTO names SELECT length(name) << ? | min(rowid), name, iri"
        " FROM temp.given GROUP BY name, iri",
        (_LENGTH_SHIFT,),
    )
    db.execute("DROP TABLE temp.given")
    db.execute("CREATE INDEX by_name ON names(name)")
    db.execute("INSERT INTO found(rowid, name) SELECT id, name FROM names ORDER BY id")
    db.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, found, row)")
    db.execute("INSERT INTO words SELECT term FROM temp.vocabulary")
    _add_spellings(db, (word for (word,) in db.execute("SELECT word FROM words")))
    db.execute(f"PRAGMA user_version={INDEX_VERSION}")
    db.execute("COMMIT")


def _add_spellings(db: Connection, words: Iterable[str]) -> None:
    db.executemany(
        "INSERT OR IGNORE INTO spellings VALUES (?, ?)",
        ((form, word) for word in words for form in spellings(word)),
    )


def spellings(word: str) -> set[int]:
    """The forms of a word by which its misspellings find it: itself, and with a letter or two left out.

    Two words within one error of each other (two, where both have eight letters or more) share a form.
    The forms are given as CRC-32 numbers; that two forms may share a number only costs a comparison.
    """
    from binascii import crc32

    forms = {word}
    if len(word) <= LONGEST_WORD and not any(letter.isdigit() for letter in word):
        forms |= _shorter(forms)
        if len(word) in _LONG_WORD:
            forms |= _shorter(forms - {word})
    return {crc32(form.encode()) for form in forms}


def _shorter(forms: set[str]) -> set[str]:
    return {form[:at] + form[at + 1 :] for form in forms for at in range(len(form))}


def change(store_folder: str, gone: Iterable[Name], come: Iterable[Name], store: Callable[[], None]) -> None:
    """Change a store and its index together; ``store`` does the store's part, whole or not at all.

    Raises what ``store`` raises; the index has not changed then. When it cannot follow the store, it is
    not trusted from then on, until it is built anew.
    """
    import sqlite3

    path = os.path.join(store_folder, INDEX_FILE)
    if not is_trusted(store_folder):
        store()
        return
    mark = os.path.join(store_folder, _CHANGING_FILE)
    with open(mark, "w", encoding="ascii"):
        pass
    try:
        store()
    except BaseException:
        _remove(mark)
        raise
    try:
        db = sqlite3.connect(path, isolation_level=None, timeout=30)
        try:
            _follow(db, gone, come)
        finally:
            db.close()
    except sqlite3.Error:
        return
    _remove(mark)


def _follow(db: Connection, gone: Iterable[Name], come: Iterable[Name]) -> None:
    db.execute("BEGIN IMMEDIATE")
    for iri, name in gone:
        rows = db.execute("SELECT id FROM names WHERE name = ? AND iri = ?", (name, iri)).fetchall()
        for (number,) in rows:
            db.execute("INSERT INTO found(found, rowid, name) VALUES ('delete', ?, ?)", (number, name))
            db.execute("DELETE FROM names WHERE id = ?", (number,))
    new_words: set[str] = set()
    for iri, name in come:
        end = (len(name) + 1) << _LENGTH_SHIFT
        last = db.execute("SELECT max(id) FROM names WHERE id < ?", (end,)).fetchone()[0] or 0
        number = max(last + 1, len(name) << _LENGTH_SHIFT)
        db.execute("INSERT INTO names VALUES (?, ?, ?)", (number, name, iri))
        db.execute("INSERT INTO found(rowid, name) VALUES (?, ?)", (number, name))
        new_words.update(name.split())
    # Words that no name has any more stay: they find nothing.
    db.executemany("INSERT OR IGNORE INTO words VALUES (?)", ((word,) for word in sorted(new_words)))
    _add_spellings(db, sorted(new_words))
    db.execute("COMMIT")


def is_trusted(store_folder: str) -> bool:
    """Whether there is a whole index of this version that no change of the store failed to reach."""
    try:
        with open(os.path.join(store_folder, INDEX_FILE), "rb") as file:
            head = file.read(100)
            size = file.seek(0, os.SEEK_END)
    except OSError:
        return False
    # SQLite's file format, section 1.3: the size of a page (1 is 65,536), their number, the user's version.
    page, pages, version = (int.from_bytes(head[at : at + n], "big") for at, n in ((16, 2), (28, 4), (60, 4)))
    whole = head.startswith(b"SQLite format 3\0") and size == pages * (65_536 if page == 1 else page)
    changing = os.path.exists(os.path.join(store_folder, _CHANGING_FILE))
    return whole and version == INDEX_VERSION and not changing


def open_index(store_folder: str) -> Connection | None:
    """The index of a store folder, to read; None when there is none to be trusted."""
    if not is_trusted(store_folder):
        return None
    import sqlite3

    path = os.path.abspath(os.path.join(store_folder, INDEX_FILE))
    for special, written in (("%", "%25"), ("?", "%3f"), ("#", "%23")):
        path = path.replace(special, written)
    try:
        return sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None, timeout=2)
    except sqlite3.Error:
        return None


def _remove(path: str) -> None:
    try:
        os.remove(path)
    except OSError:
        return
