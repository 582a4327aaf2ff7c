"""One run of a source: claim, crawl, plan, write, report.

Source of truth: the crawl's records file. Failure policy: one article's trouble is that article's outcome; a crawl that
breaks off is synced as far as it came and called incomplete; whatever else goes wrong ends the run as failed, with the
reason, and leaves what was written by then.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from articles.models import Source, SyncRun
from articles.sync.claim import Pulse, RunActive, RunLost, claim, request_run
from articles.sync.crawl import CrawlFailed, CrawlFiles, crawl, crawl_files, specification
from articles.sync.documents import known_documents, page_states, take_known
from articles.sync.plan import Decision, plan
from articles.sync.report import BAD, Report, ReportedArticle
from articles.sync.saved_pages import SavedPage, write_records
from articles.sync.sightings import Sightings, read_sightings
from articles.sync.target import NoTargetPage, target_page
from articles.sync.write import WRITTEN, keep_articles, note_seen, reported, write_pages
from scraper.addresses import AddressError, HostFamily
from scraper.building import ContractError
from scraper.profile import SourceProfile
from scraper.version import parser_version

__all__ = ["Report", "RunActive", "RunLost", "ingest_pages", "plan_pages", "plan_source", "request_run", "run_source"]

Progress = Callable[[str, int, int], None]
"""Called with the phase ("crawl", "write"), how many are done and how many there are."""
# Why a run ends without having broken: for these the message is all that a person needs.
EXPECTED = (CrawlFailed, NoTargetPage, ContractError)
FINISHED = "finished"
PLANNED = "planned"


def run_source(
    run: SyncRun, *, urls: Sequence[str] = (), limit: int | None = None, progress: Progress | None = None
) -> Report:
    """Crawl the queued run's source and sync what comes. RunLost when somebody else has the run."""

    def fetch(files: CrawlFiles, pulse: Pulse) -> str:
        def tell(found: int, done: int) -> None:
            pulse.beat(found=found, crawled=done)
            _tell(progress, "crawl", done, found)

        known = take_known(run.source)
        return crawl(specification(run.source, files, urls=urls, limit=limit, known=known), files, tell)

    return _Run(run, fetch, progress, is_part=bool(urls) or limit is not None, version=parser_version()).execute()


def ingest_pages(run: SyncRun, pages: Sequence[SavedPage], *, progress: Progress | None = None) -> Report:
    """Sync saved pages as a run of the source. RunLost when somebody else has the run."""

    def fetch(files: CrawlFiles, pulse: Pulse) -> str:
        write_records(pages, run.source, files.records, lambda done: _tell(progress, "read", done, len(pages)))
        return ""

    # The crawl may have stored a newer answer than the saved page: without a version it is looked at again.
    return _Run(run, fetch, progress, is_part=True, version="").execute()


def plan_source(
    source: Source, *, urls: Sequence[str] = (), limit: int | None = None, progress: Progress | None = None
) -> Report:
    """What a run would do now. Crawls, but writes nothing: no row, and no stored response either."""
    started = time.monotonic()
    files = crawl_files(source, "plan", store=False)
    tail = crawl(
        specification(source, files, urls=urls, limit=limit),
        files,
        lambda found, done: _tell(progress, "crawl", done, found),
    )
    return _planned(source, files.records, started, tail, is_part=bool(urls) or limit is not None)


def plan_pages(source: Source, pages: Sequence[SavedPage], *, progress: Progress | None = None) -> Report:
    """What `ingest_pages` would do now; writes nothing."""
    started = time.monotonic()
    files = crawl_files(source, "plan", store=False)
    write_records(pages, source, files.records, lambda done: _tell(progress, "read", done, len(pages)))
    return _planned(source, files.records, started, "", is_part=True)


