"""The writing half of a run: decisions and the records file in, pages and the list of what became of each out.

The records are read again in batches, so that a large hub's articles never stand in memory together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from django.utils import timezone

from articles.models import Source, SourceDocument, SyncRun, SyncRunArticle
from articles.sync.apply import Applied, Writer, move_document
from articles.sync.documents import chunks
from articles.sync.importer import import_user
from articles.sync.matching import Outcome
from articles.sync.plan import Decision
from articles.sync.report import ReportedArticle
from articles.sync.sightings import articles_of
from articles.sync.target import target_page
from scraper.items import ScrapedArticle

# Whole articles held in memory at once; also how many share the few queries that stock the library.
BATCH = 50
ROWS_AT_ONCE = 500
WRITTEN: tuple[Outcome, ...] = ("create", "update")
ADDRESS_LIMIT = 2000

Written = dict[int, Applied]
"""Place in the records file to what became of the article."""


def write_pages(
    source: Source, path: Path, decisions: list[Decision], progress: Callable[[int], None], *, version: str
) -> Written:
    """Write every article that is to be created or updated; `progress` gets how many are done.

    `version` is the parser's, see `Writer.version`.
    """
    wanted = {decision.place: decision for decision in decisions if decision.outcome in WRITTEN}
    written: Written = {}
    if not wanted:
        return written
    writer = Writer(source=source, parent=target_page(source).pk, user=import_user(), version=version)
    for batch in _batches(articles_of(path, wanted)):
        writer.library.stock(article for _, article in batch)
        for decision, article in batch:
            written[decision.place] = writer.apply(decision, article)
            progress(len(written))
    return written


def _batches(
    articles: Iterable[tuple[Decision, ScrapedArticle]],
) -> Iterator[list[tuple[Decision, ScrapedArticle]]]:
    batch: list[tuple[Decision, ScrapedArticle]] = []
    for each in articles:
        batch.append(each)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def note_seen(decisions: list[Decision], written: Written, *, version: str) -> None:
    """Keep what the run learned of documents whose pages it did not write: seen, moved, up to date."""
    for decision in decisions:
        if decision.moved and _outcome(decision, written) != "fail":
            move_document(decision)
    now = timezone.now()
    for keys in chunks(_documents(decisions, written, "unchanged")):
        SourceDocument.objects.filter(pk__in=keys).update(last_seen_at=now, parser_version=version)
    for keys in chunks(_documents(decisions, written, "held")):
        # Without the parser's version: what is held must be looked at again in every run.
        SourceDocument.objects.filter(pk__in=keys).update(last_seen_at=now, parser_version="")


def _documents(decisions: list[Decision], written: Written, outcome: Outcome) -> list[int]:
    return [each.document for each in decisions if each.document and _outcome(each, written) == outcome]


def reported(decisions: list[Decision], written: Written) -> list[ReportedArticle]:
    """What became of each address, in the order of the records."""
    articles = []
    for decision in decisions:
        applied = written.get(decision.place) or Applied(
            outcome=decision.outcome, reason=decision.reason, page=decision.page
        )
        articles.append(
            ReportedArticle(url=decision.url, outcome=applied.outcome, reason=applied.reason, page=applied.page)
        )
    return articles


def keep_articles(run: SyncRun, articles: list[ReportedArticle]) -> None:
    rows = (
        SyncRunArticle(
            run=run,
            url=article.url[:ADDRESS_LIMIT],
            outcome=article.outcome,
            reason=article.reason,
            page_id=article.page,
        )
        for article in articles
    )
    SyncRunArticle.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)


def _outcome(decision: Decision, written: Written) -> Outcome:
    applied = written.get(decision.place)
    return applied.outcome if applied else decision.outcome
