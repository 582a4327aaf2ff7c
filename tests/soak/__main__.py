"""`python -m tests.soak [--minutes 30] [--write]`: twenty failing hubs, each due every minute, under kill -9.

A worker and the scheduler are killed without warning in every minute; a second worker and the site stay up and are
measured. With DATABASE_URL on PostgreSQL it is the same there. Exit code 1 when something was lost or done twice.
"""

from __future__ import annotations

import argparse
import os
import secrets
import sys
import tempfile
import time
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from tests.soak.hubs import Hub, faulty_hubs
from tests.soak.processes import Process

TICK = 5.0
DRAIN = 240.0
"""Seconds that the queue has to run empty when nothing new comes."""
PORT = 8790


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--write", action="store_true", help="write the figures to docs/soak.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gleaner-soak-") as name, faulty_hubs() as hubs:
        folder = Path(name)
        environment = installation(folder)
        prepare(hubs)
        processes = make_processes(folder, environment)
        try:
            for each in processes.values():
                each.start()
            under_fire(processes, options.minutes * 60)
            nothing_more_is_due()
            drained = drain(processes)
        finally:
            for each in processes.values():
                each.end()
        from tests.soak.verdict import judge

        verdict = judge(hubs, processes, drained)
        sys.stdout.write(verdict.text() + "\n")
        if options.write:
            verdict.write(options.minutes)
        return 0 if verdict.is_well else 1


def installation(folder: Path) -> dict[str, str]:
    """The environment of an installation in the folder; this process takes part in it."""
    os.environ |= {
        "GLEANER_VAR": str(folder),
        "DJANGO_SETTINGS_MODULE": "cms.settings",
        "SECRET_KEY": secrets.token_hex(32),
        "GLEANER_CRAWL_TIMEOUT": "4",
        "SITE_URL": f"http://127.0.0.1:{PORT}",
        "LOG_LEVEL": "WARNING",
    }
    import django

    django.setup()
    return dict(os.environ)


def prepare(hubs: list[Hub]) -> None:
    from django.core.management import call_command

    from articles.models import Source
    from articles.site import prepare_site

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    index = prepare_site("Soak", "127.0.0.1", PORT)
    for hub in hubs:
        Source.objects.create(
            slug=hub.slug, name=hub.slug, address=hub.address, target=index, policy=Source.Policy.PUBLISH,
            schedule="* * * * *", allow_private=True, withdraw_after=2, withdraw_share=100,
        )  # fmt: skip


def make_processes(folder: Path, environment: Mapping[str, str]) -> dict[str, Process]:
    commands = {
        "scheduler": ("manage.py", "scheduler"),
        "worker": ("manage.py", "worker"),
        "lasting worker": ("manage.py", "worker"),
        "site": (
            "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(PORT), "--workers", "1",
            "--no-ws", "cms.wsgi:application",
        ),
    }  # fmt: skip
    return {
        name: Process(name, arguments, environment, folder / f"{name}.log", works_in_a_child=name == "site")
        for name, arguments in commands.items()
    }


def under_fire(processes: dict[str, Process], seconds: float) -> None:
    """Kill the worker and the scheduler once in every minute, at another second each time, and start them again."""
    end = time.monotonic() + seconds
    next_kill = time.monotonic() + 60
    while time.monotonic() < end:
        time.sleep(TICK)
        for each in processes.values():
            if not each.is_up():
                raise SystemExit(f"the {each.name} ended by itself:\n{each.log.read_text(encoding='utf-8')[-2000:]}")
            each.measure()
        ask_the_site()
        if time.monotonic() >= next_kill:
            for name in ("worker", "scheduler"):
                processes[name].kill()
                processes[name].start()
            next_kill += 60 + secrets.randbelow(11) - 5
            tell(processes)


def ask_the_site() -> None:
    with suppress(OSError):
        urllib.request.urlopen(f"http://127.0.0.1:{PORT}/", timeout=10).close()


def nothing_more_is_due() -> None:
    """Let no new moment be due; what was killed is still taken up."""
    from datetime import timedelta

    from django.utils import timezone

    from articles.models import Source

    Source.objects.update(last_due_at=timezone.now() + timedelta(days=1))


def drain(processes: dict[str, Process]) -> float | None:
    """The seconds until no run waits or goes on; None when some do for too long."""
    from django.db import connections

    from articles.models import SyncRun

    begun = time.monotonic()
    while time.monotonic() - begun < DRAIN:
        connections.close_all()
        if not SyncRun.objects.filter(status__in=SyncRun.ACTIVE).exists():
            return time.monotonic() - begun
        time.sleep(2)
        for each in processes.values():
            each.measure()
    return None


def tell(processes: dict[str, Process]) -> None:
    from django.db import connections
    from django.db.models import Count

    from articles.models import SyncRun

    connections.close_all()
    counts = dict(SyncRun.objects.order_by().values_list("status").annotate(Count("pk")))
    sys.stdout.write(f"{time.strftime('%H:%M:%S')} killed {processes['worker'].kills} times; runs {counts}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
