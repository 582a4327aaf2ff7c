"""A moment as messages and commands say it."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone


def to_the_minute(moment: datetime) -> str:
    """ "2026-03-02 04:15", in the site's time zone."""
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")
