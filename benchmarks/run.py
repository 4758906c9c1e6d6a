"""The benchmark: every row beside its peers, in turns, on one machine.

    python benchmarks/run.py [--claims N] [--bulk-claims N] [--export-claims N] [--budget S] [--quick]
                             [--rows NAME,…] [--runs N] [--out FOLDER]

Makes its data (seeded), installs the peers beside itself, prints the ratios and writes results.json and
ratios.svg into docs/performance, from which docs/performance.md and the README's part follow. With --rows
or --quick, nothing is written unless --out is given.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import peer_setup
from bench_data import HERE, Data
from cold_profile import profile
from measuring import Case, fixed, run
from report import table, write_results
from rows import ROWS

if sys.platform != "linux":
    raise SystemExit("the benchmark reads memory from /proc: run it on Linux")

QUICK = 10_000
QUICK_BUDGET = 10.0


def main() -> int:
    options = _options()
    sizes = options.claims, options.runs, options.bulk_claims, options.export_claims
    data = Data(options.data, *sizes, options.budget)
    peer_setup.install()
    samples, ratios, failed = {}, [], []
    for name in options.rows:
        begun = time.perf_counter()
        try:
            samples[name], found = ROWS[name](data)
        except SystemExit as error:
            # The other rows took minutes: they are not thrown away with this one.
            print(f"{name}: failed: {error}", file=sys.stderr, flush=True)
            failed.append(name)
            continue
        print(f"{name}: {time.perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)
        ratios += found
        print(table(found), flush=True)
    if options.out:
        measured = {"claims": data.claims, "bulk": data.bulk, "exported": data.exported}
        least = run(Case("nothing", fixed("true")), 0).memory
        write_results(options.out, samples, ratios, peer_setup.versions(), measured, profile(), least)
    missed = [each for each in ratios if not each.reached]
    print(f"{len(ratios) - len(missed)} of {len(ratios)} figures reached", file=sys.stderr)
    return int(bool(failed))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--claims", type=int, default=1_000_000, help="the size of the large store")
    parser.add_argument("--bulk-claims", type=int, help="what is loaded (default: --claims)")
    parser.add_argument("--export-claims", type=int, help="what is exported (default: --bulk-claims)")
    parser.add_argument("--budget", type=float, default=120.0,
                        help="seconds after which a row of long runs begins no further turn")  # fmt: skip
    parser.add_argument("--quick", action="store_true", help=f"{QUICK:,} claims, few long runs")
    parser.add_argument("--rows", help=f"which rows, separated by commas: {', '.join(ROWS)}")
    parser.add_argument("--runs", type=int, default=7, help="runs of each program (at least 7)")
    parser.add_argument("--data", type=Path, default=HERE / ".data", help="where the data lie")
    parser.add_argument("--out", type=Path, help="where to write (default: docs/performance)")
    options = parser.parse_args()
    partly = bool(options.rows) or options.quick
    options.rows = options.rows.split(",") if options.rows else list(ROWS)
    unknown = [name for name in options.rows if name not in ROWS]
    if unknown or options.runs < 7:
        parser.error(f"no row {', '.join(unknown)}" if unknown else "at least 7 runs")
    if options.quick:
        options.claims, options.bulk_claims, options.budget = QUICK, QUICK, QUICK_BUDGET
    if not options.out and not partly:
        options.out = HERE.parent / "docs" / "performance"
    return options


if __name__ == "__main__":
    sys.exit(main())
