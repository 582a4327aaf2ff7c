"""One run of a source from its claim to its report: fetch, plan, brake, write, report.

Failure policy: one article's trouble is that article's outcome; a crawl that breaks off is synced as far as it came and
called incomplete; a run whose articles lost what they had before is stopped before it writes. Whatever else goes wrong
ends the run as failed, with the reason, and leaves what was written by then; so does a person's wish to stop it.
"""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import structlog
from django.db import DatabaseError, transaction

from articles.library.work import finish_what_goes_on
from articles.models import SyncRun
from articles.sync.claim import claim
from articles.sync.connections import renew_if_broken
from articles.sync.crawl import CrawlFiles, crawl_files
from articles.sync.drift import Drift
from articles.sync.forecast import forecast
from articles.sync.image_library import bring_in, refused_in_words
from articles.sync.ledger import heal
from articles.sync.plan import Plan
from articles.sync.planning import drift_of, make_plan
from articles.sync.pulse import Pulse, RunLost, RunStopped
from articles.sync.report import BAD, Report, ReportedArticle, reported
from articles.sync.scraper_process import CrawlFailed
from articles.sync.seen import note_seen
from articles.sync.sightings import Sightings, read_sightings
from articles.sync.target import NoTargetPage, target_page
from articles.sync.write import keep_the_plan, keep_the_rest, needs_no_article, write_pages, writer_of
from scraper.building import ContractError
from scraper.log_lines import said

Progress = Callable[[str, int, int], None]
"""Called with the phase ("crawl", "write"), how many are done and how many there are."""
Fetch = Callable[[CrawlFiles, Pulse], str]
"""Brings the records file; gives back the end of what the crawl said on standard error."""
# Why a run ends without having broken: for these the message is all that a person needs.
EXPECTED = (CrawlFailed, NoTargetPage, ContractError)
FINISHED = "finished"
logger = logging.getLogger("articles.outcomes")
BRAKED = "not written: the drift brake stopped the run"


