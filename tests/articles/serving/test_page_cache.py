"""Strangers are answered from the cache, with nothing but what any stranger would get, and never with what is stale."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from wagtail.models import PageViewRestriction, Site
from wagtail.signals import page_published

from articles.models import ArticleIndexPage, ArticlePage, Role
from articles.serving.page_cache import HIT
from tests.articles.factories import make_article, make_index

# Commits are what ends a cached answer: they have to happen.
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def index(settings: Any) -> ArticleIndexPage:
    settings.PAGE_CACHE_SECONDS = 60
    cache.clear()
    return make_index()


@pytest.fixture
def article(index: ArticleIndexPage) -> ArticlePage:
    return make_article(index, "Careers in limnology", slug="limnology", summary="Lakes pay.")


def asked(client: Client, address: str = "/limnology/", **headers: Any) -> str:
    """Whether the answer came from the cache; empty where it was not the cache's to give."""
    return str(client.get(address, **headers).get(HIT, ""))


def test_the_second_answer_is_the_first_one_again(
    article: ArticlePage, client: Client, django_assert_num_queries: Any
) -> None:
    first = client.get("/limnology/")
    with django_assert_num_queries(0):
        second = client.get("/limnology/")
    assert (first[HIT], second[HIT]) == ("miss", "hit")
    assert second.content == first.content
    assert second["Content-Type"] == first["Content-Type"]
    assert second["Content-Security-Policy"] == first["Content-Security-Policy"]


@pytest.mark.parametrize("query", ["?role=a&role=b", "?pay=USD-year&sort=pay", "?program=1&program=2", "?page=2"])
def test_what_the_pages_of_roles_and_programs_read_is_kept(index: ArticleIndexPage, client: Client, query: str) -> None:
    assert [asked(client, f"/roles/{query}") for _turn in "ab"] == ["miss", "hit"]
    assert asked(client, f"/roles/{query}&anything=1") == ""


def test_a_browser_that_has_the_page_is_told_so(article: ArticlePage, client: Client) -> None:
    etag = client.get("/limnology/")["ETag"]
    again = client.get("/limnology/", headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")


def test_publishing_ends_it(article: ArticlePage, client: Client) -> None:
    asked(client)
    article.title = "Careers at lakes"
    article.save_revision().publish()
    assert b"Careers at lakes" in client.get("/limnology/").content


def test_a_draft_does_not_end_it(article: ArticlePage, client: Client) -> None:
    asked(client)
    article.title = "Half a thought"
    article.save_revision()
    assert asked(client) == "hit"


@pytest.mark.parametrize("change", ["unpublish", "delete"])
def test_what_is_gone_is_gone_at_once(article: ArticlePage, client: Client, change: str) -> None:
    asked(client)
    getattr(article, change)()
    assert client.get("/limnology/").status_code == 404


def test_what_becomes_private_is_private_at_once(article: ArticlePage, client: Client) -> None:
    asked(client), asked(client, "/all-articles/")
    PageViewRestriction.objects.create(page=article, restriction_type="login")
    assert client.get("/limnology/").status_code == 302
    assert b"limnology" not in client.get("/all-articles/").content


def test_a_snippet_and_a_site_end_it(article: ArticlePage, client: Client) -> None:
    asked(client)
    Role.objects.create(name="Limnologist", slug="limnologist")
    assert asked(client) == "miss"
    Site.objects.get().save()
    assert asked(client) == "miss"


def test_a_change_that_is_rolled_back_ends_nothing(article: ArticlePage, client: Client) -> None:
    asked(client)
    with transaction.atomic():
        page_published.send(ArticlePage, instance=article, revision=None)
        transaction.set_rollback(True)
    assert asked(client) == "hit"


def test_whoever_is_signed_in_neither_fills_nor_reads_it(article: ArticlePage, client: Client) -> None:
    client.force_login(User.objects.create_superuser("ada", "", "word"))
    assert asked(client) == ""
    stranger = Client()
    assert asked(stranger) == "miss"
    assert asked(client) == ""


def test_a_page_with_a_password_is_never_kept(article: ArticlePage, client: Client) -> None:
    PageViewRestriction.objects.create(page=article, restriction_type="password", password="loon")
    for _ in range(2):
        answer = client.get("/limnology/")
        assert answer.get(HIT, "") != "hit"
        assert b"Lakes pay" not in answer.content
    client.post(
        f"/_util/authenticate_with_password/{article.view_restrictions.get().pk}/{article.pk}/",
        {"password": "loon", "return_url": "/limnology/"},
    )
    assert b"Lakes pay" in client.get("/limnology/").content
    assert b"Lakes pay" not in Client().get("/limnology/").content


@pytest.mark.parametrize(
    "address",
    [
        "/limnology/?utm_source=x",
        "/roles/?q=limn",
        "/all-articles/?q=limn",
        "/admin/login/",
        "/nowhere/",
        "/api/v2/pages/",
    ],
)
def test_what_is_not_kept(article: ArticlePage, client: Client, address: str) -> None:
    client.get(address)
    assert asked(client, address) == ""


def test_a_new_release_answers_with_nothing_of_the_old_one(
    article: ArticlePage, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(client)
    monkeypatch.setattr("articles.serving.page_cache.release", lambda: "next")
    assert [asked(client) for _turn in "ab"] == ["miss", "hit"]


def test_another_host_has_answers_of_its_own(article: ArticlePage, client: Client) -> None:
    asked(client)
    assert asked(client, HTTP_HOST="other.example.edu") == "miss"


def test_a_setting_turns_it_off(article: ArticlePage, client: Client, settings: Any) -> None:
    settings.PAGE_CACHE_SECONDS = 0
    assert (asked(client), asked(client)) == ("", "")


def test_what_was_read_before_a_change_is_not_kept_after_it(
    article: ArticlePage, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = ArticleIndexPage._article

    def find_and_wait(self: ArticleIndexPage, slug: str) -> ArticlePage | None:
        found = find(self, slug)
        article.title = "Careers at lakes"
        article.save_revision().publish()
        return found

    with monkeypatch.context() as patch:
        patch.setattr(ArticleIndexPage, "_article", find_and_wait)
        # A parameter that no page reads: the page is not kept whole, but in parts.
        assert b"Careers in limnology" in client.get("/limnology/?utm_source=x").content
    assert b"Careers at lakes" in client.get("/limnology/?utm_source=x").content.partition(b"<main")[2]
