"""What is counted on for ever, so that nobody has to count the whole history: the metrics read it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tally(models.Model):
    """One number that grows, or a moment that moves on."""

    class Name(models.TextChoices):
        RUNS = "runs", _("Runs that ended, by trigger and status")
        PAGES = "pages", _("Articles of runs, by outcome")
        PHASES = "phases", _("Phases of runs that ended")
        SECONDS = "seconds", _("Seconds that phases of runs took")
        LAST_GOOD = "last_good", _("When a source's last good run ended, in seconds since 1970")

    name = models.CharField(_("what"), max_length=20, choices=Name.choices)
    key = models.CharField(_("of what"), max_length=100)
    value = models.FloatField(_("value"), default=0)

    class Meta:
        ordering = ["name", "key"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["name", "key"], name="one_tally_of_a_kind")]
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")

    def __str__(self) -> str:
        return f"{self.name} {self.key}: {self.value:g}"
