"""Every variable of the environment that may be set, with its type and default.

Nothing else in the project reads the environment, but for the crawl, which is a process of its own, and for credentials
of sources that stand in a variable.
"""

from __future__ import annotations

from pathlib import Path

import environ

PROJECT = Path(__file__).resolve().parent.parent

env = environ.Env(
    GLEANER_VAR=(str, str(PROJECT / "var")),
    DEBUG=(bool, False),
    SECRET_KEY=(str, ""),
    SECRET_KEY_FALLBACKS=(list, []),
    DATABASE_URL=(str, ""),
    REDIS_URL=(str, ""),
    CRAWL_PROCESSES_HERE=(int, 8),
    ALLOWED_HOSTS=(list, ["localhost", "127.0.0.1", "[::1]"]),
    CSRF_TRUSTED_ORIGINS=(list, []),
    SITE_NAME=(str, "Gleaner"),
    SITE_URL=(str, "http://localhost:8000"),
    LANGUAGE_CODE=(str, "en-us"),
    TIME_ZONE=(str, "UTC"),
    PAGE_CACHE_SECONDS=(int, 600),
    SEARCH_URL=(str, ""),
    S3_BUCKET=(str, ""),
    S3_ENDPOINT_URL=(str, ""),
    S3_PUBLIC_HOST=(str, ""),
    LOG_LEVEL=(str, "INFO"),
    SNAPSHOT_DAYS=(int, 365),
    SNAPSHOT_MEGABYTES=(int, 0),
    RUN_FILES_DAYS=(int, 90),
    LOG_FORMAT=(str, "text"),
    METRICS_TOKEN=(str, ""),
    EMAIL_URL=(str, ""),
    DEFAULT_FROM_EMAIL=(str, ""),
    TASK_QUEUE=(str, "database"),
)
