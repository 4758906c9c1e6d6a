"""Claims files changed entry by entry: whatever else stands in them stays, byte for byte."""

from __future__ import annotations

import shutil
from difflib import ndiff
from hashlib import sha256
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_kb.intake.claims_file import Changes, ClaimsFile
from smartcity_kb.intake.draft import Draft, DraftSource
from smartcity_kb.intake.proposal import Proposal, ProposedEntity, Statement
from smartcity_kb.model.errors import InputError
from smartcity_kb.store.folder import read_terms
from smartcity_kb.store.yaml_nodes import Mapping, Scalar, Sequence, parse_yaml

from .drafts import SHIPPED, accept, review, write

CONTEXT = read_terms(str(SHIPPED)).context
ARTICLE = (SHIPPED / "binh-duong-2017" / "article.txt").read_bytes().decode()
HEAD = "source: {id: x}\n"


def claim(quote: str, *states: tuple[str, ...], article: str = ARTICLE, note: str = "") -> Proposal:
    statements = tuple(Statement(*state) for state in states or [("vnpt", "areaServed", "binh-duong")])
    return Proposal("goal", "p", 0.5, quote, article.index(quote), (), statements, note=note)


def added_lines(old: str, new: str) -> list[str]:
    """The lines that were added; fails when one was taken away or changed."""
    marked = list(ndiff(old.splitlines(keepends=True), new.splitlines(keepends=True)))
    assert not [line for line in marked if line.startswith("- ")]
    return [line[2:] for line in marked if line.startswith("+ ")]


def test_a_claim_in_the_shipped_file_adds_lines_and_changes_none(tmp_path: Path) -> None:
    folder = tmp_path / "binh-duong-2017"
    shutil.copytree(SHIPPED / "binh-duong-2017", folder)
    before = (folder / "claims.yaml").read_bytes()
    quote = "Bình Dương rất cần sự chia sẻ kinh nghiệm"
    fresh = claim(quote, ("binh-duong", "hasGoal", "goal-hoc-hoi"))
    goal = ProposedEntity(
        "goal-hoc-hoi", "Học hỏi kinh nghiệm", "Learn from others", ("sckb:Goal", "skos:Concept")
    )
    checksum = sha256(ARTICLE.encode()).hexdigest()
    source = DraftSource("binh-duong-2017", checksum, "vi", "Bình Dương")
    write(folder, Draft(source, (), (goal,), (fresh,)), ARTICLE)
    with review(folder) as r:
        accept(r, fresh)
        after = (folder / "claims.yaml").read_bytes()
        assert added_lines(before.decode(), after.decode()) == [
            "  goal-hoc-hoi:\n",
            "    type: ['sckb:Goal', 'skos:Concept']\n",
            "    label: {vi: Học hỏi kinh nghiệm, en: Learn from others}\n",
            f"- quote: {quote}\n",
            "  states:\n",
            "    binh-duong:\n",
            "      hasGoal: goal-hoc-hoi\n",
        ]
        # In the paragraph that it is from, between what stands before and after it in the article.
        lines = after.decode().splitlines()
        at = lines.index(f"- quote: {quote}")
        assert lines[at - 1].endswith("nhiều cơ hội và thách thức'}")
        assert lines[at + 4].startswith("- quote: Bình Dương rất cần")
        r.undo()
    assert (folder / "claims.yaml").read_bytes() == before


NASTY = st.text(
    st.one_of(
        st.sampled_from("aĐệ :-#'\"{}[],&*!|>%@`?\\.~=0123 trueno\t"),
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")),
    ),
    min_size=1,
    max_size=60,
).map(lambda text: normalize("NFC", text))
WORDS = NASTY.filter(lambda text: text.strip() != "")


