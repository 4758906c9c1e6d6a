"""The same query with rdflib."""

import sys

from rdflib import Dataset

place, query_file = sys.argv[1:]
data = Dataset()
data.parse(place, format="nquads")
with open(query_file, encoding="utf-8") as file:
    query = file.read()
for row in data.query(query):
    print("\t".join(term.n3() for term in row))
