"""The crawl's log across the boundary of its process: what it is told of the run, and its lines in our own log."""

from __future__ import annotations

import json
import logging
from typing import Any

import structlog
from django.conf import settings

from scraper.log import CONTEXT_VARIABLE, FORMAT_VARIABLE, LINE
from scraper.log_lines import said

OWN_NAMES = ("time", "level", "logger", "event")


def context_for_crawl() -> dict[str, str]:
    """The environment in which the crawl's lines say of which run and source they are."""
    context = structlog.contextvars.get_contextvars()
    return {CONTEXT_VARIABLE: json.dumps(context, default=str), FORMAT_VARIABLE: settings.LOG_FORMAT}


def pass_on(line: str) -> str:
    """Say a line of the crawl's log in our own; gives back its words. Any other line comes back as it is."""
    if not line.startswith(LINE):
        return line
    try:
        event = json.loads(line.removeprefix(LINE))
        words, level = str(event["event"]), logging.getLevelNamesMapping()[str(event["level"]).upper()]
    except (ValueError, KeyError, TypeError):
        return line
    logger = logging.getLogger(str(event.get("logger", "scraper")))
    logger.log(level, "%s", words, extra=said(**_facts(event)))
    return "".join(f"{each}\n" for each in (words, event.get("exception")) if each) if level > logging.INFO else ""


def _facts(event: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in event.items() if name not in OWN_NAMES}
