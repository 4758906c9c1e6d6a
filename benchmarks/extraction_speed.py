"""Extraction beside underthesea's named-entity recognition, on the same articles.

    python extraction_speed.py [FOLDER]          FOLDER of .txt articles; default: data/*/article.txt

underthesea is installed into ``.peers/underthesea`` beside this file, its own environment. Version 6.8.4 is
the newest whose wheel brings the CRF models of word segmentation, tagging and ``ner``; later ones download
theirs. Both are timed in processor seconds, after one run to warm up; the files are read beforehand.
Extraction does more (facts, not only names) and is timed whole.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

from smartcity_kb.intake.extract import find_proposals
from smartcity_kb.intake.linking import Gazetteer
from smartcity_kb.intake.patterns_load import read_patterns

HERE = Path(__file__).resolve().parent
PEER = HERE / ".peers" / "underthesea"
UNDERTHESEA = "underthesea==6.8.4"
ROUNDS = 5
WANTED = 10

PEER_PROGRAM = """
import json, sys, time
from underthesea import ner, sent_tokenize
texts = json.load(sys.stdin)
ner(texts[0][:200])
start = time.process_time()
names = 0
for text in texts:
    for sentence in sent_tokenize(text):
        names += sum(tag[3] != "O" for tag in ner(sentence))
print(json.dumps({"seconds": time.process_time() - start, "names": names}))
"""


def main() -> int:
    chosen = sorted(Path(sys.argv[1]).glob("*.txt")) if len(sys.argv) > 1 else articles()
    texts = [path.read_bytes().decode("utf-8") for path in chosen]
    length = sum(map(len, texts))
    ours, found = time_extraction(texts)
    theirs = time_underthesea(texts)
    print(f"{len(texts)} articles, {length} characters")
    print(f"extraction:      {ours:.3f} s, {length / ours:,.0f} characters/s, {found} proposals")
    print(f"underthesea ner: {theirs:.3f} s, {length / theirs:,.0f} characters/s")
    print(f"{theirs / ours:.1f} times as fast (wanted: {WANTED})")
    for size in (1, 2, 5, 10):
        print(f"{size:>3} MB: {time_long_text(texts, size):.2f} s")
    return 0 if theirs >= WANTED * ours else 1


def articles() -> list[Path]:
    """The articles that the project ships."""
    return sorted((HERE.parent / "data").glob("*/article.txt"))


def time_extraction(texts: list[str]) -> tuple[float, int]:
    patterns, gazetteer = read_patterns(), Gazetteer()
    found = sum(len(find_proposals(text, patterns, gazetteer).proposals) for text in texts)
    start = time.process_time()
    for _ in range(ROUNDS):
        for text in texts:
            find_proposals(text, patterns, gazetteer)
    return (time.process_time() - start) / ROUNDS, found


def time_underthesea(texts: list[str]) -> float:
    python = PEER / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(PEER)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", UNDERTHESEA], check=True)
    done = subprocess.run(
        [str(python), "-c", PEER_PROGRAM], input=json.dumps(texts), text=True, check=True, capture_output=True
    )
    return float(json.loads(done.stdout.splitlines()[-1])["seconds"])


def time_long_text(texts: list[str], megabytes: int) -> float:
    """A text of this many million characters; its lines are numbered, so that none repeats another."""
    lines = [line for text in texts for line in text.split("\n") if line.strip()]
    parts, length = [], 0
    while length < megabytes * 1_000_000:
        line = f"{len(parts)} {lines[len(parts) % len(lines)]}"
        parts.append(line)
        length += len(line) + 1
    text = "\n".join(parts)
    patterns = read_patterns()
    start = time.process_time()
    find_proposals(text, patterns, Gazetteer())
    return time.process_time() - start


if __name__ == "__main__":
    raise SystemExit(main())
