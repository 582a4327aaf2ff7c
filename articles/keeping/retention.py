"""Files of runs that nobody needs any more are deleted from the crawl folders."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from articles.models import SyncRun

KEPT = timedelta(days=90)


def clean_up() -> dict[str, int]:
    """How many files were deleted, and how many bytes they had. What a run that goes on or waits needs stays."""
    needed = SyncRun.objects.filter(status__in=[*SyncRun.ACTIVE, *SyncRun.WAITING])
    names = {f"run-{key}" for key in needed.values_list("pk", flat=True)}
    files = size = 0
    for path in Path(settings.GLEANER_CRAWLS).glob("*/run-*"):
        if path.name.partition(".")[0] in names or not path.is_file():
            continue
        told = path.stat()
        if told.st_mtime < time.time() - KEPT.total_seconds():
            path.unlink(missing_ok=True)
            files, size = files + 1, size + told.st_size
    return {"files": files, "bytes": size}
