"""Which files of the crawls may go: those of old runs, images that are in the library, folders without a source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from articles.keeping.removal import FOLDERS, IMAGES, RUN_FILES, Removal, age_in_days, files_below, size_below, size_of
from articles.models import Source, SyncRun
from articles.sync.crawl import folder_of

OF_A_RUN = re.compile(r"run-(\d+)\.")
OF_A_PLAN = re.compile(r"plan\.")
IMAGES_DAYS = 1.0
"""The run that fetched them has brought them into the library by then, or will fetch them again."""
MARKS = ("responses", "images")


def old_run_files(source: Source, now: datetime, days: int) -> Iterator[Removal]:
    """Records, logs and specifications of runs that ended so long ago; never of one that waits or works."""
    folder = folder_of(source)
    files = [path for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []
    numbers = {int(found[1]) for path in files if (found := OF_A_RUN.match(path.name))}
    runs = {run.pk: run for run in SyncRun.objects.filter(pk__in=numbers).only("status", "created_at", "finished_at")}
    for path in files:
        found = OF_A_RUN.match(path.name)
        run = runs.get(int(found[1])) if found else None
        if run is not None:
            is_old = run.status not in (*SyncRun.ACTIVE, *SyncRun.WAITING)
            is_old = is_old and (run.finished_at or run.created_at) < now - timedelta(days=days)
        else:
            is_ours = found or OF_A_PLAN.match(path.name)
            is_old = bool(is_ours) and age_in_days(path, now.timestamp()) > days
        if is_old:
            yield Removal(kind=RUN_FILES, path=path, size=size_of(path))


def left_images(source: Source, now: datetime) -> Iterator[Removal]:
    """Image files of crawls that ended: the library has its own. A run that waits brings its images in later."""
    folder = folder_of(source) / "images"
    if not folder.is_dir() or SyncRun.objects.filter(source=source, status__in=SyncRun.WAITING).exists():
        return
    for path in files_below(folder):
        if age_in_days(path, now.timestamp()) > IMAGES_DAYS:
            yield Removal(kind=IMAGES, path=path, size=size_of(path))


def left_folders(root: Path, now: datetime, days: int) -> Iterator[Removal]:
    """Crawl folders whose source was deleted, or has another name now, and that nothing was written to so long."""
    if not root.is_dir():
        return
    slugs = set(Source.objects.values_list("slug", flat=True))
    for folder in sorted(root.iterdir()):
        if folder.is_symlink() or not folder.is_dir() or folder.name in slugs:
            continue
        inside = list(folder.iterdir())
        is_ours = any(each.name in MARKS or OF_A_RUN.match(each.name) or OF_A_PLAN.match(each.name) for each in inside)
        if is_ours and all(age_in_days(each, now.timestamp()) > days for each in (folder, *inside)):
            yield Removal(kind=FOLDERS, path=folder, size=size_below(folder))
