"""What people and other programs are told of: the events, who wants which, and what has still to be sent."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.TextChoices):
    """What somebody may be told of. Each is the name of a field of `AlertSettings` as well."""

    RUN_FAILED = "run_failed", _("A run failed or was killed")
    RUN_BRAKED = "run_braked", _("The drift brake stopped a run")
    CONFLICTS_WAITING = "conflicts_waiting", _("A run found conflicts that wait for an editor")
    SOURCE_UNREACHABLE = "source_unreachable", _("A source cannot be reached")
    JOB_FAILED = "job_failed", _("A standing job failed")


class Alert(models.Model):
    """One thing that happened. Written in the transaction of what it tells."""

    event = models.CharField(_("event"), max_length=20, choices=Event.choices)
    about = models.CharField(
        _("about"), max_length=120, help_text=_("The state that it tells of: one state is told of once.")
    )
    is_over = models.BooleanField(_("is over"), default=False, help_text=_("Whether it tells that the state ended."))
    source = models.ForeignKey("articles.Source", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    run = models.ForeignKey("articles.SyncRun", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    facts = models.JSONField(_("facts"), default=dict, blank=True)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["event", "about"], condition=models.Q(ended_at=None), name="one_open_alert_per_state"
            )
        ]
        indexes = [models.Index(fields=["created_at"], name="alerts_by_age")]
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")

    def __str__(self) -> str:
        return f"{self.event}: {self.about}"


class HowOften(models.TextChoices):
    NOW = "now", _("At once")
    DAILY = "daily", _("Once a day")
    NEVER = "never", _("Never")


def _how(event: Event) -> Any:
    return models.CharField(event.label, max_length=5, choices=HowOften.choices, default=HowOften.NEVER)


class AlertSettings(models.Model):
    """What one person wants to be told of by e-mail."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="alert_settings")
    run_failed = _how(Event.RUN_FAILED)
    run_braked = _how(Event.RUN_BRAKED)
    conflicts_waiting = _how(Event.CONFLICTS_WAITING)
    source_unreachable = _how(Event.SOURCE_UNREACHABLE)
    job_failed = _how(Event.JOB_FAILED)
    sources = models.ManyToManyField(
        "articles.Source",
        blank=True,
        related_name="+",
        verbose_name=_("only of these sources"),
        help_text=_("None chosen: of all sources, also of those that are added later."),
    )

    class Meta:
        default_permissions = ()
        verbose_name = _("alert settings")
        verbose_name_plural = _("alert settings")

    def __str__(self) -> str:
        return str(self.user)


class Webhook(models.Model):
    """An address of another program that is told of events."""

    name = models.CharField(_("name"), max_length=100)
    address = models.URLField(
        _("address"), max_length=500, help_text=_("Where each event is sent to, as a JSON document, by POST.")
    )
    events = models.JSONField(_("events"), default=list)
    active = models.BooleanField(_("active"), default=True)
    allow_private = models.BooleanField(
        _("allow private addresses"),
        default=False,
        help_text=_("Let it reach loopback and private addresses. Only for receivers of your own."),
    )
    secret = models.TextField(editable=False, help_text=_("Sealed, see articles.secrets."))
    last_answer = models.CharField(_("last answer"), max_length=300, blank=True, editable=False)
    last_answer_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_well = models.BooleanField(default=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One alert on its way to one person or one webhook.

    What goes out together has one `parcel`, which is given once and kept over all attempts: a receiver knows by it
    what it has already.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        DROPPED = "dropped", _("Not sent: nobody may or wants to have it any more")
        GIVEN_UP = "given_up", _("Given up")

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="deliveries")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, null=True, blank=True, related_name="deliveries")
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.WAITING)
    due_at = models.DateTimeField(_("due"))
    parcel = models.UUIDField(null=True, blank=True, db_index=True)
    taken_until = models.DateTimeField(
        null=True, blank=True, help_text=_("Until then a process is at it; whoever died at it is replaced afterwards.")
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    error = models.CharField(_("last error"), max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["alert", "user"], name="one_delivery_per_person"),
            models.UniqueConstraint(fields=["alert", "webhook"], name="one_delivery_per_webhook"),
            models.CheckConstraint(
                condition=models.Q(user=None) ^ models.Q(webhook=None), name="a_delivery_has_one_receiver"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(status="waiting"), name="deliveries_that_wait"),
            models.Index(fields=["sent_at"], name="deliveries_sent"),
        ]
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")

    def __str__(self) -> str:
        return f"{self.alert} → {self.user or self.webhook}"
