"""What Gleaner's commands share: help with examples, finding a source, the report as the last word."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.models import Source, SyncRun
from articles.sync.report import BAD, Report
from scraper.log_lines import JSON

HELD = "held"
NOTICES_SAID = 5
ALL_NOTICES = 2
"""The verbosity at which every notice is said."""


class HubCommand(BaseCommand):
    """A command whose help ends with examples."""

    epilog = ""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs |= {"epilog": self.epilog, "formatter_class": argparse.RawDescriptionHelpFormatter}
        return super().create_parser(prog_name, subcommand, **kwargs)

    def execute(self, *args: Any, **options: Any) -> Any:
        """Whoever reads along may stop before the end, as `head` does: that ends the command without a trace."""
        try:
            said = super().execute(*args, **options)
            sys.stdout.flush()
        except BrokenPipeError:
            # What Python still wants to write when it ends goes where nobody minds.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(128 + signal.SIGPIPE)
        return said


def source_named(slug: str) -> Source:
    try:
        return Source.objects.get(slug=slug)
    except Source.DoesNotExist:
        known = ", ".join(Source.objects.order_by("slug").values_list("slug", flat=True)[:10])
        there_are = f"there are: {known}" if known else "there are none yet; add one with: manage.py sources add"
        raise CommandError(f'There is no source "{slug}"; {there_are}.') from None


def run_numbered(number: int) -> SyncRun:
    try:
        return SyncRun.objects.select_related("source").get(pk=number)
    except SyncRun.DoesNotExist:
        raise CommandError(f"There is no run {number}; see: manage.py runs list") from None


def as_json(value: Any) -> str:
    """For scripts, and for people who read along."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def lines_in_words(counts: Mapping[str, int]) -> str:
    """Of the files of an export: "1,204 articles, 88 redirects"."""
    return ", ".join(f"{number:,} {name.removesuffix('.jsonl').replace('_', ' ')}" for name, number in counts.items())


def say_report(command: BaseCommand, report: Report, *, as_json: bool, verbosity: int = 1) -> None:
    """What a person must look at on standard error, then the report as the last line of standard output."""
    if settings.LOG_FORMAT != JSON:  # there every article is a line of the log already
        for article in report.articles:
            if article.outcome in (*BAD, HELD):
                command.stderr.write(f"  {article.outcome}: {article.url}: {article.reason}")
        for line in [*_notices(report, verbosity), *_conflicts(report), *_brake(report)]:
            command.stderr.write(f"  {line}")
    command.stderr.flush()
    command.stdout.write(json.dumps(report.to_dict(), ensure_ascii=False) if as_json else report.line())
    command.stdout.flush()


def _notices(report: Report, verbosity: int) -> list[str]:
    """What the changes mean; without -v 2 the first few of them."""
    lines = [f"notice: {each.url}: {notice}" for each in report.articles for notice in each.notices]
    if verbosity >= ALL_NOTICES or len(lines) <= NOTICES_SAID:
        return lines if verbosity else []
    where = f"manage.py runs show {report.run}" if report.run else "-v 2"
    more = f"… and {len(lines) - NOTICES_SAID} notices more: {where}"
    return [*lines[:NOTICES_SAID], more] if verbosity else []


def _conflicts(report: Report) -> list[str]:
    number = report.counts.get("conflict", 0)
    if not number:
        return []
    articles = "1 article was" if number == 1 else f"{number} articles were"
    if report.run is None:
        return [f"{articles} changed by both sides in one place: the page's words would stay"]
    where = f"manage.py runs show {report.run} --outcome conflict"
    return [f"{articles} changed by both sides in one place; the page's words stay, the source's wait: {where}"]


def _brake(report: Report) -> list[str]:
    if report.status != SyncRun.Status.BRAKED:
        return []
    return [f"nothing was written; if what fell is right, release it: manage.py release {report.run}"]


@contextmanager
def orderly_end(what_stays: str = "what was written stays") -> Iterator[None]:
    """Make SIGTERM end the block as Ctrl-C does, so that the crawl and the run are ended with it."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    try:
        before = signal.signal(signal.SIGTERM, interrupt)
    except ValueError:  # outside of the main thread, where signals are somebody else's matter
        yield
        return
    try:
        yield
    except KeyboardInterrupt:
        raise CommandError(f"Interrupted; {what_stays}.", returncode=130) from None
    finally:
        signal.signal(signal.SIGTERM, before)
