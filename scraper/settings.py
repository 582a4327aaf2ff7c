"""Scrapy's settings for one crawl: polite to the source, safe for the machine. Each value says why."""

from __future__ import annotations

import os
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from scraper.addresses import HostFamily
from scraper.cache import ASK_AGAIN
from scraper.safety import ALLOW_PRIVATE, HOST_FAMILY
from scraper.source import SourceSpec

TIMEOUT_VARIABLE = "GLEANER_CRAWL_TIMEOUT"
DEFAULT_TIMEOUT = 30.0
"""Seconds for one answer. Slow hubs take ten; beyond thirty it is a fault, and a crawl has many pages to wait for."""
LARGEST_ANSWER = 32 * 1024 * 1024
"""Bytes, on the wire and after unpacking. Articles have some hundred kilobytes; memory is bounded by this."""
PROJECT_PAGE = "https://wagtail.org/packages/"


class TimeoutError_(ValueError):
    """Placeholder."""


def crawl_timeout() -> float:
    """Seconds to wait for an answer: the environment's GLEANER_CRAWL_TIMEOUT, else the default."""
    return float(os.environ.get(TIMEOUT_VARIABLE) or DEFAULT_TIMEOUT)
