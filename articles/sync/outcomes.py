"""What became of an article in a run, and the rows that keep it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import models, transaction

from articles.models import ArticlePage, SourceDocument, SyncRun, SyncRunArticle
from articles.sync.long_rows import spelled_out
from articles.sync.matching import Outcome
from scraper.items import ScrapedArticle
from scraper.log_lines import said

ROWS_AT_ONCE = 500
ADDRESS_LIMIT = 2000
logger = logging.getLogger("articles.outcomes")


@dataclass(frozen=True, kw_only=True)
class Applied:
    outcome: Outcome
    reason: str
    page: int | None
    document: int | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    """For the report: notices, changed parts, the cause of the change, what the parser dropped."""
    before: Mapping[str, Any] = field(default_factory=dict)
    """For an undo: the document and the page as they were."""


def joined(*reasons: str) -> str:
    """The reasons in one line, those that say nothing left out."""
    return "; ".join(filter(None, reasons))


def keep_outcomes(run: SyncRun, applied: Iterable[tuple[str, Applied]]) -> None:
    """Keep what became of the addresses; their pages and documents must be there."""
    applied = list(applied)
    rows = [
        SyncRunArticle(
            run=run,
            url=url[:ADDRESS_LIMIT],
            outcome=each.outcome,
            reason=each.reason,
            page_id=each.page,
            document_id=each.document,
            details=each.details,
            before=each.before,
        )
        for url, each in applied
    ]
    with spelled_out(rows, "url"):  # a changed article's row has its whole record from before
        SyncRunArticle.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)
    for url, each in applied:
        _log(url, each)


def _log(url: str, applied: Applied) -> None:
    level = logging.DEBUG if applied.outcome == "unchanged" else logging.INFO
    if logger.isEnabledFor(level):
        reason = f": {applied.reason}" if applied.reason else ""
        facts = said(article=url, outcome=applied.outcome, page=applied.page)
        logger.log(level, "%s%s", applied.outcome, reason, extra=facts)


@transaction.atomic
def keep_outcomes_of_any(run: SyncRun, applied: Iterable[tuple[str, Applied]]) -> None:
    """The same where a page may have been deleted since the plan was made: then the address alone is kept."""
    known = list(applied)
    for start in range(0, len(known), ROWS_AT_ONCE):
        rows = known[start : start + ROWS_AT_ONCE]
        pages = _standing(ArticlePage, [each.page for _, each in rows])
        documents = _standing(SourceDocument, [each.document for _, each in rows])
        keep_outcomes(
            run,
            (
                (
                    url,
                    replace(
                        each,
                        page=each.page if each.page in pages else None,
                        document=each.document if each.document in documents else None,
                    ),
                )
                for url, each in rows
            ),
        )


def kept_outcomes(run: SyncRun, addresses: Iterable[str]) -> dict[str, Applied]:
    """What the run has kept of the addresses already.

    An outcome is kept together with its page: where a connection was lost on the way, it tells what was committed.
    """
    rows = SyncRunArticle.objects.filter(run=run, url__in=[url[:ADDRESS_LIMIT] for url in addresses])
    return {
        row.url: Applied(
            outcome=cast(Outcome, row.outcome),
            reason=row.reason,
            page=row.page_id,
            document=row.document_id,
            details=row.details,
            before=row.before,
        )
        for row in rows
    }


def _standing(model: type[models.Model], keys: Iterable[int | None]) -> set[int]:
    wanted = [key for key in keys if key is not None]
    return set(model._default_manager.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()


def details_of(article: ScrapedArticle, **said: Any) -> dict[str, Any]:
    removed = [{"what": each.what, "text": each.text} for each in article.removed]
    return {name: value for name, value in {**said, "removed": removed}.items() if value}


def error_in_words(error: Exception) -> str:
    if isinstance(error, ValidationError):
        named: Mapping[str, Any] = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        words = "; ".join(f"{name}: {' '.join(map(str, said))}".lstrip(": ") for name, said in named.items())
    else:
        words = " ".join(str(error).split())
    return f"{type(error).__name__}: {words}".rstrip(": ")
