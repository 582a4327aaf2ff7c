"""What articles point to by the source's addresses: other articles, and images. Kept until the hub has them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SourceReference(models.Model):
    """What an article points to by its address at the source: another article of its hub, or an image without a copy.

    `target` is null until the hub has the article; whatever run brings it heals the link. An image's entry goes when
    the page shows the copy.
    """

    class Kind(models.TextChoices):
        LINK = "link", _("link in the text")
        RELATED = "related", _("related article")
        IMAGE = "image", _("image without a copy")

    document = models.ForeignKey("articles.SourceDocument", on_delete=models.CASCADE, related_name="references")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    url = models.CharField(_("address"), max_length=1000)
    target = models.ForeignKey(
        "articles.SourceDocument",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="referred_by",
        verbose_name=_("article"),
    )
    linked_page = models.PositiveBigIntegerField(
        _("linked page"),
        null=True,
        blank=True,
        help_text=_("The page that the link leads to. Kept when it is deleted: so the link finds its address again."),
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "kind", "url"], name="one_reference_per_address")]
        indexes = [models.Index(fields=["url"])]
        verbose_name = _("reference")
        verbose_name_plural = _("references")

    def __str__(self) -> str:
        return f"{self.document} → {self.url}"


class SourceImage(models.Model):
    """An image of a source by its address, and its stored copy: one for each content, however often it is named."""

    source = models.ForeignKey("articles.Source", on_delete=models.CASCADE, related_name="images")
    url = models.CharField(_("address"), max_length=1000)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    image = models.ForeignKey(
        "wagtailimages.Image", on_delete=models.SET_NULL, null=True, blank=True, related_name="source_images"
    )
    refused = models.CharField(
        _("refused"), max_length=255, blank=True, help_text=_("Why there is no copy: too large, no image, no answer.")
    )
    fetched_at = models.DateTimeField(null=True, blank=True)
    ask_again_at = models.DateTimeField(
        null=True, blank=True, help_text=_("When an image that was refused may be asked for again.")
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "url"], name="one_image_per_address")]
        verbose_name = _("source image")
        verbose_name_plural = _("source images")

    def __str__(self) -> str:
        return self.url
