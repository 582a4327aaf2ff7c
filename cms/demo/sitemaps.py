"""The sitemap: the listing, the programs and every article of the edition."""

from datetime import datetime
from typing import NamedTuple

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from cms.demo.moments import moment_of
from cms.demo.served import served_hub


class Place(NamedTuple):
    """A page and the last time it changed."""

    address: str
    changed: datetime


class HubSitemap(Sitemap):  # type: ignore[type-arg]
    """Django's sitemap over the hub in memory."""

    def items(self) -> list[Place]:
        hub = served_hub()
        hub_changed = moment_of(hub.modified)
        return [
            Place(reverse("listing"), hub_changed),
            *(Place(reverse("program", args=[slug]), hub_changed) for slug in hub.programs),
            *(
                Place(reverse("article", args=[slug]), moment_of(article.modified))
                for slug, article in hub.articles.items()
            ),
        ]

    def location(self, item: Place) -> str:
        return item.address

    def lastmod(self, item: Place) -> datetime:
        return item.changed
