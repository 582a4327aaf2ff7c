"""The Markdown of an article says all that its page does, and no more to anybody."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from articles.models import ArticleIndexPage, ArticleRelated
from tests.articles.factories import BLS, PROGRAM, make_article, make_full_article, make_index

pytestmark = pytest.mark.django_db


@pytest.fixture
def index() -> ArticleIndexPage:
    return make_index()


def text_of(client: Client, slug: str) -> str:
    response = client.get(f"/{slug}/index.md")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    return response.content.decode()


def test_every_structured_field_is_said(index: ArticleIndexPage, client: Client) -> None:
    make_full_article(index)
    text = text_of(client, "jobs-in-engineering-management")
    front = json.loads(text.split("---")[1])
    assert front["title"] == "Jobs in Engineering Management"
    assert front["url"] == "http://localhost/jobs-in-engineering-management/"
    assert front["authors"][0] == {"name": "Shaday Stewart", "credit": "By"}
    for words in (
        "# Jobs in Engineering Management",
        "## Is it worth it?",
        "### Engineering Manager",
        "**$165,370**",
        "[^1]",
        f"[^1]: [Bureau of Labor Statistics]({BLS})",
        "- Skills: Planning, budgets",
        f"[Master of Engineering Management]({PROGRAM})",
        "> Originally published in **October 2022**",
        "## Related articles",
    ):
        assert words in text, words


def test_links_to_the_hubs_own_pages_are_absolute(index: ArticleIndexPage, client: Client) -> None:
    target = make_article(index, "Target", slug="target")
    link = f'<p>See <a linktype="page" id="{target.pk}">this</a>.</p>'
    page = make_article(index, "Here", slug="here", body=[("rich_text", link)])
    page.related.add(ArticleRelated(related_page=target, sort_order=0))
    page.save_revision().publish()
    assert text_of(client, "here").count("(http://localhost/target/)") == 2


def test_words_are_no_markup(index: ArticleIndexPage, client: Client) -> None:
    make_article(index, "# Not a [link](x) *or* <b>", slug="odd")
    assert "# # Not" not in text_of(client, "odd")
    assert "\\[link\\]" in text_of(client, "odd")


@pytest.mark.parametrize("hidden", ["draft", "private", "nowhere"])
def test_what_is_not_for_all_is_not_there(index: ArticleIndexPage, client: Client, hidden: str) -> None:
    page = make_article(index, "Hidden", slug="hidden", live=hidden != "draft")
    if hidden == "private":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert client.get(f"/{hidden if hidden == 'nowhere' else 'hidden'}/index.md").status_code == 404


def test_the_page_leads_to_it(index: ArticleIndexPage, client: Client) -> None:
    make_article(index, "Here", slug="here")
    assert (
        '<link rel="alternate" type="text/markdown" href="http://localhost/here/index.md">'
        in client.get("/here/").content.decode()
    )
