"""Names linked to known entities: by label, alias and fold; near ones asked; generic ones by the place."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from smartcity_kb.intake.extract import find_proposals
from smartcity_kb.intake.linking import Gazetteer, KnownEntity
from smartcity_kb.intake.name_blocks import COMPARE_ALL, NameBlocks
from smartcity_kb.intake.patterns_load import read_patterns
from smartcity_kb.intake.proposal import Extraction, OpenQuestion, Statement

PATTERNS = read_patterns()
KNOWN = [
    KnownEntity(
        "ubnd-hau-giang", "Ủy ban nhân dân tỉnh Hậu Giang", "People's Committee", ("UBND tỉnh Hậu Giang",)
    ),
    KnownEntity("tan-long", "Tập đoàn Tân Long", "Tan Long Group", ("Tân Long",)),
]


def extract(text: str, *known: KnownEntity) -> Extraction:
    return find_proposals(text, PATTERNS, Gazetteer(known))


def statements(found: Extraction) -> list[Statement]:
    return [state for proposal in found.proposals for state in proposal.states]


def values(found: Extraction, term: str) -> list[str]:
    return [state.value for state in statements(found) if state.term == term]


def test_known_entities_are_linked_by_alias_fold_and_abbreviation() -> None:
    found = extract(
        "Tin\n\nỦy ban Nhân dân tỉnh Hậu Giang ký biên bản ghi nhớ với TẬP ĐOÀN TÂN LONG.", *KNOWN
    )
    assert values(found, "localParty") == ["ubnd-hau-giang"]
    assert values(found, "partner") == ["tan-long"]
    assert [e.slug for e in found.entities if e.existing] == ["tan-long", "ubnd-hau-giang"]


def test_a_near_name_is_asked_and_not_merged() -> None:
    near = KnownEntity("tap-doan-tan-long-xanh", "Tập đoàn Tân Long X", "x")
    text = "Tin\n\nUBND tỉnh Hậu Giang ký biên bản ghi nhớ với Tập đoàn Tân Lông."
    found = extract(text, KNOWN[0], near)
    assert values(found, "partner") == ["tap-doan-tan-long"]
    assert (
        OpenQuestion(
            "tap-doan-tan-long",
            "same_entity",
            'is "Tập đoàn Tân Lông" one of these?',
            ("tap-doan-tan-long-xanh",),
        )
        in found.open
    )


def test_a_name_of_two_entities_is_asked() -> None:
    twins = [KnownEntity(slug, "Tập đoàn Tân Long", "x") for slug in ("tan-long-1", "tan-long-2")]
    found = extract("Tin\n\nUBND tỉnh Hậu Giang ký biên bản ghi nhớ với Tập đoàn Tân Long.", *twins)
    asked = [q for q in found.open if q.reason == "same_entity"]
    assert asked[0].candidates == ("tan-long-1", "tan-long-2")


def test_a_generic_name_is_read_through_the_articles_place_and_says_so() -> None:
    found = extract(
        "Hậu Giang trồng lúa sạch\n\nUBND tỉnh ký biên bản ghi nhớ với Tập đoàn Tân Long.", *KNOWN
    )
    assert found.place == "Hậu Giang"
    assert values(found, "localParty") == ["ubnd-hau-giang"]
    linked = next(e for e in found.entities if e.slug == "ubnd-hau-giang")
    assert linked.note == '"UBND tỉnh" read as "UBND tỉnh Hậu Giang": the article is about Hậu Giang'


def test_a_generic_name_without_a_place_stays_open() -> None:
    found = extract("Trồng lúa sạch\n\nUBND tỉnh ký biên bản ghi nhớ với Tập đoàn Tân Long.")
    assert [q.about for q in found.open if q.reason == "generic_name"] == ["ubnd-tinh"]


GENERIC = KnownEntity("tinh-uy-hau-giang", "Tỉnh ủy Hậu Giang", "Party Committee", ("Tỉnh ủy", "UBND tỉnh"))
OFFICE = KnownEntity("noi-vu-hau-giang", "Cơ quan Nội vụ Hậu Giang", "Home Affairs", ("Sở Nội vụ",))


def test_a_generic_alias_is_not_linked_to_an_entity_of_another_place() -> None:
    found = extract(
        "Long An trồng lúa sạch\n\nUBND tỉnh ký biên bản ghi nhớ với Tập đoàn Tân Long.", GENERIC, *KNOWN
    )
    assert found.place == "Long An"
    assert values(found, "localParty") == ["ubnd-tinh-long-an"]
    assert [e.slug for e in found.entities if e.existing] == ["tan-long"]


def test_a_generic_alias_is_linked_where_the_entity_names_the_articles_place() -> None:
    text = "{} trồng lúa sạch\n\nSở Nội vụ ký biên bản ghi nhớ với Tập đoàn Tân Long."
    assert values(extract(text.format("Hậu Giang"), OFFICE), "localParty") == ["noi-vu-hau-giang"]
    assert values(extract(text.format("Long An"), OFFICE), "localParty") == ["so-noi-vu-tinh-long-an"]


def test_a_place_is_not_found_inside_another_word() -> None:
    other = KnownEntity("noi-vu-tan-giang", "Cơ quan Nội vụ Tân Giang", "Home Affairs", ("Sở Nội vụ",))
    text = "An Giang trồng lúa sạch\n\nSở Nội vụ ký biên bản ghi nhớ với Tập đoàn Tân Long."
    assert values(extract(text, other), "localParty") == ["so-noi-vu-tinh-an-giang"]


def test_a_generic_alias_without_a_place_is_asked_and_not_linked() -> None:
    found = extract("Trồng lúa sạch\n\nUBND tỉnh ký biên bản ghi nhớ với Tập đoàn Tân Long.", GENERIC)
    assert values(found, "localParty") == ["ubnd-tinh"]
    asked = next(q for q in found.open if q.reason == "generic_name")
    assert asked.candidates == ("tinh-uy-hau-giang",)


def test_a_short_form_in_brackets_is_the_same_entity_in_the_article() -> None:
    found = extract(
        "Tin\n\nTập đoàn Sao Vàng (SaVaTel) ký thỏa thuận với UBND tỉnh Hậu Giang.\n"
        "SaVaTel ký thỏa thuận với Sở Y tế tỉnh Long An."
    )
    assert values(found, "localParty") == ["tap-doan-sao-vang", "tap-doan-sao-vang"]


def test_new_entities_wait_for_their_english_label() -> None:
    found = extract("Tin\n\nUBND tỉnh Hậu Giang ký thỏa thuận với Sở Y tế tỉnh Long An.")
    waiting = {q.about for q in found.open if q.reason == "translation"}
    assert waiting == {e.slug for e in found.entities if not e.existing}
    assert all(e.label_en == e.label_vi for e in found.entities)


def test_a_year_that_the_article_does_not_give_is_not_made_up() -> None:
    found = extract("Tin\n\nChiều 8-5, UBND tỉnh Hậu Giang ký thỏa thuận với Sở Y tế tỉnh Long An.")
    assert found.proposals[0].rows[0].date == "XXXX-05-08"
    assert values(found, "when") == []
    assert [q.about for q in found.open if q.reason == "date"] == [found.proposals[0].id]


def test_near_names_among_many_are_those_that_comparing_all_finds() -> None:
    first = ["an", "binh", "cao", "dong", "giang", "hoa", "khanh", "long", "minh", "ninh", "phu", "thanh"]
    names = [f"cong ty {a} {b} {c} {n}" for n in "xyz" for a in first for b in first for c in first]
    assert len(names) > COMPARE_ALL
    blocks = NameBlocks(names)
    looked_for = (
        "cong ty minh long hoa x",
        "cong ti binh cao dongg y",
        "phu thanh an cong ty z",
        "vien nuoc",
    )
    for wanted in looked_for:
        everything = process.extract(wanted, names, scorer=fuzz.token_sort_ratio, score_cutoff=96, limit=1)
        assert blocks.near(wanted, 96, 1)[:1] == [name for name, _, _ in everything][:1]


def test_a_hundred_thousand_names_are_not_all_compared() -> None:
    blocks = NameBlocks(f"don vi so {number} tinh {number % 63}" for number in range(100_000))
    assert blocks.near("don vi so 54321 tinh 15", 88, 1) == ["don vi so 54321 tinh 15"]
    assert len(list(blocks._candidates("trung tam zyx"))) < 1000


def test_a_name_that_ends_with_its_place_is_not_read_through_the_articles_own() -> None:
    found = extract(
        "Hậu Giang mở hội thảo\n\nSở Xây dựng Cần Thơ tổ chức Hội thảo bến xe ngày 7/8/2019."
        " Sở Y tế tổ chức Hội thảo trạm xá ngày 8/8/2019."
    )
    labels = {entity.label_vi for entity in found.entities}
    assert {"Sở Xây dựng Cần Thơ", "Sở Y tế tỉnh Hậu Giang"} <= labels


def test_one_name_written_in_two_ways_is_one_new_entity() -> None:
    found = extract(
        "Tin\n\nUBND thành phố Vị Thanh ký biên bản ghi nhớ với Tập đoàn Tân Long ngày 7/8/2019."
        " UBND TP. Vị Thanh tổ chức Hội thảo bến xe ngày 8/8/2019."
    )
    assert values(found, "organizer") == values(found, "localParty") == ["ubnd-thanh-pho-vi-thanh"]
    (entity,) = [one for one in found.entities if one.slug == "ubnd-thanh-pho-vi-thanh"]
    assert entity.aliases == ("Ủy ban nhân dân thành phố Vị Thanh", "UBND TP. Vị Thanh")


def test_new_entities_are_found_by_their_name_written_in_full() -> None:
    found = extract(
        "Tin\n\nUBND tỉnh Cà Mau ban hành Quyết định số 3206/QĐ-UBND về đô thị thông minh."
        " Sở TT-TT TP.HCM ký thỏa thuận hợp tác với Tập đoàn Tân Long."
    )
    aliases = {one.label_vi: one.aliases for one in found.entities}
    assert aliases["UBND tỉnh Cà Mau"] == ("Ủy ban nhân dân tỉnh Cà Mau",)
    assert aliases["Sở TT-TT TP.HCM"] == ("Sở Thông tin và Truyền thông thành phố Hồ Chí Minh",)
    assert aliases["Quyết định số 3206/QĐ-UBND"] == aliases["Tập đoàn Tân Long"] == ()
