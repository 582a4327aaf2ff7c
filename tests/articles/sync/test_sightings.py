"""A records file read for the plan: every kind of record, and what of it the plan needs."""

from __future__ import annotations

from pathlib import Path

from articles.sync.sightings import read_sightings
from scraper.records import CrawledArticle, End, Failure, FetchedImage, NotModified, Unlisted, record_line
from tests.articles.sync.samples import HUB, article


def test_every_kind_of_record_has_its_place(tmp_path: Path) -> None:
    records = [
        CrawledArticle(article=article()),
        FetchedImage(url=f"{HUB}a.png", refused="it is empty"),
        NotModified(url=f"{HUB}a/"),
        Failure(url=f"{HUB}b/", outcome="reject", reason="the page is empty"),
        Unlisted(url=f"{HUB}c/", state="redirected", location=f"{HUB}a/", reason="it leads to a"),
        End(complete=True, reason="finished", found=3),
    ]
    path = tmp_path / "run-1.jsonl"
    path.write_text("".join(f"{record_line(each)}\n" for each in records), encoding="utf-8")
    sightings = read_sightings(path)
    assert [(each.place, each.kind) for each in sightings.all] == [
        (0, "article"),
        (2, "not_modified"),
        (3, "failure"),
        (4, "unlisted"),
    ]
    missing = sightings.all[-1]
    assert (missing.sight, missing.location) == ("redirected", f"{HUB}a/")
    assert sightings.end == records[-1]
