"""A name searched by LIKE in an SQLite table of all names."""

import sqlite3
import sys

place, text = sys.argv[1:]
rows = sqlite3.connect(place).execute(
    "SELECT iri, name FROM names WHERE name LIKE '%' || ? || '%' ORDER BY length(name) LIMIT 20", (text,)
)
for row in rows:
    print("\t".join(row))
