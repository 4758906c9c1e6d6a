"""The peers, installed into an environment of their own beside this file."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
PEERS = HERE / ".peers"
PYTHON = PEERS / "python" / "bin" / "python"
OXIGRAPH = PYTHON.with_name("oxigraph")
_NPM = PEERS / "npm"
COMUNICA = _NPM / "node_modules" / "@comunica" / "query-sparql-file" / "bin" / "query.js"


def install() -> None:
    """Install what is missing or pinned anew; raises SystemExit when a tool that installs is not there."""
    wanted = (HERE / "peers" / "requirements.txt").read_text(encoding="utf-8")
    done = PEERS / "python" / "requirements.txt"
    if not done.is_file() or done.read_text(encoding="utf-8") != wanted:
        venv.create(PEERS / "python", with_pip=True, clear=True)
        _call(str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r",
              str(HERE / "peers" / "requirements.txt"))  # fmt: skip
        done.write_text(wanted, encoding="utf-8")
    wanted = (HERE / "peers" / "package.json").read_text(encoding="utf-8")
    done = _NPM / "package.json"
    if not COMUNICA.is_file() or done.read_text(encoding="utf-8") != wanted:
        if not shutil.which("npm"):
            raise SystemExit("npm is missing: Comunica, one of the peers, needs Node.js 20 and npm")
        _NPM.mkdir(parents=True, exist_ok=True)
        done.write_text(wanted, encoding="utf-8")
        _call("npm", "install", "--prefix", str(_NPM), "--silent", "--no-audit", "--no-fund")


def versions() -> dict[str, str]:
    """What was measured beside what: program -> version."""
    listed = subprocess.run(
        [str(PYTHON), "-m", "pip", "list", "--format=freeze", "--disable-pip-version-check"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    names = ("pyoxigraph", "oxigraph", "rdflib", "networkx", "rapidfuzz", "lxml")
    pinned = dict(line.split("==", 1) for line in listed.stdout.lower().splitlines() if "==" in line)
    found = {name: pinned.get(name, "?") for name in names}
    node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    import json

    package = json.loads((COMUNICA.parent.parent / "package.json").read_text(encoding="utf-8"))
    return {
        **found,
        "comunica-sparql-file": package["version"],
        "node": node,
        "python": sys.version.split()[0],
    }


def _call(*command: str) -> None:
    if subprocess.run(command, check=False).returncode:
        raise SystemExit(f"the peers could not be installed: {' '.join(command)}")
