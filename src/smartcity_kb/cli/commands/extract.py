"""``extract``: raw articles to drafts of proposed claims."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from ...intake.extract import gold_rows
from ...intake.extract_files import Extractor, article_files, extract_folder
from ...intake.extract_known import MAX_COMPARED, known_names, known_sources
from ...intake.linking import Gazetteer
from ...intake.patterns_load import read_patterns
from ...intake.review_rerun import drop_rejected, replace_draft
from ...model.errors import InputError, KnowledgeBaseError, UsageError
from ...store.open import open_store
from ..engines import Where, extraction_session
from ..output import painted, put, say
from ..progress import progress_bar
from ..wall import tell

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ...intake.assist_config import AssistConfig
    from ...intake.extract_files import ExtractReport
    from ..output import Settings


def run(
    settings: Settings,
    articles: Sequence[str],
    into: str = ".",
    patterns: Sequence[str] = (),
    workers: int = 0,
    where: Where = Where(),  # noqa: B008 - frozen
    assist: bool = False,
    yes: bool = False,
) -> int:
    """Write a draft an article and say what is in it; 3 when an article could not be used, else 0."""
    config = _agreed_config(yes) if assist else None
    files = list(article_files(articles))
    if not files:
        raise InputError(f"{', '.join(articles)}: no text or page in there")
    extractor = _extractor(settings, patterns).naming(files)
    with progress_bar(settings) as advance:
        reports = _extract(extractor, files, into, workers, where, settings, advance)
    failed = 0
    for report in reports:
        try:
            if report.error:
                raise InputError(report.error)
            dropped = drop_rejected(report.folder)
            _put_report(report, dropped)
            if config is not None:
                _assist(report, config, extractor, settings)
        except KnowledgeBaseError as error:
            if len(reports) == 1:
                raise
            tell(error.message)
            failed += 1
    return InputError.exit_code if failed else 0


def run_rows(settings: Settings, articles: Sequence[str], patterns: Sequence[str] = ()) -> int:
    """Write the proposals of articles as JSON lines; 3 when an article could not be used, else 0."""
    import json

    extractor = _extractor(settings, patterns)
    failed = 0
    for path in article_files(articles):
        report = extractor.path(path)
        if report.extraction is None:
            tell(report.error)
            failed += 1
            continue
        for row in gold_rows(report.extraction):
            put(json.dumps(row, ensure_ascii=False))
    return InputError.exit_code if failed else 0


def _extractor(settings: Settings, patterns: Sequence[str]) -> Extractor:
    with open_store(settings.kb) as store:
        entities, sources = known_names(store), known_sources(store)
    if len(sources) > MAX_COMPARED:
        say(f"likely duplicates are looked for among the first {MAX_COMPARED} sources only", settings)
    return Extractor(read_patterns(patterns), Gazetteer(entities), sources)


def _extract(
    extractor: Extractor,
    files: list[str],
    into: str,
    workers: int,
    where: Where,
    settings: Settings,
    advance: Callable[[str, int, int], None] | None,
) -> list[ExtractReport]:
    with extraction_session(where, len(files), settings) as session:
        if session is not None:
            from ...cluster.extraction import extract_on_spark

            return list(extract_on_spark(session, extractor, files, into))
    done = 0

    def progress(_: ExtractReport) -> None:
        nonlocal done
        done += 1
        if advance is not None:
            advance("extract", done, len(files))

    return extract_folder(files, into, workers, progress, extractor)


def _put_report(report: ExtractReport, dropped: int) -> None:
    extraction = report.extraction
    if extraction is None:
        return
    proposals = len(extraction.proposals) - dropped
    new = sum(not entity.existing for entity in extraction.entities)
    counts = f"{proposals} proposals, {new} new entities, {len(extraction.open)} open questions"
    put(f"{report.folder}: {counts}" + (f" ({dropped} rejected before)" if dropped else ""))
    if extraction.language == "und":
        put("  neither Vietnamese nor English: there are no patterns for this language")
    if report.same_as:
        put(f"  the knowledge base has this article already: {report.same_as}")
    elif report.likely:
        put(f"  likely the same article as {', '.join(report.likely)}, with other noise")


def _agreed_config(yes: bool) -> AssistConfig:
    """The configured model, once the user has agreed that articles go there.

    Raises UsageError where nobody can be asked or the answer is no.
    """
    from datetime import UTC, datetime

    from ...intake.assist_config import read_assist_config
    from ...intake.assist_consent import has_consented, record_consent

    config = read_assist_config(os.environ)
    if has_consented(config.url, os.environ):
        return config
    told = (
        f"--assist sends the text of the articles, and the names that the draft has, to {config.url}"
        f" (model {config.model}), and nowhere else."
    )
    sys.stderr.write(painted(told, "1", sys.stderr) + "\n")
    if not yes:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise UsageError("nobody is there to agree to that; --yes agrees to it")
        sys.stderr.write("Agree? [y/N] ")
        sys.stderr.flush()
        if sys.stdin.readline().strip().lower() not in ("y", "yes", "c", "có"):
            raise UsageError("not agreed; nothing was sent")
    record_consent(config.url, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), os.environ)
    return config


def _assist(report: ExtractReport, config: AssistConfig, extractor: Extractor, settings: Settings) -> None:
    from ...intake.assist import assist
    from ...intake.names import abbreviations_of
    from ...intake.review_files import open_draft
    from ...intake.review_verdicts import rejected_ids

    opened = open_draft(report.folder)
    gazetteer = extractor.gazetteer
    index = gazetteer.index(abbreviations_of(extractor.patterns.lexicon))

    def link(name: str) -> str:
        found = index.exact(name)
        if name in gazetteer.entities:
            return name
        return found[0] if len(found) == 1 else ""

    helped = assist(opened.draft, opened.article, opened.terms, config, link)
    rejected = rejected_ids(report.folder)
    kept = tuple(p for p in helped.draft.proposals if p.id not in rejected)
    replace_draft(report.folder, helped.draft.replace(proposals=kept))
    dropped = ", ".join(f"{count} {reason}" for reason, count in helped.dropped.items() if count)
    put(f"  {config.model}: {helped.added} more proposals" + (f"; dropped: {dropped}" if dropped else ""))
    say("  no accuracy is known of a model's proposals: read each one", settings)
