"""`manage.py worker`: works off what waits in the queue, whichever backend keeps it."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command

from articles.jobs.beats import living
from articles.jobs.queue import JOBS, is_database
from articles.management.base import HubCommand
from articles.models import ProcessBeat

INTERVAL = 1.0


class Command(HubCommand):
    help = (
        "Work off runs and jobs, one after another, for ever. As many workers as you like, on as many machines as you "
        "like. SIGTERM or SIGINT let it end what it does first; a second one interrupts that, and it is taken up again."
    )
    epilog = """\
examples:
  manage.py worker
  manage.py worker --batch     work off what waits, then end
"""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--batch", action="store_true", help="end when nothing waits any more")

    def handle(self, *, batch: bool, verbosity: int, **_options: Any) -> None:
        with living(ProcessBeat.Kind.WORKER) as process:
            if is_database():
                options = ["--backend", JOBS, "--worker-id", process.name, "--no-reload", "--interval", str(INTERVAL)]
                options += ["--batch", "--no-startup-delay"] if batch else []
                call_command("db_worker", *options, verbosity=verbosity)
            else:
                self.work_off_redis(process.name, batch=batch, verbosity=verbosity)

    def work_off_redis(self, name: str, *, batch: bool, verbosity: int) -> None:
        queues = list(settings.RQ_QUEUES)
        job_class = "django_tasks_rq.Job"
        call_command("rqworker", *queues, name=name, burst=batch, job_class=job_class, verbosity=verbosity)
