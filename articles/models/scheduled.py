"""What comes again and again by a schedule: another schedule is due from now on."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone


class Scheduled(models.Model):
    """Has a `schedule`, and `last_due_at`, the scheduled moment that was last acted on."""

    WHEN: tuple[str, ...] = ("schedule",)
    """The fields that say when it is due."""
    schedule: Any
    last_due_at: Any

    class Meta:
        abstract = True

    def save(self, **options: Any) -> None:
        """A moment that another schedule would have had before was never missed."""
        named = options.get("update_fields")
        if self.pk and (named is None or not set(self.WHEN).isdisjoint(named)):
            before = type(self)._default_manager.filter(pk=self.pk).values_list(*self.WHEN).first()
            if before and before != tuple(getattr(self, name) for name in self.WHEN):
                self.last_due_at = timezone.now()
                if named is not None:
                    options["update_fields"] = {*named, "last_due_at"}
        super().save(**options)
