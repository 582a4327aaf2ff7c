"""The ways to run a source: crawl it, take saved pages, replay what is stored, go on past the brake; or only plan.

Source of truth: the records file. Failure policy: see `articles.sync.session`, which every run goes through.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from articles.models import Source, SyncRun
from articles.sync.claim import RunActive, request_run
from articles.sync.crawl import CrawlFiles, bounded, crawl, crawl_files, replay, specification
from articles.sync.documents import addresses_of, parser_versions, take_known
from articles.sync.forecast import forecast
from articles.sync.hosts import turn_at_host
from articles.sync.planning import drift_of, make_plan
from articles.sync.pulse import Pulse, RunLost
from articles.sync.release import NotReleasable, reclaim
from articles.sync.report import Report, reported
from articles.sync.saved_pages import SavedPage, write_records
from articles.sync.scraper_process import CrawlFailed
from articles.sync.session import Progress, RunSession, incomplete, joined_messages, stopped_by, tell
from articles.sync.sightings import read_sightings
from articles.sync.stored_images import known_images, wanted_images
from articles.sync.target import target_page
from scraper.source import SourceSpec
from scraper.version import parser_version

__all__ = [
    "NotReleasable", "Report", "RunActive", "RunLost",
    "fetch_images", "ingest_pages", "plan_pages", "plan_replay", "plan_source", "release_run", "replay_source",
    "request_run", "run_source",
]  # fmt: skip

PLANNED = "planned"


def run_source(
    run: SyncRun, *, urls: Sequence[str] = (), limit: int | None = None, progress: Progress | None = None
) -> Report:
    """Crawl the queued run's source and sync what comes. RunLost when somebody else has the run."""
    limit = bounded(run.source, urls, limit)
    is_part = bool(urls) or limit is not None

    session = RunSession(run, progress, is_part=is_part, version=parser_version())

    def fetch(files: CrawlFiles, pulse: Pulse) -> str:
        session.read_by = parser_versions(run.source)
        known = take_known(run.source)
        expected = [] if is_part else addresses_of(run.source)
        stores = run.source.store_images
        spec = specification(
            run.source,
            files,
            urls=urls,
            limit=limit,
            known=known,
            expected=expected,
            known_images=known_images(run.source) if stores else None,
            wanted_images=wanted_images(run.source) if stores and not is_part else [],
        )
        with turn_at_host(run, pulse.beat):
            return crawl(spec, files, _Teller(pulse, progress), run.source)

    return session.execute(fetch)


def fetch_images(run: SyncRun, *, progress: Progress | None = None) -> Report:
    """Ask for the images that pages of the queued run's source show without a copy, and for no article."""

    def fetch(files: CrawlFiles, pulse: Pulse) -> str:
        spec = replace(
            specification(run.source, files, known_images=[], wanted_images=wanted_images(run.source)), images_only=True
        )
        with turn_at_host(run, pulse.beat):
            return crawl(spec, files, _Teller(pulse, progress), run.source)

    return RunSession(run, progress, is_part=True, version=parser_version()).execute(fetch)


def replay_source(
    run: SyncRun, *, urls: Sequence[str] = (), limit: int | None = None, progress: Progress | None = None
) -> Report:
    """Read the stored responses with today's parser as a run of the source, and ask nobody.

    No page is withdrawn by it, and none comes back: what is stored does not tell what is there.
    """

    def fetch(files: CrawlFiles, pulse: Pulse) -> str:
        spec = _replayed(run.source, files, urls, limit)
        return replay(spec, files, _Teller(pulse, progress))

    return RunSession(run, progress, is_part=True, version=parser_version()).execute(fetch)


