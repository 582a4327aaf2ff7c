"""What became of an article in a run, and the rows that keep it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from articles.models import SyncRun, SyncRunArticle
from articles.sync.matching import Outcome
from scraper.items import ScrapedArticle

ROWS_AT_ONCE = 500
ADDRESS_LIMIT = 2000


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
    """Keep what became of the addresses."""
    rows = (
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
    )
    SyncRunArticle.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)


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
