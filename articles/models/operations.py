"""What keeps the hub running: standing jobs, the processes that show signs of life, and whose turn it is at a host."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.scheduled import Scheduled
from articles.validators import validate_cron


class ProcessBeat(models.Model):
    """A worker or a scheduler, and when it last said that it lives."""

    class Kind(models.TextChoices):
        WORKER = "worker", _("Worker")
        SCHEDULER = "scheduler", _("Scheduler")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    name = models.CharField(
        _("name"), max_length=64, unique=True, help_text=_("By which the queue knows it; no two have the same.")
    )
    host = models.CharField(_("machine"), max_length=255)
    pid = models.PositiveIntegerField(_("process"))
    started_at = models.DateTimeField(_("started"))
    beat_at = models.DateTimeField(_("last sign of life"), db_index=True)

    class Meta:
        ordering = ["kind", "host", "pid"]
        verbose_name = _("process")
        verbose_name_plural = _("processes")

    def __str__(self) -> str:
        return f"{self.kind} {self.pid} on {self.host}"


class HostLease(models.Model):
    """One host, and the run that crawls it now; it holds while the run is active."""

    host = models.CharField(_("host"), max_length=300, unique=True)
    run = models.OneToOneField("articles.SyncRun", on_delete=models.CASCADE, related_name="host_lease")
    taken_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("host in use")
        verbose_name_plural = _("hosts in use")

    def __str__(self) -> str:
        return self.host


class StandingJob(Scheduled):
    """Work that comes again and again and belongs to no source; what it does is told in `articles.jobs.standing`."""

    class Status(models.TextChoices):
        NEVER = "never", _("Never run")
        QUEUED = "queued", _("Waiting for a worker")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    ACTIVE = (Status.QUEUED, Status.RUNNING)

    name = models.SlugField(_("name"), max_length=50, unique=True)
    schedule = models.CharField(
        _("schedule"),
        max_length=100,
        blank=True,
        validators=[validate_cron],
        help_text=_('A cron expression: "15 4 * * *" is every day at 04:15. Empty: only by hand.'),
    )
    paused = models.BooleanField(_("paused"), default=False, help_text=_("A paused job runs by hand only."))
    created_at = models.DateTimeField(auto_now_add=True)
    last_due_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text=_("The scheduled moment that was last acted on.")
    )
    status = models.CharField(_("state"), max_length=10, choices=Status.choices, default=Status.NEVER, editable=False)
    asked_at = models.DateTimeField(_("asked for"), null=True, blank=True, editable=False)
    last_started_at = models.DateTimeField(_("started"), null=True, blank=True, editable=False)
    last_finished_at = models.DateTimeField(_("finished"), null=True, blank=True, editable=False)
    beat_at = models.DateTimeField(null=True, blank=True, editable=False, help_text=_("Last sign of life."))
    attempts = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text=_("How often it was begun since it was asked for.")
    )
    last_result = models.JSONField(_("result"), default=dict, blank=True, editable=False)
    message = models.TextField(_("message"), blank=True, editable=False)
    task_id = models.CharField(max_length=64, blank=True, editable=False, help_text=_("Its place in the queue."))

    class Meta:
        ordering = ["name"]
        verbose_name = _("job")
        verbose_name_plural = _("jobs")

    def __str__(self) -> str:
        return self.name
