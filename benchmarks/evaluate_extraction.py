"""Score extraction on annotated articles, each held out in turn: ``python evaluate_extraction.py [CORPUS]``.

CORPUS is a folder with ``articles/*.txt`` and ``gold/*.jsonl`` (one fact a line: kind, subject, relation,
object, date, quote, start); default ``../shared/corpus`` beside the repository. A gold file without an
article is that of a source in ``data/``. With an article held out, every pattern and every word that says
``added_for`` it is left out.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from smartcity_kb.intake.extract import find_proposals, gold_rows
from smartcity_kb.intake.linking import Gazetteer
from smartcity_kb.intake.names import abbreviations_of
from smartcity_kb.intake.patterns_load import read_patterns
from smartcity_kb.intake.scoring import APART, TOTAL, Score, added, scores

ROOT = Path(__file__).resolve().parent.parent
WHAT = """
What these numbers are: the articles above are those on which patterns and word lists were developed;
they were read while developing, and no list or pattern marked as added for an article is used on it.
So they are an upper bound: expect less on articles that nobody has read. One annotator; goal and partner
are judgement calls and stand outside the total.
"""


def main() -> int:
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "corpus"
    if not (corpus / "gold").is_dir():
        print(f"{corpus}: no gold/ folder there; name the corpus folder", file=sys.stderr)
        return 2
    patterns = read_patterns()
    abbreviations = abbreviations_of(patterns.lexicon)
    results = []
    broken = 0
    for gold_file in sorted((corpus / "gold").glob("*.jsonl")):
        text = article_text(corpus, gold_file.stem)
        gold = [json.loads(line) for line in gold_file.read_text(encoding="utf-8").splitlines()]
        found = gold_rows(find_proposals(text, patterns.without(gold_file.stem), Gazetteer()))
        broken += sum(not quote_stands(text, row) for row in found)
        results.append(scores(found, gold, abbreviations))
        print_scores(gold_file.stem, results[-1])
    print_scores(f"all {len(results)} articles", added(results))
    print(f"quotes that are not the exact substring at their position: {broken}")
    print(WHAT)
    return 1 if broken else 0


def quote_stands(text: str, row: dict[str, str | int | None]) -> bool:
    start, quote = int(str(row["start"])), str(row["quote"])
    return text[start : start + len(quote)] == quote


def article_text(corpus: Path, name: str) -> str:
    article = corpus / "articles" / f"{name}.txt"
    if not article.exists():
        article = ROOT / "data" / name.partition("-")[2] / "article.txt"
    return article.read_bytes().decode("utf-8")


def print_scores(title: str, result: dict[str, Score]) -> None:
    print(f"\n{title}")
    print(f"  {'kind':<18} found gold | span P   R   | lenient P   R   | strict P   R   F1")
    for kind in sorted(result, key=lambda k: (k == TOTAL, k in APART, k)):
        score = result[kind]
        if score.found or score.annotated:
            print(f"  {kind:<18} {score.found:>5} {score.annotated:>4} | {levels(score)}")


def levels(score: Score) -> str:
    pairs = [
        f"{score.precision(level):.2f} {score.recall(level):.2f}" for level in ("span", "lenient", "strict")
    ]
    return f"{pairs[0]}  | {pairs[1]}     | {pairs[2]} {score.f1('strict'):.2f}"


if __name__ == "__main__":
    raise SystemExit(main())
