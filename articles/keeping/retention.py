"""Removes what crawls left behind and nobody needs any more, beside crawls that go on.

A source that is being crawled keeps everything until another time. What is needed is never removed, whatever the limits
say: what a run that waits or works still reads, and the newest response of every known article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.keeping.old_files import left_folders, left_images, old_run_files
from articles.keeping.old_responses import left_unfinished, old_responses
from articles.keeping.old_rows import old_rows, remove_rows
from articles.keeping.removal import FOLDERS, IMAGES, RESPONSES, RUN_FILES, Removal, age_in_days, remove
from articles.keeping.snapshots import crawls_folder
from articles.models import Source, SyncRun
from articles.sync.crawl import crawl_files, folder_of, responses_folder

ROWS, BYTES = "rows", "bytes"
WORDS = {
    RESPONSES: _("stored responses"),
    RUN_FILES: _("files of runs"),
    IMAGES: _("image files of crawls"),
    FOLDERS: _("folders without a source"),
    ROWS: _("unchanged articles of old runs"),
    BYTES: _("bytes"),
}
"""What is counted, as people are told of it."""
PLANNING = timedelta(hours=1)
"""A plan by command has no run; while its files are so new it may go on."""


def clean_up(*, plan: bool = False, now: datetime | None = None) -> dict[str, int]:
    """What was removed, by kind, and the bytes on the disk; with `plan` what would be, and nothing is."""
    now = now or timezone.now()
    counts: Counter[str] = Counter(dict.fromkeys((RESPONSES, RUN_FILES, IMAGES, FOLDERS, ROWS, BYTES), 0))
    for removal, source in _removals(now):
        counts[removal.kind] += 1
        counts[BYTES] += removal.size
        if not plan:
            _remove(removal, source)
    rows = old_rows(now, settings.RUN_FILES_DAYS)
    counts[ROWS] = rows.count() if plan else remove_rows(rows)
    return dict(counts)


def _removals(now: datetime) -> Iterator[tuple[Removal, Source | None]]:
    idle = [source for source in Source.objects.order_by("slug") if not is_busy(source, now)]
    by_folder = {responses_folder(source): source for source in idle}
    for removal in old_responses(idle, now, settings.SNAPSHOT_DAYS, settings.SNAPSHOT_MEGABYTES):
        source = next(by_folder[each] for each in removal.path.parents if each in by_folder)
        # A crawl may have begun since.
        if not is_busy(source, now):
            yield removal, source
    for source in idle:
        if is_busy(source, now):
            continue
        for removal in _left_of(source, now):
            yield removal, source
    for removal in left_folders(crawls_folder(), now, settings.RUN_FILES_DAYS):
        yield removal, None


def _left_of(source: Source, now: datetime) -> Iterator[Removal]:
    yield from left_unfinished(source, now)
    yield from old_run_files(source, now, settings.RUN_FILES_DAYS)
    yield from left_images(source, now)


def is_busy(source: Source, now: datetime) -> bool:
    """Whether a crawl of it goes on, or is about to."""
    if SyncRun.objects.filter(source=source, status__in=SyncRun.ACTIVE).exists():
        return True
    if not folder_of(source).is_dir():
        return False
    plan = crawl_files(source, "plan")
    hours = PLANNING.total_seconds() / 3600
    return any(
        path.exists() and age_in_days(path, now.timestamp()) * 24 < hours
        for path in (plan.specification, plan.records, plan.log)
    )


def _remove(removal: Removal, source: Source | None) -> None:
    if removal.kind != RESPONSES or source is None:
        remove(removal)
        return
    from scraper.stored import STAGING  # here, since Scrapy takes a while to load

    remove(removal, responses_folder(source) / STAGING / f"gone-{removal.path.name}")
