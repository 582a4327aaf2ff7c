"""The numbers that one article states, and the sources that it cites, in order."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.models import Orderable


class ArticleFigure(Orderable):
    """A number the article states. `role` is the title of the role in whose text it stands, as in the contract."""

    class Kind(models.TextChoices):
        SALARY = "salary", _("salary")
        GROWTH = "growth", _("growth")
        PERCENT = "percent", _("percentage")
        COUNT = "count", _("count")
        MONEY = "money", _("amount of money")

    page = ParentalKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="figures")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    text = models.CharField(_("words as printed"), max_length=255)
    amount = models.FloatField(_("amount"), null=True, blank=True)
    low = models.FloatField(_("from"), null=True, blank=True)
    high = models.FloatField(_("to"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    period = models.CharField(_("period"), max_length=10, blank=True)
    statistic = models.CharField(_("statistic"), max_length=20, blank=True)
    start_year = models.PositiveSmallIntegerField(_("from year"), null=True, blank=True)
    end_year = models.PositiveSmallIntegerField(_("to year"), null=True, blank=True)
    citation = models.URLField(_("citation"), max_length=1000, blank=True)
    role = models.CharField(_("role"), max_length=255, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("text"), FieldPanel("role")]),
        FieldRowPanel([FieldPanel("amount"), FieldPanel("low"), FieldPanel("high")]),
        FieldRowPanel([FieldPanel("currency"), FieldPanel("period"), FieldPanel("statistic")]),
        MultiFieldPanel([FieldRowPanel([FieldPanel("start_year"), FieldPanel("end_year")]), FieldPanel("citation")]),
    ]
    api_fields = [
        APIField(name)
        for name in (
            "kind",
            "text",
            "amount",
            "low",
            "high",
            "currency",
            "period",
            "statistic",
            "start_year",
            "end_year",
            "citation",
            "role",
        )
    ]

    def __str__(self) -> str:
        return self.text


class ArticleCitation(Orderable):
    page = ParentalKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="citations")
    url = models.URLField(_("address"), max_length=1000)
    text = models.CharField(_("link's words"), max_length=500, blank=True)
    claim = models.TextField(_("claim"), blank=True)
    accessed = models.DateField(_("accessed"), null=True, blank=True)

    panels = [FieldPanel("url"), FieldRowPanel([FieldPanel("text"), FieldPanel("accessed")]), FieldPanel("claim")]
    api_fields = [APIField("url"), APIField("text"), APIField("claim"), APIField("accessed")]

    def __str__(self) -> str:
        return self.url