def ingest_pages(run: SyncRun, pages: Sequence[SavedPage], *, progress: Progress | None = None) -> Report:
    """Sync saved pages as a run of the source. RunLost when somebody else has the run."""

    def fetch(files: CrawlFiles, pulse: Pulse) -> str:
        def told(done: int) -> None:
            pulse.advance(done, len(pages), crawled=done, found=len(pages))
            tell(progress, "read", done, len(pages))

        write_records(pages, run.source, files.records, told)
        return ""

    # The crawl may have stored a newer answer than the saved page: without a version it is looked at again.
    return RunSession(run, progress, is_part=True, version="").execute(fetch)


def release_run(run: SyncRun, *, progress: Progress | None = None) -> Report:
    """Go on with a run that stopped before it wrote, from its records. NotReleasable when it cannot be."""
    files = crawl_files(run.source, f"run-{run.pk}")
    reclaim(run, files.records)
    # The parser may have changed since: without a version the pages are looked at again by the next crawl.
    return RunSession(run, progress, is_part=not run.complete, version="", released=True).go_on(files.records)


def plan_replay(
    source: Source, *, urls: Sequence[str] = (), limit: int | None = None, progress: Progress | None = None
) -> Report:
    """What `replay_source` would do now; writes nothing."""
    started = time.monotonic()
    stored = crawl_files(source, "plan")
    tail = replay(_replayed(source, stored, urls, limit), stored, _Teller(None, progress))
    return _planned(source, stored.records, started, tail, is_part=True, asked=False)


def plan_source(
    source: Source, *, urls: Sequence[str] = (), limit: int | None = None, progress: Progress | None = None
) -> Report:
    """What a run would do now. Crawls, but writes nothing: no row, and no stored response either."""
    started = time.monotonic()
    limit = bounded(source, urls, limit)
    is_part = bool(urls) or limit is not None
    files = crawl_files(source, "plan", store=False)
    expected = [] if is_part else addresses_of(source)
    tail = crawl(
        specification(source, files, urls=urls, limit=limit, expected=expected),
        files,
        _Teller(None, progress),
        source,
    )
    return _planned(source, files.records, started, tail, is_part=is_part)


def plan_pages(source: Source, pages: Sequence[SavedPage], *, progress: Progress | None = None) -> Report:
    """What `ingest_pages` would do now; writes nothing."""
    started = time.monotonic()
    files = crawl_files(source, "plan", store=False)
    write_records(pages, source, files.records, lambda done: tell(progress, "read", done, len(pages)))
    return _planned(source, files.records, started, "", is_part=True)


def _replayed(source: Source, files: CrawlFiles, urls: Sequence[str], limit: int | None) -> SourceSpec:
    expected = addresses_of(source)
    if not urls and not expected:
        raise CrawlFailed(f"{source.slug}: no article of it has a page yet: there is nothing to read again")
    return specification(source, files, urls=urls, limit=limit, expected=expected)


class _Teller:
    """Tells of a crawl: the run's row, where there is a run, and whoever looks on."""

    def __init__(self, pulse: Pulse | None, progress: Progress | None) -> None:
        self.pulse, self.progress = pulse, progress

    def saw(self, address: str) -> None:
        if self.pulse is not None:
            self.pulse.saw(address)

    def __call__(self, found: int, done: int) -> None:
        if self.pulse is not None:
            self.pulse.advance(done, found, found=found, crawled=done)
        tell(self.progress, "crawl", done, found)


def _planned(source: Source, records: Path, started: float, tail: str, *, is_part: bool, asked: bool = True) -> Report:
    target_page(source)
    sightings = read_sightings(records)
    plan = make_plan(source, sightings, asked=asked)
    drift, _comparison = drift_of(records, plan, source)
    why = incomplete(sightings, tail, is_part=is_part)
    message = joined_messages(why, plan.message, stopped_by(drift) if drift.brakes else "")
    return Report(
        source=source.slug,
        status=SyncRun.Status.PROBLEMS.value if why else PLANNED,
        articles=reported(plan, forecast(source, records, plan)),
        message=message,
        seconds=time.monotonic() - started,
    )
