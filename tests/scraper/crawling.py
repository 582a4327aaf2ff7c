"""Runs the real `python -m scraper` on a specification and reads what it wrote."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scraper.records import CrawledArticle, End, Failure, NotModified, Record, Unlisted, read_records

ROOT = Path(__file__).parents[2]
LONGEST = 60
"""Seconds after which a crawl in a test is taken for stuck."""


@dataclass(frozen=True)
class Crawl:
    code: int
    records: list[Record]
    errors: str

    @property
    def articles(self) -> list[CrawledArticle]:
        return [each for each in self.records if isinstance(each, CrawledArticle)]

    @property
    def not_modified(self) -> list[str]:
        return [each.url for each in self.records if isinstance(each, NotModified)]

    @property
    def failures(self) -> dict[str, Failure]:
        return {each.url: each for each in self.records if isinstance(each, Failure)}

    @property
    def unlisted(self) -> dict[str, Unlisted]:
        return {each.url: each for each in self.records if isinstance(each, Unlisted)}

    @property
    def end(self) -> End:
        last = self.records[-1]
        assert isinstance(last, End)
        return last

    def slugs(self) -> set[str]:
        return {each.article.slug for each in self.articles}


def command(folder: Path, address: str, *options: str, **spec: Any) -> list[str]:
    """The crawl's command line, its specification written."""
    source = folder / "source.json"
    source.write_text(json.dumps({"slug": "hub", "address": address, "allow_private": True, **spec}), encoding="utf-8")
    return [sys.executable, "-m", "scraper", *options, str(source), str(folder / "out.jsonl")]


def environment(timeout: float) -> dict[str, str]:
    return {**os.environ, "GLEANER_CRAWL_TIMEOUT": str(timeout)}


def crawl(folder: Path, address: str, *options: str, timeout: float = 10, **spec: Any) -> Crawl:
    """Crawl to the end. Private addresses are allowed unless the test says otherwise: the hub stands on loopback."""
    done = subprocess.run(
        command(folder, address, *options, **spec),
        cwd=ROOT,
        env=environment(timeout),
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Crawl(done.returncode, list(read_records(folder / "out.jsonl")), done.stderr)
