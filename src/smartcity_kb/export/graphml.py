"""GraphML 1.1, plain or with the elements from which yEd takes its labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .cells import in_attribute, in_xml
from .graph_parts import EDGE_FIELDS, NODE_FIELDS, attribute_name, read_graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .graph_parts import Edge, Graph, Node
    from .job import Job

YED = "yed"
_HEAD = b"""<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"%s
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.1/graphml.xsd">
"""
_YED_NAMESPACE = b'\n    xmlns:y="http://www.yworks.com/xml/graphml"'
_YED_KEYS = (
    b'  <key id="yn" for="node" yfiles.type="nodegraphics"/>\n'
    b'  <key id="ye" for="edge" yfiles.type="edgegraphics"/>\n'
)
_YED_NODE = (
    b'      <data key="yn"><y:ShapeNode><y:Geometry height="30.0" width="%d.0" x="0.0" y="0.0"/>'
    b'<y:NodeLabel>%s</y:NodeLabel><y:Shape type="roundrectangle"/></y:ShapeNode></data>\n'
)
_YED_EDGE = (
    b'      <data key="ye"><y:PolyLineEdge><y:Arrows source="none" target="standard"/>'
    b"<y:EdgeLabel>%s</y:EdgeLabel></y:PolyLineEdge></data>\n"
)
# yEd draws nodes as wide as the file says; so many units for a letter of its default font.
_LETTER_WIDTH = 8


def graphml(job: Job) -> Iterator[bytes]:
    """Entities as nodes, facts between them as edges, one for each fact and claim."""
    graph = read_graph(job)
    yed = job.options.flavour == YED
    yield _HEAD % (_YED_NAMESPACE if yed else b"")
    yield from _keys(graph)
    if yed:
        yield _YED_KEYS
    yield b'  <graph id="knowledge-base" edgedefault="directed">\n'
    keys = {term: b"v%d" % number for number, term in enumerate(graph.attributes)}
    for node in graph.nodes:
        job.count("nodes")
        yield _node(node, keys, yed)
    writer = _EdgeWriter(yed)
    for number, edge in enumerate(graph.edges, 1):
        job.count("edges")
        yield writer.edge(number, edge)
    yield b"  </graph>\n</graphml>\n"


def _keys(graph: Graph) -> Iterator[bytes]:
    fields = [("n", "node", number, name, "string") for number, name in enumerate(NODE_FIELDS)]
    fields += [
        ("v", "node", number, attribute_name(term), kind)
        for number, (term, kind) in enumerate(graph.attributes.items())
    ]
    fields += [("e", "edge", number, name, kind) for number, (name, kind) in enumerate(EDGE_FIELDS.items())]
    for letter, owner, number, name, kind in fields:
        quoted = in_attribute(name.encode()).decode()
        key = f'id="{letter}{number}" for="{owner}" attr.name="{quoted}" attr.type="{kind}"'
        yield f"  <key {key}/>\n".encode()


def _node(node: Node, keys: dict[bytes, bytes], yed: bool) -> bytes:
    data = [(b"n%d" % number, value) for number, value in enumerate(node.fields)]
    data += [(keys[term], value) for term, value in node.values.items()]
    parts = [b'    <node id="%s">\n' % node.id, _data(data)]
    if yed:
        label = node.fields[0]
        parts.append(_YED_NODE % (max(30, len(label.decode()) * _LETTER_WIDTH), in_xml(label)))
    parts.append(b"    </node>\n")
    return b"".join(parts)


class _EdgeWriter:
    """Writes edges; the text around the values is made once for each set of values that there are."""

    def __init__(self, yed: bool) -> None:
        self.yed = yed
        self.templates: dict[tuple[bool, ...], bytes] = {}

    def edge(self, number: int, edge: Edge) -> bytes:
        """The element; what has no value is left out."""
        fields = _escaped(edge.fields)
        given = tuple(map(bool, fields))
        if given not in self.templates:
            self.templates[given] = self._template(given)
        label = (fields[0],) if self.yed else ()
        return self.templates[given] % (number, edge.source, edge.target, *filter(None, fields), *label)

    def _template(self, given: tuple[bool, ...]) -> bytes:
        keys = b"".join(
            b'      <data key="e%d">%%s</data>\n' % number for number, there in enumerate(given) if there
        )
        head = b'    <edge id="e%d" source="%s" target="%s">\n'
        return head + keys + (_YED_EDGE if self.yed else b"") + b"    </edge>\n"


def _escaped(values: Sequence[bytes]) -> list[bytes]:
    """Texts as XML character data, all at once: looking for what to escape is most of the work."""
    # No text has this byte: it is none of UTF-8's.
    return in_xml(b"\xff".join(values)).split(b"\xff")


def _data(pairs: Iterable[tuple[bytes, bytes]]) -> bytes:
    given = [pair for pair in pairs if pair[1]]
    values = _escaped([value for _, value in given])
    parts = [
        b'      <data key="%s">%s</data>\n' % (given[n][0], value) for n, value in enumerate(values) if value
    ]
    return b"".join(parts)
