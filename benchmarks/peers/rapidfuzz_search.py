"""A name searched by rapidfuzz among all names, one a line after its entity and a tab."""

import sys

from rapidfuzz import fuzz, process

place, text = sys.argv[1:]
with open(place, encoding="utf-8") as file:
    names = [line.rstrip("\n").partition("\t")[2] for line in file]
for name, score, _ in process.extract(text, names, scorer=fuzz.ratio, limit=20):
    print(name, score)
