"""Writes docs/performance.md and the README's part about it from what ``make bench`` measured.

Both follow from docs/performance/results.json alone; without it there is nothing to write. ``--check``
fails when one of them is out of date.
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

README, PAGE = ROOT / "README.md", ROOT / "docs" / "performance.md"
_BLOCK = re.compile(r"(<!-- performance: begin -->\n).*?(<!-- performance: end -->)", re.DOTALL)


def main() -> int:
    """Write or check the files."""
    results = ROOT / "docs" / "performance" / RESULTS
    if not results.is_file():
        return 0
    figures = json.loads(results.read_text("utf-8"))
    readme = _BLOCK.sub(
        lambda found: f"{found[1]}{readme_block(figures)}\n{found[2]}", README.read_text("utf-8")
    )
    stale = [
        (path, text)
        for path, text in ((PAGE, page(figures)), (README, readme))
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


if __name__ == "__main__":
    sys.exit(main())
