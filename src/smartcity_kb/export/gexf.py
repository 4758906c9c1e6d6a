"""GEXF 1.3, Gephi's own format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .cells import in_attribute
from .graph_parts import EDGE_FIELDS, NODE_FIELDS, attribute_name, read_graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .graph_parts import Edge, Node
    from .job import Job

_HEAD = b"""<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">
  <graph defaultedgetype="directed" mode="static">
"""


def gexf(job: Job) -> Iterator[bytes]:
    """Entities as nodes, facts between them as edges, one for each fact and claim."""
    graph = read_graph(job)
    yield _HEAD
    # The label is an attribute of the element itself, in both.
    fields = [(name, name, "string") for name in NODE_FIELDS[1:]]
    values = [
        (f"v{number}", attribute_name(term), kind)
        for number, (term, kind) in enumerate(graph.attributes.items())
    ]
    yield from _attributes("node", [*fields, *values])
    edge_fields = list(EDGE_FIELDS.items())[1:]
    yield from _attributes("edge", [(name, name, kind) for name, kind in edge_fields])
    ids = {term: b"v%d" % number for number, term in enumerate(graph.attributes)}
    yield b"    <nodes>\n"
    for node in graph.nodes:
        job.count("nodes")
        yield _node(node, ids)
    yield b"    </nodes>\n    <edges>\n"
    names = [name.encode() for name, _ in edge_fields]
    for number, edge in enumerate(graph.edges, 1):
        job.count("edges")
        yield _edge(number, edge, names)
    yield b"    </edges>\n  </graph>\n</gexf>\n"


def _attributes(owner: str, fields: list[tuple[str, str, str]]) -> Iterator[bytes]:
    yield f'    <attributes class="{owner}" mode="static">\n'.encode()
    for id_, title, kind in fields:
        quoted = in_attribute(title.encode()).decode()
        yield f'      <attribute id="{id_}" title="{quoted}" type="{kind}"/>\n'.encode()
    yield b"    </attributes>\n"


def _node(node: Node, ids: dict[bytes, bytes]) -> bytes:
    fields = zip((name.encode() for name in NODE_FIELDS[1:]), node.fields[1:], strict=True)
    values = ((ids[term], value) for term, value in node.values.items())
    head = b'      <node id="%s" label="%s">\n' % (node.id, in_attribute(node.fields[0]))
    return head + _values((*fields, *values)) + b"      </node>\n"


def _edge(number: int, edge: Edge, names: list[bytes]) -> bytes:
    head = b'      <edge id="e%d" source="%s" target="%s" label="%s">\n' % (
        number, edge.source, edge.target, in_attribute(edge.fields[0]),
    )  # fmt: skip
    return head + _values(zip(names, edge.fields[1:], strict=True)) + b"      </edge>\n"


def _values(pairs: Iterable[tuple[bytes, bytes]]) -> bytes:
    inside = b"".join(
        b'          <attvalue for="%s" value="%s"/>\n' % (name, in_attribute(value))
        for name, value in pairs
        if value
    )
    return b"        <attvalues>\n" + inside + b"        </attvalues>\n" if inside else b""
