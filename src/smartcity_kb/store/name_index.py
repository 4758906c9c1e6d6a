"""The folded names of a store on disk in an index beside it: built, kept up to date, opened.

The index is an SQLite file: names in the order of their length, which of them have which words, for each
word the forms that it takes when letters are left out, by which a misspelt word finds the right one, and
what is shown of an entity. With it search does without the store; where it is missing, of another version,
damaged or behind the store, search asks the store itself.
"""

from __future__ import annotations

import os

from . import name_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from sqlite3 import Connection

    from .base import Store
    from .name_changes import NamesChange
    from .search_entry import SearchEntry

    # (IRI of the entity, folded name)
    Name = tuple[str, str]
    # IRIs -> their labels in the store's languages
    Calling = Callable[[Sequence[str]], Mapping[str, tuple[str, ...]]]

INDEX_FILE = "names.sqlite"
INDEX_VERSION = 2
# There while store and index are being changed: after a crash in between, the index is not trusted.
_CHANGING_FILE = "names.changing"
# Two letters are left out of words of these lengths, one of shorter ones: what search tolerates.
_LONG_WORD = range(8, 25)
# No one misspells a longer one; a hostile one would fill the memory with its forms.
LONGEST_WORD = 40
_CACHE_KIB = 32_000
_TABLES = """
CREATE TABLE names(id INTEGER PRIMARY KEY, name TEXT NOT NULL, iri TEXT NOT NULL);
CREATE TABLE words(word TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE spellings(form INTEGER, word TEXT, PRIMARY KEY(form, word)) WITHOUT ROWID;
CREATE TABLE entities(iri TEXT PRIMARY KEY, vi TEXT, en TEXT, type TEXT) WITHOUT ROWID;
CREATE TABLE types(type TEXT PRIMARY KEY, vi TEXT, en TEXT) WITHOUT ROWID;
"""


def build(store_folder: str, entries: Iterable[SearchEntry], called: Calling) -> None:
    """Write the index of a store folder anew, from all its entities, in bounded memory.

    An entity may come more than once; what is shown of it is as it comes last. ``called`` gives the
    labels of types by IRI. Where the file cannot be written, there is no index afterwards.
    """
    import sqlite3

    path = os.path.join(store_folder, INDEX_FILE)
    temporary = f"{path}.{os.getpid()}"
    _remove(temporary)
    try:
        db = sqlite3.connect(temporary, isolation_level=None)
        try:
            _fill(db, entries, called)
        finally:
            db.close()
        os.replace(temporary, path)
        _remove(os.path.join(store_folder, _CHANGING_FILE))
    except (OSError, sqlite3.Error):
        _remove(temporary)
        _remove(path)


def _fill(db: Connection, entries: Iterable[SearchEntry], called: Calling) -> None:
    # The file has a temporary name: a crash leaves nothing that a journal would have to undo.
    db.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-{_CACHE_KIB};")
    db.execute("BEGIN")
    for statement in (_TABLES + name_words.TABLES).split(";"):
        db.execute(statement)
    # Several sources may define the same entity.
    db.execute("CREATE TEMP TABLE given(name TEXT, iri TEXT)")
    db.execute("CREATE TEMP TABLE shown(iri TEXT, vi TEXT, en TEXT, type TEXT)")
    for entry in entries:
        db.execute("INSERT INTO shown VALUES (?, ?, ?, ?)", _shown(entry))
        db.executemany("INSERT INTO given VALUES (?, ?)", [(name, entry.iri) for name in entry.names])
    # Numbers follow the length, so that what is found comes shortest first.
    db.execute(
        "INSERT INTO names SELECT row_number() OVER (ORDER BY length(name), least) - 1, name, iri"
        " FROM (SELECT name, iri, min(rowid) AS least FROM temp.given GROUP BY name, iri)"
    )
    db.execute("DROP TABLE temp.given")
    # Beside max, SQLite takes the other columns from the row that has it: what came last holds.
    db.execute(
        "INSERT INTO entities SELECT iri, vi, en, type FROM"
        " (SELECT iri, vi, en, type, max(rowid) FROM temp.shown GROUP BY iri)"
    )
    db.execute("DROP TABLE temp.shown")
    db.execute("CREATE INDEX by_name ON names(name)")
    name_words.fill(db, db.execute("SELECT id, name FROM names ORDER BY id"))
    db.execute("INSERT INTO words SELECT DISTINCT word FROM places")
    _add_spellings(db, (word for (word,) in db.execute("SELECT word FROM words")))
    types = [type_ for (type_,) in db.execute("SELECT DISTINCT type FROM entities")]
    _name_types(db, types, called)
    db.execute(f"PRAGMA user_version={INDEX_VERSION}")
    db.execute("COMMIT")


