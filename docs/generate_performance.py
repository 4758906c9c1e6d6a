"""Writes docs/performance.md and the README's part about it from what ``make bench`` measured.

Both follow from docs/performance/results.json alone, and the part of docs/cluster.md on when Spark pays
from spark.json beside it; without these there is nothing to write. ``--check`` fails when one of them is
out of date.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

from report import RESULTS, page, readme_block  # noqa: E402 - found through the line above
from spark_report import SPARK_RESULTS, spark_block  # noqa: E402

README, PAGE, CLUSTER = ROOT / "README.md", ROOT / "docs" / "performance.md", ROOT / "docs" / "cluster.md"
FIGURES = ROOT / "docs" / "performance"


def main() -> int:
    """Write or check the files."""
    stale = [
        (path, text)
        for path, text in wanted().items()
        if not path.is_file() or path.read_text("utf-8") != text
    ]
    for path, text in stale:
        name = path.relative_to(ROOT)
        if "--check" in sys.argv:
            print(f"{name} is out of date; run 'make docs'", file=sys.stderr)
            continue
        temporary = path.with_suffix(".new")
        temporary.write_text(text, "utf-8")
        os.replace(temporary, path)
        print(f"wrote {name}")
    return int(bool(stale) and "--check" in sys.argv)


def wanted() -> dict[Path, str]:
    """Each file that figures are there for, as it has to read."""
    found: dict[Path, str] = {}
    if (FIGURES / RESULTS).is_file():
        figures = json.loads((FIGURES / RESULTS).read_text("utf-8"))
        found[PAGE] = page(figures)
        found[README] = _with_block(README, "performance", readme_block(figures))
    if (FIGURES / SPARK_RESULTS).is_file():
        figures = json.loads((FIGURES / SPARK_RESULTS).read_text("utf-8"))
        found[CLUSTER] = _with_block(CLUSTER, "spark", spark_block(figures))
    return found


def _with_block(path: Path, name: str, block: str) -> str:
    """A file's text with what stands between two comments of this name replaced."""
    marks = re.compile(rf"(<!-- {name}: begin -->\n).*?(<!-- {name}: end -->)", re.DOTALL)
    return marks.sub(lambda found: f"{found[1]}{block}\n{found[2]}", path.read_text("utf-8"))


if __name__ == "__main__":
    sys.exit(main())
