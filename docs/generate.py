"""Writes every file that follows from the code; with ``--check`` fails when one is out of date."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

GENERATORS = [*sorted(Path(__file__).parent.glob("generate_*.py")), Path(__file__).with_name("draw_graph.py")]


def main() -> int:
    """Run the generators one after the other; 1 when any of them fails."""
    codes = [
        subprocess.run([sys.executable, str(generator), *sys.argv[1:]], check=False).returncode
        for generator in GENERATORS
    ]
    return int(any(codes))


if __name__ == "__main__":
    sys.exit(main())
