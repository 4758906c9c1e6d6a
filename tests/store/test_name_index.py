"""The index of names beside a store on disk: what it finds, that it follows the store, that it may go."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from smartcity_kb.intake.load import load
from smartcity_kb.model.prefixes import PREFIXES
from smartcity_kb.model.terms import (
    FOLDED_LABEL,
    GRAPH_SEARCH,
    GRAPH_VOCABULARY,
    LABEL,
    PREF_LABEL,
    TYPE,
    entity_iri,
    source_iri,
)
from smartcity_kb.model.text import edit_distance, fold
from smartcity_kb.store import name_index
from smartcity_kb.store.disk import open_to_read, open_to_write
from smartcity_kb.store.folder_layout import shipped_folder
from smartcity_kb.store.name_changes import NamesChange
from smartcity_kb.store.name_lookup import IndexedNames
from smartcity_kb.store.name_query import QueriedNames
from smartcity_kb.store.name_words import NameWords
from smartcity_kb.store.names import tolerance
from smartcity_kb.store.quads import quads_from_content
from smartcity_kb.store.search_entry import all_entries, entries_in
from smartcity_kb.views.search import search

if TYPE_CHECKING:
    from pathlib import Path

    from smartcity_kb.store.oxigraph import OxigraphStore

    from .conftest import World

LABELS = {
    "binh-duong": "Tỉnh Bình Dương",
    "binh-phuoc": "Tỉnh Bình Phước",
    "duc-binh": "Xã Đức Bình",
    "eindhoven": "Eindhoven",
    "thoa-thuan-2": "Thỏa thuận hợp tác 22-CTr/TU",
    "moskva": "Москва",
    "dong-jing": "東京",
    "hoa": "Hòa",
}
CLASS = NamedNode(PREFIXES["schema"] + "Place")


def entity_quads(labels: dict[str, str]) -> list[Quad]:
    quads = []
    for slug, label in labels.items():
        iri = entity_iri(slug)
        quads.append(Quad(iri, PREF_LABEL, Literal(label, language="vi")))
        quads.append(Quad(iri, TYPE, CLASS))
        quads.append(Quad(iri, FOLDED_LABEL, Literal(fold(label)), GRAPH_SEARCH))
    return quads


@pytest.fixture
def folder(tmp_path: Path) -> str:
    path = str(tmp_path / "kho 100%? #1")
    with open_to_write(path) as store:
        store.add(entity_quads(LABELS))
    return path


def found(folder: str, text: str) -> list[str]:
    with open_to_read(folder) as store:
        return [hit.iri.removeprefix(PREFIXES["id"]) for hit in search(store, text)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Tỉnh Bình Dương", "binh-duong"),
        ("tinh binh duong", "binh-duong"),
        ("binh duong", "binh-duong"),
        ("dương tỉnh bình", "binh-duong"),
        ("tinh binh duo", "binh-duong"),
        ("inh duon", "binh-duong"),
        ("tinh bihn duong", "binh-duong"),
        ("tinh binhduong", "binh-duong"),
        ("tinh bi nh duong", "binh-duong"),
        ("tih binh duong", "binh-duong"),
        ("endhohven", "eindhoven"),
        ("eindhovn", "eindhoven"),
        ("dhov", "eindhoven"),
        ("22 ctr tu", "thoa-thuan-2"),
        ("москва", "moskva"),
        ("мсоква", "moskva"),
        ("東京", "dong-jing"),
        ("hoa", "hoa"),
    ],
)
def test_the_index_finds_names_as_people_write_them(folder: str, text: str, first: str) -> None:
    assert name_index.is_trusted(folder)
    assert found(folder, text)[:1] == [first]


@pytest.mark.parametrize("text", ["zzzz", '" OR "', "zzz*", "x" * 20_000, "a " * 5_000, "\u0000"])
def test_what_no_name_is_like_is_not_found_and_breaks_nothing(folder: str, text: str) -> None:
    assert found(folder, text) == []


def test_the_index_gives_what_the_store_itself_gives(tmp_path: Path) -> None:
    folder = str(tmp_path / "store")
    load([shipped_folder()], folder)
    texts = ["binh duong", "becamex", "mai hung dung", "eindhovn", "de an", "thanh pho thong mihn", "22 ctr"]
    with open_to_read(folder) as store:
        assert store.names == folder
        fast = [[hit.iri for hit in search(store, text, limit=5)] for text in texts]
        store.names = None
        slow = [[hit.iri for hit in search(store, text, limit=5)] for text in texts]
        assert fast == slow
        assert all(fast)


def test_the_index_follows_sources_as_they_come_change_and_go(tmp_path: Path, world: World) -> None:
    folder = str(tmp_path / "store")
    with open_to_write(folder) as store:
        for content in (world.first, world.second):
            store.replace_source(content.source.iri, quads_from_content(content))
            assert_index_is_right(folder, store)
        store.replace_source(world.first.source.iri, ())
        assert list(all_entries(store))
        assert_index_is_right(folder, store)
    assert found(folder, "truong goi") == ["truong-gio"]
    assert found(folder, "den lua") == []


def assert_index_is_right(folder: str, store: OxigraphStore) -> None:
    """The index has the names, words and descriptions that the store has."""
    entries = {entry.iri: entry for entry in all_entries(store)}
    names = {(iri, name) for iri, entry in entries.items() for name in entry.names}
    assert list(entries_in(store, entries)) == [entries[iri] for iri in sorted(entries)]
    assert name_index.is_trusted(folder)
    db = name_index.open_index(folder)
    assert db is not None
    try:
        numbers = {number: (iri, name) for number, iri, name in db.execute("SELECT id, iri, name FROM names")}
        assert set(numbers.values()) == names
        for word in {word for _, name in names for word in name.split()}:
            bearers = {(iri, name) for iri, name in names if word in name.split()}
            assert {numbers[n] for n in NameWords(db).having([[word]]) if n in numbers} == bearers
        assert {iri for (iri,) in db.execute("SELECT iri FROM entities")} == set(entries)
        for lang in ("vi", "en"):
            shown = QueriedNames(store).shown(list(entries), lang)
            assert IndexedNames(db).shown(list(entries), lang) == shown
    finally:
        db.close()


def test_what_is_shown_follows_labels_types_and_what_types_are_called(folder: str) -> None:
    iri = entity_iri("hoa")
    town, word = NamedNode(PREFIXES["sckb"] + "Town"), Literal("thị trấn", language="vi")
    english = Quad(iri, PREF_LABEL, Literal("Hoa, the flower", language="en"))
    with open_to_write(folder) as store:
        store.add([english, Quad(iri, TYPE, town)])
        assert_index_is_right(folder, store)
        assert shown(store, "en") == ("Hoa, the flower", "sckb:Town")
        store.clear_graph(GRAPH_VOCABULARY, [Quad(town, LABEL, word, GRAPH_VOCABULARY)])
        assert_index_is_right(folder, store)
        assert shown(store, "vi") == ("Hòa", "thị trấn")
        store.clear_graph(GRAPH_VOCABULARY, [])
        assert_index_is_right(folder, store)
        assert shown(store, "vi") == ("Hòa", "sckb:Town")


def shown(store: OxigraphStore, lang: str) -> tuple[str, str]:
    hit = search(store, "hoa", lang)[0]
    return hit.label, hit.type


def test_a_loaded_store_shows_also_what_links_and_claims_say_of_entities(tmp_path: Path) -> None:
    """Links call an entity something else; what the new store and its index show is the same."""
    folder, base = str(tmp_path / "store"), tmp_path / "kb"
    shutil.copytree(shipped_folder(), base)
    links = base / "links.ttl"
    more = f'<{entity_iri("becamex-idc").value}> <{PREF_LABEL.value}> "A"@vi .\n'
    links.write_text(links.read_text("utf-8") + more, "utf-8")
    load([str(base)], folder)
    with open_to_read(folder) as store:
        assert_index_is_right(folder, store)
        assert "A" in {hit.label for hit in search(store, "becamex idc")}


@pytest.mark.parametrize("harm", ["missing", "cut", "another version", "overwritten", "nonsense inside"])
def test_a_lost_or_damaged_index_costs_time_only(folder: str, harm: str) -> None:
    path = os.path.join(folder, name_index.INDEX_FILE)
    with open(path, "rb") as file:
        content = file.read()
    if harm == "missing":
        os.remove(path)
    else:
        changed = {
            "cut": content[:5000],
            "another version": content[:60] + (99).to_bytes(4, "big") + content[64:],
            "overwritten": b"not a database",
            "nonsense inside": content[:4096] + b"\xff" * (len(content) - 4096),
        }
        with open(path, "wb") as file:
            file.write(changed[harm])
    assert found(folder, "tinh bihn duong")[:1] == ["binh-duong"]


def test_a_missing_index_is_built_by_the_next_load(tmp_path: Path) -> None:
    folder = str(tmp_path / "store")
    load([shipped_folder()], folder)
    os.remove(os.path.join(folder, name_index.INDEX_FILE))
    load([shipped_folder()], folder)
    with open_to_read(folder) as store:
        assert_index_is_right(folder, store)


def test_a_crash_between_store_and_index_makes_the_index_untrusted(folder: str) -> None:
    script = (
        "import os, sys\n"
        "from smartcity_kb.store import name_index\n"
        "from smartcity_kb.store.disk import open_to_write\n"
        "from pyoxigraph import *\n"
        "from smartcity_kb.model.terms import *\n"
        "name_index._follow = lambda *_: os._exit(9)\n"
        "store = open_to_write(sys.argv[1])\n"
        "store.add([Quad(entity_iri('hue'), FOLDED_LABEL, Literal('hue'), GRAPH_SEARCH)])\n"
    )
    assert subprocess.run([sys.executable, "-c", script, folder], check=False).returncode == 9
    assert not name_index.is_trusted(folder)
    assert found(folder, "hue") == ["hue"]


def test_a_change_that_the_store_refuses_leaves_the_index_as_it_was(folder: str) -> None:
    def refuse() -> None:
        raise OSError("no room")

    with open_to_read(folder) as store, pytest.raises(OSError, match="no room"):
        name_index.change(folder, NamesChange(come=((entity_iri("hue").value, "hue"),)), store, refuse)
    assert name_index.is_trusted(folder)
    assert found(folder, "hue") == []


def test_names_are_found_while_another_process_changes_the_index(folder: str) -> None:
    with open_to_write(folder) as writer:
        writer.add(entity_quads({"hue": "Huế"}))
        with open_to_read(folder) as store:
            names = [hit.iri for hit in search(store, "hue")]
    assert names == [entity_iri("hue").value]


def test_loading_the_same_source_again_keeps_the_index(tmp_path: Path) -> None:
    folder = str(tmp_path / "store")
    load([shipped_folder()], folder)
    before = (tmp_path / "store" / name_index.INDEX_FILE).read_bytes()
    load([shipped_folder()], folder)
    assert (tmp_path / "store" / name_index.INDEX_FILE).read_bytes() == before
    assert found(folder, source_iri("binh-duong-2017").value) == []


WORD = st.text(alphabet="abcdeghinot", min_size=1, max_size=12)


@given(WORD, WORD)
def test_words_within_their_tolerance_share_a_form(left: str, right: str) -> None:
    errors = min(tolerance(left), tolerance(right))
    if errors and edit_distance(left, right, errors) <= errors:
        assert name_index.spellings(left) & name_index.spellings(right)


@given(WORD, st.integers(0, 11), st.sampled_from("abcdeghinot"), st.sampled_from(["put", "drop", "swap"]))
def test_one_error_in_a_word_leaves_it_findable(word: str, at: int, letter: str, error: str) -> None:
    at = min(at, len(word) - 1)
    wrong = {
        "put": word[:at] + letter + word[at + 1 :],
        "drop": word[:at] + word[at + 1 :],
        "swap": word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
    }[error]
    assert name_index.spellings(word) & name_index.spellings(wrong)
