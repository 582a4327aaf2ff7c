"""What the installation's processes log, and in which form: the value of LOGGING."""

from __future__ import annotations

import logging
import sys
from types import TracebackType
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from scraper.log_lines import FORMATS, JSON

# A saved page is three lines of Wagtail's and six of its small tasks': only what goes wrong is news. The page's own
# log, and the run's report, tell the rest.
CHATTY = ("django_tasks", "wagtail")
# What a machine collects and a person would drown in: every request, every address of a crawl, every article.
FOR_MACHINES = ("cms.requests", "scraper", "scrapy", "articles.outcomes")


def logging_settings(form: str, level: str) -> dict[str, Any]:
    """LOGGING for a form of LOG_FORMAT and the least level of LOG_LEVEL."""
    if form not in FORMATS:
        raise ImproperlyConfigured(f"LOG_FORMAT is {form!r}; it takes: {', '.join(FORMATS)}")
    quiet = CHATTY if form == JSON else (*CHATTY, *FOR_MACHINES)
    formatter = "scraper.log_lines.json_lines" if form == JSON else "scraper.log_lines.readable_lines"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": formatter}},
        "filters": {"request": {"()": "cms.requests.RequestFacts"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request"]}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {name: {"level": "WARNING"} for name in quiet} | _without_django_handlers(),
    }


def _without_django_handlers() -> dict[str, Any]:
    """Django's own handlers print in a form of their own, and mail to ADMINS: here all goes one way."""
    return {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
    }


def log_uncaught() -> None:
    """Let what ends a process stand in its log as any other line, instead of a trace in many."""

    def say(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        logging.getLogger("cms").critical("%s: %s", kind.__name__, error, exc_info=(kind, error, trace))

    sys.excepthook = say
