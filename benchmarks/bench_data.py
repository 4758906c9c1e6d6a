"""The data of the benchmark: generated, loaded, and what to ask picked from it, all by one seed."""

from __future__ import annotations

import itertools
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from generate import World, entity

from smartcity_kb.model.terms import EVIDENCE, entity_iri
from smartcity_kb.model.text import fold
from smartcity_kb.store.disk import open_to_read
from smartcity_kb.store.search_entry import all_entries

HERE = Path(__file__).resolve().parent
OURS = str(Path(sys.executable).with_name("smartcity-kb"))
SEED = 20171125


class Picked(NamedTuple):
    """What is asked, one for each run: slugs of entities with facts, pairs of them, names."""

    entities: list[str]
    pairs: list[tuple[str, str]]
    hubs: list[tuple[str, str]]
    apart: list[tuple[str, str]]


class Data:
    """The files of one benchmark, made when first asked for and kept for the next time."""

    def __init__(
        self,
        folder: Path,
        claims: int,
        runs: int,
        bulk: int | None = None,
        exported: int | None = None,
        budget: float = 120.0,
    ) -> None:
        """``bulk`` is the size of rows that load, ``exported`` of those that export; ``budget``: seconds."""
        self.folder = folder
        self.claims = claims
        self.runs = runs
        self.bulk = bulk or claims
        self.exported = exported or self.bulk
        self.budget = budget
        folder.mkdir(parents=True, exist_ok=True)

    def nquads(self, claims: int, entities: int | None = None) -> str:
        """An N-Quads file with so many claims."""
        path = self.folder / f"{claims}-{entities or 'usual'}.nq"
        more = ["--entities", str(entities)] if entities else []
        self._make(path, [str(HERE / "generate.py"), str(claims), "{}", *more])
        return _warmed(path)

    def articles(self, claims: int) -> str:
        """A knowledge base folder with so many claims."""
        path = self.folder / f"{claims}-articles"
        self._make(path, [str(HERE / "generate.py"), "{}", "--articles", str(claims // 50)])
        return str(path)

    def store(self, claims: int, entities: int | None = None) -> str:
        """A store folder written by our own load."""
        path = self.folder / f"{claims}-{entities or 'usual'}.store"
        if not path.is_dir():
            _run([OURS, "load", self.nquads(claims, entities), "--into", str(path), "--quiet"])
        return _warmed(path)

    def shipped(self) -> str:
        """The shipped knowledge base as N-Quads."""
        path = self.folder / "shipped.nq"
        _run([OURS, "export", str(path), "--quiet"])
        return str(path)

    def names(self, store: str) -> tuple[str, str]:
        """All folded names of a store, as a text file and as an SQLite table."""
        text, table = Path(f"{store}.names.tsv"), Path(f"{store}.names.sqlite")
        if not table.is_file():
            with open_to_read(store) as opened, open(text, "w", encoding="utf-8") as file:
                for entry in all_entries(opened):
                    file.writelines(f"{entry.iri}\t{name}\n" for name in entry.names)
            self._table(text, table)
        return _warmed(text), _warmed(table)

    def _table(self, text: Path, table: Path) -> None:
        import sqlite3

        with sqlite3.connect(f"{table}.part") as db, open(text, encoding="utf-8") as file:
            db.execute("CREATE TABLE names(iri TEXT, name TEXT)")
            rows = (line.rstrip("\n").split("\t") for line in file)
            db.executemany("INSERT INTO names VALUES (?, ?)", rows)
        os.replace(f"{table}.part", table)

    def folder_for(self, name: str) -> str:
        """A place for what a run writes; ``clear`` empties it."""
        return str(self.folder / f"out-{name}")

    def clear(self, name: str) -> None:
        """Remove what a run wrote."""
        place = self.folder_for(name)
        if os.path.isdir(place):
            shutil.rmtree(place)
        elif os.path.exists(place):
            os.remove(place)

    def pick(self) -> Picked:
        """What to ask the store of the usual size, the same for the same seed."""
        kept = self.folder / f"{self.claims}-{self.runs}.json"
        if not kept.is_file():
            kept.write_text(json.dumps(self._pick()._asdict()), encoding="utf-8")
        found = json.loads(kept.read_text(encoding="utf-8"))
        return Picked(
            found["entities"], *([tuple(pair) for pair in found[k]] for k in ("pairs", "hubs", "apart"))
        )

    def _pick(self) -> Picked:
        world, rng = World(self.claims, self.claims // 10, SEED), random.Random(SEED)
        usual: list[str] = []
        islanders: list[str] = []
        with open_to_read(self.store(self.claims)) as store:
            # The smallest worlds have no islands; nothing asks them for pairs apart.
            islands = self.runs if any(map(world.is_island, range(world.articles))) else 0
            while len(usual) < 3 * self.runs or len(islanders) < islands:
                article = rng.randrange(world.articles)
                slug = entity(rng.choice(world.defined_by(article))).slug
                said = f"GRAPH ?claim {{ {entity_iri(slug)} ?p ?o }} ?claim {EVIDENCE} ?quote"
                if store.ask(f"ASK {{ {said} }}"):
                    (islanders if world.is_island(article) else usual).append(slug)
        few = self.runs
        hubs = [entity(number).slug for number in range(8)]
        return Picked(
            usual[:few],
            [pair for pair in itertools.pairwise(usual) if pair[0] != pair[1]][:few],
            [(hubs[0], hubs[1 + n % 7]) if n % 2 else (hubs[0], usual[n]) for n in range(few)],
            [(hubs[0] if n % 2 else usual[n], islanders[n]) for n in range(min(few, islands))],
        )

    def labels(self, entities: int) -> list[str]:
        """Labels to search for among so many entities, one for each run."""
        rng = random.Random(SEED)
        return [entity(rng.randrange(entities // 2, entities)).labels[1].value for _ in range(self.runs)]

    def _make(self, path: Path, command: list[str]) -> None:
        if not path.exists():
            part = f"{path}.part"
            shutil.rmtree(part, ignore_errors=True)
            _run([sys.executable, *(word.replace("{}", part) for word in command)])
            os.replace(part, path)


def with_typo(label: str) -> str:
    """A folded label with two letters of its last long word swapped."""
    words = fold(label).split()
    at = max(range(len(words)), key=lambda n: (len(words[n]) >= 4, n))
    word = words[at]
    words[at] = word[0] + word[2] + word[1] + word[3:]
    return " ".join(words)


def _warmed(path: Path) -> str:
    """The path, its files read once: no program pays for the disk in place of the one that runs after it."""
    for file in path.rglob("*") if path.is_dir() else (path,):
        if file.is_file():
            with open(file, "rb") as opened:
                while opened.read(1 << 20):
                    pass
    return str(path)


def _run(command: list[str]) -> None:
    if subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode:
        raise SystemExit(f"failed: {' '.join(command)}")
