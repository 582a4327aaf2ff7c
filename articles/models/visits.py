"""When somebody last looked at the hub's section of the admin's home: what came in since is news."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

SAME_VISIT = timedelta(minutes=30)
"""Who comes back so soon was only somewhere else in the admin."""


class HubVisit(models.Model):
    """One row a person."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    last_at = models.DateTimeField()
    before = models.DateTimeField(null=True, blank=True, help_text="The end of the visit before this one.")

    def __str__(self) -> str:
        return f"{self.user}: {self.last_at:%Y-%m-%d %H:%M}"


def visit(user: Any, now: datetime | None = None) -> datetime | None:
    """Note that the person looks; when they did the time before, None at the first."""
    now = now or timezone.now()
    known, made = HubVisit.objects.get_or_create(user=user, defaults={"last_at": now})
    if made:
        return None
    if now - known.last_at > SAME_VISIT:
        known.before = known.last_at
    if now - known.last_at > timedelta(minutes=1):
        known.last_at = now
        known.save()
    return known.before
