"""The two page types: the index that lists articles, and the article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Page as PaginatorPage
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from articles.blocks import RICH_TEXT_FEATURES, BodyBlock

if TYPE_CHECKING:
    from articles.models.sources import SourceDocument


class ArticleIndexPage(Page):
    """All articles below it, with facets by area of study and topic."""

    introduction = models.TextField(_("introduction"), blank=True)

    subpage_types = ["articles.ArticlePage"]
    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    api_fields = [APIField("introduction")]
    template = "articles/article_index_page.html"

    class Meta:
        verbose_name = _("article index")
        verbose_name_plural = _("article indexes")


class ArticlePage(Page):
    """An article. Its fields bear the names of the contract, `scraper.items.ScrapedArticle`."""

    published = models.DateField(_("published"), null=True, blank=True)
    updated = models.DateField(_("updated"), null=True, blank=True)
    first_published = models.CharField(
        _("first published"), max_length=10, blank=True, help_text=_("A day, a month (2022-10) or a year.")
    )
    areas_of_study = ParentalManyToManyField("articles.AreaOfStudy", blank=True, related_name="articles")
    topics = ParentalManyToManyField("articles.Topic", blank=True, related_name="articles")
    summary = models.TextField(_("summary"), blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))
    editors_note = RichTextField(_("editor's note"), features=RICH_TEXT_FEATURES, blank=True)

    parent_page_types = ["articles.ArticleIndexPage"]
    subpage_types: list[str] = []
    template = "articles/article_page.html"

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
