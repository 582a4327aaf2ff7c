"""Search engines come in, or not, by the site's setting."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.models import ArticleIndexPage, HubSettings
from tests.articles.factories import make_article, make_index

pytestmark = pytest.mark.django_db


@pytest.fixture
def index() -> ArticleIndexPage:
    return make_index()


def test_they_come_in_by_default(index: ArticleIndexPage, client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text
    assert "Sitemap: http://localhost/sitemap.xml" in text
    assert "Disallow: /\n" not in text
    assert "X-Robots-Tag" not in client.get("/")


def test_a_setting_keeps_them_out(index: ArticleIndexPage, client: Client) -> None:
    make_article(index, "Open", slug="open")
    HubSettings.objects.create(indexed=False)
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"
    for address in ("/", "/open/", "/all-articles/"):
        assert client.get(address)["X-Robots-Tag"] == "noindex"


def test_the_admin_is_in_no_index(index: ArticleIndexPage, client: Client) -> None:
    assert client.get("/admin/login/")["X-Robots-Tag"] == "noindex"
