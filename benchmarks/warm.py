"""Warm queries in one process: our API beside raw pyoxigraph, in turns. Writes the seconds as JSON."""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING

from pyoxigraph import QuerySolutions, Store

from smartcity_kb import KnowledgeBase

if TYPE_CHECKING:
    from collections.abc import Callable

REPEATS = {"quotes.rq": 200, "many.rq": 5}


def main() -> None:
    location, runs, *query_files = sys.argv[1:]
    kb, raw = KnowledgeBase.open(location), Store.read_only(f"{location}/oxigraph")
    samples: dict[str, list[float]] = {}
    for path in query_files:
        with open(path, encoding="utf-8") as file:
            text = file.read()
        name = path.rpartition("/")[2]
        asked: dict[str, Callable[[], int]] = {
            "ours": lambda text=text: sum(1 for _ in kb.query(text)),  # type: ignore[misc]
            "raw": lambda text=text: _count(raw, text),  # type: ignore[misc]
        }
        for each in asked.values():
            each()
        for _ in range(int(runs)):
            for who, ask in asked.items():
                start = time.perf_counter()
                for _ in range(REPEATS[name]):
                    ask()
                samples.setdefault(f"{who} {name}", []).append(time.perf_counter() - start)
    print(json.dumps(samples))


def _count(store: Store, text: str) -> int:
    results = store.query(text)
    assert isinstance(results, QuerySolutions)
    return sum(1 for _ in results)


if __name__ == "__main__":
    main()
