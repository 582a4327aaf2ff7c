"""What cited addresses answered when they were last asked."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

ENOUGH_FAILURES = 2
"""An address that nobody answers at may be back tomorrow: it is told of when it failed so often in a row."""


class LinkCheck(models.Model):
    """One row an address, however many articles cite it."""

    class State(models.TextChoices):
        OK = "ok", _("leads where it did")
        REDIRECTED = "redirected", _("moved for good")
        BROKEN = "broken", _("is gone")
        UNREACHABLE = "unreachable", _("does not answer")
        UNKNOWN = "unknown", _("does not tell machines")

    url = models.CharField(_("address"), max_length=1000, unique=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices)
    status = models.PositiveSmallIntegerField(_("status"), null=True, blank=True)
    location = models.TextField(_("leads to"), blank=True)
    reason = models.TextField(_("reason"), blank=True)
    failures = models.PositiveSmallIntegerField(
        _("failures in a row"), default=0, help_text=_("How often it was broken or did not answer since it last did.")
    )
    checked_at = models.DateTimeField(_("asked"), db_index=True)

    class Meta:
        verbose_name = _("link check")
        verbose_name_plural = _("link checks")

    def __str__(self) -> str:
        return f"{self.url}: {self.get_state_display()}"
