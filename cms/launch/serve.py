"""The running installation: site, worker and scheduler, each a process of its own, until somebody ends them."""

from __future__ import annotations

import signal
import time
from types import FrameType

from cms.launch.processes import Family

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


def start_background(family: Family) -> None:
    """What works, and what looks at the schedules."""
    family.start("worker", "manage.py", "worker")
    family.start("scheduler", "manage.py", "scheduler")


def keep_going(family: Family) -> None:
    """Watch the children, for ever. LaunchError when one ends by itself."""
    while True:
        for name in list(family.children):
            family.check(name)
        time.sleep(PULSE)
