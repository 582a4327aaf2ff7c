"""Pages kept in files: one file a page, a full folder forgets some, and never what all of them are kept under."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from articles.serving import page_files
from articles.serving.purge import generation
from cms import services
from tests.articles.factories import make_full_article, make_index

MOST = 10


@pytest.fixture
def files(tmp_path: Path, settings: Any) -> Path:
    caches = services.caches("", tmp_path)
    caches["default"]["OPTIONS"] = {"MAX_ENTRIES": MOST}
    settings.CACHES = caches
    settings.PAGE_CACHE_SECONDS = 60
    return tmp_path


def number_of(files: Path) -> int:
    return len(list(files.rglob("*.djcache")))


@pytest.mark.django_db
def test_a_page_that_is_made_is_written_once(files: Path, client: Client) -> None:
    article = make_full_article(make_index())
    client.get("/roles/")  # what every page asks for is kept from here on
    before = number_of(files)
    assert client.get(f"/{article.slug}/").status_code == 200
    assert number_of(files) == before + 1


def test_a_full_folder_keeps_the_generation(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_files, "BETWEEN", 1)
    first = generation()
    for number in range(10 * MOST):
        cache.set(f"page:{number}", number)
    assert generation() == first
    assert number_of(files) <= MOST + 1


def test_the_files_are_listed_once_for_many_writes(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed: list[int] = []
    monkeypatch.setattr(page_files.FileBasedCache, "_cull", lambda _cache: listed.append(1))
    for number in range(page_files.BETWEEN):
        cache.set("page", number)
    assert listed == [1]
