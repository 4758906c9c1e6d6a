"""N-Quads into a store on disk by pyoxigraph's bulk loader."""

import sys

from pyoxigraph import RdfFormat, Store

source, place = sys.argv[1:]
store = Store(place)
store.bulk_load(path=source, format=RdfFormat.N_QUADS)
store.flush()
