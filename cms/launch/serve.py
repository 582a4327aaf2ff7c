"""The running installation: site, worker and scheduler, until somebody ends them."""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Callable
from types import FrameType

from django.db import close_old_connections, connections
from django.utils import timezone

from articles.sync.schedule import enqueue_due
from cms.launch.processes import Family

logger = logging.getLogger(__name__)

TICK = 15.0
"""Seconds between two looks at the schedules; a cron expression is no finer than a minute."""

PULSE = 0.5
"""Seconds between two looks at the children: how late an end of one of them is noticed."""


def raise_on_signals() -> None:
    """Make SIGTERM and SIGHUP end this process as Ctrl-C does: KeyboardInterrupt is taken for an error by nothing."""

    def end(_number: int, _frame: FrameType | None) -> None:
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN)  # a second Ctrl-C must not cut the ending short
        raise KeyboardInterrupt

    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, end)


def start_site(family: Family, port: int) -> None:
    family.start(
        "site",
        *("-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
        *("--workers", "1", "--blocking-threads", "4", "--no-ws", "cms.wsgi:application"),
    )
    family.wait_for("site", f"http://127.0.0.1:{port}/")


def start_worker(family: Family) -> None:
    family.start("worker", "manage.py", "db_worker", "--backend", "jobs", "--interval", "1")


def keep_going(family: Family, say: Callable[[str], None]) -> None:
    """Watch the children and start what is due, for ever. LaunchError when a child ends by itself."""
    next_tick = 0.0
    while True:
        for name in list(family.children):
            family.check(name)
        if time.monotonic() >= next_tick:
            next_tick = time.monotonic() + TICK
            _tick(say)
        time.sleep(PULSE)


def _tick(say: Callable[[str], None]) -> None:
    """One look at the schedules. A database that is away for a moment must not end the site."""
    close_old_connections()
    try:
        for run in enqueue_due(timezone.now()):
            say(f"A scheduled run of {run.source} is due: run {run.pk} waits for the worker.")
    except Exception:
        logger.exception("The schedules could not be looked at; the next look is in %.0f seconds", TICK)
    finally:
        connections.close_all()
