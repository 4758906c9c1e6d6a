"""A language model's help: asked where it was configured, believed nowhere, counted where it is wrong."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_kb.intake.assist import assist, pattern_id, pieces_of
from smartcity_kb.intake.assist_answer import CONFIDENCE, REASONS, Piece, read_answer
from smartcity_kb.intake.assist_client import MAX_ANSWER, ask
from smartcity_kb.intake.assist_config import AssistConfig, config_path, read_assist_config
from smartcity_kb.intake.assist_consent import consent_path, has_consented, record_consent
from smartcity_kb.intake.draft import write_draft
from smartcity_kb.intake.draft_read import read_draft
from smartcity_kb.intake.review_batch import accept_batch
from smartcity_kb.model.claim import Noise
from smartcity_kb.model.errors import InputError, StoreError, UsageError
from smartcity_kb.store.folder import read_terms

from .drafts import ARTICLE, ENTITIES, POST, SHIPPED, accept, draft, review, write
from .model_server import Handler, model_server

TERMS = read_terms(str(SHIPPED))
KNOWN = {entity.slug: entity for entity in ENTITIES}
NOISE = draft().noise
WHOLE = Piece(ARTICLE, 0, len(ARTICLE), NOISE)
GOOD: dict[str, object] = {
    "entities": {
        "e1": {"label_vi": "Hội nghị mùa xuân", "label_en": "Spring conference", "types": ["sckb:Conference"]}
    },
    "claims": [
        {"kind": "event", "quote": "Ngày 5/3/2018", "states": [["e1", "when", "2018-03-05"]]},
        {"kind": "partner", "quote": "Công ty Đông Á", "states": [["e1", "organizer", "cong-ty-dong-a"]]},
    ],
}


def nobody(_: str) -> str:
    return ""


def config(url: str, seconds: float = 30, key: str = "") -> AssistConfig:
    return AssistConfig(url, "tiny", key, seconds)


def answered(claim: Mapping[str, object], **entities: object) -> dict[str, int]:
    """What is dropped of an answer with this claim; what is kept counts as "kept"."""
    content = json.dumps({"entities": entities, "claims": [claim]})
    found = read_answer(content, WHOLE, "assist:tiny", TERMS, KNOWN, nobody)
    return {reason: count for reason, count in found.dropped.items() if count} | (
        {"kept": len(found.proposals)} if found.proposals else {}
    )


def test_what_a_model_proposes_joins_the_draft_and_reads_back() -> None:
    with model_server(lambda handler: handler.say(GOOD)) as server:
        report = assist(draft(), ARTICLE, TERMS, config(server.url, key="s3cret"), nobody)
    assert (report.requests, report.added, sum(report.dropped.values())) == (1, 2, 0)
    grown = read_draft(write_draft(report.draft), ARTICLE)
    new = grown.proposals[-2:]
    assert [(p.pattern, p.confidence) for p in new] == [("assist:tiny", CONFIDENCE)] * 2
    assert all(ARTICLE[p.start : p.end] == p.quote for p in new)
    assert [s.subject for s in new[0].states] == ["hoi-nghi-mua-xuan"]
    assert ("hoi-nghi-mua-xuan", "translation") in [(q.about, q.reason) for q in grown.open]
    ((path, headers, body),) = server.requests
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer s3cret"
    sent = json.dumps(body, ensure_ascii=False)
    assert (body["model"], "Sở Xây dựng ký thỏa thuận" in sent, "bóng đá" in sent) == ("tiny", True, False)


def test_the_same_again_adds_nothing_and_no_batch_takes_it(tmp_path: Path) -> None:
    with model_server(lambda handler: handler.say(GOOD)) as server:
        first = assist(draft(), ARTICLE, TERMS, config(server.url), nobody)
        second = assist(first.draft, ARTICLE, TERMS, config(server.url), nobody)
    assert (second.added, second.dropped["known already"]) == (0, 2)
    folder = write(tmp_path / "bai-bao", first.draft)
    with review(folder) as r:
        accept_batch(r, 0.0, [], keep_names=True)
        models = [item for item in r.items if item.claim.pattern == "assist:tiny"]
        assert {item.status for item in models} == {"open"}
        assert accept_batch(r, None, ["assist:tiny"], keep_names=True).accepted == 2


QUOTE = {"kind": "event", "quote": "Công ty Đông Á", "states": [["cong-ty-dong-a", "about", "so-xay-dung"]]}


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({}, "kept"),
        ({"quote": "Công ty Đông  Á"}, "not found"),
        ({"quote": "công ty Đông Á"}, "not found"),
        ({"quote": "Tin khác: bóng đá."}, "in noise"),
        ({"quote": "Sở Xây dựng"}, "ambiguous"),
        ({"quote": "Sở Xây dựng", "start": ARTICLE.index("Sở Xây dựng")}, "kept"),
        ({"quote": "Sở Xây dựng", "start": 3}, "ambiguous"),
        ({"quote": "Sở Xây dựng", "start": -1}, "ambiguous"),
        ({"quote": ""}, "malformed"),
        ({"quote": 7}, "malformed"),
        ({"quote": "x" * 5000}, "malformed"),
        ({"quote": "Công ty\x00"}, "malformed"),
        ({"kind": "rumour"}, "malformed"),
        ({"states": []}, "malformed"),
        ({"states": "about"}, "malformed"),
        ({"states": [["cong-ty-dong-a", "about"]]}, "malformed"),
        ({"states": [["cong-ty-dong-a", "loves", "so-xay-dung"]]}, "malformed"),
        ({"states": [["cong-ty-dong-a", "about", "nobody"]]}, "malformed"),
        ({"states": [["cong-ty-dong-a", "earliest", "2018-01-01"]]}, "malformed"),
        ({"states": [["cong-ty-dong-a", "when", "last year"]]}, "malformed"),
        ({"states": [["cong-ty-dong-a", "title", "no language"]]}, "malformed"),
        ({"states": [["cong-ty-dong-a", "title", "fr:Titre"]]}, "malformed"),
        ({"states": [["cong-ty-dong-a", "title", "en:Title"]]}, "kept"),
        ({"states": [["cong-ty-dong-a", "about", None]]}, "malformed"),
    ],
)
def test_only_what_can_be_checked_is_kept(change: dict[str, object], outcome: str) -> None:
    assert answered({**QUOTE, **change}) == {outcome: 1}


@pytest.mark.parametrize(
    ("entity", "slug"),
    [
        ({"label_vi": "Hội nghị", "label_en": "x", "types": ["schema:Event"]}, "hoi-nghi"),
        ({"label_vi": "SỞ XD", "label_en": "x", "types": []}, "so-xay-dung"),
        ({"label_vi": "Thỏa thuận", "label_en": "x", "types": ["schema:Event"]}, "thoa-thuan"),
        ({"label_vi": "Nhà nước", "label_en": "State", "types": ["skos:Concept"]}, "nha-nuoc-2"),
        ({"label_vi": "Người nổi tiếng", "label_en": "x", "types": ["schema:Event"]}, "becamex-idc-2"),
        ({"label_vi": "UBND tỉnh", "label_en": "x", "types": ["org:FormalOrganization"]}, "ubnd-tinh"),
        ({"label_vi": "UBND tỉnh Bình Dương", "label_en": "x", "types": []}, "ubnd-tinh-binh-duong"),
        ({"label_vi": "Hội nghị", "label_en": "x", "types": ["evil:Type"]}, None),
        ({"label_vi": "Hội nghị", "label_en": "x", "types": ["partner"]}, None),
        ({"label_vi": "Hội nghị", "label_en": "x"}, None),
        ({"label_vi": "!!", "label_en": "x", "types": ["schema:Event"]}, None),
        ("Hội nghị", None),
    ],
)
def test_entities_are_known_linked_or_made_anew(entity: object, slug: str | None) -> None:
    def link(name: str) -> str:
        committee = dict.fromkeys(("UBND tỉnh", "UBND tỉnh Bình Dương"), "ubnd-tinh-binh-duong")
        return {"Người nổi tiếng": "becamex-idc-2", "nha-nuoc": "nha-nuoc", **committee}.get(name, "")

    claim = {**QUOTE, "states": [["e", "about", "so-xay-dung"]]}
    content = json.dumps({"entities": {"e": entity}, "claims": [claim]})
    found = read_answer(content, WHOLE, "assist:tiny", TERMS, KNOWN, link)
    assert [p.states[0].subject for p in found.proposals] == ([slug] if slug else [])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.sampled_from([
        "event", "Công ty Đông Á", "so-xay-dung", "about", "e1", "schema:Event", "title", "vi:x",
    ]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from(["entities", "claims", "kind", "quote", "states", "start", "types", "e1"]),
        inner, max_size=6,
    ),
    max_leaves=30,
)  # fmt: skip


@given(
    st.one_of(
        st.text(), JSON.map(json.dumps), st.fixed_dictionaries({"claims": st.lists(JSON)}).map(json.dumps)
    )
)
def test_whatever_comes_back_is_data(content: str) -> None:
    found = read_answer(content, WHOLE, "assist:tiny", TERMS, KNOWN, nobody)
    for proposal in found.proposals:
        assert ARTICLE[proposal.start : proposal.end] == proposal.quote
    assert set(found.dropped) == set(REASONS)


def test_an_endless_answer_is_cut() -> None:
    claims = [{**QUOTE, "states": [["so-xay-dung", "identifier", str(n)]]} for n in range(600)]
    found = read_answer(json.dumps({"claims": claims}), WHOLE, "p", TERMS, KNOWN, nobody)
    assert (len(found.proposals), found.dropped["malformed"]) == (500, 100)
    assert read_answer("[" * 100_000, WHOLE, "p", TERMS, KNOWN, nobody).dropped["malformed"] == 1


def test_fences_around_the_json_are_taken_off() -> None:
    content = "```json\n" + json.dumps({"claims": [QUOTE]}) + "\n```"
    assert len(read_answer(content, WHOLE, "p", TERMS, KNOWN, nobody).proposals) == 1


@given(st.integers(0, 400), st.integers(1, 60), st.integers(0, 3))
def test_pieces_cover_the_article_without_its_noise(length: int, width: int, gap: int) -> None:
    article = "".join(chr(97 + n % 26) + ("\n" if n % width == 0 else "") for n in range(length * 100))
    noise = tuple(Noise(at, min(len(article), at + 40), "x") for at in range(5 + gap, len(article) - 1, 5000))
    pieces = list(pieces_of(article, noise))
    assert all(len(piece.text) <= 12_100 for piece in pieces)
    noisy = {at for span in noise for at in range(span.start, span.end)}
    covered = [at for piece in pieces for start, end in piece.spans for at in range(start, end)]
    expected = [at for at in range(len(article)) if at not in noisy]
    assert covered == expected or not "".join(article[at] for at in expected).strip()
    for piece in pieces:
        for position in range(0, len(piece.text), 997):
            place = piece.place_of(position)
            assert place == -1 or article[place] == piece.text[position]


def hang(handler: Handler) -> None:
    handler.server.stopping.wait()


def drip(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000000")
    handler.end_headers()
    while not handler.server.stopping.wait(0.05):
        handler.wfile.write(b" ")
        handler.wfile.flush()


def flood(handler: Handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(MAX_ANSWER // 65536 + 4):
        handler.wfile.write(b"[" * 65536)


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (hang, "no whole answer within 0.5 s"),
        (drip, "no whole answer within 0.5 s"),
        (flood, "larger than 4 MiB"),
        (lambda h: h.send(b"<html><h1>Welcome\x1b[2J</h1></html>"), "not JSON: <html>"),
        (lambda h: h.send(b'{"choices": '), "not JSON"),
        (lambda h: h.send(b"[" * 200_000), "not JSON"),
        (lambda h: h.send(b'{"choices": []}'), "no choices"),
        (lambda h: h.send(b'{"choices": [{"message": {"content": null}}]}'), "not a text"),
        (lambda h: h.send(b"", 401), "refuses the key"),
        (lambda h: h.send(b'{"error": "model not loaded"}', 404), "answers 404: .*model not loaded"),
        (lambda h: h.send(b"", 500), "answers 500"),
        (lambda h: h.send(b"\x1f\x8b", 200, Content_Encoding="gzip"), "compressed"),
        (lambda h: h.connection.close(), "cannot be asked"),
    ],
    ids=[
        "hangs", "drips", "floods", "html", "cut off", "deep", "no choices", "null", "401", "404", "500",
        "gzip", "gone",
    ],
)  # fmt: skip
def test_an_endpoint_that_fails_is_told_apart(reply: object, says: str) -> None:
    # Only those that never end may run into the limit.
    seconds = 0.5 if says.startswith("no whole answer") else 30
    with model_server(reply) as server, pytest.raises(StoreError, match=says) as error:  # type: ignore[arg-type]
        ask(config(server.url, seconds), [{"role": "user", "content": "x"}])
    assert error.value.message.isprintable()
    assert server.url in error.value.message


def test_no_redirect_is_followed_wherever_it_leads() -> None:
    with model_server(lambda handler: handler.say(GOOD)) as elsewhere:
        target = f"{elsewhere.url}/chat/completions"
        for status in (301, 302, 307, 308):

            def redirect(handler: Handler, status: int = status) -> None:
                handler.send(b"", status, Location=target)

            with model_server(redirect) as server:
                with pytest.raises(StoreError, match=r"redirects to .*only where you configured"):
                    ask(config(server.url, key="s3cret"), [])
                assert len(server.requests) == 1
        assert elsewhere.requests == []


def test_proxies_of_the_environment_see_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with model_server(lambda handler: handler.say(GOOD)) as proxy:
        for variable in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(variable, proxy.url)
        with model_server(lambda handler: handler.say("hi")) as server:
            assert ask(config(server.url), []) == "hi"
        assert proxy.requests == []


def test_an_endpoint_that_is_not_there() -> None:
    with model_server(hang) as server:
        url = server.url
    with pytest.raises(StoreError, match="cannot be asked"):
        ask(config(url), [])


def test_a_book_is_not_sent_in_part() -> None:
    article = "Sở Xây dựng. \n" * 60_000
    with model_server(lambda handler: handler.say(GOOD)) as server:
        with pytest.raises(InputError, match="split it"):
            assist(draft().replace(noise=()), article, TERMS, config(server.url), nobody)
        assert server.requests == []


def configured(home: Path, text: str, **environment: str) -> AssistConfig:
    settings = {"XDG_CONFIG_HOME": str(home), **environment}
    path = Path(config_path(settings))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return read_assist_config(settings)


def test_the_configuration(tmp_path: Path) -> None:
    text = '[assist]\nurl = "https://a.example/v1/"\nmodel = "m"\nkey_env = "K"\ntimeout = 7\n'
    found = configured(tmp_path, text, K=" s3cret ")
    assert found == AssistConfig("https://a.example/v1/", "m", "s3cret", 7.0)
    assert found.completions_url == "https://a.example/v1/chat/completions"
    assert pattern_id(found) == "assist:m"


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("", UsageError, "no section"),
        ("[assist]\n", UsageError, "needs url and model"),
        ("[assist", InputError, "not TOML"),
        ('[assist]\nurl = "ftp://a"\nmodel = "m"\n', InputError, "no URL of an endpoint"),
        ('[assist]\nurl = "https://u:p@a/"\nmodel = "m"\n', InputError, "no URL of an endpoint"),
        ('[assist]\nurl = "https://a:x/"\nmodel = "m"\n', InputError, "no URL of an endpoint"),
        ('[assist]\nurl = 3\nmodel = "m"\n', InputError, "has to be a text"),
        ('[assist]\nurl = "https://a"\nmodel = "m"\nkey = "s3cret"\n', InputError, "has no 'key'"),
        ('[assist]\nurl = "https://a"\nmodel = "m"\nkey_env = "NONE"\n', UsageError, "NONE .* is not set"),
        ('[assist]\nurl = "http://a"\nmodel = "m"\nkey_env = "K"\n', InputError, "over https only"),
        ('[assist]\nurl = "https://a"\nmodel = "m"\nkey_env = "BAD"\n', InputError, "holds no key"),
        ('[assist]\nurl = "https://a"\nmodel = "m"\ntimeout = true\n', InputError, "takes seconds"),
    ],
)
def test_a_wrong_configuration_says_what_is_wrong(
    text: str, error: type[Exception], says: str, tmp_path: Path
) -> None:
    with pytest.raises(error, match=says) as raised:
        configured(tmp_path, text, K="s3cret", BAD="a\nb")
    assert "s3cret" not in str(raised.value)


def test_without_a_configuration_it_says_how_to_write_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"config\.toml with a section \[assist\]"):
        read_assist_config({"XDG_CONFIG_HOME": str(tmp_path)})


def test_a_key_may_go_to_this_machine_in_the_clear(tmp_path: Path) -> None:
    for host in ("localhost", "127.0.0.1:8080", "[::1]:80"):
        text = f'[assist]\nurl = "http://{host}/v1"\nmodel = "m"\nkey_env = "K"\n'
        assert configured(tmp_path, text, K="k").key == "k"


def test_consent_is_per_endpoint_and_survives_a_damaged_file(tmp_path: Path) -> None:
    environment = {"XDG_STATE_HOME": str(tmp_path)}
    assert not has_consented("https://a", environment)
    record_consent("https://a", "2026-03-01T12:00:00Z", environment)
    assert has_consented("https://a", environment)
    assert not has_consented("https://a.evil", environment)
    Path(consent_path(environment)).write_text("[" * 100_000)
    assert not has_consented("https://a", environment)
    record_consent("https://b", "2026-03-01T12:00:00Z", environment)
    assert has_consented("https://b", environment)
    assert os.listdir(tmp_path / "smartcity-kb") == ["assist-consent.json"]


def test_a_models_claim_that_a_person_accepts_is_like_any_other(tmp_path: Path) -> None:
    with model_server(lambda handler: handler.say(GOOD)) as server:
        grown = assist(draft(), ARTICLE, TERMS, config(server.url), nobody).draft
    folder = write(tmp_path / "bai-bao", grown)
    with review(folder) as r:
        accept(r, POST, *[item.claim for item in r.items if item.claim.pattern == "assist:tiny"])
    assert "when: '2018-03-05'" in (folder / "claims.yaml").read_text("utf-8")
