"""The article page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import ObjectList, TabbedInterface
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, Site
from wagtail.search import index

from articles import panels
from articles.blocks import RICH_TEXT_FEATURES, BodyBlock
from articles.machines import linked_data
from articles.machines.structured_data import article_data
from articles.reading import read_article
from articles.reading.at_hand import at_hand
from articles.serializers import NamedSerializer
from articles.serving.purge import generation_of


class ArticlePage(Page):
    """An article. Its fields bear the names of the contract, `scraper.items.ScrapedArticle`."""

    published = models.DateField(_("published"), null=True, blank=True)
    updated = models.DateField(_("updated"), null=True, blank=True)
    first_published = models.CharField(
        _("first published"), max_length=10, blank=True, help_text=_("A day, a month (2022-10) or a year.")
    )
    areas_of_study = ParentalManyToManyField(
        "articles.AreaOfStudy", blank=True, related_name="articles", verbose_name=_("areas of study")
    )
    topics = ParentalManyToManyField("articles.Topic", blank=True, related_name="articles", verbose_name=_("topics"))
    summary = models.TextField(_("summary"), blank=True)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))
    editors_note = RichTextField(_("editor's note"), features=RICH_TEXT_FEATURES, blank=True)

    parent_page_types = ["articles.ArticleIndexPage"]
    subpage_types: list[str] = []
    template = "articles/article_page.html"

    edit_handler = TabbedInterface(
        [
            ObjectList([*Page.content_panels, *panels.CONTENT], heading=_("Content")),
            ObjectList(panels.ROLES, heading=_("Roles")),
            ObjectList(panels.FIGURES_AND_CITATIONS, heading=_("Figures and citations")),
            ObjectList(panels.RELATED, heading=_("Related")),
            ObjectList(panels.SOURCE, heading=_("Source")),
            ObjectList(Page.promote_panels, heading=_("Promote")),
            ObjectList(Page.settings_panels, heading=_("Settings")),
        ]
    )
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary", boost=1.5),
        index.SearchField("body"),
        index.SearchField("editors_note"),
        index.RelatedFields("roles", [index.SearchField("title", boost=1.5), index.SearchField("html")]),
        index.RelatedFields(
            "authors", [index.SearchField("name"), index.RelatedFields("author", [index.SearchField("name")])]
        ),
        index.RelatedFields(
            "programs", [index.SearchField("name"), index.RelatedFields("program", [index.SearchField("name")])]
        ),
        index.RelatedFields("areas_of_study", [index.SearchField("name"), index.FilterField("slug")]),
        index.RelatedFields("topics", [index.SearchField("name"), index.FilterField("slug")]),
        index.FilterField("published"),
        index.FilterField("updated"),
    ]
    api_fields = [
        APIField("authors"),
        APIField("published"),
        APIField("updated"),
        APIField("first_published"),
        APIField("areas_of_study", serializer=NamedSerializer(many=True)),
        APIField("topics", serializer=NamedSerializer(many=True)),
        APIField("summary"),
        APIField("body"),
        APIField("roles"),
        APIField("figures"),
        APIField("citations"),
        APIField("programs"),
        APIField("editors_note"),
        APIField("related"),
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def clean(self) -> None:
        super().clean()
        from articles.front.reserved import reserved_slugs

        if self.slug in reserved_slugs():
            raise ValidationError({"slug": _("The hub has a page of its own at this address; choose another slug.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from articles.front.navigation import absolute_for, index_of

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        is_preview = getattr(request, "is_preview", False)
        # What the template keeps of an article until something changes needs none of this again.
        article: Any = SimpleLazyObject(lambda: read_article(self, None if is_preview else index_of(request)))
        context["article"] = article
        context["breadcrumbs"] = above = breadcrumbs(self, request)
        site, absolute = Site.find_for_request(request), absolute_for(request)
        name = site.site_name if site else ""
        context["structured_data"] = SimpleLazyObject(
            lambda: linked_data.script(article_data(self, article, above, name, absolute))
        )
        context["picture"] = SimpleLazyObject(lambda: absolute(article.picture) if article.picture else "")
        context["generation"] = generation_of(request)
        context["kept_seconds"] = settings.PAGE_CACHE_SECONDS
        return context

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().serve(request, *args, **kwargs)
        # Rendered here, where the pages that its texts link to are at hand.
        with at_hand(lambda: response.context_data["article"].pages):
            return response.render()


def breadcrumbs(page: Page, request: HttpRequest) -> list[Page]:
    """The pages above this one that a reader can go to, from the site's home down."""
    site, index = Site.find_for_request(request), getattr(request, "article_index", None)
    if site and index and index.pk == site.root_page_id:
        return [index]
    # The tree's own root, depth 1, is no page of any site.
    above = page.get_ancestors().live().filter(depth__gt=1)
    return list(above.descendant_of(site.root_page, inclusive=True) if site else above)
