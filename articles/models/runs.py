"""Runs of a source: one crawl and what its sync did, counted and kept."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SyncRun(models.Model):
    """One crawl of a source and its sync."""

    class Status(models.TextChoices):
        QUEUED = "queued", _("Waiting for a worker")
        CRAWLING = "crawling", _("Crawling")
        SYNCING = "syncing", _("Writing pages")
        BRAKED = "braked", _("Stopped by the drift brake")
        PLANNED = "planned", _("Planned, nothing written")
        DONE = "done", _("Done")
        PROBLEMS = "problems", _("Done, with problems")
        FAILED = "failed", _("Failed")
        KILLED = "killed", _("Killed")

    ACTIVE = (Status.QUEUED, Status.CRAWLING, Status.SYNCING)
    WAITING = (Status.BRAKED, Status.PLANNED)
    """Ended before writing, with its records kept: it goes on when somebody says so."""
    PHASES = ("crawl", "plan", "write")
    """In the order in which a run goes through them: an object of PostgreSQL's JSON forgets the order of its names."""

    class Trigger(models.TextChoices):
        COMMAND = "command", _("Command")
        SCHEDULE = "schedule", _("Schedule")
        ADMIN = "admin", _("Admin")
        INGEST = "ingest", _("Saved pages")
        REPLAY = "replay", _("Stored responses")
        UNDO = "undo", _("Undo of a run")
        IMAGES = "images", _("Missing images")

    ASKING = (Trigger.COMMAND, Trigger.SCHEDULE, Trigger.ADMIN)
    """Runs that ask the source for its articles: only these tell whether it can be read."""

    source = models.ForeignKey("articles.Source", on_delete=models.CASCADE, related_name="runs")
    trigger = models.CharField(_("started by"), max_length=10, choices=Trigger.choices, default=Trigger.COMMAND)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.QUEUED)
    created_at = models.DateTimeField(_("asked for"), auto_now_add=True)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    heartbeat_at = models.DateTimeField(
        null=True, blank=True, help_text=_("Last sign of life; a run without one for long was killed.")
    )
    found = models.PositiveIntegerField(_("articles found"), default=0)
    crawled = models.PositiveIntegerField(_("articles crawled"), default=0)
    complete = models.BooleanField(
        _("complete"),
        default=False,
        help_text=_("Whether the crawl saw the whole hub: only then absence means anything."),
    )
    counts = models.JSONField(_("counts"), default=dict, blank=True)
    message = models.TextField(_("message"), blank=True)
    fill = models.JSONField(
        _("filled fields"),
        default=dict,
        blank=True,
        help_text=_("Share of the run's articles that fill each field, 0 to 1, and how many there were."),
    )
    drift = models.JSONField(
        _("drift"), default=dict, blank=True, help_text=_("What the comparison with the last good run saw.")
    )
    durations = models.JSONField(_("durations"), default=dict, blank=True, help_text=_("Seconds of each phase."))
    plan_only = models.BooleanField(
        _("plan first"), default=False, help_text=_("Whether it stops before it writes, and tells what it would do.")
    )
    progress = models.JSONField(
        _("progress"),
        default=dict,
        blank=True,
        help_text=_("The phase that goes on, how far it is, the last addresses."),
    )
    stop_asked_at = models.DateTimeField(_("asked to stop"), null=True, blank=True)
    stop_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    release_asked_at = models.DateTimeField(
        _("asked to go on"),
        null=True,
        blank=True,
        help_text=_("Of a run that waits: when it was handed to the worker."),
    )
    released_at = models.DateTimeField(_("released to write"), null=True, blank=True)
    undone_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    undoes = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The run that it takes back."),
    )
    task_id = models.CharField(
        max_length=64, blank=True, help_text=_("Its place in the queue; empty where no worker was asked.")
    )
    again_of = models.OneToOneField(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="again",
        verbose_name=_("takes up"),
        help_text=_("The run that was killed and that this one takes up."),
    )
    attempt = models.PositiveSmallIntegerField(
        _("attempt"), default=1, help_text=_("How often it was begun, counting those that were killed.")
    )

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            # One run per source at a time: the database says so, not a hope.
            models.UniqueConstraint(
                fields=["source"],
                condition=models.Q(status__in=["queued", "crawling", "syncing"]),
                name="one_active_run_per_source",
            )
        ]
        verbose_name = _("run")
        verbose_name_plural = _("runs")

    def __str__(self) -> str:
        return f"{self.source} #{self.pk}"

    @property
    def phases(self) -> list[tuple[str, float]]:
        """The phases that ended, with their seconds, in the run's order."""
        return [(phase, self.durations[phase]) for phase in self.PHASES if phase in self.durations]


class SyncRunArticle(models.Model):
    """What a run did with one address: exactly one outcome."""

    class Outcome(models.TextChoices):
        CREATE = "create", _("created")
        UPDATE = "update", _("updated")
        MERGE = "merge", _("merged")
        CONFLICT = "conflict", _("in conflict")
        UNCHANGED = "unchanged", _("unchanged")
        HELD = "held", _("held")
        WITHDRAW = "withdraw", _("withdrawn")
        RESTORE = "restore", _("restored")
        REDIRECT = "redirect", _("moved")
        REJECT = "reject", _("rejected")
        FAIL = "fail", _("failed")

    ANSWERED = (
        *(Outcome.CREATE, Outcome.UPDATE, Outcome.MERGE, Outcome.CONFLICT, Outcome.UNCHANGED),
        *(Outcome.WITHDRAW, Outcome.RESTORE, Outcome.REDIRECT, Outcome.REJECT),
    )
    """Outcomes that tell that the source answered; an article that is held may have come, or be missing."""

    run = models.ForeignKey(SyncRun, on_delete=models.CASCADE, related_name="articles")
    url = models.CharField(_("address"), max_length=2000)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    reason = models.TextField(_("reason"), blank=True)
    page = models.ForeignKey("articles.ArticlePage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    document = models.ForeignKey(
        "articles.SourceDocument", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    details = models.JSONField(
        _("details"),
        default=dict,
        blank=True,
        help_text=_("What changed, in words and by part; what the parser took for noise; the cause of the change."),
    )
    before = models.JSONField(
        default=dict, blank=True, help_text=_("What the document and the page were before: the way back of an undo.")
    )

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["run", "outcome"])]
        verbose_name = _("article of a run")
        verbose_name_plural = _("articles of a run")

    def __str__(self) -> str:
        return f"{self.outcome}: {self.url}"
