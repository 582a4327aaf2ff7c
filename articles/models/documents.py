"""The source document behind each page: what it is at its source, whatever becomes of the page."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.sources import Source


class SourceDocument(models.Model):
    """One article at its source: the identity of a page, which must not travel with the page's copies and revisions.

    `record` is the base of every comparison: what the source said when it was last written to the page.
    """

    class Missing(models.TextChoices):
        """Why the last runs did not find the article: four different things."""

        GONE = "gone", _("the server says that it is gone")
        DELISTED = "delisted", _("the hub lists it no more, though its address still answers")
        REDIRECTED = "redirected", _("its address leads to another page")
        ERROR = "error", _("its address could not be fetched")

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="documents")
    url = models.URLField(_("address"), max_length=1000)
    slug = models.CharField(_("slug"), max_length=255)
    aliases = models.JSONField(_("other addresses"), default=list, blank=True)
    page = models.OneToOneField(
        "articles.ArticlePage", on_delete=models.SET_NULL, null=True, blank=True, related_name="source_document"
    )
    record = models.JSONField(_("record"), default=dict, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    parser_version = models.CharField(max_length=64, blank=True)
    written_hash = models.CharField(
        max_length=64,
        blank=True,
        help_text=_(
            "Hash of the page's content while it says just what the source says; another word when it says more."
        ),
    )
    written_revision = models.PositiveBigIntegerField(
        null=True,
        blank=True,
        help_text=_("The page's revision that the sync saved last: while it is the latest one, nobody edited."),
    )
    missing = models.CharField(_("missing"), max_length=10, choices=Missing.choices, blank=True)
    missing_count = models.PositiveSmallIntegerField(_("runs that missed it in a row"), default=0)
    missing_since = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_revision = models.PositiveBigIntegerField(
        null=True,
        blank=True,
        help_text=_(
            "The revision that was live when a withdrawal took the page off the site: its return puts it back."
        ),
    )
    first_seen_at = models.DateTimeField(auto_now_add=True)
    last_seen_at = models.DateTimeField(null=True, blank=True)
    last_changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "url"], name="one_document_per_address")]
        indexes = [
            models.Index(fields=["source", "slug"]),
            # Related articles are looked up by address, whichever source they are of.
            models.Index(fields=["url"]),
        ]
        verbose_name = _("source document")
        verbose_name_plural = _("source documents")

    def __str__(self) -> str:
        return self.url
