"""The single file: inert data, a policy that allows one script, the same bytes, clear refusals."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from base64 import b64decode, b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from rdflib import Dataset

from smartcity_kb.cli.main import main
from smartcity_kb.export import html, html_front_end
from smartcity_kb.export.write import export
from smartcity_kb.model.errors import InputError, MissingExtraError
from smartcity_kb.store.endpoint import EndpointStore
from smartcity_kb.web.limits import Limits

from .conftest import exported
from .hostile import ATTACKS, hostile_store
from .serving import served
from .single_file import SCRIPT, WORKER, Document, front_end_in

if TYPE_CHECKING:
    from pathlib import Path

    from smartcity_kb.store.base import Store


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that holds a front end, in the place of the package's."""
    folder = front_end_in(tmp_path / "app")
    monkeypatch.setattr(html_front_end, "APP", str(folder))
    return folder


@pytest.fixture(params=["shipped", "hostile"])
def any_store(request: pytest.FixtureRequest, article: Store) -> Store:
    return article if request.param == "shipped" else hostile_store()


def test_the_only_script_that_runs_is_the_front_ends(built: Path, any_store: Store) -> None:
    document = Document(exported(any_store, "html").decode())
    running = [e for e in document.all("script") if e.attributes.get("type") in (None, "module")]
    assert [e.text for e in running] == [SCRIPT]
    inert = {e.attributes["id"]: e.attributes["type"] for e in document.all("script") if e not in running}
    assert inert == {
        "kb-pages": "application/json", "kb-data": "application/json", "kb-rdf": "application/n-quads",
        "kb-worker": "text/plain", "kb-engine": "application/gzip+base64", "kb-licences": "application/json",
    }  # fmt: skip
    assert not document.comments
    assert not [name for e in document.elements for name in e.attributes if name.startswith("on")]


def test_nothing_is_fetched_from_anywhere(built: Path, any_store: Store) -> None:
    document = Document(exported(any_store, "html").decode())
    assert not [e for e in document.elements if "src" in e.attributes]
    assert [e.attributes["href"].partition(",")[0] for e in document.all("link")] == [
        "data:image/svg+xml;base64"
    ]
    (style,) = document.all("style")
    assert not re.search(r"url\((?!data:)|@import", style.text)


def test_the_policy_names_the_script_and_the_style_by_their_hashes(built: Path, article: Store) -> None:
    document = Document(exported(article, "html").decode())
    (policy,) = (e.attributes["content"] for e in document.all("meta") if "http-equiv" in e.attributes)
    (script,), (style,) = document.all("script", type="module"), document.all("style")
    assert dict(part.strip().split(" ", 1) for part in policy.split(";")) == {
        "default-src": "'none'",
        "script-src": f"'{_hash(script.text)}' 'wasm-unsafe-eval'",
        "worker-src": "blob:",
        "style-src": f"'{_hash(style.text)}'",
        "img-src": "data:",
        "connect-src": "'none'",
        "form-action": "'none'",
        "base-uri": "'none'",
    }


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def test_the_rdf_inside_is_the_store(built: Path, any_store: Store) -> None:
    inside = Document(exported(any_store, "html").decode()).rdf()
    store = Dataset()
    store.parse(data=exported(any_store, "nquads").decode(), format="nquads")
    assert set(inside.quads()) == set(store.quads())
    assert len(set(inside.quads())) > 100


def test_the_engine_inside_is_the_built_one(built: Path, world: Store) -> None:
    document = Document(exported(world, "html").decode())
    assert (
        b64decode(document.block("kb-engine"), validate=True) == (built / html_front_end.ENGINE).read_bytes()
    )


def test_the_worker_inside_is_the_built_one_and_has_the_servers_deadline(built: Path, world: Store) -> None:
    document = Document(exported(world, "html").decode())
    assert document.block("kb-worker") == WORKER
    assert document.data()["deadline"] == Limits().deadline


def test_the_licences_of_what_is_inside_go_with_it(built: Path, world: Store) -> None:
    text = "# Licences\n\nMIT </script>\n"
    for name in html_front_end.LICENCES:
        (built / name).write_text(text)
    assert json.loads(Document(exported(world, "html").decode()).block("kb-licences")) == f"{text}\n{text}"


def test_hostile_texts_arrive_as_they_are(built: Path) -> None:
    data = Document(exported(hostile_store(), "html").decode()).data()
    quotes = {row["quote"] for row in data["claims"].values()}
    assert set(ATTACKS) < quotes
    assert {text for _, _, text in data["labels"]} >= set(ATTACKS)


def test_it_begins_in_the_language_that_was_asked_for(built: Path, article: Store) -> None:
    for lang, title in (("vi", "Tri thức đô thị thông minh"), ("en", "Smart-city knowledge")):
        document = Document(exported(article, "html", lang=lang).decode())
        assert document.elements[0].attributes == {"lang": lang}
        assert document.all("title")[0].text == title
        assert document.data()["lang"] == lang
    assert set(document.data()["around"]) == {"vi", "en"}


def test_same_bytes_from_an_endpoint_and_with_other_hash_seeds(
    built: Path, tmp_path: Path, world: Store
) -> None:
    expected = exported(world, "html")
    with served() as url, EndpointStore(f"{url}/query", {"SMARTCITY_KB_UPDATE": f"{url}/update"}) as store:
        store.add(list(world.quads()))
        assert exported(store, "html") == expected
    kb = tmp_path / "world.nq"
    export(world, str(kb), "nquads")
    script = (
        "import sys; from smartcity_kb.export import html_front_end as f; f.APP = sys.argv[1];"
        " from smartcity_kb.cli.main import main; sys.exit(main(sys.argv[2:]))"
    )
    for seed in ("1", "2"):
        target = tmp_path / f"{seed}.html"
        command = [
            sys.executable,
            "-c",
            script,
            str(built),
            "--kb",
            str(kb),
            "export",
            str(target),
            "--lang",
            "vi",
        ]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "XDG_CACHE_HOME": str(tmp_path / seed)}
        subprocess.run(command, check=True, env=environment, timeout=120)
        assert target.read_bytes() == expected


def test_without_the_built_front_end_it_says_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(html_front_end, "APP", str(tmp_path / "nowhere"))
    assert main(["export", str(tmp_path / "kb.html")]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "the explorer's front end is not built (single.js is missing); run 'make web'" in line
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", [html_front_end.SCRIPT, html_front_end.STYLE, html_front_end.ENGINE])
def test_a_front_end_of_which_a_part_is_missing(built: Path, world: Store, tmp_path: Path, name: str) -> None:
    (built / name).unlink()
    with pytest.raises(MissingExtraError, match=f"{re.escape(name)} is missing"):
        export(world, str(tmp_path / "kb.html"), "html")


@pytest.mark.parametrize(("bound", "value"), [("MOST_CLAIMS", 5), ("MOST_BYTES", 10_000)])
def test_too_large_a_knowledge_base_is_refused_and_told_what_to_use(
    built: Path, tmp_path: Path, world: Store, monkeypatch: pytest.MonkeyPatch, bound: str, value: int
) -> None:
    monkeypatch.setattr(html, bound, value)
    target = tmp_path / "kb.html"
    target.write_text("as it was")
    with pytest.raises(InputError, match=r"one HTML file; use 'serve'"):
        export(world, str(target), "html")
    assert target.read_text() == "as it was"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["app", "kb.html"]


def test_an_empty_store_is_a_file_too(built: Path) -> None:
    from .world import in_memory

    document = Document(exported(in_memory([]), "html").decode())
    assert "/" in document.pages()
    assert document.block("kb-rdf").strip() == ""