def _planned(source: Source, records: Path, started: float, tail: str, *, is_part: bool) -> Report:
    target_page(source)
    sightings = read_sightings(records)
    message = _incomplete(sightings, tail, is_part=is_part)
    return Report(
        source=source.slug,
        status=SyncRun.Status.PROBLEMS.value if message else PLANNED,
        articles=reported(_decisions(source, sightings), {}),
        message=message,
        seconds=time.monotonic() - started,
    )


class _Run:
    """A run from its claim to its report."""

    def __init__(
        self,
        run: SyncRun,
        fetch: Callable[[CrawlFiles, Pulse], str],
        progress: Progress | None,
        *,
        is_part: bool,
        version: str,
    ) -> None:
        self.run, self.source = run, run.source
        self.fetch = fetch
        self.progress = progress
        self.is_part = is_part
        self.version = version
        self.started = time.monotonic()
        self.pulse = Pulse(run)

    def execute(self) -> Report:
        claim(self.run)
        try:
            target_page(self.source)
            files = crawl_files(self.source, f"run-{self.run.pk}")
            tail = self.fetch(files, self.pulse)
            return self._sync(files.records, tail)
        except EXPECTED as error:
            return self._end([], SyncRun.Status.FAILED, str(error))
        except RunLost:
            raise
        except Exception as error:
            self._end([], SyncRun.Status.FAILED, f"{type(error).__name__}: {error}")
            raise
        except BaseException:  # Ctrl-C and the like
            self._end([], SyncRun.Status.KILLED, "it was interrupted; what it had written stays")
            raise

    def _sync(self, records: Path, tail: str) -> Report:
        sightings = read_sightings(records)
        found = sightings.end.found if sightings.end else len(sightings.all)
        self.pulse.write(status=SyncRun.Status.SYNCING.value, found=found, crawled=len(sightings.all))
        decisions = _decisions(self.source, sightings)
        total = sum(decision.outcome in WRITTEN for decision in decisions)

        def tell(done: int) -> None:
            self.pulse.beat()
            _tell(self.progress, "write", done, total)

        written = write_pages(self.source, records, decisions, tell, version=self.version)
        note_seen(decisions, written, version=self.version)
        articles = reported(decisions, written)
        message = _incomplete(sightings, tail, is_part=self.is_part)
        is_bad = bool(message) or any(article.outcome in BAD for article in articles)
        status = SyncRun.Status.PROBLEMS if is_bad else SyncRun.Status.DONE
        return self._end(articles, status, message, complete=bool(sightings.end and sightings.end.complete))

    def _end(
        self, articles: list[ReportedArticle], status: SyncRun.Status, message: str, *, complete: bool = False
    ) -> Report:
        report = Report(
            run=self.run.pk,
            source=self.source.slug,
            status=status.value,
            articles=articles,
            message=message,
            seconds=time.monotonic() - self.started,
        )
        keep_articles(self.run, articles)
        self.pulse.end(report.status, counts=report.counts, complete=complete, message=message)
        return report


def _decisions(source: Source, sightings: Sightings) -> list[Decision]:
    profile = SourceProfile.from_dict(source.profile)
    family = HostFamily.of(source.address, profile.alias_hosts)
    whole = bool(sightings.end and sightings.end.complete)
    return plan(sightings.all, known_documents(source), page_states, whole=whole, key=_key_of(family))


def _key_of(family: HostFamily) -> Callable[[str], str]:
    def key(address: str) -> str:
        try:
            return family.key(address)
        except AddressError:
            return address  # a failure's address can be anything that somebody typed

    return key


def _incomplete(sightings: Sightings, tail: str, *, is_part: bool) -> str:
    """Why less was seen than was asked for; empty when all was seen."""
    end = sightings.end
    if end is None:
        return f"the crawl broke off before its end: {tail.strip() or 'it said nothing'}"
    if end.reason != FINISHED:
        return f"the crawl is incomplete: {end.reason}"
    if not end.complete and not is_part:
        return "the crawl is incomplete: not all of the hub's articles could be found"
    return ""


def _tell(progress: Progress | None, phase: str, done: int, total: int) -> None:
    if progress:
        progress(phase, done, total)
