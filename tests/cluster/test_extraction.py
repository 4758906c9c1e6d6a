"""Drafts written on a cluster are those that one process writes."""

from __future__ import annotations

from smartcity_kb.cluster.extraction import extract_on_spark
from smartcity_kb.intake.extract_files import Extractor, article_files, extract_folder
from smartcity_kb.intake.linking import Gazetteer
from smartcity_kb.intake.patterns_load import read_patterns


def test_the_drafts_are_those_of_one_process(session, articles, tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    for number, source in enumerate(sorted(articles.glob("*/article.txt"))[:30]):
        (texts / f"article-{number:02}.txt").write_bytes(source.read_bytes())
    (texts / "empty.txt").write_bytes(b"")
    files = list(article_files([str(texts)]))
    extractor = Extractor(read_patterns(), Gazetteer())
    there, here = tmp_path / "there", tmp_path / "here"
    reports = list(extract_on_spark(session, extractor, files, str(there)))
    expected = extract_folder(files, str(here), workers=1, extractor=extractor)
    assert [report.path for report in reports] == [report.path for report in expected]
    assert [report.extraction for report in reports] == [report.extraction for report in expected]
    assert [report.error for report in reports] == [report.error for report in expected]
    written = {path.relative_to(there): path.read_bytes() for path in there.rglob("*") if path.is_file()}
    assert written == {
        path.relative_to(here): path.read_bytes() for path in here.rglob("*") if path.is_file()
    }
    assert len(written) == 60
