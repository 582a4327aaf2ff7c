"""What has to be told of the end of a run, in the transaction that ends it: nothing of it is lost or said twice."""

from __future__ import annotations

from articles.alerts.events import run_ended
from articles.models import SyncRun
from articles.watching.tallies import count_run


def tell_of_end(run: SyncRun) -> None:
    """The run has its last status; whoever wrote it calls this, once."""
    count_run(run)
    run_ended(run)
