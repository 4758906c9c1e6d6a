"""GraphML and GEXF: valid, and read by networkx and igraph with everything in its place."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import igraph
import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pyoxigraph import Literal, Quad

from smartcity_kb.model.terms import EXACT, PREF_LABEL, entity_iri
from smartcity_kb.store.quads import FACTS
from smartcity_kb.views.graph import graph

from .conftest import exported
from .world import in_memory, world_quads

if TYPE_CHECKING:
    from smartcity_kb.store.base import Store

_SCHEMA = Path(__file__).parent / "schema" / "graphml.xsd"
_YED = "{http://www.yworks.com/xml/graphml}"
_GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


def _schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(_SCHEMA), etree.XMLParser(no_network=True)))


def _as_lists(read: nx.Graph[str]) -> tuple[dict[str, Any], list[Any]]:
    """Nodes by IRI, and the edges with the IRIs of their ends, without the file's own ids."""
    iri = {node: about["iri"] for node, about in read.nodes(data=True)}
    nodes = {about["iri"]: about for _, about in read.nodes(data=True)}
    edges = [
        (iri[s], iri[o], sorted((k, str(v)) for k, v in about.items() if k != "id"))
        for s, o, about in read.edges(data=True)
    ]
    return nodes, sorted(edges)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_graphml_is_valid(article: Store, lang: str) -> None:
    _schema().assertValid(etree.fromstring(exported(article, "graphml", lang=lang)))


def test_graphml_for_yed_is_valid_but_for_what_is_yeds(article: Store) -> None:
    document = etree.fromstring(exported(article, "graphml", flavour="yed"))
    labels: dict[str, set[str]] = {"node": set(), "edge": set()}
    for key in document.iter(f"{_GRAPHML}key"):
        key.attrib.pop("yfiles.type", None)
    for data in list(document.iter(f"{_GRAPHML}data")):
        if len(data):
            owner = data.getparent().tag.removeprefix(_GRAPHML)
            labels[owner] |= {label.text for label in data.iter(f"{_YED}NodeLabel", f"{_YED}EdgeLabel")}
            data.getparent().remove(data)
    plain = graph(article, "vi")
    assert labels["node"] == {about["label"] for _, about in plain.nodes(data=True)}
    assert labels["edge"] == {about["label"] for _, _, about in plain.edges(data=True)}
    _schema().assertValid(document)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("which", ["article", "world"])
def test_networkx_reads_the_same_graph_that_the_api_gives(
    request: pytest.FixtureRequest, which: str, lang: str
) -> None:
    store = request.getfixturevalue(which)
    wanted_nodes, wanted_edges = _as_lists(graph(store, lang))
    read = nx.read_graphml(BytesIO(exported(store, "graphml", lang=lang)), force_multigraph=True)
    assert isinstance(read, nx.MultiDiGraph)
    assert _as_lists(read) == (wanted_nodes, wanted_edges)
    gexf_nodes, gexf_edges = _as_lists(nx.read_gexf(BytesIO(exported(store, "gexf", lang=lang))))
    assert gexf_nodes == wanted_nodes
    assert gexf_edges == wanted_edges


def test_igraph_reads_labels_numbers_and_booleans(world: Store, tmp_path: Path) -> None:
    target = tmp_path / "kb.graphml"
    target.write_bytes(exported(world, "graphml"))
    read = igraph.Graph.Read_GraphML(str(target))
    assert read.is_directed()
    nodes = {node["id"]: node.attributes() for node in read.vs}
    assert nodes["id:den-dom"]["label"] == 'Công ty "Đèn & Đóm"'
    assert nodes["id:hoi-nghi-1"]["schema:position"] == 1
    assert nodes["id:thoa-thuan"]["sckb:listIsOpen"] is True
    assert nodes["id:thoa-thuan"]["sckb:pairing"] == "không xác định"
    edge = next(edge for edge in read.es if edge["term"] == "sckb:partner")
    assert (edge["certainty"], edge["label"]) == ("hedged", "có đối tác")
    assert edge["end"] - edge["start"] == len(edge["quote"])


def test_every_fact_and_claim_is_one_edge(world: Store) -> None:
    read = nx.read_graphml(BytesIO(exported(world, "graphml")), force_multigraph=True)
    # Two claims state that the firm organised the meeting.
    assert read.number_of_edges("id:hoi-nghi-1", "id:den-dom") == 2
    assert read.number_of_edges() == 5
    assert {about["when"] for _, _, about in read.edges("id:hoi-nghi-1", data=True)} == {"2016-03"}
    # A source is there because a claim is about it; vocabulary words and outside links are not.
    assert set(read) == {
        *("id:den-dom", "id:hoa-sen", "id:hoi-nghi-1", "id:le-an", "id:thoa-thuan", "src:bai-1")
    }


def test_labels_fall_back(world: Store) -> None:
    read = nx.read_graphml(BytesIO(exported(world, "graphml", lang="en")))
    assert read.nodes["id:hoa-sen"]["label"] == "Lotus City"
    # The source has only a Vietnamese title.
    assert read.nodes["src:bai-1"]["label"] == "Hội nghị ở Hoa Sen"
    assert read.nodes["id:hoi-nghi-1"]["sckb:assessment"] == "a <great> success"


_SHOWN = {"\x00": "\ufffd", "\x0b": "\ufffd", "\x1f": "\ufffd", "\ufffe": "\ufffd"}
_TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=20
)


@given(parts=st.lists(_TEXTS | st.sampled_from([*_SHOWN, "]]>", "\r\n", "\n", "&amp;", "\t", '"'])))
def test_strange_characters_survive_or_show_as_replaced(parts: list[str]) -> None:
    text = "x" + "".join(parts) + "x"
    wanted = "".join(_SHOWN.get(char, char) for char in text)
    firm = entity_iri("den-dom")
    store = in_memory(
        [quad for quad in world_quads() if (quad.subject, quad.predicate) != (firm, PREF_LABEL)]
    )
    quote = next(store.quads(predicate=EXACT))
    store.inner.remove(quote)
    store.inner.add(Quad(firm, PREF_LABEL, Literal(text, language="vi"), FACTS))
    store.inner.add(Quad(quote.subject, EXACT, Literal(text, language="vi"), FACTS))
    for read in (
        nx.read_graphml(BytesIO(exported(store, "graphml"))),
        nx.read_gexf(BytesIO(exported(store, "gexf"))),
    ):
        assert read.nodes["id:den-dom"]["label"] == wanted
    written = exported(store, "graphml")
    _schema().assertValid(etree.fromstring(written))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8))
def test_any_iri_is_a_node_with_an_id_that_xml_takes(name: str) -> None:
    from smartcity_kb.export.graph_parts import node_id

    ids = {node_id(f"<{prefix}{name}>".encode()) for prefix in ("https://w3id.org/sckb/id/", "http://e.org/")}
    assert len(ids) == 2
    assert all(char in b".-_:" or bytes([char]).isalnum() for each in ids for char in each)
