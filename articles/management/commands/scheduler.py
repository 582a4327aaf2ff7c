"""`manage.py scheduler`: looks every few seconds at what is due, until it is ended."""

from __future__ import annotations

import signal
import threading
import time
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from django.db import close_old_connections, connections
from django.utils import timezone

from articles.jobs.beats import living
from articles.jobs.tick import tick
from articles.management.base import HubCommand
from articles.models import ProcessBeat

TICK = 15.0
"""Seconds between two looks; a cron expression is no finer than a minute."""


class Command(HubCommand):
    help = (
        "Start what is due and take up what was killed, for ever. Several schedulers start nothing twice, so that one "
        "may stand by on another machine. SIGTERM, SIGINT and SIGHUP end it in order."
    )
    epilog = """\
examples:
  manage.py scheduler
  manage.py scheduler --every 5     look every five seconds
"""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--every", type=_seconds, default=TICK, metavar="SECONDS", help=f"between two looks (default: {TICK:g})"
        )

    def handle(self, *, every: float, **options: Any) -> None:
        with _until_a_signal() as ended, living(ProcessBeat.Kind.SCHEDULER) as process:
            self.say(f"Scheduler {process.name} looks every {every:g} seconds.")
            while not ended.is_set():
                began = time.monotonic()
                self.look()
                ended.wait(max(0.0, every - (time.monotonic() - began)))
        self.say("Ended.")

    def look(self) -> None:
        close_old_connections()
        try:
            for sentence in tick(timezone.now()).said:
                self.say(sentence)
        finally:
            # Between two looks the database may go away and come back.
            connections.close_all()

    def say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()


def _seconds(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 1 <= number <= 3600:
        raise ArgumentTypeError(f"{text!r}: between 1 and 3600 seconds")
    return number


@contextmanager
def _until_a_signal() -> Iterator[threading.Event]:
    """An event that the signals set; a look that goes on comes to its end."""
    ended = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        ended.set()

    before = {each: signal.signal(each, end) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield ended
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
