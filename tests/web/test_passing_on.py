"""No request is lost where connections move from process to process and processes are ended all the time."""

from __future__ import annotations

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import httpx

from .serving import PATIENCE, serving

if TYPE_CHECKING:
    from pathlib import Path

CLIENTS, REQUESTS = 16, 30
SMALL = "ASK { id:vnpt a schema:Corporation }"
# Pairs of triples: some of these end before the deadline, some about then, some never.
LONG = "SELECT (COUNT(*) AS ?n) { { SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT %d } }"
LIMITS = [50_000, 100_000, 150_000, 200_000, 300_000, 10**9]


def test_every_request_of_clients_that_keep_their_connections_is_answered(home: Path) -> None:
    with serving(home, "--deadline", "0.3", "--workers", "4") as server, ThreadPoolExecutor(CLIENTS) as pool:

        def ask(number: int) -> Counter[int]:
            chosen = random.Random(number)
            statuses: Counter[int] = Counter()
            with httpx.Client(base_url=server.url, timeout=PATIENCE) as client:
                for turn in range(REQUESTS):
                    query = SMALL if chosen.random() < 0.4 else LONG % chosen.choice(LIMITS)
                    # A comment, so that no answer is one that was kept.
                    asked = {"query": f"{query} # {number} {turn}"}
                    statuses[client.get("/sparql", params=asked).status_code] += 1
            return statuses

        statuses = sum(pool.map(ask, range(CLIENTS)), Counter[int]())
    assert set(statuses) == {200, 503}
    assert statuses.total() == CLIENTS * REQUESTS
