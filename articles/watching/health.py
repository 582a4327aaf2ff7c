"""Whether the installation can do its work now: small checks, each with a word and, for who may know, a sentence."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from articles.jobs.beats import alive
from articles.models import ProcessBeat
from scraper.log_lines import in_one_line

LEAST_FREE = 500_000_000
"""Bytes: below, a crawl's files and a database's own may not fit any more."""
FOR_SITE = ("database", "migrations", "disk")
"""What readers need: a load balancer asks for these, since pages are served without a worker."""


@dataclass(frozen=True, kw_only=True)
class Check:
    name: str
    is_well: bool
    detail: str


def checks(names: tuple[str, ...] | None = None) -> list[Check]:
    """Those named, or all. One that itself breaks is not well, and breaks no other."""
    return [_safely(name, check) for name, check in CHECKS.items() if names is None or name in names]


def _safely(name: str, check: Callable[[], tuple[bool, str]]) -> Check:
    try:
        is_well, detail = check()
    except (DatabaseError, OSError) as error:
        is_well, detail = False, in_one_line(error)
    return Check(name=name, is_well=is_well, detail=detail)


def database() -> tuple[bool, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,), f"{connection.vendor} answers"


_migrated = False


def pending_migrations() -> list[str]:
    """By name. Once there is none this process looks no more: others come with other code."""
    global _migrated
    if _migrated:
        return []
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    _migrated = not plan
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def migrations() -> tuple[bool, str]:
    pending = pending_migrations()
    return not pending, f"{len(pending)} not applied: {', '.join(pending[:3])}" if pending else "all are applied"


def worker() -> tuple[bool, str]:
    return _alive(ProcessBeat.Kind.WORKER)


def scheduler() -> tuple[bool, str]:
    return _alive(ProcessBeat.Kind.SCHEDULER)


def _alive(kind: ProcessBeat.Kind) -> tuple[bool, str]:
    number = alive(kind).count()
    return number > 0, f"{number} alive"


def disk() -> tuple[bool, str]:
    free = free_bytes()
    return free >= LEAST_FREE, f"{free / 1e9:.1f} GB free"


def free_bytes() -> int:
    """Where the crawls' files go."""
    folder = Path(settings.GLEANER_CRAWLS)
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


CHECKS: dict[str, Callable[[], tuple[bool, str]]] = {
    "database": database,
    "migrations": migrations,
    "worker": worker,
    "scheduler": scheduler,
    "disk": disk,
}