def _shown(entry: SearchEntry) -> tuple[str, ...]:
    return (entry.iri, *entry.labels, entry.type)


def _name_types(db: Connection, types: Iterable[str], called: Calling) -> None:
    labels = called([type_ for type_ in types if type_])
    rows = [(type_, *texts) for type_, texts in labels.items()]
    db.executemany("REPLACE INTO types VALUES (?, ?, ?)", rows)


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


def change(store_folder: str, change: NamesChange, store: Store, write: Callable[[], None]) -> None:
    """Change a store and its index together; ``write`` does the store's part, whole or not at all.

    Raises what ``write`` raises; the index has not changed then. When it cannot follow the store, it is
    not trusted from then on, until it is built anew.
    """
    import sqlite3

    path = os.path.join(store_folder, INDEX_FILE)
    if not is_trusted(store_folder):
        write()
        return
    mark = os.path.join(store_folder, _CHANGING_FILE)
    with open(mark, "w", encoding="ascii"):
        pass
    try:
        write()
    except BaseException:
        _remove(mark)
        raise
    try:
        db = sqlite3.connect(path, isolation_level=None, timeout=30)
        try:
            _follow(db, change, store)
        finally:
            db.close()
    except sqlite3.Error:
        return
    _remove(mark)


def _follow(db: Connection, change: NamesChange, store: Store) -> None:
    db.execute("BEGIN IMMEDIATE")
    db.executemany("DELETE FROM names WHERE name = ? AND iri = ?", [(name, iri) for iri, name in change.gone])
    last = db.execute("SELECT max(id) FROM names").fetchone()[0]
    first = max(name_words.first_later_number(db), -1 if last is None else last + 1)
    for number, (iri, name) in enumerate(change.come, first):
        db.execute("INSERT INTO names VALUES (?, ?, ?)", (number, name, iri))
        name_words.add(db, number, name)
    # Words that no name has any more stay: they find nothing.
    words = sorted({word for _, name in change.come for word in name.split()})
    db.executemany("INSERT OR IGNORE INTO words VALUES (?)", [(word,) for word in words])
    _add_spellings(db, words)
    _describe(db, change, store)
    db.execute("COMMIT")


def _describe(db: Connection, change: NamesChange, store: Store) -> None:
    from .labels import labels_in
    from .search_entry import entries_in

    db.executemany("DELETE FROM entities WHERE iri = ?", [(iri,) for iri in sorted(change.described)])
    entries = list(entries_in(store, change.described))
    db.executemany("REPLACE INTO entities VALUES (?, ?, ?, ?)", map(_shown, entries))
    types = {entry.type for entry in entries}
    if change.terms:
        types.update(type_ for (type_,) in db.execute("SELECT DISTINCT type FROM entities"))
        db.execute("DELETE FROM types")
    _name_types(db, types, lambda iris: labels_in(store, iris))


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
    # The package would bring datetime with it, for dates in databases.
    import _sqlite3

    path = os.path.abspath(os.path.join(store_folder, INDEX_FILE))
    for special, written in (("%", "%25"), ("?", "%3f"), ("#", "%23")):
        path = path.replace(special, written)
    try:
        return _sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None, timeout=2)
    except _sqlite3.Error:
        return None


def _remove(path: str) -> None:
    try:
        os.remove(path)
    except OSError:
        return
