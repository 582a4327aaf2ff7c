"""How fast readers are answered over a large hub: the article beside a plain template, the cache, the sitemap."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, Site

from articles.models import ArticleIndexPage, ArticlePage
from tests.bench.admin_lists import PLAIN_FILES
from tests.bench.article_figures import KEY, ROUNDS

ARTICLES = 20
TEMPLATES = Path(__file__).parent / "templates"


def times(parent: int) -> dict[str, float]:
    """Milliseconds of each kind of answer, and the queries of an article."""
    Site.objects.update(root_page=parent, is_default_site=True)
    Site.clear_site_root_paths_cache()
    with_plain = [{**each, "DIRS": [TEMPLATES]} for each in settings.TEMPLATES]
    storages = settings.STORAGES | PLAIN_FILES
    with override_settings(ALLOWED_HOSTS=["*"], STORAGES=storages, TEMPLATES=with_plain, PAGE_CACHE_SECONDS=0):
        return {f"{KEY}{name}": value for name, value in _times().items()}


def _times() -> dict[str, float]:
    client = Client()
    slugs = ArticlePage.objects.live().order_by("pk").values_list("slug", flat=True)[:ARTICLES]
    addresses = [f"/{slug}/" for slug in slugs]

    def all_of_them() -> None:
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code == 200, (address, answer.status_code)

    signed_in = Client()
    signed_in.force_login(get_user_model().objects.create_user("reader"))

    def for_one_who_is_signed_in() -> None:
        for address in addresses:
            assert signed_in.get(address).status_code == 200

    found = {"article": 1e9, "plain article": 1e9, "kept article": 1e9, "cached article": 1e9, "sitemap": 1e9}
    for _round in range(ROUNDS):
        forget()  # nothing kept of the round before
        client.get("/")
        found["article"] = min(found["article"], _ms(all_of_them) / ARTICLES)
        with plain():
            found["plain article"] = min(found["plain article"], _ms(all_of_them) / ARTICLES)
        with override_settings(PAGE_CACHE_SECONDS=600):
            all_of_them()
            found["kept article"] = min(found["kept article"], _ms(for_one_who_is_signed_in) / ARTICLES)
            found["cached article"] = min(found["cached article"], _ms(all_of_them) / ARTICLES)
        found["sitemap"] = min(found["sitemap"], _ms(lambda: client.get("/sitemap.xml")))
    forget()
    client.get(addresses[0])
    with CaptureQueriesContext(connection) as queries:
        client.get(addresses[1])
    return found | {"article queries": len(queries)}


def forget() -> None:
    for each in caches.all():
        each.clear()


@contextmanager
def plain() -> Iterator[None]:
    """The article as Wagtail serves it by itself, by the template that one writes first."""
    with (
        patch.object(ArticlePage, "serve", Page.serve),
        patch.object(ArticlePage, "get_context", Page.get_context),
        patch.object(ArticlePage, "template", "bench/plain_article.html"),
        patch.object(ArticleIndexPage, "route", RoutablePageMixin.route),
    ):
        yield


def _ms(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000
