"""A shortest path the usual way: the facts between entities as a networkx graph, then asked."""

import sys

import networkx as nx
from pyoxigraph import DefaultGraph, NamedNode, Store

ENTITIES = "https://w3id.org/sckb/id/"

place, start, end = sys.argv[1:]
graph = nx.Graph()
for quad in Store.read_only(place).quads_for_pattern(None, None, None, DefaultGraph()):
    if isinstance(quad.object, NamedNode) and quad.object.value.startswith(ENTITIES):
        subject = quad.subject.value
        if subject.startswith(ENTITIES):
            graph.add_edge(subject, quad.object.value)
try:
    print(nx.shortest_path(graph, start, end))
except nx.NetworkXNoPath:
    print("no path")
