"""The services beside the database that an installation may use: Redis, an object store, a search engine.

Each is one address in the environment; empty means that the machine itself does the work. The libraries for them are
the project's extra "scale".
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

SEARCH_ENGINES = ("opensearch2", "opensearch3", "elasticsearch7", "elasticsearch8", "elasticsearch9")
SEARCH_EXAMPLE = "opensearch3+https://user:password@search.example.edu:9200/gleaner"


def caches(redis_url: str, folder: Path) -> dict[str, dict[str, Any]]:
    """What the site's processes share, in Redis, or in files where they all run on one machine; and what each keeps."""
    backends = "django.core.cache.backends"
    in_redis = {"BACKEND": f"{backends}.redis.RedisCache", "LOCATION": redis_url}
    pages = {
        "BACKEND": "articles.serving.page_files.PageFiles",
        "LOCATION": folder / "cache",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    }
    return {
        "default": in_redis if redis_url else pages,
        # What every page is kept under, apart: a full folder of pages forgets some of them, and would forget this.
        "generation": in_redis
        if redis_url
        else {"BACKEND": f"{backends}.filebased.FileBasedCache", "LOCATION": folder / "cache" / "generation"},
        # What each process keeps for itself: parts of pages, for the few who get no whole one from the cache. They are
        # not worth further files of every page.
        "memory": {"BACKEND": f"{backends}.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 600}},
    }


def media_storage(bucket: str, endpoint: str, public_host: str) -> dict[str, Any]:
    """Uploaded files: in a bucket of an S3-compatible store, or below MEDIA_ROOT.

    The keys are boto3's to find, in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or in the machine's role. Without a
    public host, addresses of files are signed and end after an hour.
    """
    if not bucket:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": endpoint or None,
            "custom_domain": public_host or None,
            "querystring_auth": not public_host,
            # Two uploads of one name are two files, as on a disk.
            "file_overwrite": False,
        },
    }


def search_backend(url: str) -> dict[str, Any]:
    """Wagtail's search: an engine named like SEARCH_EXAMPLE, or the database's own full text search."""
    if not url:
        return {"BACKEND": "wagtail.search.backends.database"}
    parts = urlsplit(url)
    engine, _, scheme = parts.scheme.partition("+")
    if engine not in SEARCH_ENGINES or scheme not in ("http", "https") or not parts.hostname:
        raise ImproperlyConfigured(
            f"SEARCH_URL does not name a search engine ({', '.join(SEARCH_ENGINES)}); an example: {SEARCH_EXAMPLE}"
        )
    return {
        "BACKEND": f"wagtail.search.backends.{engine}",
        "URLS": [f"{scheme}://{parts.netloc}"],
        "INDEX_PREFIX": f"{parts.path.strip('/') or 'gleaner'}_",
        "TIMEOUT": 10,
    }
