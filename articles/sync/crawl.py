"""A source's crawl: what it is told, where its files stand, and its start; the records come out as a file.

A crawl that breaks does not break the sync: what it had written by then is read as far as it goes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings

from articles.models import Source, SyncRun
from articles.sync.credentials import credentials_of
from articles.sync.scraper_process import Progress, run_scraper
from articles.sync.split_crawl import crawl_by_many
from scraper.credentials import VARIABLE
from scraper.source import SourceSpec


@dataclass(frozen=True, kw_only=True)
class CrawlFiles:
    """Where one crawl of a source keeps its things."""

    records: Path
    responses: Path | None
    """Folder of stored responses, shared by the source's crawls; None to store and ask nothing."""
    images: Path | None = None
    """Folder of the source's images; None to fetch none."""

    @property
    def specification(self) -> Path:
        return self.records.with_suffix(".source.json")

    @property
    def log(self) -> Path:
        return log_beside(self.records)


def log_beside(records: Path) -> Path:
    return records.with_suffix(".log")


def folder_of(source: Source) -> Path:
    return Path(settings.GLEANER_CRAWLS) / source.slug


def records_of(run: SyncRun) -> Path:
    """Where the run's records stand, or stood."""
    return folder_of(run.source) / f"run-{run.pk}.jsonl"


def responses_folder(source: Source) -> Path:
    """Where the source's crawls store responses; need not be there."""
    return folder_of(source) / "responses"


def crawl_files(source: Source, name: str, *, store: bool = True) -> CrawlFiles:
    folder = folder_of(source)
    folder.mkdir(parents=True, exist_ok=True)
    return CrawlFiles(
        records=folder / f"{name}.jsonl",
        responses=responses_folder(source) if store else None,
        images=folder / "images" if store else None,
    )


def specification(
    source: Source,
    files: CrawlFiles,
    *,
    urls: Sequence[str] = (),
    limit: int | None = None,
    known: Sequence[str] = (),
    expected: Sequence[str] = (),
    known_images: Sequence[str] | None = None,
    wanted_images: Sequence[str] = (),
) -> SourceSpec:
    """What the crawl is told of its source; `scraper.source` says what each of these means.

    Images are fetched where `known_images` is given, be it empty.
    """
    images = files.images if known_images is not None else None
    return SourceSpec(
        slug=source.slug,
        address=source.address,
        profile=source.profile,
        allow_private=source.allow_private,
        urls=list(urls),
        limit=limit,
        cache_folder=str(files.responses.resolve()) if files.responses else None,
        known=list(known),
        expected=list(expected),
        image_folder=str(images.resolve()) if images else None,
        largest_image=source.largest_image,
        download_delay=float(source.request_delay),
        known_images=list(known_images or ()),
        wanted_images=list(wanted_images),
    )


def bounded(source: Source, urls: Sequence[str], limit: int | None) -> int | None:
    """How many articles a crawl asks for at most: the fewer of what is asked for and what the source allows.

    Articles that are named are asked for all the same.
    """
    bounds = [limit] if urls else [limit, source.most_articles]
    return min((each for each in bounds if each is not None), default=None)


def crawl(spec: SourceSpec, files: CrawlFiles, progress: Progress, source: Source | None = None) -> str:
    """Crawl into the records file; gives back the end of what the process said on standard error.

    `source` is whose credentials are sent along.
    """
    told = {VARIABLE: text} if source and (text := credentials_of(source)) else {}
    if source and source.crawl_processes > 1 and not spec.urls and not spec.images_only:
        # Of what other machines stored last, this one's folder knows nothing: every page is read.
        arguments = _prepared(replace(spec, known=[]), files)
        return crawl_by_many(source, arguments, progress, told, files.responses)
    return run_scraper("scraper", _prepared(spec, files), progress, environment=told)


def replay(spec: SourceSpec, files: CrawlFiles, progress: Progress) -> str:
    """Parse the stored responses of `spec.urls`, or else of `spec.expected`, into the records file, like `crawl`.

    Nothing is asked. An address without a stored response is a failure that says so; the End is never complete.
    """
    return run_scraper("scraper", ["--replay", *_prepared(spec, files)], progress)


def _prepared(spec: SourceSpec, files: CrawlFiles) -> list[str]:
    """What the scraper is told on its command line, its specification written and what was there before gone."""
    files.specification.write_text(json.dumps(spec.to_dict(), ensure_ascii=False), encoding="utf-8")
    for each in (files.records, files.log):
        each.unlink(missing_ok=True)
    return ["--log", str(files.log), str(files.specification), str(files.records)]
