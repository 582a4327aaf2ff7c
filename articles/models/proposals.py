"""What the sync leaves to editors: proposals where both sides changed, and the locks that keep a part theirs.

Both belong to the source document, not to the page: a page's copies and revisions must not carry them along.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

PART_LIMIT = 1500


class Proposal(models.Model):
    """One part of an article that the source and an editor both changed, each in a way of its own.

    The page keeps the editor's; the source's waits here. There is one open proposal a part: when the source changes
    again, `theirs` follows, and `base` stays what both sides last agreed on. A value is `null` where that side has no
    such part: it was removed, or was never there.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("Waiting")
        TAKEN = "taken", _("The source's was taken")
        KEPT = "kept", _("The page's was kept")
        EDITED = "edited", _("Written by hand")
        LOCKED = "locked", _("The page's was kept, and the part locked")
        SETTLED = "settled", _("Settled: both sides say the same again")

    document = models.ForeignKey("articles.SourceDocument", on_delete=models.CASCADE, related_name="proposals")
    run = models.ForeignKey("articles.SyncRun", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    part = models.CharField(
        _("part"),
        max_length=PART_LIMIT,
        help_text=_('Where in the article, as a JSON list: ["summary"], ["roles", "data-analyst", "html"].'),
    )
    base = models.JSONField(_("what both sides had"), null=True, blank=True)
    ours = models.JSONField(_("what the page says"), null=True, blank=True)
    theirs = models.JSONField(_("what the source says"), null=True, blank=True)
    notice = models.TextField(_("notice"), blank=True, help_text=_("What the change means, in a sentence."))
    changes = models.PositiveIntegerField(
        _("changes"), default=1, help_text=_("How often the source changed the part since it waits.")
    )
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.OPEN)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assignee"),
    )
    answer = models.JSONField(
        _("answer"), null=True, blank=True, help_text=_("What the answer put into the page: an undo looks for it.")
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["created_at", "id"]
        indexes = [models.Index(fields=["status", "created_at"], name="proposals_by_age")]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "part"], condition=models.Q(status="open"), name="one_open_proposal_per_part"
            )
        ]
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")

    def __str__(self) -> str:
        return f"{self.document}: {self.part}"


class PartLock(models.Model):
    """A part that an editor took over: what the source changes in it is counted and kept, never applied."""

    document = models.ForeignKey("articles.SourceDocument", on_delete=models.CASCADE, related_name="locks")
    part = models.CharField(
        _("part"),
        max_length=PART_LIMIT,
        help_text=_("As in a proposal; a lock holds for everything below its part too."),
    )
    changes = models.PositiveIntegerField(_("changes of the source since"), default=0)
    theirs = models.JSONField(_("what the source says"), null=True, blank=True)
    locked_at = models.DateTimeField(auto_now_add=True)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField(_("last changed by the source"), null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["document", "part"], name="one_lock_per_part")]
        verbose_name = _("locked part")
        verbose_name_plural = _("locked parts")

    def __str__(self) -> str:
        return f"{self.document}: {self.part}"