@given(quotes=st.lists(WORDS, min_size=1, max_size=5, unique=True), note=WORDS | st.just(""), data=st.data())
def test_any_text_survives_in_any_order_and_leaves_again(
    quotes: list[str], note: str, data: st.DataObject
) -> None:
    article = "\n".join(quotes)
    places = [sum(len(q) + 1 for q in quotes[:n]) for n in range(len(quotes))]
    claims = [
        Proposal(
            "goal", "p", 0.5, quote, place, (), (Statement("a-b", "description", quote, "vi"),), note=note
        )
        for quote, place in zip(quotes, places, strict=True)
    ]
    start = f"# head\n{HEAD}entities:\n  x: {{}} # kept\n\nclaims:\n# tail\n"
    texts = [start]
    for one in data.draw(st.permutations(claims)):
        file = ClaimsFile(texts[-1], "claims.yaml", article, CONTEXT)
        entity: dict[str, object] = {"type": "schema:City", "label": {"vi": one.quote, "en": one.quote}}
        texts.append(file.changed(Changes(new=(one,), entities={"a-b": entity})))
        assert ClaimsFile(texts[-1], "claims.yaml", article, CONTEXT).holds(one)
    whole = ClaimsFile(start, "claims.yaml", article, CONTEXT)
    once = whole.changed(Changes(new=tuple(claims), entities={}))
    assert quotes_in(texts[-1]) == quotes_in(once) == [c.quote for c in sorted(claims, key=lambda c: c.start)]
    gone = ClaimsFile(texts[-1], "claims.yaml", article, CONTEXT)
    assert gone.changed(Changes(gone=tuple(claims), entities={"a-b": None})) == start


def quotes_in(text: str) -> list[str]:
    """The quotes in the order of the file, by the reader that load uses."""
    root = parse_yaml(text.encode(), "claims.yaml")
    assert isinstance(root, Mapping)
    items = root.get("claims")
    assert isinstance(items, Sequence)
    quotes = [item.get("quote") for item in items.items if isinstance(item, Mapping)]
    return [quote.text for quote in quotes if isinstance(quote, Scalar)]


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}entities: {{}}\nclaims: []\n",
        f"{HEAD}entities: {{}} # none yet\nclaims: [] # nor here\n# the end",
        f"{HEAD}entities:\nclaims:",
        f"claims:\n\n# in front\n{HEAD}entities:\n",
        f"{HEAD}entities:\n    far-in:\n        type: x\nclaims:\n  - quote: x\n    states: {{}}\n",
        f"{HEAD}entities:\n  a:\n    note: |\n      # text\n\n      x\n# c\nclaims:\n- quote: 'y\n    z'\n",
        f"{HEAD}entities:\nclaims:\n- quote: last line without its end",
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_every_way_to_write_a_file_is_kept(text: str, line_end: str) -> None:
    start = text.replace("\n", line_end)
    new = claim("Tập đoàn VNPT", note="said: 'so'")
    entity: dict[str, object] = {"type": ["schema:City"], "label": {"vi": "Đ", "en": "D"}}
    changed = ClaimsFile(start, "f", ARTICLE, CONTEXT).changed(Changes(new=(new,), entities={"d": entity}))
    assert changed.count(line_end) == changed.count("\n")
    after = ClaimsFile(changed, "f", ARTICLE, CONTEXT)
    assert after.holds(new)
    assert "d" in after.slugs()
    kept = [line for line in start.split(line_end) if line and "[]" not in line and "{}" not in line]
    assert [line for line in changed.split(line_end) if line in kept] == kept
    assert (
        ClaimsFile(changed, "f", ARTICLE, CONTEXT).changed(Changes(new=(new,), entities={"d": entity}))
        == changed
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"{HEAD}entities:\nclaims: [{{quote: x}}]\n", "not in brackets"),
        (f"{HEAD}entities:\n", "no 'claims:' in it"),
        ("- a\n- b\n", "a claims file has the keys"),
        (f"{HEAD}entities: &a\nclaims: *a\n", "aliases"),
        (f"{HEAD}entities:\nclaims:\n- quote: [\n", "not YAML"),
    ],
)
def test_what_is_no_such_file_is_refused(text: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        ClaimsFile(text, "claims.yaml", ARTICLE, CONTEXT)
