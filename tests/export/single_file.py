"""The single file read back: by a parser of HTML, one of JSON, and rdflib."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from rdflib import Dataset

if TYPE_CHECKING:
    from pathlib import Path

# A front end of one line: what is tested here is the file around it.
SCRIPT = 'document.title = "built";\n'
WORKER = 'postMessage("built");\n'


def front_end_in(folder: Path) -> Path:
    """Write the files of a front end to a folder."""
    folder.mkdir()
    (folder / "single.js").write_text(SCRIPT)
    (folder / "engine.js").write_text(WORKER)
    (folder / "single.css").write_text("p { color: red }\n")
    (folder / "oxigraph.wasm.gz").write_bytes(bytes(range(256)) * 1000)
    return folder


class Element:
    """An element of a document: its tag, attributes, and the text directly in it."""

    def __init__(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tag = tag
        self.attributes = {name: value or "" for name, value in attributes}
        self.text = ""


class Document(HTMLParser):
    """Every element of a document, and its whole text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.comments: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, attrs))
        if tag not in ("meta", "link", "input", "img", "br"):
            self.open.append(self.elements[-1])

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements of a tag with these attributes; ``class_`` stands for class."""
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}
        return [e for e in self.elements if e.tag == tag and wanted.items() <= e.attributes.items()]

    def block(self, name: str) -> str:
        """The text of a block of data."""
        (found,) = self.all("script", id=name)
        return found.text

    def pages(self) -> dict[str, dict[str, tuple[str, str]]]:
        """Address -> language -> (title, HTML)."""
        pages: dict[str, dict[str, tuple[str, str]]] = json.loads(self.block("kb-pages"))
        return pages

    def data(self) -> dict[str, Any]:
        """What the script searches and draws."""
        data: dict[str, Any] = json.loads(self.block("kb-data"))
        return data

    def rdf(self) -> Dataset:
        """The RDF, read by rdflib."""
        dataset = Dataset()
        dataset.parse(data=self.block("kb-rdf"), format="nquads")
        return dataset
