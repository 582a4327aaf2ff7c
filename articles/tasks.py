"""Background jobs, worked off by `manage.py db_worker --backend jobs`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from articles.link_checks import check_links, due_links
from articles.models import SyncRun
from articles.sync.run import RunLost, run_source

if TYPE_CHECKING:
    from django_tasks import task
else:
    # The database backend takes tasks of Django's own kind where Django has them, else of the package before it.
    try:
        from django.tasks import task
    except ModuleNotFoundError:
        from django_tasks import task

JOBS = "jobs"


@task(backend=JOBS)
def scrape_source(run_id: int) -> dict[str, Any]:
    """Work off a queued run; gives back its counts. A run that was taken or ended meanwhile is left alone."""
    run = SyncRun.objects.select_related("source").filter(pk=run_id).first()
    if run is None:
        return {"status": "gone"}
    try:
        report = run_source(run)
    except RunLost as error:
        return {"status": "left alone", "reason": str(error)}
    return {"status": report.status, "counts": report.counts}


@task(backend=JOBS)
def check_due_links() -> dict[str, int]:
    """Ask whether what the articles cite is still there; how many addresses were found in which state."""
    urls = due_links()
    return check_links(urls) if urls else {}


def enqueue_run(run: SyncRun) -> None:
    """Hand a queued run to the worker, as soon as the run is there for the worker to see."""
    transaction.on_commit(lambda: scrape_source.enqueue(run.pk))
