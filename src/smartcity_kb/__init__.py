"""A knowledge base of smart-city initiatives in which every fact carries the sentence that states it.

Open a knowledge base and ask; without a location the shipped one answers:

>>> from smartcity_kb import KnowledgeBase
>>> kb = KnowledgeBase.open(lang="en")
>>> [hit.label for hit in kb.search("philips")]
['Philips Lighting']

How are two things tied to each other, and who says so?

>>> path = kb.path("Philips Lighting", "Tỉnh ủy Bình Dương").paths[0]
>>> hop = path.hops[0]
>>> hop.subject, hop.relation
('Philips Lighting', 'is partner in')
>>> hop.evidence[0].source
'https://w3id.org/sckb/source/binh-duong-2017'

SPARQL, with our prefixes known; from a text, a file or the query library:

>>> rows = kb.query("SELECT ?date WHERE { id:hoi-nghi-tptm-binh-duong-2017 sckb:when ?date }")
>>> rows[0]["date"].value
'2017-11-25/2017-11-27'

The same facts for the tools that you know: ``kb.rdflib()`` is an ``rdflib.Dataset`` over the same store,
``kb.graph()`` a ``networkx.MultiDiGraph`` with evidence on its edges, ``kb.query(...).to_pandas()`` a
DataFrame.

>>> kb.close()
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .api import KnowledgeBase
    from .model.errors import KnowledgeBaseError

__all__ = ["KnowledgeBase", "KnowledgeBaseError"]


def __getattr__(name: str) -> object:
    # Imported on first use: the command line imports this package and needs neither.
    if name == "KnowledgeBase":
        from .api import KnowledgeBase

        return KnowledgeBase
    if name == "KnowledgeBaseError":
        from .model.errors import KnowledgeBaseError

        return KnowledgeBaseError
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
