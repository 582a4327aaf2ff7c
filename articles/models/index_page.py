"""The article index: the page under which articles stand, and all that is made of them for readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from articles.explorer.routes import ExplorerRoutes
from articles.front.routes import FrontRoutes
from articles.listing.routes import ListingRoutes
from articles.machines.routes import MachineRoutes

if TYPE_CHECKING:
    from articles.models.pages import ArticlePage


class ArticleIndexPage(ExplorerRoutes, FrontRoutes, ListingRoutes, MachineRoutes, RoutablePageMixin, Page):
    """The hub's home; its further addresses (all articles, roles, programs …) are routes of it."""

    introduction = models.TextField(_("introduction"), blank=True)

    subpage_types = ["articles.ArticlePage"]
    content_panels = [*Page.content_panels, "introduction"]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]
    api_fields = [APIField("introduction")]

    class Meta:
        verbose_name = _("article index")
        verbose_name_plural = _("article indexes")

    def articles(self) -> QuerySet[ArticlePage]:
        """What a reader of this page may see: live, and not kept private by a restriction of its own.

        A restriction of the index itself holds for its articles too, and was passed by whoever reads the index.
        """
        from articles.models.pages import ArticlePage

        return ArticlePage.objects.child_of(self).live().filter(view_restrictions__isnull=True)

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        # Whatever is answered below this page links to its routes, without asking for it again.
        request.article_index = self  # type: ignore[attr-defined]
        if len(path_components) == 1 and (article := self._article(path_components[0])):
            return RouteResult(article)
        return super().route(request, path_components)

    def _article(self, slug: str) -> ArticlePage | None:
        """The live article, in one query where Wagtail's own routing takes two. No route has its slug."""
        from articles.models.pages import ArticlePage

        article = ArticlePage.objects.child_of(self).live().filter(slug=slug).first()
        if article is not None:
            article._cached_parent_obj = self
        return article
