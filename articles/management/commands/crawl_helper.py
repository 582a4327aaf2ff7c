"""`manage.py crawl_helper`: help other machines with the crawls that are split over several processes."""

from __future__ import annotations

import subprocess
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import InterfaceError, OperationalError

from articles.management.base import HubCommand, orderly_end
from articles.models import Source
from articles.sync.connections import renew_if_broken
from articles.sync.crawl import folder_of, responses_folder
from articles.sync.credentials import CredentialsUnusable, credentials_of
from articles.sync.scraper_process import running
from articles.sync.split_crawl import helping
from scraper.credentials import VARIABLE

SECONDS_BETWEEN_LOOKS = 5.0


class Command(HubCommand):
    help = "Help with the crawls that are split over several processes, one after the other, until it is ended."
    epilog = """\
examples:
  manage.py crawl_helper            # one process; start as many as the machine has room for
  manage.py crawl_helper --once     # help with what is there now, and end
"""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="end when there is nothing to help with")

    def handle(self, *, once: bool, **options: Any) -> None:
        if not settings.REDIS_URL:
            raise CommandError("The processes of a crawl meet in Redis: set REDIS_URL.")
        with orderly_end():
            while self.help_once(patiently=not once) or not once:
                pass

    def help_once(self, *, patiently: bool) -> bool:
        """Whether there was a crawl with a place in it; where there was none, after a pause."""
        # Imported late: only an installation whose crawls are split needs Redis' libraries.
        try:
            from redis import RedisError

            from scraper.frontier.meeting import FrontierLost, connect, open_crawls
        except ModuleNotFoundError as error:
            raise CommandError(f"Install gleaner[scale]: {error}.") from error
        renew_if_broken()  # between two looks the database may have gone away and come back
        helped = False
        try:
            for key, slug in open_crawls(connect(settings.REDIS_URL)).items():
                helped = self.help_with(key, slug) or helped
        except (FrontierLost, RedisError, OperationalError, InterfaceError) as error:
            words = " ".join(str(error).split())
            if not patiently:
                raise CommandError(f"{words}.") from error
            self.stderr.write(f"{words}; trying again")
        if patiently and not helped:
            time.sleep(SECONDS_BETWEEN_LOOKS)
        return helped

    def help_with(self, key: str, slug: str) -> bool:
        """Whether there was a place in the crawl."""
        source = Source.objects.filter(slug=slug).first()
        if source is None:
            self.stderr.write(f"{slug}: there is no such source here; is DATABASE_URL that of the others?")
            return False
        try:
            credentials = credentials_of(source)
        except CredentialsUnusable as error:
            self.stderr.write(str(error))
            return False
        folder = folder_of(source)
        folder.mkdir(parents=True, exist_ok=True)
        command = helping(key, log=folder / "helper.log", cache=responses_folder(source))
        told = {"REDIS_URL": settings.REDIS_URL, **({VARIABLE: credentials} if credentials else {})}
        with running(command, told, errors=subprocess.DEVNULL) as process:
            code = process.wait()
        if code == 0:
            self.stdout.write(f"{slug}: helped with its crawl")
        return code == 0
