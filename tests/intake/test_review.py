"""Review: accepted claims load, nothing is lost, every verdict can be taken back."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

from smartcity_kb.intake.review import ACCEPTED, OPEN, REJECTED, Review
from smartcity_kb.intake.review_batch import accept_batch
from smartcity_kb.intake.review_rerun import drop_rejected
from smartcity_kb.model.errors import InputError, InputProblemsError, NotFoundError
from smartcity_kb.store.files import SourceFile, read_source
from smartcity_kb.store.folder import read_folder, read_terms

from .drafts import (
    AGREEMENT,
    ARTICLE,
    EMPTY,
    EVENT,
    MEMBER,
    POST,
    SHIPPED,
    accept,
    draft,
    english,
    review,
    write,
)


def verdicts(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "review.jsonl").read_text("utf-8").splitlines()]


def claims_text(folder: Path) -> str | None:
    path = folder / "claims.yaml"
    return path.read_text("utf-8") if path.exists() else None


def loaded(folder: Path) -> SourceFile:
    terms = read_terms(str(SHIPPED))
    read = read_source(str(folder), terms.context, terms.classes)
    assert isinstance(read, SourceFile), read
    return read


def test_what_is_accepted_loads_with_its_entities_and_says_who_and_when(tmp_path: Path) -> None:
    folder = write(tmp_path / "bai-bao")
    with review(folder) as r:
        accept(r, POST, AGREEMENT)
        assert [item.status for item in r.items] == [ACCEPTED, OPEN, ACCEPTED, OPEN, OPEN]
    content = read_folder(str(tmp_path)).sources[0].content
    assert [claim.evidence.quote for claim in content.claims] == [POST.quote, AGREEMENT.quote]
    for claim in content.claims:
        evidence = claim.evidence
        assert ARTICLE[evidence.start : evidence.end] == evidence.quote
    labels = {
        entity.slug: {label.language: label.value for label in entity.labels} for entity in content.entities
    }
    assert labels["so-xay-dung"] == {"vi": "Sở Xây dựng", "en": "English so-xay-dung"}
    assert set(labels) == {
        "cong-ty-dong-a",
        "giam-doc-so-xay-dung",
        "so-xay-dung",
        "thoa-thuan",
        "tran-van-a",
    }
    kept = [v for v in verdicts(folder) if v["verdict"] == "accept"]
    assert [(v["who"], v["when"], v["proposal"]) for v in kept] == [
        ("Lan", "2026-03-01T12:00:00Z", POST.id),
        ("Lan", "2026-03-01T12:00:00Z", AGREEMENT.id),
    ]


def test_the_order_of_accepting_makes_no_difference(tmp_path: Path) -> None:
    results = set()
    for number, order in enumerate(itertools.permutations((POST, AGREEMENT, MEMBER, EVENT))):
        folder = write(tmp_path / str(number) / "bai-bao")
        with review(folder) as r:
            accept(r, *order)
        results.add(claims_text(folder))
    assert len(results) == 1


def test_undo_takes_back_step_by_step_to_the_very_bytes(tmp_path: Path) -> None:
    folder = write(tmp_path / "bai-bao")
    texts = [claims_text(folder)]
    with review(folder) as r:
        for claim in (MEMBER, POST, AGREEMENT):
            accept(r, claim)
            texts.append(claims_text(folder))
        r.reject(POST.id)
        texts.append(claims_text(folder))
        assert POST.quote not in (texts[-1] or "")
        while texts:
            assert claims_text(folder) == texts.pop()
            undone = r.undo()
            assert bool(undone) == bool(texts)
        assert all(item.status == OPEN for item in r.items)
    assert not (folder / "claims.yaml").exists()


def test_undo_survives_the_session_and_is_ones_own(tmp_path: Path) -> None:
    folder = write(tmp_path / "bai-bao")
    with review(folder, "Lan") as lan:
        accept(lan, POST)
    with review(folder, "Minh") as minh:
        accept(minh, AGREEMENT)
    with review(folder, "Lan") as lan:
        assert [v.proposal for v in lan.undo() if v.proposal] == [POST.id]
        assert {item.id: item.status for item in lan.items}[AGREEMENT.id] == ACCEPTED
        assert lan.undo() == ()


def test_what_was_rejected_is_not_proposed_again(tmp_path: Path) -> None:
    folder = write(tmp_path / "bai-bao")
    with review(folder) as r:
        r.reject(POST.id)
        with pytest.raises(InputError, match="rejected already"):
            r.reject(POST.id)
    write(folder)  # extracted once more
    assert drop_rejected(str(folder)) == 1
    assert drop_rejected(str(folder)) == 0
    with review(folder) as r:
        assert POST.id not in [item.id for item in r.items]
        assert AGREEMENT.id in [item.id for item in r.items]


def test_accepting_after_rejecting_and_the_other_way_round(tmp_path: Path) -> None:
    folder = write(tmp_path / "bai-bao")
    with review(folder) as r:
        r.reject(POST.id)
        accept(r, POST)
        assert r.item(POST.id).status == ACCEPTED
        r.reject(POST.id)
        assert r.item(POST.id).status == REJECTED
        assert not (folder / "claims.yaml").exists()


def test_new_entities_wait_for_their_english_label(tmp_path: Path) -> None:
    folder = write(tmp_path / "bai-bao")
    with review(folder) as r:
        assert r.missing_labels(POST.id) == ("tran-van-a", "giam-doc-so-xay-dung", "so-xay-dung")
        with pytest.raises(InputError, match="English label first: tran-van-a"):
            r.accept(POST.id)
        accept(r, POST)
        assert r.missing_labels(AGREEMENT.id) == ("thoa-thuan", "cong-ty-dong-a")
        r.label("so-xay-dung", "Department of Construction")
    assert "en: Department of Construction" in (claims_text(folder) or "")
    assert not (folder / "claims.yaml.partial").exists()


def test_a_claim_that_would_not_load_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    folder = write(tmp_path / "bai-bao")
    with review(folder) as r:
        with pytest.raises(InputError, match="states nothing yet"):
            r.accept(EMPTY.id)
        hedged = POST.replace(certainty="hedged")
        r.edit(POST.id, hedged)
        before = verdicts(folder)
        with pytest.raises(InputProblemsError, match="a claim that is hedged needs a note"):
            accept(r, POST)
        r.edit(POST.id, POST.replace(states=(POST.states[0].replace(value="nobody-knows"),)))
        with pytest.raises(InputProblemsError, match="unknown entity 'nobody-knows'"):
            accept(r, POST)
        assert verdicts(folder)[: len(before)] == before
        assert not (folder / "claims.yaml").exists()
        assert r.item(POST.id).status == OPEN


def test_an_existing_entity_comes_with_the_definition_that_it_has(tmp_path: Path) -> None:
    folder = write(tmp_path / "bai-bao")
    with review(folder) as r:
        accept(r, MEMBER)
    shipped = read_folder(str(SHIPPED)).sources[0].content.entities
    ours = loaded(folder).content.entities
    assert [e for e in ours if e.slug == "becamex-idc"] == [e for e in shipped if e.slug == "becamex-idc"]


def test_an_entity_of_the_folder_around_is_used_from_there(tmp_path: Path) -> None:
    import shutil

    shutil.copytree(SHIPPED, tmp_path / "kb")
    folder = write(tmp_path / "kb" / "bai-bao")
    with review(folder, kb=str(tmp_path / "kb")) as r:
        accept(r, MEMBER)
    assert "becamex-idc:\n" not in (claims_text(folder) or "")
    assert len(read_folder(str(tmp_path / "kb")).sources) == 2


def test_merging_reaches_every_claim_and_can_be_undone(tmp_path: Path) -> None:
    folder = write(tmp_path / "bai-bao")
    with review(folder) as r:
        accept(r, AGREEMENT)
        before = claims_text(folder)
        r.merge("cong-ty-dong-a", "becamex-idc")
        text = claims_text(folder) or ""
        assert "partner: becamex-idc" in text
        assert "cong-ty-dong-a" not in text
        assert "Tổng Công ty Becamex IDC" in text
        r.undo()
        assert claims_text(folder) == before
        r.merge("hoi-thao-mua-thu", "thoa-thuan")
        assert [s.subject for s in r.item(EVENT.id).claim.states] == ["thoa-thuan"]
        aliases = r.state.entities["thoa-thuan"].aliases
        assert aliases == ("Hội thảo mùa thu",)
        assert "aliases: {vi: [Hội thảo mùa thu]}" in (claims_text(folder) or "")
        for old, new in (
            ("becamex-idc", "thoa-thuan"),
            ("thoa-thuan", "nobody"),
            ("thoa-thuan", "thoa-thuan"),
        ):
            with pytest.raises(InputError):
                r.merge(old, new)
    loaded(folder)


def test_editing_an_accepted_claim_changes_its_entry_only(tmp_path: Path) -> None:
    folder = write(tmp_path / "bai-bao")
    with review(folder) as r:
        accept(r, POST, AGREEMENT)
        before = (claims_text(folder) or "").splitlines()
        states = (*AGREEMENT.states[:2], AGREEMENT.states[2].replace(value="2018-03"), AGREEMENT.states[3])
        r.edit(AGREEMENT.id, AGREEMENT.replace(states=states))
        after = (claims_text(folder) or "").splitlines()
    changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert changed == [("      when: '2018-03-05'", "      when: 2018-03")]


def test_a_claim_that_the_file_has_already_counts_as_accepted(tmp_path: Path) -> None:
    folder = write(tmp_path / "bai-bao")
    with review(folder) as r:
        accept(r, POST)
    (folder / "review.jsonl").unlink()
    text = (claims_text(folder) or "").replace(POST.quote, f"{POST.quote}\n  note: seen by hand")
    (folder / "claims.yaml").write_text(text, "utf-8")
    with review(folder) as r:
        assert (r.item(POST.id).status, r.item(POST.id).who) == (ACCEPTED, "")
        with pytest.raises(InputError, match="take it out by hand"):
            r.reject(POST.id)
    assert claims_text(folder) == text


def test_a_claim_taken_out_by_hand_is_open_again(tmp_path: Path) -> None:
    folder = write(tmp_path / "bai-bao")
    with review(folder) as r:
        accept(r, POST, AGREEMENT)
    text = claims_text(folder) or ""
    at = text.index(f"- quote: {POST.quote}")
    (folder / "claims.yaml").write_text(text[:at] + text[text.index("- quote: Ngày") :], "utf-8")
    with review(folder) as r:
        assert not r.recovered
        assert r.item(POST.id).status == OPEN
        accept(r, POST)
    assert claims_text(folder) == text


def test_batches_take_what_is_sure_and_never_a_models_word(tmp_path: Path) -> None:
    folder = write(tmp_path / "bai-bao")
    with review(folder) as r:
        report = accept_batch(r, 0.5, [], keep_names=False)
        assert report.accepted == 0
        assert dict(report.left)[EMPTY.id] == "states nothing yet"
        assert "no English label for tran-van-a" in dict(report.left)[POST.id]
        report = accept_batch(r, 0.8, [], keep_names=True)
        assert report.accepted == 2
        assert r.item(EVENT.id).status == OPEN
        assert len(r.undo()) == len(verdicts(folder)) // 2
        assert not (folder / "claims.yaml").exists()
        assert accept_batch(r, None, ["assist:some-model"], keep_names=True).accepted == 1
        assert [item.id for item in r.items if item.status == ACCEPTED] == [EVENT.id]
        assert accept_batch(r, 0.95, ["signs-agreement-with"], keep_names=True).accepted == 0
        with pytest.raises(InputError, match="no proposal of the pattern 'nothing'"):
            accept_batch(r, None, ["nothing"], keep_names=True)
    loaded(folder)


def test_a_batch_is_not_held_up_by_one_claim_that_does_not_fit(tmp_path: Path) -> None:
    folder = write(tmp_path / "bai-bao")
    with review(folder) as r:
        r.edit(POST.id, POST.replace(states=(POST.states[0].replace(value="nobody-knows"),)))
        report = accept_batch(r, 0.5, [], keep_names=True)
        assert report.accepted == 2
        assert "unknown entity 'nobody-knows'" in dict(report.left)[POST.id]


def test_a_quote_that_occurs_twice_gets_its_start(tmp_path: Path) -> None:
    article = ARTICLE + "Sở Xây dựng họp. Sở Xây dựng họp.\n"
    quote = "Sở Xây dựng họp."
    second = EVENT.replace(quote=quote, start=article.rindex(quote))
    folder = write(tmp_path / "bai-bao", draft(article, (POST, second)), article)
    with review(folder) as r:
        accept(r, second)
    assert [c.evidence.start for c in loaded(folder).content.claims] == [article.rindex(quote)]


def test_a_draft_whose_offsets_no_longer_fit_is_refused_with_line_and_claim(tmp_path: Path) -> None:
    folder = write(tmp_path / "bai-bao")
    path = folder / "draft.yaml"
    path.write_text(path.read_text("utf-8").replace(f"start: {AGREEMENT.start}\n", "start: 7\n"), "utf-8")
    with pytest.raises(InputProblemsError) as error:
        review(folder)
    line = next(
        n for n, text in enumerate(path.read_text("utf-8").splitlines(), 1) if f"id: {AGREEMENT.id}" in text
    )
    assert f"draft.yaml:{line}:" in error.value.message
    assert "proposal 3" in error.value.message
    assert f"it stands at {AGREEMENT.start}" in error.value.message


@pytest.mark.parametrize(
    ("article", "says"),
    [
        (ARTICLE.replace("đô thị", "giá cả"), "not the text that draft.yaml was made from"),
        ("Lời mở đầu. " + ARTICLE, "the quote is not at"),
    ],
)
def test_a_draft_whose_article_was_changed_is_refused(article: str, says: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "bai-bao")
    (folder / "article.txt").write_text(article, "utf-8")
    with pytest.raises(InputError, match=says):
        review(folder)


def test_an_article_that_load_would_refuse_is_refused_before_any_work(tmp_path: Path) -> None:
    from unicodedata import normalize

    article = normalize("NFD", ARTICLE)
    source = draft().source
    from hashlib import sha256

    written = draft().replace(
        proposals=(), noise=(), source=source.replace(sha256=sha256(article.encode()).hexdigest())
    )
    folder = write(tmp_path / "bai-bao", written, article)
    with pytest.raises(InputError, match="not in Unicode NFC"):
        review(folder)


def test_a_folder_without_a_draft_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="extract ARTICLE"):
        Review(str(tmp_path), "Lan")


def test_a_draft_can_be_named_by_its_file(tmp_path: Path) -> None:
    folder = write(tmp_path / "bai-bao")
    with Review(str(folder / "draft.yaml"), "Lan", str(SHIPPED)) as r:
        r.accept(POST.id, english(r, POST.id))
    assert (folder / "claims.yaml").exists()


def test_the_speaker_goes_with_the_claim_and_comes_back(tmp_path: Path) -> None:
    said = AGREEMENT.replace(speaker="tran-van-a")
    folder = write(tmp_path / "bai-bao", draft(proposals=(said,)))
    with review(folder) as r:
        accept(r, said)
    assert "speaker: tran-van-a" in (claims_text(folder) or "")
    claims = read_folder(str(tmp_path)).sources[0].content.claims
    assert [str(claim.speaker) for claim in claims] == ["<https://w3id.org/sckb/id/tran-van-a>"]
    with review(folder) as r:
        assert [item.status for item in r.items] == [ACCEPTED]
        assert r.items[0].claim.speaker == "tran-van-a"
        r.undo()
    assert claims_text(folder) is None
