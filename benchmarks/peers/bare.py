"""A query on a store folder (read-only) or on an N-Quads file, with nothing but pyoxigraph."""

import os
import sys

from pyoxigraph import RdfFormat, Store

place, query_file = sys.argv[1:]
if os.path.isdir(place):
    store = Store.read_only(place)
else:
    store = Store()
    store.bulk_load(path=place, format=RdfFormat.N_QUADS)
with open(query_file, encoding="utf-8") as file:
    query = file.read()
for row in store.query(query):
    print("\t".join(str(term) for term in row))
