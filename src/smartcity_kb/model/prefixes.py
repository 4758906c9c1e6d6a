"""Namespaces, their prefixes, and IRIs shortened with them."""

from __future__ import annotations

BASE = "https://w3id.org/sckb/"

# Prefix -> namespace. The same prefixes stand in context.jsonld, exports, queries and on screen.
PREFIXES = {
    "id": BASE + "id/",
    "sckb": BASE + "ns#",
    "claim": BASE + "claim/",
    "src": BASE + "source/",
    "graph": BASE + "graph/",
    "link": BASE + "link/",
    "schema": "https://schema.org/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "wd": "http://www.wikidata.org/entity/",
}


def curie(iri: str) -> str:
    """The IRI shortened with our prefixes; the IRI itself where none fits.

    >>> curie("https://w3id.org/sckb/id/vnpt")
    'id:vnpt'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            rest = iri[len(namespace) :]
            if rest and "/" not in rest and "#" not in rest:
                return f"{prefix}:{rest}"
    return iri
