"""What the queue remembers of tasks long done goes, and runs that died are marked so."""

from __future__ import annotations

from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from articles.jobs.queue import JOBS, is_database
from articles.sync.claim import bury_dead_runs

DAYS, DAYS_OF_FAILED = 14, 60
"""What failed is looked at later than what went well."""


def tidy_up() -> dict[str, int]:
    """How many runs were dead, and how many tasks were forgotten."""
    runs = bury_dead_runs()
    return {"runs": runs, "tasks": _forget_tasks() if is_database() else 0}


def _forget_tasks() -> int:
    kept = DBTaskResult.objects.filter(backend_name=JOBS)
    before = kept.count()
    call_command(
        "prune_db_task_results",
        "--backend", JOBS,
        "--min-age-days", str(DAYS),
        "--failed-min-age-days", str(DAYS_OF_FAILED),
        verbosity=0,
    )  # fmt: skip
    return max(0, before - kept.count())
