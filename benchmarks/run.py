"""The benchmark: every row beside its peers, in turns, on one machine.

    python benchmarks/run.py [--claims N | --quick] [--rows NAME,…] [--runs N] [--out FOLDER]

Makes its data (seeded), installs the peers beside itself, prints the ratios and writes figures.json,
figures.svg, README.md and cold-query.md into docs/performance. With --rows, nothing is written unless
--out is given.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import peer_setup
from bench_data import HERE, Data
from cold_profile import write_profile
from report import table, write
from rows import ROWS

if sys.platform != "linux":
    raise SystemExit("the benchmark reads memory from /proc: run it on Linux")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--claims", type=int, default=1_000_000, help="the size of the large store")
    parser.add_argument("--quick", action="store_true", help="10,000 claims")
    parser.add_argument("--rows", help=f"which rows, separated by commas: {', '.join(ROWS)}")
    parser.add_argument("--runs", type=int, default=9, help="runs of each program (at least 7)")
    parser.add_argument("--data", type=Path, default=HERE / ".data", help="where the data lie")
    parser.add_argument("--out", type=Path, help="where to write (default: docs/performance)")
    options = parser.parse_args()
    chosen = options.rows.split(",") if options.rows else list(ROWS)
    unknown = [name for name in chosen if name not in ROWS]
    if unknown or options.runs < 7:
        parser.error(f"no row {', '.join(unknown)}" if unknown else "at least 7 runs")
    claims = 10_000 if options.quick else options.claims
    peer_setup.install()
    samples, ratios = {}, []
    for name in chosen:
        print(f"{name} …", file=sys.stderr, flush=True)
        samples[name], found = ROWS[name](Data(options.data, claims, options.runs))
        ratios += found
        print(table(found), flush=True)
    out = options.out or (None if options.rows or options.quick else HERE.parent / "docs" / "performance")
    if out:
        write(out, samples, ratios, peer_setup.versions(), claims)
        write_profile(out)
    missed = [each for each in ratios if not each.reached]
    print(f"{len(ratios) - len(missed)} of {len(ratios)} figures reached", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
