"""What is kept of library entries that were doubles: the names they had, and how to take their merge back."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

KEY_LIMIT = 500
"""Of a slug, or of a program's address."""


class LibraryAlias(models.Model):
    """Another name of an entry: what a source still calls so is the entry, and no new one is made for it.

    An entry's aliases go with it (`aliases` of the entry's model), so that none leads nowhere.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    entry = GenericForeignKey("content_type", "object_id")
    slug = models.CharField(
        _("slug"), max_length=KEY_LIMIT, help_text=_("By which imports know the entry too; a program's address.")
    )
    name = models.CharField(_("name"), max_length=255)

    # An index of keys, and nothing that somebody refers to.
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["name", "pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["content_type", "slug"], name="one_entry_per_library_alias")]
        indexes = [models.Index(fields=["content_type", "object_id"], name="aliases_of_an_entry")]
        verbose_name = _("other name")
        verbose_name_plural = _("other names")

    def __str__(self) -> str:
        return self.name


class LibraryMerge(models.Model):
    """An entry that becomes one with another. No key leads to either: the one goes, and the other may go.

    What many articles name is merged, and taken back, by a worker in many steps: the row tells how far it is.
    """

    class Status(models.TextChoices):
        QUEUED = "queued", _("Waits for a worker")
        MERGING = "merging", _("Is being merged")
        DONE = "done", _("Merged")
        REFUSED = "refused", _("Not merged")
        BACK_QUEUED = "back_queued", _("Waits for a worker to take it back")
        GOING_BACK = "going_back", _("Is being taken back")
        UNDONE = "undone", _("Taken back")

    WAITING = (Status.QUEUED, Status.BACK_QUEUED)
    WORKING = (Status.MERGING, Status.GOING_BACK)
    """Between its first and its last step: some articles name the one entry, some the other."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    old_id = models.PositiveBigIntegerField()
    old_name = models.CharField(_("what was merged"), max_length=255)
    old_values = models.JSONField(default=dict, help_text=_("The fields of the entry that is gone."))
    kept_id = models.PositiveBigIntegerField()
    kept_name = models.CharField(_("what stays"), max_length=255)
    touched = models.JSONField(default=dict, help_text=_("Where the merge put the one key in place of the other."))
    articles = models.PositiveIntegerField(_("articles"), default=0)
    made_at = models.DateTimeField(_("merged"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.DONE)
    progress = models.JSONField(default=dict, blank=True, help_text=_("The stage that goes on, and how far it is."))
    heartbeat_at = models.DateTimeField(
        null=True, blank=True, help_text=_("Last sign of life; without one for long it is taken up again.")
    )
    task_id = models.CharField(max_length=64, blank=True, editable=False, help_text=_("Its place in the queue."))
    refusal = models.JSONField(default=dict, blank=True, help_text=_("Why a worker did not do what was asked."))
    undone_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-made_at", "-pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["content_type", "kept_id"], name="merges_into_an_entry"),
            models.Index(fields=["content_type", "old_id"], name="merges_of_an_entry"),
        ]
        verbose_name = _("merge of library entries")
        verbose_name_plural = _("merges of library entries")

    def __str__(self) -> str:
        return f"{self.old_name} → {self.kept_name}"
