"""Articles on disk to draft folders: one, or many on all cores."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy

from ..model.errors import InputError, KnowledgeBaseError
from ..model.record import Record
from ..model.text import slug
from .article import Article, read_article
from .draft import Draft, DraftSource, write_draft
from .extract import find_proposals
from .likeness import likely_same, shingles
from .linking import Gazetteer, KnownEntity
from .patterns_load import PatternSet, read_patterns
from .proposal import Extraction, OpenQuestion
from .whole_file import whole_file

DRAFT = "draft.yaml"
ENDINGS = (".txt", ".html", ".htm", ".xhtml", ".md")


class KnownSource(Record):
    """A source that the knowledge base has already: for telling that an article is not new."""

    id: str
    sha256: str
    shingles: frozenset[int] = frozenset()


class ExtractReport(Record):
    """What extracting one article came to.

    ``error`` is empty when it went well; else nothing was written and the rest is empty. ``folder`` is
    empty when no folder was asked for. ``same_as`` is the source with the same bytes, ``likely`` those
    with the same text but other noise.
    """

    path: str
    folder: str = ""
    extraction: Extraction | None = None
    same_as: str = ""
    likely: tuple[str, ...] = ()
    error: str = ""


class Extractor:
    """What extraction needs, ready to use for many articles; it pickles, so that workers get a copy."""

    def __init__(
        self, patterns: PatternSet, gazetteer: Gazetteer, sources: Sequence[KnownSource] = ()
    ) -> None:
        self.patterns = patterns
        self.gazetteer = gazetteer
        self.by_hash = {source.sha256: source.id for source in sources}
        self.shingles = {source.id: source.shingles for source in sources}
        self.names: dict[str, str] = {}

    def naming(self, files: Sequence[str]) -> Extractor:
        """The same for just these files, each with a draft folder of its own (see ``distinct_names``)."""
        copied = copy(self)
        copied.names = distinct_names(files)
        return copied

    def article(self, article: Article, path: str, into: str = "") -> ExtractReport:
        """Extract from an article; writes ``into/<id>/`` when ``into`` is given."""
        extraction = find_proposals(article.text, self.patterns, self.gazetteer)
        same = self.by_hash.get(article.sha256, "")
        likely = () if same else tuple(likely_same(shingles(article.text, extraction.noise), self.shingles))
        extraction = extraction.replace(open=(*_source_questions(article, same, likely), *extraction.open))
        folder = write_folder(article, extraction, into) if into else ""
        return ExtractReport(path, folder, extraction, same, likely)

    def path(self, path: str, into: str = "") -> ExtractReport:
        """Extract from a file; an input that cannot be used is told in the report, not raised."""
        try:
            article = read_article(path)
            return self.article(article.replace(name=self.names.get(path, article.name)), path, into)
        except KnowledgeBaseError as error:
            return ExtractReport(path, error=error.message)


def extract_article(
    path: str,
    into: str = "",
    patterns_folders: Iterable[str] = (),
    store_entities: Iterable[KnownEntity] = (),
    sources: Sequence[KnownSource] = (),
) -> ExtractReport:
    """Extract from one article and write its draft folder ``into/<id>/`` (none when ``into`` is empty).

    ``patterns_folders`` are the user's own, beside the shipped ones; ``store_entities`` and ``sources`` are
    what the knowledge base has. Raises InputError for an article that cannot be read or is no text, and
    the errors of ``read_patterns``.
    """
    extractor = Extractor(read_patterns(patterns_folders), Gazetteer(store_entities), sources)
    return extractor.article(read_article(path), path, into)


def extract_folder(
    paths: Iterable[str],
    into: str,
    workers: int = 0,
    on_progress: Callable[[ExtractReport], None] | None = None,
    extractor: Extractor | None = None,
) -> list[ExtractReport]:
    """Extract from many files (folders are walked) with ``workers`` processes; 0 is one for each core.

    ``on_progress`` is called once for each file as it is done. One bad file does not stop the others: its
    report says what is wrong. Reports come in the order of the files.
    """
    files = list(article_files(paths))
    ready = (extractor or Extractor(read_patterns(), Gazetteer())).naming(files)
    count = min(workers or os.cpu_count() or 1, max(1, len(files)))
    reports: list[ExtractReport] = []
    for report in _run(ready, files, into, count):
        reports.append(report)
        if on_progress:
            on_progress(report)
    return reports


def article_files(paths: Iterable[str]) -> Iterator[str]:
    """The files to extract from: those given, and all texts and pages below the folders given, sorted.

    What is in the folder of a draft below them was written by extraction and is left out. Raises InputError
    for a path that does not exist.
    """
    for path in paths:
        if os.path.isdir(path):
            for folder, folders, names in os.walk(path):
                folders.sort()
                if DRAFT in names and folder != path:
                    continue
                yield from (os.path.join(folder, name) for name in sorted(names) if name.endswith(ENDINGS))
        elif os.path.exists(path):
            yield path
        else:
            raise InputError(f"{path}: no such file or folder")


def distinct_names(files: Iterable[str]) -> dict[str, str]:
    """What to call the articles of files that would get the same draft folder: after the folders they are in.

    >>> distinct_names(["2017/a/article.txt", "2017/b/article.txt", "2017/b/news.txt"])
    {'2017/a/article.txt': 'a-article', '2017/b/article.txt': 'b-article'}
    """
    together: dict[str, list[str]] = {}
    for path in dict.fromkeys(files):
        together.setdefault(slug(_last_parts(path, 1)), []).append(path)
    return {
        path: name
        for paths in together.values()
        if len(paths) > 1
        for path, name in zip(paths, _told_apart(paths), strict=True)
    }


def _told_apart(paths: Sequence[str]) -> list[str]:
    """Names of as many parts of the paths, from the end, as make them different; numbered where none do."""
    deepest = max(path.count(os.sep) for path in paths) + 1
    for parts in range(2, deepest + 1):
        names = [_last_parts(path, parts) for path in paths]
        if len({slug(name) for name in names}) == len(names):
            return names
    # "a.txt" beside "a.html", "a b.txt" beside "a-b.txt".
    first = _last_parts(paths[0], 1)
    return [first, *(f"{first}-{number}" for number in range(2, len(paths) + 1))]


def _last_parts(path: str, parts: int) -> str:
    return "-".join(os.path.splitext(path)[0].split(os.sep)[-parts:])


def write_folder(article: Article, extraction: Extraction, into: str) -> str:
    """Write the draft folder of an article and return its path.

    Raises InputError when the folder holds a source (``claims.yaml``) already, unless that comes from the
    review of a draft of the same article, or the draft of another text: a draft never stands in the place
    of other claims or of what somebody may be reviewing.
    """
    source_id = slug(article.name) or "article"
    folder = os.path.join(into, source_id)
    if os.path.exists(os.path.join(folder, DRAFT)) and not _holds(folder, article):
        raise InputError(
            f"{folder}: holds the draft of another text; remove it, or extract into another folder"
        )
    if os.path.exists(os.path.join(folder, "claims.yaml")) and not _reviewed_draft(folder, article):
        raise InputError(f"{folder}: holds reviewed claims; extract into another folder")
    page = "page.html" if article.page else ""
    source = DraftSource(
        source_id, article.sha256, extraction.language, extraction.title, page=page, place=extraction.place
    )
    draft = Draft(source, extraction.noise, extraction.entities, extraction.proposals, extraction.open)
    try:
        os.makedirs(folder, exist_ok=True)
        if article.page:
            _write(os.path.join(folder, page), article.page)
        _write(os.path.join(folder, "article.txt"), article.data)
        _write(os.path.join(folder, DRAFT), write_draft(draft).encode("utf-8"))
    except OSError as error:
        raise InputError(f"{folder}: cannot be written: {error.strerror}") from None
    return folder


def _reviewed_draft(folder: str, article: Article) -> bool:
    """Whether a folder's claims come from the review of a draft of just this article."""
    return _holds(folder, article) and os.path.exists(os.path.join(folder, "review.jsonl"))


