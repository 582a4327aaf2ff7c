"""Saved pages as records, whatever their files are called."""

from __future__ import annotations

import os
from pathlib import Path

from articles.models import Source
from articles.sync.saved_pages import SavedPage, write_records
from scraper.records import CrawledArticle, End, Failure, read_records
from tests.scraper.hub_server import page

SOURCE = Source(slug="hub", address="https://hub.example/hub/")


def test_a_page_whose_file_name_is_no_text(tmp_path: Path) -> None:
    good, nameless = tmp_path / "good.html", tmp_path / os.fsdecode(b"b\xff.html")
    for each in (good, nameless):
        each.write_bytes(bytes(page("Good")[2]))
    pages = [
        SavedPage(name=nameless.name, path=nameless),
        SavedPage(name=good.name, path=good, url="https://hub.example/hub/good/"),
    ]
    done: list[int] = []
    write_records(pages, SOURCE, tmp_path / "run-1.jsonl", done.append)
    failure, article, end = read_records(tmp_path / "run-1.jsonl")
    assert isinstance(failure, Failure)
    assert (failure.url, failure.outcome) == ("b?.html", "reject")
    assert isinstance(article, CrawledArticle)
    assert isinstance(end, End)
    assert (article.article.slug, end.complete, end.found, done) == ("good", False, 2, [1, 2])
