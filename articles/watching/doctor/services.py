"""What the installation leans on beside the database: search, cache and queue servers, the storage of files."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache as default_cache
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage

from articles.models import ArticlePage
from articles.watching.doctor.finding import Finding, well, wrong
from scraper.log_lines import in_one_line


def search() -> Iterator[Finding]:
    backend = settings.WAGTAILSEARCH_BACKENDS["default"]["BACKEND"].rpartition(".")[2]
    try:
        list(ArticlePage.objects.search("article")[:1])
    except Exception as error:
        yield wrong("search", f"{backend} does not answer: {in_one_line(error)}", "Start it, or correct its address.")
    else:
        yield well("search", f"{backend} answers")


def cache() -> Iterator[Finding]:
    """A value goes there and comes back: what a cache in memory always does, and a server only while it is there."""
    key = f"doctor-{uuid4().hex}"
    backend = settings.CACHES["default"]["BACKEND"].rpartition(".")[2]
    try:
        default_cache.set(key, "here", 60)
        came_back = default_cache.get(key) == "here" or backend == "DummyCache"
        default_cache.delete(key)
    except Exception as error:
        yield wrong("cache", f"{backend} does not answer: {in_one_line(error)}", "Start it, or correct REDIS_URL.")
        return
    mend = "See whether the server is full or read only."
    yield well("cache", f"{backend} answers") if came_back else wrong("cache", f"{backend} keeps nothing", mend)


def storage() -> Iterator[Finding]:
    """A small file goes to a storage that is no folder, is read, and is deleted again."""
    if isinstance(default_storage, FileSystemStorage):
        return
    try:
        name = default_storage.save(f"doctor/{uuid4().hex}.txt", ContentFile(b"here"))
        with default_storage.open(name) as kept:
            came_back = kept.read() == b"here"
        default_storage.delete(name)
    except Exception as error:
        yield wrong("storage", f"it takes no file: {in_one_line(error)}", "Correct its address, keys or rights.")
        return
    mend = "See whether something in between keeps old answers."
    other = wrong("storage", "it gives other files than it took", mend)
    yield well("storage", "it takes, gives and deletes files") if came_back else other