class RunSession:
    """A run in this process's hands. `version` is the parser's, see `Writer.version`."""

    def __init__(
        self, run: SyncRun, progress: Progress | None, *, is_part: bool, version: str, released: bool = False
    ) -> None:
        self.run, self.source = run, run.source
        self.progress = progress
        self.is_part = is_part
        self.version = version
        self.released = released
        self.started = time.monotonic()
        self.durations: dict[str, float] = {}
        self.pulse = Pulse(run)
        self.read_by: Mapping[int, str] | None = None
        """See `known_documents`; set by who takes the marks of the documents away."""

    def execute(self, fetch: Fetch) -> Report:
        """A queued run, from its start."""
        claim(self.run)
        return self._guarded(lambda: self._fetch(fetch))

    def go_on(self, records: Path) -> Report:
        """A run that has its records already."""
        return self._guarded(lambda: self._sync(records, ""))

    def _guarded(self, work: Callable[[], Report]) -> Report:
        with structlog.contextvars.bound_contextvars(run=self.run.pk, source=self.source.slug):
            return self._worked(work)

    def _worked(self, work: Callable[[], Report]) -> Report:
        try:
            target_page(self.source)
            return work()
        except EXPECTED as error:
            return self._end([], SyncRun.Status.FAILED, str(error))
        except RunLost:
            raise
        except RunStopped as wish:
            return self._end([], SyncRun.Status.KILLED, str(wish))
        except Exception as error:
            logger.exception("the run broke")
            self._give_up(SyncRun.Status.FAILED, f"{type(error).__name__}: {error}")
            raise
        except BaseException:  # Ctrl-C and the like
            self._give_up(SyncRun.Status.KILLED, "it was interrupted; what it had written stays")
            raise

    def _give_up(self, status: SyncRun.Status, message: str) -> None:
        """The run's last word, if the database takes it: what broke the run must not hide behind what breaks now.

        Where it takes none, the run shows no more signs of life, and the next one goes on.
        """
        with contextlib.suppress(DatabaseError, RunLost):
            renew_if_broken()
            self._end([], status, message)

    def _fetch(self, fetch: Fetch) -> Report:
        files = crawl_files(self.source, f"run-{self.run.pk}")
        self.pulse.enter("crawl")
        tail = fetch(files, self.pulse)
        self._note("crawl")
        return self._sync(files.records, tail)

    def _sync(self, records: Path, tail: str) -> Report:
        sightings = read_sightings(records)
        found = sightings.end.found if sightings.end else len(sightings.all)
        complete = bool(sightings.end and sightings.end.complete)
        # What was asked for only because the hub no longer lists it was not found, and is none of what there is to do.
        crawled = sum(each.kind != "unlisted" for each in sightings.all)
        self.pulse.enter("plan")
        self.pulse.write(status=SyncRun.Status.SYNCING.value, found=found, crawled=crawled, complete=complete)
        finish_what_goes_on(self.pulse.beat)
        asked = self.run.trigger != SyncRun.Trigger.REPLAY
        plan = make_plan(self.source, sightings, self.read_by, asked=asked)
        drift, comparison = drift_of(records, plan, self.source, self.pulse.advance)
        self.pulse.write(drift=drift.to_dict(), fill=comparison.now.to_dict())
        why = incomplete(sightings, tail, is_part=self.is_part)
        if self.run.plan_only and not self.released:
            return self._tell_the_plan(records, plan, drift, why)
        self._note("plan")
        if drift.brakes and not self.released:
            return self._brake(plan, drift)
        self.pulse.enter("write")
        images = bring_in(self.source, sightings.images, sightings.alts, self.pulse.beat)
        return self._write(records, plan, why, refused_in_words(images))

    def _tell_the_plan(self, records: Path, plan: Plan, drift: Drift, why: str) -> Report:
        """Write nothing, and keep what would become of every article: a person decides whether it does."""
        foreseen = forecast(self.source, records, plan, self.pulse.advance)
        brake = stopped_by(drift) if drift.brakes else ""
        with transaction.atomic():
            keep_the_plan(self.run, plan, foreseen)
            self._note("plan")
            message = joined_messages(why, plan.message, brake)
            return self._end(reported(plan, foreseen), SyncRun.Status.PLANNED, message)

    def _brake(self, plan: Plan, drift: Drift) -> Report:
        """Write nothing, and say so of every article that would have been written."""
        stopped = [
            replace(each, outcome="held", reason=BRAKED) if each.has_article or needs_no_article(each) else each
            for each in plan.decisions
        ]
        braked = Plan(decisions=stopped)
        keep_the_rest(self.run, braked, {})
        return self._end(reported(braked, {}), SyncRun.Status.BRAKED, stopped_by(drift))

    def _write(self, records: Path, plan: Plan, why: str, remark: str) -> Report:
        total = sum(each.has_article or needs_no_article(each) for each in plan.decisions)

        def told(done: int, *addresses: str) -> None:
            self.pulse.advance(done, total, *addresses)
            tell(self.progress, "write", done, total)

        self.pulse.advance(0, total)
        written = write_pages(self.run, records, plan, told, version=self.version)
        healing = heal(writer_of(self.run, self.version), plan, self.pulse.beat)
        articles = reported(plan, written)
        is_bad = bool(why or plan.message or healing.failures) or any(article.outcome in BAD for article in articles)
        status = SyncRun.Status.PROBLEMS if is_bad else SyncRun.Status.DONE
        with transaction.atomic():
            # A run that is killed before it has ended is repeated, and must have counted no missing article.
            keep_the_rest(self.run, plan, written, healing.reported)
            note_seen(plan, written, version=self.version)
            self._note("write")
            return self._end(articles, status, joined_messages(why, plan.message, remark, str(healing)))

    def _note(self, phase: str) -> None:
        """How long the phase took that ends now, in seconds."""
        self.durations[phase] = round(time.monotonic() - self.started - sum(self.durations.values()), 3)

    def _end(self, articles: list[ReportedArticle], status: SyncRun.Status, message: str) -> Report:
        report = Report(
            run=self.run.pk,
            source=self.source.slug,
            status=status.value,
            articles=articles,
            message=message,
            seconds=time.monotonic() - self.started,
        )
        durations = {**self.run.durations, **self.durations}  # of a released run the crawl stands there already
        self.pulse.end(report.status, counts=report.counts, message=message, durations=durations)
        facts = {"status": report.status, "counts": report.counts, "seconds": round(report.seconds, 3)}
        level = logging.INFO if status in (SyncRun.Status.DONE, SyncRun.Status.PLANNED) else logging.WARNING
        logger.log(level, "the run ended: %s", report.status, extra=said(**facts, message=message))
        return report


def stopped_by(drift: Drift) -> str:
    return f"the drift brake stops the run before it writes: {drift.message}"


def incomplete(sightings: Sightings, tail: str, *, is_part: bool) -> str:
    """Why less was seen than was asked for; empty when all was seen."""
    end = sightings.end
    if end is None:
        return f"the crawl broke off before its end: {tail.strip() or 'it said nothing'}"
    if end.reason != FINISHED:
        return f"the crawl is incomplete: {end.reason}"
    if not end.complete and not is_part:
        return "the crawl is incomplete: not all of the hub's articles could be found"
    return ""


def joined_messages(*messages: str) -> str:
    return "; ".join(filter(None, messages))


def tell(progress: Progress | None, phase: str, done: int, total: int) -> None:
    if progress:
        progress(phase, done, total)