def _holds(folder: str, article: Article) -> bool:
    """Whether a folder's article is just this one."""
    try:
        with open(os.path.join(folder, "article.txt"), "rb") as file:
            return file.read(len(article.data) + 1) == article.data
    except OSError:
        return False


def _source_questions(article: Article, same: str, likely: tuple[str, ...]) -> Iterator[OpenQuestion]:
    about = slug(article.name)
    if same:
        yield OpenQuestion(about, "duplicate_source", "the knowledge base has this article already", (same,))
    elif likely:
        yield OpenQuestion(about, "duplicate_source", "likely the same article with other noise", likely)


def _write(path: str, data: bytes) -> None:
    with whole_file(path) as file:
        file.write(data)


def _run(extractor: Extractor, files: list[str], into: str, workers: int) -> Iterator[ExtractReport]:
    if workers <= 1:
        yield from (extractor.path(path, into) for path in files)
        return
    from multiprocessing import get_context

    with get_context("spawn").Pool(workers, _start_worker, (extractor, into)) as pool:
        yield from pool.imap(_work, files, chunksize=max(1, min(16, len(files) // (workers * 4) or 1)))


# Set once in each worker process, so that the extractor travels once and not with every file.
_worker: list[tuple[Extractor, str]] = []


def _start_worker(extractor: Extractor, into: str) -> None:
    _worker[:] = [(extractor, into)]


def _work(path: str) -> ExtractReport:
    extractor, into = _worker[0]
    return extractor.path(path, into)
