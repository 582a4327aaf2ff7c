"""Entries of the library that are deleted: no page breaks, and none of its words is lost."""

from __future__ import annotations

import pytest
from django.urls import reverse

from articles.models import ArticlePage, Author, Program, Role
from tests.articles.factories import PROGRAM, make_full_article, make_index

pytestmark = pytest.mark.django_db
WORDS = ("Shaday Stewart", "Imani Okafor", "Engineering Manager", "Master of Engineering Management", PROGRAM)
CHILDREN = ("authors", "roles", "programs")
EVERY_MODEL = pytest.mark.parametrize("model", [Role, Author, Program])


@pytest.fixture
def article():
    return make_full_article(make_index())


@pytest.fixture
def draft(article):
    """A page whose links stand in its latest revision alone: nothing in the database knows of them."""
    article.unpublish()
    for relation in CHILDREN:
        getattr(article, relation).get_live_queryset().delete()
    return ArticlePage.objects.get(pk=article.pk)


@EVERY_MODEL
def test_a_draft_opens_and_keeps_its_words(admin_client, client, draft, model):
    model.objects.all().delete()
    revised = draft.get_latest_revision_as_object()
    assert [revised.roles.count(), revised.authors.count(), revised.programs.count()] == [2, 2, 1]
    html = admin_client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()
    for words in WORDS:
        assert words in html, words
    revised.save_revision().publish()
    read = client.get(draft.get_url()).content.decode()
    for words in WORDS:
        assert words in read, words


# Wagtail parses every value that it compares as HTML, addresses too.
@pytest.mark.filterwarnings("ignore::bs4.MarkupResemblesLocatorWarning")
@EVERY_MODEL
def test_a_draft_shows_its_preview_and_its_changes(admin_client, draft, model):
    model.objects.all().delete()
    revised = draft.get_latest_revision_as_object()
    for words in WORDS:
        assert words in revised.make_preview_request().content.decode(), words
    first, second = draft.revisions.latest("created_at"), revised.save_revision()
    url = reverse("wagtailadmin_pages:revisions_compare", args=[draft.pk, first.pk, second.pk])
    assert admin_client.get(url).status_code == 200


@EVERY_MODEL
def test_a_live_page_keeps_its_words(admin_client, client, article, model):
    model.objects.all().delete()
    html = client.get(article.get_url()).content.decode()
    for words in WORDS:
        assert words in html, words
    assert admin_client.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).status_code == 200


def test_the_librarys_name_comes_first(client, article):
    Author.objects.filter(slug="shaday-stewart").update(name="Dr. Shaday Stewart")
    Program.objects.update(name="Engineering Management (MEM)", url="https://hub.example.edu/program/mem/")
    html = client.get(article.get_url()).content.decode()
    for words in (
        ">Dr. Shaday Stewart</a>",
        "Engineering Management (MEM)",
        'href="https://hub.example.edu/program/mem/"',
    ):
        assert words in html, words
    assert f'<a class="external" href="{PROGRAM}" rel="noopener">Master' not in html
