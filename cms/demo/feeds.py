"""The RSS feed of the newest articles."""

from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from django.contrib.syndication.views import Feed
from django.urls import reverse

from cms.demo.hub import Article
from cms.demo.moments import moment_of
from cms.demo.served import served_hub

_NEWEST = 15


class NewestArticles(Feed):  # type: ignore[type-arg]
    """The newest articles, as a feed reader or a crawler takes them."""

    def title(self) -> str:
        hub = served_hub()
        return f"{hub.name} {hub.hub_name}"

    def description(self) -> str:
        return served_hub().tagline

    def link(self) -> str:
        return reverse("listing")

    def feed_url(self) -> str:
        return reverse("feed")

    def items(self) -> list[Article]:
        return list(islice(served_hub().articles.values(), _NEWEST))

    def item_title(self, item: Article) -> str:
        return item.title

    def item_description(self, item: Article) -> str:
        return item.summary

    def item_link(self, item: Article) -> str:
        return reverse("article", args=[item.slug])

    def item_author_name(self, item: Article) -> str:
        return item.byline

    def item_pubdate(self, item: Article) -> datetime:
        return moment_of(item.published)

    def item_updateddate(self, item: Article) -> datetime:
        return moment_of(item.modified)

    def item_categories(self, item: Article) -> Iterable[str]:
        return [term.name for term in (*item.areas_of_study, *item.topics)]
