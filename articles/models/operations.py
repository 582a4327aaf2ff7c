"""Signs of life of the processes that work in the background."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProcessBeat(models.Model):
    """The last sign of life of one worker or scheduler."""

    class Kind(models.TextChoices):
        WORKER = "worker", _("Worker")
        SCHEDULER = "scheduler", _("Scheduler")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    host = models.CharField(_("host"), max_length=255)
    pid = models.PositiveIntegerField(_("process"))
    started_at = models.DateTimeField(_("started"))
    beat_at = models.DateTimeField(_("last sign of life"))

    class Meta:
        ordering = ["kind", "host", "pid"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "host", "pid"], name="one_beat_per_process")]
        verbose_name = _("sign of life")
        verbose_name_plural = _("signs of life")

    def __str__(self) -> str:
        return f"{self.kind} {self.host}:{self.pid}"
