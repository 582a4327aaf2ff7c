"""The moments of a cron expression, read in a time zone: summer time and its end are the library's to know."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from cronsim import CronSim


def moments(expression: str, time_zone: str, start: datetime, *, backwards: bool = False) -> Iterator[datetime]:
    """Those after the start, or backwards those before it; in the time zone."""
    return iter(CronSim(expression, start.astimezone(ZoneInfo(time_zone)), reverse=backwards))
