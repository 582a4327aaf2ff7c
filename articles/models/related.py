"""The articles that one article names as related, in order: pages of this hub, or what the source has."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.api import APIField
from wagtail.models import Orderable

from articles.serializers import PublishedPageField


class ArticleRelated(Orderable):
    """A related article, by its address at the source; `related_page` is filled as soon as the hub has it."""

    page = ParentalKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="related")
    related_page = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page of this hub"),
    )
    title = models.CharField(
        _("title"), max_length=255, blank=True, help_text=_("Shown where the hub does not have the article itself.")
    )
    url = models.URLField(_("address at the source"), max_length=1000, blank=True)
    published = models.DateField(_("published"), null=True, blank=True)
    excerpt = models.TextField(_("excerpt"), blank=True)
    areas_of_study = models.JSONField(_("areas of study"), default=list, blank=True)
    topics = models.JSONField(_("topics"), default=list, blank=True)

    panels = [
        PageChooserPanel("related_page"),
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("url"), FieldPanel("published")]),
        FieldPanel("excerpt"),
    ]
    api_fields = [
        APIField("title"),
        APIField("url"),
        APIField("published"),
        APIField("excerpt"),
        APIField("areas_of_study"),
        APIField("topics"),
        APIField("related_page", serializer=PublishedPageField()),
    ]

    def __str__(self) -> str:
        return self.title or self.url

    def clean(self) -> None:
        super().clean()
        if self.related_page_id is None and not (self.title and self.url):
            raise ValidationError(_("Choose a page of this hub, or give the title and address of the article."))
